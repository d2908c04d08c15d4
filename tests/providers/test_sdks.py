"""The official SDKs against a real server: the embedded model speaks both of their protocols."""

import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from convergio_jupyter.core.errors import KeyRefused, LocalOnly, ProviderFailed, ServerUnreachable, StaysPrivate
from convergio_jupyter.core.values import Message
from convergio_jupyter.privacy import Egress, confined
from convergio_jupyter.providers import chat_wire
from convergio_jupyter.providers.anthropic import AnthropicProvider
from convergio_jupyter.providers.base import Call, FinishPart, TextPart, TokensPart
from convergio_jupyter.providers.embedded import EmbeddedProvider
from convergio_jupyter.providers.openai import OpenAIProvider
from convergio_jupyter.providers.sdk import Server

pytestmark = pytest.mark.model
MESSAGES = (Message("system", "You are a teacher."), Message("user", "What is a cell?"))
KINDS = {"openai": (OpenAIProvider, "/v1"), "anthropic": (AnthropicProvider, "")}


def provider_for(kind, url, key="k", door=None):
    make, tail = KINDS[kind]
    check = (door or Egress(local_only=True)).check
    return make(Server(key=key, base_url=url + tail, models=("m",), place="local", check=check))


def call(max_tokens=10, **more):
    return Call(model="m", messages=MESSAGES, max_tokens=max_tokens, temperature=0, **more)


def run(model_data, kind, work, key=None):
    async def main():
        embedded = EmbeddedProvider(model_data)
        endpoint = await embedded.endpoint()
        provider = provider_for(kind, endpoint.url, endpoint.key if key is None else key)
        try:
            return await work(provider)
        finally:
            await provider.close()
            await embedded.close()

    return asyncio.run(main())


async def parts(provider, request):
    return [part async for part in provider.stream(request)]


@pytest.mark.parametrize("kind", KINDS)
def test_it_streams_counts_and_ends(kind, model_data):
    found = run(model_data, kind, lambda provider: parts(provider, call()))
    assert sum(isinstance(part, TextPart) for part in found) >= 3
    tokens = next(part.tokens for part in found if isinstance(part, TokensPart))
    assert tokens.output == 10
    assert tokens.input > 5
    assert found[-1] == FinishPart("length")


@pytest.mark.parametrize("kind", KINDS)
def test_the_system_message_and_the_stop_strings_arrive(kind, model_data):
    found = run(model_data, kind, lambda provider: parts(provider, call(max_tokens=200, stop=(" ",))))
    said = "".join(part.text for part in found if isinstance(part, TextPart))
    assert " " not in said
    tokens = next(part.tokens for part in found if isinstance(part, TokensPart))
    assert tokens.input > len(MESSAGES[1].text.split())
    assert found[-1] == FinishPart("complete")


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_key_is_named_without_being_shown(kind, model_data):
    with pytest.raises(KeyRefused) as caught:
        run(model_data, kind, lambda provider: parts(provider, call()), key="sk-canary-0123456789")
    shown = f"{caught.value} {caught.value.info()} {caught.value.__cause__} {caught.value.__context__!r}"
    assert "canary" not in shown


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_there(kind):
    async def main():
        provider = provider_for(kind, "http://127.0.0.1:9")
        return await parts(provider, call())

    with pytest.raises(ServerUnreachable, match=r"127\.0\.0\.1:9"):
        asyncio.run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_local_only_is_enforced_at_the_provider_too(kind):
    async def main():
        return await parts(provider_for(kind, "https://192.0.2.1"), call())

    with pytest.raises(LocalOnly):
        asyncio.run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_a_redirect_out_of_this_computer_is_not_followed(kind):
    """A server on this computer that forwards elsewhere leads to an error, not to the other place."""

    async def redirect(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async def main():
        server = await asyncio.start_server(redirect, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        provider = provider_for(kind, url)
        try:
            return await parts(provider, call())
        finally:
            await provider.close()
            server.close()

    with pytest.raises((LocalOnly, ProviderFailed)):
        asyncio.run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_question_is_stopped_at_the_door_whatever_the_router_said(kind):
    async def main():
        with confined("private", "any"):
            return await parts(provider_for(kind, "https://192.0.2.1", door=Egress(local_only=False)), call())

    with pytest.raises(StaysPrivate):
        asyncio.run(main())


class Redirecting(BaseHTTPRequestHandler):
    """Sends every request on to another name."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append(self.path)
        self.send_response(307)
        self.send_header("Location", f"http://localhost:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_known_of_a_server_is_not_known_of_where_it_redirects_to(kind):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Redirecting)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()

    async def main():
        return await parts(provider_for(kind, f"http://127.0.0.1:{server.server_port}"), call())

    try:
        with pytest.raises(ProviderFailed):
            asyncio.run(main())
    finally:
        server.shutdown()
        server.server_close()
    assert server.seen
    assert "/elsewhere" not in server.seen


def test_the_newer_names_go_to_openai_itself_only():
    modern, usual = (chat_wire.request_body(call(), modern=modern) for modern in (True, False))
    assert modern["max_completion_tokens"] == usual["max_tokens"] == 10
    assert "temperature" not in modern
    assert "max_tokens" not in modern
