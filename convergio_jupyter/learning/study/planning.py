"""A study plan: what is left to do, laid into the days and minutes that a learner has. Pure, and always the same.

Each day begins with the cards that are due, for at most half of its minutes; then one skill is practised that is not
mastered yet, where a lesson still finds room behind it; the rest belongs to lessons, each behind what it builds on,
cut where a day ends. What finds no place before the goal is named, and never squeezed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from types import MappingProxyType
from typing import Literal, NamedTuple

Kind = Literal["review", "practice", "lesson"]
USUAL_DAYS = (0, 1, 2, 3, 4)
MINUTES_A_CARD = 0.5
PRACTICE_MINUTES = 10
LEAST_MINUTES = 10  # of a piece of a lesson; less is not worth to begin
FARTHEST = 180  # days that a plan looks ahead without a goal


class Wish(NamedTuple):
    """When a learner has time: ``days`` of the week (Monday is 0), ``minutes`` a day, ``until`` the day of the goal."""

    days: tuple[int, ...] = USUAL_DAYS
    minutes: int = 20
    until: date | None = None


class Task(NamedTuple):
    """Something that is left to do, and how long it takes. ``ref`` is a lesson's id or a skill."""

    kind: Kind
    ref: str
    title: str
    minutes: int


class Piece(NamedTuple):
    """A part of the plan, on one day. ``title`` is empty for the cards of a day."""

    id: str
    kind: Kind
    ref: str
    title: str
    minutes: int
    day: date
    part: int = 1
    parts: int = 1
    done: bool = False


class Plan(NamedTuple):
    """What was agreed on the day ``made``. ``left_out`` finds no place before the goal, with the minutes it takes."""

    wish: Wish
    made: date
    pieces: tuple[Piece, ...] = ()
    left_out: tuple[Task, ...] = ()


def plan(
    tasks: Iterable[Task],
    cards: Mapping[date, int],
    wish: Wish,
    today: date,
    *,
    longest: int = 0,
    spent: int = 0,
    parts_done: Mapping[str, int] = MappingProxyType({}),
) -> Plan:
    """``tasks`` in their order, and ``cards`` by the day on which they are due, laid into the days of ``wish``.

    A piece is no longer than ``longest`` minutes; 0 is as long as its day. Of today's minutes some are ``spent``, and
    of a lesson some parts may be done.
    """
    left = list(tasks)
    lessons, practice = ([each for each in left if (each.kind == "lesson") == which] for which in (True, False))
    due, pieces = dict(cards), list[Piece]()
    for day in _days(wish, today):
        room = wish.minutes - min(spent * (day == today), wish.minutes)
        if room and (count := sum(due.pop(each) for each in sorted(due) if each <= day)):
            minutes = max(1, min(ceil(count * MINUTES_A_CARD), room // 2))
            pieces.append(Piece(f"review {day}", "review", "", "", minutes, day))
            room -= minutes
        least = min(LEAST_MINUTES, wish.minutes // 2)
        if practice and room and (not lessons or room - PRACTICE_MINUTES >= least):
            task = practice.pop(0)
            minutes = min(task.minutes, room)
            pieces.append(Piece(f"practice {task.ref}", "practice", task.ref, task.title, minutes, day))
            room -= minutes
        while lessons and room and (taken := _taken(lessons[0].minutes, room, least, longest)):
            task = lessons[0]
            pieces.append(Piece("", "lesson", task.ref, task.title, taken, day))
            room -= taken
            lessons[:1] = [task._replace(minutes=task.minutes - taken)] if taken < task.minutes else []
        if not (lessons or practice or due):
            break
    left_out = _whole(lessons, pieces)
    kept = [each for each in pieces if (each.kind, each.ref) not in {(task.kind, task.ref) for task in left_out}]
    return Plan(wish, today, tuple(_numbered(kept, parts_done)), (*left_out, *practice))


def study_days(wish: Wish, today: date) -> int:
    """How many days there are until the goal."""
    return sum(1 for _ in _days(wish, today))


def _days(wish: Wish, today: date) -> Iterator[date]:
    """The days on which there is time, from ``today`` on and before that of the goal."""
    end = wish.until or today + timedelta(days=FARTHEST)
    every = (today + timedelta(days=number) for number in range((end - today).days))
    return (day for day in every if day.weekday() in wish.days)


def _taken(left: int, room: int, least: int, longest: int) -> int:
    """How many minutes of a lesson with ``left`` of them go into what is free of a day; 0 for none."""
    taken = min(left, room, longest or room)
    if 0 < left - taken < least <= left - least:  # no rest that is not worth to begin
        taken = left - least
    return taken if taken >= min(left, least) else 0


def _whole(left: Iterable[Task], pieces: Iterable[Piece]) -> list[Task]:
    """Lessons that find no place, as a whole: nobody is to begin what they cannot end."""
    begun = dict[str, int]()
    for piece in pieces:
        begun[piece.ref] = begun.get(piece.ref, 0) + piece.minutes * (piece.kind == "lesson")
    return [task._replace(minutes=task.minutes + begun.get(task.ref, 0)) for task in left]


def _numbered(pieces: Sequence[Piece], parts_done: Mapping[str, int]) -> Iterator[Piece]:
    """The pieces of a lesson know which of how many they are."""
    lessons = [each.ref for each in pieces if each.kind == "lesson"]
    seen = dict(parts_done)
    for piece in pieces:
        if piece.kind != "lesson":
            yield piece
            continue
        seen[piece.ref] = part = seen.get(piece.ref, 0) + 1
        parts = parts_done.get(piece.ref, 0) + lessons.count(piece.ref)
        yield piece._replace(id=f"lesson {piece.ref} {part}", part=part, parts=parts)
