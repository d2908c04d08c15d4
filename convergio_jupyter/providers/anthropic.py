"""The provider ``anthropic``: Anthropic's own service or any server that speaks its Messages protocol."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from inspect import signature
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..core.errors import ExtraMissing, ModelError, ProviderFailed, RequestRefused
from ..core.schema import ModelCard
from . import anthropic_wire, refusals, replies, sdk
from .base import Call, Part, Profile, TokensPart
from .forwarding import Forwarding

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

HOME = "https://api.anthropic.com"
ANTHROPIC = refusals.Maker(id="anthropic", name="Anthropic", home=HOME, key_variable="ANTHROPIC_API_KEY")


class AnthropicProvider:
    """Streams from one Anthropic-compatible server."""

    id = "anthropic"
    name = ANTHROPIC.name

    def __init__(self, server: sdk.Server) -> None:
        self._server = server
        self._forwarding = Forwarding(server, ANTHROPIC)
        self._client: AsyncAnthropic | None = None

    def models(self) -> list[ModelCard]:
        return [self._card(name) for name in self._server.models]

    def _card(self, name: str) -> ModelCard:
        return sdk.card(self._server, self.id, name, forwarded=self._forwarding.known(name))

    def problem(self) -> ModelError | None:
        return sdk.problem(self.models())

    def profile(self, model: str) -> Profile:
        return Profile(tools=True, schema=True)

    def stream(self, call: Call) -> AsyncIterator[Part]:
        return sdk.explained(self._parts(call), ANTHROPIC, self._server, call.model)

    async def _parts(self, call: Call) -> AsyncGenerator[Part, None]:
        await self._forwarding.admit(self._sdk()._client, call.model)
        reader = anthropic_wire.EventReader(call)
        async with await self._sdk().messages.create(**anthropic_wire.request_body(call), stream=True) as events:
            body = replies.Bounded(events.response.aiter_bytes)  # the SDK gathers an event however long it is
            events.response.aiter_bytes = body
            with replies.of_the_reply():
                async for event in events:
                    body.whole()
                    for part in reader.read(event):
                        yield part
                last = reader.finish()
        if reader.ignored_schema:
            for part in last:
                if isinstance(part, TokensPart):  # what was paid for all the same
                    yield part
            raise RequestRefused(provider=ANTHROPIC.name, detail="the answer does not keep to the schema")
        if not last:
            raise ProviderFailed(provider=ANTHROPIC.name, detail="the stream ended early")
        for part in last:
            yield part

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    def _sdk(self) -> AsyncAnthropic:
        if self._client is None:
            try:
                from anthropic import AsyncAnthropic
            except ImportError as error:
                raise ExtraMissing(feature="Anthropic", extra="anthropic") from error
            server, http = self._server, sdk.guarded_client(self._server)
            # the environment may have questions told to whoever collects traces, past the door to the network
            known = "open_telemetry" in signature(AsyncAnthropic).parameters
            untraced: dict[str, Any] = {"open_telemetry": False} if known else {}
            self._client = AsyncAnthropic(
                api_key=server.key or "none", base_url=server.base_url, http_client=http, max_retries=0, **untraced
            )
            if urlsplit(server.base_url).hostname != urlsplit(HOME).hostname:
                self._client._custom_headers = {}  # what the environment says for Anthropic is nobody else's business
        return self._client
