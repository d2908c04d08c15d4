"""The PostgreSQL dialect, for a host that many processes or machines share.

Statements and migrations are the same as for SQLite. Writes of a process pass one thread, which commits what is
queued in one go, each job in its savepoint. Where two processes stand in each other's way, the database ends one of
the transactions and its jobs are run again. A lost connection or a full disk fails what was under way, and the
connection is opened anew for what comes next; any other error is its own job's. No error carries the address: it may
hold a password, and so may the driver's own words about it.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import queue
import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg.adapt import Loader
from psycopg.rows import dict_row

from ..core.errors import ConvergioError, DatabaseUnreachable, DiskFull, StoreTooNew
from .port import Found, Reader, Row, Transaction
from .scripts import migrations

T = TypeVar("T")
_BATCH = 256
_TRIES = 8
_LOCK = 0x636F6E76  # one number for everybody who migrates
_NAMES = 0x6376  # and one before the names of what is done alone
_AGAIN = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)
_OF_ALL = (*_AGAIN, psycopg.errors.DiskFull, psycopg.errors.AdminShutdown, psycopg.errors.CrashShutdown)
_Connection = psycopg.Connection[Row]
_Job = tuple[Callable[[Transaction], Any], "Future[Any]"]
_Outcome = tuple["Future[Any]", Any, BaseException | None]


class PostgresStore:
    """A :class:`.port.Store` in a PostgreSQL database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="convergio-read")
        self._reading: list[_Connection] = []
        self._closed = False
        self._writing: _Connection | None = None
        try:
            with self._connect() as connection:
                _migrate(connection)
        except psycopg.Error as error:
            raise _explained(error) from None
        self._writer = threading.Thread(target=self._write_forever, name="convergio-store", daemon=True)
        self._writer.start()

    async def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        return await self.read(lambda reader: reader.fetch(sql, parameters))

    async def read(self, work: Callable[[Reader], T]) -> T:
        if self._closed:
            raise DatabaseUnreachable(detail="closed")
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        return await self.read(lambda reader: reader.find(words, heads, account=account, kind=kind, limit=limit))

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self._closed:
            raise DatabaseUnreachable(detail="closed")
        future: Future[T] = Future()
        self._jobs.put((work, future))
        return await asyncio.wrap_future(future)

    async def scrub(self) -> None:
        """PostgreSQL clears its files itself (autovacuum)."""

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        self._writer.join(timeout=10)
        self._readers.shutdown()
        for connection in self._reading:
            connection.close()

    def _connect(self) -> _Connection:
        connection = psycopg.connect(self._url, autocommit=True, row_factory=dict_row, connect_timeout=10)
        connection.adapters.register_loader("numeric", _Whole)
        return connection

    def _read(self, work: Callable[[Reader], T]) -> T:
        """A read loses nothing by being tried once more on a new connection."""
        for last in (False, True):
            try:
                connection = getattr(self._local, "connection", None)
                if connection is None or connection.closed:
                    connection = self._local.connection = self._connect()
                    self._reading.append(connection)
                return work(_Statements(connection))
            except psycopg.Error as error:
                lost = isinstance(error, psycopg.OperationalError)
                if last or not lost:
                    raise _explained(error) from None
        raise AssertionError("unreachable")

    def _write_forever(self) -> None:
        open_ = True
        while open_:
            batch = [self._jobs.get()]
            while len(batch) < _BATCH and not self._jobs.empty():
                batch.append(self._jobs.get())
            open_ = None not in batch
            jobs = [job for job in batch if job is not None]
            for future, result, failure in self._outcomes(jobs) if jobs else ():
                if future.set_running_or_notify_cancel():
                    future.set_result(result) if failure is None else future.set_exception(failure)
        if self._writing is not None:
            self._writing.close()

    def _outcomes(self, jobs: list[_Job]) -> list[_Outcome]:
        """What became of each job, once all is on disk or the whole batch has failed."""
        for attempt in range(_TRIES):
            try:
                return self._commit(jobs)
            except _AGAIN:
                time.sleep(random.uniform(0, 0.01 * 2**attempt))
            except psycopg.Error as error:
                self._drop()
                return [(future, None, _explained(error)) for _, future in jobs]
        return [(future, None, DatabaseUnreachable(detail="too many at once")) for _, future in jobs]

    def _commit(self, jobs: list[_Job]) -> list[_Outcome]:
        if self._writing is None or self._writing.closed:
            self._writing = self._connect()
        with self._writing.transaction():
            return [_run(self._writing, work, future) for work, future in jobs]

    def _drop(self) -> None:
        if self._writing is not None:
            with contextlib.suppress(psycopg.Error):
                self._writing.close()
        self._writing = None


class _Statements:
    """A transaction, or a connection that only reads."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        return self._connection.execute(_marked(sql), [_storable(each) for each in parameters]).rowcount

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        return self._connection.execute(_marked(sql), [_storable(each) for each in parameters]).fetchall()

    def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        asked = [f"'{word}'" for each in words if (word := _plain(each))]
        asked += [f"'{head}':*" for each in heads if (head := _plain(each))]
        rows = self._connection.execute(_FIND, (asked, account, kind, account, kind, limit)).fetchall()
        return [Found(row["ref"], row["score"]) for row in rows]

    def alone(self, name: str) -> None:
        self._connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_NAMES, name))


# PostgreSQL's own ranks do not know that a rare word says more than a common one, so this is BM25 for short texts.
_FIND = b"""
WITH asked AS (SELECT word, word::tsquery AS query FROM unnest(%s::text[]) AS asked (word)),
hits AS (
    SELECT word, findable.id, ref, length(vector) AS size FROM asked JOIN findable ON vector @@ query
    WHERE account = %s AND kind = %s
),
common AS (SELECT word, count(*) AS texts FROM hits GROUP BY word),
everything AS (SELECT count(*) AS texts, avg(length(vector)) AS size FROM findable WHERE account = %s AND kind = %s)
SELECT ref, sum(
    ln(1 + (everything.texts - common.texts + 0.5) / (common.texts + 0.5)) * 2.2
    / (1 + 1.2 * (0.25 + 0.75 * hits.size / everything.size))
)::float8 AS score
FROM hits JOIN common USING (word) CROSS JOIN everything
GROUP BY ref, hits.id ORDER BY score DESC, hits.id DESC LIMIT %s
"""


class _Whole(Loader):
    """A sum of whole numbers is a whole number, which the driver would read as a Decimal."""

    def load(self, data: Any) -> Any:
        text = bytes(data)
        return int(text) if b"." not in text else float(text)


def _run(connection: _Connection, work: Callable[[Transaction], Any], future: Future[Any]) -> _Outcome:
    try:
        with connection.transaction():
            return future, work(_Statements(connection)), None
    except psycopg.Error as error:
        if connection.closed or isinstance(error, _OF_ALL):
            raise  # lost, full, or in somebody's way: the whole batch fails or is run again
        return future, None, _explained(error)
    except Exception as error:
        return future, None, error


@functools.lru_cache(maxsize=512)
def _marked(sql: str) -> bytes:
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _storable(value: Any) -> Any:
    """PostgreSQL's text holds every character but NUL, which a model or a cell may well write."""
    return value.replace("\0", "�") if isinstance(value, str) else value


def _plain(word: str) -> str:
    """A word without what would mean something between the quotes of a query."""
    return re.sub(r"[\s\\'\0]+", " ", word).strip()


def _migrate(connection: _Connection) -> None:
    """Runs the migrations that this database has not seen, one process at a time."""
    scripts = migrations("postgres")
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute("CREATE TABLE IF NOT EXISTS convergio_version (version BIGINT PRIMARY KEY)")
        rows = connection.execute("SELECT coalesce(max(version), 0) AS done FROM convergio_version").fetchall()
        done = int(rows[0]["done"])
        if done > len(scripts):
            raise StoreTooNew()
        for number, statements in enumerate(scripts, start=1):
            if number > done:
                for statement in statements:
                    connection.execute(_in_this_dialect(statement).encode())
                connection.execute("INSERT INTO convergio_version VALUES (%s)", (number,))


def _in_this_dialect(statement: str) -> str:
    for ours, theirs in (
        ("INTEGER PRIMARY KEY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
        (" INTEGER", " BIGINT"),
        (" REAL", " DOUBLE PRECISION"),
    ):
        statement = statement.replace(ours, theirs)
    return statement


def _explained(error: psycopg.Error) -> ConvergioError:
    detail = f"{type(error).__name__} {error.sqlstate or ''}".strip()
    if isinstance(error, psycopg.errors.DiskFull):
        return DiskFull(needed="50 MB", detail=detail)
    return DatabaseUnreachable(detail=detail)
