"""What answers cost: the ledger. Plans and billing join it here."""

from .budgets import Level, Limit, limits_of
from .ledger import Charge, Ledger

__all__ = ["Charge", "Ledger", "Level", "Limit", "limits_of"]
