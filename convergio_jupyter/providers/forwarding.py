"""Whether a server on this computer hands a model on to a cloud.

Ollama does so for each name that somebody gave to a model of its cloud (``ollama cp gpt-oss:120b-cloud mine``), by
whichever wire it is asked. Only the server itself knows, and the name may mean another model at any moment: where no
cloud may be asked, the server is asked before each call. That takes some milliseconds and no network.

Reference: https://github.com/ollama/ollama/blob/main/docs/api.md (``remote_host`` and ``remote_model`` of /api/show)
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ..core.errors import ConvergioError, PlaceUnsure, PolicyError, ProviderFailed
from . import refusals, replies, sdk
from .refusals import Maker

ASK_SECONDS = 2.0
PASS_OVER_SECONDS = 30.0  # after a server did not say it, where that does not matter
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
        self._found: dict[str, tuple[str, float]] = {}  # by model: the host that computes it, if another; good until
        self._other_until = -math.inf  # while it lies ahead, the server has shown lately that it is no Ollama

    def known(self, name: str) -> bool:
        """Whether the server said, when it was asked last, that it computes the model elsewhere."""
        return bool(self._found.get(name, ("", 0.0))[0])

    async def admit(self, client: Any, name: str) -> None:
        """Asks the door for a call to a model; where no cloud may be asked, the server must say that it is none.

        ``client`` is an HTTP client for that server. Raises the door's refusal, or what keeps the server from saying.
        """
        if sdk.is_cloud_name(name):  # wherever its server is, where that one's cloud is nobody knows
            self._server.check(self._server.base_url, place="cloud", region="unknown")
            return
        self._server.check(self._server.base_url, place=self._server.place)
        if self._server.place != "local":
            return
        refusal = self._refusal()
        if refusal is not None and (host := await self._ask_surely(client, name)):
            raise type(refusal)(host=host)

    def unknown(self, names: Sequence[str]) -> list[str]:
        """Those of ``names`` of which it is not known well enough what their cards should say.

        Any server on this computer may be an Ollama; one that has lately shown that it is none is left alone.
        """
        if self._server.place != "local" or self._clock() < self._other_until:
            return []
        due = [name for name in names if self._clock() >= self._found.get(name, ("", -math.inf))[1]]
        return [name for name in due if not sdk.is_cloud_name(name)]

    async def learn(self, client: Any, names: Sequence[str]) -> None:
        """Asks the server what it does with ``names``; whoever cannot answer is passed over for a while."""
        await asyncio.gather(*(self._note(client, name) for name in names))

    async def _note(self, client: Any, name: str) -> None:
        try:
            await self._ask(client, name)
        except Exception:  # nobody waits for it again with each question
            self.pass_over([name])

    def pass_over(self, names: Sequence[str]) -> None:
        """Asks nothing of ``names`` for a while, and goes on with what was known."""
        for name in names:
            self._found[name] = self._found.get(name, ("", 0.0))[0], self._clock() + PASS_OVER_SECONDS

    def _refusal(self) -> PolicyError | None:
        """Why no cloud may be asked now; None where one may."""
        try:
            self._server.check(self._server.base_url, place="cloud")
        except PolicyError as error:
            return error
        return None

    async def _ask_surely(self, client: Any, name: str) -> str:
        """The host that computes the model, if another. Raises where a server that may be an Ollama does not say."""
        try:
            return await self._ask(client, name)
        except Exception as error:
            if isinstance(error, TimeoutError) and self._clock() < self._other_until:
                return ""  # it is no Ollama, only busy with another question
            ours = isinstance(error, ConvergioError) and not isinstance(error, ProviderFailed)
            if ours or sdk.is_out_of_reach(error):
                raise
            address, detail = sdk.address_of(self._server), f"/api/show: {type(error).__name__}"
            failure = PlaceUnsure(provider=self._maker.name, address=address, detail=detail)
        raise failure

    async def _ask(self, client: Any, name: str) -> str:
        async with asyncio.timeout(ASK_SECONDS):
            status, body = await self._described(client, name)
        found = self._read(status, body)
        self._is_ollama = self._is_ollama or any(sign in found for sign in _SIGNS)
        if not self._is_ollama and not isinstance(found.get("error"), str):
            self._other_until = self._clock() + REMEMBER_SECONDS
        host = _host_in(found)
        self._found[name] = host, self._clock() + REMEMBER_SECONDS
        return host

    async def _described(self, client: Any, name: str) -> tuple[int, bytes]:
        """Status and body of what the server says of a model, who is shown the key as each wire shows it."""
        key = self._server.key
        headers = {"authorization": f"Bearer {key}", "x-api-key": key} if key else {}
        address = _address(self._server.base_url)
        async with client.stream("POST", address, json={"model": name}, headers=headers) as reply:
            return reply.status_code, await replies.beginning(reply, replies.LONGEST_LINE)

    def _read(self, status: int, body: bytes) -> dict[str, Any]:
        """What a server says of a model; nothing where it surely has no such interface. Raises where that is not sure.

        Others say 404, 405 or 501, or send a page to whoever asks for anything; Ollama says 404 of a model only.
        """
        is_object = body.lstrip().startswith(b"{")
        if status == 404 or (status in (405, 501) and not self._is_ollama):
            return _object_in(body) if is_object else {}
        if status in (401, 403):  # so would it say to the question
            raise refusals.error_for(refusals.Reply(status), self._maker, "")
        if status >= 300:
            raise ValueError(status)
        if not is_object and not self._is_ollama:
            return {}
        return _object_in(body)


def _object_in(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found


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
