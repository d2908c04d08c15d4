"""Whether the skills that a lesson and its tasks name fit each other, and tell no answer."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from ..key import KeyFault
from ..lesson.reading import Exercise, Lesson
from .findings import Finding, advice, fault
from .key_file import exercise_key


def skills(lesson: Lesson) -> Iterator[Finding]:
    for cell in lesson.cells:
        named = cell.own.get("skills")
        for skill in named if isinstance(named, list) and lesson.skills else ():
            if skill not in (*lesson.skills, *lesson.prerequisites):
                yield advice(
                    "unknown_skill", "The skill “{skill}” is none of those that the lesson says it teaches.",
                    "Check how it is written, or in the panel add it to what the lesson teaches; in the file that is"
                    " metadata.convergio.lesson.skills.", cell, skill=str(skill)[:60],
                )  # fmt: skip
    for exercise in lesson.exercises.values():
        with contextlib.suppress(KeyFault):  # said where the structure is looked at
            yield from _tells(lesson, exercise)


def _tells(lesson: Lesson, exercise: Exercise) -> Iterator[Finding]:
    """Learners read the names of skills in their notebook and on the pages of their progress."""
    key = exercise_key(lesson, exercise)
    if key is None or key.kind != "text" or any(cell.own.get("recall") is True for cell in exercise.of("task")):
        return
    answers = {_plain(each) for each in (key.answer, *key.accepted)}
    named = dict.fromkeys((*lesson.skills, *exercise.skills))
    for skill in named:
        if answers & {_plain(skill), _plain(lesson.skill_names.get(skill, skill))}:
            yield fault(
                "skill_tells", "The skill “{skill}” is the answer of “{name}”, and learners read what skills are"
                " called.", "Call the skill otherwise.", exercise.answer, name=exercise.id, skill=skill[:60],
            )  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()
