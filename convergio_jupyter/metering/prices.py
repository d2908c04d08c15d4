"""What a call costs, from the dated price list of ``genai-prices``. Local models cost nothing."""

from __future__ import annotations

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
