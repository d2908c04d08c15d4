"""What answers cost: the ledger. Plans and billing join it here."""

from .budgets import Level, Limit, limits_from, limits_of
from .ledger import Charge, Ledger
from .plans import Plan, Plans, Quota, plans_from
from .totals import Whose

__all__ = [
    "Charge",
    "Ledger",
    "Level",
    "Limit",
    "Plan",
    "Plans",
    "Quota",
    "Whose",
    "limits_from",
    "limits_of",
    "plans_from",
]
