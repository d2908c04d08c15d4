"""One surface's conversation with a host: messages in, replies and events out.

The same protocol runs over a WebSocket (sidebar, kernels) and over widget messages; ``docs/protocol.md`` describes it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .core import OWNER, is_visitor
from .core.codec import from_dict, to_dict
from .core.errors import ConvergioError, GatewayLost, InternalError, UnknownOption, WrongOption
from .core.events import Done, Failed
from .core.i18n import Phrase, choose_language
from .core.protocol import LAST, language_in, refusal
from .core.schema import Question
from .memory.conversations import STALE_SECONDS
from .service import Service
from .teachers.debate import MOST_ROUNDS
from .turns import end_of, standing

log = logging.getLogger("convergio")
Send = Callable[[dict[str, Any]], None]


MOST_CHARACTERS = {"turn": 100, "conversation": 100, "course": 200, "lesson": 200, "subject": 200}  # they become keys


def question_from(data: Any, account: str) -> Question:
    """The question in ``data`` as ``account`` may ask it: a visitor asks, the host decides what it may cost.

    Raises ``ValueError`` where it is none, ``WrongOption`` where a name in it is too long.
    """
    question = from_dict(Question, data or {}, strict=True)
    for name, most in MOST_CHARACTERS.items():
        if len(getattr(question, name)) > most:
            raise WrongOption(name=name, hint=Phrase("Use {most} characters at most.", most=most))
    if not 0 <= question.debate <= MOST_ROUNDS:
        raise WrongOption(name="debate", hint=Phrase("Write a number from 0 to {most}.", most=MOST_ROUNDS))
    if question.max_tokens < 0:
        raise WrongOption(name="max_tokens", hint=Phrase("Write a whole number; 0 leaves the length to the teacher."))
    if is_visitor(account):  # what reaches out from the host is the host's to allow
        return replace(question, model="", max_tokens=0, quality="auto", permits=False)
    return question


class Session:
    """Serves one pipe. ``send`` is called on the event loop and must not block."""

    def __init__(self, service: Service, send: Send, account: str = OWNER) -> None:
        self._service = service
        self._account = account
        self._send = send
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, message: Any) -> None:
        """Acts on one message. Never raises: what is wrong is answered."""
        try:
            self._act(message)
        except ConvergioError as error:
            self._refuse(message, error)
        except (AttributeError, TypeError, ValueError) as error:
            hint = Phrase("It does not have the right form: {detail}.", detail=error)
            self._refuse(message, UnknownOption(name="message", hint=hint))

    def close(self) -> None:
        """The pipe is gone; turns that were asked go on."""
        self._service.turns.leave(self._send)
        for task in self._tasks:
            task.cancel()

    def _act(self, message: dict[str, Any]) -> None:
        turns, operation = self._service.turns, message.get("op")
        if operation == "call":
            self._later(self._call(message))
        elif operation == "ask":
            self._ask(message)
        elif operation == "cancel":
            turn = str(message.get("turn"))
            if not turns.cancel(turn, self._account) and not self._stop_authoring(turn):
                self._later(self._end(turn, message))
        elif operation == "follow":
            conversation = str(message.get("conversation"))
            turns.follow(conversation, self._send, self._account)
            self._later(self._look_for_lost(conversation, message))
        elif operation == "unfollow":
            turns.unfollow(str(message.get("conversation")), self._send, self._account)
        elif operation == "install_model" and not is_visitor(self._account):
            lang, force = str(message.get("lang") or ""), bool(message.get("force"))
            self._service.install_model(str(message.get("turn")), self._send, lang=lang, force=force)
        else:
            hint = Phrase("It is not an operation of the protocol.")
            self._refuse(message, UnknownOption(name=str(operation)[:80], hint=hint))

    def _ask(self, message: dict[str, Any]) -> None:
        question = question_from(message.get("question"), self._account)
        self._service.turns.ask(question, self._send, self._account)

    def _stop_authoring(self, turn: str) -> bool:
        return not is_visitor(self._account) and self._service.authoring.stop(turn)

    async def _end(self, turn: str, message: dict[str, Any]) -> None:
        """Tells a surface that waits for a turn which is not running here (any more) how it stands."""
        try:
            kept = await self._service.engine.conversations_of(self._account).find_turn(turn)
        except ConvergioError as error:
            self._refuse(message, error)
            return
        answer = standing(kept[2]) if kept else None
        if answer is not None and (answer.error is not None or answer.status == "running"):
            info = answer.error or GatewayLost().info(self._lang(message), visitor=is_visitor(self._account))
            self._send(to_dict(Failed(turn=turn, seq=LAST, error=info)))
        else:
            self._send(to_dict(Done(turn=turn, seq=LAST, reason=end_of(answer.status) if answer else "cancelled")))

    async def _look_for_lost(self, conversation: str, message: dict[str, Any]) -> None:
        """An answer whose process died looks as if it were running until its last sign of life is old enough."""
        conversations = self._service.engine.conversations_of(self._account)
        with contextlib.suppress(ConvergioError):
            running = (await conversations.page(conversation, limit=2)).running
            if running and not self._service.turns.holds(running):
                await asyncio.sleep(STALE_SECONDS + 1)
                if not (await conversations.page(conversation, limit=2)).running:
                    await self._end(running, message)

    def _refuse(self, message: Any, error: ConvergioError) -> None:
        self._send(refusal(message, error.info(self._lang(message), visitor=is_visitor(self._account))))

    async def _call(self, message: dict[str, Any]) -> None:
        try:
            parameters = dict(message.get("params") or {})
            method = str(message.get("method"))
            result = await self._service.call(method, parameters, self._account, self._send)
            self._send({"re": message.get("id"), "result": result})
        except ConvergioError as error:
            self._refuse(message, error)
        except Exception as error:
            log.exception("call %s failed", message.get("method"))
            self._refuse(message, InternalError(detail=type(error).__name__))

    def _lang(self, message: Any) -> str:
        return choose_language(language_in(message), self._service.engine.settings.language)

    def _later(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
