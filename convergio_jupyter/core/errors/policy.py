"""What a rule of the house, a budget or a plan does not allow."""

from __future__ import annotations

from ..i18n import Phrase
from .base import ConvergioError


class PolicyError(ConvergioError):
    """A rule forbids it."""


class LocalOnly(PolicyError):
    code = "local_only"
    message = "Convergio is set to stay on this computer, so it did not contact {host}."
    remedy = "Use a local model. `convergio settings` shows where this rule (`local_only`) comes from."


class NothingLocal(LocalOnly):
    remedy = (
        "Get the free demo model (93 MB, once): run `convergio models install`. "
        "`convergio settings` shows where this rule (`local_only`) comes from."
    )
    action = "install_model"


class StaysPrivate(PolicyError):
    code = "stays_private"
    message = "The question is private, so it was not sent to {host}."
    remedy = "Choose a local model, or ask it without “private”."


class NothingPrivate(StaysPrivate):
    remedy = "Get the free demo model (93 MB, once): run `convergio models install`. Or ask it without “private”."
    action = "install_model"


class TokenIsLocal(PolicyError):
    code = "token_is_local"
    message = "This token may ask models on this computer only."
    remedy = "Ask for `convergio` or a local model, or make a token with the scope `ask`."
    owner_mends = False


class StaysInRegion(PolicyError):
    code = "stays_in_region"
    message = "Questions may go to the EU only, and {host} is not marked as being there."
    remedy = "Choose a local model, or one that is marked EU in the settings."


class ModelBlocked(PolicyError):
    code = "model_blocked"
    message = "The model “{name}” is not allowed here."
    remedy = "Choose another one, or ask whoever runs this installation."


class BudgetSpent(PolicyError):
    code = "budget_spent"
    message = "{budget} has no room for another answer."  # it is spent, or held for answers under way
    remedy = (
        "Ask a local model, or again once other answers are done. "
        "`convergio settings` shows the budgets and where they come from."
    )

    def __init__(self, *, budget: Phrase | None = None, detail: str = "", **values: object) -> None:
        super().__init__(detail=detail, budget=budget or Phrase("The budget for cloud models"), **values)


class PriceUnknown(BudgetSpent):
    """A budget has no room for a model only because nobody knows what it costs."""

    code = "price_unknown"
    message = "{budget} has no room for {name}: its price is not known, so it counts as the dearest that is."
    remedy = "Set {variable} to what a million tokens cost, read/written, as 0.5/1.5 dollars, or to 0 if it is free."


class MemoryOff(PolicyError):
    code = "memory_off"
    message = "Nothing is remembered here."
    remedy = "Set CONVERGIO_MEMORY=1, or ask whoever turned memory off."


class TooPersonal(PolicyError):
    code = "too_personal"
    message = "No phone number, address, account number or password is remembered."
    remedy = "Leave it out, and write down the rest."


class QuotaSpent(PolicyError):
    code = "quota_spent"
    message = "The {count} questions to cloud models that your plan has in a month are used up."
    remedy = "Ask a local model, or wait for next month."
    owner_mends = False


class TeacherNotInPlan(PolicyError):
    code = "teacher_not_in_plan"
    message = "{name} is not part of your plan."
    remedy = "Ask one of: {known}."
    owner_mends = False
