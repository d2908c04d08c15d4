"""How llama.cpp's worker is asked: its chat interface, with progress while it reads."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from ...core.errors import ContextTooLong, ConvergioError, ProviderFailed, RequestRefused, WorkerDied
from .. import chat_wire
from ..base import Call, Part
from ..workers import connect, loopback
from ..workers.lines import REPEAT_PENALTY
from . import host, model


async def stream(options: host.WorkerOptions, call: Call) -> AsyncGenerator[Part, None]:
    """The answer of the worker, started if need be."""
    more = {"return_progress": True, "cache_prompt": True, "repeat_penalty": REPEAT_PENALTY}
    try:
        body = {**chat_wire.request_body(call), **more}
    except (TypeError, ValueError, RecursionError) as error:
        raise RequestRefused(provider="llama.cpp", detail=type(error).__name__) from None
    reader = chat_wire.ChunkReader()
    try:
        async with (
            await connect.post(options, "/v1/chat/completions", body) as answer,
            aclosing(answer.lines()) as found,
        ):
            async for line in found:
                for part in _parts(reader, line):
                    yield part
    except loopback.Refused as error:
        raise _refusal(error.status, error.body) from None
    except loopback.Lost as error:
        raise WorkerDied(detail=str(error)) from error
    last = reader.finish()
    if not last:
        raise WorkerDied(detail="the stream ended early")
    for part in last:
        yield part


def _parts(reader: chat_wire.ChunkReader, line: str) -> list[Part]:
    if not line.startswith("data: ") or line == "data: [DONE]":
        return []
    chunk: dict[str, Any] = json.loads(line[6:])
    if "error" in chunk:
        raise _refusal(int(chunk["error"].get("code") or 500), line)
    return list(reader.read(chunk))


def _refusal(status: int, text: str) -> ConvergioError:
    if "exceed_context_size" in text:
        return ContextTooLong(detail=text[:300])
    if status in (
        400,
        422,
    ):  # a schema that makes no grammar, for one: no other try would help
        return RequestRefused(provider=model.MODEL_LABEL, detail=f"{status}: {text[:300]}")
    return ProviderFailed(provider=model.MODEL_LABEL, detail=f"{status}: {text[:500]}")
