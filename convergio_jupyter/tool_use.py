"""Tools in the middle of an answer, or in place of one: what a learner sees of them, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from .answer import Answer, CancelScope
from .core.cards import ToolStep
from .core.events import Event, Progress, TextDelta, ToolCall, ToolResult
from .core.i18n import translate
from .guarding import Guarding
from .quotation import GREETED, Quotation, note_reasons
from .safety import Speech
from .workbench import Used, Workbench

LEAST_LEFT = 60  # characters of a text that is worth quoting without what gives something away
_IN_PART_GIVES_AWAY = "A part is left out here: it would give an answer of this lesson away."
_ALL_GIVES_AWAY = (
    "What is written down on this would give an answer of this lesson away, so I leave it for later. Look at the "
    "lesson's example once more, or ask me for a hint."
)


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
    parts = list(quotation.parts)
    for number, part in enumerate(parts):
        part = parts[number] = await _shortened(part, guard, answer.asked_in)
        told = part.told
        if part.use is not None:
            using = translate("Using: {tool}", answer.lang, tool=bench.title(part.use.name))
            yield answer.event(Progress, stage="using", message=using)
            use = bench.readable(part.use)._replace(id=f"use_{answer.part}_{number}")
            async with aclosing(bench.use("", [use], scope)) as done:
                found = [await guard.of_tool(each) async for each in done]
            if not found:  # it was stopped
                return
            for event in _shown(answer, found[0]):
                yield event
            told = _told(answer, found[0])
            parts[number] = part if found[0].ok else part.failed
        is_free = part.is_hint or part.is_open
        said = Speech(answer.asked_in).whole(told if is_free else await guard.whole(told))
        answer.add(f"\n\n{said}" if answer.text and said else said)
        note_reasons(answer, parts)
        yield answer.event(TextDelta, text=answer.latest)


async def _shortened(part: Quotation, guard: Guarding, lang: str) -> Quotation:
    """``part`` without what would give an answer of the lesson away, which is said; unlike a hint, it costs nothing."""
    if part.is_hint or part.is_open or not part.source:
        return part
    text = await guard.trimmed(part.text)
    if text == part.text:
        return part
    if len(text) < LEAST_LEFT:
        said = translate(_ALL_GIVES_AWAY, lang)
        return replace(part, text=said, source="", remark="", reason=GREETED)
    return replace(part, text=text, remark=" ".join(filter(None, (part.remark, translate(_IN_PART_GIVES_AWAY, lang)))))


def _shown(answer: Answer, used: Used) -> list[Event]:
    """What is seen where a tool's result is the answer: only what it drew is a step of its own."""
    if not used.figure:
        return []
    use = used.use
    call = answer.event(ToolCall, call=use.id, name=use.name, arguments=use.arguments, title=used.title)
    return [call, _noted(answer, used)]


def _told(answer: Answer, used: Used) -> str:
    """What is said where a tool's result is the answer."""
    if not used.ok:
        sentence = "This could not be worked out. {why} You can change your question and ask again."
        return translate(sentence, answer.asked_in, why=used.text)
    return used.text.partition("\n\n")[0] if used.figure else used.text


def _noted(answer: Answer, used: Used) -> Event:
    """Keeps a use that is done, and gives what is seen of it."""
    use = used.use
    step = ToolStep(
        call=use.id, name=use.name, title=used.title, arguments=use.arguments, ok=used.ok, content=used.text,
        figure=used.figure, at=len(answer.text),
    )  # fmt: skip
    answer.steps.append(step)
    return answer.event(ToolResult, call=use.id, ok=used.ok, content=used.text, figure=used.figure)
