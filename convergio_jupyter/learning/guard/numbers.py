"""Whether a text says the number that is asked for: in digits, in words, as a sum, by its limits, in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ...core.i18n import Unable
from ..answers import check_answer
from ..answers.numbers import goal_of
from ..key import Key, KeyFault
from .spelling import spelled_value
from .values import Mention, in_digits, mentions, ranges
from .verdict import CLAIM, CLEAN, NO_ANSWER, Verdict, without_accents
from .views import SHORT, tidy

SMALL = 20  # whole numbers up to here are said for many reasons
NEAR = 2  # whole numbers between two ends that leave no other choice


class Goal(NamedTuple):
    value: Fraction
    allowed: Fraction
    words: frozenset[str]
    said: bool  # whether the task names it


@lru_cache(maxsize=256)
def goals(key: Key) -> tuple[Goal, ...]:
    found = []
    asked = {abs(mention.value) for mention in mentions(in_digits(tidy(key.asked))) if mention.way == "number"}
    for answer in (key.answer, *key.accepted):
        goal = goal_of(answer, key)
        number = Fraction(goal.measure.number)
        for each in (number, *([number * 100] if goal.percent else [])):
            spoken = spelled_value(each)
            found.append(Goal(each, _close(each, goal.allowed), frozenset(spoken), abs(each) in asked))
    return tuple(found)


@lru_cache(maxsize=256)
def _sums_of(asked: str) -> frozenset[tuple[str, ...]]:
    """The sums that a task spells out: a tutor may say them again."""
    return frozenset(mention.terms for mention in mentions(in_digits(tidy(asked))) if mention.way == "sum")


def _close(value: Fraction, allowed: Fraction) -> Fraction:
    """How near a number must be to be the answer: as the key says, and rounding of what has many digits."""
    rounding = abs(value) / 500 if value.denominator > 1_000 else Fraction(0)
    return max(allowed, rounding)


def says_number(said: str, key: Key, *, hidden: bool) -> Verdict:
    text = in_digits(said)
    mentioned = list(mentions(text))
    for goal in goals(key):
        for mention in mentioned:
            if not _is(mention.value, goal):
                continue
            if mention.way == "sum" and mention.terms in _sums_of(key.asked):
                continue
            if hidden and len(text.strip()) > SHORT and mention.way == "number" and not _stands_out(goal):
                continue
            signed = mention.value < 0 and not re.search(r"(?:\d|\)|\b[A-Za-z])\s*$", text[: mention.begin])
            below_zero = goal.value < 0 and signed and not goal.said
            if below_zero or mention.way in ("roman", "base", "sum") or _tells(text, mention, goal, key):
                return Verdict(True, "number", text[mention.begin : mention.end].strip())
        if word := _spoken(said, goal):
            return Verdict(True, "spelled", word)
        for low, high in ranges(text):
            if low < goal.value < high and (high - low <= NEAR or high - low < abs(goal.value) / 40):
                return Verdict(True, "range", f"{low}–{high}")
    return _with_unit(said, key)


def _is(value: Fraction, goal: Goal) -> bool:
    return abs(abs(value) - abs(goal.value)) <= goal.allowed and (goal.value != 0 or value == 0)


def _stands_out(goal: Goal) -> bool:
    """Whether nobody says this number without meaning it."""
    return (abs(goal.value) > SMALL or goal.value.denominator > 1) and not goal.said


def _tells(text: str, mention: Mention, goal: Goal, key: Key) -> bool:
    begin, end = mention.begin, mention.end
    before, after = text[max(0, begin - 60) : begin], text[end : end + 40]
    if NO_ANSWER.search(before):
        return False
    if _stands_out(goal):
        return True
    alone = not re.sub(r"[\W_]", "", text[:begin] + text[end:])
    line = text[text.rfind("\n", 0, begin) + 1 : (text + "\n").find("\n", end)]
    on_its_line = not re.sub(r"[\W_]", "", line.replace(text[begin:end].strip(), "", 1))
    unit = key.unit and after.lstrip().lower().startswith(key.unit.lower().replace("^", "")[:3]) and not goal.said
    return bool(alone or on_its_line or unit or CLAIM.search(before))


def _spoken(text: str, goal: Goal) -> str:
    """The number in words, in one of the languages, however its parts are joined."""
    if not goal.words:
        return ""
    tokens = [(found[0].lower(), *found.span()) for found in re.finditer(r"[^\W\d_]+", without_accents(text))]
    for first in range(len(tokens)):
        joined = ""
        for last in range(first, min(first + 8, len(tokens))):
            joined += tokens[last][0]
            if joined in goal.words:
                begin, end = tokens[first][1], tokens[last][2]
                claimed = CLAIM.search(text[max(0, begin - 60) : begin])
                alone = not re.sub(r"[\W_]", "", text[:begin] + text[end:])
                if (_stands_out(goal) or claimed or alone) and not NO_ANSWER.search(text[max(0, begin - 40) : begin]):
                    return text[begin:end]
    return ""


def _with_unit(text: str, key: Key) -> Verdict:
    """The same quantity in another unit: 1.2 km for 1200 m."""
    if not key.unit:
        return CLEAN
    for given in _quantities(text):
        try:
            if check_answer(given, key).correct and not any(goal.said for goal in goals(key)):
                return Verdict(True, "number", given)
        except (KeyFault, Unable):
            continue
    return CLEAN


def _quantities(text: str) -> Iterator[str]:
    """Numbers with the words behind them that may be their unit: 20 metres per second."""
    for found in re.finditer(r"[-+]?\d[\d.,]*(?:\s*(?:\*|x)\s*10\^\(?-?\d+\)?)?", text):
        behind = re.match(
            r"\s?(?:°[CF]?|[^\W\d_][\w/^²³()·-]{0,14})(?:\s(?:per|al|all'|a|quadrat[io]|cub[io]|[a-z]{1,12}))*",
            text[found.end() :],
        )
        words = behind[0].split() if behind else []
        for count in range(1, min(4, len(words) + 1)):
            yield f"{found[0]} {' '.join(words[:count])}"
