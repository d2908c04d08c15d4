"""The provider ``anthropic``: Anthropic's own service or any server that speaks its Messages protocol."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from inspect import signature
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..core.errors import AnswerWithheld, ExtraMissing, ModelError, RequestRefused
from . import anthropic_wire, refusals, replies, sdk
from .base import Call, Part
from .served import Served

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

HOME = "https://api.anthropic.com"
ANTHROPIC = refusals.Maker(id="anthropic", name="Anthropic", home=HOME, key_variable="ANTHROPIC_API_KEY")


class AnthropicProvider(Served):
    """Streams from one Anthropic-compatible server."""

    def __init__(self, server: sdk.Server) -> None:
        super().__init__(server, ANTHROPIC)

    async def _parts(self, call: Call) -> AsyncGenerator[Part, None]:
        client: AsyncAnthropic = await self._sdk()
        await self._forwarding.admit(client._client, call.model)
        reader = anthropic_wire.EventReader(call)
        async with await client.messages.create(**anthropic_wire.request_body(call), stream=True) as events:
            body = replies.Bounded(events.response.aiter_bytes)  # the SDK gathers an event however long it is
            events.response.aiter_bytes = body
            with replies.of_the_reply():
                async for event in events:
                    body.whole()
                    for part in reader.read(event):
                        yield part
                last = reader.finish()
        for part in self._last(last, self._failure(reader)):
            yield part

    def _failure(self, reader: anthropic_wire.EventReader) -> ModelError | None:
        if reader.withheld:
            return AnswerWithheld(provider=self.name)
        if reader.ignored_schema:
            return RequestRefused(provider=self.name, detail="the answer does not keep to the schema")
        return None

    def _open(self) -> AsyncAnthropic:
        try:
            from anthropic import AsyncAnthropic
        except ImportError as error:
            raise ExtraMissing(feature=self.name, extra="anthropic") from error
        server, http = self._server, sdk.guarded_client(self._server)
        # the environment may have questions told to whoever collects traces, past the door to the network
        known = "open_telemetry" in signature(AsyncAnthropic).parameters
        untraced: dict[str, Any] = {"open_telemetry": False} if known else {}
        client = AsyncAnthropic(
            api_key=server.key or "none", base_url=server.base_url, http_client=http, max_retries=0, **untraced
        )
        if urlsplit(server.base_url).hostname != urlsplit(HOME).hostname:
            client._custom_headers = {}  # what the environment says for Anthropic is nobody else's business
        return client
