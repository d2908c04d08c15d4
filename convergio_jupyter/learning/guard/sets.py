"""Whether a text says the elements of a set that are asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...core.i18n import Unable
from ..answers.sets import elements
from ..answers.tidy import mathematical
from ..key import Key, KeyFault
from .formulas import says_expression
from .listed import picks, tells_steps
from .plain import tidy
from .points import value_at
from .values import in_digits
from .verdict import CLAIM, CLEAN, NO_ANSWER, Verdict, squeezed

MOST_NUMBERS = 400  # of one text
_DIGITS = r"(?:√|sqrt)?\s?\(?\d+(?:[.,]\d+)?(?:\s?/\s?\d+)?\)?"
END = rf"[-+]?\s?(?:∞|inf(?:inity|inito)?\b|{_DIGITS}\s?(?:π|pi\b)?|π|pi\b)"
_NUMBER = re.compile(
    r"(?<![\w.,^)])(±\s*|-\+|\+-|[-+]?\s?)((?:√|sqrt)?\(?\d+(?:([.,])\d+)?(?:\s?/\s?\d+)?\)?\s?(?:π|pi\b)?)(?![\w^(])"
)
_BEFORE_A_SUBSTANCE = re.compile(r"(?<![\w.,])(\d{1,3})(?=[A-Z][a-z]?\d|(?:[A-Z][a-z]?){2,6}(?![A-Za-z]))")  # 5O2, 4HCl
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_POINT = re.compile(rf"\(\s*({END})\s*[,;]\s*({END})\s*\)")
_IN_A_ROW = re.compile(
    r"[\s,;{}()\[\]|]*(?:(?:and|or|e|ed|o|oppure|et|und|y|∨|also|anche)?[\s,;{}]*(?:[A-Za-z](?:_?\d)?\s*=)?)\s*", re.I
)
NO_SOLUTION = re.compile(
    r"∅|\bno (?:real )?solutions?\b|\bempty set\b|\bnessuna soluzione|\binsieme vuoto|\bimpossib", re.IGNORECASE
)


def says_set(text: str, key: Key) -> Verdict:
    for each in dict.fromkeys((text, _BEFORE_A_SUBSTANCE.sub(r"\1 ", text))):
        spoken = in_digits(each)
        for goal in _goals(key):
            if found := _says_elements(spoken, goal, key):
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
        raise KeyFault("the answer cannot be read as a set: {why}", why=unable.why) from None
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
        found = NO_SOLUTION.search(text)
        return found[0] if found else ""
    if goal.points and not goal.points <= {(number_at(a), number_at(b)) for a, b in _POINT.findall(text)}:
        return ""
    if not all(says_expression(text, each, key.asked) for each in goal.formulas):
        return ""
    if not goal.numbers:
        return ", ".join(goal.formulas) or "points"
    if not goal.points and not goal.formulas:
        told = frozenset(each.value for each in _numbers(text, comma=True))
        if found_here := picks(text, key.asked, goal.numbers):
            return found_here
        if tells_steps(text, told, goal.numbers):
            return "a rule for all of them"
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
    """Whether ``text`` says some element: with what was said before it may be the answer."""
    spoken = in_digits(text)
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


def number_at(written: str) -> float:
    """The number, or the infinity, that an end or a coordinate is."""
    text = written.replace(" ", "").replace("\n", "").lower()
    if "∞" in text or "inf" in text:
        return -math.inf if text.startswith("-") else math.inf
    value = _value(text.replace(",", "."))
    return math.nan if value is None else round(value, 9)
