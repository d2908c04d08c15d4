"""What answers cost: the ledger. Plans and billing join it here."""

from .budgets import Level, Limit, limits_from, limits_of
from .ledger import Charge, Ledger
from .totals import Whose

__all__ = ["Charge", "Ledger", "Level", "Limit", "Whose", "limits_from", "limits_of"]
