"""What is open to a learner at an exercise: how far up the ladder they are, whether they were helped, what to do now.

``rows`` are what is kept of the exercise: checks, hints and the solution, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.i18n import translate
from ...store import Row
from ..shelf import KeptExercise, KeptLesson
from .records import Checked

GIVES_AWAY = 4  # the level of a hint that does a part of the way itself: whoever took it was helped


def ladder_of(exercise: KeptExercise) -> list[tuple[int, str]]:
    """The rungs: the goal once more, then what the author wrote."""
    asked = exercise.key.asked if exercise.key is not None else ""
    return [*([(0, asked)] if asked.strip() else []), *exercise.hints]


def hints_taken(rows: Sequence[Row]) -> int:
    """How many hints were taken."""
    return len({row["level"] for row in rows if row["kind"] == "hint"})


def solution_of(exercise: KeptExercise) -> str:
    """The author's, in words and as what would have been written."""
    key = exercise.key
    code = f"```python\n{key.solution}\n```" if key and key.solution else ""
    plain = f"{key.answer} {key.unit}".strip() if key and not code else ""
    return "\n\n".join(filter(None, (exercise.solution, code or plain)))


def solution_in(lesson: KeptLesson, rows: Sequence[Mapping[str, Any]]) -> int:
    """After how many further attempts the solution may be seen; -1 is never."""
    attempts = [row for row in rows if row["kind"] == "check"]
    if any(row["share"] == 1 for row in attempts):
        return 0
    return max(0, lesson.solution_after - len(attempts)) if lesson.solution_after else -1


def was_assisted(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether help was taken that goes a part of the way."""
    return any(row["kind"] == "solution" or (row["kind"] == "hint" and row["level"] >= GIVES_AWAY) for row in rows)


def solved_with_help(attempts: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether an exercise was solved with help; before it is solved, whether help was taken."""
    first = next((row for row in attempts if row["share"] == 1), None)
    return was_assisted(rows) if first is None else bool(first["assisted"])


def next_step(checked: Checked, lang: str, *, hints: int, again: bool = False) -> str:
    """What to do now, where so many ``hints`` are left; ``again``: the last wrong answer came once more, unchanged."""
    if checked.sealed:
        return translate("You may change it and check it again until then.", lang)
    if checked.passed:
        return translate("Well done: go on with the next part.", lang)
    if checked.empty and (checked.number or checked.next):  # it was judged by another key, or cannot be read
        return checked.next
    if checked.empty:
        return translate("Write your answer first, then check it again.", lang)
    if again and hints:
        return translate("You have checked this before, so it is no new attempt: change it, or take a hint.", lang)
    if again:
        return translate("You have checked this before, so it is no new attempt: change it, and check again.", lang)
    if hints:
        return translate("Change one thing and check again, or take a hint.", lang)
    return translate("Change one thing and check again.", lang)
