"""What a server listed last, kept in the data folder: the next process has its tools at once, while it still starts."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from ..settings_servers import McpServer
from .offers import Listing, Offer

FOLDER = "mcp"
MOST_BYTES = 1_000_000


def read(data: Path | None, server: McpServer) -> Listing:
    """What ``server`` listed last, as it is set up now; nothing where nothing is kept that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        path = _path(data, server)
        if path is not None and path.stat().st_size <= MOST_BYTES:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept.pop("of") == _mark(server):
                return replace(Listing(**kept), offers=tuple(Offer(**each) for each in kept["offers"]))
    return Listing()


def write(data: Path | None, server: McpServer, listing: Listing) -> None:
    """Keeps what ``server`` lists now. Where that does not work, the next process waits for it."""
    path = _path(data, server)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps({"of": _mark(server), **asdict(listing)}), encoding="utf-8")
        beside.replace(path)


def _path(data: Path | None, server: McpServer) -> Path | None:
    return None if data is None else data / FOLDER / f"{server.name}.json"


def _mark(server: McpServer) -> str:
    """Tells how a server is set up, without a word of it: its address may hold a password."""
    return hashlib.sha256(repr(server).encode()).hexdigest()
