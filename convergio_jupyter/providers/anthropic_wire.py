"""The wire format of Anthropic's Messages. Pure functions, no I/O.

An answer by schema is asked for as a tool that must be used and takes the answer as its input; that input is given out
as the answer's text.

Reference: https://docs.anthropic.com/en/api/messages-streaming
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..core.schema import Tokens
from ..core.values import Message, ToolUse
from . import replies
from .base import ALIVE, Call, FinishPart, Part, TextPart, TokensPart, ToolPart

ANSWER = "answer"
_CHOICE = {"auto": {"type": "auto"}, "none": {"type": "none"}, "required": {"type": "any"}}


def request_body(call: Call) -> dict[str, Any]:
    """The arguments of a streaming request."""
    body: dict[str, Any] = {
        "model": call.model,
        "system": "\n\n".join(message.text for message in call.messages if message.role == "system"),
        "messages": _messages(call.messages),
        "max_tokens": call.max_tokens,
    }  # no temperature and no seed: the SDK has dropped the one, newer models choose their own, and never had the other
    if call.stop:
        body["stop_sequences"] = list(call.stop)
    tools = [
        {"name": tool.name, "description": tool.description, "input_schema": dict(tool.parameters)}
        for tool in call.tools
    ]
    if call.schema is not None:
        tools.append({"name": ANSWER, "description": "Gives the answer.", "input_schema": _object(call.schema)})
    if tools:
        body["tools"], body["tool_choice"] = tools, _choice(call)
    return body


def _choice(call: Call) -> dict[str, str]:
    if call.schema is not None and (not call.tools or call.tool_choice == "none"):
        return {"type": "tool", "name": ANSWER}
    if call.schema is not None and call.tool_choice == "auto":
        return {"type": "any"}
    return _CHOICE.get(call.tool_choice) or {"type": "tool", "name": call.tool_choice}


def is_object(schema: Any) -> bool:
    return bool(schema.get("type") == "object")


def _object(schema: Any) -> dict[str, Any]:
    """A tool takes an object; any other answer is wrapped into one."""
    if is_object(schema):
        return dict(schema)
    return {"type": "object", "properties": {"value": dict(schema)}, "required": ["value"]}


def _messages(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    """What was said, with neighbours of one side made one message: the results of tools must come together."""
    found: list[dict[str, Any]] = []
    for message in messages:
        if message.role == "system":
            continue
        role, blocks = "assistant" if message.role == "assistant" else "user", _blocks(message)
        if found and found[-1]["role"] == role:
            found[-1]["content"] = [*found[-1]["content"], *blocks]
        elif blocks:
            found.append({"role": role, "content": blocks})
    return found


def _blocks(message: Message) -> list[dict[str, Any]]:
    if message.role == "tool":
        return [{"type": "tool_result", "tool_use_id": message.tool_use, "content": message.text}]
    text = [{"type": "text", "text": message.text}] if message.text.strip() else []  # an empty block is refused
    shown = [{"type": "image", "source": _source(each)} for each in message.pictures]
    return [
        *shown,
        *text,
        *({"type": "tool_use", "id": u.id, "name": u.name, "input": _input(u)} for u in message.tool_uses),
    ]


def _source(picture: str) -> dict[str, str]:
    kind, _, data = picture.removeprefix("data:").partition(";base64,")
    return {"type": "base64", "media_type": kind, "data": data}


def _input(use: ToolUse) -> dict[str, Any]:
    try:
        found = json.loads(use.arguments or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class EventReader:
    """Turns the events of one answer into parts; usage and tools are held back until they are whole."""

    def __init__(self, call: Call) -> None:
        self._schema = call.schema
        self._reason: str | None = None
        self._usage: dict[str, Any] = {}
        self._block: Any = None
        self._json = ""
        self._used = False
        self._answered = call.schema is None

    def read(self, event: Any) -> Iterator[Part]:
        if event.type == "content_block_start":
            self._block, self._json = event.content_block, ""
        elif event.type == "content_block_delta":
            yield from self._delta(event.delta)
        elif event.type == "content_block_stop":
            yield from self._stop()
        elif event.type == "message_start":
            self._take(event.message.usage)
        elif event.type == "message_delta":
            self._reason = replies.text(event.delta.stop_reason) or self._reason
            self._take(event.usage)

    @property
    def withheld(self) -> bool:
        """Whether the model stopped the answer because of what it says."""
        return self._reason == "refusal"

    @property
    def ignored_schema(self) -> bool:
        """Whether the answer is over and is neither by the schema nor a tool."""
        return self._reason not in (None, "max_tokens") and not (self._answered or self._used)

    def finish(self) -> list[Part]:
        """The last parts; none if the stream broke off before the answer was over."""
        if self._reason is None:
            return []
        tokens = self._tokens()
        counted: list[Part] = [] if tokens is None else [TokensPart(tokens)]
        if self._reason == "max_tokens":
            return [*counted, FinishPart("length")]
        return [*counted, FinishPart("tool_calls" if self._used else "complete")]

    def _delta(self, delta: Any) -> Iterator[Part]:
        if delta.type == "text_delta" and self._schema is None:
            if said := replies.text(delta.text):
                yield TextPart(said)
        elif delta.type == "input_json_delta" and (piece := replies.text(delta.partial_json)):
            self._json += piece
            shown = self._is_answer() and is_object(self._schema)
            yield TextPart(piece) if shown else ALIVE
        elif delta.type != "input_json_delta":
            yield ALIVE  # it thinks, or says beside the tool what nobody asked for

    def _stop(self) -> Iterator[Part]:
        block, self._block = self._block, None
        if getattr(block, "type", "") != "tool_use":
            return
        if self._schema is not None and block.name == ANSWER:
            self._answered = True
            if not is_object(self._schema):
                yield TextPart(json.dumps(json.loads(self._json)["value"], ensure_ascii=False))
            elif not self._json:  # an input without pieces came whole with the block
                yield TextPart(json.dumps(block.input or {}, ensure_ascii=False))
            return
        arguments = self._json or json.dumps(block.input or {})
        if not replies.is_json(arguments):  # cut off where it was longest, or withheld
            return
        self._used = True
        yield ToolPart(ToolUse(id=replies.text(block.id), name=replies.text(block.name), arguments=arguments))

    def _is_answer(self) -> bool:
        return self._schema is not None and getattr(self._block, "name", "") == ANSWER

    def _take(self, usage: Any) -> None:
        """Each count as it was said last; some come at the start, some at the end."""
        for name in ("input_tokens", "output_tokens", "cache_read_input_tokens"):
            self._usage[name] = getattr(usage, name, None) or self._usage.get(name)

    def _tokens(self) -> Tokens | None:
        fresh, cached = replies.count(self._usage.get("input_tokens")), self._usage.get("cache_read_input_tokens")
        read = None if fresh is None else fresh + (replies.count(cached) or 0)
        return replies.tokens(read, self._usage.get("output_tokens"), cached)
