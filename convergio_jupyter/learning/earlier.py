"""What was written in earlier exercises of a lesson, on which a later answer may build, as in a notebook."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from ..core.syntax import imports_in, names_bound, names_needed
from .lesson.reading import Exercise, Lesson
from .shelf import KeptExercise, KeptLesson


class Above(NamedTuple):
    """What stands above an exercise for its learner.

    ``answers`` are theirs, in code; ``unsolved`` are the names that other exercises ask for and that are not solved,
    each with its exercise's title.
    """

    answers: Sequence[str] = ()
    unsolved: Mapping[str, str] = MappingProxyType({})


def answers_before(lesson: KeptLesson, exercise: str, answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Those of a learner's ``answers``, one for each exercise, that stand above ``exercise``, in their order."""
    given = {row["exercise"]: str(row["given"]) for row in answers}
    names = list(lesson.exercises)
    return [_as_code(lesson.exercises[name], given[name]) for name in names[: names.index(exercise)] if name in given]


def unsolved_before(lesson: KeptLesson, exercise: str, solved: Collection[str]) -> dict[str, str]:
    """The names that exercises above ask for that are not ``solved``, each with its exercise's title.

    What ``exercise`` asks for itself comes from none of them.
    """
    names, own = list(lesson.exercises), _asked_for(lesson.exercises[exercise])
    above = [lesson.exercises[each] for each in names[: names.index(exercise)] if each not in solved]
    return {name: each.title for each in above for name in _asked_for(each) - own}


def solutions_before(lesson: Lesson, exercise: Exercise) -> list[str]:
    """The author's answers in code above ``exercise``, but for those of what it solves itself."""
    names, own = list(lesson.exercises), names_bound(exercise.solution())
    above = [lesson.exercises[each] for each in names[: names.index(exercise.id)]]
    found = [each.solution() for each in above if each.answer is not None and each.answer.kind == "code"]
    return [each for each in found if each.strip() and own.isdisjoint(names_bound(each))]


def built_on(code: str, earlier: Sequence[str], given: str) -> list[str]:
    """Those of ``earlier`` whose names ``code`` needs, and those on which they build in turn.

    What ``given`` binds is there without them; and nobody means an earlier ``sum`` who calls Python's own.
    """
    there = _bound_without(given)
    wanted, chosen = names_needed(code) - there, list[str]()
    for each in reversed(earlier):
        if not wanted.isdisjoint(bound := names_bound(each)):
            chosen.append(each)
            wanted = (wanted - bound) | (names_needed(each) - there)
    return chosen[::-1]


def needed_of(names: Iterable[str], pieces: Iterable[str], given: str) -> str:
    """The first of ``names`` that one of the ``pieces`` of code asks for; empty where none does."""
    needed = set[str]().union(*map(names_needed, pieces)) - _bound_without(given)
    return next((name for name in names if name in needed), "")


def _bound_without(given: str) -> set[str]:
    return names_bound(given) | set(dir(builtins))


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
