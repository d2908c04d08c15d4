"""The ledger: reserve before the call, settle or release after it.

Append-only, idempotent by request id, integer micro-dollars. The rows of a request always add up to what it costs:
``reserve`` holds the estimate, ``settle`` corrects it to the true cost, ``release`` takes it back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.errors import BudgetSpent
from ..core.schema import Tokens
from ..store import Row, Store, Transaction
from .budgets import Level, Limit, strictest

_NO_TOKENS = Tokens(input=0, output=0)
_SPENT_BY_ALL = "SELECT coalesce(sum(amount_micro), 0) AS total FROM ledger WHERE created >= ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a request is for."""

    request: str
    teacher: str
    provider: str
    model: str
    place: str
    account: str


class Ledger:
    """All charges of the store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    async def reserve(self, charge: Charge, estimate_micro: int, limits: Sequence[Limit] = ()) -> bool:
        """Holds an estimate; False if this request was already reserved, which changes nothing.

        Raises ``BudgetSpent`` where the estimate does not fit into a limit any more. All writes pass one queue, so no
        two calls can fill the same gap. What costs nothing always fits.
        """
        _not_negative(estimate_micro)

        def work(tx: Transaction) -> bool:
            if estimate_micro:
                self._hold(tx, charge, estimate_micro, limits)
            return self._insert(tx, charge, "reserve", estimate_micro, _NO_TOKENS)

        return await self._store.write(work)

    async def settle(self, charge: Charge, cost_micro: int, tokens: Tokens) -> bool:
        """Corrects the reservation to the true cost; False if the request is already closed or was never reserved."""
        _not_negative(cost_micro)
        return await self._close(charge, "settle", cost_micro, tokens)

    async def release(self, charge: Charge) -> bool:
        """Takes the reservation back; False if the request is already closed or was never reserved."""
        return await self._close(charge, "release", 0, _NO_TOKENS)

    async def spent(self, account: str, since: float = 0.0) -> int:
        """Micro-dollars spent and held by ``account`` since a moment."""
        rows = await self._store.fetch(
            "SELECT coalesce(sum(amount_micro), 0) AS total FROM ledger WHERE account = ? AND created >= ?",
            (account, since),
        )
        return int(rows[0]["total"])

    async def level(self, limits: Sequence[Limit]) -> Level:
        """How careful the router should be, by what all accounts together have spent and hold."""
        now = self._clock()
        spent = [await self._store.fetch(_SPENT_BY_ALL, (limit.since(now),)) for limit in limits]
        return strictest([limit.level(int(rows[0]["total"])) for limit, rows in zip(limits, spent, strict=True)])

    async def summary(self, account: str, since: float = 0.0) -> list[dict[str, Any]]:
        """One row for each teacher and model: answers, tokens, micro-dollars."""
        return await self._store.fetch(
            "SELECT teacher, provider, model, place, sum(CASE WHEN kind = 'settle' THEN 1 ELSE 0 END) AS answers,"
            " sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(amount_micro) AS cost_micro"
            " FROM ledger WHERE account = ? AND created >= ?"
            " GROUP BY teacher, provider, model, place HAVING answers > 0 OR cost_micro > 0"
            " ORDER BY teacher, provider, model",
            (account, since),
        )

    def _hold(self, tx: Transaction, charge: Charge, estimate_micro: int, limits: Sequence[Limit]) -> None:
        if tx.fetch("SELECT 1 FROM ledger WHERE request = ?", (charge.request,)):
            return  # held already
        for limit in limits:
            spent = int(tx.fetch(_SPENT_BY_ALL, (limit.since(self._clock()),))[0]["total"])
            if spent + estimate_micro > limit.micro:
                raise BudgetSpent(detail=f"{limit.period}: {spent} + {estimate_micro} > {limit.micro}")

    async def _close(self, charge: Charge, kind: str, cost_micro: int, tokens: Tokens) -> bool:
        def work(tx: Transaction) -> bool:
            rows = tx.fetch("SELECT kind, amount_micro FROM ledger WHERE request = ?", (charge.request,))
            if len(rows) != 1:
                return False
            return self._insert(tx, charge, kind, cost_micro - rows[0]["amount_micro"], tokens)

        return await self._store.write(work)

    def _insert(self, tx: Transaction, charge: Charge, kind: str, amount: int, tokens: Tokens) -> bool:
        row: Row = {
            "request": charge.request,
            "kind": kind,
            "account": charge.account,
            "amount_micro": amount,
            "teacher": charge.teacher,
            "provider": charge.provider,
            "model": charge.model,
            "place": charge.place,
            "input_tokens": tokens.input,
            "output_tokens": tokens.output,
            "cached_tokens": tokens.cached,
            "estimated": int(tokens.estimated),
            "created": self._clock(),
        }
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO ledger ({', '.join(row)}) VALUES ({marks}) ON CONFLICT (request, kind) DO NOTHING"
        return tx.execute(sql, tuple(row.values())) > 0


def _not_negative(micro: int) -> None:
    if micro < 0:
        raise ValueError(f"an amount cannot be negative: {micro}")
