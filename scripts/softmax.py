"""Learns the weights that ``convergio_jupyter/core/softmax.py`` reads; numpy is all it needs."""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any


@dataclass
class Model:
    """Features by number, their weights for each class, and what speaks for a class before any word."""

    place: dict[str, int]
    table: Array
    bias: Array

    def scores(self, features: Collection[str]) -> Array:
        known = [self.place[feature] for feature in features if feature in self.place]
        return self.bias + self.table[known].sum(0) / np.sqrt(max(1, len(features)))

    def shares(self, features: Collection[str]) -> Array:
        scores = self.scores(features)
        parts = np.exp(scores - scores.max())
        return parts / parts.sum()

    def sharpened(self, factor: float) -> Model:
        """The same order of classes, with shares that are so much surer of it."""
        return Model(self.place, self.table * factor, self.bias * factor)


def regression(
    bags: Sequence[Collection[str]],
    classes: Sequence[int],
    shares: Sequence[float],
    *,
    ridge: float = 1e-5,
    epochs: int = 60,
    rate: float = 0.3,
) -> Model:
    """Softmax regression by Adam over all rows at once: of each its features, its class and how much it counts.

    Fewer ``epochs`` at a lower ``rate`` learn less by heart.
    """
    counted = Counter(feature for bag in bags for feature in bag)
    kept = [name for name, count in counted.items() if count > 1 or " " not in name]  # a pair seen once tells nothing
    place = {name: number for number, name in enumerate(sorted(kept))}
    columns = [[place[name] for name in bag if name in place] for bag in bags]
    owner = np.repeat(np.arange(len(bags)), [len(each) for each in columns])
    column = np.concatenate([np.array(each, dtype=int) for each in columns])
    value = np.repeat([1 / np.sqrt(max(1, len(bag))) for bag in bags], [len(each) for each in columns])[:, None]
    target = np.eye(max(classes) + 1)[list(classes)]
    share = np.array(shares)[:, None] / np.sum(shares)

    table, bias = np.zeros((len(place), target.shape[1])), np.log((target * share).sum(0))  # as often as it was said
    pace, spread = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, epochs + 1):
        scores = _summed(owner, table[column] * value, len(bags)) + bias
        scores = np.exp(scores - scores.max(1, keepdims=True))
        error = (scores / scores.sum(1, keepdims=True) - target) * share
        slope = _summed(column, error[owner] * value, len(place)) + ridge * table
        pace, spread = 0.9 * pace + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        table -= rate * (pace / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        bias -= 0.1 * rate * error.sum(0)
    return Model(place, table, bias)


def _summed(rows: Array, values: Array, count: int) -> Array:
    """The sum of ``values`` by the number of their row."""
    return np.stack([np.bincount(rows, weights=each, minlength=count) for each in values.T], axis=1)


def packed(model: Model, classes: Sequence[str]) -> dict[str, Any]:
    """The weights as they are read: one signed byte each."""
    scale = float(np.abs(model.table).max()) / 127
    table = np.rint(model.table / scale).astype(np.int8)
    names = sorted(model.place, key=lambda name: model.place[name])
    kept = [number for number in range(len(names)) if np.abs(table[number]).max() > 2]
    return {
        "classes": list(classes),
        "bias": [round(float(value), 4) for value in model.bias],
        "scale": scale,
        "features": "\n".join(names[number] for number in kept),
        "table": base64.b64encode(zlib.compress(table[kept].tobytes(), 9)).decode(),
    }
