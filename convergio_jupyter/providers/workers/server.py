"""The HTTP side of a worker of ours: one answer at a time, line by line, until it is over or nobody listens.

The engine has a thread of its own, in which it is also loaded: MLX keeps the state of its streams by thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import queue
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from . import process
from .lines import PATH

Line = dict[str, Any]
_HEAD = "HTTP/1.1 {status}\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n"
_BIGGEST = 64 << 20  # bytes of a request


class Gone(Exception):
    """Nobody listens any more."""


class PromptTooLong(Exception):
    """The prompt does not fit into the model."""


class Unfit(Exception):
    """The model cannot be brought to what is asked for."""


class Say(Protocol):
    """Passes a line on, or nothing; raises ``Gone`` where nobody listens any more."""

    def __call__(self, line: Line | None) -> None: ...


class Engine(Protocol):
    def answer(self, request: Line, say: Say) -> None:
        """Says the lines of one answer, and something or nothing every moment."""


def run(load: Callable[[Any], Engine]) -> None:
    """The whole life of a worker: its options, its lock, its engine, its server."""
    options = process.parser().parse_args()
    lock = process.hold(options.run_dir)  # noqa: F841 (it is held for as long as it has a name)
    thread = ThreadPoolExecutor(1, thread_name_prefix="engine")
    key = process.new_key()
    server = Server(thread.submit(load, options).result(), thread, key)
    process.serve(options, server.start(), key, server.activity)


class Server:
    """Answers on loopback, for whoever has the key."""

    def __init__(self, engine: Engine, thread: ThreadPoolExecutor, key: str) -> None:
        self._engine = engine
        self._thread = thread
        self._key = key
        self._moves = 0
        self._busy = 0  # answers that are given or wait for their turn

    def activity(self) -> int:
        """Changes as long as an answer is given: a long prompt is read in silence."""
        self._moves += bool(self._busy)
        return self._moves

    def start(self) -> str:
        """Listens from now on; where."""
        found: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=lambda: asyncio.run(self._listen(found.put)), daemon=True).start()
        return found.get()

    async def _listen(self, found: Callable[[str], None]) -> None:
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0)
        found(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await server.serve_forever()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            method, path, key, body = await _read(reader)
            if not hmac.compare_digest(key.encode(), f"Bearer {self._key}".encode()):
                writer.write(_HEAD.format(status="401 Unauthorized").encode())
            elif (method, path) == ("POST", PATH):
                await self._answer(json.loads(body), reader, writer)
            else:
                status = "200 OK" if path == "/health" else "404 Not Found"
                writer.write(_HEAD.format(status=status).encode())
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass  # a request that makes no sense, or one that was given up
        finally:
            writer.close()

    async def _answer(self, request: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines: asyncio.Queue[Line | None] = asyncio.Queue()
        gone = threading.Event()
        watch = asyncio.create_task(_wait_for_end(reader, gone))
        writer.write(_HEAD.format(status="200 OK").encode())
        if self._busy:
            writer.write(_bytes({"wait": "queued", "done": self._busy}))
        self._moves += 1
        self._busy += 1
        self._thread.submit(self._work, request, lines, asyncio.get_running_loop(), gone)
        try:
            while (line := await lines.get()) is not None:
                with contextlib.suppress(OSError):  # the watch sees it too, and the engine must end before the next
                    writer.write(_bytes(line))
                    await writer.drain()
        finally:
            gone.set()
            watch.cancel()
            self._busy -= 1

    def _work(
        self,
        request: Line,
        lines: asyncio.Queue[Line | None],
        loop: asyncio.AbstractEventLoop,
        gone: threading.Event,
    ) -> None:
        def put(line: Line | None) -> None:
            loop.call_soon_threadsafe(lines.put_nowait, line)

        def say(line: Line | None) -> None:
            if gone.is_set():
                raise Gone
            if line is not None:
                put(line)

        try:
            if not gone.is_set():
                self._engine.answer(request, say)
        except Gone:
            pass
        except PromptTooLong as error:
            put({"error": "context", "detail": str(error)})
        except Unfit as error:
            put({"error": "unfit", "detail": str(error)})
        except Exception as error:
            traceback.print_exc()
            put({"error": "failed", "detail": f"{type(error).__name__}: {error}"})
        finally:
            put(None)


async def _read(reader: asyncio.StreamReader) -> tuple[str, str, str, bytes]:
    """The method, path, authorization and body of a request."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ", 2)
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    size = int(fields.get("content-length", 0))
    if size > _BIGGEST:
        raise ValueError(size)
    return method, path, fields.get("authorization", ""), await reader.readexactly(size)


async def _wait_for_end(reader: asyncio.StreamReader, gone: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while await reader.read(1024):
            pass
    gone.set()


def _bytes(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
