"""The user's servers as tools of teachers. Each needs the user's click, and what it gives is untrusted.

The servers have a thread and a loop of their own, so that nothing that they say keeps an answer from streaming. A
question takes the tools that are known by then and never waits for one.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import threading
from collections.abc import Coroutine, Iterable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from ..core.errors import ExtraMissing, PolicyError
from ..core.i18n import Phrase, Unable, translate
from ..core.values import Reach
from ..privacy import Egress
from ..settings_servers import McpServer
from ..tools.base import Desk, Result, Tool, shortened
from .connection import OPEN_SECONDS, USE_SECONDS, Connection, ServerFailed, ask_door, is_elsewhere
from .offers import Listing, Offer

MOST_TOOLS = 64  # of all servers together
MOST_CHARACTERS = 24_000  # of their words and forms, which every prompt holds
CLOSE_SECONDS = 3.0
EXTRA = "mcp"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a server stands: what it offers, or what is wrong with it."""

    server: McpServer
    listing: Listing
    problem: Phrase | None = None
    remedy: Phrase | None = None


def told(standing: Standing, lang: str) -> tuple[bool, str, str]:
    """Whether a server answers, that as a sentence, and the next step where there is one."""
    name, listing = standing.server.name, standing.listing
    if standing.problem is not None:
        mend = Phrase("Correct [mcp.{name}] in {path}, or take it out.", name=name, path=standing.server.path)
        return False, standing.problem.said(lang), (standing.remedy or mend).said(lang)
    count = len(listing.offers)
    if listing.beyond:
        message = "“{name}” lists {all} tools, of which teachers have the first {count}."
        said = translate(message, lang, name=name, all=count + listing.beyond + listing.unfit, count=count)
        remedy = 'Name those that you need: tools = ["…"] below [mcp.{name}] in {path}.'
        return True, said, translate(remedy, lang, name=name, path=standing.server.path)
    said = translate("“{name}” answers; teachers have {count} tools of it.", lang, name=name, count=count)
    if listing.unfit:
        left = "{count} more cannot be used: their form is too large or not a right one."
        said += " " + translate(left, lang, count=listing.unfit)
    return True, said, ""


class Servers:
    """All servers of one host. In the folder ``data`` is kept what they list."""

    def __init__(self, servers: Mapping[str, McpServer], egress: Egress, data: Path | None = None) -> None:
        self._servers = servers
        self._egress = egress
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections = {name: Connection(server, egress, data) for name, server in servers.items()}
        self._tools: dict[str, tuple[Listing, list[Tool]]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def wake(self, reach: Reach = "any") -> None:
        """Opens in the background what is not open yet, as far as a question may travel that far."""
        if self._is_there() and not self._closed:
            self._start().call_soon_threadsafe(self._wake, self._near(reach))

    def tools(self, reach: Reach = "any") -> list[Tool]:
        """The tools that are known by now, for a question that may travel as far as ``reach``."""
        if not self._is_there():
            return []
        self.wake(reach)
        known = [tool for name in self._near(reach) for tool in self._of(name)][:MOST_TOOLS]
        sizes = accumulate(len(tool.description) + len(json.dumps(tool.parameters)) for tool in known)
        return [tool for tool, size in zip(known, sizes, strict=True) if size <= MOST_CHARACTERS]

    def standing(self) -> list[Standing]:
        """How each server stands. Waits until all are open or have failed."""
        if not self._servers:
            return []
        if not self._is_there():
            missing = ExtraMissing(feature="[mcp.NAME]", extra=EXTRA)
            said, remedy = Phrase(missing.message, **missing.values), Phrase(missing.remedy, **missing.values)
            return [Standing(each, Listing(), said, remedy) for each in self._servers.values()]
        with suppress(Late):
            self._run(self._open_all()).result(OPEN_SECONDS + CLOSE_SECONDS)
        return [Standing(each.server, each.listing, each.problem) for each in self._connections.values()]

    def close(self) -> None:
        """Ends all connections, and the programs at their other ends."""
        with self._lock:
            self._closed, loop = True, self._loop
        if loop is None:
            return
        with suppress(Late, RuntimeError):
            self._run(self._close_all()).result(CLOSE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)

    def _is_there(self) -> bool:
        return bool(self._servers) and importlib.util.find_spec("mcp") is not None

    def _start(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_live, args=(self._loop,), name="convergio-servers", daemon=True).start()
            return self._loop

    def _run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._start())

    def _near(self, reach: Reach) -> list[str]:
        """The servers to which a text may go that may travel as far as ``reach``."""
        return [name for name, server in self._servers.items() if reach == "any" or not is_elsewhere(server)]

    def _wake(self, names: Iterable[str]) -> None:
        for name in names:
            self._connections[name].wake()

    async def _open_all(self) -> None:
        self._wake(self._connections)
        await asyncio.gather(*(each.opened() for each in self._connections.values()), return_exceptions=True)

    async def _close_all(self) -> None:
        await asyncio.gather(*(each.close() for each in self._connections.values()), return_exceptions=True)

    def _of(self, name: str) -> list[Tool]:
        """The tools of a server, made once for each listing; none where it did not start the last time."""
        connection = self._connections[name]
        if connection.problem is not None:
            return []
        found, (known, tools) = connection.listing, self._tools.get(name, (Listing(), []))
        if known is not found:
            tools = [self._tool(connection.server, offer) for offer in found.offers]
            self._tools[name] = found, tools
        return tools

    def _tool(self, server: McpServer, offer: Offer) -> Tool:
        return Tool(
            name=offer.name,
            title=offer.title,
            description=offer.description,
            parameters=offer.parameters,
            run=partial(self._use, server, offer),
            effect="acts",
            brings=True,
            seconds=OPEN_SECONDS + USE_SECONDS + CLOSE_SECONDS,
        )

    def _use(self, server: McpServer, offer: Offer, arguments: Mapping[str, Any], desk: Desk) -> Result:
        """Runs in a thread of the tool's own, within the limits of its question."""
        try:
            ask_door(server, self._egress)
        except PolicyError as error:
            raise Unable(error.info(desk.lang).message, desk.lang) from None
        try:
            text, ok = self._run(self._asked(server, offer, arguments)).result()
        except ServerFailed as failed:
            raise Unable(failed.phrase.said(desk.lang)) from None
        if not ok:
            words = shortened(text, desk.lang, 1_000) or "?"
            raise Unable("“{name}” could not do it: {words}", desk.lang, name=server.name, words=words)
        return Result(text or translate("It gave nothing back.", desk.lang))

    async def _asked(self, server: McpServer, offer: Offer, arguments: Mapping[str, Any]) -> tuple[str, bool]:
        return await self._connections[server.name].use(offer.there, arguments)


def _live(loop: asyncio.AbstractEventLoop) -> None:
    """The life of the servers' thread."""
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()
