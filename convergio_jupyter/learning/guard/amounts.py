"""Whether a text says a quantity in other units than the answer's, in several at once, or as one number to another."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from ...core.i18n import Unable
from ...mathematics.expressions import read
from ..answers.measures import Measure, Measures
from ..answers.numbers import Goal as Measured
from ..answers.numbers import goal_of, judged
from ..answers.tidy import mathematical, spelled_out
from ..key import Key
from .values import numbered, readings
from .verdict import squeezed

LEAST_ROUNDED = 3  # digits of a quantity that is rounded in another unit

_AMOUNT = re.compile(r"(?<![\d.,])[-+]?\d[\d.,]*(?<=\d)(?: \d{1,2}(?=/))?(?:/\d+)?")
_UNIT = re.compile(
    r"(?: di)?\s?(?:°[CF]?|[^\W\d_][\w/^²³()·-]{0,14})(?:\s(?:per|al|all'|a|quadrat[io]|cub[io]|[a-z]{1,12}))*"
)
_GOES_ON = re.compile(r"(?:per|all?'?|alla|quadrat[io]|cub[io]|squared|cubed|celsius|fahrenheit)\b", re.IGNORECASE)
_BEFORE_A_UNIT = frozenset(("square", "cubic", "sq", "cu", "degrees", "degree", "gradi", "grado", "di"))
_EACH = re.compile(
    r"\b(?:an|a|all'|à l'|pro|je|por|par) ?(?=(?:hour|ora|heure|stunde|second|minute|day)\b)", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:an?|one|un[ao]?|une|eine?n?) (?=[^\W\d_])", re.IGNORECASE)
_DECIMALS = re.compile(r"\d+(?:[.,](\d+))?(?![\d/])")
_MORE = re.compile(r"[ ,]*(?:(?:and|e|und|et|y) )?(?=\d)", re.IGNORECASE)
_SMALL_REST = re.compile(r"(\d{1,2})(?![\d.,/]*\d)(?!\s?(?:%|°))")
_SIXTIETHS = re.compile(r"(?:h|hours?|or[ae]|uhr|stunden?|heures?|horas?|min\w*)$", re.IGNORECASE)
_TO = r"(?:to|a|zu|à|out of|in every|in|of every|su|ogni|ogni|su ogni|von|sur)"
_RATIO = re.compile(
    rf"(?<!from )(?<!da )(?<!von )(?<![\d.,/])\b(\d{{1,6}}) (?:[^\W\d_]+ )?{_TO} (\d{{1,6}})(?![\d/]|[.,]\d)",
    re.IGNORECASE,
)
_TWO = r"\s*(-?\d{1,6})\s*,\s*(-?\d{1,6})\s*"
_PAIR = re.compile(rf"[(\[]{_TWO},?\s*[)\]]")
_ON_ITS_LINE = re.compile(rf"(?:^|=){_TWO}[.;]?$", re.MULTILINE)


def says_ratio(text: str, key: Key, wanted: Sequence[Fraction]) -> str:
    """One number to the other, out of so many, or in a pair, where that is one of the fractions ``wanted``."""
    broken = [value for value in wanted if value.denominator > 1]
    if not broken:
        return ""
    pairs = [*_PAIR.finditer(text), *_ON_ITS_LINE.finditer(text)]
    new = [found for found in pairs if squeezed(found[0].strip("=.;")) not in squeezed(key.asked)]
    for found in (*_RATIO.finditer(text), *new):
        above, below = int(found[1]), int(found[2])
        if below and Fraction(above, below) in broken:
            return found[0]
    return ""


def says_quantity(text: str, key: Key) -> str:
    """The same quantity in another unit, be it rounded, or in two: 1.2 km for 1200 m, and 1 km 200 m."""
    if not key.unit or not re.search(r"\d", text):
        return ""
    for written, number, measure in _quantities(_EACH.sub("per ", text)):
        for goal in _measures(key):
            if measure.dimension != goal.measure.dimension:
                continue
            if measure.size != goal.measure.size:
                goal = goal._replace(allowed=max(goal.allowed, _rounding(written) * Fraction(measure.size)))
            if judged(measure._replace(number=number * Fraction(measure.number)), goal, "en", written).correct:
                return written
    return ""


def _rounding(written: str) -> Fraction:
    """How far off a number with some digits may be by rounding; one with few of them is no rounded answer."""
    found = _DECIMALS.match(written)
    digits = re.sub(r"\D", "", found[0]).lstrip("0") if found else ""
    return Fraction(1, 2 * 10 ** len(found[1] or "")) if found and len(digits) >= LEAST_ROUNDED else Fraction(0)


@lru_cache(maxsize=256)
def _measures(key: Key) -> tuple[Measured, ...]:
    return tuple(goal_of(answer, key) for answer in (key.answer, *key.accepted))


@lru_cache(maxsize=2048)
def _measured(words: str) -> Measure | None:
    """One of the unit that ``words`` name, in one of the languages; None where they name none."""
    for lang in ("en", "it"):
        with contextlib.suppress(Unable):
            found: Measure = read(spelled_out(mathematical(f"1 {words}"), lang), Measures(lang))
            if found.marked:
                return found
    return None


def without_units(text: str) -> str:
    """``text`` with its numbers as they are, and none of the units behind them."""
    return _changed(text, lambda written, _: written)


def in_base_units(text: str) -> str:
    """``text`` with its quantities in base units, which go without saying."""
    return _changed(text, lambda written, measure: f"{float(readings(written)[0] * Fraction(measure.size)):.10g}")


def _changed(text: str, change: Callable[[str, Measure], str]) -> str:
    pieces, done = [], 0
    for found in _AMOUNT.finditer(text := numbered(text)):
        units = list(_units(text, found.end())) if found.start() >= done else []
        if units and readings(found[0]):
            end, measure = units[-1]
            pieces += [text[done : found.start()], change(found[0], measure)]
            done = end
    return "".join([*pieces, text[done:]])


def _quantities(text: str) -> Iterator[tuple[str, Fraction, Measure]]:
    """Numbers with the words behind them that are their unit, alone and with what is added: 3 km 500 m, 1 metre 40."""
    for said in dict.fromkeys((text, _ONE.sub("1 ", text))):
        for found in _AMOUNT.finditer(said):
            for number in _numbers(found[0]):
                for end, measure in _units(said, found.end()):
                    yield said[found.start() : end], number, measure
                    for last, rest in _rests(said, end, measure):
                        yield said[found.start() : last], number + rest, measure


def _numbers(written: str) -> Sequence[Fraction]:
    whole, blank, part = written.partition(" ")
    return [Fraction(whole.strip("+")) + each for each in readings(part)] if blank else readings(written)


def _units(text: str, begin: int) -> Iterator[tuple[int, Measure]]:
    behind = _UNIT.match(text, begin)
    words = list(re.finditer(r"\S+", behind[0])) if behind else []
    for count in range(1, min(4, len(words) + 1)):
        if count == 2 and not (_GOES_ON.match(words[1][0]) or words[0][0].lower() in _BEFORE_A_UNIT):
            break
        measure = _measured(" ".join(word[0] for word in words[:count]))
        if count == 1 and measure is None and words[0][0].lower() not in _BEFORE_A_UNIT:
            break
        if behind and measure is not None:
            yield behind.start() + words[count - 1].end(), measure


def _rests(text: str, end: int, measure: Measure) -> Iterator[tuple[int, Fraction]]:
    """What is said behind a quantity to be added to it, as a share of its unit."""
    more = _MORE.match(text, end)
    if more is None:
        return
    found = _AMOUNT.match(text, more.end())
    for last, smaller in _units(text, found.end()) if found else ():
        if found and smaller.dimension == measure.dimension and smaller.size < measure.size:
            share = Fraction(smaller.size) / Fraction(measure.size)
            yield from ((last, number * share) for number in _numbers(found[0]))
            return
    rest = _SMALL_REST.match(text, more.end())
    if rest:
        sixtieths = _SIXTIETHS.search(text[:end])
        yield rest.end(), Fraction(int(rest[1]), 60 if sixtieths else 10 ** len(rest[1]))
