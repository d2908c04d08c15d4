"""What the user allowed tools that act, and who waits for a click right now. Kept nowhere: each start asks anew."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from typing import Literal

from .core.schema import Question
from .tools.permission import Mode

Click = Literal["once", "lesson", "no", "never"]
WAIT_SECONDS = 120.0  # without a click the answer is no


@dataclass(frozen=True, slots=True)
class Permit:
    """What the user said of a tool, and where it holds: in a lesson, or in a talk where that is empty."""

    id: int
    tool: str
    mode: Mode
    lesson: str


class Permits:
    """The clicks of all accounts of one host."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, tuple[str, ...], str], Permit] = {}  # by account, lesson or conversation, and tool
        self._ids = count(1)
        self._waiting: dict[tuple[str, str, str], asyncio.Future[Click]] = {}  # by account, turn and call

    def mode(self, account: str, question: Question, tool: str, *, each_time: bool = False) -> Mode:
        """What the user said of this tool in this lesson, or in this conversation where there is no lesson.

        ``each_time``: what was allowed for the lesson does not hold. A program that may hand on what it gets was not
        allowed to get what is private.
        """
        said = self._said.get((account, _where(question), tool))
        return "ask" if said is None or (each_time and said.mode == "lesson") else said.mode

    def standing(self, account: str) -> list[Permit]:
        """What the user allowed or refused beforehand, in the order in which it was said."""
        return sorted((said for place, said in self._said.items() if place[0] == account), key=lambda said: said.id)

    def take_back(self, account: str, ids: Collection[int]) -> int:
        """The tools are asked for again; how many there were. The answer that is under way asks again, too."""
        gone = [place for place, said in self._said.items() if place[0] == account and said.id in ids]
        for place in gone:
            del self._said[place]
        return len(gone)

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
            said = Permit(next(self._ids), tool, click, question.lesson)
            self._said[account, _where(question), tool] = said
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
