"""The ledger: reserve before the call, settle or release after it.

Append-only, idempotent by request id, integer micro-dollars. The rows of a request always add up to what it costs:
``reserve`` holds the estimate, ``settle`` corrects it to the true cost, ``release`` takes it back. Running totals and
the list of what is held are changed in the same transaction, so nothing here grows slower with the years.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any

from ..core.errors import BudgetSpent, HostError, QuotaSpent
from ..core.schema import Tokens
from ..store import Row, Store, Transaction
from . import reports, totals
from .budgets import DAY, PERIODS, Level, Limit, Scope, began, strictest
from .plans import Quota
from .totals import Whose

_NO_TOKENS = Tokens(input=0, output=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a request is for."""

    request: str
    teacher: str
    provider: str
    model: str
    place: str
    account: str
    conversation: str = ""
    lesson: str = ""
    course: str = ""

    @property
    def whose(self) -> Whose:
        """What the request counts for."""
        return Whose(account=self.account, conversation=self.conversation, lesson=self.lesson, course=self.course)


_CHARGED = attrgetter(*Charge.__dataclass_fields__)
_COLUMNS = (
    *Charge.__dataclass_fields__, "kind", "amount_micro", "questions",
    "input_tokens", "output_tokens", "cached_tokens", "estimated", "created",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO ledger ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    " ON CONFLICT (request, kind) DO NOTHING"
)

_RESERVED = (
    "SELECT account, conversation, lesson, course, amount_micro, questions, created"
    " FROM ledger WHERE request = ? AND kind = 'reserve'"
)

CostOf = Callable[[Charge, int], tuple[int, Tokens]]


class Ledger:
    """All charges of the store."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._clock = clock
        self._monotonic = monotonic
        self._owed: dict[str, Callable[[], Awaitable[bool]]] = {}  # what the store could not close when it was over
        self._seen: dict[str, float] = {}  # since when this process knows of what is held, by a clock that nobody sets

    async def reserve(
        self, charge: Charge, estimate_micro: int, limits: Sequence[Limit] = (), quota: Quota | None = None
    ) -> bool:
        """Holds an estimate; False if this request was already reserved, which changes nothing.

        With a ``quota`` the request is counted as a question of its account. Raises ``BudgetSpent`` where the estimate
        does not fit into a limit any more, ``QuotaSpent`` likewise. The totals are raised before they are judged, so no
        two calls can fill the same gap. What costs nothing fits into every budget.
        """
        _not_negative(estimate_micro)
        now, questions = self._clock(), int(quota is not None)

        def work(tx: Transaction) -> bool:
            if not self._insert(tx, charge, "reserve", estimate_micro, _NO_TOKENS, now, questions):
                return False
            tx.execute("INSERT INTO held (request, created) VALUES (?, ?)", (charge.request, now))
            if estimate_micro or questions:
                totals.add(tx, charge.whose, now, estimate_micro, questions)
                _judge(tx, charge.whose, limits if estimate_micro else (), quota, now)
            return True

        held = await self._store.write(work)
        if held:
            self._seen[charge.request] = self._monotonic()
        return held

    async def settle(self, charge: Charge, cost_micro: int, tokens: Tokens, *, questions: int | None = None) -> bool:
        """Corrects the reservation to the true cost; False if the request is already closed or was never reserved.

        ``charge`` names the teacher, model and place that really answered, which a fallback may have changed.
        ``questions`` is how many are given back to the quota: as many as this request took where that is None and this
        computer answered.
        """
        _not_negative(cost_micro)
        if questions is None and charge.place != "local":
            questions = 0
        return await self._close(charge, "settle", cost_micro, tokens, questions)

    async def release(self, charge: Charge, questions: int | None = None) -> bool:
        """Takes the reservation back; False if the request is already closed or was never reserved.

        ``questions`` is how many are given back to the quota: as many as this request took where that is None.
        """
        return await self._close(charge, "release", 0, _NO_TOKENS, questions)

    async def was_released(self, request: str) -> bool:
        """Whether a request was reserved and given back whole, so that nothing was answered and nothing paid."""
        return bool(await self._store.fetch("SELECT 1 FROM ledger WHERE request = ? AND kind = 'release'", (request,)))

    async def pay_owed(self) -> None:
        """Closes what could not be closed when it was over. Raises a ``HostError`` where the store still cannot."""
        for close in list(self._owed.values()):
            await close()

    async def sweep(self, older_than_seconds: float, cost_of: CostOf | None = None) -> int:
        """Settles what calls left held that died on their way; how many they were.

        ``cost_of`` says from the charge and its estimate what it cost; without it that is the estimate. A call is dead
        once this process has known of it for so long by its own running time: the clocks of computers are set, and
        differ, and a live call of another process must not look old. What another process has held for a day is dead,
        too: a host may never live long enough to wait for it.
        """
        now, wall, swept = self._monotonic(), self._clock(), 0
        rows = await self._store.fetch(
            "SELECT ledger.* FROM held JOIN ledger ON ledger.request = held.request AND ledger.kind = 'reserve'"
            " ORDER BY held.created"
        )
        mine = set(self._seen)
        self._seen = {row["request"]: self._seen.get(row["request"], now) for row in rows}
        for row in rows:
            is_old = row["request"] not in mine and wall - row["created"] > DAY
            if not is_old and now - self._seen.get(row["request"], now) < older_than_seconds:
                continue
            charge = _charge_of(row)
            estimated = Tokens(input=0, output=0, estimated=True)
            cost, tokens = (row["amount_micro"], estimated) if cost_of is None else cost_of(charge, row["amount_micro"])
            swept += await self.settle(charge, cost, tokens)
        return swept

    async def spent(self, account: str | None, since: float = 0.0) -> int:
        """Micro-dollars spent and held on what ``account`` asked since a moment; all accounts where it is None."""
        now, whose = self._clock(), Whose(account=account or "")
        scope: Scope = "all" if account is None else "account"
        for period in PERIODS:
            if account != "" and since == began(period, now):
                key = totals.key(whose, scope, period, now)
                return (await totals.read(self._store, [key]))[key].micro
        rows = await reports.summary(self._store, account, since)
        return sum(row["cost_micro"] for row in rows)

    async def questions(self, account: str) -> int:
        """How many questions of ``account`` are counted and held in this month, where it has a plan."""
        key = totals.key(Whose(account=account), "account", "month", self._clock())
        return (await totals.read(self._store, [key]))[key].questions if key else 0

    async def level(self, limits: Sequence[Limit], whose: Whose | None = None) -> Level:
        """How careful the router should be, by what is spent and held of the limits that ``whose`` question meets."""
        return strictest([limit.level(spent) for limit, spent in await self.standing(limits, whose)])

    async def standing(self, limits: Sequence[Limit], whose: Whose | None = None) -> list[tuple[Limit, int]]:
        """Each limit that holds for ``whose`` question, with what is spent and held of it."""
        now, who = self._clock(), whose or Whose()
        keys = [(limit, totals.key(who, limit.scope, limit.period, now)) for limit in limits]
        found = await totals.read(self._store, [key for _, key in keys if key])
        return [(limit, found[key].micro) for limit, key in keys if key]

    async def summary(self, account: str | None, since: float = 0.0) -> list[dict[str, Any]]:
        """One row for each teacher and model: answers, tokens, micro-dollars. Of all accounts where it is None."""
        return await reports.summary(self._store, account, since)

    async def by_day(self, account: str | None = None, since: float = 0.0) -> list[dict[str, Any]]:
        """One row for each day, account, course, teacher and model, ready for a table."""
        return await reports.by_day(self._store, account, since)

    async def _close(self, charge: Charge, kind: str, cost_micro: int, tokens: Tokens, given_back: int | None) -> bool:
        now = self._clock()

        def work(tx: Transaction) -> bool:
            if not tx.execute("DELETE FROM held WHERE request = ?", (charge.request,)):
                return False
            row = tx.fetch(_RESERVED, (charge.request,))[0]
            change = cost_micro - row.pop("amount_micro")
            questions, taken, created = row.pop("questions"), given_back, row.pop("created")
            questions = -(questions if taken is None else taken)
            whose = Whose(**row)
            answered = charge if charge.whose == whose else replace(charge, **row)
            self._insert(tx, answered, kind, change, tokens, now, questions)
            if change or questions:
                totals.add(tx, whose, created, change, questions)
            return True

        try:
            closed = await self._store.write(work)
        except HostError:  # a busy or lost database: what is owed is known, and is not left to a guess
            self._owed[charge.request] = partial(self._close, charge, kind, cost_micro, tokens, given_back)
            raise
        finally:
            self._seen.pop(charge.request, None)
        self._owed.pop(charge.request, None)
        return closed

    def _insert(
        self,
        tx: Transaction,
        charge: Charge,
        kind: str,
        amount: int,
        tokens: Tokens,
        now: float,
        questions: int,
    ) -> bool:
        used = (tokens.input, tokens.output, tokens.cached, int(tokens.estimated))
        return tx.execute(_INSERT, (*_CHARGED(charge), kind, amount, questions, *used, now)) > 0


def _judge(tx: Transaction, whose: Whose, limits: Sequence[Limit], quota: Quota | None, now: float) -> None:
    """Raises what does not fit any more into a quota or a limit."""
    most = None if quota is None else quota.most
    mine = "" if most is None else totals.key(whose, "account", "month", now)
    keys = [(limit, totals.key(whose, limit.scope, limit.period, now)) for limit in limits]
    found = totals.found(tx, list(filter(None, [mine, *(key for _, key in keys)])))
    if most is not None and mine and found[mine].questions > most:
        raise QuotaSpent(count=most)
    for limit, key in keys:
        if key and found[key].micro > limit.micro:
            raise BudgetSpent(budget=limit.said(), detail=f"{key}: {found[key].micro} > {limit.micro}")


def _charge_of(row: Row) -> Charge:
    return Charge(**{name: row[name] for name in Charge.__dataclass_fields__})


def _not_negative(micro: int) -> None:
    if micro < 0:
        raise ValueError(f"an amount cannot be negative: {micro}")
