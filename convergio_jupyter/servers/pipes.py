"""How a server is reached: a program by its pipes, an address by HTTP. Both are bounded in what they can make us hold.

The SDK's own pipes wait for the end of a line however long it grows, so programs have pipes of ours here.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from ..settings_servers import McpServer

MOST_LINE = 4 * 2**20  # bytes of one message
MOST_UNASKED = 16 * 2**20  # bytes that a server may say after the last thing that we said
MOST_LINES = 1_000  # likewise
END_SECONDS = 0.5  # for a program to end by itself, and again after it was asked to
CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 60.0
# What a program needs to run at all. Nothing else of our environment, where keys live.
_KEPT = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "PATHEXT", "PROGRAMFILES", "PROGRAMDATA"),
)

Check = Callable[[str], None]


class TooMuch(Exception):
    """A server says more than anybody can hold."""


@asynccontextmanager
async def program(server: McpServer, ended: Callable[[Exception | None], None]) -> AsyncGenerator[tuple[Any, Any]]:
    """The two streams of a program that is started for this, and stopped after it with all that it started.

    ``ended`` is told when it says nothing more, and why.
    """
    import anyio

    process = await asyncio.create_subprocess_exec(
        _executable(server.command), *server.args,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=_environment(server), cwd=server.path.parent, start_new_session=True, limit=MOST_LINE,
    )  # fmt: skip
    heard, incoming = anyio.create_memory_object_stream[Any](0)
    outgoing, said = anyio.create_memory_object_stream[Any](0)
    talk = _Talk(process)
    tasks = [asyncio.create_task(talk.listen(heard, ended)), asyncio.create_task(talk.speak(said))]
    try:
        yield incoming, outgoing
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.shield(_stop(process))
        await asyncio.gather(*tasks, return_exceptions=True)
        for stream in (heard, incoming, outgoing, said):
            stream.close()


class _Talk:
    """What is said to a program, and what it says."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._unasked = self._lines = 0

    async def listen(self, heard: Any, ended: Callable[[Exception | None], None]) -> None:
        reason: Exception | None = None
        assert self._process.stdout is not None
        try:
            async with heard:
                while line := await self._process.stdout.readline():
                    self._unasked, self._lines = self._unasked + len(line), self._lines + 1
                    if self._unasked > MOST_UNASKED or self._lines > MOST_LINES:
                        raise TooMuch
                    if (message := _message(line)) is not None:
                        await heard.send(message)
        except ValueError:  # a line without end
            reason = TooMuch()
        except TooMuch as error:
            reason = error
        except Exception as error:  # the pipe broke
            reason = error
        ended(reason)

    async def speak(self, said: Any) -> None:
        assert self._process.stdin is not None
        async with said:
            async for each in said:
                self._unasked = self._lines = 0
                line = each.message.model_dump_json(by_alias=True, exclude_unset=True)
                with contextlib.suppress(OSError):  # who listens hears that it has ended
                    self._process.stdin.write(line.encode() + b"\n")
                    await self._process.stdin.drain()


def _message(line: bytes) -> Any:
    """The message in a line. None where there is none: some programs print other things, too."""
    from mcp.shared.message import SessionMessage
    from mcp_types import jsonrpc_message_adapter

    try:
        return SessionMessage(jsonrpc_message_adapter.validate_json(line, by_name=False))
    except ValueError:
        return None


def _executable(command: str) -> str:
    return (shutil.which(command) or command) if sys.platform == "win32" else command


def _environment(server: McpServer) -> dict[str, str]:
    return {name: os.environ[name] for name in (*_KEPT, *server.env) if name in os.environ}


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Lets a program end, asks it to, ends it: with all the programs that it started itself."""
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
    for how in (None, signal.SIGTERM, None if sys.platform == "win32" else signal.SIGKILL):
        if how is not None:
            _tell(process, how)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), END_SECONDS)
            break
    if sys.platform != "win32":
        _tell(process, signal.SIGKILL)  # what it left behind
    transport = getattr(process, "_transport", None)  # which waits for the end of what nobody reads any more
    if transport is not None:
        transport.close()


def _tell(process: asyncio.subprocess.Process, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, how)


@asynccontextmanager
async def address(server: McpServer, check: Check) -> AsyncGenerator[tuple[Any, Any]]:
    """The two streams of a server by its address. ``check`` is asked before each request, and may raise."""
    import httpx2
    from mcp.client.streamable_http import streamable_http_client

    from ..providers.sdk import keep_wires_quiet

    keep_wires_quiet()

    async def ask(request: Any) -> None:
        check(str(request.url))

    async def bound(response: Any) -> None:
        response.stream = _bounded(response.stream)

    token = os.environ.get(server.token, "").strip() if server.token else ""
    client = httpx2.AsyncClient(
        headers={"Authorization": f"Bearer {token}"} if token else None,
        event_hooks={"request": [ask], "response": [bound]},
        trust_env=urlsplit(server.url).scheme == "https",  # by plain http a proxy would read along
        follow_redirects=False,
        timeout=httpx2.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
    )
    async with client, streamable_http_client(server.url, http_client=client) as streams:
        yield streams


def _bounded(body: Any) -> Any:
    """The body of an answer, which ends with an error where it is too long."""
    import httpx2

    class Bounded(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for block in body:
                size += len(block)
                if size > MOST_UNASKED:
                    raise TooMuch
                yield block

        async def aclose(self) -> None:
            await body.aclose()

    return Bounded()
