"""Whatever a server sends, what comes out is a part of an answer or one of our errors."""

import asyncio
import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.errors import ProviderFailed
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.core.values import Message
from convergio_jupyter.providers import replies
from convergio_jupyter.providers.base import Call, FinishPart, Part, TextPart, TokensPart, ToolPart
from convergio_jupyter.providers.workers import loopback

from .recorded import (
    OLLAMA_DONE,
    OPENAI_TOOLS,
    TEXT,
    anthropic_stream,
    chunked,
    head,
    input_delta,
    listen,
    ndjson,
    ollama_line,
    openai_chunk,
    serving,
    sse,
    text_delta,
    tool_block,
)

CALL = Call(model="m", messages=(Message("user", "Hello?"),), max_tokens=5)
ENDS_OF_LINES = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg è 🙂"
TOOLS = {
    "openai": OPENAI_TOOLS,
    "anthropic": anthropic_stream((tool_block("add"), input_delta('{"x": 1}')), reason="tool_use"),
    "ollama": ndjson(ollama_line(tool_calls=[{"function": {"name": "add", "arguments": {"x": 1}}}]), OLLAMA_DONE),
}


def lines_of(kind, chunks):
    return ndjson(*chunks) if kind == "ollama" else sse(*chunks, events=False)


def stream_of(kind, text):
    """An answer of one piece, with the text as it is in its JSON."""
    if kind == "ollama":
        whole = ndjson(ollama_line("TEXT"), OLLAMA_DONE)
    elif kind == "anthropic":
        whole = anthropic_stream(({"type": "text", "text": ""}, text_delta("TEXT")))
    else:
        whole = sse(openai_chunk({"content": "TEXT"}), openai_chunk(reason="stop"))
    return whole.replace(b"TEXT", text.encode())


def in_chunks(body, size):
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    framed = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return head(Transfer_Encoding="chunked") + b"\r\n" + framed + b"0\r\n\r\n"


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_text_may_hold_what_unicode_calls_the_end_of_a_line(kind, size):
    said = "".join(letter for letter in ENDS_OF_LINES if letter >= " ")
    parts, error, _ = listen(kind, CALL, in_chunks(stream_of(kind, said), size))
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == said


def test_a_worker_of_ours_may_say_it_too():
    async def main():
        body = in_chunks(ENDS_OF_LINES.encode() + b"\r\nnext\n\nlast", 3)
        async with serving(body) as (url, _), await loopback.request("GET", url, key="k") as answer:
            return [line async for line in answer.lines()]

    assert asyncio.run(main()) == [ENDS_OF_LINES, "next", "", "last"]


@pytest.mark.parametrize("kind", TEXT)
def test_lines_may_end_as_on_windows(kind):
    parts, error, _ = listen(kind, CALL, in_chunks(TEXT[kind].replace(b"\n", b"\r\n"), 5))
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "Hello"


def test_an_event_without_content_ends_no_stream():
    parts, error, _ = listen("openai", CALL, chunked(b": hm\n\ndata:\n\ndata: \n\n" + TEXT["openai"]))
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "Hello"


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**30) | st.floats() | st.text(max_size=3) | st.just("\ud83d"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def places(value, path=()):
    """Every place in a JSON value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from places(each, (*path, name))


def chunks_of(body):
    lines = [line.removeprefix(b"data: ") for line in body.splitlines()]
    return [json.loads(line) for line in lines if line.startswith(b"{")]


@st.composite
def spoiled(draw, kind):
    """An answer in which one value is another one."""
    chunks = copy.deepcopy(draw(st.sampled_from([chunks_of(TEXT[kind]), chunks_of(TOOLS[kind])])))
    path = draw(st.sampled_from([path for path in places(chunks) if path]))
    owner = chunks
    for name in path[:-1]:
        owner = owner[name]
    owner[path[-1]] = draw(any_json)
    return chunks


def as_sent(kind, chunks):
    if kind != "anthropic":
        return lines_of(kind, chunks)
    names = [each.get("type") if isinstance(each, dict) else "message_delta" for each in chunks]
    return b"".join(
        b"event: %s\ndata: %s\n\n" % (str(name).encode("ascii", "ignore"), json.dumps(each).encode())
        for name, each in zip(names, chunks, strict=True)
    )


def is_sane(part):
    if isinstance(part, TextPart):
        return isinstance(part.text, str) and bool(part.text.encode())
    if isinstance(part, ToolPart):
        return all(isinstance(each, str) for each in (part.use.id, part.use.name, part.use.arguments))
    if isinstance(part, TokensPart):
        tokens = part.tokens
        return 0 <= tokens.cached <= tokens.input <= replies.MOST_TOKENS and 0 <= tokens.output <= replies.MOST_TOKENS
    return isinstance(part, Part)


@pytest.mark.parametrize("kind", TEXT)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_rubbish_becomes_parts_or_a_provider_that_failed(kind, data):
    chunks = data.draw(spoiled(kind) | st.lists(any_json, max_size=2))
    parts, error, _ = listen(kind, CALL, chunked(as_sent(kind, chunks)))
    assert error is None or type(error) is ProviderFailed, (type(error), error.__dict__)
    assert all(map(is_sane, parts)), parts
    assert (error is None) == (bool(parts) and isinstance(parts[-1], FinishPart))


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize(
    "line",
    ["5", "null", '{"choices": 5, "message": 5}', "[" * 5000 + "]" * 5000, '{"a":' * 5000],
    ids=["a number", "null", "no list", "deep", "cut"],
)
def test_a_reply_that_cannot_be_read_may_be_asked_for_again(kind, line):
    body = line.encode() + b"\n" if kind == "ollama" else b"event: message_start\ndata: %s\n\n" % line.encode()
    parts, error, _ = listen(kind, CALL, chunked(body))
    assert (parts, type(error)) == ([], ProviderFailed)
    assert error.transient
    assert error.__context__ is None


@pytest.mark.parametrize("kind", ["openai", "ollama"])
def test_an_error_that_is_none_is_no_error(kind):
    chunks = [{**each, "error": None} for each in chunks_of(TEXT[kind])]
    parts, error, _ = listen(kind, CALL, chunked(lines_of(kind, chunks)))
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "Hello"


def given_counts(**counts):
    return {name: each for name, each in counts.items() if each is not ...}


def with_usage(kind, read, written, cached):
    """An answer with its counts as given; ``...`` leaves one out."""
    if kind == "openai":
        details = {} if cached is ... else {"prompt_tokens_details": {"cached_tokens": cached}}
        usage = {**given_counts(prompt_tokens=read, completion_tokens=written), **details}
        return sse(openai_chunk({"content": "Hi"}), openai_chunk(reason="stop"), openai_chunk(usage=usage))
    if kind == "ollama":
        end = {each: value for each, value in OLLAMA_DONE.items() if not each.endswith("_count")}
        return ndjson(ollama_line("Hi"), {**end, **given_counts(prompt_eval_count=read, eval_count=written)})
    chunks = chunks_of(TEXT["anthropic"])
    chunks[0]["message"]["usage"] = given_counts(input_tokens=read, cache_read_input_tokens=cached)
    chunks[-2]["usage"] = given_counts(output_tokens=written)
    return as_sent("anthropic", chunks)


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize("bad", [-5, "7", 10**30, None, 1.5, True, [], ...])
@pytest.mark.parametrize("where", [0, 1])
def test_a_count_that_is_none_leaves_the_counting_to_us(kind, bad, where):
    if kind == "anthropic" and bad in ("7", True):
        pytest.skip("its SDK makes a sane number of it")
    counts = [7, 2]
    counts[where] = bad
    if kind == "anthropic" and bad in ("7", True):
        pytest.skip("its SDK makes numbers of them")
    parts, error, _ = listen(kind, CALL, chunked(with_usage(kind, *counts, 3)))
    assert error is None
    assert not [part for part in parts if isinstance(part, TokensPart)]
    assert parts[-1] == FinishPart("complete")


@pytest.mark.parametrize(("cached", "kept"), [(3, 3), (99, 7), (-1, 0), ("3", 0), (None, 0), (10**30, 0)])
def test_what_was_cached_is_a_part_of_what_was_read(cached, kept):
    parts, _, _ = listen("openai", CALL, chunked(with_usage("openai", 7, 2, cached)))
    assert parts[1] == TokensPart(Tokens(input=7, output=2, cached=kept))


async def endless(piece, most):
    """Blocks without an end; whoever takes more than ``most`` of them keeps what nobody can."""
    for _ in range(most):
        yield piece
    raise AssertionError("all of it was taken")


def test_a_line_without_end_is_given_up_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(replies, "LONGEST_LINE", 1_000)

    async def main():
        whole = b"x" * 600 + b"\n"  # of the lines that end, there may be any number
        blocks = [whole, whole, whole, b"y" * 600]
        async for line in replies.lines(chain(blocks, endless(b"z" * 100, 10))):
            found.append(line)

    async def chain(blocks, more):
        for block in blocks:
            yield block
        async for block in more:
            yield block

    found = []
    with pytest.raises(replies.LineWithoutEnd):
        asyncio.run(main())
    assert found == [b"x" * 600] * 3


def test_what_begins_a_line_behind_the_end_of_another_counts_too(monkeypatch):
    monkeypatch.setattr(replies, "LONGEST_LINE", 1_000)

    async def main():
        async def blocks():
            yield b"x\n" + b"y" * 900
            yield b"y" * 200

        return [line async for line in replies.lines(blocks())]

    with pytest.raises(replies.LineWithoutEnd):
        asyncio.run(main())


@pytest.mark.parametrize("kind", TEXT)
def test_a_server_that_never_ends_a_line_has_failed(kind, monkeypatch):
    monkeypatch.setattr(replies, "LONGEST_LINE", 10_000)
    begun = b"" if kind == "ollama" else b"event: message_start\ndata: "
    parts, error, _ = listen(kind, CALL, in_chunks(begun + b"x" * 50_000, 1_000))
    assert (parts, type(error)) == ([], ProviderFailed)
    assert error.detail == "LineWithoutEnd"


@pytest.mark.parametrize(
    "body",
    [in_chunks(b"x" * 50_000, 100), head(Transfer_Encoding="chunked") + b"\r\nfffffff\r\nx"],
    ids=["many chunks", "one chunk that says it is long"],
)
def test_a_worker_that_never_ends_a_line_is_lost(body, monkeypatch):
    monkeypatch.setattr(replies, "LONGEST_LINE", 10_000)

    async def main():
        async with (
            serving(body) as (url, _),
            await loopback.request("GET", url, key="k") as answer,
        ):
            return [line async for line in answer.lines()]

    with pytest.raises(loopback.Lost, match="LineWithoutEnd"):
        asyncio.run(main())


@pytest.mark.parametrize("where", ["its head", "the size of a chunk"])
def test_a_worker_whose_frame_has_no_end_is_lost(where):
    begun = head(Transfer_Encoding="chunked") + (b"" if where == "its head" else b"\r\n")

    async def main():
        async with (
            serving(begun + b"1" * 200_000) as (url, _),
            await loopback.request("GET", url, key="k") as answer,
        ):
            return [line async for line in answer.lines()]

    with pytest.raises(loopback.Lost, match="LimitOverrun"):
        asyncio.run(main())


@pytest.mark.parametrize("kind", TEXT)
def test_an_answer_may_be_longer_than_any_line_of_it(kind, monkeypatch):
    monkeypatch.setattr(replies, "LONGEST_LINE", 2_000)
    text = "x" * 100
    if kind == "ollama":
        body = ndjson(*[ollama_line(text)] * 50, OLLAMA_DONE)
    elif kind == "anthropic":
        body = anthropic_stream(({"type": "text", "text": ""}, *[text_delta(text)] * 50))
    else:
        body = sse(*[openai_chunk({"content": text})] * 50, openai_chunk(reason="stop"))
    parts, error, _ = listen(kind, CALL, in_chunks(body, 500))
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == text * 50
