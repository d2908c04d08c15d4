"""Forgetting for good: what is forgotten comes back by no other way, neither a receipt nor the summary of its talk."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from ..store import Reader, Row, Transaction

TALK = "talk"  # the kind of summaries among what can be found
_OF_ACCOUNT = (
    "SELECT messages.id, turn, conversation, text, extra FROM messages JOIN conversations"
    " ON conversations.id = messages.conversation WHERE account = ?"
)
_RECALLED, _REMEMBERED = json.dumps("recalled"), json.dumps("remembered")


def blot_out(tx: Transaction, account: str, texts: Collection[str] | None = None) -> None:
    """Takes ``texts`` out of the receipts of the answers for which they were recalled; None takes out all."""
    rows = tx.fetch(f"{_OF_ACCOUNT} AND role = 'assistant' AND REPLACE(extra, ?, '') <> extra", (account, _RECALLED))
    for row in rows:
        extra = json.loads(row["extra"])
        receipt = extra.get("receipt", {})
        kept = [each for each in receipt.get("recalled", ()) if texts is not None and each not in texts]
        if kept != receipt.get("recalled"):
            receipt["recalled"] = kept
            _put(tx, row, extra)


def blot_out_old(tx: Transaction, old: Iterable[Row]) -> None:
    """The same for what is too old: each row an ``account`` and a ``text``."""
    gone: dict[str, set[str]] = {}
    for row in old:
        gone.setdefault(row["account"], set()).add(row["text"])
    for account, texts in gone.items():
        blot_out(tx, account, texts)


def still_known(tx: Reader, account: str, texts: Collection[str]) -> list[str]:
    """Those of ``texts`` that have not been forgotten since they were recalled."""
    known = (
        "SELECT 1 FROM facts WHERE account = ? AND text = ? UNION ALL"
        " SELECT 1 FROM conversations WHERE account = ? AND summary = ?"
    )
    return [text for text in texts if tx.fetch(known, (account, text, account, text))]


def unremember(tx: Transaction, account: str, text: str, turn: str = "") -> None:
    """What a learner has said as ``text``, in ``turn`` and elsewhere, goes into no summary any more.

    The talks stay as they are; those whose summary may hold it are summed up anew.
    """
    rows = tx.fetch(
        f"{_OF_ACCOUNT} AND role = 'user' AND (turn = ? OR REPLACE(messages.text, ?, '') <> messages.text)",
        (account, turn or None, text),
    )
    _leave_out(tx, rows)
    for talk in dict.fromkeys(row["conversation"] for row in rows):
        forget_summary(tx, account, talk, again=True)


def unremember_talks(tx: Transaction, account: str, talk: str = "") -> None:
    """Nothing that has been asked so far, in one talk or in all of them, goes into a summary any more."""
    rows = tx.fetch(
        f"{_OF_ACCOUNT} AND role = 'user' AND REPLACE(extra, ?, '') = extra AND (? = '' OR conversation = ?)",
        (account, _REMEMBERED, talk, talk),
    )
    _leave_out(tx, rows)


def forget_summary(tx: Transaction, account: str, talk: str, *, again: bool = False) -> None:
    """Deletes what a talk was about, here and in receipts; ``again``: it is summed up anew when nobody asks there."""
    of_talk = tx.fetch("SELECT summary FROM conversations WHERE id = ? AND account = ?", (talk, account))
    blot_out(tx, account, {row["summary"] for row in of_talk if row["summary"]})
    tx.execute("DELETE FROM findable WHERE account = ? AND kind = ? AND ref = ?", (account, TALK, talk))
    summarised = "0" if again else "updated"
    tx.execute(
        f"UPDATE conversations SET summary = '', summarised = {summarised} WHERE id = ? AND account = ?",
        (talk, account),
    )


def _leave_out(tx: Transaction, rows: Iterable[Row]) -> None:
    for row in rows:
        _put(tx, row, json.loads(row["extra"]) | {"remembered": False})


def _put(tx: Transaction, row: Row, extra: dict[str, Any]) -> None:
    tx.execute("UPDATE messages SET extra = ? WHERE id = ?", (json.dumps(extra), row["id"]))
