"""The provider ``ollama``: an Ollama server by its own protocol, which says more than its OpenAI one.

Ollama cuts a prompt without a word where its context is small, so the size is always sent; it stays the same from call
to call, because another one loads the model anew. A model that says “cloud” in its name is computed elsewhere, though
the address is this computer's; one under another name may be, see :mod:`.forwarding`. An error may come in a line of a
stream whose status was 200.

Reference: https://github.com/ollama/ollama/blob/main/docs/api.md
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from ..core.errors import ExtraMissing, ModelNotPulled, ProviderFailed, RateLimited
from ..core.values import Message, ToolUse
from . import chat_wire, refusals, replies, sdk
from .base import ALIVE, Call, FinishPart, Part, Profile, TextPart, TokensPart, ToolPart, WaitPart
from .served import Served

if TYPE_CHECKING:
    from ollama import AsyncClient

OLLAMA = refusals.Maker(id="ollama", name="Ollama", home="", key_variable="OLLAMA_API_KEY")
PS_SECONDS = 2.0


class OllamaProvider(Served):
    """Streams from one Ollama server. ``context`` is in tokens."""

    def __init__(self, server: sdk.Server, *, context: int = 8192) -> None:
        super().__init__(server, OLLAMA, profile=Profile(tools=True, schema=True, tool_choice=False), context=context)

    async def _parts(self, call: Call) -> AsyncGenerator[Part, None]:
        http = (await self._sdk())._client
        await self._forwarding.admit(http, call.model)
        if not self._forwarding.known(call.model) and not await self._is_loaded(http, call.model):
            yield WaitPart("loading_model")
        reader = _Reader()
        # The package's own ``chat`` ends a line at what JSON may hold, and makes objects of what may be absurd.
        async with http.stream("POST", "/api/chat", json=_request(call, self._context)) as response:
            with replies.of_the_reply():
                async with aclosing(replies.lines(response.aiter_bytes())) as lines:
                    async for line in lines:
                        for part in reader.read(sdk.decoded(line, OLLAMA, call.model)):
                            yield part
        if not reader.over:
            raise ProviderFailed(provider=OLLAMA.name, detail="the stream ended early")

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        client: AsyncClient = await self._sdk()
        await self._forwarding.admit(client._client, model)
        return (await client.embed(model=model, input=list(texts))).embeddings

    async def _is_loaded(self, http: Any, name: str) -> bool:
        """Whether the model is in memory; where that cannot be known, no wait is announced."""
        if sdk.is_cloud_name(name):
            return True
        try:
            async with asyncio.timeout(PS_SECONDS):
                async with http.stream("GET", "/api/ps") as reply:
                    running = json.loads(await replies.beginning(reply, replies.LONGEST_LINE))["models"]
            names = {str(each.get("model") or each.get("name")) for each in running}
        except Exception:
            return True
        return bool({name, f"{name}:latest"} & names)

    def _open(self) -> AsyncClient:
        try:
            import httpx
            from ollama import AsyncClient
        except ImportError as error:
            raise ExtraMissing(feature=self.name, extra="ollama") from error
        sdk.keep_wires_quiet()
        return AsyncClient(
            host=self._server.base_url,
            trust_env=sdk.may_use_proxy(self._server),
            follow_redirects=False,
            timeout=httpx.Timeout(sdk.SILENCE_SECONDS, connect=sdk.CONNECT_SECONDS),
            event_hooks={"request": [self._ask], "response": [_refuse]},
        )

    async def _ask(self, request: Any) -> None:
        """Asks the door; and keeps the key of Ollama's cloud, which its client adds, from any other server."""
        self._server.check(str(request.url))
        if request.url.host != "ollama.com":
            request.headers.pop("authorization", None)


async def _refuse(response: Any) -> None:
    """Takes a refusal before the client does, which would forget its headers."""
    if response.status_code < 300:
        return
    await replies.cut_refusal(response)
    model = ""
    if response.request.method == "POST":
        model = str(json.loads(response.request.content or b"{}").get("model", ""))
    if response.status_code == 404 and model:
        raise ModelNotPulled(provider=OLLAMA.name, name=model, variable=OLLAMA.models_variable, detail="404")
    if response.status_code == 503:  # its queue is full
        raise RateLimited(provider=OLLAMA.name, detail="503", retry_after=refusals.retry_after(response.headers))
    raise refusals.error_for(refusals.Reply(response.status_code, response.text, response.headers), OLLAMA, model)


class _Reader:
    """Turns the lines of one answer into parts. What a model thinks is not its answer."""

    def __init__(self) -> None:
        self.over = False
        self._tools = 0

    def read(self, chunk: dict[str, Any]) -> Iterator[Part]:
        if self.over:
            return
        message = chunk.get("message") or {}
        if said := replies.text(message.get("content")):
            yield TextPart(said)
        elif message.get("thinking"):
            yield ALIVE
        for wanted in message.get("tool_calls") or ():
            function = wanted["function"]
            arguments = json.dumps(dict(function.get("arguments") or {}), ensure_ascii=False)
            yield ToolPart(ToolUse(f"use_{self._tools}", replies.text(function.get("name")), arguments))
            self._tools += 1
        if chunk.get("done"):
            self.over = True
            if tokens := replies.tokens(chunk.get("prompt_eval_count"), chunk.get("eval_count")):
                yield TokensPart(tokens)
            ended: Any = "tool_calls" if self._tools else "complete"
            yield FinishPart("length" if chunk.get("done_reason") == "length" else ended)


def _request(call: Call, context: int) -> dict[str, Any]:
    options: dict[str, Any] = {
        "num_ctx": context,
        "num_predict": call.max_tokens,
        "temperature": call.temperature,
    }
    if call.stop:
        options["stop"] = list(call.stop)
    if call.seed is not None:
        options["seed"] = call.seed
    names = {use.id: use.name for message in call.messages for use in message.tool_uses}
    body = {
        "model": call.model,
        "messages": [_message(message, names) for message in call.messages],
        "options": options,
        "stream": True,
    }
    if call.tools and call.tool_choice != "none":
        body["tools"] = [chat_wire.tool_json(tool) for tool in call.tools]
    if call.schema is not None:
        body["format"] = dict(call.schema)
    return body


def _message(message: Message, names: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.pictures:
        found["images"] = [each.partition(",")[2] for each in message.pictures]
    if message.role == "tool":
        found["tool_name"] = names.get(message.tool_use, message.tool_use)
    if message.tool_uses:
        calls = [{"function": {"name": u.name, "arguments": _arguments(u)}} for u in message.tool_uses]
        found["tool_calls"] = calls
    return found


def _arguments(use: ToolUse) -> dict[str, Any]:
    try:
        found = json.loads(use.arguments or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
