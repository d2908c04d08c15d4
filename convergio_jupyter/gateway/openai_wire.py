"""The server's side of OpenAI's Chat Completions: parts become chunks, our errors become theirs.

Pure functions, no I/O. Reference: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..core import is_visitor
from ..core.codec import to_dict
from ..core.errors import (
    AlreadyAsked,
    AnswerWithheld,
    ContextTooLong,
    ConvergioError,
    EmptyQuestion,
    HostError,
    LessonError,
    ModelError,
    ModelMissing,
    PolicyError,
    ProviderTimeout,
    QuestionError,
    QuestionTooLong,
    QueueFull,
    RateLimited,
    RequestRefused,
    UnknownModel,
    WorkerTimeout,
    WrongOption,
)
from ..core.i18n import translate
from ..core.schema import ErrorInfo, Receipt, Tokens
from ..providers.base import FinishPart, Part, TextPart, TokensPart, ToolPart

JSON = dict[str, Any]
_STATUS: tuple[tuple[type[ConvergioError], int], ...] = (
    (AlreadyAsked, 409),
    (UnknownModel, 404),
    (LessonError, 404),
    (ModelMissing, 404),
    (QuestionError, 400),
    (ContextTooLong, 400),
    (RequestRefused, 400),
    (AnswerWithheld, 400),
    (PolicyError, 403),
    (RateLimited, 429),
    (QueueFull, 429),
    (ProviderTimeout, 504),
    (WorkerTimeout, 504),
    (ModelError, 502),
    (HostError, 503),
)
FAILED_DEPENDENCY = 424  # what stands behind us has to be mended first; clients ask again after 5xx, 429, 409 and 408
_FINISH = {"complete": "stop", "length": "length", "tool_calls": "tool_calls"}


class Chunks:
    """The answer as a client of Chat Completions wants it: as chunks while it comes, or whole."""

    def __init__(self, id: str, model: str, *, one_tool: bool = False) -> None:
        self._one_tool = one_tool
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
            if self._one_tool and self._tools:  # a model may want more than it was asked for
                return None
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
        end = self._chunk({}, self._reason)
        if not with_usage:
            return [end | self._extra()]
        usage = {**self._head, "object": "chat.completion.chunk", "choices": [], "usage": self._usage()}
        return [end, usage | self._extra()]

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


def field_of(error: ConvergioError) -> str | None:
    """The field of the request that ``error`` is about, where there is one."""
    if isinstance(error, WrongOption):
        return None if error.values["name"] == "body" else str(error.values["name"])
    if isinstance(error, EmptyQuestion | QuestionTooLong | ContextTooLong):
        return "messages"
    return "model" if isinstance(error, UnknownModel) else None


def error_body(info: ErrorInfo, field: str | None = None) -> JSON:
    """An error as such clients read it; message and next step are ours."""
    code = "context_length_exceeded" if info.code == "context_too_long" else info.code
    return {"error": {"message": f"{info.message} {info.remedy}", "type": info.code, "code": code, "param": field}}


def model_list(names: Iterable[str]) -> JSON:
    data = [{"id": name, "object": "model", "created": 0, "owned_by": "convergio"} for name in names]
    return {"object": "list", "data": data}
