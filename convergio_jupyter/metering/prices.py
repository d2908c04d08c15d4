"""What a call costs, from the dated price list of ``genai-prices``. Local models cost nothing."""

from __future__ import annotations

import functools
from dataclasses import replace

from ..core.schema import ModelCard, Tokens
from ..core.values import MICRO


def cost_micro(model: ModelCard, tokens: Tokens) -> int:
    """Micro-dollars for ``tokens`` on ``model``, rounded up; 0 where the price is not known."""
    if model.place == "local":
        return 0
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return 0
    usage = Usage(input_tokens=tokens.input, output_tokens=tokens.output, cache_read_tokens=tokens.cached)
    try:
        price = calc_price(usage, model_ref=model.model, provider_id=model.provider).total_price
    except LookupError:
        return 0
    return -int(-price * MICRO // 1)


def priced(card: ModelCard) -> ModelCard:
    """``card`` with what a million tokens cost; nothing is imported for a model on this computer."""
    if card.place == "local":
        return card
    read, written = _rates(card)
    return replace(card, input_micro=read, output_micro=written)


@functools.lru_cache(maxsize=512)
def _rates(card: ModelCard) -> tuple[int, int]:
    million = 1_000_000
    return (
        cost_micro(card, Tokens(input=million, output=0)),
        cost_micro(card, Tokens(input=0, output=million)),
    )
