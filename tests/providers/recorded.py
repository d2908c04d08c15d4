"""A server that says what was recorded: for what no real server can be brought to say on demand.

The streams are written after the documentation of each protocol; they hold no answer of any real account.
"""

import asyncio
import json
from contextlib import asynccontextmanager

from convergio_jupyter.privacy import Egress
from convergio_jupyter.providers.anthropic import AnthropicProvider
from convergio_jupyter.providers.ollama import OllamaProvider
from convergio_jupyter.providers.openai import OpenAIProvider
from convergio_jupyter.providers.sdk import Server

KEY = "sk-canary-0123456789"


def sse(*chunks, events=False):
    lines = []
    for chunk in chunks:
        head = f"event: {chunk['type']}\n" if events else ""
        lines.append(f"{head}data: {json.dumps(chunk)}\n\n")
    return "".join(lines).encode()


def head(status=200, kind="text/event-stream", **headers):
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nConnection: close\r\n{more}".encode()


def chunked(body, kind="text/event-stream"):
    """A streamed reply: one chunk for each line, so that a cut is seen as one."""
    parts = [f"{len(line):x}\r\n".encode() + line + b"\r\n" for line in body.splitlines(keepends=True)]
    return head(kind=kind, Transfer_Encoding="chunked") + b"\r\n" + b"".join(parts) + b"0\r\n\r\n"


def refusal(status, error, **headers):
    body = json.dumps(error).encode()
    return head(status, "application/json", Content_Length=len(body), **headers) + b"\r\n" + body


def openai_chunk(delta=None, reason=None, usage=None):
    choices = [] if usage else [{"index": 0, "delta": delta or {}, "finish_reason": reason}]
    return {"id": "c", "object": "chat.completion.chunk", "choices": choices, **({"usage": usage} if usage else {})}


def tool_delta(index, arguments, **more):
    name = {"name": more.pop("name")} if "name" in more else {}
    return openai_chunk({"tool_calls": [{"index": index, **more, "function": {**name, "arguments": arguments}}]})


USAGE = openai_chunk(usage={"prompt_tokens": 7, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 3}})
OPENAI_TEXT = (
    sse(openai_chunk({"content": "Hel"}), openai_chunk({"content": "lo"}), openai_chunk(reason="stop"), USAGE)
    + b"data: [DONE]\n\n"
)
OPENAI_TOOLS = sse(
    tool_delta(0, "", id="a", name="add"),
    tool_delta(0, '{"x":'),
    tool_delta(1, '{"y": 2}', id="b", name="sub"),
    tool_delta(0, " 1}"),
    openai_chunk(reason="tool_calls"),
    USAGE,
)


def anthropic_stream(*blocks, reason="end_turn"):
    """Each block is its start and its deltas."""
    usage = {"input_tokens": 7, "output_tokens": 0}
    message = {"id": "m", "type": "message", "role": "assistant", "content": [], "model": "m", "usage": usage}
    found = [{"type": "message_start", "message": message}]
    for index, (start, *deltas) in enumerate(blocks):
        found.append({"type": "content_block_start", "index": index, "content_block": start})
        found += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        found.append({"type": "content_block_stop", "index": index})
    found.append({"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": 2}})
    return sse(*found, {"type": "message_stop"}, events=True)


def text_delta(text):
    return {"type": "text_delta", "text": text}


def input_delta(text):
    return {"type": "input_json_delta", "partial_json": text}


def tool_block(name, use="a"):
    return {"type": "tool_use", "id": use, "name": name, "input": {}}


ANTHROPIC_TEXT = anthropic_stream(({"type": "text", "text": ""}, text_delta("Hel"), text_delta("lo")))


def ndjson(*lines):
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def ollama_line(content="", **more):
    return {"model": "m", "message": {"role": "assistant", "content": content, **more}, "done": False}


OLLAMA_DONE = {**ollama_line(), "done": True, "done_reason": "stop", "prompt_eval_count": 7, "eval_count": 2}
OLLAMA_TEXT = ndjson(ollama_line("Hel"), ollama_line("lo"), OLLAMA_DONE)
TEXT = {"openai": OPENAI_TEXT, "anthropic": ANTHROPIC_TEXT, "ollama": OLLAMA_TEXT}


def running(*names):
    """What ``/api/ps`` says."""
    return refusal(200, {"models": [{"model": name, "name": name} for name in names]})


def shown(**more):
    """What ``/api/show`` says."""
    return refusal(200, {"details": {"format": "gguf"}, **more})


NO_OLLAMA = refusal(404, {"detail": "Not Found"})


@asynccontextmanager
async def serving(*replies, trickle=False, by_path=None):
    """``(url, requests)`` of a server that gives one reply after the other, the last one for ever.

    ``by_path`` are replies that some paths get at any time.
    """
    requests, left = [], list(replies)

    async def answer(reader, writer):
        try:
            text = (await reader.readuntil(b"\r\n\r\n")).decode()
            fields = dict(line.lower().split(": ", 1) for line in text.split("\r\n")[1:] if ": " in line)
            body = await reader.readexactly(int(fields.get("content-length", 0)))
            requests.append({"path": text.split()[1], "headers": fields, "body": json.loads(body or b"{}")})
            reply = (by_path or {}).get(text.split()[1])
            reply = reply or (left.pop(0) if len(left) > 1 else left[0])
            for piece in [reply[i : i + 1] for i in range(len(reply))] if trickle else [reply]:
                writer.write(piece)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", requests
    finally:
        server.close()


def server_at(url, **more):
    door = Egress(local_only=True)
    return Server(**{"key": KEY, "base_url": url, "models": ("m",), "place": "local", "check": door.check, **more})


MAKERS = {"openai": OpenAIProvider, "anthropic": AnthropicProvider, "ollama": OllamaProvider}


def listen(kind, call, *replies, trickle=False):
    """``(parts, error, requests)`` of one call to a recorded server."""

    async def main():
        before = [running("m")] if kind == "ollama" and len(replies) == 1 else []
        by_path = {"/api/show": shown() if kind == "ollama" else NO_OLLAMA}
        async with serving(*before, *replies, trickle=trickle, by_path=by_path) as (url, requests):
            provider = MAKERS[kind](server_at(url))
            return (
                *await gathered(provider, call),
                [each for each in requests if each["path"] not in ("/api/ps", "/api/show")],
            )

    return asyncio.run(main())


async def gathered(provider, call):
    """What came, and what ended it if that was an error."""
    parts = []
    try:
        async for part in provider.stream(call):
            parts.append(part)
    except Exception as error:
        return parts, error
    finally:
        await provider.close()
    return parts, None
