"""Azure and Google speak OpenAI's wire: what differs is where they are, how a key is shown, what is known of them."""

import asyncio

import pytest

from convergio_jupyter.backends import providers_of
from convergio_jupyter.core.errors import StaysInRegion, StaysPrivate
from convergio_jupyter.core.values import Message
from convergio_jupyter.engine import Engine
from convergio_jupyter.privacy import KEY_VARIABLES, confined
from convergio_jupyter.providers.base import Call
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store

from .recorded import KEY, OPENAI_TEXT, chunked, gathered, refusal, serving

CALL = Call(model="m", messages=(Message("user", "Hello?"),), max_tokens=5)


def provider(name, **settings):
    return next((each for each in providers_of(Settings(**settings)) if each.id == name), None)


@pytest.mark.parametrize(
    ("name", "variable", "header", "shown"),
    [
        ("azure", "AZURE_OPENAI_API_KEY", "api-key", KEY),
        ("google", "GEMINI_API_KEY", "authorization", f"bearer {KEY}"),
    ],
)
def test_the_key_goes_in_the_makers_own_header_and_is_named_when_refused(name, variable, header, shown, monkeypatch):
    monkeypatch.setenv(variable, KEY)

    async def main():
        async with serving(chunked(OPENAI_TEXT), refusal(401, {})) as (url, requests):
            found = provider(name, **{f"{name}_base_url": f"{url}/openai/v1/", f"{name}_models": "m"})
            return await gathered(found, CALL), await gathered(found, CALL), requests

    (_, none), (_, refused), requests = asyncio.run(main())
    assert none is None
    assert requests[0]["path"] == "/openai/v1/chat/completions"
    assert requests[0]["headers"][header] == shown
    assert ("authorization" in requests[0]["headers"]) == (header == "authorization")
    assert variable in refused.info().remedy
    assert "canary" not in f"{refused.info()} {refused.__context__!r}"


@pytest.mark.parametrize(
    ("region", "deployment", "counts"),
    [
        ("eu", "regional", "eu"),
        ("eu", "datazone", "eu"),
        ("eu", "global", "unknown"),
        ("eu", "", "unknown"),
        ("us", "regional", "us"),
        ("", "regional", "unknown"),
    ],
)
def test_an_azure_deployment_is_in_the_eu_only_where_that_is_certain(region, deployment, counts):
    found = provider(
        "azure",
        azure_base_url="https://x.openai.azure.com/openai/v1/",
        azure_models="m",
        azure_region=region,
        azure_deployment=deployment,
    )
    assert found.models()[0].region == counts
    assert found.models()[0].place == "cloud"


@pytest.mark.parametrize("host", ["127.0.0.1:11434", "models.school.example"])
@pytest.mark.parametrize("wire", ["openai", "anthropic"])
def test_where_a_server_is_says_nothing_of_a_cloud_behind_it(host, wire):
    where = {f"{wire}_base_url": f"http://{host}/v1", f"{wire}_region": "eu"}
    found = provider(wire, **where, **{f"{wire}_models": "m:cloud,m"})
    cards = [(card.place, card.region) for card in found.models()]
    assert cards == [("cloud", "unknown"), ("cloud", "eu")]
    with confined("public", "eu"):
        _, error = asyncio.run(gathered(found, CALL._replace(model="m:cloud")))
    assert isinstance(error, StaysInRegion)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({}, "local"),
        ({"openai_price": "0"}, "local"),
        ({"openai_price": "1/2"}, "cloud"),
        ({"openai_region": "us"}, "cloud"),
        ({"openai_base_url": "http://192.168.1.5:8000/v1", "openai_price": "0"}, "cloud"),
    ],
)
def test_a_server_here_that_has_a_price_or_a_region_passes_on_what_it_is_asked(more, place):
    found = provider("openai", **{"openai_base_url": "http://127.0.0.1:8000/v1", "openai_models": "m"} | more)
    assert [card.place for card in found.models()] == [place]
    with confined("private", "any"):
        _, error = asyncio.run(gathered(found, CALL))
    assert isinstance(error, StaysPrivate) == (place == "cloud")


def test_only_what_is_set_up_is_there(monkeypatch):
    assert [each.id for each in providers_of(Settings())] == ["embedded"]
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    found = providers_of(Settings(google_models="gemini", ollama_models="qwen3:4b, gpt-oss:20b-cloud"))
    assert [each.id for each in found] == ["embedded", "google", "ollama"]
    assert [card.place for each in found[1:] for card in each.models()] == ["cloud", "local", "cloud"]


@pytest.mark.parametrize(
    ("name", "package", "need"),
    [
        ("openai", True, "OPENAI_API_KEY"),
        ("anthropic", True, "ANTHROPIC_API_KEY"),
        ("azure", True, "CONVERGIO_AZURE_BASE_URL"),
        ("google", True, "GEMINI_API_KEY"),
        ("ollama", True, ""),
        ("google", False, 'pip install "convergio-jupyter[openai]"'),
        ("anthropic", False, 'pip install "convergio-jupyter[anthropic]"'),
        ("ollama", False, 'pip install "convergio-jupyter[ollama]"'),
    ],
)
def test_what_is_set_up_says_what_it_still_needs(name, package, need, monkeypatch, tmp_path):
    for variable in KEY_VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object() if package else None)
    settings = Settings(data_dir=str(tmp_path), **{f"{name}_models": "m"})
    problem = provider(name, **{f"{name}_models": "m"}).problem()
    assert (problem is None) == (not need)
    if need:
        assert f"{name}:m" in problem.info("it").message
        assert need in problem.info("it").remedy
        engine = Engine(settings, open_store(tmp_path), providers_of(settings))
        try:
            assert need in engine.problem().info().remedy  # and not the demo model, which is not there either
        finally:
            engine.store.close()


def test_a_card_looks_for_its_package_once(monkeypatch):
    asked = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: asked.append(name))
    found = provider("anthropic", anthropic_models="a,b")
    assert [card.ready for card in [*found.models(), *found.models()]] == [False] * 4
    assert asked == ["anthropic"]


def test_an_mlx_model_is_fetched_only_where_the_network_may_be_used(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    for rule, ready in (({}, True), ({"local_only": True}, False), ({"region": "eu"}, False)):
        found = providers_of(Settings(mlx_model="owner/model", **rule))
        assert [each.id for each in found] == ["embedded", "mlx"]
        assert [card.ready for card in found[1].models()] == [ready]
