"""Turns in flight: runs each once, lets any number of surfaces follow it, and stops it on request.

A turn belongs to the host and not to the page that asked: a reload, a second tab or a lost connection changes nothing,
whoever follows the conversation gets all events from the first. A turn that ended stays for a while, so that asking
twice with the same id asks once.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from .answer import CancelScope
from .core import OWNER
from .core.codec import to_dict
from .core.schema import (
    Asked,
    Done,
    Event,
    Failed,
    Question,
    Routed,
    StoredMessage,
    TeacherFinished,
    TextDelta,
    UsageReported,
)
from .engine import Engine

Listener = Callable[[dict[str, Any]], None]
REMEMBERED = 64  # ended turns whose events are kept


@dataclass(eq=False)
class Turn:
    """One question on its way."""

    id: str
    conversation: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    listeners: set[Listener] = field(default_factory=set)
    scope: CancelScope = field(default_factory=CancelScope)
    task: asyncio.Task[None] | None = None
    ended: bool = False


class Turns:
    """All turns of one host."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns: dict[str, Turn] = {}
        self._ended: deque[str] = deque()
        self._followers: dict[str, set[Listener]] = {}

    def ask(self, question: Question, listener: Listener, account: str = OWNER) -> str:
        """Starts the turn, or joins it if it is already here; ``listener`` gets its events from the first."""
        if not question.turn:
            question = replace(question, turn=uuid.uuid4().hex)
        turn = self._turns.get(question.turn)
        if turn is None:
            turn = self._turns[question.turn] = Turn(question.turn, listeners={listener})
            turn.task = asyncio.create_task(self._run(turn, question, account))
        else:
            self._join(turn, listener)
        return turn.id

    def cancel(self, turn: str) -> bool:
        """Stops a turn; False if it is not running here."""
        found = self._turns.get(turn)
        if found is None or found.ended:
            return False
        found.scope.cancel()
        return True

    def follow(self, conversation: str, listener: Listener) -> None:
        """Sends ``listener`` what runs in a conversation now and later."""
        self._followers.setdefault(conversation, set()).add(listener)
        for turn in self._turns.values():
            if turn.conversation == conversation and not turn.ended:
                self._join(turn, listener)

    def unfollow(self, conversation: str, listener: Listener) -> None:
        followers = self._followers.get(conversation, set())
        followers.discard(listener)
        if not followers:
            self._followers.pop(conversation, None)

    def leave(self, listener: Listener) -> None:
        """Forgets a listener that went away. Its turns go on: what was asked is answered and kept."""
        for turn in self._turns.values():
            turn.listeners.discard(listener)
        for conversation in list(self._followers):
            self.unfollow(conversation, listener)

    async def close(self) -> None:
        """Stops every turn and waits until each is kept."""
        running = [turn for turn in self._turns.values() if not turn.ended]
        for turn in running:
            turn.scope.cancel()
        await asyncio.gather(*(turn.task for turn in running if turn.task), return_exceptions=True)

    async def _run(self, turn: Turn, question: Question, account: str) -> None:
        kept = await self._engine.conversations_of(account).find_turn(turn.id)
        if kept is not None:
            for event in _replay(*kept, turn=turn.id):
                self._publish(turn, event)
        else:
            async for event in self._engine.ask(question, turn.scope, account):
                self._publish(turn, event)
        turn.ended = True
        self._ended.append(turn.id)
        if len(self._ended) > REMEMBERED:
            self._turns.pop(self._ended.popleft(), None)

    def _publish(self, turn: Turn, event: Event) -> None:
        if isinstance(event, Asked):
            turn.conversation = event.conversation
            turn.listeners |= self._followers.get(event.conversation, set())
        data = to_dict(event)
        turn.events.append(data)
        for listener in tuple(turn.listeners):
            listener(data)

    def _join(self, turn: Turn, listener: Listener) -> None:
        for data in turn.events:
            listener(data)
        turn.listeners.add(listener)


def _replay(conversation: str, asked: StoredMessage, answer: StoredMessage, *, turn: str) -> list[Event]:
    """The events of a turn that was answered before, from what is kept."""
    question = Question(
        text=asked.text, teacher=asked.teacher, conversation=conversation, turn=turn, attachments=asked.attachments
    )
    events: list[Any] = [Asked(turn=turn, seq=0, conversation=conversation, question=question)]
    if answer.receipt is not None:
        events.append(Routed(turn=turn, seq=1, part=0, receipt=answer.receipt))
    if answer.text:
        events.append(TextDelta(turn=turn, seq=2, part=0, text=answer.text))
    if answer.error is not None:
        return [*events, Failed(turn=turn, seq=5, error=answer.error)]
    reason: Any = answer.status if answer.status in ("complete", "length", "cancelled") else "cancelled"
    events.append(TeacherFinished(turn=turn, seq=3, part=0, teacher=answer.teacher, reason=reason))
    if answer.receipt is not None:
        events.append(UsageReported(turn=turn, seq=4, part=0, receipt=answer.receipt))
    return [*events, Done(turn=turn, seq=5, reason=reason)]
