"""The provider ``openai``: OpenAI's own service or any server that speaks its Chat Completions.

The official SDK does authentication, retries and errors. Of the stream only the raw lines are taken: building the SDK's
typed objects costs about 150 µs a token, reading the two fields we need a fifth of that.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from ..core.errors import ExtraMissing, ProviderFailed
from ..core.schema import ModelCard
from . import chat_wire, sdk
from .base import Call, Part, Profile

if TYPE_CHECKING:
    from openai import AsyncOpenAI

HOME = "https://api.openai.com/v1"


class OpenAIProvider:
    """Streams from one OpenAI-compatible server."""

    id = "openai"

    def __init__(self, server: sdk.Server) -> None:
        self._server = server
        self._client: AsyncOpenAI | None = None

    def models(self) -> list[ModelCard]:
        return [self._card(name) for name in self._server.models]

    def _card(self, name: str) -> ModelCard:
        # A server on this computer may forward to a cloud: Ollama does so for models that say “cloud” in their name.
        local = self._server.place == "local" and not name.endswith(("-cloud", ":cloud"))
        ready = importlib.util.find_spec("openai") is not None
        return ModelCard(
            provider=self.id,
            model=name,
            label=name,
            place="local" if local else "cloud",
            region="machine" if local else self._server.region,
            ready=ready,
            note="" if ready else 'pip install "convergio-jupyter[openai]"',
        )

    def problem(self) -> None:
        return None

    def profile(self, model: str) -> Profile:
        return Profile(tools=True, schema=True)

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        self._server.check(self._server.base_url, place=self._card(call.model).place)
        client = self._sdk()
        reader = chat_wire.ChunkReader()
        own = "" if self._server.base_url == HOME else self._server.base_url
        with sdk.explained("OpenAI", "OPENAI_API_KEY", own):
            create = client.chat.completions.with_streaming_response.create
            async with create(**chat_wire.request_body(call)) as response:
                async for line in response.iter_lines():
                    if not line.startswith("data:") or line[5:].strip() == "[DONE]":
                        continue
                    for part in reader.read(_chunk(line[5:])):
                        yield part
        finish = reader.finish()
        if finish is None:
            raise ProviderFailed(provider="OpenAI", detail="the stream ended early")
        yield finish

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    def _sdk(self) -> AsyncOpenAI:
        if self._client is None:
            try:
                from openai import AsyncOpenAI
            except ImportError as error:
                raise ExtraMissing(feature="OpenAI", extra="openai") from error
            server, http = self._server, sdk.guarded_client(self._server)
            self._client = AsyncOpenAI(api_key=server.key or "none", base_url=server.base_url, http_client=http)
            if server.base_url != HOME:  # the environment's organization is nobody else's business
                self._client.organization = self._client.project = None
        return self._client


def _chunk(text: str) -> dict[str, Any]:
    try:
        chunk: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise ProviderFailed(provider="OpenAI", detail=f"not JSON: {text[:200]}") from error
    if "error" in chunk:
        raise ProviderFailed(provider="OpenAI", detail=str(chunk["error"])[:500])
    return chunk
