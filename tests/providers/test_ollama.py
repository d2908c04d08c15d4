"""Ollama's own protocol, by its documentation: https://github.com/ollama/ollama/blob/main/docs/api.md"""

import asyncio

import pytest

from convergio_jupyter.core import errors
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.core.values import Message, ToolSpec, ToolUse
from convergio_jupyter.privacy import Egress, confined
from convergio_jupyter.providers import emulation
from convergio_jupyter.providers.base import Call, FinishPart, TextPart, TokensPart, ToolPart, WaitPart
from convergio_jupyter.providers.ollama import OllamaProvider

from .recorded import (
    KEY,
    OLLAMA_DONE,
    OLLAMA_TEXT,
    chunked,
    gathered,
    listen,
    ndjson,
    ollama_line,
    refusal,
    running,
    server_at,
    serving,
    shown,
)

ALL_WELL = {"/api/ps": running("m"), "/api/show": shown()}
ADD = ToolSpec("add", "Adds.", {"type": "object", "properties": {"x": {"type": "integer"}}})


def call(text="Hello?", **more):
    return Call(**{"model": "m", "messages": (Message("user", text),), "max_tokens": 5, **more})


def test_the_size_of_the_context_and_all_wishes_are_sent():
    schema = {"type": "object"}
    wishes = call(tools=(ADD,), schema=schema, seed=7, stop=("X",), temperature=0)
    parts, error, requests = listen("ollama", wishes, chunked(OLLAMA_TEXT))
    assert error is None
    body = requests[0]["body"]
    assert body["options"] == {"num_ctx": 8192, "num_predict": 5, "temperature": 0, "stop": ["X"], "seed": 7}
    assert body["format"] == schema
    assert body["tools"][0]["function"]["name"] == "add"
    assert parts == [TextPart("Hel"), TextPart("lo"), TokensPart(Tokens(input=7, output=2)), FinishPart("complete")]


def test_what_it_thinks_is_not_its_answer_and_a_length_is_said():
    body = ndjson(ollama_line(thinking="Hm"), ollama_line("Yes"), {**OLLAMA_DONE, "done_reason": "length"})
    parts, _, _ = listen("ollama", call(), chunked(body))
    assert [part.text for part in parts if isinstance(part, TextPart)] == ["Yes"]
    assert parts[-1] == FinishPart("length")


def test_tools_come_whole_and_their_results_go_back_by_name():
    wanted = {"function": {"name": "add", "arguments": {"x": 1}}}
    talk = (
        Message("user", "1 + 1?"),
        Message("assistant", "", tool_uses=(ToolUse("a", "add", '{"x": 1}'),)),
        Message("tool", "2", tool_use="a"),
    )
    body = ndjson(ollama_line(tool_calls=[wanted]), OLLAMA_DONE)
    parts, error, requests = listen("ollama", call(messages=talk, tools=(ADD,)), chunked(body))
    assert error is None
    assert parts[0] == ToolPart(ToolUse("use_0", "add", '{"x": 1}'))
    assert parts[-1] == FinishPart("tool_calls")
    assert requests[0]["body"]["messages"][1]["tool_calls"] == [wanted]
    assert requests[0]["body"]["messages"][2]["tool_name"] == "add"


def test_an_error_in_the_midst_of_a_stream_is_no_text():
    body = ndjson(ollama_line("Hel"), {"error": f"an error was encountered {KEY}"})
    parts, error, _ = listen("ollama", call(), chunked(body))
    assert parts == [TextPart("Hel")]
    assert type(error) is errors.ProviderFailed
    assert "canary" not in f"{error.info()} {error.__context__!r}"


def test_a_model_that_is_not_there_says_how_to_get_it():
    _, error, _ = listen("ollama", call(), refusal(404, {"error": "model 'm' not found"}))
    assert isinstance(error, errors.ModelMissing)
    assert "ollama pull m" in error.info().remedy
    assert "ollama pull m" in error.info("it").remedy


def test_a_full_queue_is_busy():
    _, error, _ = listen("ollama", call(), refusal(503, {"error": "server busy"}, Retry_After="3"))
    assert (type(error), error.retry_after) == (errors.RateLimited, 3)


@pytest.mark.parametrize(
    ("ps", "waits"),
    [(running(), True), (running("other"), True), (running("m:latest"), False), (refusal(500, {}), False)],
)
def test_the_first_load_is_announced_where_it_is_known(ps, waits):
    parts, error, _ = listen("ollama", call(), ps, chunked(OLLAMA_TEXT))
    assert error is None
    assert (parts[0] == WaitPart("loading_model")) == waits


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "deepseek:cloud", "qwen-cloud:480b", "GLM-4.7:Cloud"])
def test_a_cloud_model_on_this_computer_is_a_cloud_model(name):
    async def main():
        async with serving(chunked(OLLAMA_TEXT)) as (url, requests):
            server = server_at(url, models=(name,), check=Egress(local_only=False).check)
            with confined("private", "any"):
                _, error = await gathered(OllamaProvider(server), call(model=name))
            return OllamaProvider(server).models()[0], error, requests

    card, error, requests = asyncio.run(main())
    assert card.place == "cloud"
    assert card.region != "machine"
    assert isinstance(error, errors.StaysPrivate)
    assert requests == []


@pytest.mark.parametrize("choice", ["required", "add"])
def test_a_tool_that_must_be_used_is_asked_for_by_a_schema(choice):
    said = ndjson(ollama_line('{"tool": "add", "arguments": {"x": 1}}'), OLLAMA_DONE)

    async def main():
        async with serving(chunked(said), by_path=ALL_WELL) as (url, requests):
            provider = OllamaProvider(server_at(url, check=Egress(local_only=False).check))
            wish = call(tools=(ADD,), tool_choice=choice)
            return [part async for part in emulation.stream(provider, wish)], requests

    parts, requests = asyncio.run(main())
    assert next(part for part in parts if isinstance(part, ToolPart)).use.arguments == '{"x": 1}'
    assert requests[-1]["body"]["format"]["anyOf"]
    assert not requests[-1]["body"].get("tools")


def test_each_request_asks_the_door_and_no_proxy_or_key_is_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    monkeypatch.setenv("OLLAMA_API_KEY", KEY)
    asked = []

    async def main():
        async with serving(chunked(OLLAMA_TEXT), by_path=ALL_WELL) as (url, requests):
            server = server_at(url, check=lambda url, place="local": asked.append(url))
            provider = OllamaProvider(server)
            await provider.refresh()
            return (*await gathered(provider, call()), requests)

    _, error, requests = asyncio.run(main())
    assert error is None
    assert sorted(url.rsplit("/", 1)[1] for url in asked if "/api/" in url) == ["chat", "ps", "show"]
    assert not [each for each in requests if "authorization" in each["headers"]]


def test_nobody_there_names_the_address():
    async def main():
        return await gathered(OllamaProvider(server_at("http://127.0.0.1:9")), call())

    _, error = asyncio.run(main())
    assert isinstance(error, errors.ServerUnreachable)
    assert "CONVERGIO_OLLAMA_BASE_URL" in error.info().remedy
