"""The tools that a model wants in the middle of an answer: what a learner sees of them, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from .answer import Answer, CancelScope
from .core.cards import ToolStep
from .core.events import Event, ToolCall, ToolResult
from .guarding import Guarding
from .workbench import Used, Workbench


async def tools_used(
    answer: Answer, bench: Workbench, guard: Guarding, number: int, scope: CancelScope
) -> AsyncGenerator[Event]:
    """What the model wants in its call ``number`` is done, as far as it may be."""
    place = f"use_{answer.part}_{number}"  # a server's own ids need not differ from call to call
    uses = [bench.readable(use)._replace(id=f"{place}_{one}") for one, use in enumerate(answer.wanted)]
    for use in uses:
        arguments = await guard.arguments(use.arguments)
        yield answer.event(
            ToolCall, call=use.id, name=use.name, arguments=arguments, title=bench.title(use.name), asks=bench.asks(use)
        )
    async with aclosing(bench.use(answer.said, uses, scope)) as done:
        async for each in done:
            used = await guard.of_tool(each)
            answer.steps.append(_step(used, at=len(answer.text)))
            yield answer.event(ToolResult, call=used.use.id, ok=used.ok, content=used.text, figure=used.figure)


def _step(used: Used, at: int) -> ToolStep:
    use = used.use
    return ToolStep(
        call=use.id, name=use.name, title=used.title, arguments=use.arguments, ok=used.ok, content=used.text,
        figure=used.figure, at=at,
    )  # fmt: skip
