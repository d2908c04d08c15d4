"""Classes: a course that is open under a code, and the learners who joined it under names of their own choice.

Nobody gives a mail address or a password. Who joins gets a secret that their browser keeps, and a return code with
which they are themselves again on another computer.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

from ...core import is_visitor
from ...core.errors import NicknameTaken, NicknameUnfit, NoSuchClass, NotInClass, ReturnCodeUnfit
from ...store import Row, Store, Transaction
from ..exercises.sealing import OPENED, SEALED

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # those that nobody takes for another
CODE = 7  # letters of a class's code: with 31 each nobody guesses one
RETURN_CODE = 6
LONGEST_NICKNAME = 30
MOST_LEARNERS = 500
DAY = 86_400.0
_OF_HUB = "hub\t"  # before the name of somebody from a hub: no nickname holds a tab
_BY_NAME = "SELECT * FROM learners WHERE class = ? AND folded = ?"
VISITOR = "visitor:"  # what a gateway puts before a page's secret, for the account of whoever sits there


class Class(NamedTuple):
    """``paused``: no teacher answers. ``exam``: nobody helps at all. ``message`` is to everybody."""

    code: str
    course: str
    title: str
    paused: bool = False
    exam: bool = False
    message: str = ""
    message_at: float = 0.0


class Learner(NamedTuple):
    """Somebody who joined. ``secret`` is what their browser keeps, and nobody else is told.

    ``number`` stands for the name where that is hidden. It counts who came to the class; nobody else ever gets it.
    """

    id: str
    secret: str
    nickname: str
    return_code: str
    lang: str
    joined: float
    seen: float
    number: int = 0

    @property
    def account(self) -> str:
        return VISITOR + self.secret


class Classes:
    """The classes of one host.

    ``by_code``: learners come in with a code, and not with the login of a hub. ``only``: the course that is served
    here, where it is one; visitors who are not in its class may do nothing then.
    """

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self.by_code = True
        self.only = ""
        self._store = store
        self._clock = clock

    async def open(self, course: str, title: str) -> Class:
        """The class of ``course``; the same one, with its code and its learners, whenever it is opened again."""
        code, now = _random(CODE), self._clock()

        def work(tx: Transaction) -> list[Row]:
            tx.execute(
                "INSERT INTO classes (code, course, title, created, paused, exam, message, message_at)"
                " VALUES (?, ?, ?, ?, 0, 0, '', 0) ON CONFLICT (course) DO UPDATE SET title = excluded.title",
                (code, course, title, now),
            )
            return tx.fetch("SELECT * FROM classes WHERE course = ?", (course,))

        return _class(*await self._store.write(work))

    async def find(self, code: str) -> Class:
        """The class with this code, however it was written down. Raises ``NoSuchClass``."""
        found = await self._store.fetch("SELECT * FROM classes WHERE code = ?", (_plain(code),))
        if not found:
            raise NoSuchClass()
        return _class(*found)

    async def of_course(self, course: str) -> Class:
        """The class of ``course``. Raises ``NoSuchClass``."""
        found = await self._store.fetch("SELECT * FROM classes WHERE course = ?", (course,))
        if not found:
            raise NoSuchClass()
        return _class(*found)

    async def change(self, code: str, **values: Any) -> Class:
        """Sets ``paused``, ``exam`` or ``message``; once an exam is over, what was sealed in it is open.

        Raises ``NoSuchClass``.
        """
        kept = await self.find(code)
        changed = kept._replace(**values)
        if "message" in values:
            changed = changed._replace(message=changed.message.strip()[:500], message_at=self._clock())
        row = (int(changed.paused), int(changed.exam), changed.message, changed.message_at, kept.code)

        def work(tx: Transaction) -> None:
            tx.execute("UPDATE classes SET paused = ?, exam = ?, message = ?, message_at = ? WHERE code = ?", row)
            if not changed.exam:
                tx.execute(
                    f"UPDATE attempts SET sealed = {OPENED} WHERE sealed = {SEALED}"
                    " AND account IN (SELECT account FROM learners WHERE class = ?)",
                    (kept.code,),
                )

        await self._store.write(work)
        return changed

    async def join(self, code: str, nickname: str, lang: str = "", return_code: str = "") -> Learner:
        """Lets somebody new in, or with a ``return_code`` whoever was here before: then nobody new is made.

        Raises ``NoSuchClass``, ``NicknameUnfit``, ``NicknameTaken`` and ``ReturnCodeUnfit``.
        """
        kept, name = await self.find(code), fitting(nickname)
        folded, now = name.casefold(), self._clock()
        fresh = Learner(secrets.token_hex(8), secrets.token_urlsafe(24), name, _random(RETURN_CODE), lang, now, now)

        def work(tx: Transaction) -> Learner:
            tx.alone("class " + kept.code)
            if return_code.strip():
                known = _returning(tx, kept.code, name, _plain(return_code))
                tx.execute("UPDATE learners SET seen = ? WHERE id = ?", (now, known.id))
                return known
            if tx.fetch(_BY_NAME, (kept.code, folded)):
                raise NicknameTaken(name=name)
            count = tx.fetch("SELECT count(*) AS count FROM learners WHERE class = ?", (kept.code,))
            if count[0]["count"] >= MOST_LEARNERS:
                raise NicknameTaken(name=name)
            return _added(tx, kept.code, fresh, folded)

        return await self._store.write(work)

    async def welcome(self, code: str, name: str, lang: str = "") -> Learner:
        """Lets in somebody for whom a hub vouches under ``name``; whoever has a nickname like it is somebody else.

        Raises ``NoSuchClass``.
        """
        place = (code, f"{_OF_HUB}{name}")
        there = await self._store.fetch(_BY_NAME, place)
        if there and there[0]["seen"] > self._clock() - DAY:
            return _learner(there[0])
        kept, now = await self.find(code), self._clock()
        fresh = Learner(secrets.token_hex(8), secrets.token_urlsafe(24), name, "", lang, now, now)

        def work(tx: Transaction) -> Learner:
            tx.alone("class " + kept.code)
            if tx.execute("UPDATE learners SET seen = ? WHERE class = ? AND folded = ?", (now, *place)):
                return _learner(tx.fetch(_BY_NAME, place)[0])
            return _added(tx, kept.code, fresh, place[1])

        return await self._store.write(work)

    async def learner(self, id: str) -> Learner | None:
        """Who joined under this id; None where nobody did, or they were taken out."""
        found = await self._store.fetch("SELECT * FROM learners WHERE id = ?", (id,))
        return _learner(found[0]) if found else None

    async def learners(self, code: str) -> list[Learner]:
        """Everybody in a class, by name."""
        rows = await self._store.fetch("SELECT * FROM learners WHERE class = ? ORDER BY folded", (code,))
        return [_learner(row) for row in rows]

    async def of(self, account: str) -> Class | None:
        """The class of somebody who joined one; None for everybody else."""
        rows = await self._store.fetch(
            "SELECT classes.* FROM classes JOIN learners ON learners.class = classes.code WHERE learners.account = ?",
            (account,),
        )
        return _class(*rows) if rows else None

    async def admit(self, account: str) -> Class | None:
        """The class of ``account``; None for the owner, and for visitors where no course is served.

        Who an account is says a page, which its reader may change. Raises ``NotInClass``.
        """
        led = await self.of(account) if is_visitor(account) else None
        if self.only and is_visitor(account) and (led is None or led.course != self.only):
            raise NotInClass()
        return led

    async def in_exam(self, account: str) -> bool:
        """Whether ``account`` belongs to a class that is in an exam."""
        led = await self.of(account)
        return led is not None and led.exam

    async def leave(self, id: str) -> None:
        """Takes somebody out. What they did is deleted by whoever calls this."""
        await self._store.write(lambda tx: tx.execute("DELETE FROM learners WHERE id = ?", (id,)))

    async def forget_old(self, days: float) -> None:
        """Deletes what learners did more than ``days`` ago, and who has not been here since; never the owner's."""
        before = self._clock() - days * DAY

        def work(tx: Transaction) -> None:
            tx.execute("DELETE FROM attempts WHERE account LIKE ? AND created < ?", (f"{VISITOR}%", before))
            tx.execute("DELETE FROM drafts WHERE account LIKE ? AND updated < ?", (f"{VISITOR}%", before))
            gone = (
                "(SELECT account FROM learners WHERE seen < ? AND NOT EXISTS"
                " (SELECT 1 FROM attempts WHERE attempts.account = learners.account))"
            )
            for table in ("cards", "reviews", "profiles", "study_plans", "practice", "learners"):
                tx.execute(f"DELETE FROM {table} WHERE account IN {gone}", (before,))

        await self._store.write(work)


def _returning(tx: Transaction, code: str, name: str, given: str) -> Learner:
    """Who has this name, with or without its accents, and the return code that was ``given``.

    Raises ``ReturnCodeUnfit``, the same whether or not somebody has the name.
    """
    for row in tx.fetch("SELECT * FROM learners WHERE class = ? AND return_code <> ''", (code,)):
        if _bare(row["nickname"]) == _bare(name) and hmac.compare_digest(given, row["return_code"]):
            return _learner(row)
    raise ReturnCodeUnfit()


def _bare(name: str) -> str:
    """A name without accents and capitals, as whoever comes back may type it."""
    return "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))


def _added(tx: Transaction, code: str, learner: Learner, folded: str) -> Learner:
    tx.execute("UPDATE classes SET met = met + 1 WHERE code = ?", (code,))
    learner = learner._replace(number=tx.fetch("SELECT met FROM classes WHERE code = ?", (code,))[0]["met"])
    tx.execute(
        "INSERT INTO learners (id, class, account, nickname, folded, return_code, lang, joined, seen, number)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            learner.id, code, learner.account, learner.nickname, folded, learner.return_code, learner.lang,
            learner.joined, learner.seen, learner.number,
        ),
    )  # fmt: skip
    return learner


def fitting(nickname: str) -> str:
    """A nickname without what cannot be seen. Raises ``NicknameUnfit``."""
    name = unicodedata.normalize("NFKC", nickname)
    name = "".join(each for each in name if each == " " or unicodedata.category(each)[0] not in "CZ")
    name = re.sub(" +", " ", name).strip()
    if not any(map(str.isalnum, name)) or len(name) > LONGEST_NICKNAME:
        raise NicknameUnfit(most=LONGEST_NICKNAME)
    return name


def _plain(code: str) -> str:
    """A code as it is kept, from however somebody typed it."""
    return "".join(each for each in code.upper()[:40] if each in LETTERS)


def _random(letters: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def _class(row: Row) -> Class:
    said = row["message"], row["message_at"]
    return Class(row["code"], row["course"], row["title"], bool(row["paused"]), bool(row["exam"]), *said)


def _learner(row: Row) -> Learner:
    secret = row["account"].removeprefix(VISITOR)
    names = ("nickname", "return_code", "lang", "joined", "seen", "number")
    return Learner(row["id"], secret, *(row[name] for name in names))
