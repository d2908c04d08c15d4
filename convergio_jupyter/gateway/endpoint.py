"""The OpenAI-compatible endpoint: ``<base>/convergio/v1``. Any client of that protocol gets our router by URL.

A client logs in with a token made by ``convergio token create``, which opens this endpoint and nothing else of the
server, or with the server's own token.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import hashlib
import json
import logging
import math
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import APIHandler
from tornado import iostream, web

from ..core import OWNER
from .handlers import RESOURCE, SETTINGS_KEY, Gateway

ENDPOINT = "convergio/v1"
LONGEST_KEY = 100  # characters of an Idempotency-Key that is kept as it is
log = logging.getLogger("convergio")

_NO_KEY = "This key opens nothing here. Make one: `convergio token create NAME`."
_NOTHING = "There is nothing here that can be asked for like this. See docs/endpoint.md for what there is."
_ELSE = "The server could not answer this request. Ask again; if it happens again, tell the owner of this server."
_NOBODY = "You are not logged in here. Send a key: `convergio token create NAME` makes one."
_NO_JSON = "Send JSON, with the header `Content-Type: application/json`."
_BY_STATUS = {401: _NO_KEY, 403: _NOBODY}
_BY_STATUS |= dict.fromkeys((404, 405), _NOTHING)


class _TokenEnded(Exception):
    """A token was revoked, or expired, while an answer for it was on its way."""


def _answering(work: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Whatever ``work`` fails with is said as clients of this protocol read it."""

    @functools.wraps(work)
    async def method(self: _EndpointHandler, *arguments: Any) -> None:
        from ..core.errors import ConvergioError

        try:
            await work(self, *arguments)
        except ConvergioError as error:
            self.fail(error)
        except _TokenEnded:
            self._refuse(401, "invalid_api_key", _NO_KEY)
        except iostream.StreamClosedError:
            self.on_connection_close()
        except Exception as error:
            self.fail_unforeseen(error)

    return method


class _EndpointHandler(APIHandler):
    """Lets in whoever has one of our tokens, or whom the server lets in. Says every error as such clients expect."""

    auth_resource = RESOURCE
    _token: Any = None

    async def prepare(self, **options: Any) -> None:
        from ..privacy.tokens import PREFIX

        secret = _secret_in(self.request.headers.get("Authorization", ""))
        if self.gateway.kernels_only:
            raise web.HTTPError(403)
        if secret.startswith(PREFIX):
            await self._let_in_by_token(secret)
        else:
            await self._let_in_by_server(secret, options)

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
        message = "This token does not have the scope {scope}. Make one: `convergio token create NAME --scope {scope}`."
        self._refuse(403, "scope", message, scope=scopes[0])
        return False

    def fail(self, error: Any) -> None:
        """Answers with an error of ours."""
        from . import openai_wire

        info = openai_wire.info_for(error, self.lang, self.account)
        wait = getattr(error, "retry_after", None)
        if wait is not None and math.isfinite(wait) and wait > 0:
            self.set_header("Retry-After", str(math.ceil(wait)))
        if not error.transient:  # its clients would send the same again, to be paid again
            self.set_header("x-should-retry", "false")
        self._answer(openai_wire.status_of(error), openai_wire.error_body(info, openai_wire.field_of(error)))

    def fail_unforeseen(self, error: Exception) -> None:
        """Answers where something broke that nobody thought of."""
        from ..core.errors import InternalError

        log.exception("the endpoint failed")
        self.fail(InternalError(detail=type(error).__name__))

    def write_error(self, status_code: int, **_: Any) -> None:
        """What the server itself refuses, in the form that clients of this protocol read."""
        self._refuse(status_code, "http_error", _BY_STATUS.get(status_code, _ELSE))

    @property
    def lang(self) -> str:
        from ..core.i18n import choose_language

        wishes = self.request.headers.get("Accept-Language", "").split(",")
        return choose_language(*(wish.split(";")[0].strip() for wish in wishes))

    @_answering
    async def _let_in_by_token(self, secret: str) -> None:
        self._token = await self.gateway.service.tokens.find(secret)
        if self._token is None:
            self._refuse(401, "invalid_api_key", _NO_KEY)
            return
        self._token_authenticated = True
        self.current_user = self._jupyter_current_user = User(self._token.account)

    async def _let_in_by_server(self, secret: str, options: dict[str, Any]) -> None:
        """The server's own login. A wrong key, or none, is called so, and not a page that another site has forged."""
        try:
            await super().prepare(**options)
        except web.HTTPError as error:
            logged_in = not secret and getattr(self, "_jupyter_current_user", None) is not None  # by a cookie
            if logged_in or self._finished or error.status_code not in (401, 403):
                raise
            self._refuse(401, "invalid_api_key", _NO_KEY if secret else _NOBODY)
            return
        if self.current_user is None and not self._finished and self.request.method != "OPTIONS":
            self._refuse(401, "invalid_api_key", _NO_KEY if secret else _NOBODY)

    def _refuse(self, status: int, code: str, message: str, **values: str) -> None:
        from ..core.i18n import translate

        said = translate(message, self.lang, **values)
        self.set_header("x-should-retry", "false")
        self._answer(status, {"error": {"message": said, "type": code, "code": code, "param": None}})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        """Answers with ``body``; as the last event of a stream where words were sent already."""
        if self._headers_written:
            self.finish(_event(body))
            return
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body, ensure_ascii=False))


class ModelsHandler(_EndpointHandler):
    """``GET models``: the names that may be asked for."""

    @web.authenticated
    @authorized("read", RESOURCE)
    @_answering
    async def get(self) -> None:
        from . import openai_wire

        if self.may("ask", "local"):
            self._answer(200, openai_wire.model_list(self.gateway.service.completions.models()))


class ModelHandler(_EndpointHandler):
    """``GET models/NAME``: one of them."""

    @web.authenticated
    @authorized("read", RESOURCE)
    @_answering
    async def get(self, name: str) -> None:
        from ..core.errors import UnknownModel
        from . import openai_wire

        if not self.may("ask", "local"):
            return
        names = self.gateway.service.completions.models()
        if name not in names:
            raise UnknownModel(name=name[:LONGEST_KEY], known=", ".join(names))
        self._answer(200, openai_wire.model_list([name])["data"][0])


class NothingHandler(_EndpointHandler):
    """Everything else below the endpoint: such clients cannot read the server's own page."""

    @web.authenticated
    @authorized("read", RESOURCE)
    async def get(self) -> None:
        self._refuse(404, "not_found", _NOTHING)

    head = post = put = patch = delete = get


class UsageHandler(_EndpointHandler):
    """``GET usage``: what the answers to this token have cost, by model."""

    @web.authenticated
    @authorized("read", RESOURCE)
    @_answering
    async def get(self) -> None:
        if self.may("usage"):
            self._answer(200, await self.gateway.service.call("usage", {"lang": self.lang}, self.account))


class CompletionsHandler(_EndpointHandler):
    """``POST chat/completions``, streaming and plain."""

    _scope: Any = None

    @web.authenticated
    @authorized("execute", RESOURCE)
    @_answering
    async def post(self) -> None:
        if not self.may("ask", "local"):
            return
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind not in ("", "application/json"):
            self._refuse(415, "content_type", _NO_JSON)
            return
        await self._serve()

    def on_connection_close(self) -> None:
        """Nobody reads any more: stop the model."""
        if self._scope is not None:
            self._scope.cancel()

    async def _serve(self) -> None:
        from ..answer import CancelScope
        from . import openai_request, openai_wire

        body = openai_request.body_of(self.request.body)
        self._scope = CancelScope()
        local = self._token is not None and "ask" not in self._token.scopes
        number = _short(self.request.headers.get("Idempotency-Key", "")) or uuid.uuid4().hex
        streaming, with_usage = openai_request.wants_stream(body), openai_request.wants_usage(body)
        asked = openai_request.completion_of(body, id=number, local_only=local, lang=self.lang)
        chunks = openai_wire.Chunks(number, asked.model, one_tool=openai_request.wants_one_tool(body))
        stream = self.gateway.service.completions.stream(asked, account=self.account, scope=self._scope)
        async with contextlib.aclosing(self._while_let_in(stream)) as parts:
            if streaming:
                await self._send(parts, chunks, with_usage)
                return
            async for part in parts:
                chunks.take(part)
        self._answer(200, chunks.whole())

    async def _while_let_in(self, stream: AsyncGenerator[Any]) -> AsyncGenerator[Any]:
        """The parts of ``stream``. Raises ``_TokenEnded`` where the token ends before them."""
        watch = asyncio.create_task(self._watch())
        try:
            async with contextlib.aclosing(stream) as parts:
                async for part in parts:
                    if watch.done():
                        await watch
                        raise _TokenEnded
                    yield part
        finally:
            watch.cancel()

    async def _watch(self) -> None:
        """Stops the model once the token has ended. It looks beside the stream: a model may keep silent for long."""
        if self._token is None:
            await asyncio.Event().wait()  # the server's own login lasts
        await self.gateway.service.tokens.ended(self._token.id)
        self._scope.cancel()

    async def _send(self, parts: Any, chunks: Any, with_usage: bool) -> None:
        """The answer as server-sent events. Headers wait for the first word, so that a refusal has its own status."""
        from ..providers.base import WaitPart

        async for part in parts:
            chunk = chunks.take(part)
            if chunk is None and not isinstance(part, WaitPart):
                continue
            self._begin(chunks)
            if chunk is not None:
                self._write(chunk)
            else:
                self.write(f": {part.stage} {part.done}\n\n")  # a comment; it keeps the line open
            await self.flush()
        self._begin(chunks)
        for chunk in chunks.last(with_usage=with_usage):
            self._write(chunk)
        self.write("data: [DONE]\n\n")
        await self.flush()
        self.finish()

    def _begin(self, chunks: Any) -> None:
        if not self._headers_written:
            self.set_header("Content-Type", "text/event-stream")
            self.set_header("Cache-Control", "no-store")
            self._write(chunks.first())

    def _write(self, data: dict[str, Any]) -> None:
        self.write(_event(data))


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _secret_in(header: str) -> str:
    """The key of an ``Authorization`` header; the scheme may be written in any case (RFC 9110, 11.1)."""
    scheme, _, secret = header.strip().partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else header.strip()


def _short(key: str) -> str:
    """A client's own id, which becomes a key of the ledger: a long one by its digest."""
    return hashlib.sha256(key.encode()).hexdigest() if len(key) > LONGEST_KEY else key


def endpoint() -> list[Any]:
    """The routes, below the server's base URL."""
    return [
        (f"/{ENDPOINT}/chat/completions", CompletionsHandler),
        (f"/{ENDPOINT}/models", ModelsHandler),
        (f"/{ENDPOINT}/models/(.+)", ModelHandler),
        (f"/{ENDPOINT}/usage", UsageHandler),
        (f"/{ENDPOINT}(?:/.*)?", NothingHandler),
    ]
