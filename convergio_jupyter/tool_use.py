"""Tools in the middle of an answer, or in place of one: what a learner sees of them, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from .answer import Answer, CancelScope
from .core.cards import ToolStep
from .core.events import Event, Progress, TextDelta, ToolCall, ToolResult
from .core.i18n import translate
from .core.values import ToolUse
from .guarding import Guarding
from .quotation import Quotation
from .safety import Speech
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


async def quoted(
    answer: Answer, bench: Workbench, guard: Guarding, quotation: Quotation, scope: CancelScope
) -> AsyncGenerator[Event]:
    """What is quoted, and what a tool gives in place of it; one after the other where two things were asked."""
    for number, part in enumerate(quotation.parts):
        told = part.told
        if part.use is not None:
            using = translate("Using: {tool}", answer.lang, tool=bench.title(part.use.name))
            yield answer.event(Progress, stage="using", message=using)
            use = bench.readable(part.use)._replace(id=f"use_{answer.part}_{number}")
            events, told = await _tool_quoted(answer, bench, guard, use, scope)
            for event in events:
                yield event
        said = Speech(answer.asked_in).whole(await guard.whole(told))
        answer.add(f"\n\n{said}" if answer.text and said else said)
        yield answer.event(TextDelta, text=answer.latest)


async def _tool_quoted(
    answer: Answer, bench: Workbench, guard: Guarding, use: ToolUse, scope: CancelScope
) -> tuple[list[Event], str]:
    """What is seen, and what is said, where a tool's result is the answer: only what it drew is a step of its own."""
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
