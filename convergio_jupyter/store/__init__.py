"""Where state is kept: one port, one file per dialect, numbered migrations."""

from __future__ import annotations

from pathlib import Path

from .port import Row, Store, Transaction
from .sqlite import SQLiteStore

__all__ = ["Row", "Store", "Transaction", "open_store"]


def open_store(folder: Path) -> Store:
    """The store in ``folder``, brought up to date. Raises ``StoreBroken`` or ``DiskFull``."""
    return SQLiteStore(folder / "convergio.sqlite3")
