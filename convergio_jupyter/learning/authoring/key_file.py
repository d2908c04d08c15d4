"""The key of a lesson: all that its targets leave out, in one file that stays with whoever checks."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..key import Key, KeyFault, key_from
from ..lesson.reading import Exercise, Lesson
from ..lesson.roles import ELLIPSIS, NOTHING_YET, FenceOpen, card_sides, stub_of, text_named
from .targets import cell_id, quiz_name

_TOLD = ("intro", "worked")  # what a lesson says before it asks, which a teacher may say again


def key_of(lesson: Lesson) -> dict[str, Any]:
    """What is right in ``lesson``, and what helps to find it, as JSON."""
    return {
        "v": 1,
        "lesson": lesson.id,
        "lang": lesson.lang,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "skills": list(lesson.skills),
        "skill_names": lesson.skill_names,
        "prereqs": list(lesson.prerequisites),
        "solution_after": lesson.solution_after,
        "guard": lesson.guard,
        "exercises": {name: _exercise(lesson, exercise) for name, exercise in lesson.exercises.items()},
        "cards": [card_sides(cell.source) for cell in lesson.of("card")],  # no secret, but the deck has them from here
        "quizzes": {quiz_name(cell): cell.source for cell in lesson.of("quiz")},
        "quiz_skills": {quiz_name(cell): list(cell.skills) for cell in lesson.of("quiz")},
        "reflections": [cell_id(cell) for cell in lesson.of("reflect")],
        "prose": "\n\n".join(cell.source for cell in lesson.cells if cell.kind == "markdown" and cell.role in _TOLD),
    }


def exercise_key(lesson: Lesson, exercise: Exercise) -> Key | None:
    """The key of one exercise; None where it has none, so that nothing can be checked. Raises ``KeyFault``."""
    said = exercise.answer.own.get("key") if exercise.answer is not None else None
    asked = "\n\n".join(cell.source for cell in exercise.of("task"))
    if isinstance(said, Mapping):
        given = lesson.given(exercise) if said.get("kind") == "number" and exercise.visible_checks() else ""
        return key_from({"asked": asked, "given": given, **said})
    checks = (*exercise.visible_checks(), *exercise.hidden_checks())
    if not checks or exercise.answer is None:
        return None
    stub, given = _stub(exercise, lesson.lang), lesson.given(exercise)
    return Key("code", solution=exercise.solution(), checks=checks, given=given, stub=stub, asked=asked)


def write_key(path: Path, key: Mapping[str, Any]) -> None:
    """Writes a key where only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(key, file, ensure_ascii=False, indent=1)
        file.write("\n")
    path.chmod(0o600)


def _exercise(lesson: Lesson, exercise: Exercise) -> dict[str, Any]:
    try:
        key = exercise_key(lesson, exercise)
    except KeyFault:
        key = None
    return {
        "key": {name: value for name, value in key._asdict().items() if value} if key else None,
        "visible": exercise.visible_checks(),
        "hidden": exercise.hidden_checks(),
        "hints": [{"level": cell.level, "text": cell.source} for cell in exercise.hints],
        "solution": "\n\n".join(cell.source for cell in exercise.of("solution")),
        "points": exercise.points,
        "skills": list(exercise.skills),
        "cell": cell_id(exercise.answer) if exercise.answer is not None else "",
        "opens": _opens(exercise.answer.source, lesson.lang) if exercise.answer is not None else "",
        "stub": _stub(exercise, lesson.lang),
        "name": answer_name(exercise),
    }


def _stub(exercise: Exercise, lang: str) -> str:
    """What a learner finds in the answer's cell; nothing where what they write is no code."""
    answer = exercise.answer
    if answer is None or answer.kind != "code" or isinstance(answer.own.get("key"), Mapping):
        return ""
    try:
        return stub_of(answer.source, lang)
    except FenceOpen:  # the validator says so
        return ""


def answer_name(exercise: Exercise) -> str:
    """What the checks call an answer that is no code: the name to which the solution assigns it; empty without one."""
    answer = exercise.answer
    return text_named(exercise.solution()) if answer is not None and isinstance(answer.own.get("key"), Mapping) else ""


def _opens(answer: str, lang: str) -> str:
    """The first line of code that a learner finds in the answer's cell; empty where there is none."""
    lines = (line.strip() for line in stub_of(answer, lang).split("\n"))
    left_open = (NOTHING_YET, f'"{ELLIPSIS}"')
    return next((line for line in lines if line and line[0] != "#" and not line.endswith(left_open)), "")
