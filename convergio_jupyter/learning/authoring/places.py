"""Whether the cells of an exercise stand where they do their work."""

from __future__ import annotations

from collections.abc import Iterator

from ..lesson.reading import Cell, Exercise, Lesson
from .findings import Finding, fault


def placed(lesson: Lesson) -> Iterator[Finding]:
    """Cells that stand in a place where they do not do what they are for."""
    for exercise in lesson.exercises.values():
        yield from _below(exercise)


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
