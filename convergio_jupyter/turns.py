"""Turns in flight: runs each once, lets any number of surfaces follow it, and stops it on request.

A turn belongs to the host and not to the page that asked: a reload, a second tab or a lost connection changes nothing,
whoever follows the conversation gets all events from the first. A turn that ended is told again from what is kept, so
that asking twice with the same id asks once and costs no memory.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from .answer import CancelScope, Reason
from .core import OWNER, is_visitor
from .core.cards import StoredMessage
from .core.codec import to_dict
from .core.errors import ConvergioError, InternalError
from .core.events import (
    Asked,
    Done,
    Event,
    Failed,
    Routed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    ToolCall,
    ToolResult,
    UsageReported,
)
from .core.schema import Question
from .engine import Engine

log = logging.getLogger("convergio")
CLOSE_SECONDS = 10.0
Listener = Callable[[dict[str, Any]], None]


@dataclass(eq=False)
class Turn:
    """One question on its way."""

    id: str
    account: str
    conversation: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    listeners: set[Listener] = field(default_factory=set)
    scope: CancelScope = field(default_factory=CancelScope)
    task: asyncio.Task[None] | None = None


class Turns:
    """All turns of one host. An account sees and stops its own only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns: dict[tuple[str, str], Turn] = {}  # by account and turn
        self._followers: dict[tuple[str, str], set[Listener]] = {}  # by account and conversation

    def ask(self, question: Question, listener: Listener, account: str = OWNER) -> str:
        """Starts the turn, or joins it if it is already here; ``listener`` gets its events from the first."""
        if not question.turn:
            question = replace(question, turn=uuid.uuid4().hex)
        turn = self._find(question.turn, account)
        if turn is None:
            turn = self._turns[account, question.turn] = Turn(question.turn, account, listeners={listener})
            turn.task = asyncio.create_task(self._run(turn, question, account))
        else:
            self._join(turn, listener)
        return question.turn

    def cancel(self, turn: str, account: str = OWNER) -> bool:
        """Stops a turn; False if it is not running here."""
        found = self._find(turn, account)
        if found is None:
            return False
        found.scope.cancel()
        return True

    def owns(self, turn: str, account: str) -> bool:
        """Whether a turn of ``account`` is running here."""
        return self._find(turn, account) is not None

    def holds(self, turn: str) -> bool:
        """Whether a turn is running here."""
        return any(turn == running for _, running in self._turns)

    def follow(self, conversation: str, listener: Listener, account: str = OWNER) -> None:
        """Sends ``listener`` what runs in a conversation now and later."""
        self._followers.setdefault((account, conversation), set()).add(listener)
        for turn in self._turns.values():
            if (turn.account, turn.conversation) == (account, conversation):
                self._join(turn, listener)

    def unfollow(self, conversation: str, listener: Listener, account: str = OWNER) -> None:
        followers = self._followers.get((account, conversation), set())
        followers.discard(listener)
        if not followers:
            self._followers.pop((account, conversation), None)

    def leave(self, listener: Listener) -> None:
        """Forgets a listener that went away. Its turns go on: what was asked is answered and kept."""
        for turn in self._turns.values():
            turn.listeners.discard(listener)
        for account, conversation in list(self._followers):
            self.unfollow(conversation, listener, account)

    async def close(self) -> None:
        """Stops every turn and waits until each is kept."""
        running = list(self._turns.values())
        for turn in running:
            turn.scope.cancel()
        tasks = [turn.task for turn in running if turn.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=CLOSE_SECONDS)

    def _find(self, turn: str, account: str) -> Turn | None:
        return self._turns.get((account, turn))

    async def _run(self, turn: Turn, question: Question, account: str) -> None:
        try:
            kept = await self._engine.conversations_of(account).find_turn(turn.id)
            if kept is not None:
                for event in _replay(*kept, turn=turn.id):
                    self._publish(turn, event)
                return
            async for event in self._engine.ask(question, turn.scope, account):
                self._publish(turn, event)
        except Exception as problem:  # the store cannot be read, or what it holds cannot
            if not isinstance(problem, ConvergioError):
                log.exception("turn %s failed", turn.id)
            error = problem if isinstance(problem, ConvergioError) else InternalError(detail=type(problem).__name__)
            info = error.info(self._engine.language(question), visitor=is_visitor(account))
            self._publish(turn, Failed(turn=turn.id, seq=len(turn.events), error=info))
        finally:
            self._turns.pop((account, turn.id), None)

    def _publish(self, turn: Turn, event: Event) -> None:
        if isinstance(event, Asked):
            turn.conversation = event.conversation
            turn.listeners |= self._followers.get((turn.account, event.conversation), set())
        data = to_dict(event)
        turn.events.append(data)
        for listener in tuple(turn.listeners):
            self._tell(turn, listener, data)

    def _tell(self, turn: Turn, listener: Listener, data: dict[str, Any]) -> None:
        try:
            listener(data)
        except Exception:  # a surface that broke must not take the answer down for the others
            log.warning("a surface could not be told, and is left out", exc_info=True)
            turn.listeners.discard(listener)

    def _join(self, turn: Turn, listener: Listener) -> None:
        turn.listeners.add(listener)
        for data in turn.events:
            self._tell(turn, listener, data)


def standing(answers: Sequence[StoredMessage]) -> StoredMessage:
    """The answer that says how a turn stands. Where there are several, an error costs only its own part."""
    running = [answer for answer in answers if answer.status == "running"]
    if running or len(answers) == 1:
        return (running or list(answers))[0]
    return replace(answers[-1], error=None)


def _replay(conversation: str, asked: StoredMessage, answers: Sequence[StoredMessage], *, turn: str) -> list[Event]:
    """The events of a turn that was answered before, from what is kept."""
    question = Question(
        text=asked.text, teacher=asked.teacher, conversation=conversation, turn=turn, attachments=asked.attachments
    )
    numbers = count()
    events: list[Any] = [Asked(turn=turn, seq=next(numbers), conversation=conversation, question=question)]
    alone = len(answers) == 1
    for part, answer in enumerate(answers):
        events += _replay_part(answer, part, numbers, alone=alone)
    last = standing(answers)
    if last.error is not None:
        return [*events, Failed(turn=turn, seq=next(numbers), error=last.error)]
    return [*events, Done(turn=turn, seq=next(numbers), reason=end_of(last.status))]


def _replay_part(answer: StoredMessage, part: int, numbers: Iterator[int], *, alone: bool) -> list[Event]:
    turn, receipt, events = answer.turn, answer.receipt, list[Event]()
    if receipt is not None:
        events.append(Routed(turn=turn, seq=next(numbers), part=part, receipt=receipt))
    if answer.question or answer.reason:
        said = {"question": answer.question, "reason": answer.reason}
        events.append(TeacherStarted(turn=turn, seq=next(numbers), part=part, teacher=answer.teacher, name="", **said))
    events += _replay_text(answer, part, numbers)
    if alone and answer.error is not None:
        return events
    reason = "error" if answer.error is not None else end_of(answer.status)
    events.append(
        TeacherFinished(
            turn=turn, seq=next(numbers), part=part, teacher=answer.teacher, reason=reason, error=answer.error
        )
    )
    if receipt is not None:
        events.append(UsageReported(turn=turn, seq=next(numbers), part=part, receipt=receipt))
    return events


def _replay_text(answer: StoredMessage, part: int, numbers: Iterator[int]) -> list[Event]:
    """The words, with the tools between them that were used there."""
    events, told = list[Event](), 0
    for step in answer.steps:
        events += _words(answer, part, numbers, told, step.at)
        told = max(told, step.at)
        place: dict[str, Any] = {"turn": answer.turn, "part": part, "call": step.call}
        events.append(ToolCall(seq=next(numbers), name=step.name, title=step.title, arguments=step.arguments, **place))
        events.append(ToolResult(seq=next(numbers), ok=step.ok, content=step.content, figure=step.figure, **place))
    return events + _words(answer, part, numbers, told, len(answer.text))


def _words(answer: StoredMessage, part: int, numbers: Iterator[int], begin: int, end: int) -> list[Event]:
    text = answer.text[begin:end]
    return [TextDelta(turn=answer.turn, seq=next(numbers), part=part, text=text)] if text else []


def end_of(status: str) -> Reason:
    """How a kept answer without an error ended."""
    ends: dict[str, Reason] = {"complete": "complete", "length": "length"}
    return ends.get(status, "cancelled")
