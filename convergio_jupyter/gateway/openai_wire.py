"""The server's side of OpenAI's Chat Completions: what a client sends becomes a completion, parts become chunks.

Pure functions, no I/O. Reference: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from ..completions import Completion
from ..core import is_visitor
from ..core.codec import to_dict
from ..core.errors import (
    AlreadyAsked,
    ContextTooLong,
    ConvergioError,
    HostError,
    ModelError,
    ModelMissing,
    PolicyError,
    ProviderTimeout,
    QuestionError,
    QueueFull,
    RateLimited,
    RequestRefused,
    UnknownModel,
    WorkerTimeout,
    WrongOption,
)
from ..core.i18n import Phrase, translate
from ..core.schema import ErrorInfo, Receipt, Tokens
from ..core.values import Message, ToolSpec, ToolUse
from ..providers.base import FinishPart, Part, TextPart, TokensPart, ToolPart

JSON = dict[str, Any]
_STATUS: tuple[tuple[type[ConvergioError], int], ...] = (
    (AlreadyAsked, 409),
    (UnknownModel, 404),
    (ModelMissing, 404),
    (QuestionError, 400),
    (ContextTooLong, 400),
    (RequestRefused, 400),
    (PolicyError, 403),
    (RateLimited, 429),
    (QueueFull, 429),
    (ProviderTimeout, 504),
    (WorkerTimeout, 504),
    (ModelError, 502),
    (HostError, 503),
)
FAILED_DEPENDENCY = 424  # what stands behind us has to be mended first; clients ask again after 5xx, 429, 409 and 408
_ROLES: dict[str, Literal["system", "user", "assistant", "tool"]] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
    "tool": "tool",
}
_FINISH = {"complete": "stop", "length": "length", "tool_calls": "tool_calls"}


MOST_DEPTH = 100  # of objects in objects: what is deeper breaks whoever writes it down again


def body_of(data: bytes) -> JSON:
    """The object that a client sent. Raises ``WrongOption`` where it is none that can be passed on."""
    try:
        body = json.loads(data)
        json.dumps(None if _is_deep(body) else body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _wrong("body", "Send whole characters: half of a surrogate pair is none.") from None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or _is_deep(body):
        raise _wrong("body", "Send a JSON object, nested {most} levels deep at most.", most=MOST_DEPTH)
    return body


def wants_usage(body: JSON) -> bool:
    """Whether the stream shall end with its usage."""
    options = body.get("stream_options") or {}
    if not isinstance(options, dict):
        raise _wrong("stream_options", "Send a JSON object.")
    return bool(options.get("include_usage"))


def completion_of(body: JSON, *, id: str, local_only: bool, lang: str = "") -> Completion:
    """The completion that ``body`` asks for. Raises ``WrongOption`` naming the field that does not fit."""
    if body.get("n") not in (None, 1):
        raise _wrong("n", "Ask for one answer at a time.")
    if not isinstance(body.get("stream") or False, bool):
        raise _wrong("stream", "Write true or false.")
    try:
        tools = tuple(_tool(each) for each in _list(body, "tools"))
        return Completion(
            id=id,
            model=_text(body, "model") or "convergio",
            messages=tuple(_message(each) for each in _list(body, "messages")),
            max_tokens=_longest(body),
            temperature=_temperature(body),
            seed=None if body.get("seed") is None else int(body["seed"]) % 2**63,
            stop=_stop(body.get("stop")),
            schema=_schema(body.get("response_format")),
            tools=tools,
            tool_choice=_choice(body.get("tool_choice"), tools),
            local_only=local_only,
            lang=lang,
        )
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        hint = Phrase("It does not have the form of a chat completion.")
        raise WrongOption(name="body", hint=hint, detail=str(error)[:200]) from None


class Chunks:
    """The answer as a client of Chat Completions wants it: as chunks while it comes, or whole."""

    def __init__(self, id: str, model: str) -> None:
        self._head = {"id": f"chatcmpl-{id}", "created": int(time.time()), "model": model}
        self._text: list[str] = []
        self._tools: list[JSON] = []
        self._tokens = Tokens(input=0, output=0)
        self._reason = "stop"
        self._receipt: Receipt | None = None

    def first(self) -> JSON:
        return self._chunk({"role": "assistant", "content": ""})

    def take(self, part: Part | Receipt) -> JSON | None:
        """The chunk that ``part`` makes; None where it makes none by itself."""
        if isinstance(part, TextPart):
            self._text.append(part.text)
            return self._chunk({"content": part.text})
        if isinstance(part, ToolPart):
            use = {"id": part.use.id, "type": "function"}
            call = use | {"function": {"name": part.use.name, "arguments": part.use.arguments}}
            self._tools.append(call)
            return self._chunk({"tool_calls": [{"index": len(self._tools) - 1, **call}]})
        if isinstance(part, TokensPart):
            self._tokens = part.tokens
        elif isinstance(part, FinishPart):
            self._reason = _FINISH[part.reason]
        elif isinstance(part, Receipt):
            self._receipt = part
            self._tokens = part.tokens or self._tokens
        return None

    def last(self, *, with_usage: bool) -> list[JSON]:
        """The chunks that end a stream. ``convergio`` holds the receipt; clients that do not know it pass over it."""
        end = self._chunk({}, self._reason) | self._extra()
        usage = {**self._head, "object": "chat.completion.chunk", "choices": [], "usage": self._usage()}
        return [end, usage] if with_usage else [end]

    def whole(self) -> JSON:
        message: JSON = {"role": "assistant", "content": "".join(self._text) or (None if self._tools else "")}
        if self._tools:
            message["tool_calls"] = self._tools
        choice = {"index": 0, "message": message, "finish_reason": self._reason, "logprobs": None}
        head = {**self._head, "object": "chat.completion", "choices": [choice], "usage": self._usage()}
        return head | self._extra()

    def _chunk(self, delta: JSON, reason: str | None = None) -> JSON:
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        return {**self._head, "object": "chat.completion.chunk", "choices": [choice]}

    def _usage(self) -> JSON:
        tokens = self._tokens
        return {
            "prompt_tokens": tokens.input,
            "completion_tokens": tokens.output,
            "total_tokens": tokens.input + tokens.output,
            "prompt_tokens_details": {"cached_tokens": tokens.cached},
        }

    def _extra(self) -> JSON:
        return {} if self._receipt is None else {"convergio": to_dict(self._receipt)}


def status_of(error: ConvergioError) -> int:
    """The HTTP status by which a client knows whether to try again."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return FAILED_DEPENDENCY if status > 500 and not error.transient else status


def info_for(error: ConvergioError, lang: str, account: str) -> ErrorInfo:
    """The error for a program that came with a token: it is in no classroom, and is not told how the host is set up."""
    info = error.info(lang, visitor=is_visitor(account))
    if is_visitor(account) and error.owner_mends:
        info = replace(info, remedy=translate("Ask again later, or tell the owner of this server.", lang))
    return info


def error_body(info: ErrorInfo) -> JSON:
    """An error as such clients read it; message and next step are ours."""
    code = "context_length_exceeded" if info.code == "context_too_long" else info.code
    return {"error": {"message": f"{info.message} {info.remedy}", "type": info.code, "code": code, "param": None}}


def model_list(names: Iterable[str]) -> JSON:
    data = [{"id": name, "object": "model", "created": 0, "owned_by": "convergio"} for name in names]
    return {"object": "list", "data": data}


def _message(data: JSON) -> Message:
    role = _ROLES[data["role"]]
    uses = tuple(
        ToolUse(str(use["id"]), str(use["function"]["name"]), str(use["function"]["arguments"]))
        for use in data.get("tool_calls") or ()
    )
    return Message(role, _content(data.get("content")), uses, str(data.get("tool_call_id") or ""))


def _content(content: Any) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    pieces = []
    for piece in content:
        if piece.get("type") not in ("text", "refusal"):
            raise _wrong("content", "Send text; pictures and sound cannot be read yet.")
        pieces.append(str(piece.get("text") or piece.get("refusal") or ""))
    return "\n".join(pieces)


def _tool(data: JSON) -> ToolSpec:
    function = data["function"]
    parameters = _object(function.get("parameters") or {"type": "object", "properties": {}}, "parameters")
    return ToolSpec(str(function["name"]), str(function.get("description") or ""), parameters)


def _choice(choice: Any, tools: tuple[ToolSpec, ...]) -> str:
    name = choice["function"]["name"] if isinstance(choice, dict) else choice or "auto"
    if name not in ("auto", "none", "required", *(tool.name for tool in tools)):
        raise _wrong("tool_choice", "Choose auto, none, required or one of the tools.")
    return str(name)


def _schema(wanted: Any) -> JSON | None:
    kind = (wanted or {}).get("type", "text")
    if kind == "json_schema":
        return _object(wanted["json_schema"]["schema"], "schema")
    if kind == "json_object":
        return {"type": "object"}
    return None


def _stop(stop: Any) -> tuple[str, ...]:
    if stop is None:
        return ()
    return (stop,) if isinstance(stop, str) else tuple(str(each) for each in stop)


def _text(body: JSON, name: str) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value


def _list(body: JSON, name: str) -> list[JSON]:
    value = body.get(name) or []
    if not isinstance(value, list):
        raise ValueError(f"{name} is not a list")
    return value


def _object(value: Any, name: str) -> JSON:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not an object")
    return value


def _longest(body: JSON) -> int:
    """The most tokens of the answer; 0 where nothing is said."""
    name = "max_tokens" if body.get("max_completion_tokens") is None else "max_completion_tokens"
    value = body.get(name)
    if value is None:
        return 0
    if not _is_number(value) or value < 1 or value != int(value):
        raise _wrong(name, "Write a whole number from 1 on.")
    return int(value)


def _temperature(body: JSON) -> float:
    value = 0.3 if body.get("temperature") is None else body["temperature"]
    if not _is_number(value) or not 0 <= value <= 2:
        raise _wrong("temperature", "Write a number from 0 to 2.")
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_deep(value: Any) -> bool:
    """Whether there is something below ``MOST_DEPTH`` levels. Goes by levels, so that it cannot be brought to fall."""
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)


def _wrong(name: str, hint: str, **values: object) -> WrongOption:
    return WrongOption(name=name, hint=Phrase(hint, **values))
