"""What every provider is: a way to stream one answer from one kind of server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol, runtime_checkable

from ..core.errors import ModelError
from ..core.schema import ModelCard, Place, Region, Tokens
from ..core.values import Message, ToolSpec, ToolUse
from .sight import most_tokens

MESSAGE_TOKENS = 16  # around each message: three or four at OpenAI, five or six in templates of open models
TOOLS_TOKENS = 1_000  # before the tools: up to 530 at Anthropic, by its own table
Stage = Literal["queued", "loading_model", "reading", "retrying", "resting"]


class Call(NamedTuple):
    """One request to a model.

    ``schema`` is a JSON schema that the whole answer must fit. ``tool_choice`` is ``auto``, ``none``, ``required`` or
    the name of the one tool that must be used.
    """

    model: str
    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float = 0.3
    seed: int | None = None
    stop: tuple[str, ...] = ()
    schema: Mapping[str, Any] | None = None
    tools: tuple[ToolSpec, ...] = ()
    tool_choice: str = "auto"

    @property
    def size(self) -> int:
        """Bytes that leave the engine with this call: what was said and shown, tools, their results, and the schema."""
        return self._written + sum(len(each) for message in self.messages for each in message.pictures)

    @property
    def most_tokens(self) -> int:
        """A bound of what is paid for reading: no tokenizer makes more tokens than there are bytes, and what a chat
        template or a service's own prompt for tools adds is known about.
        """
        frame = MESSAGE_TOKENS * (1 + len(self.messages)) + (
            TOOLS_TOKENS if self.tools or self.schema is not None else 0
        )
        pictures = most_tokens(self.model) * sum(len(message.pictures) for message in self.messages)
        return self._written + frame + pictures

    @property
    def _written(self) -> int:
        said = sum(_bytes(message.text) + sum(map(_bytes_of_use, message.tool_uses)) for message in self.messages)
        tools = sum(_bytes(f"{tool.name}{tool.description}{json.dumps(tool.parameters)}") for tool in self.tools)
        return said + tools + (_bytes(json.dumps(self.schema)) if self.schema is not None else 0)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _bytes_of_use(use: ToolUse) -> int:
    return _bytes(use.name) + _bytes(use.arguments)


class StartPart:
    """The call leaves now; before that nothing of it was sent. Comes from :mod:`.resilience`, once for each try."""


class TextPart(NamedTuple):
    """The next piece of the answer."""

    text: str


class ToolPart(NamedTuple):
    """A tool that the model wants to be used; it comes whole."""

    use: ToolUse


class WaitPart(NamedTuple):
    """The provider is busy with something that takes a moment. ``total`` 0 means the end is not known.

    While ``queued``, ``done`` is how many go first.
    """

    stage: Stage
    done: int = 0
    total: int = 0


class AlivePart:
    """The model works on what is not shown, or not yet: it is not silent, and what it thinks is paid."""


ALIVE = AlivePart()


class TokensPart(NamedTuple):
    """What the provider says it used."""

    tokens: Tokens


class FinishPart(NamedTuple):
    """The answer is over."""

    reason: Literal["complete", "length", "tool_calls"]


Part = StartPart | TextPart | ToolPart | WaitPart | AlivePart | TokensPart | FinishPart


class Profile(NamedTuple):
    """What a model can do by itself. What it cannot is done for it by :mod:`.emulation`."""

    tools: bool = False
    schema: bool = False
    tool_choice: bool = True  # whether its own tools can be made to be used; else those that must be are emulated


class Check(Protocol):
    """Asks the door to the network; raises where what is sent to ``url`` may not go.

    Who names no ``region`` means that of the settings.
    """

    def __call__(self, url: str, *, place: Place = "local", region: Region = "unknown") -> None: ...


class Provider(Protocol):
    """Streams answers. Cancelling the task that reads the stream stops the model at once.

    A stream gives any number of ``WaitPart``, ``AlivePart``, ``TextPart`` and ``ToolPart``, then at most one
    ``TokensPart``, then one ``FinishPart``; or it raises a :class:`~convergio_jupyter.core.errors.ModelError`, whose
    ``transient`` says whether the same call may be tried again. A provider tries once: whoever calls it decides on
    another try.
    """

    id: str

    def models(self) -> list[ModelCard]:
        """The models set up here, ready or not. Reads no network and starts nothing."""

    def refresh(self) -> Coroutine[Any, Any, None] | None:
        """What has to be awaited for the cards to say what only a server knows; None where they do.

        It asks this computer only and never fails.
        """

    def problem(self) -> ModelError | None:
        """What keeps the models that are set up here from being ready; None where nothing does, or none is set up."""

    def profile(self, model: str) -> Profile:
        """What ``model`` can do by itself. Reads no network."""

    def stream(self, call: Call) -> AsyncIterator[Part]: ...

    async def close(self) -> None:
        """Gives connections back. Safe to call twice."""


@runtime_checkable
class Embeds(Protocol):
    """A provider with models that turn texts into vectors."""

    @property
    def place(self) -> Place:
        """Where its server computes."""

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """The vector of each text. Asks the door first, and raises what the official SDK raises."""


def name_of(provider: Provider) -> str:
    """What people call a provider, which an error says: its ``name``, where it has one."""
    return str(getattr(provider, "name", provider.id))
