"""Whether the cells of an exercise stand where they do their work, and none among them has lost its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..lesson.reading import Cell, Exercise, Lesson
from ..lesson.roles import OF_EXERCISE
from .findings import Finding, advice, fault
from .targets import NOTEBOOK_ONLY

_HEADED = re.compile(r"^\s*(?:#{1,6}\s|<h[1-6]\b)", re.IGNORECASE)


class Lost(NamedTuple):
    """A Markdown cell without a role, and the exercise at which it stands; ``among`` its cells, or behind its hints."""

    cell: Cell
    exercise: Exercise
    among: bool


def placed(lesson: Lesson) -> Iterator[Finding]:
    """Cells that stand in a place where they do not do what they are for."""
    for exercise in lesson.exercises.values():
        yield from _below(exercise)
    for cell, exercise, among in lost_cells(lesson):
        yield (_among if among else _behind)(cell, exercise)._replace(exercise=exercise.id)


def _among(cell: Cell, exercise: Exercise) -> Finding:
    return fault(
        "no_role", "This cell has no role and stands among those of “{name}”, so learners read it with the task.",
        "In the panel give it one: hint, solution or note, which are kept back, or worked, where learners may read it;"
        " in the file that is metadata.convergio.role.", cell, name=exercise.id,
    )  # fmt: skip


def _behind(cell: Cell, exercise: Exercise) -> Finding:
    return advice(
        "no_role", "This cell has no role and stands behind the hints of “{name}”: learners read it at once.",
        "If it is the solution, in the panel give it this role, in the file that is metadata.convergio.role; if"
        " something else begins here, write a heading, or give it the role worked.", cell, name=exercise.id,
    )  # fmt: skip


def lost_cells(lesson: Lesson) -> Iterator[Lost]:
    """What has no role and stands below an answer where the exercise's own cells go on, or where its solution would."""
    for cell in filter(_is_plain, lesson.cells):
        above = next((each for each in reversed(lesson.cells[: cell.number]) if each.role in OF_EXERCISE), None)
        below = next((each for each in lesson.cells[cell.number :] if each.role in OF_EXERCISE), None)
        exercise = lesson.exercises.get(above.exercise) if above is not None else None
        if above is None or exercise is None or not _is_answered(exercise, above):
            continue
        if below is not None and below.exercise == exercise.id:
            yield Lost(cell, exercise, among=True)
        elif above.role == "hint" and not exercise.of("solution"):
            since = lesson.cells[above.number : cell.number]
            if all(_is_plain(each) and not _HEADED.match(each.source) for each in since):
                yield Lost(cell, exercise, among=False)


def _is_plain(cell: Cell) -> bool:
    return cell.kind == "markdown" and not cell.role and NOTEBOOK_ONLY not in cell.tags and bool(cell.source.strip())


def _is_answered(exercise: Exercise, cell: Cell) -> bool:
    """Whether ``cell`` stands at the place to answer, or below it."""
    return exercise.answer is not None and cell.number >= exercise.answer.number


def _below(exercise: Exercise) -> Iterator[Finding]:
    if exercise.answer is None:
        return
    if exercise.of("task") and not _is_above(exercise.of("task")[0], exercise.answer):
        yield fault(
            "task_below", "The task of “{name}” stands below its answer.", "Move it above the answer.",
            exercise.of("task")[0], name=exercise.id,
        )  # fmt: skip
    for check in exercise.of("check"):
        if _is_above(check, exercise.answer):
            yield fault(
                "check_above", "This check stands above the answer of “{name}”, so it runs before there is one.",
                "Move it below the answer.", check, name=exercise.id,
            )  # fmt: skip


def _is_above(cell: Cell, other: Cell) -> bool:
    return cell.number < other.number
