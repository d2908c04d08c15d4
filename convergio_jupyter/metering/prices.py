"""What a call costs: as the settings say, else by the dated list of ``genai-prices``. Local models cost nothing.

A price that nobody knows is assumed to be the dearest that is known of that provider, else of all: a budget may then
stop too early, and never too late. What is assumed is marked as such wherever a price goes.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any

from ..core.schema import ModelCard, Tokens
from ..core.values import MICRO
from ..settings import Settings

_MILLION = 1_000_000
# What genai-prices calls the providers that we know by another name.
_PROVIDERS = {"azure-openai": "azure", "azure_openai": "azure", "gemini": "google", "vertex": "google"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Micro-dollars, rounded up. ``assumed``: the price is not known and was taken to be a dear one."""

    micro: int
    assumed: bool = False


# Where there is no price list at all, the dearest that it had in 2026, per million tokens read and written.
_WITHOUT_LIST = (150 * MICRO, 600 * MICRO)


def cost_micro(model: ModelCard, tokens: Tokens) -> int:
    """Micro-dollars for ``tokens`` on ``model``, rounded up."""
    return cost_of(model, tokens).micro


def cost_of(model: ModelCard, tokens: Tokens) -> Cost:
    """What ``tokens`` on ``model`` cost, and whether that rests on an assumed price."""
    if model.place == "local":
        return Cost(0)
    if model.own_price:
        return Cost(_times(tokens, model.input_micro, model.output_micro))
    known = _known(model.provider, model.model, tokens)
    if known is not None:
        return Cost(known)
    read, written = _dearest(_provider(model.provider), _edition())
    return Cost(_times(tokens, read, written), assumed=True)


def priced(card: ModelCard) -> ModelCard:
    """``card`` with what a million tokens cost; nothing is imported for a model on this computer."""
    if card.place == "local" or card.own_price:
        return card
    return _with_price(card, _edition())


@functools.lru_cache(maxsize=512)
def _with_price(card: ModelCard, edition: datetime | None) -> ModelCard:
    read, written = _rates(card.provider, card.model, edition)
    return replace(card, input_micro=read.micro, output_micro=written.micro, assumed_price=written.assumed)


def refresh(settings: Settings) -> bool:
    """Keeps the price list up to date over the network from now on, where the owner asked for that; else False.

    Where nothing may leave, or not to a server outside the EU, none is asked for prices either.
    """
    if not settings.price_refresh or settings.local_only or settings.region == "eu":
        return False
    try:
        from genai_prices import UpdatePrices
    except ImportError:
        return False
    UpdatePrices().start()
    return True


def _edition() -> datetime | None:
    """Which price list holds at this moment: what is remembered of another one is not asked for any more."""
    try:
        from genai_prices.data_snapshot import get_snapshot
    except ImportError:
        return None
    return get_snapshot().timestamp


@functools.lru_cache(maxsize=512)
def _rates(provider: str, model: str, edition: datetime | None) -> tuple[Cost, Cost]:
    card = ModelCard(provider=provider, model=model, label="", place="cloud", ready=True)
    return cost_of(card, Tokens(input=_MILLION, output=0)), cost_of(card, Tokens(input=0, output=_MILLION))


def _known(provider: str, model: str, tokens: Tokens) -> int | None:
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return None
    cached = min(tokens.cached, tokens.input)
    usage = Usage(input_tokens=tokens.input, output_tokens=tokens.output, cache_read_tokens=cached)
    try:
        price = calc_price(usage, model_ref=model, provider_id=_provider(provider)).total_price
    except (LookupError, ValueError, ArithmeticError):
        return None
    return _up(price)


@functools.lru_cache(maxsize=64)
def _dearest(provider: str, edition: datetime | None) -> tuple[int, int]:
    """The highest prices of a million tokens read and written, of ``provider`` or, where it is unknown, of all."""
    try:
        from genai_prices.data_snapshot import get_snapshot
    except ImportError:
        return _WITHOUT_LIST
    providers = get_snapshot().providers
    models = [model for each in providers if each.id == provider for model in each.models]
    found = models or [model for each in providers for model in each.models]
    return _highest(found, "input_mtok"), _highest(found, "output_mtok")


def _times(tokens: Tokens, read: int, written: int) -> int:
    """Micro-dollars, rounded up, at prices of a million tokens."""
    return -(-(tokens.input * read + tokens.output * written) // _MILLION)


def _highest(models: Iterable[Any], name: str) -> int:
    amounts = (amount for model in models for amount in _amounts(model.prices, name))
    return _up(max(amounts, default=Decimal(0)))


def _up(price: Decimal) -> int:
    """Micro-dollars, rounded up: ``//`` on decimals cuts, whatever the sign."""
    return int((price * MICRO).to_integral_value(ROUND_CEILING))


def _amounts(prices: Any, name: str) -> list[Decimal]:
    """All amounts that a model's price list has for ``name``: by date, by time of day, by length of the prompt."""
    if isinstance(prices, list):
        return [amount for each in prices for amount in _amounts(each.prices, name)]
    price = getattr(prices, name, None)
    if price is None:
        return []
    if hasattr(price, "base"):
        return [price.base, *(tier.price for tier in price.tiers)]
    return [price]


def _provider(name: str) -> str:
    return _PROVIDERS.get(name, name)
