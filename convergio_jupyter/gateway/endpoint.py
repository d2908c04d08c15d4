"""The OpenAI-compatible endpoint: ``<base>/convergio/v1``. Any client of that protocol gets our router by URL.

A client logs in with a token made by ``convergio token create``, which opens this endpoint and nothing else of the
server, or with the server's own token.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import APIHandler
from tornado import iostream, web

from ..core import OWNER, is_visitor
from .handlers import RESOURCE, SETTINGS_KEY, Gateway

ENDPOINT = "convergio/v1"


class _EndpointHandler(APIHandler):
    """Lets in whoever has one of our tokens, or whom the server lets in. Says every error as such clients expect."""

    auth_resource = RESOURCE
    _token: Any = None

    async def prepare(self, **options: Any) -> None:
        from ..privacy.tokens import PREFIX

        secret = self.request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        if self.gateway.kernels_only:
            raise web.HTTPError(403)
        if not secret.startswith(PREFIX):
            await super().prepare(**options)
            return
        self._token = await self.gateway.service.tokens.find(secret)
        if self._token is None:
            self._refuse(401, "invalid_api_key", "This token opens nothing. Make one: `convergio token create`.")
            return
        self._token_authenticated = True
        self.current_user = self._jupyter_current_user = User(self._token.account)

    @property
    def gateway(self) -> Gateway:
        gateway: Gateway = self.settings[SETTINGS_KEY]
        return gateway

    @property
    def account(self) -> str:
        return OWNER if self._token is None else str(self._token.account)

    def may(self, *scopes: str) -> bool:
        """Whether the token has one of ``scopes``; answers with a refusal where it has not."""
        if self._token is None or set(scopes) & set(self._token.scopes):
            return True
        self._refuse(403, "scope", f"This token does not have the scope {' or '.join(scopes)}.")
        return False

    def fail(self, error: Any, lang: str) -> None:
        """Answers with an error of ours."""
        from . import openai_wire

        if error.__dict__.get("retry_after"):
            self.set_header("Retry-After", str(round(error.retry_after)))
        self._answer(openai_wire.status_of(error), openai_wire.error_body(self.said(error, lang)))

    def said(self, error: Any, lang: str) -> Any:
        return error.info(lang, visitor=is_visitor(self.account))

    @property
    def lang(self) -> str:
        from ..core.i18n import choose_language

        return choose_language(self.request.headers.get("Accept-Language", "").split(",")[0])

    def _refuse(self, status: int, code: str, message: str) -> None:
        body = {"error": {"message": message, "type": code, "code": code, "param": None}}
        self._answer(status, body)

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body, ensure_ascii=False))


class ModelsHandler(_EndpointHandler):
    """``GET models``: the names that may be asked for."""

    @web.authenticated
    @authorized("read", RESOURCE)
    async def get(self) -> None:
        from ..core.errors import ConvergioError
        from . import openai_wire

        if not self.may("ask", "local"):
            return
        try:
            self._answer(200, openai_wire.model_list(self.gateway.service.completions.models()))
        except ConvergioError as error:
            self.fail(error, self.lang)


class UsageHandler(_EndpointHandler):
    """``GET usage``: what the answers to this token have cost, by model."""

    @web.authenticated
    @authorized("read", RESOURCE)
    async def get(self) -> None:
        if self.may("usage"):
            self._answer(200, await self.gateway.service.call("usage", {}, self.account))


class CompletionsHandler(_EndpointHandler):
    """``POST chat/completions``, streaming and plain."""

    _scope: Any = None

    @web.authenticated
    @authorized("execute", RESOURCE)
    async def post(self) -> None:
        from ..core.errors import ConvergioError

        if not self.may("ask", "local"):
            return
        try:
            await self._serve()
        except ConvergioError as error:
            self._fail_late(error) if self._headers_written else self.fail(error, self.lang)
        except iostream.StreamClosedError:
            self.on_connection_close()

    def on_connection_close(self) -> None:
        """Nobody reads any more: stop the model."""
        if self._scope is not None:
            self._scope.cancel()

    async def _serve(self) -> None:
        from ..answer import CancelScope
        from . import openai_wire

        body = self._body()
        self._scope = CancelScope()
        local = self._token is not None and "ask" not in self._token.scopes
        number = self.request.headers.get("Idempotency-Key") or uuid.uuid4().hex
        asked = openai_wire.completion_of(body, id=number, local_only=local, lang=self.lang)
        chunks = openai_wire.Chunks(number, asked.model)
        parts = self.gateway.service.completions.stream(asked, account=self.account, scope=self._scope)
        if body.get("stream"):
            await self._send(parts, chunks, bool((body.get("stream_options") or {}).get("include_usage")))
            return
        async for part in parts:
            chunks.take(part)
        self._answer(200, chunks.whole())

    def _body(self) -> dict[str, Any]:
        from ..core.errors import WrongOption
        from ..core.i18n import Phrase

        try:
            body = json.loads(self.request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise WrongOption(name="body", hint=Phrase("Send a JSON object."))
        return body

    async def _send(self, parts: Any, chunks: Any, with_usage: bool) -> None:
        """The answer as server-sent events. Headers wait for the first part, so that a refusal has its own status."""
        from ..providers.base import WaitPart

        async for part in parts:
            if not self._headers_written:
                self.set_header("Content-Type", "text/event-stream")
                self.set_header("Cache-Control", "no-store")
                self._write(chunks.first())
            if isinstance(part, WaitPart):
                self.write(f": {part.stage} {part.done}\n\n")  # a comment; it keeps the line open
            elif (chunk := chunks.take(part)) is not None:
                self._write(chunk)
            await self.flush()
        for chunk in chunks.last(with_usage=with_usage):
            self._write(chunk)
        self.write("data: [DONE]\n\n")
        await self.flush()
        self.finish()

    def _fail_late(self, error: Any) -> None:
        """Words were sent already, so the error comes as the last event."""
        from . import openai_wire

        self._write(openai_wire.error_body(self.said(error, self.lang)))
        self.finish()

    def _write(self, data: dict[str, Any]) -> None:
        self.write(f"data: {json.dumps(data, ensure_ascii=False)}\n\n")


def endpoint() -> list[Any]:
    """The routes, below the server's base URL."""
    return [
        (f"/{ENDPOINT}/chat/completions", CompletionsHandler),
        (f"/{ENDPOINT}/models", ModelsHandler),
        (f"/{ENDPOINT}/usage", UsageHandler),
    ]
