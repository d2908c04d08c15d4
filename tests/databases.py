"""A real database for each folder of a test: SQLite, or PostgreSQL where a test runs on it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from convergio_jupyter.store import Store, open_store

server_url = ""  # of the PostgreSQL server that the running test uses; empty: SQLite


def open_in(folder: Path) -> Store:
    """The store of ``folder``, made on first use."""
    return open_store(folder, url_of(folder))


def url_of(folder: Path) -> str:
    """The address of the database that stands for ``folder``; empty for SQLite."""
    if not server_url:
        return ""
    import psycopg

    name = "t" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]
    with psycopg.connect(server_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(f"CREATE DATABASE {name}".encode())
    return server_url.replace("/postgres?", f"/{name}?")
