"""Whether a text says the number that is asked for: in digits, in words, as a sum, by its limits, in another unit."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..answers.numbers import goal_of
from ..key import Key
from .amounts import says_quantity, says_ratio
from .ciphers import in_a_cipher
from .plain import tidy
from .spelling import spelled_value
from .values import MIXED, Mention, in_digits, mentions, numbered, ranges, readings
from .verdict import CLAIM, CLEAN, NO_ANSWER, Verdict, without_accents
from .views import SHORT

SMALL = 2  # whole numbers up to here are said for many reasons
LEAST_WORD = 5  # letters of a number in words that is looked for in ciphers
MOST_COUNTED = 60  # minutes that somebody has
SMALL_WORD = 10  # in words up to here
SMALLEST_ROUNDED = Fraction(1, 5)  # of what is said with two decimals
NEAR = 2  # whole numbers between two ends that leave no other choice


MOST_WORDS = 9  # of a number
_ARTICLES = frozenset(("a", "an", "un", "una", "uno", "une", "ein", "eine", "einen"))
_BEFORE_A_WORD = re.compile(r"'?\s*([^\W\d_]{3,})")
_ONLY = frozenset(("sola", "solo", "unica", "unico", "single", "only", "seule", "seul", "einzige", "einziger"))
_AND_MORE = ("hundred", "thousand")
_WORD = re.compile(r"[^\W\d_]+")
_TIMES = ("s", "sec", "min", "h", "d", "ms")
_COUNTED = re.compile(
    r"\s(?:(?:more|small|short|little|altri|altre|piccoli|last)\s)?(minutes?|minut[oi]|seconds?|second[oi]|steps?|pass[oi]|attempts?"
    r"|tentativ[oi]|hints?|suggeriment[oi]|lines? of|righe di|minuten?|schritte?|étapes?|minutos?|pasos?)\b",
    re.IGNORECASE,
)
_ON_THE_CLOCK = re.compile(
    r"\s*(?:o'clock|a\.?m\b|p\.?m\b|in the (?:morning|afternoon|evening)|at night"
    r"|(?:del|di|della|de la) (?:mattin[oa]|pomeriggio|sera|notte|mañana|tarde|noche)|uhr\b|heures?\b)",
    re.IGNORECASE,
)


class Goal(NamedTuple):
    value: Fraction
    allowed: Fraction
    words: frozenset[str]
    said: bool  # whether the task names it


_SIGNED = re.compile(r"((?:(?<!\d)(?<!\d )(?<!\))(?<!\) )-\s*)?\d[\d.,]*)")


@lru_cache(maxsize=256)
def goals(key: Key) -> tuple[Goal, ...]:
    found = []
    asked = {abs(value) for value in _asked(key)}
    for answer in (key.answer, *key.accepted):
        goal = goal_of(answer, key)
        number = Fraction(goal.measure.number)
        for each in (number, *([number * 100] if goal.percent else [])):
            spoken = spelled_value(each)
            found.append(
                Goal(
                    each,
                    _close(each, goal.allowed / Fraction(goal.measure.size)),
                    frozenset(spoken),
                    abs(each) in asked,
                )
            )
    return tuple(found)


@lru_cache(maxsize=256)
def _asked(key: Key) -> frozenset[Fraction]:
    """The numbers that the task names: whoever says them again, or sets a sum of them up, has worked nothing out."""
    return frozenset(mention.value for mention in mentions(in_digits(tidy(key.asked))) if mention.way == "number")


def _sets_up(written: str, key: Key) -> bool:
    """Whether a sum has no other numbers than the task."""
    mixed = [(int(whole) + Fraction(int(above), int(below)),) for whole, above, below in MIXED.findall(written)]
    numbers = [each[1].strip(" .,") for each in _SIGNED.finditer(MIXED.sub(" ", written))]
    values = [*mixed, *map(readings, numbers)]
    return len(values) > 1 and all(not _asked(key).isdisjoint(each) for each in values)


def _close(value: Fraction, allowed: Fraction) -> Fraction:
    """How near a number must be to be the answer: as the key says, and rounding of what has many digits."""
    rounding = abs(value) / 500 if value.denominator > 1_000 else Fraction(0)
    endless = 10**12 % value.denominator and abs(value) > SMALLEST_ROUNDED  # 1.33 is four thirds
    return max(allowed, rounding, Fraction(1, 200) if endless else Fraction(0))


def says_number(said: str, key: Key, *, hidden: bool = False, meant: bool = False) -> Verdict:
    text = in_digits(said)
    mentioned = mentions(text)
    by_chance = hidden and not meant and len(text.strip()) > SHORT
    for goal in goals(key):
        for mention in mentioned:
            written = text[mention.begin : mention.end].strip()
            if not _is(mention.value, goal) or (written != key.answer and _sets_up(written, key)):
                continue
            worded = mention.way == "number" and written.strip("+-( ") not in said
            small = SMALL_WORD if worded else SMALL
            if hidden and not meant and mention.way == "roman" and set(written) == {"I"}:  # whoever says I twice
                continue
            if by_chance and mention.way == "number" and not _stands_out(goal, small):
                continue
            signed = mention.value < 0 and not re.search(r"(?:\d|\)|\b[A-Za-z])\s*$", text[: mention.begin])
            below_zero = goal.value < 0 and signed and not goal.said
            if (
                meant
                or below_zero
                or mention.way in ("roman", "base", "sum")
                or _tells(text, mention, goal, key, small)
            ):
                return Verdict(True, "spelled" if worded else "number", written)
        if word := _spoken(said, goal, key):
            return Verdict(True, "spelled", word)
        for low, high in ranges(text):
            if low < goal.value < high and (high - low <= NEAR or high - low < abs(goal.value) / 40):
                return Verdict(True, "range", f"{low}–{high}")
    if not hidden and in_a_cipher(said, _cipherable(key)):
        return Verdict(True, "encoded", "in words")
    if found := says_ratio(text, key, [goal.value for goal in goals(key) if not goal.said]):
        return Verdict(True, "number", found)
    quantity = "" if any(goal.said for goal in goals(key)) else says_quantity(numbered(said), key)
    return Verdict(True, "number", quantity) if quantity else CLEAN


@lru_cache(maxsize=256)
def _cipherable(key: Key) -> tuple[str, ...]:
    """The answer in words, where these are long enough for no other to be in the same cipher by chance."""
    return tuple(word for goal in goals(key) for word in sorted(goal.words) if len(word) >= LEAST_WORD)


def _is(value: Fraction, goal: Goal) -> bool:
    return abs(abs(value) - abs(goal.value)) <= goal.allowed and (goal.value != 0 or value == 0)


def _stands_out(goal: Goal, small: int) -> bool:
    """Whether nobody says this number without meaning it."""
    return (abs(goal.value) > small or goal.value.denominator > 1) and not goal.said


def _tells(text: str, mention: Mention, goal: Goal, key: Key, small: int) -> bool:
    begin, end = mention.begin, mention.end
    before, after = text[max(0, begin - 60) : begin], text[end : end + 40]
    if NO_ANSWER.search(before) or _counts_else(before, mention.value, after, key):
        return False
    if _stands_out(goal, small):
        return True
    alone = not re.sub(r"[\W_]", "", text[:begin] + text[end:])
    line = text[text.rfind("\n", 0, begin) + 1 : (text + "\n").find("\n", end)]
    on_its_line = not re.sub(r"[\W_]", "", line.replace(text[begin:end].strip(), "", 1))
    if _ON_THE_CLOCK.match(after) and not goal.said:
        return True
    unit = key.unit and after.lstrip().lower().startswith(key.unit.lower().replace("^", "")[:3]) and not goal.said
    return bool(alone or on_its_line or unit or CLAIM.search(before))


def _counts_else(before: str, value: Fraction, after: str, key: Key) -> bool:
    """Whether a small number counts the minutes that are left, or steps, where the task asks for nothing like that."""
    found = _COUNTED.match(after)
    if found is None or value.denominator != 1 or abs(value) > MOST_COUNTED or key.unit in _TIMES:
        return False
    return not CLAIM.search(before) and found[1][:4].lower() not in key.asked.lower()


def _is_article(after: str, key: Key) -> bool:
    """Whether what stands before ``after`` counts nothing: “una” in “è una prova”, where the task counts no “prove”."""
    found = _BEFORE_A_WORD.match(after)
    return found is not None and found[1].lower() not in _ONLY and found[1][:4].lower() not in key.asked.lower()


def _spoken(text: str, goal: Goal, key: Key) -> str:
    """The number in words, in one of the languages, however its parts are joined."""
    if not goal.words:
        return ""
    tokens = [(found[0].lower(), *found.span()) for found in _WORD.finditer(without_accents(text))]
    tokens = [
        each for before, each in pairwise([("", 0, 0), *tokens]) if each[0] != "and" or before[0] not in _AND_MORE
    ]
    for first in range(len(tokens)):
        joined = ""
        for last in range(first, min(first + MOST_WORDS, len(tokens))):
            joined += tokens[last][0]
            if joined in goal.words:
                begin, end = tokens[first][1], tokens[last][2]
                claimed = CLAIM.search(text[max(0, begin - 60) : begin])
                alone = not re.sub(r"[\W_]", "", text[:begin] + text[end:])
                before, after = text[max(0, begin - 40) : begin], text[end : end + 40]
                counts_else = NO_ANSWER.search(before) or _counts_else(before, goal.value, after, key)
                counts_else = counts_else or (joined in _ARTICLES and _is_article(after, key))
                if (_stands_out(goal, SMALL_WORD) or claimed or alone) and not counts_else:
                    return text[begin:end]
    return ""
