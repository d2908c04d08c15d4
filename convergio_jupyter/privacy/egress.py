"""The only door to the network. Whoever wants to contact a host asks here first.

Local-only is enforced three times: the router offers no cloud model, every provider asks :class:`Egress` before each
request (redirects included), and processes that are ours alone (the command line) are sealed at the socket.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import LocalOnly
from ..core.schema import Place


class Egress:
    """Decides for each URL whether it may be contacted."""

    def __init__(self, *, local_only: bool) -> None:
        self.local_only = local_only

    def check(self, url: str) -> None:
        """Raises ``LocalOnly`` if ``url`` leaves this computer and must not."""
        if self.local_only and place_of(url) != "local":
            raise LocalOnly(host=_host_of(url) or "?")


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
