"""What the user allowed tools that act, and who waits for a click right now. Kept nowhere: each start asks anew."""

from __future__ import annotations

import asyncio
from typing import Literal

from .core.schema import Question
from .tools.permission import Mode

Click = Literal["once", "lesson", "no", "never"]
WAIT_SECONDS = 120.0  # without a click the answer is no


class Permits:
    """The clicks of all accounts of one host."""

    def __init__(self) -> None:
        self._modes: dict[tuple[str, tuple[str, ...], str], Mode] = {}  # by account, lesson or conversation, and tool
        self._waiting: dict[tuple[str, str, str], asyncio.Future[Click]] = {}  # by account, turn and call

    def mode(self, account: str, question: Question, tool: str, *, each_time: bool = False) -> Mode:
        """What the user said of this tool in this lesson, or in this conversation where there is no lesson.

        ``each_time``: what was allowed for the lesson does not hold. A program that may hand on what it gets was not
        allowed to get what is private.
        """
        mode = self._modes.get((account, _where(question), tool), "ask")
        return "ask" if each_time and mode == "lesson" else mode

    async def ask(self, account: str, question: Question, call: str, tool: str) -> bool:
        """Waits for the user's click; whether the tool may run now. No click in time is a no."""
        place = (account, question.turn, call)
        if place in self._waiting:  # nobody answers for somebody else
            return False
        waiting = self._waiting[place] = asyncio.get_running_loop().create_future()
        try:
            click = await asyncio.wait_for(waiting, WAIT_SECONDS)
        except TimeoutError:
            return False
        finally:
            self._waiting.pop(place, None)
        if click in ("lesson", "never"):
            self._modes[account, _where(question), tool] = click
        return click in ("once", "lesson")

    def click(self, account: str, turn: str, call: str, click: Click) -> bool:
        """The user decided about a call that waits; False if none waits under this name any more."""
        waiting = self._waiting.get((account, turn, call))
        if waiting is None or waiting.done():
            return False
        waiting.set_result(click)
        return True


def _where(question: Question) -> tuple[str, ...]:
    if question.lesson:
        return ("lesson", question.course, question.lesson)
    return ("conversation", question.conversation)
