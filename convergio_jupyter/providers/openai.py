"""The provider ``openai``: OpenAI's own service or any server that speaks its Chat Completions.

Azure and Google speak the same wire; see :mod:`.chat_makers`.

The official SDK does authentication and errors. Of the stream only the raw lines are taken: building the SDK's typed
objects costs about 150 µs a token, reading the two fields we need a fifth of that.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..core.errors import AnswerWithheld, ExtraMissing
from . import chat_wire, refusals, replies, sdk
from .base import Call, Part, Profile
from .served import NATIVE, Served

if TYPE_CHECKING:
    from openai import AsyncOpenAI

HOME = "https://api.openai.com/v1"
OPENAI = refusals.Maker(id="openai", name="OpenAI", home=HOME, key_variable="OPENAI_API_KEY")


class OpenAIProvider(Served):
    """Streams from one OpenAI-compatible server."""

    def __init__(self, server: sdk.Server, maker: refusals.Maker = OPENAI, profile: Profile = NATIVE) -> None:
        super().__init__(server, maker, profile=profile)

    async def _parts(self, call: Call) -> AsyncGenerator[Part, None]:
        client: AsyncOpenAI = await self._sdk()
        await self._forwarding.admit(client._client, call.model)
        create = client.chat.completions.with_streaming_response.create
        reader = chat_wire.ChunkReader()
        # As extra body it goes out as it is: the SDK takes 150 µs to look through what it is given otherwise.
        body = chat_wire.request_body(call, modern=is_openai(self._server.base_url) or self.id == "azure")
        async with create(model=call.model, messages=[], extra_body=body) as response:
            with replies.of_the_reply():
                async with aclosing(replies.lines(response.iter_bytes())) as lines:
                    async for line in lines:
                        if not line.startswith(b"data:") or line[5:].strip() in (b"", b"[DONE]"):
                            continue
                        for part in reader.read(sdk.decoded(line[5:], self._maker, call.model)):
                            yield part
                last = reader.finish()
        for part in self._last(last, AnswerWithheld(provider=self.name) if reader.withheld else None):
            yield part

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        client: AsyncOpenAI = await self._sdk()
        await self._forwarding.admit(client._client, model)
        found = await client.embeddings.create(model=model, input=list(texts), encoding_format="float")
        return [each.embedding for each in sorted(found.data, key=lambda each: each.index)]

    def _open(self) -> AsyncOpenAI:
        try:
            from openai import AsyncOpenAI
        except ImportError as error:
            raise ExtraMissing(feature=self.name, extra="openai") from error
        server, http = self._server, sdk.guarded_client(self._server)
        client = AsyncOpenAI(api_key=server.key or "none", base_url=server.base_url, http_client=http, max_retries=0)
        if not is_openai(server.base_url):  # what the environment says for OpenAI is nobody else's business
            client.organization = client.project = client.admin_api_key = None
            client._custom_headers = {}
        return client


def is_openai(url: str) -> bool:
    """Whether the server is OpenAI's own, in whichever region and however its address is written."""
    host = f".{urlsplit(url).hostname or ''}"
    return host.endswith(".api.openai.com")
