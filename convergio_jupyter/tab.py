"""The tab of one turn: what it holds in the ledger, and what it has paid so far."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import replace

from .answer import Answer
from .core.errors import AlreadyAsked, BudgetSpent, ConvergioError, HostError, QuotaSpent
from .core.schema import ModelCard
from .metering import Charge, Ledger, Limit, Plans
from .metering.plans import Quota
from .metering.prices import cost_micro
from .routing import name_of

log = logging.getLogger("convergio")


class Once:
    """What several tabs share, so that all of them count as one question of a plan.

    It is counted with the first that may reach a cloud, and given back with the last of them where none was answered
    there. Whoever finds the plan used up finds it so for all.
    """

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.answered = False  # by a cloud
        self.open = 0  # tabs that may still be
        self.refusal: QuotaSpent | None = None

    @property
    def counted(self) -> bool:
        """Whether the plan has one question less for it now."""
        return self.answered or self.open > 0


class Tab:
    """Holds one charge at a time; a turn whose draft is improved has two, one after the other."""

    def __init__(self, ledger: Ledger, limits: Sequence[Limit], plans: Plans) -> None:
        self._ledger = ledger
        self._limits = limits
        self._plans = plans
        self._open: Charge | None = None
        self._paid = 0
        self._most: dict[str, int] = {}  # that an answer of each model can cost, by the name of the model
        self._counts = False  # whether the charge is one of those that a plan counts
        self.question = Once()

    async def hold(self, charge: Charge, costs: Sequence[tuple[ModelCard, int]]) -> tuple[ModelCard, ...]:
        """Holds the most that the answer can cost, whoever of the models in ``costs`` gives it; who may be asked.

        A stand-in that is dearer than the first model must not make that one unaffordable: it is left out instead.
        Raises ``BudgetSpent``, ``QuotaSpent``, or ``AlreadyAsked`` where this request was reserved before.
        """
        try:
            await self._reserve(charge, costs)
        except BudgetSpent:
            cheap = [pair for pair in costs if pair[1] <= costs[0][1]]
            if len(cheap) == len(costs):
                raise
            await self._reserve(charge, cheap)
            costs = cheap
        return tuple(model for model, _ in costs)

    def total(self, answer: Answer) -> int:
        """What the turn costs, with what is due for ``answer`` now, in millionths of a dollar."""
        if self._open is None or not answer.is_due or answer.model is None:
            return self._paid
        tokens = answer.counted_tokens()
        cost = cost_micro(answer.model, tokens)
        if tokens.estimated:  # what was held is the most that it can be
            cost = min(cost, self._most.get(name_of(answer.model), cost))
        return self._paid + cost

    async def close(self, answer: Answer, total: int | None = None) -> None:
        """Pays what is due for ``answer``, in the name of the model that gave it, and gives the rest back.

        ``total`` is what :meth:`total` says, where whoever asks knows it.

        Where the store cannot write it now, the ledger does later: whoever was answered has nothing to do with that.
        """
        charge = self._open
        if charge is None:
            return
        total = self.total(answer) if total is None else total
        model = answer.model if answer.is_due else None
        by_cloud = model is not None and model.place != "local" and answer.spoken and not answer.failed
        async with self._given_back(by_cloud) as questions:
            if model is None:
                await self._booked(self._ledger.release(charge, questions))
                return
            settled = replace(charge, provider=model.provider, model=model.model, place=model.place)
            due, tokens = total - self._paid, answer.counted_tokens()
            await self._booked(self._ledger.settle(settled, due, tokens, questions=questions))
        self._paid = total

    async def _booked(self, closing: Awaitable[bool]) -> None:
        try:
            await closing
        except HostError as error:
            log.warning("a charge is booked later: %s", error.code)
        self._open = None

    async def _reserve(self, charge: Charge, costs: Sequence[tuple[ModelCard, int]]) -> None:
        quota = self._plans.quota(charge.account, [model for model, _ in costs])
        self._most = {name_of(model): cost for model, cost in costs}
        if quota is None:
            await self._held(charge, max(self._most.values()), None)
            return
        question = self.question
        async with question.lock:
            if question.refusal is not None:
                raise QuotaSpent(count=question.refusal.values["count"])
            try:
                await self._held(charge, max(self._most.values()), None if question.counted else quota)
            except QuotaSpent as error:
                question.refusal = error
                raise
            self._counts = True
            question.open += 1

    @contextlib.asynccontextmanager
    async def _given_back(self, by_cloud: bool) -> AsyncIterator[int]:
        """How many questions the charge that closes now gives back: none where a cloud answered, or still may."""
        question = self.question
        if not self._counts:
            yield 0
            return
        async with question.lock:
            self._counts = False
            question.open -= 1
            question.answered = question.answered or by_cloud
            yield int(not question.counted)

    async def _held(self, charge: Charge, most: int, quota: Quota | None) -> None:
        self._open = charge  # from now on: who is stopped while it is written has to give it back too
        try:
            held = await self._ledger.reserve(charge, most, self._limits, quota)
        except ConvergioError:
            self._open = None
            raise
        if not held:
            self._open = None
            raise AlreadyAsked()
