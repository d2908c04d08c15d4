"""Whether a text says the elements of a set, or the ends of an interval, that are asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...core.i18n import Unable
from ..answers.intervals import Closed, Part, interval
from ..answers.sets import elements
from ..answers.tidy import mathematical
from ..key import Key, KeyFault
from .formulas import says_expression
from .plain import tidy
from .points import value_at
from .values import in_digits
from .verdict import CLAIM, CLEAN, NO_ANSWER, Verdict, squeezed

MOST_NUMBERS = 400  # of one text
_DIGITS = r"(?:√|sqrt)?\s?\(?\d+(?:[.,]\d+)?(?:\s?/\s?\d+)?\)?"
END = rf"[-+]?\s?(?:∞|inf(?:inity|inito)?\b|{_DIGITS}\s?(?:π|pi\b)?|π|pi\b)"
_END = re.compile(END)
_NUMBER = re.compile(
    r"(?<![\w.,^)])(±\s*|-\+|\+-|[-+]?\s?)((?:√|sqrt)?\(?\d+(?:([.,])\d+)?(?:\s?/\s?\d+)?\)?\s?(?:π|pi\b)?)(?![\w^(])"
)
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_POINT = re.compile(rf"\(\s*({END})\s*[,;]\s*({END})\s*\)")
_IN_A_ROW = re.compile(
    r"[\s,;{}()\[\]|]*(?:(?:and|or|e|ed|o|oppure|et|und|y|∨|also|anche)?[\s,;{}]*(?:[A-Za-z](?:_?\d)?\s*=)?)\s*", re.I
)
_NO_SOLUTION = re.compile(
    r"∅|\bno (?:real )?solutions?\b|\bempty set\b|\bnessuna soluzione|\binsieme vuoto|\bimpossib", re.IGNORECASE
)
_RELATIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in (
        (r"<=|=<|⩽|≦|\b(?:is |è )?(?:less|smaller|lower) than or equal to|\bat most|\bno more than"
         r"|\bnot (?:more|greater) than|\bminor[ei] o ugual[ei] (?:a|di)|\bal massimo|\bal più|\bnon più di", " ≤ "),
        (r">=|=>|⩾|≧|\b(?:is |è )?(?:greater|more|larger|bigger) than or equal to|\bat least|\bno less than"
         r"|\bnot less than|\bmaggior[ei] o ugual[ei] (?:a|di)|\balmeno|\bnon meno di", " ≥ "),
        (r"\b(?:is |è )?(?:less|smaller|lower) than|\bbelow|\bminor[ei] di|\bmeno di|\bsotto", " < "),
        (r"\b(?:is |è )?(?:greater|more|larger|bigger) than|\babove|\bmaggior[ei] di|\bpiù di|\boltre", " > "),
    )
)  # fmt: skip
_BRACKETS = re.compile(rf"[\[\](]\s*({END})\s*[,;]\s*({END})\s*[\[\])]")
_BETWEEN = re.compile(
    rf"\b(?:between|from|tra|fra|da|dal|zwischen|entre)\s+({END})\s+(?:and|to|up to|e|a|al|fino a|und|et|y)\s+({END})",
    re.I,
)
_CHAIN = re.compile(rf"({END})\s*([<≤>≥])\s*[A-Za-z]\s*([<≤>≥])\s*({END})")
_ABSOLUTE = re.compile(rf"\|\s*[A-Za-z]\s*\|\s*([<≤>≥])\s*({END})")
_RIGHT_OF = re.compile(
    rf"(?:(?<![\w)])[A-Za-z]\s+|[^\w\s)]\s*|\b[^\W\d]{{2,}}\s+|^|(?<![\w)])[A-Za-z])([<≤>≥])\s*({END})"
)
_LEFT_OF = re.compile(rf"({END})\s*([<≤>≥])\s*[A-Za-z](?![\w^])")
_LOW = re.compile(
    rf"\b(?:lower|left|smaller|inferiore|sinistr\w|minore|start\w*|begins?|comincia|parte)\b[^\d\n∞+-]{{0,40}}({END})",
    re.I,
)
_HIGH = re.compile(
    rf"\b(?:upper|right|larger|superiore|destr\w|maggiore|ends|finisce|ending|up to|fino a)\b[^\d\n∞+-]{{0,40}}({END})",
    re.I,
)
_ALL = re.compile(r"\b(?:all|every|any) real|\btutti i (?:numeri )?reali|\bogni (?:numero )?reale|ℝ", re.IGNORECASE)


def says_set(text: str, key: Key) -> Verdict:
    spoken = in_digits(text)
    for goal in _goals(key):
        found = _says_elements(spoken, goal, key)
        if found:
            return Verdict(True, "set", found)
    return CLEAN


class _Set(NamedTuple):
    numbers: frozenset[float] = frozenset()
    points: frozenset[tuple[float, ...]] = frozenset()
    formulas: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def _goals(key: Key) -> tuple[_Set, ...]:
    try:
        answers = [
            each for answer in (key.answer, *key.accepted) for each in elements(mathematical(tidy(answer)), "en")[:1]
        ]
    except Unable as unable:
        raise KeyFault(f"the answer cannot be read as a set: {unable}") from None
    return tuple(map(_goal, answers))


def _goal(answer: Sequence[tuple[str, ...]]) -> _Set:
    values = [tuple(value_at(each, {}) for each in element) for element in answer]
    numbers = frozenset(round(value[0], 9) for value in values if len(value) == 1 and value[0] is not None)
    points = frozenset(
        tuple(round(each, 9) for each in value if each is not None)
        for value in values
        if len(value) > 1 and None not in value
    )
    formulas = tuple(element[0] for element, value in zip(answer, values, strict=True) if value == (None,))
    return _Set(numbers, points, formulas)


def _says_elements(text: str, goal: _Set, key: Key) -> str:
    """What of ``text`` says all elements; empty where it does not."""
    if goal == _Set():
        found = _NO_SOLUTION.search(text)
        return found[0] if found else ""
    if goal.points and not goal.points <= {(_end(a), _end(b)) for a, b in _POINT.findall(text)}:
        return ""
    if not all(says_expression(text, each, key.asked) for each in goal.formulas):
        return ""
    if not goal.numbers:
        return ", ".join(goal.formulas) or "points"
    said = next((each for comma in _readings(text) for each in _lists(text, goal.numbers, key, comma=comma)), None)
    return said or ""


def _readings(text: str) -> tuple[bool, ...]:
    """Whether a comma may stand before decimals: it may also part two elements, where there is one between digits."""
    return (True, False) if _COMMA.search(text) else (True,)


class _Told(NamedTuple):
    value: float
    begin: int
    end: int


def _lists(text: str, wanted: frozenset[float], key: Key, *, comma: bool) -> Iterator[str]:
    """Lists, tables and sentences that name just the ``wanted`` numbers, or say each of them to be an answer."""
    told = [
        each for each in _numbers(text, comma=comma) if not NO_ANSWER.search(text[max(0, each.begin - 40) : each.begin])
    ]
    asked = _asked(key.asked, comma)
    if {each.value for each in told} == wanted and not wanted <= asked:
        yield text[told[0].begin : told[-1].end]
    for run in _runs(text, told):
        written = text[run[0].begin : run[-1].end]
        if {each.value for each in run} == wanted and len(run) > 1 and squeezed(written) not in squeezed(key.asked):
            yield written
    claimed = {each.value for each in told if CLAIM.search(text[max(0, each.begin - 60) : each.begin])}
    if wanted <= claimed and not wanted <= asked:
        yield ", ".join(f"{each:g}" for each in sorted(wanted))


@lru_cache(maxsize=256)
def _asked(task: str, comma: bool) -> frozenset[float]:
    return frozenset(each.value for each in _numbers(in_digits(tidy(task)), comma=comma))


def _numbers(text: str, *, comma: bool) -> list[_Told]:
    """``comma``: whether it may stand before decimals, and not only between two elements."""
    found: list[_Told] = []
    for each in _NUMBER.finditer(text if comma else _COMMA.sub(" ", text)):
        value = _value(each[2].replace(",", "."))
        if value is None:
            continue
        both = each[1].strip() in ("±", "-+", "+-")
        value = -value if each[1].startswith("-") and not both else value
        found += [_Told(round(sign * value, 9), *each.span()) for sign in ((1, -1) if both else (1,))]
        if len(found) > MOST_NUMBERS:
            break
    return found


def _value(written: str) -> float | None:
    bare = written if "√" in written or "sqrt" in written else written.strip("() ")
    return float(bare) if _PLAIN.fullmatch(bare) else value_at(bare, {})


_PLAIN = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,15})?")


def touches(text: str, key: Key) -> bool:
    """Whether ``text`` says some element, or one of the ends: with what was said before it may be the answer."""
    spoken = in_digits(text)
    if key.kind == "interval":
        ends = {float(end) for parts in _intervals(key) for part in parts for end in (part.low, part.high)}
        return not ends.isdisjoint(_end(each[0]) for each in _END.finditer(spoken))
    numbers = {each for goal in _goals(key) for each in goal.numbers}
    told = {each.value for comma in _readings(spoken) for each in _numbers(spoken, comma=comma)}
    return not numbers.isdisjoint(told) or any(goal.points or goal.formulas for goal in _goals(key))


def _runs(text: str, told: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Numbers with nothing but commas, or words such as “and x =”, between them."""
    run = list(told[:1])
    for before, after in pairwise(told):
        gap = text[before.end : after.begin]
        summed = not gap.strip() and text[after.begin] in "+-"
        if after.begin > before.end and (summed or not _IN_A_ROW.fullmatch(gap)):
            yield run
            run = []
        run.append(after)
    if run:
        yield run


class _Ends(NamedTuple):
    """What a text says of ends: two at a time, or one below or above which nothing is."""

    pairs: frozenset[tuple[float, float]]
    lows: frozenset[float]
    highs: frozenset[float]
    everything: bool

    def tell(self, parts: Sequence[Part]) -> bool:
        return all(self._part(float(part.low), float(part.high)) for part in parts)

    def _part(self, low: float, high: float) -> bool:
        low, high = round(low, 9), round(high, 9)
        if math.isinf(low) and math.isinf(high):
            return self.everything or (low, high) in self.pairs
        below, above = math.isinf(low) or low in self.lows, math.isinf(high) or high in self.highs
        return (low, high) in self.pairs or (below and above)


def says_interval(text: str, key: Key) -> Verdict:
    said = _ends_in(text)
    for parts in _intervals(key):
        if not parts:
            if found := _NO_SOLUTION.search(text):
                return Verdict(True, "interval", found[0])
            continue
        asked = _ends_in(tidy(key.asked))
        if said.tell(parts) and (not asked.tell(parts) or not said.pairs <= asked.pairs):
            return Verdict(True, "interval", key.answer)
    return CLEAN


@lru_cache(maxsize=256)
def _intervals(key: Key) -> tuple[tuple[Part, ...], ...]:
    try:
        return tuple(interval(each, "en").parts for each in (key.answer, *key.accepted))
    except (Unable, Closed) as error:
        raise KeyFault(f"the answer cannot be read as an interval: {error}") from None


@lru_cache(maxsize=64)
def _ends_in(text: str) -> _Ends:
    for pattern, sign in _RELATIONS:
        text = pattern.sub(sign, text)
    text = in_digits(text)
    for pattern, sign in _RELATIONS[:2]:
        text = pattern.sub(sign, text)
    pairs = {(_end(low), _end(high)) for low, high in _BRACKETS.findall(text) + _BETWEEN.findall(text)}
    lows, highs = {_end(each) for each in _LOW.findall(text)}, {_end(each) for each in _HIGH.findall(text)}
    for left, sign, again, right in _CHAIN.findall(text):
        if (sign in "<≤") == (again in "<≤"):
            pairs.add((_end(left), _end(right)) if sign in "<≤" else (_end(right), _end(left)))
    for sign, size in _ABSOLUTE.findall(text):
        if sign in "<≤":
            pairs.add((-_end(size), _end(size)))
        else:
            lows.add(_end(size))
            highs.add(-_end(size))
    for sign, end in _RIGHT_OF.findall(text):
        (lows if sign in ">≥" else highs).add(_end(end))
    for end, sign in _LEFT_OF.findall(text):
        (lows if sign in "<≤" else highs).add(_end(end))
    return _Ends(frozenset(pairs), frozenset(lows), frozenset(highs), bool(_ALL.search(text)))


def _end(written: str) -> float:
    text = written.replace(" ", "").replace("\n", "").lower()
    if "∞" in text or "inf" in text:
        return -math.inf if text.startswith("-") else math.inf
    value = _value(text.replace(",", "."))
    return math.nan if value is None else round(value, 9)
