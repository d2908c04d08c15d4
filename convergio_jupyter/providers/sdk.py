"""What the official SDKs share: how a server is described, how it is reached, and how a stream of theirs ends."""

from __future__ import annotations

import functools
import importlib.util
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import (
    ConvergioError,
    KeyUnusable,
    ModelError,
    ModelNotReady,
    NoConnection,
    ProviderFailed,
    ProviderTimeout,
    RequestRefused,
    ServerUnreachable,
)
from ..core.schema import ModelCard, Place, Region
from . import refusals, replies
from .base import Check, Part
from .refusals import Maker
from .sight import sees

CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 330.0  # longer than any patience of :mod:`.resilience`, so that its deadlines are those that count


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server that speaks an SDK's protocol: the provider's own, or another by its address.

    ``key_header`` is the header that carries the key, where it is not the SDK's own. ``lacking`` is the variable
    without which it cannot be asked; empty where nothing is missing. ``price`` is what the settings say of it, in
    millionths of a dollar for a million tokens read and written, ``seeing`` which models can look at pictures.
    """

    key: str = field(repr=False)
    base_url: str = field(repr=False)  # which may hold a password, too
    models: tuple[str, ...]
    place: Place
    check: Check
    region: Region = "unknown"
    key_header: str = ""
    lacking: str = ""
    price: tuple[int, int] | None = None
    seeing: tuple[str, ...] = ()


def card(server: Server, provider: str, name: str, *, context: int = 0, forwarded: bool = False) -> ModelCard:
    """The card of a model by whichever wire it is reached, so that all wires agree on where it is computed.

    A server may forward to a cloud, nobody knows where: Ollama does so, wherever it runs itself, for models that say
    “cloud” in their name, and where it says so of another one (``forwarded``).
    """
    elsewhere = forwarded or is_cloud_name(name)
    local = server.place == "local" and not elsewhere
    part = library_of(provider)
    installed = _is_installed(part, importlib.util.find_spec)
    read, written = (0, 0) if local or server.price is None else server.price
    return ModelCard(
        provider=provider,
        model=name,
        label=name,
        place="local" if local else "cloud",
        region="machine" if local else "unknown" if elsewhere else server.region,
        input_micro=read,
        output_micro=written,
        own_price=not local and server.price is not None,
        ready=installed and not server.lacking,
        sees=sees(provider, name, server.seeing),
        context=context,
        note=server.lacking if installed else f'pip install "convergio-jupyter[{part}]"',
    )


@functools.lru_cache(maxsize=32)
def _is_installed(library: str, find: Callable[[str], Any]) -> bool:
    """Whether a package is there. A look at the disk costs more than all the rest of a card: once is enough."""
    return find(library) is not None


def problem(cards: Sequence[ModelCard]) -> ModelError | None:
    """What keeps the models of a server from being asked: a package or a key; None where nothing does."""
    lacking = (card for card in cards if not card.ready)
    return next((ModelNotReady(name=f"{card.provider}:{card.model}", need=card.note) for card in lacking), None)


def library_of(provider: str) -> str:
    """The package, and the extra of ours, that speaks to ``provider``; most speak OpenAI's wire."""
    return provider if provider in ("anthropic", "ollama") else "openai"


def is_cloud_name(name: str) -> bool:
    """Whether Ollama forwards the model to its cloud, whatever the address of the server says."""
    name = name.casefold()
    return name.endswith(("-cloud", ":cloud")) or "-cloud:" in name


def guarded_client(server: Server) -> Any:
    """An HTTP client that asks the server's ``check`` before each request.

    It follows no redirect: what the settings say of a server (its region) is not known of another one that it names.
    """
    import httpx2

    keep_wires_quiet()

    async def ask(request: httpx2.Request) -> None:
        server.check(str(request.url))
        if server.key_header:
            request.headers.pop("authorization", None)
            request.headers[server.key_header] = server.key

    local = server.place == "local"
    return httpx2.AsyncClient(
        event_hooks={"request": [ask], "response": [replies.cut_refusal]},
        trust_env=may_use_proxy(server),
        follow_redirects=False,
        timeout=httpx2.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
        # llama.cpp closes a connection after a stream without a word; the next request on it would be lost
        limits=httpx2.Limits(max_keepalive_connections=0 if local else None),
    )


def may_use_proxy(server: Server) -> bool:
    """Whether the environment's proxies may stand between us and the server.

    By https they only pass on what they cannot read. By plain http they would be told the question, wherever they are,
    and what is known of the server (its region) is not known of them. To this computer there is none.
    """
    return server.place != "local" and urlsplit(server.base_url).scheme == "https"


def keep_wires_quiet() -> None:
    """A program that logs everything must not log headers, questions and addresses, which may hold a password.

    The libraries below us write all of them: the first two at DEBUG, the address of each request at INFO.
    """
    for name in ("httpcore2", "httpx2", "httpcore", "httpx", "openai", "anthropic", "mcp"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)


async def explained(parts: AsyncGenerator[Part, None], maker: Maker, server: Server, model: str) -> AsyncIterator[Part]:
    """The same parts; whatever an SDK or its HTTP client raises on the way becomes an error of ours.

    Ours is raised outside the handler, so that it does not carry the SDK's as its context: that one holds the request,
    and the request its key.
    """
    failure: ConvergioError | None = None
    try:
        if not is_sendable(server.key):  # one SDK sends it anyway, another quotes it
            raise KeyUnusable(provider=maker.name, variable=maker.key_variable)
        async with aclosing(parts):
            async for part in parts:
                yield part
    except Exception as error:
        failure = _ours(error) or translated(error, maker, server, model)
    if failure is not None:
        raise failure


def _ours(error: BaseException | None) -> ConvergioError | None:
    """An error of ours that the SDK has wrapped, for example a refusal at the door to the network."""
    while error is not None:
        if isinstance(error, ConvergioError):
            return error
        error = error.__cause__ or error.__context__
    return None


def translated(error: Exception, maker: Maker, server: Server, model: str) -> ConvergioError:
    """Our error for one of an SDK's. Both HTTP clients and both SDKs call the same things by the same names."""
    status, kinds = getattr(error, "status_code", 0), _kinds(error)
    if isinstance(status, int) and status >= 300:
        text = f"{error} {getattr(error, 'body', '')}"
        reply = refusals.Reply(status, text, getattr(getattr(error, "response", None), "headers", {}))
        return refusals.error_for(reply, maker, model)
    if is_out_of_reach(error):
        return _unreachable(maker, server)
    if kinds & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
        return ProviderTimeout(provider=maker.name, seconds=round(SILENCE_SECONDS), detail=type(error).__name__)
    if _is_of_the_request(error):
        return RequestRefused(provider=maker.name, detail=type(error).__name__)
    named = refusals.error_named(refusals.kind_of(str(getattr(error, "body", ""))), maker, model)
    return named or ProviderFailed(provider=maker.name, detail=type(error).__name__)


def is_sendable(key: str) -> bool:
    """Whether a header can carry ``key``."""
    return key.isascii() and key.isprintable()


def is_out_of_reach(error: Exception) -> bool:
    """Whether nobody took the connection, so that nothing was sent."""
    return bool(_kinds(error) & {"ConnectError", "ConnectTimeout", "ConnectionError"})


def _unreachable(maker: Maker, server: Server) -> ConvergioError:
    """Nobody answers: a server of the user's own may not run, a cloud's is behind a network that may be down."""
    if server.place != "local" and (server.base_url == maker.home or maker.id == "azure"):
        return NoConnection(provider=maker.name)
    return ServerUnreachable(address=address_of(server), variable=maker.url_variable)


def address_of(server: Server) -> str:
    """Host and port of a server, for a sentence: without the password that its address may hold."""
    address = urlsplit(server.base_url)
    return f"{address.hostname}:{address.port or ''}".rstrip(":")


def decoded(line: bytes, maker: Maker, model: str) -> dict[str, Any]:
    """The object in a line of a stream. Raises where there is none, or where it is an error."""
    found = json.loads(line.decode())
    if not isinstance(found, dict):
        raise TypeError("not an object")
    if found.get("error"):
        kind = refusals.kind_of(json.dumps(found))
        named = refusals.error_named(kind, maker, model)
        raise named or ProviderFailed(provider=maker.name, detail=f"an error in the stream {kind}".strip())
    return found


def _is_of_the_request(error: Exception) -> bool:
    """Whether a request could not even be made, which another try would not change; a reply that cannot be read may."""
    of_the_reply = getattr(error, "of_the_reply", False)
    return isinstance(error, ValueError | TypeError | RecursionError) and not of_the_reply


def _kinds(error: BaseException | None) -> set[str]:
    """The names of the classes of an error and of what caused it: an SDK wraps what its HTTP client raised."""
    found: set[str] = set()
    while error is not None:
        found |= {kind.__name__ for kind in type(error).__mro__}
        error = error.__cause__ or error.__context__
    return found - ({"ConnectionError"} if "ConnectionResetError" in found else set())
