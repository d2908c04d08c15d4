"""What a learner's desk says: of an attempt, of a hint, and of where somebody stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ..progress.mastery import Attempt
from ..quiz import Graded


class Said(NamedTuple):
    """One part of what was checked: ``label`` says what, ``note`` what to look at.

    Of hidden parts neither is told: one of these stands for all of them.
    """

    passed: bool
    label: str = ""
    note: str = ""
    hidden: bool = False


class Checked(NamedTuple):
    """What came of an attempt. ``number`` counts the attempts at this exercise, ``next`` is a clear next step.

    Of one that is ``sealed`` nothing else is told before the exam is over, in which it was made.
    """

    passed: bool
    parts: tuple[Said, ...]
    note: str
    next: str
    number: int
    assisted: bool
    line: int = 0
    printed: str = ""
    empty: bool = False
    sealed: bool = False


class Hint(NamedTuple):
    """A rung of the ladder: level 0 is the goal, 4 a part of the way. ``left`` more can be had."""

    level: int
    text: str
    left: int


class Draft(NamedTuple):
    """What is being written, and when it was kept. ``displaced`` is what another tab had kept since, and is no more."""

    text: str = ""
    at: float = 0.0
    displaced: str = ""


class Standing(NamedTuple):
    """Where a learner stands in an exercise.

    ``hint_helps``: the next hint goes a part of the way, and counts as help. ``solution_in`` is after how many further
    attempts the solution may be seen, -1 for never; ``solution`` is it, once it was. ``last`` is what came of the last
    attempt, and ``answer`` what was checked then. In an exam nothing is left, and the solution is never seen.
    """

    attempts: int
    solved: bool
    assisted: bool
    hints: tuple[Hint, ...]
    draft: str = ""
    draft_at: float = 0.0
    hints_left: int = 0
    hint_helps: bool = False
    solution_in: int = -1
    solution: str = ""
    last: Checked | None = None
    answer: str = ""
    in_exam: bool = False


class Answered(NamedTuple):
    """Where a learner stands in a question of a quiz: what they gave last, and what came of it."""

    attempts: int
    solved: bool
    assisted: bool
    draft: Draft
    given: Any = None
    graded: Graded | None = None
    explain: str = ""


class Talk(NamedTuple):
    """What a teacher did for a learner: the move, what became of the reply, and how it leaked where it did."""

    move: str
    outcome: str
    leak: str = ""


class SkillState(NamedTuple):
    """How likely a skill is known, of 1, and whether it was shown often enough, on more than one day.

    ``name`` is what learners call it.
    """

    skill: str
    known: float
    mastered: bool
    attempts: int
    name: str


def attempts_by_skill(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Attempt]]:
    """Stored attempts as what they say of each skill, in their order; the day is that of the local clock."""
    found: dict[str, list[Attempt]] = {}
    for row in rows:
        place, day = f"{row['lesson']}/{row['exercise']}", date.fromtimestamp(row["created"])
        attempt = Attempt(row["share"] == 1, day, bool(row["assisted"]), place)
        for skill in json.loads(row["skills"]):
            found.setdefault(skill, []).append(attempt)
    return found
