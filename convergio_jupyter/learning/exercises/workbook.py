"""A learner's workbook: every attempt, what help came before it, and what is still being written.

It keeps and finds; what of it may be told, and when, is the desk's to say.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from ...store import Row, Store, Transaction
from ..quiz import Graded
from ..shelf import KeptLesson
from .ladder import was_assisted
from .records import Checked, Draft, Talk
from .revision import revision
from .sealing import SEALED

Kind = Literal["check", "quiz", "hint", "solution", "talk"]
MOST_GIVEN = 100_000  # characters of an answer that are kept
MOST_DRAFT = 200_000
_TRIED = ("check", "quiz")
_SHARE = "CASE WHEN sealed = 1 THEN 0 ELSE share END AS share"  # what is sealed has come to nothing yet
_DRAFT = "SELECT text, updated FROM drafts WHERE account = ? AND lesson = ? AND exercise = ?"


class Workbook:
    """The workbook of one account. ``course`` is the class in which the attempts are made, if in one."""

    def __init__(self, store: Store, account: str, course: str = "", clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._course = course
        self._clock = clock

    async def at(self, lesson: str, exercise: str) -> list[Row]:
        """What was done at ``exercise``, oldest first."""
        return await self._store.fetch(
            f"SELECT kind, {_SHARE}, assisted, level FROM attempts"
            " WHERE account = ? AND lesson = ? AND exercise = ? ORDER BY id",
            (self._account, lesson, exercise),
        )

    async def within(self, lesson: str) -> list[Row]:
        """Everything that was done in ``lesson``, with what came of it, oldest first."""
        return await self._store.fetch(
            f"SELECT exercise, kind, {_SHARE}, level, given, report FROM attempts"
            " WHERE account = ? AND lesson = ? ORDER BY id",
            (self._account, lesson),
        )

    async def answers(self, lesson: str) -> list[Row]:
        """One answer to each exercise of ``lesson`` that was answered: the last right one, else the last."""
        return await self._store.fetch(
            "SELECT exercise, given, share, sealed FROM (SELECT exercise, given, share, sealed,"
            " ROW_NUMBER() OVER (PARTITION BY exercise"
            " ORDER BY CASE WHEN share = 1 AND sealed <> 1 THEN 0 ELSE 1 END, id DESC) AS place FROM attempts"
            " WHERE account = ? AND lesson = ? AND kind = 'check') AS ranked WHERE place = 1",
            (self._account, lesson),
        )

    async def last(self, lesson: str, exercise: str, kind: Kind) -> Row | None:
        """What was given last, what came of it beside which key, and whether that is still sealed."""
        rows = await self._store.fetch(
            "SELECT given, report, sealed, revision FROM attempts WHERE account = ? AND lesson = ? AND exercise = ?"
            " AND kind = ? ORDER BY id DESC LIMIT 1",
            (self._account, lesson, exercise, kind),
        )
        return rows[0] if rows else None

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

    async def practised(self) -> list[Row]:
        """Every attempt that says something of a skill, oldest first."""
        return await self._store.fetch(
            "SELECT lesson, exercise, share, assisted, skills, created FROM attempts WHERE account = ? AND sealed <> 1"
            " AND kind IN ('check', 'quiz') AND skills <> '[]' ORDER BY id",
            (self._account,),
        )

    async def keep(
        self,
        lesson: KeptLesson,
        exercise: str,
        kind: Kind,
        report: Checked | Graded | Talk | None = None,
        *,
        given: str = "",
        share: float = 0.0,
        skills: Sequence[str] = (),
        level: int = 0,
        known: int | None = None,
        sealed: bool = False,
    ) -> Row:
        """Keeps an attempt, or that help was taken; its number, whether help came before it, and whether it is none.

        The same as the last of more attempts than are ``known`` is no further one, nor is what was wrong and comes
        ``again`` unchanged. In an exam the answer that is ``sealed`` takes the place of the one before it: who tries
        them all has answered with the last.
        """
        said = json.dumps(report._asdict() if report is not None else {}, ensure_ascii=False)
        entry = _Entry(
            (self._account, lesson.id, exercise), kind, given[:MOST_GIVEN], float(share), said,
            json.dumps(list(skills)), level, sealed, revision(lesson, exercise),
        )  # fmt: skip
        return await self._store.write(lambda tx: self._enter(tx, entry, known))

    async def draft(self, lesson: str, exercise: str) -> Draft:
        return _draft_of(await self._store.fetch(_DRAFT, (self._account, lesson, exercise)))

    async def keep_draft(self, lesson: str, exercise: str, text: str, since: float | None = None) -> Draft:
        """Keeps what is being written; the newest wins.

        ``since`` is when the page last knew what is kept: what another one kept after that is given back as displaced.
        """
        place, text = (self._account, lesson, exercise), text[:MOST_DRAFT]

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

    def _enter(self, tx: Transaction, entry: _Entry, known: int | None) -> Row:
        tx.alone("desk " + "/".join(entry.place))
        rows = tx.fetch(
            "SELECT id, kind, share, assisted, level, given, sealed, revision FROM attempts WHERE account = ?"
            " AND lesson = ? AND exercise = ? ORDER BY id",
            entry.place,
        )
        same = [row for row in rows if row["kind"] == entry.kind]
        if same and same[-1]["given"].strip() == entry.given.strip():
            if known is not None and len(same) > known:
                return {"number": len(same), "assisted": same[-1]["assisted"], "again": False}
            if entry.is_as_wrong_as(same[-1]):
                tx.execute("UPDATE attempts SET report = ? WHERE id = ?", (entry.report, same[-1]["id"]))
                return {"number": len(same), "assisted": same[-1]["assisted"], "again": True}
        if entry.sealed and same and same[-1]["sealed"] == SEALED:
            tx.execute("DELETE FROM attempts WHERE id = ?", (same.pop()["id"],))
        assisted = was_assisted(rows)
        tx.execute(
            "INSERT INTO attempts (account, lesson, exercise, kind, given, share, report, skills, level, sealed,"
            " revision, assisted, course, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*entry.place, *entry[1:-2], int(entry.sealed), entry.revision, int(assisted), self._course, self._clock()),
        )
        return {"number": len(same) + 1, "assisted": assisted, "again": False}


class _Entry(NamedTuple):
    """What is about to be kept, in the order of its columns. ``revision`` is by which key it was judged."""

    place: tuple[str, str, str]
    kind: Kind
    given: str
    share: float
    report: str
    skills: str
    level: int
    sealed: bool
    revision: str

    def is_as_wrong_as(self, before: Row) -> bool:
        """Whether this is an attempt with what was given ``before``, judged by the same key, and as wrong."""
        judged = before["share"] == self.share < 1 and before["revision"] == self.revision
        whole = len(self.given) < MOST_GIVEN  # else what differs may have been cut off
        return judged and whole and self.kind in _TRIED and not self.sealed


def _draft_of(rows: Sequence[Row]) -> Draft:
    return Draft(rows[0]["text"], rows[0]["updated"]) if rows else Draft()
