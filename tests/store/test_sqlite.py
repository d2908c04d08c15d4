"""The store: writes are whole, durable and in order; one failure takes nothing else down."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

import convergio_jupyter.store
from convergio_jupyter.core.errors import DiskFull, StoreBroken, StoreBusy, StoreDamaged, StoreTooNew
from convergio_jupyter.store import open_store

MIGRATIONS = Path(convergio_jupyter.store.__file__).parent / "migrations"
INSERT = (
    "INSERT INTO ledger (request, kind, account, amount_micro, teacher, provider, model, place, input_tokens,"
    " output_tokens, cached_tokens, estimated, created)"
    " VALUES (?, 'reserve', 'me', 1, 't', 'p', 'm', 'local', 0, 0, 0, 0, 0)"
)


def count(rows):
    return rows[0]["n"]


def test_many_writers_at_once_lose_nothing(tmp_path):
    async def main():
        store = open_store(tmp_path)
        await asyncio.gather(*(store.write(lambda tx, n=n: tx.execute(INSERT, (f"r{n}",))) for n in range(300)))
        found = count(await store.fetch("SELECT count(*) AS n FROM ledger"))
        store.close()
        return found

    assert asyncio.run(main()) == 300


def test_a_failing_job_rolls_back_alone(tmp_path):
    def broken(tx):
        tx.execute(INSERT, ("half",))
        raise RuntimeError("no")

    async def main():
        store = open_store(tmp_path)
        jobs = [
            store.write(lambda tx: tx.execute(INSERT, ("a",))),
            store.write(broken),
            store.write(lambda tx: tx.execute(INSERT, ("b",))),
        ]
        results = await asyncio.gather(*jobs, return_exceptions=True)
        rows = await store.fetch("SELECT request FROM ledger ORDER BY request")
        store.close()
        return results, [row["request"] for row in rows]

    results, kept = asyncio.run(main())
    assert isinstance(results[1], RuntimeError)
    assert kept == ["a", "b"]


def test_a_second_opening_migrates_nothing_again(tmp_path):
    open_store(tmp_path).close()
    open_store(tmp_path).close()
    version = sqlite3.connect(tmp_path / "convergio.sqlite3").execute("PRAGMA user_version").fetchone()[0]
    assert version == len(list(MIGRATIONS.glob("*.sql")))


def test_data_of_a_newer_version_is_not_touched(tmp_path):
    open_store(tmp_path).close()
    sqlite3.connect(tmp_path / "convergio.sqlite3").execute("PRAGMA user_version=99")
    with pytest.raises(StoreTooNew):
        open_store(tmp_path)


def test_a_file_that_somebody_else_holds_is_waited_for_and_then_called_so(tmp_path, monkeypatch):
    monkeypatch.setattr("convergio_jupyter.store.sqlite.BUSY_SECONDS", 0.01)
    store = open_store(tmp_path)
    other = sqlite3.connect(tmp_path / "convergio.sqlite3", isolation_level=None)

    async def main():
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            await store.write(lambda tx: tx.execute("DELETE FROM totals"))
        other.execute("ROLLBACK")
        await store.write(lambda tx: tx.execute("DELETE FROM totals"))

    asyncio.run(main())
    store.close()
    other.close()


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "convergio.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreBroken):
        open_store(tmp_path)


def test_a_disk_without_room_is_called_full_whatever_the_database_calls_it(tmp_path, monkeypatch):
    def full(*_, **__):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("convergio_jupyter.store.sqlite.sqlite3.connect", full)
    with pytest.raises(StoreBroken) as caught:
        open_store(tmp_path)
    assert type(caught.value) is StoreBroken
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(DiskFull):
        open_store(tmp_path)


def test_a_full_disk_is_said_and_loses_nothing(tmp_path):
    async def main():
        store = open_store(tmp_path)
        await store.write(lambda tx: tx.execute(INSERT, ("before",)))

        def fill(tx):
            tx.execute("PRAGMA max_page_count=1")  # SQLite's own way to a full disk
            for number in range(2000):
                tx.execute(INSERT, (f"{number}" * 50,))

        with pytest.raises(DiskFull):
            await store.write(fill)
        rows = await store.fetch("SELECT request FROM ledger")
        store.close()
        return [row["request"] for row in rows]

    assert asyncio.run(main()) == ["before"]


WRITER = """
import asyncio, sys
from pathlib import Path
from convergio_jupyter.store import open_store
async def main():
    store = open_store(Path(sys.argv[1]))
    for n in range(100000):
        await store.write(lambda tx: tx.execute(sys.argv[2], (f"r{n}",)))
        print(n, flush=True)
asyncio.run(main())
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), INSERT], stdout=subprocess.PIPE, text=True)
    for _ in range(50):
        acknowledged = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.strip().isdigit())])
    process.wait()

    async def main():
        store = open_store(tmp_path)
        rows = await store.fetch("SELECT request FROM ledger")
        checked = await store.fetch("PRAGMA integrity_check")
        store.close()
        return {row["request"] for row in rows}, checked[0]["integrity_check"]

    kept, integrity = asyncio.run(main())
    assert {f"r{n}" for n in range(acknowledged + 1)} <= kept
    assert integrity == "ok"


def test_closing_twice_is_harmless_and_writing_after_it_is_an_error(tmp_path):
    async def main():
        store = open_store(tmp_path)
        store.close()
        store.close()
        with pytest.raises(StoreBroken):
            await store.write(lambda tx: 1)

    asyncio.run(main())


def test_what_a_rule_of_the_database_forbids_is_an_error_of_ours(tmp_path):
    async def main():
        store = open_store(tmp_path)
        await store.write(lambda tx: tx.execute(INSERT, ("a",)))
        with pytest.raises(StoreBroken):
            await store.write(lambda tx: tx.execute(INSERT, ("a",)))
        store.close()

    asyncio.run(main())


class _CannotRollBack:
    """A connection of a broken disk: nothing can be committed, and nothing rolled back."""

    def __init__(self, connection):
        self._connection = connection
        self.in_transaction = True

    def execute(self, sql, *parameters):
        if sql in ("COMMIT", "ROLLBACK"):
            raise sqlite3.OperationalError("disk I/O error")
        return self._connection.execute(sql, *parameters)

    def close(self):
        self._connection.close()


def test_a_damaged_file_is_called_damaged_and_left_as_it_is(tmp_path):
    file = tmp_path / "convergio.sqlite3"
    file.write_bytes(b"no database at all " * 300)
    with pytest.raises(StoreDamaged) as caught:
        open_store(tmp_path)
    assert str(file) in caught.value.info().remedy
    assert file.read_bytes().startswith(b"no database")


def test_a_rollback_that_fails_does_not_end_the_writer(tmp_path):
    async def main():
        store = open_store(tmp_path)
        store._writing = _CannotRollBack(store._writing)
        with pytest.raises(StoreBroken):
            await asyncio.wait_for(store.write(lambda tx: tx.execute(INSERT, ("lost",))), 5)
        await asyncio.wait_for(store.write(lambda tx: tx.execute(INSERT, ("kept",))), 5)
        rows = await store.fetch("SELECT request FROM ledger")
        store.close()
        return [row["request"] for row in rows]

    assert asyncio.run(main()) == ["kept"]


def test_a_long_read_holds_nobody_up(tmp_path):
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT max(i) AS m FROM n"

    async def main():
        store = open_store(tmp_path)
        reading = asyncio.create_task(store.read(lambda reader: reader.fetch(slow)))
        await asyncio.sleep(0)
        await store.write(lambda tx: tx.execute(INSERT, ("a",)))
        early = not reading.done()
        found = await reading
        store.close()
        return early, found[0]["m"]

    assert asyncio.run(main()) == (True, 3_000_000)


def test_who_waits_no_more_for_a_write_takes_nothing_down(tmp_path):
    async def main():
        store = open_store(tmp_path)
        gone = asyncio.ensure_future(store.write(lambda tx: tx.execute(INSERT, ("gone",))))
        await asyncio.sleep(0)
        gone.cancel()
        await store.write(lambda tx: tx.execute(INSERT, ("here",)))
        found = count(await store.fetch("SELECT count(*) AS n FROM ledger"))
        store.close()
        return found, gone.cancelled()

    errors = []

    async def watched():
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: errors.append(context))
        return await main()

    assert asyncio.run(watched()) == (2, True)
    assert errors == []


def test_a_loop_that_is_closed_does_not_end_the_writer(tmp_path):
    store = open_store(tmp_path)
    held, go_on = threading.Event(), threading.Event()

    def slow(tx):
        held.set()
        go_on.wait(10)

    async def leave():
        waiting = asyncio.ensure_future(store.write(slow))
        await asyncio.to_thread(held.wait, 10)
        waiting.cancel()

    asyncio.run(leave())
    go_on.set()
    asyncio.run(store.write(lambda tx: tx.execute(INSERT, ("after",))))
    assert count(asyncio.run(store.fetch("SELECT count(*) AS n FROM ledger"))) == 1
    store.close()


def test_each_loop_is_told_of_its_own_writes_in_its_own_thread(tmp_path):
    store = open_store(tmp_path)
    told = []

    def writer(name):
        async def main():
            here = threading.get_ident()
            for n in range(50):
                future = asyncio.ensure_future(store.write(lambda tx, n=n: f"{name}{n}"))
                future.get_loop().call_soon(lambda: None)
                told.append((await future == f"{name}{n}", threading.get_ident() == here))

        asyncio.run(main(), debug=True)

    threads = [threading.Thread(target=writer, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert told == [(True, True)] * 200


def test_what_was_deleted_is_in_no_file_any_more(tmp_path):
    async def main():
        store = open_store(tmp_path)
        await store.write(lambda tx: tx.execute(INSERT, ("a-very-private-word",)))
        await store.write(lambda tx: tx.execute("DELETE FROM ledger"))
        await store.scrub()
        kept = [path.name for path in tmp_path.iterdir() if b"a-very-private-word" in path.read_bytes()]
        store.close()
        return kept

    assert asyncio.run(main()) == []
