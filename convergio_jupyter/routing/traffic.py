"""What a course has asked lately, as far as the router needs it: how hard, where it went, what it cost. No words."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from ..core.errors import HostError
from ..store import Store, Transaction
from .calibration import WINDOW, Asked

log = logging.getLogger("convergio")

DAY = 86_400.0
KEPT_DAYS = 60


_LATEST = "SELECT turn, difficulty, cloud FROM traffic WHERE course = ? ORDER BY id DESC LIMIT ?"
_INSERT = (
    "INSERT INTO traffic (turn, created, course, difficulty, cloud, cost_micro) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (turn) DO "
)
_NOTE = _INSERT + "UPDATE SET cloud = excluded.cloud, cost_micro = excluded.cost_micro"


class Traffic:
    """The latest questions of every course of a store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    async def admit(self, turn: str, course: str, difficulty: float, share: float) -> bool:
        """Whether a question may go to a cloud without breaking the promised ``share``; if so, it is counted at once.

        All that ask side by side are judged one after the other, so they cannot break it together. A turn that asks
        twice changes nothing.
        """
        now = self._clock()

        def work(tx: Transaction) -> bool:
            tx.alone(f"traffic/{course}")
            latest = tx.fetch(_LATEST, (course, WINDOW - 1))
            clouds = sum(row["cloud"] for row in latest if row["turn"] != turn)
            others = sum(row["turn"] != turn for row in latest)
            if clouds + 1 > share * (others + 1):
                return False
            tx.execute(_INSERT + "NOTHING", (turn, now, course, difficulty, 1, 0))
            return True

        return await self._store.write(work)

    async def note(
        self, turn: str, course: str, difficulty: float, *, cloud: bool, cost_micro: int, answered: bool = True
    ) -> None:
        """Keeps how a question went: whether anything of it was sent to a ``cloud``, and what it cost.

        What was neither sent to one nor ``answered`` takes nothing of the share, and is forgotten. A store that cannot
        write it now is no reason to fail an answer: one that was admitted is counted already.
        """
        row = (turn, self._clock(), course, difficulty, int(cloud), cost_micro)
        forgotten = not cloud and not answered

        def work(tx: Transaction) -> int:
            return tx.execute("DELETE FROM traffic WHERE turn = ?", (turn,)) if forgotten else tx.execute(_NOTE, row)

        try:
            await self._store.write(work)
        except HostError as error:
            log.warning("a question is not counted: %s", error.code)

    async def latest(self, course: str) -> list[Asked]:
        """The latest questions, oldest first."""
        rows = await self._store.fetch(_LATEST, (course, WINDOW))
        return [Asked(row["difficulty"], bool(row["cloud"])) for row in reversed(rows)]

    async def pace(self, course: str, days: float = 7) -> tuple[float, int]:
        """``(questions a day, micro-dollars of a cloud answer)``, of the last ``days``."""
        rows = await self._store.fetch(
            "SELECT count(*) AS asked, coalesce(sum(cloud), 0) AS clouds, coalesce(sum(cost_micro), 0) AS cost,"
            " coalesce(min(created), 0) AS since FROM traffic WHERE course = ? AND created >= ?",
            (course, self._clock() - days * DAY),
        )
        row = rows[0]
        passed = max(1.0, (self._clock() - row["since"]) / DAY)
        return row["asked"] / passed, int(row["cost"]) // max(1, int(row["clouds"]))

    async def forget_old(self) -> None:
        """Deletes what no calibration will look at any more."""
        before = self._clock() - KEPT_DAYS * DAY
        await self._store.write(lambda tx: tx.execute("DELETE FROM traffic WHERE created < ?", (before,)))
