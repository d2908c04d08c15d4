"""Running totals: what a charge costs to check and to book does not grow with the number of charges before it.

One row for each thing and period that a charge counts for, changed in the transaction that adds to the ledger. A
request counts for the periods in which it was reserved, also where it is settled after midnight or the clock is set
back, so that a total is always the sum of its rows.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from ..store import Row, Store, Transaction
from .budgets import DAY, PERIODS, SCOPES, Period, Scope, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """The things that a question counts for. An empty name is none, and nothing is counted or limited by it."""

    account: str = ""
    conversation: str = ""
    lesson: str = ""
    course: str = ""

    def name(self, scope: Scope) -> str | None:
        """What stands for ``scope``; None where there is none."""
        return "" if scope == "all" else getattr(self, scope) or None


@dataclass(frozen=True, slots=True)
class Total:
    """What a key adds up to."""

    micro: int = 0
    questions: int = 0


def key(whose: Whose, scope: Scope, period: Period, moment: float) -> str:
    """The key of a total; empty where ``whose`` names nothing of that scope."""
    name = whose.name(scope)
    return "" if name is None else _key(scope, name, label(period, moment))


def _key(scope: Scope, name: str, period: str) -> str:
    return f"{scope}/{name}/{period}"


def add(tx: Transaction, whose: Whose, moment: float, micro: int, questions: int = 0) -> None:
    """Adds to every total that ``whose`` counts for.

    Those of all come first and always in this order: a dialect with row locks then makes two charges wait for each
    other here, before they hold anything that the other one needs.
    """
    keys = _keys(whose, int(moment // DAY))
    # Not RETURNING the sums: SQLite takes seven times as long for it as for the rows themselves.
    tx.execute(_added(len(keys)), [value for each in keys for value in (each, micro, questions)])


@functools.lru_cache(maxsize=256)
def _keys(whose: Whose, day: int) -> tuple[str, ...]:
    """The keys of every total that ``whose`` counts for on the ``day`` since 1970: it is settled as it was reserved."""
    labels = [label(period, day * DAY) for period in PERIODS]
    named = [(scope, name) for scope in SCOPES if (name := whose.name(scope)) is not None]
    return tuple(_key(scope, name, period) for scope, name in named for period in labels)


@functools.cache
def _added(count: int) -> str:
    return (
        f"INSERT INTO totals (key, micro, questions) VALUES {', '.join(['(?, ?, ?)'] * count)}"
        " ON CONFLICT (key) DO UPDATE SET"
        " micro = totals.micro + excluded.micro, questions = totals.questions + excluded.questions"
    )


def found(tx: Transaction, keys: Sequence[str]) -> dict[str, Total]:
    """The totals of ``keys`` inside of a transaction; one that is not there yet is zero."""
    return _by_key(keys, tx.fetch(_read(len(keys)), keys)) if keys else {}


async def read(store: Store, keys: Sequence[str]) -> dict[str, Total]:
    """The totals of ``keys``; one that is not there yet is zero."""
    return _by_key(keys, await store.fetch(_read(len(keys)), keys)) if keys else {}


def _read(count: int) -> str:
    return f"SELECT key, micro, questions FROM totals WHERE key IN ({', '.join('?' * count)})"


def _by_key(keys: Sequence[str], rows: Sequence[Row]) -> dict[str, Total]:
    there = {row["key"]: Total(row["micro"], row["questions"]) for row in rows}
    return {each: there.get(each, Total()) for each in keys}
