"""Whether a server on this computer hands a model on to a cloud.

Ollama does so for each name that somebody gave to a model of its cloud (``ollama cp gpt-oss:120b-cloud mine``), by
whichever wire it is asked. Only the server itself knows, and the name may mean another model at any moment: where no
cloud may be asked, the server is asked before each call. That takes some milliseconds and no network.

Reference: https://github.com/ollama/ollama/blob/main/docs/api.md (``remote_host`` and ``remote_model`` of /api/show)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ..core.errors import ConvergioError, PolicyError, ProviderFailed
from . import sdk
from .refusals import Maker

ASK_SECONDS = 2.0
REMEMBER_SECONDS = 300.0  # for the card of a model and for receipts; never for what must stay here
PORT = 11434  # Ollama's own
HOME = "ollama.com"
_SIGNS = ("details", "model_info", "capabilities", "modelfile")  # of a server that answers as Ollama does


class Forwarding:
    """What one server does with its models."""

    def __init__(self, server: sdk.Server, maker: Maker, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self._maker = maker
        self._clock = clock
        self._is_ollama = maker.id == "ollama" or _port_of(server.base_url) == PORT
        self._found: dict[str, tuple[str, float]] = {}  # by model: the host that computes it, if another, and when said

    def known(self, name: str) -> bool:
        """Whether the server said, when it was asked last, that it computes the model elsewhere."""
        return bool(self._found.get(name, ("", 0.0))[0])

    async def admit(self, client: Any, name: str) -> None:
        """Asks the door for a call to a model; where no cloud may be asked, the server must say that it is none.

        ``client`` is an HTTP client for that server. Raises the door's refusal, or what keeps the server from saying.
        """
        here = self._server.place == "local" and not sdk.is_cloud_name(name)
        self._server.check(self._server.base_url, place="local" if here else "cloud")
        if not here:
            return
        refusal = self._refusal()
        if refusal is not None and (host := await self._ask_surely(client, name)):
            raise type(refusal)(host=host)

    async def note(self, client: Any, name: str) -> None:
        """Asks for what the card of a model should say, now and then; whoever cannot answer is passed over."""
        if self._server.place != "local" or sdk.is_cloud_name(name):
            return
        if name in self._found and self._clock() - self._found[name][1] < REMEMBER_SECONDS:
            return
        try:
            await self._ask(client, name)
        except Exception:
            return

    def _refusal(self) -> PolicyError | None:
        """Why no cloud may be asked now; None where one may."""
        try:
            self._server.check(self._server.base_url, place="cloud")
        except PolicyError as error:
            return error
        return None

    async def _ask_surely(self, client: Any, name: str) -> str:
        """The host that computes the model, if another. A server that cannot say is trusted only if it is no Ollama."""
        try:
            return await self._ask(client, name)
        except Exception as error:
            if not self._is_ollama:
                return ""
            if isinstance(error, ConvergioError) or sdk.is_out_of_reach(error):
                raise
            failure = ProviderFailed(provider=self._maker.name, detail=f"where it computes: {type(error).__name__}")
        raise failure

    async def _ask(self, client: Any, name: str) -> str:
        headers = {"authorization": f"Bearer {self._server.key}"} if self._server.key else {}
        async with asyncio.timeout(ASK_SECONDS):
            reply = await client.post(_address(self._server.base_url), json={"model": name}, headers=headers)
        if reply.status_code == 404:  # it has no such interface, or no such model
            found: Any = {}
        elif reply.status_code >= 300:
            raise ValueError(reply.status_code)
        else:
            found = reply.json()
        if not isinstance(found, dict):
            raise TypeError("not an object")
        self._is_ollama = self._is_ollama or any(sign in found for sign in _SIGNS)
        host = _host_in(found)
        self._found[name] = host, self._clock()
        return host


def _host_in(found: dict[str, Any]) -> str:
    """The host that a server says computes a model; Ollama's cloud where it only says that another one does."""
    said = str(found.get("remote_host") or "")
    url = urlsplit(said if "://" in said else f"//{said}")
    return (url.hostname or HOME) if said or found.get("remote_model") else ""


def _address(base_url: str) -> str:
    """Where Ollama describes a model; its OpenAI wire is below ``/v1``."""
    url = urlsplit(base_url if "://" in base_url else f"http://{base_url}")
    path = url.path.rstrip("/").removesuffix("/v1")
    return urlunsplit((url.scheme, url.netloc, f"{path}/api/show", "", ""))


def _port_of(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None
