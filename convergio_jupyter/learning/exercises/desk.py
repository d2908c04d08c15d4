"""A learner's desk: answers are checked and kept, hints come one by one, and nothing of the key is given away.

All of it works offline and without a model. What a skill has come to is worked out from what is kept here, and from
nothing else: see :mod:`..progress.mastery`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from ...core.errors import CheckStopped, ExamNow, NoHintLeft, NoKey, SolutionLater, SolutionNever
from ...store import Row, Store
from ..earlier import Above, answers_before, unsolved_before
from ..progress.mastery import mastered, traced
from ..quiz import Graded, grade
from ..running import Halt, Stopped
from ..shelf import KeptExercise, KeptLesson, Shelf
from .checking import checked_from, checked_now
from .ladder import (
    GIVES_AWAY,
    hints_taken,
    ladder_of,
    next_step,
    solution_in,
    solution_of,
    solved_with_help,
    was_assisted,
)
from .records import Answered, Checked, Draft, Hint, SkillState, Standing, Talk, attempts_by_skill
from .revision import is_outdated, outdated_check, outdated_grade
from .sealing import SEALED, sealed_check, sealed_grade
from .workbook import Workbook


class Desk:
    """The desk of one account."""

    def __init__(
        self,
        store: Store,
        account: str,
        shelf: Shelf,
        course: str = "",
        clock: Callable[[], float] = time.time,
        in_exam: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        self.shelf = shelf
        self.workbook = Workbook(store, account, course, clock)
        self._in_exam = in_exam

    async def check(
        self,
        lesson: str,
        exercise: str,
        answer: str,
        lang: str = "en",
        known: int | None = None,
        halt: Halt | None = None,
    ) -> Checked:
        """Checks ``answer`` and keeps the attempt. Raises ``NoKey``, ``ExerciseUnfit`` or ``CheckStopped``.

        An answer that nobody has begun is no attempt: it is told so, and not kept. ``known``: how many attempts the
        page knows of; a call that had to be sent again counts once then.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        sealed = await self._is_class_exam()
        above = await self._above(kept, found, sealed=sealed)
        try:
            checked = await checked_now(found, answer, lang, halt, exam=sealed, above=above)
        except Stopped:
            raise CheckStopped() from None
        again = False
        if not checked.empty:
            row = await self.workbook.keep(
                kept, found.id, "check", checked, given=answer, share=checked.passed, skills=found.skills, known=known,
                sealed=sealed,
            )  # fmt: skip
            again, checked = row["again"], checked._replace(number=row["number"], assisted=bool(row["assisted"]))
            checked = sealed_check(checked, lang, code=_is_code(found)) if sealed else checked
        hints = await self._hints_left(kept, found)
        return checked._replace(next=next_step(checked, lang, hints=hints, again=again))

    async def answer_item(
        self, lesson: str, item: str, given: Any, lang: str = "en", known: int | None = None
    ) -> Graded:
        """Grades an answer to a question of a quiz and keeps it. ``known`` as in :meth:`check`. Raises as it does."""
        kept, found = self.shelf.item(lesson, item, lang)
        sealed = await self._is_class_exam()
        graded = await asyncio.to_thread(grade, found, given, lang, exam=sealed)
        if not graded.unreadable:
            text = json.dumps(given, ensure_ascii=False)
            await self.workbook.keep(
                kept, found.id, "quiz", graded, given=text, share=graded.share, skills=found.skills, known=known,
                sealed=sealed,
            )  # fmt: skip
            graded = sealed_grade(lang) if sealed else graded
        return graded

    async def answered(self, lesson: str, item: str, lang: str = "en") -> Answered:
        """Where the learner stands in a question of a quiz. Raises ``NoKey``."""
        kept, found = self.shelf.item(lesson, item, lang)
        rows, draft = await self.workbook.at(kept.id, found.id), await self.workbook.draft(kept.id, found.id)
        attempts, last = sum(row["kind"] == "quiz" for row in rows), await self.workbook.last(kept.id, found.id, "quiz")
        if last is None:
            return Answered(0, False, was_assisted(rows), draft)
        graded = _graded(last, kept, found.id, lang)
        told = graded.correct or any(row["kind"] == "solution" for row in rows)
        explain = found.explain if told else ""
        solved = any(row["share"] == 1 for row in rows)
        return Answered(attempts, solved, was_assisted(rows), draft, _json(last["given"]), graded, explain)

    async def explain(self, lesson: str, item: str, lang: str = "en") -> str:
        """The author's explanation, for who has answered; before the right answer it is help.

        Raises ``NoKey`` or ``SolutionLater``.
        """
        kept, found = self.shelf.item(lesson, item, lang)
        await self._raise_in_exam(kept)
        attempts = [row for row in await self.workbook.at(kept.id, found.id) if row["kind"] == "quiz"]
        if not attempts:
            raise SolutionLater(after=1, count=0)
        if not any(row["share"] == 1 for row in attempts):
            await self.workbook.keep(kept, found.id, "solution")
        return found.explain

    async def hint(self, lesson: str, exercise: str, lang: str = "en", shown: int | None = None) -> Hint:
        """The next rung of the ladder; it is kept that it was taken.

        Raises ``NoKey``, ``ExamNow`` or ``NoHintLeft``.

        ``shown``: how many a page shows already. What another tab took, or a call that had to be sent again, is given
        once more then, and no rung is left out.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        await self._raise_in_exam(kept)
        ladder = ladder_of(found)
        rows = await self.workbook.at(kept.id, found.id)
        taken = hints_taken(rows)
        number = taken if shown is None else min(max(shown, 0), taken)
        if number >= len(ladder):
            raise NoHintLeft()
        level, text = ladder[number]
        if number == taken:
            await self.workbook.keep(kept, found.id, "hint", level=level)
        return Hint(level, text, len(ladder) - number - 1)

    async def solution(self, lesson: str, exercise: str, lang: str = "en") -> str:
        """The author's solution, where the lesson shows it by now.

        Whoever has solved the exercise may always see it; attempts after that count as assisted.
        Raises ``NoKey``, ``ExamNow``, ``SolutionLater`` or ``SolutionNever``.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        await self._raise_in_exam(kept)
        rows = await self.workbook.at(kept.id, found.id)
        missing = solution_in(kept, rows)
        if missing < 0:
            raise SolutionNever()
        if missing:
            raise SolutionLater(after=kept.solution_after, count=kept.solution_after - missing)
        await self.workbook.keep(kept, found.id, "solution")
        return solution_of(found)

    async def standing(self, lesson: str, exercise: str, lang: str = "en") -> Standing:
        """Where the learner stands in an exercise, with the hints that were taken; no further help in an exam.

        Raises ``NoKey``.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        rows, ladder = await self.workbook.at(kept.id, found.id), ladder_of(found)
        attempts = [row for row in rows if row["kind"] == "check"]
        taken = hints_taken(rows)
        hints = tuple(Hint(level, text, len(ladder) - n) for n, (level, text) in enumerate(ladder[:taken], 1))
        draft, last = await self.workbook.draft(kept.id, found.id), await self.workbook.last(kept.id, found.id, "check")
        checked = _told(last, kept, found, lang)._replace(number=len(attempts)) if last is not None else None
        helps = not await self._is_exam(kept)
        left = len(ladder) - taken if helps else 0
        return Standing(
            len(attempts),
            any(row["share"] == 1 for row in attempts),
            solved_with_help(attempts, rows),
            hints,
            draft.text,
            draft.at,
            left,
            any(level >= GIVES_AWAY for level, _ in ladder[taken : taken + 1]),
            solution_in(kept, rows) if helps else -1,
            solution_of(found) if any(row["kind"] == "solution" for row in rows) else "",
            checked and checked._replace(next=next_step(checked, lang, hints=left)),
            last["given"] if last is not None else "",
            in_exam=not helps,
        )

    async def draft(self, lesson: str, exercise: str, text: str, since: float | None = None) -> Draft:
        """Keeps what is being written, so that a reload loses nothing. The newest wins.

        ``since`` is when the page last knew what is kept: what another one kept after that is given back as displaced.
        Raises ``NoKey``.
        """
        kept = self.shelf.lesson(lesson)
        if exercise not in (*kept.exercises, *kept.items, *kept.reflections):
            raise NoKey(lesson=f"{lesson[:80]} › {exercise[:80]}")
        return await self.workbook.keep_draft(kept.id, exercise, text, since)

    async def reflection(self, lesson: str, cell: str) -> Draft:
        """What the learner wrote to an open question; nobody else is shown it. Raises ``NoKey``."""
        kept = self.shelf.lesson(lesson)
        if cell not in kept.reflections:
            raise NoKey(lesson=f"{lesson[:80]} › {cell[:80]}")
        return await self.workbook.draft(kept.id, cell)

    async def note_talk(self, lesson: KeptLesson, exercise: str, move: str, outcome: str, leak: str) -> None:
        """Keeps what a teacher did in a talk about ``exercise``, and how a reply gave it away, if one did."""
        await self.workbook.keep(lesson, exercise, "talk", Talk(move, outcome, leak))

    async def skills(self, lang: str = "en") -> list[SkillState]:
        """Every skill that was practised, the least known first, with what it is called in ``lang``."""
        by_skill = attempts_by_skill(await self.workbook.practised())
        names = self.shelf.skill_names(lang) if by_skill else {}
        states = [
            SkillState(skill, traced(each), mastered(each), len(each), names[skill]) for skill, each in by_skill.items()
        ]
        return sorted(states, key=lambda state: (state.mastered, state.known))

    async def _above(self, lesson: KeptLesson, exercise: KeptExercise, *, sealed: bool) -> Above:
        """What an answer in code may build on. In an exam nobody is told what is not solved yet."""
        if not _is_code(exercise):
            return Above()
        answers = await self.workbook.answers(lesson.id)
        solved = {row["exercise"] for row in answers if row["share"] == 1 or row["sealed"] == SEALED}
        unsolved = {} if sealed else unsolved_before(lesson, exercise.id, solved)
        return Above(answers_before(lesson, exercise.id, answers), unsolved)

    async def _raise_in_exam(self, lesson: KeptLesson) -> None:
        """In an exam nobody helps, whether the lesson is one or the class is in one."""
        if await self._is_exam(lesson):
            raise ExamNow()

    async def _hints_left(self, lesson: KeptLesson, exercise: KeptExercise) -> int:
        """How many rungs of the ladder can still be had; none in an exam."""
        if await self._is_exam(lesson):
            return 0
        return len(ladder_of(exercise)) - hints_taken(await self.workbook.at(lesson.id, exercise.id))

    async def _is_exam(self, lesson: KeptLesson) -> bool:
        return lesson.guard == "exam" or await self._is_class_exam()

    async def _is_class_exam(self) -> bool:
        return self._in_exam is not None and await self._in_exam()


def _is_code(exercise: KeptExercise) -> bool:
    return exercise.key is None or exercise.key.kind == "code"


def _told(row: Row, lesson: KeptLesson, exercise: KeptExercise, lang: str) -> Checked:
    """What came of an attempt as its learner may see it by now."""
    if is_outdated(row["revision"], lesson, exercise.id):
        return outdated_check(lang)
    checked = checked_from(json.loads(row["report"]))
    return sealed_check(checked, lang, code=_is_code(exercise)) if row["sealed"] == SEALED else checked


def _graded(row: Row, lesson: KeptLesson, item: str, lang: str) -> Graded:
    """What came of an answer to a question as its learner may see it by now."""
    if is_outdated(row["revision"], lesson, item):
        return outdated_grade(lang)
    return sealed_grade(lang) if row["sealed"] == SEALED else Graded(**json.loads(row["report"]))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:  # it was too long to be kept whole
        return None
