"""How far a learner is in the lessons of a course, and which of them comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from ..shelf import KeptLesson


class Taught(Protocol):
    """A lesson: what it teaches, and what it builds on."""

    @property
    def id(self) -> str: ...

    @property
    def skills(self) -> tuple[str, ...]: ...

    @property
    def prereqs(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=Taught)


class Progress(NamedTuple, Generic[T]):
    """How far a learner is in a lesson: exercises and questions that they solved, of all that can be checked."""

    card: T
    solved: int
    all: int
    begun: bool = False  # whether anything was tried

    @property
    def done(self) -> bool:
        return bool(self.all) and self.solved >= self.all


def counted(kept: KeptLesson, solved: Mapping[str, set[str]]) -> tuple[int, int]:
    """How much of a lesson is solved, and how much of it can be checked."""
    names = {name for name, each in kept.exercises.items() if each.key is not None} | set(kept.items)
    return len(names & solved.get(kept.id, set())), len(names)


def in_order(lessons: Sequence[Progress[T]]) -> list[Progress[T]]:
    """What was begun first, others behind what they build on, and last what is done; no circle holds anybody up."""
    left, done = [each for each in lessons if not each.done], [each for each in lessons if each.done]
    taught, learnt = _taught(each.card for each in lessons), _taught(each.card for each in done)
    ordered = list[Progress[T]]()
    while left:
        missing = taught - learnt
        ready = [each for each in left if _is_begun(each) or missing.isdisjoint(each.card.prereqs)] or left
        ordered += sorted(ready, key=lambda each: not _is_begun(each))
        learnt |= _taught(each.card for each in ready)
        left = [each for each in left if each not in ready]
    return [*ordered, *done]


def _is_begun(lesson: Progress[T]) -> bool:
    return bool(lesson.solved or lesson.begun)


def as_taught(lessons: Sequence[T]) -> list[T]:
    """``lessons`` as they stand, but each behind what it builds on; a circle of them stays where it is."""
    left, taught, ordered = list(lessons), _taught(lessons), list[T]()
    while left:
        missing = taught - _taught(ordered)
        ordered.append(next((each for each in left if missing.isdisjoint(each.prereqs)), left[0]))
        left.remove(ordered[-1])
    return ordered


def _taught(lessons: Iterable[Taught]) -> set[str]:
    """What can be built on once these are done: their ids, and the skills that they teach."""
    return {name for each in lessons for name in (each.id, *each.skills)}
