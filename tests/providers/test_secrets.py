"""What belongs to one server goes to no other one: keys, headers of the environment, addresses with a password."""

import asyncio
import logging

import pytest

from convergio_jupyter.core.errors import KeyUnusable
from convergio_jupyter.core.values import Message
from convergio_jupyter.privacy import Egress
from convergio_jupyter.providers import anthropic, openai, sdk
from convergio_jupyter.providers.base import Call
from convergio_jupyter.providers.chat_makers import AZURE

from .recorded import MAKERS, TEXT, chunked, gathered, refusal, server_at, serving

CALL = Call(model="m", messages=(Message("user", "Hello?"),), max_tokens=5)
SECRET = "canary-0123456789"
ENVIRONMENT = (
    "OPENAI_ORG_ID",
    "OPENAI_PROJECT_ID",
    "OPENAI_ADMIN_KEY",
    "OPENAI_API_KEY",
    "OPENAI_WEBHOOK_SECRET",
    "ANTHROPIC_AUTH_TOKEN",
    "ANTHROPIC_API_KEY",
    "OLLAMA_API_KEY",
    "AZURE_OPENAI_API_KEY",
    "AZURE_OPENAI_AD_TOKEN",
)


def anywhere(url, *, place="local"):
    return None


@pytest.fixture
def environment(monkeypatch):
    for name in ENVIRONMENT:
        monkeypatch.setenv(name, f"{SECRET}-{name}")
    for name in ("OPENAI_CUSTOM_HEADERS", "ANTHROPIC_CUSTOM_HEADERS"):
        monkeypatch.setenv(name, f"X-Team: {SECRET}\nAuthorization: Bearer {SECRET}")


def sent(kind, *, place, maker=None, **more):
    """The requests of one call to a server that is not the maker's own."""

    async def main():
        async with serving(chunked(TEXT[kind])) as (url, requests):
            server = server_at(url, place=place, check=anywhere, **more)
            provider = MAKERS[kind](server) if maker is None else MAKERS[kind](server, maker)
            _, error = await gathered(provider, CALL)
            assert error is None or kind == "ollama"
            return requests

    return asyncio.run(main())


@pytest.mark.parametrize("place", ["local", "cloud"])
@pytest.mark.parametrize("kind", MAKERS)
def test_what_the_environment_says_for_a_maker_goes_to_no_other_server(kind, place, environment):
    requests = sent(kind, place=place, key="own")
    assert requests
    assert SECRET not in str(requests)


def test_what_it_says_for_openai_does_not_go_to_azure(environment):
    requests = sent("openai", place="cloud", maker=AZURE, key="own", key_header="api-key")
    assert requests[0]["headers"]["api-key"] == "own"
    assert SECRET not in str(requests)


def test_no_question_is_told_to_who_collects_traces(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE", "content")
    client = asyncio.run(MAKERS["anthropic"](server_at("https://models.example", place="cloud"))._sdk())
    assert client.open_telemetry["traces"]["enabled"] is False
    assert client.open_telemetry["traces"]["content_mode"] != "content"


@pytest.mark.parametrize(("kind", "home"), [("openai", openai.HOME), ("anthropic", anthropic.HOME)])
def test_the_makers_own_server_gets_them(kind, home, environment):
    headers = asyncio.run(MAKERS[kind](server_at(home, place="cloud", check=anywhere))._sdk()).default_headers
    assert headers["X-Team"] == SECRET


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("answer", ["well", "badly", "nobody"])
def test_an_address_with_a_password_is_in_no_log_and_no_error(kind, answer, caplog):
    for name in ("httpcore2", "httpx2", "httpcore", "httpx", "openai", "anthropic"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)

    async def main():
        reply = chunked(TEXT[kind]) if answer == "well" else refusal(500, {"error": "no"})
        async with serving(reply) as (url, _):
            host = "127.0.0.1:9" if answer == "nobody" else url.removeprefix("http://")
            server = server_at(f"http://me:{SECRET}@{host}/{SECRET}?key={SECRET}", check=Egress(local_only=False).check)
            return await gathered(MAKERS[kind](server), CALL), server

    (_, error), server = asyncio.run(main())
    assert (error is None) == (answer == "well") or kind == "ollama"
    assert SECRET not in caplog.text
    assert SECRET not in repr(server)
    if error is not None:
        assert SECRET not in f"{error!r} {error.info()} {vars(error)} {error.__cause__!r} {error.__context__!r}"


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    ("url", "place", "through"),
    [
        ("https://models.example/v1", "cloud", True),
        ("http://models.example/v1", "cloud", False),
        ("models.example", "cloud", False),
        ("https://127.0.0.1/v1", "local", False),
    ],
)
def test_a_proxy_sees_no_question(kind, url, place, through, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
    server = server_at(url, place=place)
    assert sdk.may_use_proxy(server) is through
    client = asyncio.run(MAKERS[kind](server)._sdk())._client
    assert any(transport is not None for transport in client._mounts.values()) is through


@pytest.mark.parametrize("kind", MAKERS)
def test_a_plain_address_is_reached_past_the_proxy(kind, monkeypatch):
    async def main():
        async with serving(refusal(500, {})) as (proxy, to_proxy), serving(chunked(TEXT[kind])) as (url, to_server):
            monkeypatch.setenv("http_proxy", proxy)
            monkeypatch.setenv("no_proxy", "")
            await gathered(MAKERS[kind](server_at(url, place="cloud", check=anywhere)), CALL)
            return to_proxy, to_server

    to_proxy, to_server = asyncio.run(main())
    assert to_proxy == []
    assert to_server


@pytest.mark.parametrize("key", ["canary-é-0123456789", "canary-01\n23456789", "canary\r\nX-Evil: 1", "canary\x00"])
@pytest.mark.parametrize(
    ("kind", "maker", "header", "variable"),
    [
        ("openai", openai.OPENAI, "", "OPENAI_API_KEY"),
        ("openai", AZURE, "api-key", "AZURE_OPENAI_API_KEY"),
        ("anthropic", None, "", "ANTHROPIC_API_KEY"),
    ],
)
def test_a_key_that_no_header_can_carry_is_named_by_its_variable_and_not_shown(kind, maker, header, variable, key):
    async def main():
        async with serving(chunked(TEXT[kind])) as (url, requests):
            server = server_at(url, key=key, key_header=header)
            provider = MAKERS[kind](server) if maker is None else MAKERS[kind](server, maker)
            _, error = await gathered(provider, CALL)
            return error, requests

    error, requests = asyncio.run(main())
    assert type(error) is KeyUnusable
    assert variable in error.info().remedy
    assert "canary" not in f"{error} {error.info()} {error.__cause__} {error.__context__}"
    assert requests == []
