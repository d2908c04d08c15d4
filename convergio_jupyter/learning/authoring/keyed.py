"""Whether a key fits itself, the task and the solution, as it will judge what learners write."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from fractions import Fraction

from ...core.i18n import Phrase, Unable
from ..answers import check_answer, raise_unless_read
from ..answers.numbers import goal_of
from ..exercises.written import reckoned_in, value_in
from ..guard.verdict import without_accents
from ..key import Key, KeyFault
from ..lesson.reading import Cell, Exercise
from ..running import printed_by
from .findings import Finding, advice, fault
from .key_file import answer_name
from .rounded import rounded

_WIDE = Fraction(1, 2)  # of the answer: nothing and its double are nearly right then
_MONEY = ("€", "$", "£", "¥")
_ENDINGS = ("a", "e", "i", "o", "s", "")
_OF_ONE_VALUE = ("number", "expression", "set", "interval")  # kinds that can be written in several ways
_OTHER = frozenset({"wrong", "unit"})  # verdicts on what is another value: not on one that is rounded, say
_LEAST = 4  # letters of a word that is taken for another one


def keyed(key: Key, exercise: Exercise) -> Iterator[Finding]:
    """What is wrong with the key of an answer that is no code; nothing is run for it."""
    if exercise.answer is None:
        return
    yield from own_answer(key, exercise.answer)
    yield from accepted_alike(key, exercise.answer)
    yield from unit_known(key, exercise.answer, key.asked)
    yield from rounded(key, exercise.answer, key.asked)
    if too_wide(key):
        yield fault(
            "wide_tolerance", "With this tolerance nearly any number is right: it is more than half of “{answer}”.",
            "Make it smaller in metadata.convergio.key: tolerance counts in the unit of the answer, relative is a share"
            " of it.", exercise.answer, answer=key.answer[:80],
        )  # fmt: skip
    yield from _own_solution(key, exercise)
    yield from _in_words(key, exercise)


def own_answer(key: Key, cell: Cell) -> Iterator[Finding]:
    """Whether the checker takes what the author says is right: with its unit, which may stand in it or beside it."""
    for answer in (key.answer, *key.accepted):
        why: object = ""
        try:
            alone = key._replace(answer=answer, accepted=())
            raise_unless_read(alone)
            found = [check_answer(form, alone) for form in _forms(answer, key)]
            why = "" if any(each.correct for each in found) else Phrase(found[-1].note)
        except KeyFault as problem:
            why = problem.why
        if why:
            yield fault(
                "own_answer", "The answer of the key, “{answer}”, is not taken for right: {why}",
                "Write it as a learner would.", cell, answer=answer[:80], why=why,
            )  # fmt: skip


def accepted_alike(key: Key, cell: Cell) -> Iterator[Finding]:
    """Whether the other right answers are the right one, written otherwise: else one of them may be a slip."""
    for answer in key.accepted if key.kind in _OF_ONE_VALUE else ():
        # A task may let 10 % mean 10 beside the answer; an answer of its own, 10 % is 0.1.
        alone = key._replace(accepted=(), asked="" if "%" in answer else key.asked)
        with contextlib.suppress(KeyFault):  # said where the key itself is looked at
            found = {check_answer(form, alone).reason for form in _forms(answer, key)}
            if "unit" in found and not key.unit:  # 5/8 m beside 5/8
                found = {check_answer(key.answer, alone._replace(answer=answer)).reason}
            if found & _OTHER and not found - _OTHER - {"unreadable"}:
                yield advice(
                    "accepted_differs", "The key takes “{answer}” for right, too, and it is not the same as “{right}”.",
                    "If both are right, leave it so; else mend one of them.", cell, answer=answer[:80],
                    right=f"{key.answer} {key.unit}".strip()[:80],
                )  # fmt: skip


def _forms(answer: str, key: Key) -> list[str]:
    """An answer of the key as a learner writes it: its unit may stand in it, or beside it."""
    return [answer, f"{answer} {key.unit}"] if key.kind == "number" and key.unit else [answer]


def unit_known(key: Key, cell: Cell, asked: str) -> Iterator[Finding]:
    """Whether the unit of a key is one, or a word that the task says: learners can write no other then."""
    label = _counted(key)
    if not label or label in _MONEY:
        return
    near = next((word for word in _alike(label) if not _counted(key._replace(unit=word))), "")
    if near:
        yield fault(
            "unknown_unit", "There is no unit “{unit}”: whoever writes another form of it would be wrong.",
            "Write “{near}”, or its sign.", cell, unit=key.unit[:40], near=near,
        )  # fmt: skip
    elif label[:-1] not in asked.casefold():
        yield advice(
            "unknown_unit", "“{unit}” is no unit that is known here, and the task does not say this word: who writes"
            " another one would be wrong.", "Write a unit such as m/s, or say the word in the task.", cell,
            unit=key.unit[:40],
        )  # fmt: skip


def too_wide(key: Key) -> bool:
    """Whether a tolerance takes nearly any number for right."""
    if key.kind != "number" or not (key.tolerance or key.relative):
        return False
    try:
        goal = goal_of(key.answer, key)
        return 0 < abs(Fraction(goal.measure.value)) * _WIDE < goal.allowed
    except (KeyFault, Unable, ValueError, OverflowError):  # said of the key itself
        return False


def reckoned_solution(key: Key, exercise: Exercise) -> Iterator[Finding]:
    """Whether what a solution comes to is right, where only a run says it."""
    expression = reckoned_in(exercise.solution(), answer_name(exercise))
    if not expression or key.kind == "expression":  # whose letters stand for themselves
        return
    value = printed_by(f"print({expression})", (key.given, exercise.solution()))
    yield from _differs(value, key, exercise) if value else ()


def _own_solution(key: Key, exercise: Exercise) -> Iterator[Finding]:
    """Whether the checker takes the author's solution, as it would take it from a learner's cell."""
    source, named = exercise.solution(), answer_name(exercise)
    value = value_in(source)
    surely = bool(named) or (key.kind != "number" and value != source.strip())
    if not reckoned_in(source, named) and (surely or key.kind == "number"):
        yield from _differs(value, key, exercise, surely=surely)


def _in_words(key: Key, exercise: Exercise) -> Iterator[Finding]:
    """Whether a solution in words that is nothing but a number is the right one."""
    for cell in exercise.of("solution") if key.kind == "number" else ():
        yield from _differs(value_in(cell.source), key, exercise, cell=cell)


def _differs(
    value: str, key: Key, exercise: Exercise, *, surely: bool = False, cell: Cell | None = None
) -> Iterator[Finding]:
    """``surely``: it is an answer, also where it cannot be read as one."""
    try:
        found = check_answer(value, key) if value else None
    except KeyFault:  # said of the key itself
        return
    if found is None or found.correct or (not found.is_attempt and not surely):
        return
    yield fault(
        "solution_differs", "The key does not take the solution, “{value}”, for right: its answer is “{answer}”.",
        "Mend one of them: what is right stands in the panel at this cell; in the file that is metadata.convergio.key.",
        cell or exercise.answer, value=value[:80], answer=f"{key.answer} {key.unit}".strip()[:80],
    )  # fmt: skip


def _counted(key: Key) -> str:
    """The word that stands in the place of a unit; empty where it is a unit."""
    if key.kind != "number" or not key.unit.strip():
        return ""
    try:
        return goal_of(key.answer, key).label
    except (KeyFault, Unable):  # said of the key itself
        return ""


def _alike(word: str) -> Iterator[str]:
    """Other forms of a word: without its accents, in the singular and in the plural."""
    plain = without_accents(word)
    for form in (plain, *(plain[:-1] + ending for ending in _ENDINGS), plain + "s"):
        if len(form) >= _LEAST and form != word:
            yield form
