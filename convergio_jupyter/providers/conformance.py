"""What a back end must do, asked of it one check at a time: the same suite for our tests and for the user's own server.

Every check asks for a few tokens only, except the one that sends more text than most models read at once; a model that
is paid for gets less of it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from ..core.errors import (
    ConvergioError,
    CreditSpent,
    KeyRefused,
    ModelError,
    ModelMissing,
    NoConnection,
    QueueFull,
    RateLimited,
    ServerUnreachable,
)
from ..core.i18n import Phrase
from ..core.values import Message, ToolSpec
from . import emulation
from .base import Call, FinishPart, Part, Provider, TextPart, TokensPart, ToolPart

CHECK_SECONDS = 50.0  # below what a surface waits for a call
PROMPT_SECONDS = 2.0
TRIES = 3
HUGE = "water " * 20_000
HUGE_AND_DEAR = "water " * 1_000
MOST_READ, MOST_WRITTEN = 10_000, 700  # tokens of all checks together, of a model that is dear; a byte is one at most
# Failures that say nothing of what a model can do.
_SAY_NOTHING = (CreditSpent, KeyRefused, NoConnection, QueueFull, RateLimited, ServerUnreachable)
_ORDER = {FinishPart: 2, TokensPart: 1}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; nothing where it was ``skipped``. ``detail`` is for logs."""

    id: str
    ok: bool
    message: Phrase
    detail: str = ""
    skipped: bool = False


class _Unmet(Exception):
    """A check was not met; what is wrong."""


@dataclass(frozen=True, slots=True)
class _Subject:
    provider: Provider
    model: str
    huge: str = HUGE

    def call(self, text: str, *, max_tokens: int = 12, model: str = "", **more: object) -> Call:
        messages = (Message("system", "You are a teacher."), Message("user", text))
        wanted: dict[str, object] = {"temperature": 0.0, "seed": 1, **more}
        return Call(model=model or self.model, messages=messages, max_tokens=max_tokens, **wanted)  # type: ignore[arg-type]

    async def parts(self, call: Call) -> list[Part]:
        return [part async for part in emulation.stream(self.provider, call)]


async def examine(
    provider: Provider, model: str, only: tuple[str, ...] = (), *, is_dear: bool = False
) -> list[Finding]:
    """What ``model`` does and does not; ``only`` names the checks to make, all where it is empty.

    ``is_dear`` says that its tokens cost money.
    """
    subject = _Subject(provider, model, HUGE_AND_DEAR if is_dear else HUGE)
    return [await _finding(name, subject) for name in CHECKS if not only or name in only]


async def _finding(name: str, subject: _Subject) -> Finding:
    check, met, unmet = CHECKS[name]
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check(subject)
    except _SAY_NOTHING as error:
        return Finding(name, False, Phrase(error.message, **error.values), error.detail, skipped=True)
    except ConvergioError as error:
        return Finding(name, False, unmet, f"{error.code}: {error} {error.detail}".strip())
    except _Unmet as error:
        return Finding(name, False, unmet, str(error))
    except Exception as error:
        return Finding(name, False, unmet, f"{type(error).__name__}: {error}")
    return Finding(name, True, met)


async def _order(subject: _Subject) -> None:
    """Any number of waits, texts and tools, then at most one count, then one end."""
    parts = await subject.parts(subject.call("What is a cell?"))
    ranks = [_ORDER.get(type(part), 0) for part in parts]
    if ranks != sorted(ranks) or ranks.count(2) != 1 or ranks.count(1) > 1:
        raise _Unmet(str([type(part).__name__ for part in parts]))


async def _pieces(subject: _Subject) -> None:
    parts = await subject.parts(subject.call("What is a cell? Answer in one sentence."))
    pieces = sum(isinstance(part, TextPart) for part in parts)
    if pieces < 2:
        raise _Unmet(f"{pieces} pieces")


async def _stop(subject: _Subject) -> None:
    """What the model says anyway is made the stop string of a second call."""
    words = _text(await subject.parts(subject.call("What is a cell?"))).split()
    if not words:
        raise _Unmet("no text")
    word = words[len(words) // 2]
    said = _text(await subject.parts(subject.call("What is a cell?", stop=(word,))))
    if word in said:
        raise _Unmet(f"{word!r} in {said!r}")


def _ended(parts: Sequence[Part]) -> str:
    """Why the answer is over; empty where nothing says so."""
    return parts[-1].reason if parts and isinstance(parts[-1], FinishPart) else ""


async def _length(subject: _Subject) -> None:
    for _ in range(TRIES):  # by chance a small model says no more than a word
        parts = await subject.parts(subject.call("Count from one to one hundred in words.", max_tokens=3))
        if _ended(parts) == "length":
            return
    raise _Unmet(repr(parts[-1]))


async def _schema(subject: _Subject) -> None:
    schema = {
        "type": "object",
        "properties": {"alive": {"type": "boolean"}},
        "required": ["alive"],
        "additionalProperties": False,
    }
    said = _text(await subject.parts(subject.call("Is a cell alive?", max_tokens=60, schema=schema)))
    found = json.loads(said)
    if not isinstance(found, dict) or list(found) != ["alive"] or not isinstance(found["alive"], bool):
        raise _Unmet(said[:200])


async def _tool(subject: _Subject) -> None:
    """A tool that must be used, with arguments that fit; native or emulated."""
    parameters = {
        "type": "object",
        "properties": {"size": {"type": "string", "enum": ["small", "large"]}},
        "required": ["size"],
        "additionalProperties": False,
    }
    tool = ToolSpec("draw", "Draws a cell.", parameters)
    call = subject.call("Draw a small cell.", max_tokens=80, tools=(tool,), tool_choice="required")
    parts = await subject.parts(call)
    uses = [part.use for part in parts if isinstance(part, ToolPart)]
    if not uses or _ended(parts) != "tool_calls":
        raise _Unmet(f"{len(uses)} uses, {parts[-1]!r}")
    if uses[0].name != "draw" or json.loads(uses[0].arguments).get("size") not in ("small", "large"):
        raise _Unmet(repr(uses[0]))


async def _cancel(subject: _Subject) -> None:
    """Whoever stops reading is free at once."""
    speaking = asyncio.Event()

    async def read() -> None:
        call = subject.call("Tell a long story.", max_tokens=400)
        async with aclosing(emulation.stream(subject.provider, call)) as parts:
            async for part in parts:
                if isinstance(part, TextPart):
                    speaking.set()
                    await asyncio.sleep(CHECK_SECONDS)

    task = asyncio.create_task(read())
    waiting = asyncio.create_task(speaking.wait())
    try:
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        start = time.monotonic()
    finally:
        waiting.cancel()
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    if not task.cancelled() and task.exception() is not None:
        await task
    if not speaking.is_set():
        raise _Unmet("no text")
    if time.monotonic() - start > PROMPT_SECONDS:
        raise _Unmet(f"{time.monotonic() - start:.1f} s")


async def _usage(subject: _Subject) -> None:
    parts = await subject.parts(subject.call("What is a cell?"))
    counted = [part.tokens for part in parts if isinstance(part, TokensPart)]
    if not counted or counted[0].input < 1 or not 1 <= counted[0].output <= 12:
        raise _Unmet(repr(counted))


async def _unknown(subject: _Subject) -> None:
    try:
        await subject.parts(subject.call("What is a cell?", model="no-such-model"))
    except ModelMissing:
        return
    raise _Unmet("it answered")


async def _empty(subject: _Subject) -> None:
    await _answer_or_our_error(subject, "")


async def _huge(subject: _Subject) -> None:
    await _answer_or_our_error(subject, subject.huge)


async def _answer_or_our_error(subject: _Subject, text: str) -> None:
    try:
        parts = await subject.parts(subject.call(text, max_tokens=1))
    except _SAY_NOTHING:
        raise
    except ModelError:
        return
    if not isinstance(parts[-1], FinishPart):
        raise _Unmet("no end")


def _text(parts: list[Part]) -> str:
    return "".join(part.text for part in parts if isinstance(part, TextPart))


CHECKS: dict[str, tuple[Callable[[_Subject], Awaitable[None]], Phrase, Phrase]] = {
    "order": (_order, Phrase("An answer comes in order."), Phrase("An answer does not come in order.")),
    "pieces": (_pieces, Phrase("Text comes in pieces."), Phrase("Text does not come in pieces.")),
    "stop": (_stop, Phrase("It stops where it is told."), Phrase("It does not stop where it is told.")),
    "length": (
        _length,
        Phrase("It keeps to the length."),
        Phrase("It does not keep to the length, or does not say so."),
    ),
    "schema": (_schema, Phrase("It answers by a schema."), Phrase("It does not answer by a schema.")),
    "tool": (_tool, Phrase("It uses a tool."), Phrase("It does not use a tool.")),
    "cancel": (_cancel, Phrase("It can be stopped at once."), Phrase("It cannot be stopped at once.")),
    "usage": (_usage, Phrase("It counts its tokens."), Phrase("It does not count its tokens.")),
    "unknown": (
        _unknown,
        Phrase("It says when it does not have a model."),
        Phrase("It does not say when it does not have a model."),
    ),
    "empty": (_empty, Phrase("An empty question ends well."), Phrase("An empty question does not end well.")),
    "huge": (_huge, Phrase("A huge question ends well."), Phrase("A huge question does not end well.")),
}
