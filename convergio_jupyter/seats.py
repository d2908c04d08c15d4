"""The seats of a panel: each teacher's part and time, and all of them side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from .contribution import Contribution
from .core.errors import ConvergioError, InternalError, TeacherLate
from .core.events import (
    Event,
    Progress,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    ToolCall,
    ToolResult,
    UsageReported,
)
from .core.faculty import Teacher
from .permits import WAIT_SECONDS
from .teachers import Assigned

log = logging.getLogger("convergio")


@dataclass(frozen=True, slots=True)
class Seat:
    """A teacher at the panel: who it is, their part of the turn, and what makes them ready to speak."""

    assigned: Assigned
    part: Contribution
    prepare: Callable[[], Awaitable[None]]


class Clock:
    """A teacher's time. It stands while the learner decides about a tool, and in a model's line: neither is theirs."""

    def __init__(self, limit: asyncio.Timeout, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._waiting: set[str] = set()
        self._left = 0.0
        self._stood = False

    def note(self, event: Event) -> None:
        """Takes an event of the teacher's part. Only the first wait for a click counts: a model that asks for one click
        after the other holds up nobody else.
        """
        if isinstance(event, Progress) and event.stage == "queued":
            self._limit.reschedule(None)  # those before it have clocks of their own
        now, until = asyncio.get_running_loop().time(), self._limit.when()
        if isinstance(event, ToolCall) and event.asks:
            self._waiting.add(event.call)
            if until is not None and not self._stood:
                self._left, self._stood = until - now, True
                self._limit.reschedule(until + WAIT_SECONDS)
        elif isinstance(event, ToolResult) and event.call in self._waiting:
            self._waiting.remove(event.call)
            if not self._waiting and self._left:
                self._limit.reschedule(now + self._left)
                self._left = 0.0

    def called(self) -> None:
        """It is the turn of this teacher's call."""
        if self._limit.when() is None:
            self._limit.reschedule(asyncio.get_running_loop().time() + self._seconds)


async def told(part: Contribution, teacher: Teacher, text: str, *, begun: bool = False) -> AsyncGenerator[Event]:
    """A part that no model wrote; one that is ``begun`` was to be written by a model that failed."""
    answer = part.answer
    if not begun:
        yield answer.event(TeacherStarted, teacher=teacher.id, name=teacher.name)
    answer.rewrite(text)
    answer.reason = "complete"
    answer.empty_handed = True  # it leads to what others say, or owns up that nobody knew
    yield answer.event(TextDelta, text=text)
    await part.close("complete")
    answer.settled = True
    yield answer.event(TeacherFinished, teacher=teacher.id, reason="complete")


async def one(seat: Seat, seconds: float) -> AsyncGenerator[Event]:
    part, failure = seat.part, None
    try:
        async with asyncio.timeout(seconds) as limit:
            await seat.prepare()
            clock = Clock(limit, seconds)
            part.answer.when_called = clock.called
            async with aclosing(part.events()) as events:
                async for event in events:
                    clock.note(event)
                    yield event
    except ConvergioError as error:
        failure = error
    except TimeoutError:
        failure = TeacherLate(name=seat.assigned.teacher.name, seconds=round(seconds))
    except Exception as error:
        log.exception("part %s of turn %s failed", part.answer.part, part.answer.turn)
        failure = InternalError(detail=f"{type(error).__name__}: {error}")
    except BaseException:  # whoever asked went away
        if not part.answer.settled:
            await asyncio.shield(part.close("cancelled"))
        raise
    if failure is not None:
        info, paid = await asyncio.shield(part.fail(failure))
        if paid is not None:
            yield part.answer.event(UsageReported, receipt=paid)  # numbered only now: others went on meanwhile
        yield part.answer.event(TeacherFinished, teacher=seat.assigned.teacher.id, reason="error", error=info)


async def side_by_side(sources: Sequence[AsyncGenerator[Event]]) -> AsyncGenerator[Event]:
    """What all ``sources`` give, in the order in which it comes."""
    queue: asyncio.Queue[Event | None] = asyncio.Queue()

    async def pump(source: AsyncGenerator[Event]) -> None:
        try:
            async with aclosing(source) as events:
                async for event in events:
                    queue.put_nowait(event)
        finally:
            queue.put_nowait(None)

    tasks = [asyncio.create_task(pump(source)) for source in sources]
    try:
        left = len(tasks)
        while left:
            event = await queue.get()
            if event is None:
                left -= 1
            else:
                yield event
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
