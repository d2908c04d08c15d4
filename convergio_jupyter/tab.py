"""The tab of one turn: what it holds in the ledger, and what it has paid so far."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Sequence
from dataclasses import replace

from .answer import Answer
from .core.errors import AlreadyAsked, BudgetSpent, ConvergioError, HostError
from .core.schema import ModelCard
from .metering import Charge, Ledger, Limit, Plans
from .metering.prices import cost_micro

log = logging.getLogger("convergio")


class Once:
    """What several tabs share, so that all of them count as one question of a plan."""

    done = False


class Tab:
    """Holds one charge at a time; a turn whose draft is improved has two, one after the other."""

    def __init__(self, ledger: Ledger, limits: Sequence[Limit], plans: Plans) -> None:
        self._ledger = ledger
        self._limits = limits
        self._plans = plans
        self._open: Charge | None = None
        self._paid = 0
        self.counted: Once | None = None

    async def hold(
        self, charge: Charge, costs: Sequence[tuple[ModelCard, int]], *, further: bool = False
    ) -> tuple[ModelCard, ...]:
        """Holds the most that the answer can cost, whoever of the models in ``costs`` gives it; who may be asked.

        ``further`` goes on with a question that was counted before. A stand-in that is dearer than the first model must
        not make that one unaffordable: it is left out instead.
        Raises ``BudgetSpent``, ``QuotaSpent``, or ``AlreadyAsked`` where this request was reserved before.
        """
        try:
            await self._reserve(charge, costs, further=further)
        except BudgetSpent:
            cheap = [pair for pair in costs if pair[1] <= costs[0][1]]
            if len(cheap) == len(costs):
                raise
            await self._reserve(charge, cheap, further=further)
            costs = cheap
        return tuple(model for model, _ in costs)

    def total(self, answer: Answer) -> int:
        """What the turn costs, with what is due for ``answer`` now, in millionths of a dollar."""
        if self._open is None or not answer.is_due or answer.model is None:
            return self._paid
        return self._paid + cost_micro(answer.model, answer.counted_tokens())

    async def close(self, answer: Answer) -> None:
        """Pays what is due for ``answer``, in the name of the model that gave it, and gives the rest back.

        Where the store cannot write it now, the ledger does later: whoever was answered has nothing to do with that.
        """
        charge, total = self._open, self.total(answer)
        if charge is None:
            return
        if not answer.is_due or answer.model is None:
            await self._booked(self._ledger.release(charge))
            return
        model, due = answer.model, total - self._paid
        settled = replace(charge, provider=model.provider, model=model.model, place=model.place)
        answered = answer.spoken and not answer.failed
        await self._booked(self._ledger.settle(settled, due, answer.counted_tokens(), answered=answered))
        self._paid = total

    async def _booked(self, closing: Awaitable[bool]) -> None:
        try:
            await closing
        except HostError as error:
            log.warning("a charge is booked later: %s", error.code)
        self._open = None

    async def _reserve(self, charge: Charge, costs: Sequence[tuple[ModelCard, int]], *, further: bool) -> None:
        quota = None if further else self._plans.quota(charge.account, [model for model, _ in costs])
        if quota is not None and self.counted is not None:
            quota, self.counted.done = None if self.counted.done else quota, True
        self._open = charge  # from now on: who is stopped while it is written has to give it back too
        try:
            held = await self._ledger.reserve(charge, max(cost for _, cost in costs), self._limits, quota)
        except ConvergioError:
            self._open = None
            raise
        if not held:
            self._open = None
            raise AlreadyAsked()
