"""A minimal HTTP client for our own worker on this computer.

A general client spends four milliseconds on a request that a worker answers in twenty, and keeps connections that
llama.cpp closes after each stream, which then fail. Here is one request on one connection, read line by line.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from .. import replies

SILENCE_SECONDS = 330.0  # longer than any patience of :mod:`..resilience`, which is what counts


class Lost(Exception):
    """The worker is not there, or went away in mid-answer."""


class Refused(Exception):
    """The worker answered with an error status."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}: {body[:300]}")
        self.status = status
        self.body = body


class Answer:
    """An open response. Leaving its ``async with`` closes the connection, which stops the model."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chunked: bool) -> None:
        self._reader = reader
        self._writer = writer
        self._chunked = chunked

    async def __aenter__(self) -> Answer:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def lines(self) -> AsyncGenerator[str, None]:
        """The lines of the body as they come. Raises ``Lost`` if it breaks off, or one has no end."""
        try:
            async with contextlib.aclosing(replies.lines(self._blocks())) as lines:
                async for line in lines:
                    yield line.decode("utf-8", errors="replace")
        except replies.LineWithoutEnd as error:
            raise Lost(repr(error)) from error

    async def text(self) -> str:
        return "\n".join([line async for line in self.lines()])

    async def _blocks(self) -> AsyncIterator[bytes]:
        try:
            while True:
                async with asyncio.timeout(SILENCE_SECONDS):
                    block = await (self._chunk() if self._chunked else self._reader.read(65536))
                if not block:
                    return
                yield block
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError) as error:
            raise Lost(repr(error)) from error

    async def _chunk(self) -> bytes:
        size = int((await self._reader.readuntil(b"\r\n")).split(b";")[0], 16)
        if size > replies.LONGEST_LINE:
            raise replies.LineWithoutEnd
        block = await self._reader.readexactly(size + 2)
        return block[:-2]


async def request(method: str, url: str, *, key: str, body: dict[str, Any] | None = None) -> Answer:
    """Sends a request and waits for the head of the response. Raises ``Lost`` or ``Refused``."""
    place = urlsplit(url)
    data = json.dumps(body).encode() if body is not None else b""
    head = (
        f"{method} {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n"
    )
    try:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
    except OSError as error:
        raise Lost(repr(error)) from error
    try:
        writer.write(head.encode() + data)
        async with asyncio.timeout(SILENCE_SECONDS):
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
        writer.close()
        raise Lost(repr(error)) from error
    except BaseException:  # cancelled while the worker was still reading
        writer.close()
        raise
    answer = Answer(reader, writer, any(line.startswith("transfer-encoding: chunked") for line in lines))
    status = int(lines[0].split()[1])
    if status != 200:
        async with answer:
            raise Refused(status, await answer.text())
    return answer
