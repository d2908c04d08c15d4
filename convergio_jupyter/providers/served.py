"""What every provider has that asks a server: cards, the door to its models, and one client of the official SDK."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Iterator, Sequence
from typing import Any

from ..core.errors import ModelError, ProviderFailed
from ..core.schema import ModelCard, Place
from . import sdk
from .base import Call, FinishPart, Part, Profile
from .forwarding import Forwarding
from .refusals import Maker

NATIVE = Profile(tools=True, schema=True)


class Served(ABC):
    """A provider of one server. ``context`` is in tokens; 0 where the server knows it only."""

    def __init__(self, server: sdk.Server, maker: Maker, *, profile: Profile = NATIVE, context: int = 0) -> None:
        self.id, self.name = maker.id, maker.name
        self._server = server
        self._maker = maker
        self._profile = profile
        self._context = context
        self._forwarding = Forwarding(server, maker)
        self._client: Any = None

    @property
    def place(self) -> Place:
        """Where the server computes; some of its models may do so elsewhere."""
        return self._server.place

    def models(self) -> list[ModelCard]:
        return [self._card(name) for name in self._server.models]

    def _card(self, name: str) -> ModelCard:
        forwarded = self._forwarding.known(name)
        return sdk.card(self._server, self.id, name, context=self._context, forwarded=forwarded)

    def refresh(self) -> Coroutine[Any, Any, None] | None:
        names = self._forwarding.unknown(self._server.models)
        return self._learn(names) if names and self._is_ready() else None

    async def _learn(self, names: Sequence[str]) -> None:
        try:
            client = await self._sdk()
        except Exception:  # whoever asks the server is told so; other models answer all the same
            self._forwarding.pass_over(names)
        else:
            await self._forwarding.learn(client._client, names)

    def _is_ready(self) -> bool:
        return all(card.ready for card in self.models())

    def problem(self) -> ModelError | None:
        return sdk.problem(self.models())

    def profile(self, model: str) -> Profile:
        return self._profile

    def stream(self, call: Call) -> AsyncIterator[Part]:
        return sdk.explained(self._parts(call), self._maker, self._server, call.model)

    @abstractmethod
    def _parts(self, call: Call) -> AsyncGenerator[Part, None]:
        """The parts of one answer; raises whatever the SDK and its HTTP client raise."""

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _sdk(self) -> Any:
        """The SDK's client. Its ``_client`` is the HTTP client below it, which asks the door before each request."""
        if self._client is None:  # importing an SDK takes a second, and others are being answered
            opened = await asyncio.to_thread(self._open)
            self._client = self._client or opened
        return self._client

    @abstractmethod
    def _open(self) -> Any:
        """The SDK's client for the server. Raises ``ExtraMissing`` where the SDK is not installed."""

    def _last(self, parts: Sequence[Part], failure: ModelError | None) -> Iterator[Part]:
        """The end of an answer, with what was paid for also where it ends with a ``failure``."""
        if not parts:
            raise ProviderFailed(provider=self.name, detail="the stream ended early")
        for part in parts:
            if failure is not None and isinstance(part, FinishPart):
                raise failure
            yield part
