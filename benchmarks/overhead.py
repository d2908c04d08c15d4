"""What the way to a cloud adds to the official SDK: CPU of a plain call and of an event, time to the first word.

Ours is the whole way of a call: decision, fair line, breaker, deadlines, doors, SDK, parts. Both sides ask a server on
this computer that answers at once, in turns.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import statistics
import time
from collections.abc import Awaitable, Callable
from functools import partial

from common import Bars, bar, memory, note, show
from fake_cloud import cloud

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.core.values import Message
from convergio_jupyter.dispatch import Dispatcher
from convergio_jupyter.privacy import confined
from convergio_jupyter.providers.base import Call, TextPart
from convergio_jupyter.providers.openai import OpenAIProvider
from convergio_jupyter.providers.sdk import Server
from convergio_jupyter.routing import Policy, Request, decide, difficulty

ROUNDS, CALLS, EVENTS = 7, 100, 400
LEAK_CALLS = 10_000
TEXT = "What is the derivative of x squared, and why?"
Side = Callable[[str], Awaitable[float]]  # asks a model; gives the seconds to the first word


class Ours:
    """A dispatcher with one provider, set up as for a cloud: connections to servers on this computer are not kept."""

    def __init__(self, url: str) -> None:
        server = Server(key="k", base_url=url, models=("pieces-1",), place="cloud", check=lambda *_, **__: None)
        self._provider = OpenAIProvider(server)
        self._dispatcher = Dispatcher({"openai": self._provider})

    async def ask(self, *models: str) -> float:
        start, first, text = time.perf_counter(), 0.0, []
        cards = [ModelCard(provider="openai", model=model, label=model, place="local", ready=True) for model in models]
        decision = decide(Request(difficulty=difficulty(TEXT)), Policy(), cards)
        parts = self._dispatcher.parts(
            (decision.model, *decision.fallbacks),
            lambda card: [Call(model=card.model, messages=(Message("user", TEXT),), max_tokens=100)],
            scope=CancelScope(),
            limits=partial(confined, "public", "any"),
            account="me",
        )
        async for part in parts:
            if isinstance(part, TextPart):
                first = first or time.perf_counter()
                text.append(part.text)
        "".join(text)
        return first - start


class Bare:
    """The SDK as its documentation uses it."""

    def __init__(self, url: str) -> None:
        from openai import AsyncOpenAI

        self._client = AsyncOpenAI(api_key="k", base_url=url, max_retries=0)
        self._wish = {"messages": [{"role": "user", "content": TEXT}], "max_tokens": 100}

    async def plain(self, model: str) -> float:
        answer = await self._client.chat.completions.create(model=model, **self._wish)  # type: ignore[call-overload]
        return len(answer.choices[0].message.content)

    async def stream(self, model: str) -> float:
        start, first, text = time.perf_counter(), 0.0, []
        chunks = await self._client.chat.completions.create(model=model, stream=True, **self._wish)  # type: ignore[call-overload]
        async for chunk in chunks:
            if chunk.choices and chunk.choices[0].delta.content:
                first = first or time.perf_counter()
                text.append(chunk.choices[0].delta.content)
        "".join(text)
        return first - start


def measure() -> Bars:
    with cloud() as url:
        return asyncio.run(_measure(url))


async def _measure(url: str) -> Bars:
    ours, bare = Ours(url), Bare(url)
    note("overhead: plain calls")
    plain = await _cpu_in_turns(CALLS, "pieces-1", ours=ours.ask, bare=bare.plain, bare_stream=bare.stream)
    note("overhead: streamed events")
    long = await _cpu_in_turns(CALLS // 20, f"pieces-{EVENTS}", ours=ours.ask, bare=bare.stream)
    event = {side: statistics.median(long[side]) - statistics.median(plain[side]) for side in ("ours",)}
    bare_event = statistics.median(long["bare"]) - statistics.median(plain["bare_stream"])
    note("overhead: first word")
    first = await _first_words(ours.ask, bare.stream)
    note("overhead: failover")
    failover = await _failover(ours, bare)
    note("overhead: memory")
    grown = await _growth(ours.ask)
    ratio = statistics.median(a / b for a, b in zip(plain["ours"], plain["bare"], strict=True))
    against_stream = statistics.median(a / b for a, b in zip(plain["ours"], plain["bare_stream"], strict=True))
    how = f"{ROUNDS} rounds of {CALLS} calls in turns; our calls are streamed always"
    return {
        "CPU of a plain call over the SDK's": bar(
            100 * (ratio - 1), 5, "%", baseline=1e6 * statistics.median(plain["bare"]), how=f"{how}; baseline in µs"
        ),
        "CPU of a one-word stream over the SDK's": bar(
            100 * (against_stream - 1), None, "%", baseline=1e6 * statistics.median(plain["bare_stream"]), how=how
        ),
        "CPU of a streamed event": bar(
            1e6 * event["ours"] / (EVENTS - 1), 60, "µs", baseline=1e6 * bare_event / (EVENTS - 1),
            how=f"{EVENTS} events against one; baseline is the SDK",
        ),
        "first word after the SDK's, p50": bar(
            1000 * statistics.median(a - b for a, b in zip(*first, strict=True)), 0.5, "ms",
            baseline=1000 * statistics.median(first[1]), how="200 pairs in turns, median of the differences",
        ),
        "failover, of one round trip to a server that fails": bar(
            statistics.median(a / b for a, b in zip(*failover, strict=True)), 1.5, "×",
            baseline=1000 * statistics.median(failover[1]),
            how="what a dead first model adds to the first word, 100 rounds; baseline is the failing call in ms",
        ),
        "memory after 10,000 streamed calls": bar(
            grown, 5, "MB", how=f"{LEAK_CALLS} calls of 8 events after 500 to warm up, resident set"
        ),
    }  # fmt: skip


async def _cpu_in_turns(calls: int, model: str, **sides: Side) -> dict[str, list[float]]:
    """CPU seconds of one call, for each side and round."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(ROUNDS + 1):
        for name in list(sides) if number % 2 else reversed(sides):
            gc.collect()
            start = time.process_time()
            for _ in range(calls):
                await sides[name](model)
            if number:
                found[name].append((time.process_time() - start) / calls)
    return found


async def _first_words(ours: Side, bare: Side) -> tuple[list[float], list[float]]:
    pairs = [(await ours("pieces-8"), await bare("pieces-8")) for _ in range(220)][20:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


async def _failover(ours: Ours, bare: Bare) -> tuple[list[float], list[float]]:
    """What a model that fails adds to the first word of the next one, and what the failing call takes by itself.

    Each round has its own name for the model that fails, since one that keeps failing is soon not asked at all.
    """
    added, alone = [], []
    for number in range(120):
        direct = await ours.ask("pieces-8")
        added.append(await ours.ask(f"{number}-fail", "pieces-8") - direct)
        start = time.perf_counter()
        with contextlib.suppress(Exception):
            await bare.stream(f"{number}-fail")
        alone.append(time.perf_counter() - start)
    return added[20:], alone[20:]


async def _growth(ours: Side) -> float:
    import os

    for _ in range(500):
        await ours("pieces-8")
    gc.collect()
    before = memory(os.getpid())
    for _ in range(LEAK_CALLS):
        await ours("pieces-8")
    gc.collect()
    return memory(os.getpid()) - before


if __name__ == "__main__":
    show(measure)
