"""What every store can do. Rooms write their SQL with ``?`` marks and no dialect words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """What holds some of the words that are looked for; the higher ``score``, the more and the rarer ones."""

    ref: str
    score: float


class Reader(Protocol):
    """Answers queries."""

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query."""

    def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        """What table ``findable`` holds with any of ``words``, or with words that begin like ``heads``, the best first.

        Whatever they hold, nothing in them is an operator.
        """


class Transaction(Protocol):
    """Statements that succeed or fail together."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Runs a statement; returns the number of changed rows."""

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query, which sees what this transaction wrote."""

    def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        """What table ``findable`` holds with any of ``words``, or with words that begin like ``heads``, the best first.

        Whatever they hold, nothing in them is an operator.
        """

    def alone(self, name: str) -> None:
        """From here to its end no other transaction that asks for the same ``name`` runs beside this one.

        For what is read, judged and written: what was read then still holds.
        """


class Store(Protocol):
    """Reads at once, writes through one queue; a finished ``write`` is on disk."""

    async def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]: ...

    async def find(
        self, words: Sequence[str], heads: Sequence[str] = (), *, account: str, kind: str, limit: int
    ) -> list[Found]:
        """The same as a reader's."""

    async def read(self, work: Callable[[Reader], T]) -> T:
        """Runs ``work`` beside the event loop, on a connection of its own: for what goes through many rows."""

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Runs ``work`` in a transaction, together with others that wait; returns when it is durable."""

    async def scrub(self) -> None:
        """Leaves nothing of what was deleted in the files of the store, as far as that is ours to do."""

    def close(self) -> None:
        """Finishes what is queued and closes. Safe to call twice."""
