"""The connection to one server: opened when it is first wanted, kept between uses, ended by whatever goes wrong.

All of it lives on the loop of :class:`.lending.Servers`. A use that fails is never tried again by itself, as nobody
knows what it has done already; the next one opens the connection anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..core.errors import PolicyError
from ..core.i18n import Phrase
from ..privacy import Egress, place_of
from ..settings_servers import McpServer
from . import kept, pipes
from .forms import plain
from .offers import listing
from .pipes import TooMuch

OPEN_SECONDS = 20.0  # to start, to greet and to list
USE_SECONDS = 30.0
AGAIN_SECONDS = 60.0  # after a failure, until a question opens it again
STALE_SECONDS = 300.0  # after which the listing is asked for again
RELIST_SECONDS = 5.0  # at most so often, whatever the server says
MOST_PAGES = 20
MOST_LISTED = 2_000
MOST_RESULT = 100_000  # characters that are looked at, of which a model reads the beginning
MOST_COMPLAINT = 500


class ServerFailed(Exception):
    """Why a server could not do it, as a sentence that waits for its language."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def is_elsewhere(server: McpServer) -> bool:
    """Whether what a server gets may leave this computer: what a program does with it, nobody sees from here."""
    return not server.offline or bool(server.url and place_of(server.url) != "local")


def ask_door(server: McpServer, egress: Egress) -> None:
    """Asks whether anything may go to a server now. Raises ``PolicyError`` where a rule or the question forbids it."""
    if server.url:
        egress.check(server.url)
    if not server.offline:
        egress.check(f"mcp://{server.name}", place="cloud")


class Connection:
    """One server, with what it lists and what is wrong with it."""

    def __init__(self, server: McpServer, egress: Egress, data: Path | None = None) -> None:
        self.server = server
        self.listing = kept.read(data, server)
        self._data = data
        self.listed_at: float | None = None  # by the clock of the process; None before the first time
        self.problem: Phrase | None = None
        self._egress = egress
        self._session: Any = None
        self._life: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()  # open, or failed to be
        self._over = asyncio.Event()
        self._changed = False
        self._failed_at = 0.0
        self._reason: Exception | None = None  # why it went silent
        self._relisting: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Opens the connection, or lists anew, where that is due; waits for nothing."""
        now = time.monotonic()
        if self._life is None:
            if self.problem is None or now - self._failed_at > AGAIN_SECONDS:
                self._begin()
        elif self._session is not None and self.listed_at is not None:
            age = now - self.listed_at
            if age > STALE_SECONDS or (self._changed and age > RELIST_SECONDS):
                self.listed_at = now
                self._relisting = asyncio.create_task(self._relist())

    async def opened(self) -> Any:
        """The session, opened now where it is not. Raises ``ServerFailed``."""
        if self._life is not None and self._over.is_set():
            await asyncio.wait([self._life])
        if self._life is None:
            self._begin()
        await self._settled.wait()
        if self._session is None:
            raise ServerFailed(self.problem or _lost(self.server))
        return self._session

    async def use(self, tool: str, arguments: Mapping[str, Any]) -> tuple[str, bool]:
        """What a tool gives, and whether it could do it. Raises ``ServerFailed``."""
        from mcp import MCPError
        from mcp.types import CallToolRequest, CallToolRequestParams, CallToolResult

        session, name = await self.opened(), self.server.name
        request = CallToolRequest(params=CallToolRequestParams(name=tool, arguments=dict(arguments)))
        try:
            async with asyncio.timeout(USE_SECONDS):
                # Not by call_tool, which would check what comes against a form, and so run patterns, of the server's.
                result = await session.send_request(request, CallToolResult)
        except TimeoutError:
            self._over.set()
            fault = Phrase("“{name}” did not answer in {seconds} seconds.", name=name, seconds=round(USE_SECONDS))
            raise ServerFailed(fault) from None
        except MCPError as error:
            self._changed = True  # it may not have the tool any more
            if self._over.is_set() or self._session is not session or _is_closed(error):
                self._over.set()
                raise ServerFailed(self._why(self._reason)) from None
            words = plain(error.message, MOST_COMPLAINT)
            raise ServerFailed(Phrase("“{name}” refused: {words}", name=name, words=words)) from None
        except (ValueError, TypeError, RecursionError):
            raise ServerFailed(Phrase("What “{name}” gave cannot be read.", name=name)) from None
        return text_of(result), not result.is_error

    async def close(self) -> None:
        """Ends the connection, and the program at its other end."""
        self._over.set()
        if self._life is not None:
            self._life.cancel()
            await asyncio.wait([self._life], timeout=4 * pipes.END_SECONDS)

    def _begin(self) -> None:
        self._settled, self._over, self._reason = asyncio.Event(), asyncio.Event(), None
        self._life = asyncio.create_task(self._live(self._settled, self._over))

    async def _live(self, settled: asyncio.Event, over: asyncio.Event) -> None:
        """Opens the connection and holds it until it is over. What goes wrong is kept as a sentence."""
        failure: BaseException | None = None
        was_open = False
        try:
            async with contextlib.AsyncExitStack() as stack:
                async with asyncio.timeout(OPEN_SECONDS):
                    client = await stack.enter_async_context(await self._client())
                    await self._list(client.session)
                self._session, self.problem, was_open = client.session, None, True
                settled.set()
                watching = asyncio.create_task(self._watch(client))
                await over.wait()
                self._session = None
                watching.cancel()
        except BaseException as error:  # the SDK's groups of errors, too, some of which are no Exception
            failure = error
        finally:
            if not was_open:
                self._failed_at = time.monotonic()
                self.problem = self._why(self._reason or failure)
            self._session, self._life = None, None
            settled.set()
        if isinstance(failure, KeyboardInterrupt | SystemExit):
            raise failure

    async def _client(self) -> Any:
        """The SDK's client for this server, which offers the server nothing of ours: no model, no files, no form."""
        from mcp import Client
        from mcp.types import Implementation

        from .._version import __version__

        ask_door(self.server, self._egress)
        if self.server.url:
            transport: Any = pipes.address(self.server, self._egress.check)
        else:
            transport = pipes.program(self.server, self._ended)
        return Client(
            transport,
            read_timeout_seconds=OPEN_SECONDS,
            message_handler=self._notice,
            client_info=Implementation(name="convergio-jupyter", version=__version__),
            cache=None,
        )

    def _ended(self, reason: Exception | None) -> None:
        self._reason = reason
        self._over.set()

    async def _watch(self, client: Any) -> None:
        """Hears that the list has changed from a server that says so to those who listen; older ones say it to all."""
        with contextlib.suppress(Exception):
            async with client.listen(tools_list_changed=True) as events:
                async for _ in events:
                    self._changed = True

    async def _notice(self, message: Any) -> None:
        if getattr(message, "method", "") == "notifications/tools/list_changed":
            self._changed = True

    async def _list(self, session: Any) -> None:
        from mcp.types import PaginatedRequestParams

        listed: list[Any] = []
        cursor: str | None = None
        self._changed = False
        for _ in range(MOST_PAGES):
            page = await session.list_tools(params=PaginatedRequestParams(cursor=cursor) if cursor else None)
            listed += page.tools
            cursor = page.next_cursor
            if not cursor or len(listed) >= MOST_LISTED:
                break
        found, self.listed_at = listing(self.server, listed), time.monotonic()
        if found != self.listing:
            self.listing = found
            kept.write(self._data, self.server, found)

    async def _relist(self) -> None:
        """Lists anew; where that does not work, what was listed stays, and each use says what is wrong."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(OPEN_SECONDS):
                await self._list(self._session)

    def _why(self, error: BaseException | None) -> Phrase:
        """What is wrong, as a sentence. Nothing of the error itself is told: it may quote an address with its key."""
        name = self.server.name
        found = list(_leaves(error))
        for each in found:
            if isinstance(each, PolicyError):
                return Phrase("“{name}” is not asked: {why}", name=name, why=Phrase(each.message, **each.values))
            if isinstance(each, TooMuch):
                return Phrase("“{name}” says more than anybody can read, so it was stopped.", name=name)
            if isinstance(each, FileNotFoundError | PermissionError | NotADirectoryError):
                command = self.server.command
                return Phrase("“{name}” cannot be started: there is no program {command}.", name=name, command=command)
            if type(each).__name__ == "MCPError" and not _is_closed(each):
                return Phrase("“{name}” refused: {words}", name=name, words=plain(str(each), MOST_COMPLAINT))
            if isinstance(each, ValueError):
                return Phrase("What “{name}” lists cannot be read.", name=name)
            if isinstance(each, TimeoutError):
                seconds = round(OPEN_SECONDS)
                return Phrase("“{name}” did not answer in {seconds} seconds.", name=name, seconds=seconds)
        return _lost(self.server)


def text_of(result: Any) -> str:
    """The words of a result; of what else there is, only that it was there."""
    found = []
    for block in result.content:
        words = getattr(block, "text", None) or getattr(getattr(block, "resource", None), "text", None)
        found.append(words if isinstance(words, str) else f"[{plain(getattr(block, 'type', ''), 20)}]")
    text = "\n\n".join(found)[:MOST_RESULT]
    if not text and result.structured_content is not None:
        text = json.dumps(result.structured_content, ensure_ascii=False)[:MOST_RESULT]
    return text


def _lost(server: McpServer) -> Phrase:
    if server.url:
        return Phrase("“{name}” cannot be reached, or is no MCP server.", name=server.name)
    return Phrase("“{name}” ended by itself, or is no MCP server.", name=server.name)


def _is_closed(error: Any) -> bool:
    from mcp.types import CONNECTION_CLOSED

    return bool(error.code == CONNECTION_CLOSED)


def _leaves(error: BaseException | None) -> list[BaseException]:
    """The errors in a group of them, and those that caused them."""
    if error is None:
        return []
    inner = list(error.exceptions) if isinstance(error, BaseExceptionGroup) else []
    causes = [cause for cause in (error.__cause__, error.__context__) if cause is not None]
    return [error, *(leaf for each in (*inner, *causes) for leaf in _leaves(each))]
