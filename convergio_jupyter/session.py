"""One surface's conversation with a host: messages in, replies and events out.

The same protocol runs over a WebSocket (sidebar, kernels) and over widget messages; ``docs/protocol.md`` describes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from .core import OWNER
from .core.codec import from_dict, to_dict
from .core.errors import ConvergioError, InternalError, UnknownOption
from .core.i18n import choose_language
from .core.schema import Failed, Question
from .service import Service

log = logging.getLogger("convergio")
Send = Callable[[dict[str, Any]], None]


class Session:
    """Serves one pipe. ``send`` is called on the event loop and must not block."""

    def __init__(self, service: Service, send: Send, account: str = OWNER) -> None:
        self._service = service
        self._account = account
        self._send = send
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, message: dict[str, Any]) -> None:
        """Acts on one message. Never raises: what is wrong is answered."""
        operation = message.get("op")
        if operation == "call":
            self._later(self._call(message))
        elif operation == "ask":
            self._ask(message)
        elif operation == "cancel":
            self._service.turns.cancel(str(message.get("turn")))
        elif operation == "follow":
            self._service.turns.follow(str(message.get("conversation")), self._send)
        elif operation == "unfollow":
            self._service.turns.unfollow(str(message.get("conversation")), self._send)
        elif operation == "install_model":
            lang, force = str(message.get("lang") or ""), bool(message.get("force"))
            self._service.install_model(str(message.get("turn")), self._send, lang=lang, force=force)
        else:
            error = UnknownOption(name=str(operation), hint="It is not an operation of the protocol.")
            self._send({"re": message.get("id"), "error": to_dict(error.info(self._lang(message)))})

    def close(self) -> None:
        """The pipe is gone; turns that were asked go on."""
        self._service.turns.leave(self._send)
        for task in self._tasks:
            task.cancel()

    def _ask(self, message: dict[str, Any]) -> None:
        data = message.get("question") or {}
        try:
            question = from_dict(Question, data)
        except ValueError as error:
            problem = UnknownOption(name="question", hint=f"It is not right: {error}.")
            info = problem.info(self._lang(message))
            self._send(to_dict(Failed(turn=str(data.get("turn") or ""), seq=0, error=info)))
            return
        self._service.turns.ask(question, self._send, self._account)

    async def _call(self, message: dict[str, Any]) -> None:
        try:
            parameters = message.get("params") or {}
            result = await self._service.call(str(message.get("method")), parameters, self._account)
            self._send({"re": message.get("id"), "result": result})
        except ConvergioError as error:
            self._send({"re": message.get("id"), "error": to_dict(error.info(self._lang(message)))})
        except Exception as error:
            log.exception("call %s failed", message.get("method"))
            info = InternalError(detail=type(error).__name__).info(self._lang(message))
            self._send({"re": message.get("id"), "error": to_dict(info)})

    def _lang(self, message: dict[str, Any]) -> str:
        parameters = message.get("params") or {}
        return choose_language(str(parameters.get("lang") or ""), self._service.engine.settings.language)

    def _later(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
