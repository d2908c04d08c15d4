"""What was written in earlier exercises of a lesson, on which a later answer may build, as in a notebook."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..core.syntax import imports_in, names_bound, names_needed
from .lesson.reading import Exercise, Lesson
from .shelf import KeptExercise, KeptLesson


def answers_before(lesson: KeptLesson, exercise: str, answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Those of a learner's ``answers``, one for each exercise, that stand above ``exercise``, in their order."""
    given = {row["exercise"]: str(row["given"]) for row in answers}
    names = list(lesson.exercises)
    return [_as_code(lesson.exercises[name], given[name]) for name in names[: names.index(exercise)] if name in given]


def unanswered_before(lesson: KeptLesson, exercise: str, answers: Sequence[str]) -> dict[str, str]:
    """The names that exercises above ask for and none of the ``answers`` brings, each with its exercise's title."""
    names = list(lesson.exercises)
    there = _asked_for(lesson.exercises[exercise]).union(*map(names_bound, answers))
    above = [lesson.exercises[each] for each in names[: names.index(exercise)]]
    return {name: each.title for each in above for name in _asked_for(each) - there}


def solutions_before(lesson: Lesson, exercise: Exercise) -> list[str]:
    """The author's answers in code above ``exercise``, but for those of what it solves itself."""
    names, own = list(lesson.exercises), names_bound(exercise.solution())
    above = [lesson.exercises[each] for each in names[: names.index(exercise.id)]]
    found = [each.solution() for each in above if each.answer is not None and each.answer.kind == "code"]
    return [each for each in found if each.strip() and own.isdisjoint(names_bound(each))]


def built_on(code: str, earlier: Sequence[str], given: str) -> str:
    """Those of ``earlier`` whose names ``code`` needs, and those on which they build in turn.

    What ``given`` binds is there without them; and nobody means an earlier ``sum`` who calls Python's own.
    """
    there = names_bound(given) | set(dir(builtins))
    wanted, chosen = names_needed(code) - there, list[str]()
    for each in reversed(earlier):
        if not wanted.isdisjoint(bound := names_bound(each)):
            chosen.append(each)
            wanted = (wanted - bound) | (names_needed(each) - there)
    return "\n\n".join(reversed(chosen))


def _asked_for(exercise: KeptExercise) -> set[str]:
    """The names that an answer has to bring: of code what its checks ask for, and no import gives."""
    if exercise.key is None or exercise.key.kind != "code":
        return {exercise.name} - {""}
    made = names_bound(exercise.key.solution) - names_bound(imports_in(exercise.key.solution))
    return made & names_needed("\n".join((*exercise.visible, *exercise.hidden)))


def _as_code(exercise: KeptExercise, given: str) -> str:
    """An answer as its cell would hold it, beside what is imported there; what is no code is what its name says."""
    is_code = exercise.key is None or exercise.key.kind == "code" or exercise.name in names_bound(given)
    if exercise.name and not is_code:
        return f"{exercise.name} = {given.strip()!r}"
    return "\n\n".join(filter(None, (imports_in(exercise.stub), given)))
