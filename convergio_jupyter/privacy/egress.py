"""The only door to the network. Whoever wants to contact a host asks here first.

Each limit is enforced twice: the router offers no model beyond it, and every provider asks :class:`Egress` before each
request, redirects included. Local-only is enforced a third time: processes that are ours alone (the command line) are
sealed at the socket.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import LocalOnly, StaysInRegion, StaysPrivate
from ..core.schema import Place, Privacy, Region, RegionLimit


@dataclass(frozen=True, slots=True)
class _Limits:
    privacy: Privacy = "public"
    region: RegionLimit = "any"


_NONE = _Limits()
_limits: ContextVar[_Limits] = ContextVar("convergio_limits", default=_NONE)


@contextmanager
def confined(privacy: Privacy, region: RegionLimit) -> Iterator[None]:
    """Holds every request made inside, by this task and by those it starts, to the limits of one question."""
    token = _limits.set(_Limits(privacy, region))
    try:
        yield
    finally:
        _limits.reset(token)


class Egress:
    """Decides for each URL whether it may be contacted: by the rules of the house and by those of the question."""

    def __init__(self, *, local_only: bool, region: RegionLimit = "any") -> None:
        self.local_only = local_only
        self.region = region

    def check(self, url: str, *, place: Place = "local", region: Region = "unknown") -> None:
        """Raises ``LocalOnly``, ``StaysPrivate`` or ``StaysInRegion`` where what is sent to ``url`` may not go.

        ``place`` is ``cloud`` for a model that a server on this computer forwards to one, who knows where; ``region``
        is what the settings say of the server.
        """
        here = place_of(url) == "local"
        if place == "local" and here:
            return
        limits, host = _limits.get(), _host_of(url)
        if self.local_only:
            raise LocalOnly(host=host or "?")
        if limits.privacy == "private":
            raise StaysPrivate(host=host or "?")
        if "eu" in (self.region, limits.region) and (here or region != "eu" or not host):
            raise StaysInRegion(host=host or "?")


def place_of(url: str) -> Place:
    """``local`` for loopback addresses, ``cloud`` for everything else, private networks included."""
    return "local" if is_loopback(_host_of(url)) else "cloud"


def _host_of(url: str) -> str:
    """The host's name, without the rest: an address may hold a password. Empty where it is no address at all."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def seal_process() -> None:
    """Makes this process, for the rest of its life, unable to open a connection that leaves the computer.

    For processes that are ours alone: a notebook's kernel belongs to its user and is never sealed.
    """
    sys.addaudithook(_refuse_foreign_sockets)


def _refuse_foreign_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = str(address[0]) if isinstance(address, tuple) else ""  # a path is a socket on this computer
        if isinstance(address, tuple) and not is_loopback(host):
            raise LocalOnly(host=host)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else str(arguments[0] or "localhost")
        if not is_loopback(host):
            raise LocalOnly(host=host)
