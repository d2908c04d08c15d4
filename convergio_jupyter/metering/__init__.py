"""What answers cost: the ledger. Budgets, plans and prices join it here."""

from .ledger import Charge, Ledger

__all__ = ["Charge", "Ledger"]
