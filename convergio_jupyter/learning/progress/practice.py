"""What a learner did on which day, and the minutes of it, where they let the timer count them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from ...store import Store

DAYS = 28  # that are shown
MOST_MINUTES = 60  # of one use of the timer
MOST_A_DAY = 24 * 60


class Day(NamedTuple):
    """One day: answers that were checked, how many of them were right, cards that were reviewed, minutes."""

    day: date
    answers: int = 0
    right: int = 0
    cards: int = 0
    minutes: int = 0


class Practice:
    """The practice of one account."""

    def __init__(self, store: Store, account: str, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._clock = clock

    async def days(self, count: int = DAYS) -> list[Day]:
        """The last days up to today, those without practice, too."""
        today = date.fromtimestamp(self._clock())
        first = today - timedelta(days=count - 1)
        since = datetime.combine(first, datetime.min.time()).timestamp()
        attempts = await self._store.fetch(
            "SELECT CASE WHEN sealed = 1 THEN 0 ELSE share END AS share, created FROM attempts WHERE account = ?"
            " AND kind IN ('check', 'quiz') AND created >= ?",
            (self._account, since),
        )
        reviews = await self._store.fetch(
            "SELECT at FROM reviews WHERE account = ? AND at >= ?",
            (self._account, datetime.fromtimestamp(since, UTC).isoformat()),
        )
        minutes = await self._store.fetch("SELECT day, minutes FROM practice WHERE account = ?", (self._account,))
        answers = Counter(date.fromtimestamp(row["created"]) for row in attempts)
        right = Counter(date.fromtimestamp(row["created"]) for row in attempts if row["share"] == 1)
        cards = Counter(date.fromtimestamp(datetime.fromisoformat(row["at"]).timestamp()) for row in reviews)
        counted = {date.fromisoformat(row["day"]): row["minutes"] for row in minutes}
        shown = (first + timedelta(days=number) for number in range(count))
        return [Day(day, answers[day], right[day], cards[day], counted.get(day, 0)) for day in shown]

    async def add(self, minutes: int) -> None:
        """Counts ``minutes`` of practice today."""
        added = min(max(minutes, 0), MOST_MINUTES)
        await self._store.write(
            lambda tx: tx.execute(
                "INSERT INTO practice (account, day, minutes) VALUES (?, ?, ?) ON CONFLICT (account, day)"
                f" DO UPDATE SET minutes = CASE WHEN practice.minutes + excluded.minutes > {MOST_A_DAY}"
                f" THEN {MOST_A_DAY} ELSE practice.minutes + excluded.minutes END",
                (self._account, date.fromtimestamp(self._clock()).isoformat(), added),
            )
        )

    async def export(self) -> list[dict[str, Any]]:
        """The minutes by day, as JSON can hold them."""
        rows = await self._store.fetch(
            "SELECT day, minutes FROM practice WHERE account = ? ORDER BY day", (self._account,)
        )
        return list(rows)

    async def forget(self) -> None:
        """Deletes the minutes for good."""
        await self._store.write(lambda tx: tx.execute("DELETE FROM practice WHERE account = ?", (self._account,)))
