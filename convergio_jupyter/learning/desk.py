"""A learner's desk: answers are checked and kept, hints come one by one, and nothing of the key is given away.

All of it works offline and without a model. What a skill has come to is worked out from what is kept here, and from
nothing else: see :mod:`.mastery`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Literal, NamedTuple

from ..core.errors import ExamNow, NoHintLeft, NoKey, SolutionLater, SolutionNever
from ..core.i18n import translate
from ..store import Row, Store, Transaction
from .answers import check_answer
from .mastery import Attempt, mastered, traced
from .quiz import Graded, grade
from .running import Report, check_code
from .shelf import KeptExercise, KeptLesson, Shelf

Kind = Literal["check", "quiz", "hint", "solution", "talk"]
GIVES_AWAY = 4  # the level of a hint that does a part of the way itself: whoever took it was helped
MOST_GIVEN = 100_000  # characters of an answer that are kept
MOST_DRAFT = 200_000


class Said(NamedTuple):
    """One part of what was checked: ``label`` says what, ``note`` what to look at. Of a hidden part neither is told."""

    passed: bool
    label: str = ""
    note: str = ""


class Checked(NamedTuple):
    """What came of an attempt. ``number`` counts the attempts at this exercise, ``next`` is a clear next step."""

    passed: bool
    parts: tuple[Said, ...]
    note: str
    next: str
    number: int
    assisted: bool
    line: int = 0
    printed: str = ""
    empty: bool = False


class Hint(NamedTuple):
    """A rung of the ladder: level 0 is the goal, 4 a part of the way. ``left`` more can be had."""

    level: int
    text: str
    left: int


class Standing(NamedTuple):
    """Where a learner stands in an exercise."""

    attempts: int
    solved: bool
    assisted: bool
    hints: tuple[Hint, ...]
    draft: str = ""


class Talk(NamedTuple):
    """What a teacher did for a learner: the move, what became of the reply, and how it leaked where it did."""

    move: str
    outcome: str
    leak: str = ""


class SkillState(NamedTuple):
    """How likely a skill is known, of 1, and whether it was shown often enough, on more than one day."""

    skill: str
    known: float
    mastered: bool
    attempts: int


class Desk:
    """The desk of one account."""

    def __init__(
        self, store: Store, account: str, shelf: Shelf, course: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._account = account
        self.shelf = shelf
        self._course = course
        self._clock = clock

    async def check(self, lesson: str, exercise: str, answer: str, lang: str = "en") -> Checked:
        """Checks ``answer`` and keeps the attempt. Raises ``NoKey``.

        An answer that nobody has begun is no attempt: it is told so, and not kept.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        checked = await _checked(found, answer, lang)
        if not checked.empty:
            row = await self._keep(kept, found.id, "check", found.skills, answer, checked.passed, checked)
            checked = checked._replace(number=row["number"], assisted=bool(row["assisted"]))
        return checked._replace(next=self._next(kept, found, checked, lang))

    async def answer_item(self, lesson: str, item: str, given: Any, lang: str = "en") -> Graded:
        """Grades an answer to a question of a quiz and keeps it. Raises ``NoKey``."""
        kept = self.shelf.lesson(lesson, lang)
        found = kept.items.get(item)
        if found is None:
            raise NoKey(lesson=f"{lesson[:80]} › {item[:80]}")
        graded = await asyncio.to_thread(grade, found, given, lang)
        if not graded.unreadable:
            text = json.dumps(given, ensure_ascii=False)
            await self._keep(kept, found.id, "quiz", found.skills, text, graded.share, graded)
        return graded

    async def hint(self, lesson: str, exercise: str, lang: str = "en") -> Hint:
        """The next rung of the ladder; it is kept that it was taken.

        Raises ``NoKey``, ``ExamNow`` or ``NoHintLeft``.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        _raise_in_exam(kept)
        ladder = _ladder(found)
        rows = await self._rows(kept.id, found.id)
        taken = len({row["level"] for row in rows if row["kind"] == "hint"})
        if taken >= len(ladder):
            raise NoHintLeft()
        level, text = ladder[taken]
        await self._keep(kept, found.id, "hint", (), "", 0, None, level=level)
        return Hint(level, text, len(ladder) - taken - 1)

    async def solution(self, lesson: str, exercise: str, lang: str = "en") -> str:
        """The author's solution, where the lesson shows it by now.

        Whoever has solved the exercise may always see it; attempts after that count as assisted.
        Raises ``NoKey``, ``ExamNow``, ``SolutionLater`` or ``SolutionNever``.
        """
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        _raise_in_exam(kept)
        rows = await self._rows(kept.id, found.id)
        attempts = [row for row in rows if row["kind"] == "check"]
        if not any(row["share"] == 1 for row in attempts):
            if not kept.solution_after:
                raise SolutionNever()
            if len(attempts) < kept.solution_after:
                raise SolutionLater(after=kept.solution_after, count=len(attempts))
        await self._keep(kept, found.id, "solution", (), "", 0, None)
        code = f"```python\n{found.key.solution}\n```" if found.key and found.key.solution else ""
        plain = found.key.answer if found.key and not code else ""
        return "\n\n".join(filter(None, (found.solution, code or plain)))

    async def standing(self, lesson: str, exercise: str, lang: str = "en") -> Standing:
        """Where the learner stands in an exercise, with the hints that were taken. Raises ``NoKey``."""
        kept, found = self.shelf.exercise(lesson, exercise, lang)
        rows, ladder = await self._rows(kept.id, found.id), _ladder(found)
        attempts = [row for row in rows if row["kind"] == "check"]
        taken = len({row["level"] for row in rows if row["kind"] == "hint"})
        hints = tuple(Hint(level, text, len(ladder) - n) for n, (level, text) in enumerate(ladder[:taken], 1))
        draft = await self._store.fetch(
            "SELECT text FROM drafts WHERE account = ? AND lesson = ? AND exercise = ?",
            (self._account, kept.id, found.id),
        )
        solved = any(row["share"] == 1 for row in attempts)
        text = draft[0]["text"] if draft else ""
        return Standing(len(attempts), solved, _assisted(rows), hints, text)

    async def draft(self, lesson: str, exercise: str, text: str) -> None:
        """Keeps what is being written, so that a reload loses nothing."""
        values = (self._account, lesson.partition("/")[0], exercise, text[:MOST_DRAFT], self._clock())
        await self._store.write(
            lambda tx: tx.execute(
                "INSERT INTO drafts (account, lesson, exercise, text, updated) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (account, lesson, exercise) DO UPDATE SET text = excluded.text,"
                " updated = excluded.updated",
                values,
            )
        )

    async def skills(self) -> list[SkillState]:
        """Every skill that was practised, the least known first."""
        rows = await self._store.fetch(
            "SELECT share, assisted, skills, created FROM attempts WHERE account = ? AND kind IN ('check', 'quiz')"
            " AND skills <> '[]' ORDER BY id",
            (self._account,),
        )
        by_skill: dict[str, list[Attempt]] = {}
        for row in rows:
            attempt = Attempt(row["share"] == 1, _day(row["created"]), bool(row["assisted"]))
            for skill in json.loads(row["skills"]):
                by_skill.setdefault(skill, []).append(attempt)
        states = [SkillState(name, traced(each), mastered(each), len(each)) for name, each in by_skill.items()]
        return sorted(states, key=lambda state: (state.mastered, state.known))

    async def export(self) -> dict[str, Any]:
        """Everything that is kept of the learner's work, as JSON can hold it."""
        rows = await self._store.fetch("SELECT * FROM attempts WHERE account = ? ORDER BY id", (self._account,))
        drafts = await self._store.fetch("SELECT * FROM drafts WHERE account = ?", (self._account,))
        return {"attempts": rows, "drafts": drafts}

    async def forget(self) -> int:
        """Deletes all of it for good; how many attempts it were."""

        def work(tx: Transaction) -> int:
            tx.execute("DELETE FROM drafts WHERE account = ?", (self._account,))
            return tx.execute("DELETE FROM attempts WHERE account = ?", (self._account,))

        return await self._store.write(work)

    async def attempts_at(self, lesson: str) -> list[Row]:
        """Everything that was done in ``lesson``, oldest first."""
        return await self._store.fetch(
            "SELECT exercise, kind, share, level, given, report FROM attempts WHERE account = ? AND lesson = ?"
            " ORDER BY id",
            (self._account, lesson),
        )

    async def note_talk(self, lesson: KeptLesson, exercise: str, move: str, outcome: str, leak: str) -> None:
        """Keeps what a teacher did in a talk about ``exercise``, and how a reply gave it away, if one did."""
        await self._keep(lesson, exercise, "talk", (), "", 0, Talk(move, outcome, leak))

    async def _rows(self, lesson: str, exercise: str) -> list[Row]:
        return await self._store.fetch(
            "SELECT kind, share, assisted, level FROM attempts WHERE account = ? AND lesson = ? AND exercise = ?"
            " ORDER BY id",
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
    ) -> Row:
        """Keeps an attempt, or that help was taken; its number, and whether help came before it."""

        def work(tx: Transaction) -> Row:
            place = (self._account, lesson.id, exercise)
            tx.alone("desk " + "/".join(place))
            rows = tx.fetch(
                "SELECT kind, share, assisted, level FROM attempts WHERE account = ? AND lesson = ? AND exercise = ?",
                place,
            )
            assisted = _assisted(rows)
            said = json.dumps(report._asdict() if report is not None else {}, ensure_ascii=False)
            values = (kind, float(share), int(assisted), level, json.dumps(list(skills)), given[:MOST_GIVEN], said)
            tx.execute(
                "INSERT INTO attempts (account, lesson, exercise, course, kind, share, assisted, level, skills, given,"
                " report, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*place, self._course, *values, self._clock()),
            )
            return {"number": sum(row["kind"] == kind for row in rows) + 1, "assisted": assisted}

        return await self._store.write(work)

    def _next(self, lesson: KeptLesson, exercise: KeptExercise, checked: Checked, lang: str) -> str:
        """What to do now."""
        if checked.passed:
            return translate("Well done: go on with the next part.", lang)
        if checked.empty:
            return translate("Write your answer in the cell above, then check it again.", lang)
        if exercise.hints:
            return translate("Change one thing and check again, or take a hint.", lang)
        return translate("Change one thing and check again.", lang)


async def _checked(exercise: KeptExercise, answer: str, lang: str) -> Checked:
    key = exercise.key
    if key is None or key.kind == "code":
        visible, hidden = (exercise.visible, exercise.hidden) if key is not None else ((), ())
        given = key.given if key is not None else ""
        work = partial(check_code, answer, visible, hidden, given, lang)
        return _of_report(await asyncio.to_thread(work), lang)
    found = await asyncio.to_thread(check_answer, answer, key, lang)
    parts = () if found.reason == "empty" else (Said(found.correct, "", found.note),)
    return Checked(found.correct, parts, found.note, "", 0, False, empty=found.reason == "empty")


def _of_report(report: Report, lang: str) -> Checked:
    shown = [Said(part.passed, part.label, part.note) for part in report.parts if not part.hidden]
    further = [part.passed for part in report.parts if part.hidden]
    if further:
        label = translate("{count} of {all} further cases", lang, count=sum(further), all=len(further))
        shown.append(Said(all(further), label))
    right = sum(part.passed for part in report.parts)
    note = report.fault
    if report.parts:
        note = translate("{count} of {all} parts are right.", lang, count=right, all=len(report.parts))
    return Checked(
        report.passed, tuple(shown), note, "", 0, False, line=report.line, printed=report.printed, empty=report.empty
    )


def _raise_in_exam(lesson: KeptLesson) -> None:
    if lesson.guard == "exam":
        raise ExamNow()


def _ladder(exercise: KeptExercise) -> list[tuple[int, str]]:
    """The rungs: the goal once more, then what the author wrote."""
    asked = exercise.key.asked if exercise.key is not None else ""
    return [*([(0, asked)] if asked.strip() else []), *exercise.hints]


def _assisted(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether help was taken that goes a part of the way."""
    return any(row["kind"] == "solution" or (row["kind"] == "hint" and row["level"] >= GIVES_AWAY) for row in rows)


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment).date()
