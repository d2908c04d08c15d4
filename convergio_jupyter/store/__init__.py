"""Where state is kept: one port, one file per dialect, numbered migrations."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import ExtraMissing
from ..core.i18n import Phrase
from .port import Found, Reader, Row, Store, Transaction
from .sqlite import SQLiteStore

__all__ = ["Found", "Reader", "Row", "Store", "Transaction", "open_store"]


def open_store(folder: Path, database_url: str = "") -> Store:
    """The store in ``folder`` or at ``database_url``, brought up to date. Raises ``StoreBroken`` or ``DiskFull``."""
    if not database_url:
        return SQLiteStore(folder / "convergio.sqlite3")
    try:
        from .postgres import PostgresStore
    except ImportError as error:
        raise ExtraMissing(feature=Phrase("A PostgreSQL database"), extra="postgres", detail=str(error)) from error
    return PostgresStore(database_url)
