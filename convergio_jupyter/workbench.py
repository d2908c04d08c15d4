"""The tools of one part of a turn: which lie ready, and what becomes of each use that a model wants.

What a model writes is untrusted: a tool that its teacher does not list is not here, arguments are checked, and a tool
that acts runs only where :mod:`.tools.permission` or the user's own click allows it.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
import logging
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from .answer import CancelScope
from .core.errors import QueueFull
from .core.i18n import Unable, translate
from .core.values import Message, ToolSpec, ToolUse
from .plan import whole
from .tools.base import MOST_ARGUMENTS, MOST_FIGURE, Desk, Result, Tool, arguments_of, read_json, shortened
from .tools.permission import Mode, verdict

log = logging.getLogger("convergio")

ROUNDS = 5  # calls of a model for one answer, so that one that only ever wants tools ends
USES = 8  # tools that one call may want


@dataclass(frozen=True, slots=True)
class Used:
    """What came of one use."""

    use: ToolUse
    title: str
    ok: bool
    text: str
    figure: str = ""


class Workbench:
    """What a teacher has at hand for one answer.

    ``mode`` tells what the user said of a tool, ``ask`` waits for a click on one call; without it nobody can click.
    ``limits`` hold for all that a tool does; ``turn`` waits until it may use what others use, too. ``lang`` is that of
    the surface, which names the tools.
    """

    def __init__(
        self,
        tools: Sequence[Tool],
        desk: Desk,
        *,
        lang: str,
        tainted: bool,
        mode: Callable[[str], Mode] = lambda _: "ask",
        ask: Callable[[str, str], Awaitable[bool]] | None = None,
        limits: Callable[[], AbstractContextManager[None]] = nullcontext,
        turn: Callable[[Tool], AbstractAsyncContextManager[None]] = lambda _: nullcontext(),
    ) -> None:
        self._mode = mode
        self._ask = ask
        self._limits = limits
        self._turn = turn
        self._desk = desk
        self._lang = lang
        self.tainted = tainted
        self._tools = {tool.name: tool for tool in tools if self._lies_ready(tool)}
        self._exchange: list[Message] = []

    def __bool__(self) -> bool:
        return bool(self._tools)

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        return tuple(tool.spec() for tool in self._tools.values())

    @property
    def exchange(self) -> tuple[Message, ...]:
        """What was said and used since the question, for the next call."""
        return tuple(self._exchange)

    def title(self, name: str) -> str:
        """What people call a tool."""
        tool = self._tools.get(name)
        return translate(tool.title, self._lang) if tool else name[:80]

    def readable(self, use: ToolUse) -> ToolUse:
        """The use with its arguments as they will be read: what somebody allows is what runs."""
        try:
            arguments = json.dumps(read_json(use.arguments), ensure_ascii=False)
        except (ValueError, RecursionError):
            arguments = use.arguments[: MOST_ARGUMENTS + 1]  # which nothing runs with
        return use._replace(name=whole(use.name[:80]), arguments=whole(arguments))

    def asks(self, use: ToolUse) -> bool:
        """Whether this use waits for a click."""
        tool = self._tools.get(use.name)
        return tool is not None and self._verdict(tool) == "ask" and self._ask is not None

    async def use(self, said: str, uses: Sequence[ToolUse], scope: CancelScope) -> AsyncGenerator[Used]:
        """Uses the tools that a model wants beside each other, and notes for its next call what they gave.

        Gives each as soon as it is done: one that waits for a click hides no other. Ends early where ``scope`` is
        cancelled.
        """
        self._exchange.append(Message("assistant", said, tool_uses=tuple(uses)))
        tasks = [asyncio.create_task(self._used(use, number)) for number, use in enumerate(uses)]
        scope.on_cancel(lambda: [task.cancel() for task in tasks])
        try:
            waiting = set(tasks)
            while waiting:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for task in filter(done.__contains__, tasks):
                    if task.cancelled():
                        return
                    yield task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for used in (task.result() for task in tasks):
            self._exchange.append(Message("tool", used.text, tool_use=used.use.id))
        self.tainted = self.tainted or any(self._taints(use) for use in uses)

    def _lies_ready(self, tool: Tool) -> bool:
        if tool.effect == "acts" and (self._mode(tool.name) == "never" or self._ask is None):
            return False
        return tool.serves(self._desk)

    def _verdict(self, tool: Tool) -> str:
        return verdict(tool.effect, tainted=self.tainted, mode=self._mode(tool.name))

    def _taints(self, use: ToolUse) -> bool:
        tool = self._tools.get(use.name)
        return tool is not None and tool.taints

    async def _used(self, use: ToolUse, number: int) -> Used:
        lang, title = self._desk.lang, self.title(use.name)
        try:
            if number >= USES:
                raise Unable("That is too much for one use of a tool.", lang)
            result = await self._run(use)
        except Unable as failed:
            return Used(use, title, False, whole(str(failed)))
        return Used(use, title, True, whole(shortened(result.text, lang)), whole(result.figure[:MOST_FIGURE]))

    async def _run(self, use: ToolUse) -> Result:
        lang = self._desk.lang
        tool = self._tools.get(use.name)
        if tool is None:
            sentence = "There is no tool called {name} here. There are: {known}."
            raise Unable(sentence, lang, name=use.name[:80], known=", ".join(self._tools))
        # Beside the loop: the form that they must fit may be a stranger's.
        arguments = await asyncio.to_thread(arguments_of, tool, use.arguments, lang)
        decided = self._verdict(tool)
        if decided == "refuse" or (decided == "ask" and not (self._ask and await self._ask(use.id, tool.name))):
            raise Unable("The user did not allow it.", lang)
        try:
            async with self._turn(tool):
                with self._limits():
                    async with asyncio.timeout(tool.seconds):
                        return await _beside(tool, arguments, self._desk)
        except QueueFull:
            raise Unable("Others are calculating now: try again in a moment.", lang) from None
        except TimeoutError:
            raise Unable("It took longer than {seconds} seconds.", lang, seconds=round(tool.seconds)) from None
        except Unable:
            raise
        except Exception as error:
            log.exception("the tool %s failed", tool.name)
            raise Unable("The tool failed: {error}.", lang, error=type(error).__name__) from None


async def _beside(tool: Tool, arguments: Mapping[str, Any], desk: Desk) -> Result:
    """Runs a tool in a thread of its own, which dies with the process: one that hangs holds nobody else up."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def end(result: Result | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        elif result is not None:
            done.set_result(result)

    def work() -> None:
        outcome: tuple[Result | None, BaseException | None]
        try:
            outcome = (tool.run(arguments, desk), None)
        except Exception as error:
            outcome = (None, error)
        except BaseException as error:  # what would end a program ends a tool only
            outcome = (None, RuntimeError(type(error).__name__))
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(end, *outcome)

    context = contextvars.copy_context()  # what holds for the question holds for its tools
    threading.Thread(target=context.run, args=(work,), name=f"tool {tool.name}", daemon=True).start()
    return await done
