"""What is said about an answer, in one sentence that never holds the right one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ...core.i18n import Unable, translate

Reason = Literal[
    "right", "wrong", "unit", "unit_missing", "close", "form", "slip", "ending", "unfinished",
    "as_asked", "ambiguous", "run_on", "with_unit", "unreadable", "empty", "too_long", "too_hard", "extra",
]  # fmt: skip


# With these it is no attempt: something is to be mended before anybody says whether it is right.
_TELLS_OF_THE_KEY: tuple[Reason, ...] = ("slip", "as_asked", "ambiguous", "run_on", "with_unit")
_NO_ATTEMPT: tuple[Reason, ...] = (
    *_TELLS_OF_THE_KEY, "unfinished", "empty", "unreadable", "too_long", "too_hard", "extra",
)  # fmt: skip


class TooHard(Unable):
    """What would take too long, or too much, to work out; else it would be right or wrong."""


class Checked(NamedTuple):
    """``reason`` is a stable code for whoever counts or draws; ``note`` is for the learner."""

    correct: bool
    reason: Reason
    note: str

    @property
    def is_attempt(self) -> bool:
        """Whether it counts: what is not finished, misspelt, or what nobody can read, does not."""
        return self.reason not in _NO_ATTEMPT

    def counts(self, *, exam: bool) -> bool:
        """The same in an ``exam``, where a verdict that it takes a certain key to get must not be told."""
        return self.is_attempt or (exam and self.reason in _TELLS_OF_THE_KEY)


def right(lang: str) -> Checked:
    return Checked(True, "right", translate("Right.", lang))


def slip(lang: str) -> Checked:
    return Checked(False, "slip", translate("Nearly: look at the spelling once more.", lang))


def other_ending(lang: str) -> Checked:
    return Checked(False, "ending", translate("Nearly: look at the spelling once more.", lang))


def unfinished(lang: str) -> Checked:
    said = translate("This still has to be worked out: write what comes of it, as one number.", lang)
    return Checked(False, "unfinished", said)


def run_on(lang: str) -> Checked:
    return Checked(False, "run_on", translate("The elements of a set are parted by commas: write them so.", lang))


def with_unit(lang: str) -> Checked:
    return Checked(False, "with_unit", translate("Write the formula alone, without a unit.", lang))


def as_in_the_task(lang: str) -> Checked:
    said = translate("That is how the task writes it: write it in the way it asks for.", lang)
    return Checked(False, "as_asked", said)


def wrong(lang: str) -> Checked:
    return Checked(False, "wrong", translate("This is not right yet: look at it once more.", lang))


def only_names(lang: str, *, several: bool) -> Checked:
    said = translate("This is not right yet, or not read: write only what is asked for.", lang)
    if several:
        said = translate("This is not right yet, or not read: write only what is asked for, parted by commas.", lang)
    return Checked(False, "wrong", said)


def in_digits(lang: str) -> Checked:
    return Checked(False, "unreadable", translate("Write the number in digits, as 12, 0.5 or 3/4.", lang))


def other_letters(lang: str) -> Checked:
    return Checked(False, "wrong", translate("This is not right yet: use the letters of the task.", lang))


def incomplete(lang: str) -> Checked:
    return Checked(False, "wrong", translate("What is here is right, but something is missing.", lang))


def too_much(lang: str) -> Checked:
    return Checked(False, "wrong", translate("Not everything here belongs to the answer.", lang))


def close(lang: str) -> Checked:
    said = translate("Close, but rounded too coarsely: give more digits, or the exact value.", lang)
    return Checked(False, "close", said)


def close_to_a_fraction(lang: str) -> Checked:
    said = translate("Close, but no decimal number is exactly this: write it as a fraction.", lang)
    return Checked(False, "close", said)


def close_formula(lang: str) -> Checked:
    said = translate("Close, but a number in it is rounded: write it exactly, as a fraction or a root.", lang)
    return Checked(False, "close", said)


def unit_missing(lang: str) -> Checked:
    return Checked(False, "unit_missing", translate("The number is right, but its unit is missing.", lang))


def other_unit(lang: str) -> Checked:
    said = translate("The unit does not fit: look at what is asked for, and in which unit.", lang)
    return Checked(False, "unit", said)


def two_ways(number: str, whole: str, decimal: str, lang: str) -> Checked:
    said = "“{number}” can be read in two ways: write {whole} or {decimal}."
    return Checked(False, "ambiguous", translate(said, lang, number=number, whole=whole, decimal=decimal))


def equation_wanted(lang: str) -> Checked:
    return Checked(False, "form", translate("Write the whole equation, with both of its sides.", lang))


def no_equation_wanted(lang: str) -> Checked:
    return Checked(False, "form", translate("Write an expression here, and not an equation.", lang))


def empty(lang: str) -> Checked:
    return Checked(False, "empty", translate("There is no answer yet: write one.", lang))


def too_long(most: int, lang: str) -> Checked:
    said = translate("The answer is longer than {most} characters: write only what is asked for.", lang, most=most)
    return Checked(False, "too_long", said)


def extra_needed(lang: str) -> Checked:
    said = translate("Formulas are checked with an extra: pip install 'convergio-jupyter[tools]'.", lang)
    return Checked(False, "extra", said)


def only_elements(lang: str) -> Checked:
    said = translate("This cannot be read: write only the elements, with commas between them.", lang)
    return Checked(False, "unreadable", said)


def refused(unable: Unable) -> Checked:
    """The verdict on what cannot be read, or not be worked out."""
    return Checked(False, "too_hard" if isinstance(unable, TooHard) else "unreadable", str(unable))


def best(verdicts: Iterable[Checked]) -> Checked:
    """Of several readings of an answer, or several right ones, the verdict that helps most. Asks no further than that.

    Raises ``ValueError`` where there is none at all.
    """
    found: list[Checked] = []
    for verdict in verdicts:
        if verdict.correct:
            return verdict
        found.append(verdict)
    return min(found, key=lambda each: _HELPFUL.index(each.reason))


_HELPFUL: list[Reason] = [
    "right",
    "slip",
    "ending",
    "unfinished",
    "as_asked",
    "ambiguous",
    "run_on",
    "with_unit",
    "close",
    "unit_missing",
    "form",
    "unit",
    "wrong",
    "too_hard",
    "unreadable",
]
_HELPFUL += ["extra", "too_long", "empty"]
