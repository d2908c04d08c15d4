"""The trained coefficients of ``weights.json``, and the logistic score that they make."""

from __future__ import annotations

import functools
import json
import math
import os
from collections.abc import Iterable
from operator import mul
from typing import Any

STEEP = 60.0  # beyond it the curve is flat to the last digit, and its formula overflows


@functools.cache
def load() -> dict[str, dict[str, Any]]:
    """The coefficients by the name of the score; read once."""
    with open(os.path.join(os.path.dirname(__file__), "weights.json"), encoding="utf-8") as file:
        weights: dict[str, dict[str, Any]] = json.load(file)
    return weights


def score(name: str, features: Iterable[float], extra: float = 0.0) -> float:
    """The score ``name`` of some features, between 0 and 1; ``extra`` is added before the logistic curve."""
    model = load()[name]
    total = model["bias"] + sum(map(mul, model["weights"], features)) + extra
    return 1 / (1 + math.exp(-max(-STEEP, min(STEEP, total))))
