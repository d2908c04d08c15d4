"""A cloud that answers at once, on loopback, in a process of its own: OpenAI's Chat Completions, plain and streamed.

The model's name says how many pieces the answer has: ``pieces-64``. A name that ends in ``-fail`` gets a 500.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PIECE = "word "


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            size = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            body = json.loads(await reader.readexactly(int(size[1]))) if size else {}
            writer.write(_answer(body))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def _answer(body: dict[str, object]) -> bytes:
    name = str(body.get("model", ""))
    if name.endswith("-fail"):
        return b"HTTP/1.1 500 No\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}"
    count = int((re.findall(r"\d+", name) or ["1"])[0])
    if body.get("stream"):
        data = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in _chunks(name, count)) + "data: [DONE]\n\n"
        return _response("text/event-stream", data)
    message = {"role": "assistant", "content": PIECE * count}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    head = {"id": "x", "object": "chat.completion", "created": 0, "model": name}
    return _response("application/json", json.dumps({**head, "choices": [choice], "usage": _usage(count)}))


def _chunks(name: str, count: int) -> Iterator[dict[str, object]]:
    head = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": name}
    for _ in range(count):
        yield {**head, "choices": [{"index": 0, "delta": {"content": PIECE}, "finish_reason": None}]}
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    yield {**head, "choices": [], "usage": _usage(count)}


def _usage(count: int) -> dict[str, int]:
    return {"prompt_tokens": 20, "completion_tokens": count, "total_tokens": 20 + count}


def _response(kind: str, data: str) -> bytes:
    body = data.encode()
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def cloud() -> Iterator[str]:
    """The address of a running one."""
    process = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
    finally:
        process.kill()
        process.wait()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
