"""The provider ``anthropic``: Anthropic's own service or any server that speaks its Messages protocol.

Reference: https://docs.anthropic.com/en/api/messages-streaming
"""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from ..core.errors import ExtraMissing, ProviderFailed
from ..core.schema import ModelCard, Region, Tokens
from . import sdk
from .base import Call, FinishPart, Part, Profile, TextPart, TokensPart

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

HOME = "https://api.anthropic.com"


class AnthropicProvider:
    """Streams from one Anthropic-compatible server."""

    id = "anthropic"

    def __init__(self, server: sdk.Server) -> None:
        self._server = server
        self._client: AsyncAnthropic | None = None

    def models(self) -> list[ModelCard]:
        region: Region = "machine" if self._server.place == "local" else self._server.region
        ready = importlib.util.find_spec("anthropic") is not None
        note = "" if ready else 'pip install "convergio-jupyter[anthropic]"'
        return [
            ModelCard(
                provider=self.id,
                model=name,
                label=name,
                place=self._server.place,
                region=region,
                ready=ready,
                note=note,
            )
            for name in self._server.models
        ]

    def problem(self) -> None:
        return None

    def profile(self, model: str) -> Profile:
        return Profile(tools=True)

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        self._server.check(self._server.base_url)
        client = self._sdk()
        reader = _Reader()
        with sdk.explained(
            "Anthropic", "ANTHROPIC_API_KEY", "" if self._server.base_url == HOME else self._server.base_url
        ):
            async with await client.messages.create(**_request(call), stream=True) as events:
                async for event in events:
                    text = reader.read(event)
                    if text:
                        yield TextPart(text)
        if reader.reason is None:
            raise ProviderFailed(provider="Anthropic", detail="the stream ended early")
        yield TokensPart(reader.tokens())
        yield FinishPart("length" if reader.reason == "max_tokens" else "complete")

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
            self._client = AsyncAnthropic(api_key=server.key or "none", base_url=server.base_url, http_client=http)
        return self._client


class _Reader:
    """Collects usage and the reason to stop while the text goes by."""

    def __init__(self) -> None:
        self.reason: str | None = None
        self._input = self._output = self._cached = 0

    def read(self, event: Any) -> str:
        if event.type == "content_block_delta" and event.delta.type == "text_delta":
            return str(event.delta.text)
        if event.type == "message_start":
            self._take(event.message.usage)
        elif event.type == "message_delta":
            self.reason = event.delta.stop_reason or self.reason
            self._take(event.usage)
        return ""

    def tokens(self) -> Tokens:
        return Tokens(input=self._input, output=self._output, cached=self._cached)

    def _take(self, usage: Any) -> None:
        self._cached = getattr(usage, "cache_read_input_tokens", 0) or self._cached
        fresh = getattr(usage, "input_tokens", 0) or 0
        self._input = fresh + self._cached if fresh else self._input
        self._output = usage.output_tokens or self._output


def _request(call: Call) -> dict[str, Any]:
    system = "\n\n".join(message.text for message in call.messages if message.role == "system")
    request: dict[str, Any] = {
        "model": call.model,
        "system": system,
        "messages": [{"role": m.role, "content": m.text} for m in call.messages if m.role != "system"],
        "max_tokens": call.max_tokens,
    }  # no temperature: the SDK has dropped it, newer models choose their own
    if call.stop:
        request["stop_sequences"] = list(call.stop)
    return request
