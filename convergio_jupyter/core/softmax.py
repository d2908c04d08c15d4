"""Trained weights of a softmax regression over the features of a text: read from JSON, one byte for each weight.

``scripts/softmax.py`` learns and writes them.
"""

from __future__ import annotations

import base64
import math
import zlib
from collections.abc import Collection, Mapping
from typing import Any


class Softmax:
    """How likely each class is, by what speaks for and against it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.classes: list[str] = list(data["classes"])
        self._bias: list[float] = list(data["bias"])
        self._scale = float(data["scale"])
        self._place = {name: number for number, name in enumerate(str(data["features"]).split("\n"))}
        self._table = memoryview(zlib.decompress(base64.b64decode(str(data["table"])))).cast("b")

    def weights(self, feature: str) -> memoryview | None:
        """What ``feature`` weighs for each class; None where it tells nothing."""
        place, width = self._place.get(feature), len(self.classes)
        return None if place is None else self._table[place * width : (place + 1) * width]

    def shares(self, features: Collection[str]) -> list[float] | None:
        """How likely each class is; they add up to 1. None where no feature tells anything."""
        known = [row for each in features if (row := self.weights(each)) is not None]
        if not known:
            return None
        norm = self._scale / math.sqrt(len(features))
        scores = [bias + norm * sum(column) for bias, column in zip(self._bias, zip(*known, strict=True), strict=True)]
        top = max(scores)
        parts = [math.exp(score - top) for score in scores]
        whole = sum(parts)
        return [part / whole for part in parts]
