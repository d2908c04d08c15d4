"""What a learner has said about themselves: goals, difficulties, preferences, and who they are.

Each fact knows who was told it and when, and how far it may travel: what was said under a rule that keeps it on this
computer is never told to a model elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from ..core.errors import TooPersonal, UnknownFact, WrongOption
from ..core.i18n import Phrase
from ..core.values import Reach, nearest
from ..store import Reader, Row, Store, Transaction
from .forgetting import blot_out, blot_out_old, unremember
from .reaching import names_secret, reaches
from .words import heads_of, kin_of, likeness, words_of

Kind = Literal["goal", "difficulty", "preference", "about"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_CHARACTERS = 300  # of a fact
MOST_FACTS = 20_000  # of an account; the oldest go first
MOST_IDS = 2**63  # what the databases can count
SAME_FROM = 0.8  # likeness from which a fact is one that is known already
DAY = 86_400.0
_FOUND = "fact"  # their kind among what can be found


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One of them. ``turn`` is empty where the learner wrote it down themselves."""

    id: int = 0
    kind: Kind
    text: str
    teacher: str = ""
    conversation: str = ""
    turn: str = ""
    course: str = ""
    reach: Reach = "any"
    created: float = 0.0
    updated: float = 0.0


class Facts:
    """The facts of one account. What is older than ``days`` is not there any more; 0 keeps it for ever."""

    def __init__(self, store: Store, account: str, days: float = 0, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._days = days
        self._clock = clock

    async def remember(self, *facts: Fact) -> list[Fact]:
        """Keeps ``facts``. One that says nearly the same as a known one takes its place.

        Raises ``WrongOption``, and ``TooPersonal`` for what no memory keeps.
        """
        new = [_checked(fact) for fact in facts]
        return await self._store.write(lambda tx: [self._keep(tx, fact) for fact in new])

    async def search(self, query: str, limit: int = 5) -> list[Fact]:
        """The facts that share words with ``query``, the likeliest first."""
        words = words_of(query)
        found = await self._store.find(
            [*words, *kin_of(words)], heads_of(words), account=self._account, kind=_FOUND, limit=max(1, min(limit, 200))
        )
        if not found:
            return []
        marks = ", ".join("?" for _ in found)
        rows = await self._store.fetch(
            f"SELECT * FROM facts WHERE account = ? AND updated >= ? AND id IN ({marks})",
            (self._account, self._since, *(int(each.ref) for each in found)),
        )
        by_id = {str(row["id"]): _fact(row) for row in rows}
        return [by_id[each.ref] for each in found if each.ref in by_id]

    async def list(self, limit: int = 200, kinds: Sequence[Kind] = KINDS) -> list[Fact]:
        """The facts of these ``kinds``, newest first."""
        marks = ", ".join("?" for _ in kinds)
        rows = await self._store.fetch(
            f"SELECT * FROM facts WHERE account = ? AND kind IN ({marks}) AND updated >= ?"
            " ORDER BY updated DESC, id DESC LIMIT ?",
            (self._account, *kinds, self._since, max(1, min(limit, MOST_FACTS))),
        )
        return [_fact(row) for row in rows]

    async def correct(self, id: int, text: str) -> Fact:
        """Changes what a fact says; from then on it is the learner's own writing, and travels no further than before.

        Raises ``UnknownFact``, ``WrongOption`` or ``TooPersonal``.
        """

        def work(tx: Transaction) -> Fact:
            old = self._one(tx, id)
            self._blot_out(tx, old)
            now = self._clock()
            values = (checked.text, now, id, self._account)
            tx.execute(
                "UPDATE facts SET text = ?, updated = ?, teacher = '', conversation = '', turn = ''"
                " WHERE id = ? AND account = ?",
                values,
            )
            self._index(tx, id, checked.text)
            return self._one(tx, id)

        checked = _checked(Fact(kind="about", text=text))
        return await self._store.write(work)

    async def forget(self, id: int) -> Fact:
        """Deletes a fact for good; it is returned once more. Raises ``UnknownFact``."""

        def work(tx: Transaction) -> Fact:
            fact = self._one(tx, id)
            self._drop(tx, [id])
            self._blot_out(tx, fact)
            return fact

        return await self._store.write(work)

    async def forget_all(self) -> int:
        """Deletes every fact for good; how many it were."""

        def work(tx: Transaction) -> int:
            blot_out(tx, self._account)
            tx.execute("DELETE FROM findable WHERE account = ? AND kind = ?", (self._account, _FOUND))
            return tx.execute("DELETE FROM facts WHERE account = ?", (self._account,))

        return await self._store.write(work)

    async def export(self) -> dict[str, Any]:
        """Everything that is kept, as JSON can hold it."""
        return {"account": self._account, "facts": [asdict(fact) for fact in await self.list(MOST_FACTS)]}

    @property
    def _since(self) -> float:
        return self._clock() - self._days * DAY if self._days else 0.0

    def _keep(self, tx: Transaction, fact: Fact) -> Fact:
        tx.alone(f"facts {self._account}")
        now = self._clock()
        known = self._same(tx, fact)
        if known is not None:
            reach = nearest((known.reach, fact.reach))
            source = (fact.teacher, fact.conversation, fact.turn)
            tx.execute(
                "UPDATE facts SET text = ?, teacher = ?, conversation = ?, turn = ?, reach = ?, updated = ?"
                " WHERE id = ?",
                (fact.text, *source, reach, now, known.id),
            )
            self._index(tx, known.id, fact.text)
            return self._one(tx, known.id)
        row = tx.fetch(
            "INSERT INTO facts (account, kind, text, teacher, conversation, turn, course, reach, created, updated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            (self._account, fact.kind, fact.text, fact.teacher, fact.conversation, fact.turn, fact.course, fact.reach,
             fact.created or now, fact.updated or now),
        )[0]  # fmt: skip
        self._index(tx, row["id"], fact.text)
        self._drop(tx, self._too_many(tx))
        return _fact(row)

    def _same(self, tx: Reader, fact: Fact) -> Fact | None:
        found = tx.find(words_of(fact.text), account=self._account, kind=_FOUND, limit=5)
        for each in found:
            rows = tx.fetch("SELECT * FROM facts WHERE id = ? AND kind = ?", (int(each.ref), fact.kind))
            if rows and likeness(rows[0]["text"], fact.text) >= SAME_FROM:
                return _fact(rows[0])
        return None

    def _index(self, tx: Transaction, id: int, text: str) -> None:
        tx.execute(
            "INSERT INTO findable (account, kind, ref, words) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (account, kind, ref) DO UPDATE SET words = excluded.words",
            (self._account, _FOUND, str(id), " ".join(words_of(text))),
        )

    def _too_many(self, tx: Reader) -> Sequence[int]:
        rows = tx.fetch(
            "SELECT id FROM facts WHERE account = ? ORDER BY updated DESC, id DESC LIMIT 10 OFFSET ?",
            (self._account, MOST_FACTS),
        )
        return [row["id"] for row in rows]

    def _drop(self, tx: Transaction, ids: Sequence[int]) -> None:
        for id in ids:
            tx.execute("DELETE FROM facts WHERE id = ?", (id,))
            tx.execute(
                "DELETE FROM findable WHERE account = ? AND kind = ? AND ref = ?", (self._account, _FOUND, str(id))
            )

    def _blot_out(self, tx: Transaction, fact: Fact) -> None:
        blot_out(tx, self._account, {fact.text})
        unremember(tx, self._account, fact.text, fact.turn)

    def _one(self, tx: Reader, id: int) -> Fact:
        known = 0 < id < MOST_IDS
        rows = tx.fetch("SELECT * FROM facts WHERE id = ? AND account = ?", (id, self._account)) if known else []
        if not rows:
            raise UnknownFact(id=id)
        return _fact(rows[0])


async def forget_old(store: Store, days: float, now: float) -> int:
    """Deletes what no account may remember any more; how many facts it were."""

    def work(tx: Transaction) -> int:
        blot_out_old(tx, tx.fetch("SELECT account, text FROM facts WHERE updated < ?", (now - days * DAY,)))
        old = "SELECT account, CAST(id AS TEXT) FROM facts WHERE updated < ?"
        tx.execute(f"DELETE FROM findable WHERE kind = ? AND (account, ref) IN ({old})", (_FOUND, now - days * DAY))
        return tx.execute("DELETE FROM facts WHERE updated < ?", (now - days * DAY,))

    return await store.write(work) if days else 0


def _checked(fact: Fact) -> Fact:
    """``fact`` with its text on one line. Raises ``WrongOption`` or ``TooPersonal``."""
    text = " ".join(fact.text.split())
    if not text or not words_of(text):
        raise WrongOption(name="memory", hint=Phrase("Write what should be remembered, in words."))
    if fact.kind not in KINDS:
        raise WrongOption(name="kind", hint=Phrase("Choose one of: {known}.", known=", ".join(KINDS)))
    if len(text) > MOST_CHARACTERS:
        raise WrongOption(name="memory", hint=Phrase("Use {most} characters at most.", most=MOST_CHARACTERS))
    if reaches(text) or names_secret(text):
        raise TooPersonal()
    return replace(fact, text=text)


def _fact(row: Row) -> Fact:
    return Fact(**{name: value for name, value in row.items() if name != "account"})
