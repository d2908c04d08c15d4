"""What a wire may bring: refusals, cuts, rubbish. Each ends in one of our errors, and none of them shows the key."""

import asyncio
import contextlib
import email.utils
import json
import time

import pytest

from convergio_jupyter.core import errors
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.core.values import Message, ToolSpec
from convergio_jupyter.providers import anthropic_wire, openai, replies, resilience, sdk
from convergio_jupyter.providers.base import ALIVE, Call, FinishPart, TextPart, TokensPart, ToolPart, name_of
from convergio_jupyter.providers.openai import is_openai

from .recorded import (
    KEY,
    MAKERS,
    OLLAMA_DONE,
    TEXT,
    USAGE,
    anthropic_stream,
    chunked,
    gathered,
    head,
    input_delta,
    listen,
    ndjson,
    ollama_line,
    openai_chunk,
    refusal,
    server_at,
    serving,
    sse,
    text_delta,
    tool_block,
    tool_delta,
)

CALL = Call(model="m", messages=(Message("user", "Hello?"),), max_tokens=5)
KINDS = list(MAKERS)


def said(code="", message=""):
    """An error's body; the message quotes the key, as OpenAI's does."""
    return {"error": {"type": code, "code": code, "message": f"{message} {KEY}"}}


REFUSALS = [
    (401, said("authentication_error"), errors.KeyRefused),
    (403, said(), errors.KeyRefused),
    (429, said(), errors.RateLimited),
    (429, said("insufficient_quota"), errors.CreditSpent),
    (400, said("context_length_exceeded"), errors.ContextTooLong),
    (400, said("invalid_request_error"), errors.RequestRefused),
    (413, said(), errors.RequestRefused),
    (422, said(), errors.RequestRefused),
    (404, said(), errors.ModelMissing),
    (408, said(), errors.ProviderTimeout),
    (504, said(), errors.ProviderTimeout),
    (500, said(), errors.ProviderFailed),
    (529, said("overloaded_error"), errors.ProviderFailed),
]
TRANSIENT = {408, 429, 500, 504, 529}


def everything(error):
    """All that an error carries to a log or a page."""
    chain, text = error, ""
    while chain is not None:
        text += f"{chain!r} {chain} {vars(chain)} {getattr(chain, 'request', '')}"
        chain = chain.__cause__ or chain.__context__
    return text + str(error.info("it"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "body", "wanted"), REFUSALS)
def test_each_refusal_has_its_error_and_keeps_the_key(kind, status, body, wanted):
    parts, error, requests = listen(kind, CALL, refusal(status, body))
    assert parts == []
    assert isinstance(error, wanted)
    assert error.transient == (status in TRANSIENT and wanted is not errors.CreditSpent)
    assert len(requests) == 1, "who calls decides on another try"
    assert "canary" not in everything(error)
    assert error.__context__ is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry_After": "7"}, 7),
        ({"retry_after_ms": "250"}, 0.25),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "inf"}, None),
        ({"Retry_After": "nan"}, None),
        ({"Retry_After": "-3"}, None),
        ({"retry_after_ms": "1e999", "Retry_After": "7"}, 7),
        ({"Retry_After": "1e300"}, 86_400),
        ({"Retry_After": "Fri, 31 Dec 999999 23:59:59 GMT"}, None),
        ({"Retry_After": "Fri, 31 Dec 99999999999999999999 23:59:59 GMT"}, None),
        ({"Retry_After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 86_400),
        ({"Retry_After": "Mon, 01 Jan 0001 00:00:00 -0000"}, 0),
    ],
)
def test_how_long_to_wait_is_passed_on(kind, headers, seconds):
    _, error, _ = listen(kind, CALL, refusal(429, said(), **headers))
    assert error.retry_after == seconds


@pytest.mark.parametrize("kind", KINDS)
def test_a_wait_may_be_a_date(kind):
    date = email.utils.formatdate(time.time() + 3600, usegmt=True)
    _, error, _ = listen(kind, CALL, refusal(429, said(), Retry_After=date))
    assert error.retry_after == pytest.approx(3600, abs=60)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_cut_at_any_byte_repeats_nothing_and_ends_in_a_transient_error(kind):
    whole = chunked(TEXT[kind])
    for end in range(len(whole)):
        parts, error, _ = listen(kind, CALL, whole[:end])
        text = "".join(part.text for part in parts if isinstance(part, TextPart))
        assert "Hello".startswith(text), end
        assert not [part for part in parts[:-1] if isinstance(part, FinishPart)]
        if not parts or not isinstance(parts[-1], FinishPart):
            assert isinstance(error, errors.ConvergioError), (end, error)
            assert error.transient, (end, error)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_trickles_is_read_whole(kind):
    parts, error, _ = listen(kind, CALL, chunked(TEXT[kind]), trickle=True)
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "Hello"
    assert parts[-1] == FinishPart("complete")


class EndlessBody:
    """The body of a reply; whoever takes more than a few pieces of it would fill the memory."""

    def __init__(self, status):
        self.status_code, self.taken, self.closed = status, 0, False

    async def aiter_bytes(self):
        while self.taken < 100:
            self.taken += 1
            yield b"x" * 10_000

    async def aclose(self):
        self.closed = True


def test_of_a_refusal_only_the_beginning_is_read():
    reply = EndlessBody(500)
    asyncio.run(replies.cut_refusal(reply))
    assert (len(reply._content), reply.taken, reply.closed) == (replies.LONGEST_REFUSAL, 7, True)


def test_an_answer_is_not_read_before_its_time():
    reply = EndlessBody(200)
    asyncio.run(replies.cut_refusal(reply))
    assert reply.taken == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [401, 500])
def test_a_refusal_without_end_is_one_all_the_same(kind, status):
    async def endless(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head(status, "application/json") + b"\r\n")
        sent = 0
        with contextlib.suppress(OSError):
            while sent < 10**9:
                writer.write(b"x" * 10**5)
                sent += 10**5
                await writer.drain()
        taken.append(sent)
        writer.close()

    async def main():
        server = await asyncio.start_server(endless, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        provider = MAKERS[kind](server_at(url, check=lambda *_, **__: None))
        try:
            return await gathered(provider, CALL)
        finally:
            server.close()

    taken = []
    parts, error = asyncio.run(main())
    assert parts == []
    assert type(error) is {401: errors.KeyRefused, 500: errors.ProviderFailed}[status]
    assert max(taken, default=0) < 10**8


def thought(text):
    return {"type": "thinking_delta", "thinking": text}


THINKING = {"type": "thinking", "thinking": "", "signature": ""}
SAID = ({"type": "text", "text": ""}, text_delta("Yes"))
AT_WORK = {  # each with two pieces that nobody sees
    "reasoning_content": (
        "openai",
        sse(
            openai_chunk({"role": "assistant", "content": "", "tool_calls": None}),
            *(openai_chunk({"content": None, "reasoning_content": word}) for word in ("Hm", "Hm")),
            openai_chunk({"content": "Yes"}),
            openai_chunk(reason="stop"),
        ),
    ),
    "reasoning": (
        "openai",
        sse(*[openai_chunk({"reasoning": "Hm"})] * 2, openai_chunk({"content": "Yes"}), openai_chunk(reason="stop")),
    ),
    "openai tool": (
        "openai",
        sse(
            openai_chunk({"content": "Yes"}),
            tool_delta(0, "", id="a", name="add"),
            tool_delta(0, "{}"),
            openai_chunk(reason="tool_calls"),
        ),
    ),
    "thinking_delta": ("anthropic", anthropic_stream((THINKING, thought("Hm"), thought("Hm")), SAID)),
    "anthropic tool": (
        "anthropic",
        anthropic_stream(SAID, (tool_block("add"), input_delta("{"), input_delta("}")), reason="tool_use"),
    ),
    "ollama": ("ollama", ndjson(*[ollama_line(thinking="Hm")] * 2, ollama_line("Yes"), OLLAMA_DONE)),
}


@pytest.mark.parametrize(("kind", "body"), AT_WORK.values(), ids=list(AT_WORK))
def test_what_is_not_shown_shows_that_the_model_works(kind, body):
    parts, error, _ = listen(kind, CALL, chunked(body))
    assert error is None
    assert parts.count(ALIVE) == 2
    assert [part.text for part in parts if isinstance(part, TextPart)] == ["Yes"]


RUBBISH = {
    "a page": head(kind="text/html", Content_Length=33) + b"\r\n<html><body>Sign in</body></html>"[:33],
    "nothing": head(Content_Length=0) + b"\r\n",
    "no http": b"SSH-2.0-OpenSSH_9.2\r\n",
    "not JSON": chunked(b"event: message_start\ndata: {oops\n\n"),
    "a list": chunked(b'event: message_start\ndata: ["a"]\n\n'),
    "wrong shape": chunked(b'event: message_start\ndata: {"choices": [7], "type": "message_start"}\n\n'),
    "not UTF-8": chunked(b"event: message_start\ndata: \xff\xfe\n\n"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", RUBBISH.values(), ids=list(RUBBISH))
def test_rubbish_is_a_provider_that_failed(kind, reply):
    parts, error, _ = listen(kind, CALL, reply)
    assert (parts, type(error)) == ([], errors.ProviderFailed)
    assert "canary" not in everything(error)


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
@pytest.mark.parametrize(
    ("code", "wanted"), [("overloaded_error", errors.ProviderFailed), ("rate_limit_error", errors.RateLimited)]
)
def test_an_error_in_the_midst_of_a_stream_ends_it(kind, code, wanted):
    line = f"event: error\ndata: {json.dumps({'type': 'error', **said(code)})}\n\n".encode()
    half = TEXT[kind].split(b'"lo"', 1)[0].rsplit(b"\n\n", 1)[0] + b"\n\n"
    parts, error, _ = listen(kind, CALL, chunked(half + line))
    assert [part.text for part in parts] == ["Hel"]
    assert type(error) is wanted
    assert "canary" not in everything(error)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_cloud_model_behind_a_server_of_this_computer_is_a_cloud_model_by_every_wire(kind):
    async def main():
        async with serving(chunked(TEXT[kind])) as (url, requests):
            provider = MAKERS[kind](server_at(url, models=("glm-4.7:cloud",)))
            _, error = await gathered(provider, CALL._replace(model="glm-4.7:cloud"))
            return provider.models()[0], error, requests

    card, error, requests = asyncio.run(main())
    assert (card.place, card.region) == ("cloud", "unknown")
    assert isinstance(error, errors.LocalOnly)
    assert requests == []


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://api.openai.com/v1", True),
        ("https://api.openai.com/v1/", True),
        ("https://eu.api.openai.com/v1", True),
        ("https://api.openai.com.example.org/v1", False),
        ("https://myapi.openai.com.example/v1", False),
        ("http://127.0.0.1:8000/v1", False),
    ],
)
def test_openais_own_server_is_known_by_its_host(url, ours):
    assert is_openai(url) is ours


def test_no_empty_text_is_sent_by_the_wire_that_refuses_it():
    talk = (Message("user", " "), Message("user", "Hello?"), Message("assistant", ""), Message("user", "Hm?"))
    sent = anthropic_wire.request_body(CALL._replace(messages=talk))["messages"]
    assert [block["text"] for each in sent for block in each["content"]] == ["Hello?", "Hm?"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "wish",
    [
        {"messages": (Message("user", "\ud800"),)},
        {"tools": (ToolSpec("add", "", [1]),)},
    ],
    ids=["a lone surrogate", "parameters that are no object"],
)
def test_a_request_that_cannot_be_made_is_not_tried_again(kind, wish):
    _, error, _ = listen(kind, CALL._replace(**wish), chunked(TEXT[kind]))
    assert isinstance(error, errors.RequestRefused)
    assert not error.transient


@pytest.mark.parametrize("kind", KINDS)
def test_no_wire_gives_up_before_those_who_count_the_seconds(kind):
    waits = []

    async def main():
        async with serving(chunked(TEXT[kind])) as (url, _):
            provider = MAKERS[kind](server_at(url, check=lambda *_, **__: None))
            (await provider._sdk())._client.event_hooks["request"].append(look)
            await gathered(provider, CALL)

    async def look(request):
        waits.append(request.extensions["timeout"])

    asyncio.run(main())
    assert waits
    assert waits[-1]["read"] > resilience.Patience().first_word > waits[-1]["connect"] * 10


@pytest.mark.parametrize(("kind", "name"), [("openai", "OpenAI"), ("anthropic", "Anthropic"), ("ollama", "Ollama")])
def test_every_error_calls_a_provider_by_the_same_name(kind, name):
    _, error, _ = listen(kind, CALL, refusal(500, said()))
    assert error.values["provider"] == name_of(MAKERS[kind](server_at("http://127.0.0.1:9"))) == name


@pytest.mark.parametrize("status", [408, 504])
def test_who_was_too_slow_is_not_said_to_have_been_waited_for(status):
    _, error, _ = listen("openai", CALL, refusal(status, said()))
    assert "second" not in error.info("en").message
    assert "second" not in error.info("it").message


def test_a_server_that_takes_no_connection_is_out_of_reach_and_not_slow():
    class ConnectTimeout(TimeoutError):
        """As both HTTP clients call it."""

    server = server_at("http://127.0.0.1:9")
    assert type(sdk.translated(ConnectTimeout(), openai.OPENAI, server, "m")) is errors.ServerUnreachable


@pytest.mark.parametrize(
    ("address", "error"),
    [(openai.HOME, errors.NoConnection), ("https://models.school.example/v1", errors.ServerUnreachable)],
)
def test_a_cloud_out_of_reach_is_not_a_server_to_start(address, error):
    class ConnectError(Exception):
        """As both HTTP clients call it."""

    server = sdk.Server(key="k", base_url=address, models=("m",), place="cloud", check=lambda *_, **__: None)
    assert type(sdk.translated(ConnectError(), openai.OPENAI, server, "m")) is error


WITHHELD = {
    "openai": sse(openai_chunk({"content": "Hel"}), openai_chunk(reason="content_filter"), USAGE),
    "anthropic": anthropic_stream(({"type": "text", "text": ""}, text_delta("Hel")), reason="refusal"),
}


@pytest.mark.parametrize("kind", WITHHELD)
def test_an_answer_that_a_service_withholds_is_no_answer_and_is_paid(kind):
    parts, error, _ = listen(kind, CALL, chunked(WITHHELD[kind]))
    assert type(error) is errors.AnswerWithheld
    assert not error.transient
    assert parts == [TextPart("Hel"), TokensPart(Tokens(input=7, output=2, cached=3 if kind == "openai" else 0))]


def test_what_a_model_says_in_refusing_is_its_answer():
    wire = sse(
        openai_chunk({"refusal": "I cannot help"}),
        openai_chunk({"refusal": " with this."}),
        openai_chunk(reason="stop"),
    )
    parts, error, _ = listen("openai", CALL, chunked(wire))
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "I cannot help with this."


CUT = {
    "openai": sse(tool_delta(0, '{"path": "/tm', id="a", name="read"), openai_chunk(reason="content_filter"), USAGE),
    "anthropic": anthropic_stream((tool_block("read"), input_delta('{"path": "/tm')), reason="refusal"),
}


@pytest.mark.parametrize("kind", CUT)
def test_a_tool_that_was_cut_off_is_not_used(kind):
    parts, error, _ = listen(kind, CALL._replace(tools=(ToolSpec("read", "", {"type": "object"}),)), chunked(CUT[kind]))
    assert type(error) is errors.AnswerWithheld
    assert not [part for part in parts if isinstance(part, ToolPart)]


def test_a_question_that_a_service_filters_out_is_not_taken_for_a_broken_one():
    body = {"error": {"code": "content_filter", "innererror": {"code": "ResponsibleAIPolicyViolation"}}}
    _, error, _ = listen("openai", CALL, refusal(400, body))
    assert type(error) is errors.AnswerWithheld
