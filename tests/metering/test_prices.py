"""Prices: what is known is exact, what is not known is dear and says so, what runs here is free and imports nothing."""

import subprocess
import sys

import pytest

from convergio_jupyter.backends import providers_of
from convergio_jupyter.core.errors import WrongSetting
from convergio_jupyter.core.schema import ModelCard, Tokens
from convergio_jupyter.metering import prices
from convergio_jupyter.metering.prices import cost_of, priced
from convergio_jupyter.settings import Settings

MILLION = Tokens(input=1_000_000, output=1_000_000)


def card(provider, model, place="cloud"):
    return ModelCard(provider=provider, model=model, label="", place=place, ready=True)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    prices._rates.cache_clear()
    prices._dearest.cache_clear()
    yield
    prices._rates.cache_clear()
    prices._dearest.cache_clear()


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("openai", "gpt-4o-mini"),
        ("anthropic", "claude-sonnet-4-0"),
        ("azure", "gpt-4o"),
        ("google", "gemini-2.5-flash"),
    ],
)
def test_a_known_model_has_its_own_price(provider, model):
    cost = cost_of(card(provider, model), MILLION)
    assert 0 < cost.micro < 50_000_000
    assert not cost.assumed
    assert not priced(card(provider, model)).assumed_price


@pytest.mark.parametrize("provider", ["openai", "anthropic", "azure", "google"])
def test_an_unknown_model_costs_at_least_what_any_other_of_its_provider_does(provider):
    from genai_prices.data import providers

    unknown = priced(card(provider, "nobody-knows-it"))
    others = [priced(card(provider, each.id)) for home in providers if home.id == provider for each in home.models]
    assert unknown.assumed_price
    assert unknown.output_micro >= max(each.output_micro for each in others)
    assert unknown.input_micro >= max(each.input_micro for each in others)


def test_an_unknown_provider_is_as_dear_as_the_dearest():
    unknown = priced(card("ollama-cloud", "gpt-oss:120b"))
    assert unknown.assumed_price
    assert unknown.output_micro >= priced(card("openai", "nobody-knows-it")).output_micro


def test_without_a_price_list_everything_is_dear(monkeypatch):
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    monkeypatch.setitem(sys.modules, "genai_prices.data", None)
    monkeypatch.setitem(sys.modules, "genai_prices.data_snapshot", None)
    found = priced(card("openai", "gpt-4o-mini"))
    assert found.assumed_price
    assert found.output_micro >= 100_000_000


def test_a_model_here_is_free_and_imports_no_price_list():
    code = (
        "import sys\nfrom convergio_jupyter.core.schema import ModelCard, Tokens\n"
        "from convergio_jupyter.metering.prices import cost_of, priced\n"
        "here = ModelCard(provider='embedded', model='m', label='', place='local', ready=True)\n"
        "assert cost_of(here, Tokens(input=10**6, output=10**6)).micro == priced(here).input_micro == 0\n"
        "print('genai_prices' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_a_price_is_looked_up_once(monkeypatch):
    first, looked = priced(card("ollama-cloud", "x")), []
    monkeypatch.setattr(prices, "cost_of", lambda *given: looked.append(given))
    assert priced(card("ollama-cloud", "x")) == first
    assert looked == []


def test_what_was_read_before_costs_less_and_never_more_than_all():
    cost = {cached: cost_of(card("openai", "gpt-4o-mini"), Tokens(input=10**6, output=0, cached=cached))
            for cached in (0, 10**6, 10**7)}  # fmt: skip
    assert 0 < cost[10**6].micro < cost[0].micro
    assert cost[10**7] == cost[10**6]
    assert not cost[10**7].assumed


def test_a_part_of_a_micro_dollar_is_a_whole_one():
    assert cost_of(card("openai", "gpt-4o-mini"), Tokens(input=1, output=0)).micro == 1
    assert cost_of(card("openai", "gpt-4o-mini"), Tokens(input=0, output=0)).micro == 0


def test_new_prices_reach_what_was_priced_before():
    from genai_prices.data_snapshot import DataSnapshot, get_snapshot, set_custom_snapshot

    before = priced(card("openai", "gpt-4o-mini"))
    others = [each for each in get_snapshot().providers if each.id != "openai"]
    set_custom_snapshot(DataSnapshot(providers=others, from_auto_update=True))
    try:
        after = priced(card("openai", "gpt-4o-mini"))
    finally:
        set_custom_snapshot(None)
    assert not before.assumed_price
    assert after.assumed_price
    assert priced(card("openai", "gpt-4o-mini")) == before


@pytest.mark.parametrize(
    "rules",
    [{"price_refresh": False}, {"local_only": True}, {"price_refresh": False, "local_only": True}, {"region": "eu"}],
)
def test_new_prices_are_fetched_only_where_that_is_wanted_and_allowed(rules, monkeypatch):
    monkeypatch.setattr("genai_prices.UpdatePrices.start", lambda *_: pytest.fail("went to the network"))
    assert prices.refresh(Settings(**{"price_refresh": True, **rules})) is False


@pytest.mark.parametrize(("price", "micro"), [("0", 0), ("0.5/1.5", 2_000_000), ("2/0.25", 2_250_000)])
def test_the_settings_say_what_an_own_server_costs(price, micro, monkeypatch, tmp_path):
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    settings = Settings(data_dir=str(tmp_path), openai_models="nobody-knows-it", openai_price=price)
    provider = next(each for each in providers_of(settings) if each.id == "openai")
    card = priced(provider.models()[0])
    assert not card.assumed_price
    assert cost_of(card, MILLION) == prices.Cost(micro)
    assert card.input_micro + card.output_micro == micro


@pytest.mark.parametrize("price", ["free", "1", "-1/2", "1/2/3", "1,5/2", "nan/1"])
def test_a_price_that_is_none_is_refused(price):
    with pytest.raises(WrongSetting, match="does not fit"):
        Settings(openai_price=price)
