"""The wire format of OpenAI's Chat Completions, which many servers speak. Pure functions, no I/O.

Reference: https://platform.openai.com/docs/api-reference/chat-streaming
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.schema import Tokens
from .base import Call, FinishPart, Part, TextPart, TokensPart, WaitPart


def request_body(call: Call) -> dict[str, Any]:
    """The body of a streaming request."""
    body: dict[str, Any] = {
        "model": call.model,
        "messages": [{"role": message.role, "content": message.text} for message in call.messages],
        "max_tokens": call.max_tokens,
        "temperature": call.temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if call.stop:
        body["stop"] = list(call.stop)
    if call.schema is not None:
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": call.schema}}
    return body


WORTH_TELLING = 512  # tokens still to read; fewer are read in a moment


class ChunkReader:
    """Turns the chunks of one answer into parts. Usage comes after the finish reason, so that one is held back."""

    def __init__(self) -> None:
        self._reason: str | None = None

    def read(self, chunk: dict[str, Any]) -> Iterator[Part]:
        progress = chunk.get("prompt_progress")
        if progress and progress["total"] - progress["processed"] > WORTH_TELLING:
            yield WaitPart("reading", progress["processed"], progress["total"])
        for choice in chunk.get("choices") or ():
            text = (choice.get("delta") or {}).get("content")
            if text:
                yield TextPart(text)
            self._reason = choice.get("finish_reason") or self._reason
        usage = chunk.get("usage")
        if usage:
            details = usage.get("prompt_tokens_details") or {}
            yield TokensPart(
                Tokens(
                    input=usage.get("prompt_tokens") or 0,
                    output=usage.get("completion_tokens") or 0,
                    cached=details.get("cached_tokens") or 0,
                )
            )

    def finish(self) -> FinishPart | None:
        """The last part; None if the stream broke off before the answer was over."""
        if self._reason is None:
            return None
        return FinishPart("length" if self._reason == "length" else "complete")
