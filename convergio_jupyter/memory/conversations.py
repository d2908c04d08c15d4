"""Conversations: what was asked and answered, kept so that a reload, a restart or a crash loses nothing."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, product
from typing import Any

from ..core.cards import ConversationCard, ConversationPage, StoredMessage, ToolStep
from ..core.codec import from_dict, to_dict
from ..core.errors import GatewayLost, UnknownConversation
from ..core.faculty import Recalled
from ..core.i18n import choose_language
from ..core.schema import Attachment, ErrorInfo, Question, Receipt
from ..core.values import Reach, may_go, nearest
from ..store import Row, Store, Transaction
from .forgetting import forget_summary, still_known

TITLE_LENGTH = 60
STALE_SECONDS = 6.0  # a running answer that has not been saved for this long has lost its process

# History is cut in steps, of turns and of characters, and not turn by turn, so that the head of the prompt stays the
# same for several turns and the model can reuse what it has already read.
HISTORY_TURNS = 8
TURNS_STEP = 4
HISTORY_CHARACTERS = 6_000
CHARACTERS_STEP = 3_000
MESSAGE_CHARACTERS = 2_500  # of one message, when it is read again
NOT_SHOWN = "[This answer is private and is not shown here.]"
LENT_CHARACTERS = 2_000  # of all that was lent with it

_INSERT = (
    "INSERT INTO messages (conversation, role, teacher, text, turn, part, position, status, created, beat, extra)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (turn, role, part) DO NOTHING"
)


class History:
    """The turns that a model may read again, oldest first."""

    def __init__(self, rows: list[Row]) -> None:
        turns = {row["turn"]: reach_of(row) for row in rows if row["role"] == "user"}
        # each message, how far its turn may travel, and how far it may itself
        self._read = [(row, turns.get(row["turn"], "machine"), reach_of(row)) for row in rows]

    def __bool__(self) -> bool:
        return bool(self._read)

    def for_model(self, nearness: Reach) -> list[Recalled]:
        """What may travel as far as to a model that is as near as ``nearness``.

        Of a turn that may, an answer that was made of what may not is left out, and the model is told so.
        """
        return [
            _recalled(row) if may_go(own, nearness) else Recalled(row["role"], NOT_SHOWN)
            for row, turn, own in self._read
            if may_go(turn, nearness)
        ]

    @property
    def tainted(self) -> bool:
        """Whether a model had untrusted text before it: lent, read by a tool, recalled, or a course's teacher's."""
        kept = (json.loads(row["extra"]) for row, _, _ in self._read)
        return any(extra.get("attachments") or extra.get("tainted") for extra in kept)

    @property
    def asked(self) -> list[str]:
        """What the learner asked, the newest first."""
        return [row["text"] for row, _, _ in reversed(self._read) if row["role"] == "user"]

    def lent(self, nearness: Reach) -> list[Attachment]:
        """What was lent to the turns that may travel as far as to a model that is as near as ``nearness``."""
        rows = [row for row, turn, own in self._read if may_go(nearest((turn, own)), nearness)]
        return [each for row in rows for each in _attachments(json.loads(row["extra"]))]

    def reach(self, nearness: Reach) -> Reach:
        """How far an answer may travel for which a model that is as near as ``nearness`` has read this."""
        reaches = (nearest((turn, own)) for _, turn, own in self._read)
        return nearest(reach for reach in reaches if may_go(reach, nearness))


class Conversations:
    """All conversations of one account. ``lang`` is the language of what they report themselves."""

    def __init__(self, store: Store, account: str, lang: str = "", clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._lang = lang
        self._clock = clock

    async def open(self, question: Question) -> tuple[str, str]:
        """``(id, teacher)`` of the conversation that ``question`` goes on with; a new one if it names none."""
        if not question.conversation:
            return uuid.uuid4().hex, ""
        found = await self._store.fetch(
            "SELECT teacher FROM conversations WHERE id = ? AND account = ?", (question.conversation, self._account)
        )
        if not found:
            raise UnknownConversation()
        return question.conversation, found[0]["teacher"]

    async def begin(
        self,
        conversation: str,
        question: Question,
        teacher: str,
        reach: Reach = "any",
        *,
        remembered: bool = True,
        tainted: bool = False,
        chosen: bool = True,
        title: str = "",
    ) -> None:
        """Keeps the question and an empty running answer. Beginning the same turn twice does nothing.

        ``reach`` is how far the turn may travel when it is recalled: by its own class and by the rules it was asked
        under. What is not ``remembered`` can be read in its talk, and is recalled in no other. ``tainted`` says
        that untrusted text came before, so that a talk stays tainted when that is no longer recalled. A talk is private
        where all of its questions are, as their asker has ``chosen``. A new one is called ``title``, if any.
        """
        now = self._clock()
        private = int(chosen and question.privacy == "private")

        def work(tx: Transaction) -> None:
            tx.execute(
                "INSERT INTO conversations (id, account, title, teacher, created, updated, private)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET updated = excluded.updated,"
                " teacher = excluded.teacher, private = conversations.private & excluded.private",
                (conversation, self._account, title or _title(question.text), teacher, now, now, private),
            )
            last = tx.fetch(
                "SELECT role, teacher, text, turn, position, extra FROM messages WHERE conversation = ?"
                " AND position = (SELECT max(position) FROM messages WHERE conversation = ?) ORDER BY id",
                (conversation, conversation),
            )
            position = last[0]["position"] + 1 if last else 0
            kept = _kept_with(question, reach, before=_end(_as_one(last)))
            kept |= {} if remembered else {"remembered": False}
            extra = json.dumps(kept | {"tainted": True} if tainted else kept)
            head, tail = (conversation, "user", teacher, question.text), (conversation, "assistant", teacher, "")
            tx.execute(_INSERT, (*head, question.turn, 0, position, "complete", now, now, extra))
            tx.execute(_INSERT, (*tail, question.turn, 0, position, "running", now, now, "{}"))

        await self._store.write(work)

    async def begin_parts(self, turn: str, teachers: Mapping[int, str]) -> None:
        """Keeps empty running answers of more teachers, by part, behind that of a turn that has begun."""
        now = self._clock()

        def work(tx: Transaction) -> None:
            first = tx.fetch(
                "SELECT messages.conversation, position FROM messages JOIN conversations ON conversations.id ="
                " messages.conversation WHERE turn = ? AND role = 'assistant' AND part = 0 AND account = ?",
                (turn, self._account),
            )
            for row, (part, teacher) in product(first, teachers.items()):
                values = (row["conversation"], "assistant", teacher, "", turn, part, row["position"])
                tx.execute(_INSERT, (*values, "running", now, now, "{}"))

        await self._store.write(work)

    async def save(
        self,
        turn: str,
        text: str,
        status: str,
        receipt: Receipt | None = None,
        error: ErrorInfo | None = None,
        draft: str = "",
        part: int = 0,
        reach: Reach = "any",
        *,
        steps: Sequence[ToolStep] = (),
        tainted: bool = False,
        empty_handed: bool = False,
        question: str = "",
        reason: str = "",
    ) -> None:
        """Keeps what has come of an answer so far, or all of it; ``draft`` is what it was improved from.

        ``question`` is what this teacher was asked, where it is not the whole question, ``reason`` why it is this one.
        ``reach`` is how far it may travel when it is recalled, by what it was made of; ``tainted`` whether a tool read
        untrusted text for it; ``empty_handed`` whether it says nothing that is worth remembering.
        """
        extra: dict[str, Any] = {} if reach == "any" else {"reach": reach}
        if steps:
            extra["steps"] = [to_dict(step) for step in steps]
        extra |= {name: True for name, holds in (("tainted", tainted), ("empty", empty_handed)) if holds}
        kept_receipt = to_dict(receipt) if receipt is not None else {}
        if error is not None:
            extra["error"] = to_dict(error)
        extra |= {name: said for name, said in (("draft", draft), ("question", question), ("reason", reason)) if said}
        now = self._clock()

        def work(tx: Transaction) -> None:
            if recalled := kept_receipt.get("recalled"):  # some of it may have been forgotten in the meantime
                kept_receipt["recalled"] = still_known(tx, self._account, recalled)
            kept = json.dumps(extra | ({"receipt": kept_receipt} if kept_receipt else {}))
            tx.execute(
                "UPDATE messages SET text = ?, status = ?, beat = ?, extra = ?"
                " WHERE turn = ? AND role = 'assistant' AND part = ?"
                " AND conversation IN (SELECT id FROM conversations WHERE account = ?)",
                (text, status, now, kept, turn, part, self._account),
            )

        await self._store.write(work)

    async def find_turn(self, turn: str) -> tuple[str, StoredMessage, list[StoredMessage]] | None:
        """``(conversation, question, answers)`` of a turn that is already kept, with an answer for each part."""
        rows = await self._store.fetch(
            "SELECT messages.* FROM messages JOIN conversations ON conversations.id = messages.conversation"
            " WHERE turn = ? AND account = ? ORDER BY messages.id",
            (turn, self._account),
        )
        if len(rows) < 2:
            return None
        question, *answers = [self._message(row) for row in rows]
        return rows[0]["conversation"], question, answers

    async def history(self, conversation: str, before_turn: str) -> History:
        """What a model should read again; bounded, however long the conversation is."""
        rows = await self._store.fetch(
            "SELECT role, teacher, text, turn, position, extra FROM messages WHERE conversation = ? AND turn <> ?"
            " AND position > (SELECT max(position) FROM messages WHERE conversation = ?) - ? ORDER BY position, id",
            (conversation, before_turn, conversation, HISTORY_TURNS),
        )
        return History(_window(_answered(_as_one(rows))))

    async def page(self, conversation: str, before: int = 0, limit: int = 50) -> ConversationPage:
        """A stretch of a conversation that ends just before message ``before`` (0: at the newest)."""
        head = await self._store.fetch(
            "SELECT id, title, teacher, private FROM conversations WHERE id = ? AND account = ?",
            (conversation, self._account),
        )
        if not head:
            raise UnknownConversation()
        limit = max(1, min(limit, 200))
        rows = await self._store.fetch(
            "SELECT * FROM messages WHERE conversation = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?",
            (conversation, before, before, limit + 1),
        )
        more = len(rows) > limit
        messages = tuple(self._message(row) for row in reversed(rows[:limit]))
        running = next((each.turn for each in messages if each.status == "running"), "")
        about = head[0] | {"private": bool(head[0]["private"])}
        return ConversationPage(**about, messages=messages, more=more, running=running)

    async def recent(self, limit: int = 5) -> list[ConversationCard]:
        """The conversations that were used last, newest first."""
        rows = await self._store.fetch(
            "SELECT id, title, teacher, updated, summary, private FROM conversations WHERE account = ?"
            " ORDER BY updated DESC LIMIT ?",
            (self._account, max(1, min(limit, 200))),
        )
        return [from_dict(ConversationCard, row | {"private": bool(row["private"])}) for row in rows]

    async def export(self) -> list[dict[str, Any]]:
        """Every message of every talk, oldest first, as JSON can hold it."""
        rows = await self._store.fetch(
            "SELECT conversation, role, messages.teacher, text, status, messages.created FROM messages JOIN"
            " conversations ON conversations.id = messages.conversation WHERE account = ? ORDER BY messages.id",
            (self._account,),
        )
        return [dict(row) for row in rows]

    async def forget_all(self) -> None:
        """Deletes all conversations for good."""
        for row in await self._store.fetch("SELECT id FROM conversations WHERE account = ?", (self._account,)):
            await self.forget(row["id"])

    async def forget(self, conversation: str) -> None:
        """Deletes a conversation and its messages for good."""

        def work(tx: Transaction) -> int:
            forget_summary(tx, self._account, conversation)
            return tx.execute("DELETE FROM conversations WHERE id = ? AND account = ?", (conversation, self._account))

        if not await self._store.write(work):
            raise UnknownConversation()

    def _message(self, row: Row) -> StoredMessage:
        extra = json.loads(row["extra"])
        status, error = row["status"], extra.get("error")
        if status == "running" and self._clock() - row["beat"] > STALE_SECONDS:
            status, error = "error", to_dict(GatewayLost().info(choose_language(self._lang)))
        return StoredMessage(
            id=row["id"],
            role=row["role"],
            teacher=row["teacher"],
            text=row["text"],
            turn=row["turn"],
            status=status,
            created=row["created"],
            privacy=extra.get("privacy", "public"),
            attachments=_attachments(extra),
            draft=extra.get("draft", ""),
            question=extra.get("question", ""),
            reason=extra.get("reason", ""),
            steps=tuple(from_dict(ToolStep, each) for each in extra.get("steps", ())),
            receipt=from_dict(Receipt, extra["receipt"]) if "receipt" in extra else None,
            error=from_dict(ErrorInfo, error) if error else None,
        )


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _answered(rows: list[Row]) -> list[Row]:
    """Turns with an answer. A question that failed is not asked again behind the user's back."""
    answered = {row["position"] for row in rows if row["role"] == "assistant" and row["text"]}
    return [row for row in rows if row["position"] in answered]


def _as_one(rows: list[Row]) -> list[Row]:
    """Rows where what several teachers answered to one question is one answer, with their names."""
    found: list[Row] = []
    for _, same in groupby(rows, key=lambda row: (row["turn"], row["role"])):
        said = [row for row in same if row["text"]]
        if len(said) > 1:
            text = "\n\n".join(f"{row['teacher']}: {row['text']}" for row in said)
            kept = [json.loads(row["extra"]) for row in said]
            extra = kept[0] | {
                "reach": nearest(map(reach_of, said)),
                "tainted": any("tainted" in each for each in kept),
            }
            said[0] = said[0] | {"text": text, "extra": json.dumps(extra)}
        found += said[:1]
    return found


def _kept_with(question: Question, reach: Reach, *, before: int) -> dict[str, Any]:
    """What is kept beside a question's text. ``before`` counts the characters of all earlier turns."""
    extra: dict[str, Any] = {"before": before}
    if question.attachments:
        extra["attachments"] = [to_dict(each) for each in question.attachments]
    if question.privacy != "public":
        extra["privacy"] = question.privacy
    if reach != "any":
        extra["reach"] = reach
    return extra


def _recalled(row: Row) -> Recalled:
    lent, room = [], LENT_CHARACTERS
    for each in _attachments(json.loads(row["extra"])):
        if each.kind == "image":
            lent.append(each)
            continue
        lent.append(replace(each, text=_shortened(each.text, room)))
        room = max(0, room - len(each.text))
    return Recalled(row["role"], _shortened(row["text"], MESSAGE_CHARACTERS), tuple(lent))


def _attachments(extra: dict[str, Any]) -> tuple[Attachment, ...]:
    return tuple(from_dict(Attachment, each) for each in extra.get("attachments", ()))


def reach_of(row: Row) -> Reach:
    """How far a message may travel; what a question says holds for its whole turn."""
    extra = json.loads(row["extra"])
    reach: Reach = extra.get("reach", "machine" if extra.get("privacy") == "private" else "any")
    return reach


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + " …"


def _window(rows: list[Row]) -> list[Row]:
    """The newest turns that fit, and always the newest one; the first of them changes at a step only."""
    if not rows:
        return []
    newest = [row for row in rows if row["position"] == rows[-1]["position"]]
    first_turn = -(-max(0, rows[-1]["position"] + 1 - HISTORY_TURNS) // TURNS_STEP) * TURNS_STEP
    first_character = (_end(newest) // CHARACTERS_STEP + 1) * CHARACTERS_STEP - HISTORY_CHARACTERS
    fits = {row["position"] for row in rows if row["position"] >= first_turn and _before(row) >= first_character}
    return [row for row in rows if row["position"] in fits or row in newest]


def _end(turn: list[Row]) -> int:
    """Characters of the conversation up to the end of ``turn``, as a model would read them again."""
    return max((_before(row) for row in turn), default=0) + sum(_size(_recalled(row)) for row in turn)


def _before(row: Row) -> int:
    """An answer has no count of its own: the one of its question holds for both."""
    return int(json.loads(row["extra"]).get("before", 0))


def _size(message: Recalled) -> int:
    return len(message.text) + sum(len(each.text) for each in message.attachments if each.kind != "image")
