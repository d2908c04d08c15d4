"""The one door to a provider's stream: what a model cannot do by itself is done for it here.

- Tools: a model without them, or one that cannot be made to use them, is asked for JSON, either a plain answer or one
  use of a tool.
- A schema: a model without it is told the schema, and what it says is checked to be JSON.
- Stop strings: some servers ignore them, or take them out and go on. No text after one leaves here.

What must be whole before it can be judged (JSON of the first two) is held back; all other text passes as it comes.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

from ..core.errors import RequestRefused
from ..core.values import Message, ToolSpec, ToolUse
from . import replies
from .base import ALIVE, Call, FinishPart, Part, Provider, TextPart, TokensPart, ToolPart, name_of
from .stops import Until, before_stop

_TOOLS = (
    "You may use tools. Reply with one JSON object only: {plain}to use a tool, "
    '{{"tool": "its name", "arguments": {{…}}}}. The tools:\n{tools}'
)
_PLAIN = 'to answer, {"answer": "your answer"}; '
_SCHEMA = "Reply with JSON only, without any other word. It must fit this JSON schema:\n{schema}"


async def stream(provider: Provider, call: Call) -> AsyncGenerator[Part, None]:
    """The answer of ``provider`` to ``call``, with all that the call asks for.

    Raises ``RequestRefused`` where the model cannot be brought to answer in the form that is asked for.
    """
    profile = provider.profile(call.model)
    wants_tools = bool(call.tools) and call.tool_choice != "none"
    must = call.tool_choice != "auto" and not profile.tool_choice
    if wants_tools and (must or not profile.tools):
        inner = _by_json(provider, call)
    elif call.schema is not None and not profile.schema:
        inner = _checked(provider, call)
    else:
        inner = _stopped(provider.stream(call), call.stop)
    async with aclosing(inner):
        async for part in inner:
            yield part


async def _checked(provider: Provider, call: Call) -> AsyncGenerator[Part, None]:
    """An answer by schema from a model that knows none: told in words, then checked to be JSON."""
    wish = _SCHEMA.format(schema=json.dumps(call.schema, ensure_ascii=False))
    plain = call._replace(schema=None, messages=_told(spoken(call.messages), wish))
    said = ""
    async with aclosing(_stopped(provider.stream(plain), call.stop)) as parts:
        async for part in parts:
            if isinstance(part, TextPart):
                said += part.text
                yield ALIVE
                continue
            if isinstance(part, FinishPart) and said:
                yield TextPart(_json_in(said, provider, cut=part.reason == "length"))
                said = ""
            elif isinstance(part, FinishPart):
                raise _refused(provider)
            yield part


async def _by_json(provider: Provider, call: Call) -> AsyncGenerator[Part, None]:
    """Tools for a model that knows none: it is asked for JSON, which becomes the part that a tool would be."""
    tools = [tool for tool in call.tools if call.tool_choice in ("auto", "required", tool.name)]
    must = call.tool_choice != "auto"
    wish = _TOOLS.format(plain="" if must else _PLAIN, tools="\n".join(map(_described, tools)))
    plain = call._replace(
        tools=(),
        tool_choice="auto",
        stop=(),  # they are for the answer, not for the JSON around it
        schema=schema_of(tools, must=must, answer=call.schema),
        messages=_told(spoken(call.messages), wish),
    )
    said, length, tokens = "", False, None
    found: list[Part] = []
    refused: RequestRefused | None = None
    try:
        async with aclosing(stream(provider, plain)) as parts:
            async for part in parts:
                if isinstance(part, TextPart):
                    said += part.text
                    yield ALIVE
                elif isinstance(part, FinishPart):
                    length = part.reason == "length"
                elif isinstance(part, TokensPart):
                    tokens = part
                else:
                    yield part
        if not length or replies.is_json(said):
            found = _meant(said, tools, must, call, provider)
    except RequestRefused as error:
        refused = error
    for part in found:
        yield part
    if tokens is not None:
        yield tokens
    if refused is not None:  # which was paid for all the same
        raise refused
    used = any(isinstance(part, ToolPart) for part in found)
    yield FinishPart("length" if length and not found else "tool_calls" if used else "complete")


def schema_of(tools: list[ToolSpec], *, must: bool, answer: Any = None) -> dict[str, Any]:
    """The schema of a use of one of ``tools`` or, unless one ``must`` be used, of a plain answer."""
    uses = [_object(tool={"const": tool.name}, arguments=dict(tool.parameters)) for tool in tools]
    plain = [] if must else [_object(answer=dict(answer) if answer is not None else {"type": "string"})]
    return {"anyOf": [*uses, *plain]}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _described(tool: ToolSpec) -> str:
    return f"- {tool.name}: {tool.description} Arguments: {json.dumps(dict(tool.parameters), ensure_ascii=False)}"


def _meant(said: str, tools: list[ToolSpec], must: bool, call: Call, provider: Provider) -> list[Part]:
    """The parts that the JSON stands for."""
    found = json.loads(_json_in(said, provider))
    if isinstance(found, dict) and found.get("tool") in [tool.name for tool in tools]:
        arguments = json.dumps(found.get("arguments") or {}, ensure_ascii=False)
        return [ToolPart(ToolUse(id=f"use_{len(call.messages)}", name=str(found["tool"]), arguments=arguments))]
    if must or not isinstance(found, dict) or "answer" not in found:
        raise _refused(provider)
    answer = found["answer"]
    text = answer if call.schema is None and isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    text, _ = before_stop(text, call.stop)
    return [TextPart(text)] if text else []


def _json_in(said: str, provider: Provider, *, cut: bool = False) -> str:
    """The JSON in what a model said, which likes to put it into a fence. One that was cut by the length passes."""
    text = said.strip()
    if text.startswith("```"):
        text = text.removeprefix("```json").removeprefix("```").removesuffix("```").strip()
    if not cut and not replies.is_json(text):
        raise _refused(provider)
    return text


def _refused(provider: Provider) -> RequestRefused:
    return RequestRefused(provider=name_of(provider), detail="the model did not keep to the form that was asked for")


def _told(messages: tuple[Message, ...], wish: str) -> tuple[Message, ...]:
    """The same talk with a wish at the end of its first system message."""
    if messages and messages[0].role == "system":
        return (messages[0]._replace(text=f"{messages[0].text}\n\n{wish}"), *messages[1:])
    return (Message("system", wish), *messages)


def spoken(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The same talk for a model that knows no tools: their uses and results in words."""
    return tuple(_in_words(message) for message in messages)


def _in_words(message: Message) -> Message:
    if message.role == "tool":
        return Message("user", f"The tool gave: {message.text}")
    if not message.tool_uses:
        return message
    uses = [f'{{"tool": {json.dumps(use.name)}, "arguments": {use.arguments}}}' for use in message.tool_uses]
    return Message("assistant", "\n".join(filter(None, [message.text, *uses])))


async def _stopped(parts: AsyncIterator[Part], stop: tuple[str, ...]) -> AsyncGenerator[Part, None]:
    """The same parts up to the first stop string; then the stream is closed."""
    until = Until(stop)
    async with aclosing(cast("AsyncGenerator[Part, None]", parts)):
        async for part in parts:
            if isinstance(part, TextPart):
                if said := until.feed(part.text):
                    yield TextPart(said)
                if until.met:
                    yield FinishPart("complete")
                    return
                continue
            if isinstance(part, TokensPart | FinishPart | ToolPart) and (rest := until.rest()):
                yield TextPart(rest)
            yield part
