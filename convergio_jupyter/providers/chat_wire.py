"""The wire format of OpenAI's Chat Completions, which many servers speak. Pure functions, no I/O.

Reference: https://platform.openai.com/docs/api-reference/chat-streaming
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.schema import Tokens
from ..core.values import Message, ToolSpec, ToolUse
from . import replies
from .base import ALIVE, Call, FinishPart, Part, TextPart, TokensPart, ToolPart, WaitPart

WORTH_TELLING = 512  # tokens still to read; fewer are read in a moment
_SHOWN = {"role", "content"}  # of a delta; a server may send the role before it reads
CHOICES = ("auto", "none", "required")


def request_body(call: Call, *, modern: bool = False) -> dict[str, Any]:
    """The body of a streaming request.

    ``modern`` is for OpenAI's own service: its newer models refuse ``max_tokens`` and choose their temperature. Other
    servers know the older names only.
    """
    body: dict[str, Any] = {
        "model": call.model,
        "messages": [_message(message) for message in call.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if modern:
        body["max_completion_tokens"] = call.max_tokens
    else:
        body |= {"max_tokens": call.max_tokens, "temperature": call.temperature}
    if call.stop:
        body["stop"] = list(call.stop)
    if call.seed is not None:
        body["seed"] = call.seed
    if call.schema is not None:
        answer = {"name": "answer", "schema": dict(call.schema), "strict": _is_strict(call.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": answer}
    if call.tools:
        body["tools"] = [tool_json(tool) for tool in call.tools]
        body["tool_choice"] = _choice(call.tool_choice)
    return body


def tool_json(tool: ToolSpec) -> dict[str, Any]:
    """A tool as this wire describes it; Ollama's own wire does so too."""
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _choice(choice: str) -> Any:
    return choice if choice in CHOICES else {"type": "function", "function": {"name": choice}}


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        return {"role": "tool", "tool_call_id": message.tool_use, "content": message.text}
    found: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.pictures:
        shown = [{"type": "image_url", "image_url": {"url": each}} for each in message.pictures]
        found["content"] = [*shown, {"type": "text", "text": message.text}]
    if message.tool_uses:
        found["content"] = message.text or None
        found["tool_calls"] = [
            {"id": use.id, "type": "function", "function": {"name": use.name, "arguments": use.arguments}}
            for use in message.tool_uses
        ]
    return found


def _is_strict(schema: Any) -> bool:
    """Whether OpenAI's strict mode takes it: every object closed, and all it has required. It refuses any other."""
    if isinstance(schema, Mapping):
        if schema.get("type") == "object" or "properties" in schema:
            names = set(schema.get("properties") or ())
            if schema.get("additionalProperties") is not False or set(schema.get("required") or ()) != names:
                return False
        return all(_is_strict(value) for value in schema.values())
    return all(map(_is_strict, schema)) if isinstance(schema, (list, tuple)) else True


class ChunkReader:
    """Turns the chunks of one answer into parts.

    Text is given out as it comes. Tools come in pieces, and usage after the reason to finish: both are held back.
    """

    def __init__(self) -> None:
        self._reason: str | None = None
        self._tokens: Tokens | None = None
        self._tools: dict[int, _Pieces] = {}

    def read(self, chunk: dict[str, Any]) -> Iterator[Part]:
        if chunk.get("prompt_progress"):
            yield from _progress(chunk["prompt_progress"])
        for choice in chunk.get("choices") or ():
            delta = choice.get("delta") or {}
            if said := replies.text(delta.get("content")) or replies.text(delta.get("refusal")):
                yield TextPart(said)
            elif not delta.keys() <= _SHOWN and any(delta[name] for name in delta.keys() - _SHOWN):
                yield ALIVE  # it thinks, by whichever name its server gives to that, or writes a tool
            for piece in delta.get("tool_calls") or ():
                self._gather(piece)
            self._reason = replies.text(choice.get("finish_reason")) or self._reason
        if chunk.get("usage"):
            self._tokens = _tokens(chunk["usage"])

    @property
    def withheld(self) -> bool:
        """Whether the server stopped the answer because of what it says."""
        return self._reason == "content_filter"

    def finish(self) -> list[Part]:
        """The last parts; none if the stream broke off before the answer was over."""
        if self._reason is None:
            return []
        whole = [pieces.whole(number) for number, pieces in sorted(self._tools.items())]
        cut = self._reason == "length" or self.withheld
        tools: list[Part] = [ToolPart(use) for use in whole if not cut or replies.is_json(use.arguments)]
        counted: list[Part] = [] if self._tokens is None else [TokensPart(self._tokens)]
        if self._reason == "length":
            return [*tools, *counted, FinishPart("length")]
        return [*tools, *counted, FinishPart("tool_calls" if tools else "complete")]

    def _gather(self, piece: dict[str, Any]) -> None:
        number = piece.get("index")
        if number is None:  # some servers number nothing and send each tool whole
            number = len(self._tools) if piece.get("id") or not self._tools else len(self._tools) - 1
        self._tools.setdefault(number, _Pieces()).add(piece)


class _Pieces:
    """One tool of an answer, as far as it has come."""

    def __init__(self) -> None:
        self._id = self._name = self._arguments = ""

    def add(self, piece: dict[str, Any]) -> None:
        function = piece.get("function") or {}
        self._id = replies.text(piece.get("id")) or self._id
        self._name = replies.text(function.get("name")) or self._name
        self._arguments += replies.text(function.get("arguments"))

    def whole(self, number: int) -> ToolUse:
        return ToolUse(id=self._id or f"use_{number}", name=self._name, arguments=self._arguments or "{}")


def _progress(progress: dict[str, Any]) -> Iterator[Part]:
    total, done = replies.count(progress.get("total")), replies.count(progress.get("processed"))
    if total is not None and done is not None and total - done > WORTH_TELLING:
        yield WaitPart("reading", done, total)


def _tokens(usage: dict[str, Any]) -> Tokens | None:
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens")
    return replies.tokens(usage.get("prompt_tokens"), usage.get("completion_tokens"), cached)
