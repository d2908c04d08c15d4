"""What every provider is: a way to stream one answer from one kind of server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol

from ..core.errors import ModelError
from ..core.schema import ModelCard, Place, Tokens
from ..core.values import Message

Stage = Literal["queued", "loading_model", "reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to a model."""

    model: str
    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float = 0.3
    stop: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of text that leave the engine with this call."""
        return sum(len(message.text.encode()) for message in self.messages)


@dataclass(frozen=True, slots=True)
class TextPart:
    """The next piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class WaitPart:
    """The provider is busy with something that takes a moment. ``total`` 0 means the end is not known."""

    stage: Stage
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class TokensPart:
    """What the provider says it used."""

    tokens: Tokens


@dataclass(frozen=True, slots=True)
class FinishPart:
    """The answer is over."""

    reason: Literal["complete", "length"]


Part = TextPart | WaitPart | TokensPart | FinishPart


class Check(Protocol):
    """Asks the door to the network; raises where what is sent to ``url`` may not go."""

    def __call__(self, url: str, *, place: Place = "local") -> None: ...


class Provider(Protocol):
    """Streams answers. Cancelling the task that reads the stream stops the model at once.

    A stream gives any number of ``WaitPart`` and ``TextPart``, then at most one ``TokensPart``, then one
    ``FinishPart``; or it raises a :class:`~convergio_jupyter.core.errors.ModelError`.
    """

    id: str

    def models(self) -> list[ModelCard]:
        """The models set up here, ready or not. Reads no network and starts nothing."""

    def problem(self) -> ModelError | None:
        """What keeps the models that are set up here from being ready; None where nothing does, or none is set up."""

    def stream(self, call: Call) -> AsyncIterator[Part]: ...

    async def close(self) -> None:
        """Gives connections back. Safe to call twice."""
