"""How a host and a worker of ours talk: one JSON object in, then one on each line as the answer comes.

    {"wait": "queued" | "reading", "done": 1, "total": 0}
    {"text": "…"}
    {"tokens": {"input": 30, "output": 12, "cached": 28}}
    {"end": "complete" | "length"}
    {"error": "context" | "unfit" | "failed", "detail": "…"}

An answer is over at ``end`` or ``error``; one that stops before broke off. Whoever closes the connection stops it.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from ...core.errors import ContextTooLong, ConvergioError, ProviderFailed, RequestRefused, WorkerDied
from .. import emulation, replies
from ..base import Call, FinishPart, Part, TextPart, TokensPart, WaitPart
from . import connect, host, loopback

PATH = "/answer"
REPEAT_PENALTY = 1.1  # small models circle without one
REPEAT_LAST = 64  # tokens that count for it, as in llama.cpp
# What a worker of ours samples from, as in llama.cpp.
TOP_K, TOP_P, MIN_P = 40, 0.95, 0.05


def body_of(call: Call) -> dict[str, Any]:
    """The request: what a worker needs of a call to a model that knows no tools."""
    return {
        "messages": [{"role": each.role, "content": each.text} for each in emulation.spoken(call.messages)],
        "max_tokens": call.max_tokens,
        "temperature": call.temperature,
        "seed": call.seed,
        "stop": [each for each in call.stop if each],
        "schema": call.schema if call.schema is None else dict(call.schema),
    }


async def stream(options: host.WorkerOptions, call: Call, name: str) -> AsyncGenerator[Part, None]:
    """The answer of the worker of ``options``, started if need be; ``name`` is what errors call it."""
    over = False
    try:
        async with await connect.post(options, PATH, body_of(call)) as answer, aclosing(answer.lines()) as lines:
            async for line in lines:
                part = _part(json.loads(line), name)
                over = over or isinstance(part, FinishPart)
                if part is not None:
                    yield part
    except loopback.Refused as error:
        raise ProviderFailed(provider=name, detail=str(error)) from None
    except (loopback.Lost, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise WorkerDied(detail=str(error)) from error
    if not over:
        raise WorkerDied(detail="the stream ended early")


def _part(line: dict[str, Any], name: str) -> Part | None:
    if "text" in line:
        return TextPart(replies.text(line["text"]))
    if "wait" in line:
        return WaitPart(line["wait"], line.get("done", 0), line.get("total", 0))
    if "tokens" in line:
        said = line["tokens"]
        tokens = replies.tokens(said.get("input"), said.get("output"), said.get("cached"))
        return None if tokens is None else TokensPart(tokens)
    if "end" in line:
        return FinishPart(line["end"])
    raise _error(line, name)


def _error(line: dict[str, Any], name: str) -> ConvergioError:
    detail = str(line.get("detail", line))[:500]
    if line.get("error") == "unfit":
        return RequestRefused(provider=name, detail=detail)
    return (
        ContextTooLong(detail=detail)
        if line.get("error") == "context"
        else ProviderFailed(provider=name, detail=detail)
    )
