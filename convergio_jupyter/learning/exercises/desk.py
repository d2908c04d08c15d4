"""A learner's desk: answers are checked and kept, hints come one by one, and nothing of the key is given away.

All of it works offline and without a model. What a skill has come to is worked out from what is kept here, and from
nothing else: see :mod:`..progress.mastery`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal

from ...core.errors import CheckStopped, ExamNow, NoHintLeft, NoKey, SolutionLater, SolutionNever
from ...store import Row, Store, Transaction
from ..earlier import answers_before
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
from .revision import is_outdated, outdated_check, outdated_grade, revision
from .sealing import SEALED, sealed_check, sealed_grade

Kind = Literal["check", "quiz", "hint", "solution", "talk"]
MOST_GIVEN = 100_000  # characters of an answer that are kept
MOST_DRAFT = 200_000
_DRAFT = "SELECT text, updated FROM drafts WHERE account = ? AND lesson = ? AND exercise = ?"


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
        self._store = store
        self._account = account
        self.shelf = shelf
        self._course = course
        self._clock = clock
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
        earlier = answers_before(kept, found.id, await self.attempts_at(kept.id)) if _is_code(found) else ()
        try:
            checked = await checked_now(found, answer, lang, halt, exam=sealed, earlier=earlier)
        except Stopped:
            raise CheckStopped() from None
        if not checked.empty:
            row = await self._keep(
                kept, found.id, "check", found.skills, answer, checked.passed, checked, known=known, sealed=sealed
            )
            checked = checked._replace(number=row["number"], assisted=bool(row["assisted"]))
            checked = sealed_check(checked, lang, code=_is_code(found)) if sealed else checked
        return checked._replace(next=next_step(checked, lang, hints=await self._hints_left(kept, found)))

    async def answer_item(
        self, lesson: str, item: str, given: Any, lang: str = "en", known: int | None = None
    ) -> Graded:
        """Grades an answer to a question of a quiz and keeps it. ``known`` as in :meth:`check`. Raises as it does."""
        kept, found = self.shelf.item(lesson, item, lang)
        sealed = await self._is_class_exam()
        graded = await asyncio.to_thread(grade, found, given, lang, exam=sealed)
        if not graded.unreadable:
            text = json.dumps(given, ensure_ascii=False)
            await self._keep(
                kept, found.id, "quiz", found.skills, text, graded.share, graded, known=known, sealed=sealed
            )
            graded = sealed_grade(lang) if sealed else graded
        return graded

    async def answered(self, lesson: str, item: str, lang: str = "en") -> Answered:
        """Where the learner stands in a question of a quiz. Raises ``NoKey``."""
        kept, found = self.shelf.item(lesson, item, lang)
        rows, draft = await self._rows(kept.id, found.id), await self._draft(kept.id, found.id)
        attempts, last = sum(row["kind"] == "quiz" for row in rows), await self._last(kept.id, found.id, "quiz")
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
        attempts = [row for row in await self._rows(kept.id, found.id) if row["kind"] == "quiz"]
        if not attempts:
            raise SolutionLater(after=1, count=0)
        if not any(row["share"] == 1 for row in attempts):
            await self._keep(kept, found.id, "solution", (), "", 0, None)
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
        rows = await self._rows(kept.id, found.id)
        taken = hints_taken(rows)
        number = taken if shown is None else min(max(shown, 0), taken)
        if number >= len(ladder):
            raise NoHintLeft()
        level, text = ladder[number]
        if number == taken:
            await self._keep(kept, found.id, "hint", (), "", 0, None, level=level)
        return Hint(level, text, len(ladder) - number - 1)

    async def solution(self, lesson: str, exercise: str, lang: str = "en") -> str:
        """The author's solution, where the lesson shows it by now.

        Whoever has solved the exercise may always see it; attempts after that count as assisted.
        Raises ``NoKey``, ``ExamNow``, ``SolutionLater`` or ``SolutionNever``.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        await self._raise_in_exam(kept)
        rows = await self._rows(kept.id, found.id)
        missing = solution_in(kept, rows)
        if missing < 0:
            raise SolutionNever()
        if missing:
            raise SolutionLater(after=kept.solution_after, count=kept.solution_after - missing)
        await self._keep(kept, found.id, "solution", (), "", 0, None)
        return solution_of(found)

    async def standing(self, lesson: str, exercise: str, lang: str = "en") -> Standing:
        """Where the learner stands in an exercise, with the hints that were taken; no further help in an exam.

        Raises ``NoKey``.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        rows, ladder = await self._rows(kept.id, found.id), ladder_of(found)
        attempts = [row for row in rows if row["kind"] == "check"]
        taken = hints_taken(rows)
        hints = tuple(Hint(level, text, len(ladder) - n) for n, (level, text) in enumerate(ladder[:taken], 1))
        draft, last = await self._draft(kept.id, found.id), await self._last(kept.id, found.id, "check")
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
        place, text = (self._account, kept.id, exercise), text[:MOST_DRAFT]

        def work(tx: Transaction) -> Draft:
            tx.alone("draft " + "/".join(place))
            before = _draft_of(tx.fetch(_DRAFT, place))
            at = max(self._clock(), before.at + 1e-3)
            tx.execute(
                "INSERT INTO drafts (account, lesson, exercise, text, updated) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (account, lesson, exercise) DO UPDATE SET text = excluded.text,"
                " updated = excluded.updated",
                (*place, text, at),
            )
            foreign = since is not None and before.at > since and before.text != text
            return Draft(text, at, before.text if foreign else "")

        return await self._store.write(work)

    async def reflection(self, lesson: str, cell: str) -> Draft:
        """What the learner wrote to an open question; nobody else is shown it. Raises ``NoKey``."""
        kept = self.shelf.lesson(lesson)
        if cell not in kept.reflections:
            raise NoKey(lesson=f"{lesson[:80]} › {cell[:80]}")
        return await self._draft(kept.id, cell)

    async def solved(self, *, sealed: bool = False) -> dict[str, set[str]]:
        """What was solved of each lesson that was begun; with those parts whose answers are ``sealed``, too."""
        rows = await self._store.fetch(
            "SELECT DISTINCT lesson, exercise, CASE WHEN sealed = 1 THEN ? ELSE share END AS share FROM attempts"
            " WHERE account = ? AND kind IN ('check', 'quiz')",
            (int(sealed), self._account),
        )
        found: dict[str, set[str]] = {}
        for row in rows:
            found.setdefault(row["lesson"], set()).update([row["exercise"]] if row["share"] == 1 else [])
        return found

    async def skills(self, lang: str = "en") -> list[SkillState]:
        """Every skill that was practised, the least known first, with what it is called in ``lang``."""
        rows = await self._store.fetch(
            "SELECT lesson, exercise, share, assisted, skills, created FROM attempts WHERE account = ? AND sealed <> 1"
            " AND kind IN ('check', 'quiz') AND skills <> '[]' ORDER BY id",
            (self._account,),
        )
        by_skill = attempts_by_skill(rows)
        names = self.shelf.skill_names(lang) if by_skill else {}
        states = [
            SkillState(skill, traced(each), mastered(each), len(each), names[skill]) for skill, each in by_skill.items()
        ]
        return sorted(states, key=lambda state: (state.mastered, state.known))

    async def export(self) -> dict[str, Any]:
        """Everything that is kept of the learner's work, as JSON can hold it; in an exam not what comes of it."""
        rows = await self._store.fetch("SELECT * FROM attempts WHERE account = ? ORDER BY id", (self._account,))
        drafts = await self._store.fetch("SELECT * FROM drafts WHERE account = ?", (self._account,))
        told = [row if row["sealed"] != SEALED else {**row, "share": None, "report": ""} for row in rows]
        for row in told:
            del row["revision"]  # made of the key
        return {"attempts": told, "drafts": drafts}

    async def forget(self) -> int:
        """Deletes all of it for good; how many attempts it were."""

        def work(tx: Transaction) -> int:
            tx.execute("DELETE FROM drafts WHERE account = ?", (self._account,))
            return tx.execute("DELETE FROM attempts WHERE account = ?", (self._account,))

        return await self._store.write(work)

    async def _raise_in_exam(self, lesson: KeptLesson) -> None:
        """In an exam nobody helps, whether the lesson is one or the class is in one."""
        if await self._is_exam(lesson):
            raise ExamNow()

    async def _hints_left(self, lesson: KeptLesson, exercise: KeptExercise) -> int:
        """How many rungs of the ladder can still be had; none in an exam."""
        if await self._is_exam(lesson):
            return 0
        return len(ladder_of(exercise)) - hints_taken(await self._rows(lesson.id, exercise.id))

    async def _is_exam(self, lesson: KeptLesson) -> bool:
        return lesson.guard == "exam" or await self._is_class_exam()

    async def _is_class_exam(self) -> bool:
        return self._in_exam is not None and await self._in_exam()

    async def attempts_at(self, lesson: str) -> list[Row]:
        """Everything that was done in ``lesson``, oldest first."""
        return await self._store.fetch(
            "SELECT exercise, kind, CASE WHEN sealed = 1 THEN 0 ELSE share END AS share, level, given, report"
            " FROM attempts WHERE account = ? AND lesson = ? ORDER BY id",
            (self._account, lesson),
        )

    async def note_talk(self, lesson: KeptLesson, exercise: str, move: str, outcome: str, leak: str) -> None:
        """Keeps what a teacher did in a talk about ``exercise``, and how a reply gave it away, if one did."""
        await self._keep(lesson, exercise, "talk", (), "", 0, Talk(move, outcome, leak))

    async def _draft(self, lesson: str, exercise: str) -> Draft:
        return _draft_of(await self._store.fetch(_DRAFT, (self._account, lesson, exercise)))

    async def _last(self, lesson: str, exercise: str, kind: Kind) -> Row | None:
        """What was given last, what came of it beside which key, and whether that is still sealed."""
        rows = await self._store.fetch(
            "SELECT given, report, sealed, revision FROM attempts WHERE account = ? AND lesson = ? AND exercise = ?"
            " AND kind = ? ORDER BY id DESC LIMIT 1",
            (self._account, lesson, exercise, kind),
        )
        return rows[0] if rows else None

    async def _rows(self, lesson: str, exercise: str) -> list[Row]:
        return await self._store.fetch(
            "SELECT kind, CASE WHEN sealed = 1 THEN 0 ELSE share END AS share, assisted, level FROM attempts"
            " WHERE account = ? AND lesson = ? AND exercise = ? ORDER BY id",
            (self._account, lesson, exercise),
        )

    async def _keep(
        self,
        lesson: KeptLesson,
        exercise: str,
        kind: Kind,
        skills: Sequence[str],
        given: str,
        share: float,
        report: Checked | Graded | Talk | None,
        *,
        level: int = 0,
        known: int | None = None,
        sealed: bool = False,
    ) -> Row:
        """Keeps an attempt, or that help was taken; its number, and whether help came before it.

        The same as the last of more attempts than are ``known`` is no further one. In an exam the answer that is
        ``sealed`` takes the place of the one before it: who tries them all has answered with the last.
        """
        given = given[:MOST_GIVEN]

        def work(tx: Transaction) -> Row:
            place = (self._account, lesson.id, exercise)
            tx.alone("desk " + "/".join(place))
            rows = tx.fetch(
                "SELECT id, kind, share, assisted, level, given, sealed FROM attempts WHERE account = ? AND lesson = ?"
                " AND exercise = ? ORDER BY id",
                place,
            )
            same = [row for row in rows if row["kind"] == kind]
            if known is not None and len(same) > known and same[-1]["given"] == given:
                return {"number": len(same), "assisted": same[-1]["assisted"]}
            if sealed and same and same[-1]["sealed"] == SEALED:
                tx.execute("DELETE FROM attempts WHERE id = ?", (same.pop()["id"],))
            assisted = was_assisted(rows)
            said = json.dumps(report._asdict() if report is not None else {}, ensure_ascii=False)
            values = (kind, float(share), int(assisted), level, json.dumps(list(skills)), given, said)
            tx.execute(
                "INSERT INTO attempts (account, lesson, exercise, course, kind, share, assisted, level, skills, given,"
                " report, created, sealed, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*place, self._course, *values, self._clock(), int(sealed), revision(lesson, exercise)),
            )
            return {"number": len(same) + 1, "assisted": assisted}

        return await self._store.write(work)


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


def _draft_of(rows: Sequence[Row]) -> Draft:
    return Draft(rows[0]["text"], rows[0]["updated"]) if rows else Draft()
