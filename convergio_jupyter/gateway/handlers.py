"""Thin handlers: parse, authorize, call the service, answer."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from jupyter_server.utils import ensure_async
from tornado import iostream, web, websocket
from traitlets.config import Config

from ..core import OWNER, VISITOR_HEADER, is_visitor

if TYPE_CHECKING:
    from ..service import Service
    from ..session import Session

SETTINGS_KEY = "convergio_gateway"
RESOURCE = "convergio"
ROOT = "convergio/api"


class Gateway:
    """What the handlers share: the token for kernels, and the service, which is made when first needed."""

    def __init__(self, *, config: Config, token: str, kernels_only: bool = False) -> None:
        self.token = token
        self.kernels_only = kernels_only  # a classroom's pages may talk to their kernel and to nothing else
        self.leader = secrets.token_urlsafe(24)  # what the page of whoever leads a classroom calls itself
        self._config = config
        self._service: Service | None = None
        self.root: Path | None = None  # the folder from which the host opens files and notebooks

    @property
    def service(self) -> Service:
        """Raises our errors, for example when the data folder cannot be opened."""
        if self._service is None:
            from ..engine import Engine
            from ..service import Service
            from ..settings import Settings

            engine = Engine.from_settings(Settings(config=self._config))
            if engine.material is not None:
                engine.material.root = self.root
            self._service = Service(engine)
            self._service.authoring.root = self.root
        return self._service

    async def close(self) -> None:
        if self._service is not None:
            await self._service.close()


class _GatewayHandler(JupyterHandler):
    """Lets in whom the server lets in, and kernels with the gateway's own token."""

    auth_resource = RESOURCE

    async def prepare(self, **options: Any) -> None:
        given = self.request.headers.get("Authorization", "").removeprefix("token ")
        if given and hmac.compare_digest(given.encode(), self.gateway.token.encode()):
            self._token_authenticated = True
            self.current_user = self._jupyter_current_user = User("kernel")
            return
        if self.gateway.kernels_only:
            raise web.HTTPError(403)
        await super().prepare(**options)

    @property
    def gateway(self) -> Gateway:
        gateway: Gateway = self.settings[SETTINGS_KEY]
        return gateway

    @property
    def account(self) -> str:
        """Whose talk this is. In a classroom every page has a kernel of its own, and sees only what it asked."""
        if not self.gateway.kernels_only:
            return OWNER
        visitor = self.request.headers.get(VISITOR_HEADER, "")
        leads = hmac.compare_digest(visitor.encode(), self.gateway.leader.encode())
        return OWNER if leads else f"visitor:{visitor}"


class StreamHandler(WebSocketMixin, websocket.WebSocketHandler, _GatewayHandler):
    """The session protocol over a WebSocket."""

    _session: Session | None = None

    @ws_authenticated
    async def get(self, *arguments: str, **options: str) -> None:
        allowed = await ensure_async(self.authorizer.is_authorized(self, self.current_user, "execute", RESOURCE))
        if not allowed:
            raise web.HTTPError(403)
        result = super().get(*arguments, **options)
        if result is not None:
            await result

    def open(self, *arguments: str, **options: str) -> None:
        self.set_nodelay(True)  # a word must not wait for the acknowledgement of the word before it
        super().open(*arguments, **options)

    def on_message(self, message: str | bytes) -> None:
        from ..core.errors import ConvergioError
        from ..session import Session

        try:
            data = json.loads(message)
            if not isinstance(data, dict):
                return
        except ValueError:
            return
        try:
            if self._session is None:
                self._session = Session(self.gateway.service, self._send, self.account)
        except ConvergioError as error:
            self._refuse(data, error)
            return
        self._session.receive(data)

    def on_close(self) -> None:
        if self._session is not None:
            self._session.close()
        super().on_close()

    def get_compression_options(self) -> None:
        """None: most messages are a few words on this computer."""

    def _send(self, message: dict[str, Any]) -> None:
        if self.ws_connection is None or self.ws_connection.is_closing():
            return
        try:
            self.write_message(json.dumps(message, ensure_ascii=False))
        except websocket.WebSocketClosedError:
            self.log.debug("convergio: a page went away")

    def _refuse(self, message: dict[str, Any], error: Any) -> None:
        from ..core.i18n import choose_language
        from ..core.protocol import language_in, refusal

        self._send(
            refusal(message, error.info(choose_language(language_in(message)), visitor=is_visitor(self.account)))
        )


class CallHandler(_GatewayHandler, APIHandler):
    """The service's calls over HTTP: ``GET convergio/api/home?lang=it``."""

    @web.authenticated
    @authorized("read", RESOURCE)
    async def get(self, method: str) -> None:
        parameters = {name: self.get_argument(name) for name in self.request.arguments if name != "token"}
        await self._answer(method, parameters)

    @web.authenticated
    @authorized("write", RESOURCE)
    async def delete(self, method: str) -> None:
        forgetting = {"conversations": "forget", "memory": "disremember"}.get(method)
        if forgetting is None:
            raise web.HTTPError(405)
        await self._answer(forgetting, {"id": self.get_argument("id")})

    async def _answer(self, method: str, parameters: dict[str, Any]) -> None:
        from ..core.codec import to_dict
        from ..core.errors import ConvergioError
        from ..core.i18n import choose_language
        from ..service import ACTING

        try:
            if self.request.method == "GET" and method in ACTING:
                raise web.HTTPError(405)
            result = await self.gateway.service.call(method, parameters, self.account)
        except ConvergioError as error:
            self.set_status(400)
            lang = choose_language(str(parameters.get("lang") or ""))
            result = {"error": to_dict(error.info(lang, visitor=is_visitor(self.account)))}
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(result, ensure_ascii=False))


class AskHandler(_GatewayHandler, APIHandler):
    """``POST convergio/api/ask`` with a question: the events of the answer, one JSON object a line."""

    _cancel: Any = None

    @web.authenticated
    @authorized("execute", RESOURCE)
    async def post(self) -> None:
        from ..core.errors import ConvergioError, QuestionError, UnknownOption
        from ..core.i18n import Phrase
        from ..session import question_from

        try:
            question = question_from(self.get_json_body(), self.account)
            turns = self.gateway.service.turns
        except (AttributeError, TypeError, ValueError) as error:
            hint = Phrase("It does not have the right form: {detail}.", detail=error)
            self._refuse(400, UnknownOption(name="question", hint=hint))
            return
        except ConvergioError as error:
            self._refuse(400 if isinstance(error, QuestionError) else 503, error)
            return
        await self._stream(turns, question)

    def on_connection_close(self) -> None:
        """Nobody reads any more: over plain HTTP nobody could come back for the rest, so stop."""
        if self._cancel is not None:
            self._cancel()

    def _refuse(self, status: int, error: Any) -> None:
        from ..core.codec import to_dict
        from ..core.i18n import choose_language

        lang = choose_language(self.request.headers.get("Accept-Language", ""))
        self.set_status(status)
        self.finish(json.dumps({"error": to_dict(error.info(lang, visitor=is_visitor(self.account)))}))

    async def _stream(self, turns: Any, question: Any) -> None:
        self.set_header("Content-Type", "application/x-ndjson")
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        listener = events.put_nowait
        turn = turns.ask(question, listener, self.account)
        self._cancel = lambda: turns.cancel(turn, self.account)
        try:
            while True:
                event = await events.get()
                self.write(json.dumps(event, ensure_ascii=False) + "\n")
                await self.flush()
                if event["type"] in ("done", "error"):
                    break
        except iostream.StreamClosedError:
            turns.cancel(turn, self.account)
        finally:
            turns.leave(listener)


class TurnHandler(_GatewayHandler, APIHandler):
    """``DELETE convergio/api/turns/ID`` stops an answer."""

    @web.authenticated
    @authorized("execute", RESOURCE)
    async def delete(self, turn: str) -> None:
        from ..core.errors import ConvergioError

        try:
            stopped = self.gateway.service.turns.cancel(turn, self.account)
        except ConvergioError:  # where no engine can be made, no turn runs
            stopped = False
        if not stopped:
            raise web.HTTPError(404)
        self.set_status(204)
        self.finish()


def handlers() -> list[Any]:
    """The routes, below the server's base URL."""
    return [
        (f"/{ROOT}/stream", StreamHandler),
        (f"/{ROOT}/ask", AskHandler),
        (rf"/{ROOT}/turns/([\w-]+)", TurnHandler),
        (rf"/{ROOT}/([a-z]+)", CallHandler),
    ]
