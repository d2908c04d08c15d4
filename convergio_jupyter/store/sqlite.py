"""The SQLite dialect: one writer thread, group commit, full durability.

SQLite's own waiting for a busy database is unfair: with many writers one of them can wait for seconds. So all writes
of a process pass one thread, which commits what is queued in one go: each job in its savepoint, one ``fsync`` for all.
Several processes may share the file; between them the busy timeout decides.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import queue
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..core.errors import ConvergioError, DiskFull, StoreBroken, StoreBusy, StoreDamaged, StoreTooNew
from .port import Found, Reader, Row, Transaction
from .scripts import migrations

T = TypeVar("T")
_BATCH = 256
LEAST_ROOM = 65_536  # bytes; less is needed for its smallest side file
BUSY_SECONDS = 20.0  # until somebody else has let go of the file
_Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]


@dataclass(frozen=True, slots=True)
class _Job:
    """Work for the writer, and who waits for it in which loop."""

    work: Callable[[Transaction], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class SQLiteStore:
    """A :class:`.port.Store` in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._local = threading.local()
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)  # talks are their owner's, also in a folder that others may read
            _migrate(self._connect())
        except (OSError, sqlite3.Error) as error:
            raise _explained(error, path) from error
        self._writing = self._connect()
        self._writer = threading.Thread(target=self._write_forever, name="convergio-store", daemon=True)
        self._writer.start()

    async def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        # Reads are indexed and take microseconds; a thread switch would cost more than it saves.
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        try:
            return _rows(connection.execute(sql, parameters))
        except sqlite3.Error as error:
            raise _explained(error, self._path) from error

    async def read(self, work: Callable[[Reader], T]) -> T:
        return await asyncio.to_thread(self._read, work)

    async def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        return _found(await self.fetch(_FIND, (_query(words, heads), account, kind, limit)))

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self._closed:
            raise StoreBroken(path=self._path, detail="closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, future))
        return await future

    async def scrub(self) -> None:
        await self.read(lambda tx: tx.fetch("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
            self._writer.join(timeout=10)

    def _read(self, work: Callable[[Reader], T]) -> T:
        try:
            with contextlib.closing(self._connect()) as connection:
                return work(_SQLiteTransaction(connection))
        except sqlite3.Error as error:
            raise _explained(error, self._path) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        )
        return connection

    def _write_forever(self) -> None:
        open_ = True
        while open_:
            batch = [self._jobs.get()]
            while len(batch) < _BATCH and not self._jobs.empty():
                batch.append(self._jobs.get())
            open_ = None not in batch
            self._commit([job for job in batch if job is not None])
        self._writing.close()

    def _commit(self, jobs: list[_Job]) -> None:
        if not jobs:
            return
        connection = self._writing
        outcomes: list[_Outcome] = []
        try:
            connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._run(connection, job) for job in jobs]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            outcomes = [(job.future, None, _explained(error, self._path)) for job in jobs]
        # Waking a loop costs as much as a row, so each is woken once for all that it waits for.
        for loop in {job.loop for job in jobs}:
            with contextlib.suppress(RuntimeError):  # nobody waits in a loop that is closed
                loop.call_soon_threadsafe(_hand_out, [each for each in outcomes if each[0].get_loop() is loop])

    def _roll_back(self) -> None:
        """Undoes a batch. Where even that fails, closing the connection does it: the writer must live on."""
        with contextlib.suppress(sqlite3.Error):
            if self._writing.in_transaction:
                self._writing.execute("ROLLBACK")
            return
        with contextlib.suppress(sqlite3.Error):
            fresh = self._connect()
            self._writing.close()
            self._writing = fresh

    def _run(self, connection: sqlite3.Connection, job: _Job) -> _Outcome:
        connection.execute("SAVEPOINT job")
        try:
            result = job.work(_SQLiteTransaction(connection))
        except sqlite3.OperationalError:
            raise  # full, locked or broken: the whole batch fails
        except Exception as error:
            connection.execute("ROLLBACK TO job")
            connection.execute("RELEASE job")
            ours = _explained(error, self._path) if isinstance(error, sqlite3.Error) else error
            return job.future, None, ours
        connection.execute("RELEASE job")
        return job.future, result, None


def _hand_out(outcomes: list[_Outcome]) -> None:
    """Tells those who wait in this loop what became of their work; who was cancelled waits no more."""
    for future, result, failure in outcomes:
        if future.done():
            continue
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)


class _SQLiteTransaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        return self._connection.execute(sql, parameters).rowcount

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        return _rows(self._connection.execute(sql, parameters))

    def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        return _found(self.fetch(_FIND, (_query(words, heads), account, kind, limit)))

    def alone(self, name: str) -> None:
        """There is one writer at a time anyway."""


_FIND = (
    "SELECT ref, -bm25(findable_words) AS score FROM findable_words JOIN findable ON findable.id = findable_words.rowid"
    " WHERE findable_words MATCH ? AND account = ? AND kind = ? ORDER BY score DESC, findable.id DESC LIMIT ?"
)


def _query(words: Sequence[str], heads: Sequence[str]) -> str:
    """In quotes a word is a word, whatever it looks like. Nothing is found with no words at all."""
    asked = [*map(_quoted, words), *(f"{_quoted(head)} *" for head in heads)]
    return " OR ".join(asked) or '""'


def _quoted(word: str) -> str:
    return '"' + word.replace('"', " ").replace("\0", " ") + '"'


def _found(rows: list[Row]) -> list[Found]:
    return [Found(row["ref"], row["score"]) for row in rows]


def _rows(cursor: sqlite3.Cursor) -> list[Row]:
    return [dict(row) for row in cursor.fetchall()]


def _migrate(connection: sqlite3.Connection) -> None:
    """Runs the migrations that this file has not seen, each in a transaction of its own."""
    scripts = migrations("sqlite")
    try:
        for number, statements in enumerate(scripts, start=1):
            connection.execute("BEGIN IMMEDIATE")
            done = connection.execute("PRAGMA user_version").fetchone()[0]
            if done > len(scripts):
                raise StoreTooNew()
            if done < number:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


def _explained(error: Exception, path: Path) -> ConvergioError:
    text = str(error)
    if getattr(error, "errno", 0) == errno.ENOSPC or "disk is full" in text or _is_full(path):
        return DiskFull(needed="50 MB", detail=text)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(path=path, detail=text)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamaged(path=path, detail=text)
    return StoreBroken(path=path.parent, detail=text)


def _is_full(path: Path) -> bool:
    """Whether there is no room at all: SQLite calls that a disk error, or a file that it cannot open."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < LEAST_ROOM
    return False
