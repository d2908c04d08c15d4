"""What a talk was about, in a line that is made by code once nobody has asked for a while.

It quotes: the first question, the last one with the beginning of its answer, and who answered. Private turns, and those
of a course that forbids memory, are left out.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from ..core.errors import UnknownFact
from ..core.faculty import Note
from ..core.values import QUOTED, Reach, nearest
from ..store import Reader, Row, Store, Transaction
from .conversations import reach_of
from .forgetting import TALK, blot_out_old, forget_summary, unremember_talks
from .reaching import without_reaching
from .words import heads_of, kin_of, words_of

IDLE_SECONDS = 900.0
AT_ONCE = 200  # talks that one go sums up
ENDS = 40  # messages of a long talk that are looked at, at each of its ends
QUESTION_CHARACTERS, ANSWER_CHARACTERS = 120, 160
SHARED_WORDS, SHARED_PART = 2, 0.4  # of a question, that an earlier talk must hold to be recalled
DAY = 86_400.0
# A summary is one line of plain text, wherever it is read: marks of Markdown would stand there as signs.
_LINE_MARKS = re.compile(r"^(?:[ \t]*(?:#{1,6}|>|[-*+])(?:[ \t]+|$))+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*$])(\*{1,3})(?=\S)([^*\n]+)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"\[([^]\n]*)\]\([^)\s]*\)")
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)


class Summaries:
    """The talks of one account."""

    def __init__(self, store: Store, account: str, days: float = 0, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._days = days
        self._clock = clock

    async def matching(self, question: str) -> list[Note]:
        """What earlier talks were about that ``question`` really comes back to, the likeliest first."""
        words = words_of(question)
        notes = [_note(row) for row in await self._found(words, 3)]
        return [note for note in notes if _comes_back(words, note.text)]

    async def search(self, query: str, limit: int = 5) -> list[dict[str, Any]]:
        """The talks whose summary shares words with ``query``."""
        return await self._found(words_of(query), max(1, min(limit, 50)))

    async def all(self) -> list[Row]:
        """Every talk that has a summary, newest first."""
        return await self._store.fetch(
            "SELECT id, teacher, updated, summary FROM conversations WHERE account = ? AND summary <> ''"
            " ORDER BY updated DESC",
            (self._account,),
        )

    async def forget(self, talk: str) -> str:
        """Deletes the summary of the one talk whose id begins with ``talk``, and gives it back; the talk itself stays.

        Raises ``UnknownFact``.
        """

        def work(tx: Transaction) -> str:
            rows = tx.fetch(
                "SELECT id, summary FROM conversations WHERE account = ? AND summary <> ''", (self._account,)
            )
            meant = [row for row in rows if talk and row["id"].startswith(talk)]
            if len(meant) != 1:
                return ""
            forget_summary(tx, self._account, meant[0]["id"])
            unremember_talks(tx, self._account, meant[0]["id"])
            return str(meant[0]["summary"])

        if not (summary := await self._store.write(work)):
            raise UnknownFact(id=talk)
        return summary

    async def forget_all(self) -> None:
        """Deletes every summary; the talks stay, and are not summed up again as they are."""

        def work(tx: Transaction) -> None:
            unremember_talks(tx, self._account)
            tx.execute("DELETE FROM findable WHERE account = ? AND kind = ?", (self._account, TALK))
            tx.execute(
                "UPDATE conversations SET summary = '', summarised = updated WHERE account = ?", (self._account,)
            )

        await self._store.write(work)

    async def _found(self, words: Sequence[str], limit: int) -> list[Row]:
        found = await self._store.find(
            [*words, *kin_of(words)], heads_of(words), account=self._account, kind=TALK, limit=limit
        )
        if not found:
            return []
        marks = ", ".join("?" for _ in found)
        since = self._clock() - self._days * DAY if self._days else 0.0
        rows = await self._store.fetch(
            "SELECT id, teacher, updated, summary, summary_reach FROM conversations"
            f" WHERE account = ? AND updated >= ? AND id IN ({marks})",
            (self._account, since, *(each.ref for each in found)),
        )
        by_id = {row["id"]: row for row in rows}
        return [by_id[each.ref] for each in found if each.ref in by_id]


async def bring_up_to_date(store: Store, now: float, idle: float = IDLE_SECONDS, days: float = 0) -> int:
    """Sums up the talks, of whichever account, in which nobody has asked for ``idle`` seconds; how many.

    Those older than ``days`` are past remembering; 0 stands for none.
    """
    due = await store.fetch(
        "SELECT id, account, updated FROM conversations WHERE summarised < updated AND updated <= ?"
        " AND updated >= ? ORDER BY updated DESC LIMIT ?",
        (now - idle, now - days * DAY if days else 0.0, AT_ONCE),
    )

    def work(tx: Transaction) -> None:
        for talk in due:
            _sum_up(tx, talk)

    if due:
        await store.write(work)
    return len(due)


async def forget_old(store: Store, days: float, now: float) -> None:
    """Deletes what no account may remember any more; the talks themselves stay."""

    def work(tx: Transaction) -> None:
        select = "SELECT account, summary AS text FROM conversations WHERE updated < ? AND summary <> ''"
        blot_out_old(tx, tx.fetch(select, (now - days * DAY,)))
        old = "SELECT account, id FROM conversations WHERE updated < ?"
        tx.execute(f"DELETE FROM findable WHERE kind = ? AND (account, ref) IN ({old})", (TALK, now - days * DAY))
        tx.execute("UPDATE conversations SET summary = '' WHERE updated < ? AND summary <> ''", (now - days * DAY,))

    if days:
        await store.write(work)


def _sum_up(tx: Transaction, talk: Row) -> None:
    text, reach = _summary(_ends(tx, talk["id"]), _first_to_leave_out(tx, talk["id"]))
    tx.execute(
        "UPDATE conversations SET summary = ?, summary_reach = ?, summarised = ? WHERE id = ?",
        (text, reach, talk["updated"], talk["id"]),
    )
    tx.execute("DELETE FROM findable WHERE account = ? AND kind = ? AND ref = ?", (talk["account"], TALK, talk["id"]))
    if text:
        tx.execute(
            "INSERT INTO findable (account, kind, ref, words) VALUES (?, ?, ?, ?)",
            (talk["account"], TALK, talk["id"], " ".join(words_of(text))),
        )


def _ends(tx: Reader, conversation: str) -> list[Row]:
    """The first and the last messages of a talk, in order."""
    select = "SELECT id, role, teacher, text, turn, extra FROM messages WHERE conversation = ? ORDER BY id"
    first = tx.fetch(f"{select} LIMIT ?", (conversation, ENDS))
    last = tx.fetch(f"{select} DESC LIMIT ?", (conversation, ENDS))
    return sorted({row["id"]: row for row in (*first, *last)}.values(), key=lambda row: int(row["id"]))


def _first_to_leave_out(tx: Reader, conversation: str) -> int | None:
    """The first message of a talk that may not be remembered: what was answered after it may be made of it."""
    marked = tx.fetch(
        "SELECT id, extra FROM messages WHERE conversation = ? AND role = 'user'"
        " AND (REPLACE(extra, ?, '') <> extra OR REPLACE(extra, ?, '') <> extra) ORDER BY id",
        (conversation, json.dumps("private"), json.dumps("remembered")),
    )
    return next((int(row["id"]) for row in marked if _is_whole(row) and not _may_be_remembered(row)), None)


def _summary(rows: Sequence[Row], left_out: int | None = None) -> tuple[str, Reach]:
    """What these messages were about, and how far that may travel; empty where nothing of it may be remembered.

    A question that nobody had an answer to is left out. Of answers behind the message ``left_out`` nothing is quoted.
    """
    answered = {row["turn"] for row in rows if _answers(row)}
    rows = [row for row in rows if _is_whole(row)]
    asked = [row for row in rows if row["role"] == "user" and row["turn"] in answered and _may_be_remembered(row)]
    if not asked:
        return "", "any"
    turns = {row["turn"] for row in asked}
    answers = [row for row in rows if _answers(row) and row["turn"] in turns]
    own = [row for row in answers if left_out is None or int(row["id"]) < left_out]
    first, last = asked[0], asked[-1]
    of_last = [row for row in own if row["turn"] == last["turn"] and _is_to_be_believed(row)][-1:]
    parts = [_cut(first["text"], QUESTION_CHARACTERS)]
    if last is not first:
        parts.append(_cut(last["text"], QUESTION_CHARACTERS))
    parts += [_cut(_first_sentence(row["text"]), ANSWER_CHARACTERS) for row in of_last]
    teachers = ", ".join(dict.fromkeys(row["teacher"].capitalize() for row in answers))
    text = " → ".join(parts) + (f" ({teachers})" if teachers else "")
    return text, nearest(reach_of(row) for row in (first, last, *of_last))


def _answers(row: Row) -> bool:
    empty_handed = _is_whole(row) and json.loads(row["extra"]).get("empty")
    return row["role"] == "assistant" and bool(row["text"]) and not empty_handed


def _may_be_remembered(row: Row) -> bool:
    extra = json.loads(row["extra"])
    return extra.get("privacy") != "private" and bool(extra.get("remembered", True))


def _is_to_be_believed(row: Row) -> bool:
    """Whether an answer is worth remembering: what the demo model makes up is not, what is quoted in its place is."""
    receipt = json.loads(row["extra"]).get("receipt", {})
    return not receipt.get("demo") or receipt.get("rule") == QUOTED


def _is_whole(row: Row) -> bool:
    """One message that cannot be read is left out, and the others are summed up all the same."""
    try:
        return isinstance(json.loads(row["extra"]), dict)
    except ValueError:
        return False


def _comes_back(words: Sequence[str], summary: str) -> bool:
    shared = set(words) & set(words_of(summary))
    return len(shared) >= SHARED_WORDS and len(shared) >= SHARED_PART * len(words)


def _note(row: Row) -> Note:
    day = time.strftime("%Y-%m-%d", time.localtime(row["updated"]))
    return Note(row["summary"], day, row["summary_reach"], talk=True)


def _first_sentence(text: str) -> str:
    plain = _unmarked(text[: 4 * ANSWER_CHARACTERS]).strip()
    found = _SENTENCE.match(plain)
    return found[1] if found else plain


def _unmarked(text: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", _LINE_MARKS.sub("", text)))


def _cut(text: str, most: int) -> str:
    line = " ".join(without_reaching(text[: 4 * most]).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
