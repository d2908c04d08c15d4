"""The client: the same interface to an engine in this process or behind the gateway.

Surfaces ask :func:`connect` for a client and never know which one they got. Inside a Jupyter server's kernel it is the
gateway, found through the environment; anywhere else the engine runs here, on a thread of its own.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import itertools
import json
import os
import queue
import re
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Coroutine, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from .core import CLASSROOM_VARIABLE, GATEWAY_VARIABLE, VISITOR_HEADER
from .core.codec import event_from_dict, from_dict, to_dict
from .core.errors import ConvergioError, GatewayLost
from .core.events import Done, Event, Failed
from .core.i18n import choose_language
from .core.protocol import language_in, refusal
from .core.schema import ErrorInfo, Question
from .settings import Settings

JSON = dict[str, Any]
T = TypeVar("T")


CALL_SECONDS = 60.0
STOP_SECONDS = 3.0
POLL_SECONDS = 0.5
_visitor = uuid.uuid4().hex  # this process; in a classroom, the kernel of one page


class RemoteError(ConvergioError):
    """An error that the host reported; it is shown exactly as it came."""

    def __init__(self, info: ErrorInfo) -> None:
        super().__init__(detail=info.detail)
        self._info = info
        self.args = (info.message,)

    def info(self, lang: str = "en", *, visitor: bool = False) -> ErrorInfo:
        return self._info


class Pipe(Protocol):
    """Messages of the session protocol, both ways. ``send`` raises ``GatewayLost`` when the other end is gone."""

    def send(self, message: JSON) -> None: ...

    def close(self) -> None: ...


Receive = Callable[[JSON], None]
Lost = Callable[[Pipe], None]
OpenPipe = Callable[[Receive, Lost], Pipe]


@dataclass(eq=False)
class _Waiter:
    """Somebody who waits for what comes over ``pipe``."""

    inbox: queue.SimpleQueue[JSON] = field(default_factory=queue.SimpleQueue)
    pipe: Pipe | None = None


class Client:
    """Asks questions and makes calls over one pipe, which is opened on first use and again when it broke."""

    def __init__(self, open_pipe: OpenPipe) -> None:
        self._open_pipe = open_pipe
        self._pipe: Pipe | None = None
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[str, _Waiter] = {}  # by turn id, or by “call N”

    def ask(self, question: Question) -> Generator[Event]:
        """The events of the answer; the last one is ``done`` or ``error``.

        A ``KeyboardInterrupt`` stops the answer: the events that end it are still given, then it is raised again.
        """
        turn = question.turn or uuid.uuid4().hex
        message = {"op": "ask", "question": to_dict(replace(question, turn=turn))}
        yield from self._events(turn, message, stop={"op": "cancel", "turn": turn})

    def install_model(self, *, lang: str = "", force: bool = False) -> Iterator[Event]:
        """Fetches the demo model: ``progress`` events, then ``done`` or ``error``."""
        turn = uuid.uuid4().hex
        yield from self._events(turn, {"op": "install_model", "turn": turn, "lang": lang, "force": force})

    def cancel(self, turn: str) -> None:
        """Stops a turn, whoever asked."""
        with contextlib.suppress(GatewayLost):
            self._send({"op": "cancel", "turn": turn})

    def call(self, method: str, **parameters: Any) -> Any:
        """The result of a call; see :class:`.service.Service` for the names. Raises our errors."""
        number = next(self._numbers)
        waiter = self._waiting[f"call {number}"] = _Waiter()
        try:
            self._send({"op": "call", "id": number, "method": method, "params": parameters}, waiter)
            reply = waiter.inbox.get(timeout=CALL_SECONDS)
        except queue.Empty:
            raise GatewayLost(detail=f"no reply to {method}") from None
        finally:
            del self._waiting[f"call {number}"]
        if "error" in reply:
            raise RemoteError(from_dict(ErrorInfo, reply["error"]))
        return reply["result"]

    def work(self, method: str, tell: Callable[[Event], object], **parameters: Any) -> Any:
        """The result of a call that takes long, and tells how far it is. An interrupt stops it. Raises our errors."""
        number, turn = next(self._numbers), uuid.uuid4().hex
        waiter = self._waiting[f"call {number}"] = self._waiting[turn] = _Waiter()
        try:
            self._send({"op": "call", "id": number, "method": method, "params": {**parameters, "turn": turn}}, waiter)
            while "re" not in (message := _next_message(waiter.inbox, None)):
                tell(event_from_dict(message))
        except KeyboardInterrupt:
            self.cancel(turn)
            raise
        finally:
            del self._waiting[f"call {number}"], self._waiting[turn]
        if "error" in message:
            raise RemoteError(from_dict(ErrorInfo, message["error"]))
        return message["result"]

    def open_pipe(self, receive: Receive, lost: Lost) -> Pipe:
        """A pipe of its own for a surface that speaks the protocol itself, as the chat widget does."""
        return self._open_pipe(receive, lost)

    def close(self) -> None:
        """Closes the pipe. Turns that run go on in a gateway, and end in this process."""
        with self._lock:
            if self._pipe is not None:
                self._pipe.close()
                self._pipe = None

    def _events(self, turn: str, message: JSON, stop: JSON | None = None) -> Generator[Event]:
        waiter = self._waiting[turn] = _Waiter()
        interrupted = ended = False
        try:
            self._send(message, waiter)
            while not ended:
                try:
                    event = event_from_dict(_next_message(waiter.inbox, STOP_SECONDS if interrupted else None))
                except queue.Empty:
                    break
                except KeyboardInterrupt:
                    if interrupted or stop is None:
                        raise
                    interrupted = True
                    self._send(stop)
                    continue
                ended = isinstance(event, (Done, Failed))
                yield event
        except GatewayLost as error:
            ended = True
            yield Failed(turn=turn, seq=0, error=error.info(choose_language(language_in(message))))
        finally:
            del self._waiting[turn]
            if not ended and stop is not None:  # whoever read the events stopped reading
                with contextlib.suppress(GatewayLost):
                    self._send(stop)
        if interrupted:
            raise KeyboardInterrupt

    def _send(self, message: JSON, waiter: _Waiter | None = None) -> None:
        with self._lock:
            fresh = self._pipe is None
            try:
                self._send_over(self._pipe or self._open_pipe(self._receive, self._lost), message, waiter)
            except GatewayLost:
                self._pipe = None
                if fresh:
                    raise
                pipe = self._open_pipe(self._receive, self._lost)  # the server may have been restarted
                self._send_over(pipe, message, waiter)

    def _send_over(self, pipe: Pipe, message: JSON, waiter: _Waiter | None) -> None:
        self._pipe = pipe
        if waiter is not None:
            waiter.pipe = pipe
        pipe.send(message)

    def _receive(self, message: JSON) -> None:
        name = f"call {message['re']}" if "re" in message else str(message.get("turn"))
        waiter = self._waiting.get(name)
        if waiter is not None:
            waiter.inbox.put(message)

    def _lost(self, pipe: Pipe) -> None:
        """The other end of ``pipe`` is gone: whoever waits for it is told."""
        if self._pipe is pipe:
            self._pipe = None
        info = GatewayLost().info(choose_language())
        for name, waiter in list(self._waiting.items()):
            if waiter.pipe is not pipe:
                continue
            waiter.inbox.put(refusal({} if name.startswith("call ") else {"turn": name}, info))


def _next_message(inbox: queue.SimpleQueue[JSON], seconds: float | None) -> JSON:
    """The next message. Waits in short steps, because on Windows an interrupt cannot end a long one."""
    deadline = None if seconds is None else time.monotonic() + seconds
    while True:
        try:
            return inbox.get(timeout=POLL_SECONDS)
        except queue.Empty:
            if deadline is not None and time.monotonic() > deadline:
                raise


def connect(settings: Settings | None = None) -> Client:
    """The client for this process: the gateway that the environment names, else an engine of our own.

    With ``settings`` the engine is always our own.
    """
    card = os.environ.get(GATEWAY_VARIABLE, "")
    must = bool(os.environ.get(CLASSROOM_VARIABLE))  # an engine in a visitor's kernel would be the owner's
    if settings is None and (must or (card and os.path.exists(card))):
        return Client(lambda receive, lost: GatewayPipe(card, receive, lost))
    host = LocalHost(settings)
    return Client(lambda receive, lost: LocalPipe(host, receive))


def visit_as(visitor: str) -> None:
    """Goes on as the visitor that a classroom's page names, so that a reload, which gets a new kernel, loses nothing.

    The name is a secret of the visitor's browser, too long to guess. Raises ``ValueError`` for anything else.
    """
    global _visitor
    if not re.fullmatch(r"[\w-]{32,80}", visitor):
        raise ValueError("not the name of a visitor")
    _visitor = visitor


class GatewayPipe:
    """A WebSocket to the gateway, read by a thread."""

    def __init__(self, card: str, receive: Receive, lost: Lost) -> None:
        import websocket

        self._receive = receive
        self._lost = lost
        self._closing = self._dead = False
        try:
            with open(card, encoding="utf-8") as file:
                place = json.load(file)
            self._socket = websocket.create_connection(
                place["url"],
                timeout=10,
                header=[f"Authorization: token {place['token']}", f"{VISITOR_HEADER}: {_visitor}"],
                sslopt=_ssl_options(place),
                http_no_proxy=["*"],
                enable_multithread=True,
            )
        except (OSError, ValueError, KeyError, websocket.WebSocketException) as error:
            raise GatewayLost(detail=f"{type(error).__name__}: {error}") from error
        self._socket.settimeout(None)
        threading.Thread(target=self._read, name="convergio-gateway", daemon=True).start()

    def send(self, message: JSON) -> None:
        import websocket

        if self._dead:
            raise GatewayLost(detail="the connection has ended")
        try:
            self._socket.send(json.dumps(message))
        except (OSError, websocket.WebSocketException) as error:
            raise GatewayLost(detail=str(error)) from error

    def close(self) -> None:
        """Hangs up without waiting: the reader holds the socket's lock, and the other end may be frozen."""
        self._closing = True
        self._socket.abort()

    def _read(self) -> None:
        import websocket

        with contextlib.suppress(OSError, websocket.WebSocketException):
            while text := self._socket.recv():
                self._receive(json.loads(text))
        self._dead = True
        if not self._closing:
            self._lost(self)


class LocalHost:
    """An engine on a thread of its own, started on first use and stopped with the process."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._service: Any = None

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs ``work`` on the engine's loop and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="convergio-engine", daemon=True).start()
                atexit.register(self.close)
            return self._loop

    async def service(self) -> Any:
        """The service, made on the loop. Raises our errors, for example when the store cannot be opened."""
        if self._service is None:
            from .engine import Engine
            from .service import Service

            self._service = Service(Engine.from_settings(self._settings or Settings()))
        return self._service

    def close(self) -> None:
        atexit.unregister(self.close)
        if self._loop is not None and self._service is not None:
            with contextlib.suppress(Exception):
                asyncio.run_coroutine_threadsafe(self._service.close(), self._loop).result(timeout=5)
            self._service = None


class LocalPipe:
    """A session with the engine in this process. Events arrive on the engine's thread."""

    def __init__(self, host: LocalHost, receive: Receive) -> None:
        self._host = host
        self._session = host.run(self._open(receive))

    def send(self, message: JSON) -> None:
        self._host.loop.call_soon_threadsafe(self._session.receive, message)

    def close(self) -> None:
        self._host.loop.call_soon_threadsafe(self._session.close)

    async def _open(self, receive: Receive) -> Any:
        from .session import Session

        return Session(await self._host.service(), receive)


def _ssl_options(place: JSON) -> JSON:
    """The server is on this computer and showed us its certificate's file, so that is what we trust."""
    if not place.get("certificate"):
        return {}
    context = ssl.create_default_context(cafile=place["certificate"])
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # the certificate itself, whoever issued it
    return {"context": context}
