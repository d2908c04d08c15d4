"""The tools that a model wants in the middle of an answer: what a learner sees of them, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from .answer import Answer, CancelScope
from .core.cards import ToolStep
from .core.events import Event, ToolCall, ToolResult
from .core.values import ToolUse
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
            yield _noted(answer, await guard.of_tool(each))


async def tool_quoted(
    answer: Answer, bench: Workbench, guard: Guarding, use: ToolUse, scope: CancelScope
) -> tuple[list[Event], str]:
    """What is seen, and what is said, where a tool's result is the answer: only what it drew is a step of its own."""
    use = bench.readable(use)._replace(id=f"use_{answer.part}_0")
    async with aclosing(bench.use("", [use], scope)) as done:
        found = [await guard.of_tool(each) async for each in done]
    if not found:
        return [], ""
    used = found[0]
    if not used.figure:
        return [], used.text
    call = answer.event(ToolCall, call=use.id, name=use.name, arguments=use.arguments, title=used.title)
    return [call, _noted(answer, used)], used.text.partition("\n\n")[0]


def _noted(answer: Answer, used: Used) -> Event:
    """Keeps a use that is done, and gives what is seen of it."""
    use = used.use
    step = ToolStep(
        call=use.id, name=use.name, title=used.title, arguments=use.arguments, ok=used.ok, content=used.text,
        figure=used.figure, at=len(answer.text),
    )  # fmt: skip
    answer.steps.append(step)
    return answer.event(ToolResult, call=use.id, ok=used.ok, content=used.text, figure=used.figure)
