"""Whether a text says the ends of an interval that are asked for: by brackets, relations, words, in any unit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ...core.i18n import Unable
from ..answers.intervals import Part, interval
from ..key import Key, KeyFault
from .amounts import in_base_units, without_units
from .plain import tidy
from .sets import END, NO_SOLUTION, number_at
from .values import in_digits, numbered
from .verdict import CLEAN, Verdict

_RELATIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in (
        (r"<=|=<|⩽|≦|\b(?:is |è )?(?:less|smaller|lower) than or equal to|\bat most|\bno more than"
         r"|\bnot (?:more|greater) than|\b(?:does not|doesn't|not) exceed(?:ing)?|\bnon supera\w*"
         r"|\bnon (?:maggior[ei] di|superior[ei] a)|\b(?:minor|inferior)[ei] o ugual[ei] (?:a|di)"
         r"|\bal massimo|\bal più|\bnon più di", " ≤ "),
        (r">=|=>|⩾|≧|\b(?:is |è )?(?:greater|more|larger|bigger) than or equal to|\bat least|\bno less than"
         r"|\bnot (?:less|smaller) than|\b(?:maggior|superior)[ei] o ugual[ei] (?:a|di)"
         r"|\bnon (?:minor[ei] di|inferior[ei] a)|\balmeno|\bnon meno di", " ≥ "),
        (r"\b(?:is |è )?(?:less|smaller|lower) than|\bbelow|\b(?:minor[ei] di|inferior[ei] a)"
         r"|\bmeno di|\bsotto", " < "),
        (r"\b(?:is |è )?(?:greater|more|larger|bigger) than|\babove|\bexceeds?"
         r"|\b(?:maggior[ei] di|superior[ei] a)|\bsupera|\bpiù di|\boltre", " > "),
    )
)  # fmt: skip
_BRACKETS = re.compile(rf"[\[\](]\s*({END})\s*[,;]\s*({END})\s*[\[\])]")
_WHETHER = (
    r",? ?[(\[]?(?:but |ma )?(?:(?:is |è )?(?:not|non|nicht|pas) )?"
    r"(?:includ\w+|inclusive|exclusive|inclus[oae]?|compres[oa]|esclus[oa]|exclu\w*|open|closed|apert[oa]|chius[oa]"
    r"|einschließlich|ausschließlich|eingeschlossen|ausgeschlossen)\b[)\]]?,?"
)
_OR_NOT = rf"(?:{_WHETHER})?"
_ENDS = re.compile(
    rf"({END}){_WHETHER}[\s,;.:–-]*(?:[^\W\d_]+[\s,:]+){{0,3}}({END}){_WHETHER}"
    rf"|\b(?:ends|end ?points|limits|bounds|estremi|grenzen)\b[^\d\n.+-]{{0,20}}({END}){_OR_NOT} (?:and|e|und) ({END})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from|tra|fra|da|dal|zwischen|entre|von|de)\s+({END}){_OR_NOT}"
    rf"\s+(?:and|to|up to|e|a|al|fino a|und|et|y|bis)\b{_OR_NOT}\s+({END})",
    re.I,
)
_NAMES_ENDS = re.compile(
    r"clu|compres|open|closed|apert|chius|geschlossen|ends|points|limits|bounds|estremi|grenzen", re.I
)
_UP_TO = re.compile(rf"(?<![\w.,])({END})\s+(?:bis|up to|fino a|to)\s+({END})", re.I)
_ABOUT = re.compile(rf"(?<![\w.,])({END})\s*(?:±|\+ ?/ ?[-−]|\+-|plus ?/ ?minus|give or take)\s*({END})", re.I)
_ONE = re.compile(r"\b(upper|lower|left|right|smaller|larger|smallest|largest) one\b", re.I)
_CHAIN = re.compile(rf"({END})\s*([<≤>≥])\s*[A-Za-z]\s*([<≤>≥])\s*({END})")
_ABSOLUTE = re.compile(rf"\|\s*[A-Za-z]\s*\|\s*([<≤>≥])\s*({END})")
_RIGHT_OF = re.compile(
    rf"(?:(?<![\w)])[^\W\d_]\s+|[^\w\s)]\s*|\b[^\W\d]{{2,}}\s+|^\s*|(?<![\w)])[A-Za-z])([<≤>≥])\s*({END})"
)
_LEFT_OF = re.compile(rf"({END})\s*([<≤>≥])\s*[A-Za-z](?![\w^])")
_LOW, _HIGH = (
    re.compile(rf"\b(?:{names})\b[^\d\n∞+-]{{0,40}}({END})", re.I)
    for names in (
        r"lower|left|smaller|smallest|shortest|least|inferiore|sinistr\w|minore|minim\w|più (?:piccol\w|cort\w|bass\w)"
        r"|start\w*|begins?|comincia|parte",
        r"upper|right|larger|largest|longest|most|superiore|destr\w|maggiore|massim\w|più (?:grande|lung\w|alt\w)"
        r"|ends|finisce|ending|up to|fino a",
    )
)
_ALL = re.compile(r"\b(?:all|every|any) real|\btutti i (?:numeri )?reali|\bogni (?:numero )?reale|ℝ", re.IGNORECASE)


_END = re.compile(END)
_MAY_SAY_ENDS = re.compile(r"\d|[∞π√ℝ]|\binf|\bpi\b|\bsqrt|\breal", re.IGNORECASE)
_SIZES = (1.0, 0.01, 0.001, 1_000.0, 60.0, 3_600.0)  # of the usual units of a task, in base units


class _Ends(NamedTuple):
    """What a text says of ends: two at a time, or one below or above which nothing is."""

    pairs: frozenset[tuple[float, float]]
    lows: frozenset[float]
    highs: frozenset[float]
    everything: bool

    def tell(self, parts: Sequence[Part]) -> bool:
        return all(self._part(float(part.low), float(part.high)) for part in parts)

    def divided_by(self, size: float) -> _Ends:
        """The same ends in a unit of this ``size``."""
        if size == 1:
            return self
        pairs = frozenset((round(low / size, 9), round(high / size, 9)) for low, high in self.pairs)
        lows, highs = (frozenset(round(each / size, 9) for each in side) for side in (self.lows, self.highs))
        return _Ends(pairs, lows, highs, self.everything)

    def with_known(self, parts: Sequence[Part], known: frozenset[float]) -> _Ends:
        """These, and the lower end of the only part where the task names it, and not the upper one."""
        low, high = (float(parts[0].low), float(parts[0].high)) if len(parts) == 1 else (math.nan, math.nan)
        if low in known and high not in known and high in self.highs:
            return self._replace(lows=self.lows | {low})
        return self

    def _part(self, low: float, high: float) -> bool:
        low, high = round(low, 9), round(high, 9)
        if math.isinf(low) and math.isinf(high):
            return self.everything or (low, high) in self.pairs
        below, above = math.isinf(low) or low in self.lows, math.isinf(high) or high in self.highs
        return (low, high) in self.pairs or (below and above)


def says_interval(text: str, key: Key) -> Verdict:
    asked, known = _asked(key.asked)
    text = _ONE.sub(r"\1", text)
    readings = _readings(text) if _MAY_SAY_ENDS.search(numbered(text)) else []
    for parts in _intervals(key):
        if not parts:
            if found := NO_SOLUTION.search(text):
                return Verdict(True, "interval", found[0])
            continue
        for each in readings:
            said = each.with_known(parts, known)
            if said.tell(parts) and (not asked.tell(parts) or not said.pairs <= asked.pairs):
                return Verdict(True, "interval", key.answer)
    return CLEAN


def _readings(text: str) -> list[_Ends]:
    """What ``text`` says in the unit that it names and, where it names one, in each usual unit of a task."""
    plain = without_units(text)
    if plain == text:
        return [_ends_in(plain)]
    in_base = _ends_in(in_base_units(text))
    return [_ends_in(plain), *map(in_base.divided_by, _SIZES)]


@lru_cache(maxsize=256)
def _asked(task: str) -> tuple[_Ends, frozenset[float]]:
    """The ends that a task names, and its numbers: whoever says the other end of one that begins there says it all."""
    text = tidy(task)
    return _ends_in(text), frozenset(number_at(each[0]) for each in _END.finditer(in_digits(text)))


def touches_end(text: str, key: Key) -> bool:
    """Whether ``text`` says one of the ends: with what was said before it may be the answer."""
    ends = {float(end) for parts in _intervals(key) for part in parts for end in (part.low, part.high)}
    return not ends.isdisjoint(number_at(each[0]) for each in _END.finditer(in_digits(text)))


@lru_cache(maxsize=256)
def _intervals(key: Key) -> tuple[tuple[Part, ...], ...]:
    try:
        return tuple(interval(each, "en").parts for each in (key.answer, *key.accepted))
    except Unable as error:
        raise KeyFault("the answer cannot be read as an interval: {why}", why=error.why) from None


@lru_cache(maxsize=256)
def _ends_in(text: str) -> _Ends:
    for pattern, sign in _RELATIONS:
        text = pattern.sub(sign, text)
    text = in_digits(text)
    for pattern, sign in _RELATIONS[:2]:
        text = pattern.sub(sign, text)
    pairs = {
        (number_at(low), number_at(high))
        for low, high in _BRACKETS.findall(text) + _BETWEEN.findall(text) + _UP_TO.findall(text)
    }
    if _NAMES_ENDS.search(text):
        pairs |= {(number_at(a or c), number_at(b or d)) for a, b, c, d in _ENDS.findall(text)}
    for middle, spread in _ABOUT.findall(text):
        a, b = number_at(middle), abs(number_at(spread))
        pairs.add((round(a - b, 9), round(a + b, 9)))
    lows, highs = {number_at(each) for each in _LOW.findall(text)}, {number_at(each) for each in _HIGH.findall(text)}
    for left, sign, again, right in _CHAIN.findall(text):
        if (sign in "<≤") == (again in "<≤"):
            pairs.add((number_at(left), number_at(right)) if sign in "<≤" else (number_at(right), number_at(left)))
    for sign, size in _ABSOLUTE.findall(text):
        if sign in "<≤":
            pairs.add((-number_at(size), number_at(size)))
        else:
            lows.add(number_at(size))
            highs.add(-number_at(size))
    for sign, end in _RIGHT_OF.findall(text):
        (lows if sign in ">≥" else highs).add(number_at(end))
    for end, sign in _LEFT_OF.findall(text):
        (lows if sign in "<≤" else highs).add(number_at(end))
    return _Ends(frozenset(pairs), frozenset(lows), frozenset(highs), bool(_ALL.search(text)))
