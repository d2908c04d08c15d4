"""Sees that an answer can be paid, for questions and for other programs' completions alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import plan
from .core.errors import BudgetSpent, ConvergioError, QuotaSpent
from .core.schema import ModelCard
from .house import House, Terms
from .metering import Charge
from .routing import Decision, Policy
from .tab import Tab


async def afford(
    decision: Decision,
    *,
    house: House,
    terms: Terms,
    tab: Tab,
    charge_for: Callable[[ModelCard], Charge],
    costs_for: Callable[[Sequence[ModelCard]], Sequence[tuple[ModelCard, int]]],
    otherwise: Callable[[Policy], Decision | ConvergioError] | None,
) -> Decision:
    """Holds what the answer can cost; the decision with those who may then be asked.

    Where budget, plan or promise have no room, ``otherwise`` says by a policy who answers for nothing; None for
    who insists on a model. Raises ``BudgetSpent``, ``QuotaSpent`` or ``AlreadyAsked``.
    """
    charge = charge_for(decision.model)
    try:
        if decision.model.place != "local" and not await house.admits(
            charge.request, charge.course, decision.difficulty, terms
        ):
            raise BudgetSpent(budget=plan.SHARE)
        first, *others = await tab.hold(charge, costs_for(decision.models))
    except (BudgetSpent, QuotaSpent) as error:
        free = None
        if otherwise is not None and decision.model.place != "local":
            free = plan.stand_in(error, terms.policy, otherwise)
        if free is None:
            raise plan.no_room(error, decision.model) from None
        return await afford(
            plan.because(free, error),
            house=house, terms=terms, tab=tab, charge_for=charge_for, costs_for=costs_for, otherwise=None,
        )  # fmt: skip
    return decision._replace(model=first, fallbacks=tuple(others))
