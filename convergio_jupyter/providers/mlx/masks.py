"""Keeps an MLX model to a JSON schema, token by token.

llguidance has a kernel for MLX, but it runs on Apple's graphics only; its mask for NumPy runs everywhere and costs
less than a token.
"""

from __future__ import annotations

import json
from typing import Any

from ..workers import server


class Masks:
    """Makes a mask for each answer that must fit a schema. The tokenizer is read once."""

    def __init__(self, tokenizer: Any, ends: set[int]) -> None:
        self._tokenizer = tokenizer
        self._ends = ends
        self._read: Any = None

    def of(self, schema: dict[str, Any]) -> SchemaMask:
        """Raises ``Unfit`` where the schema cannot be kept to."""
        import llguidance
        import llguidance.hf

        if self._read is None:
            self._read = llguidance.hf.from_tokenizer(self._tokenizer)
        grammar = llguidance.LLMatcher.grammar_from_json_schema(
            json.dumps(schema),
            defaults={"whitespace_flexible": False},  # a small model writes blank lines for as long as it may
        )
        matcher = llguidance.LLMatcher(self._read, grammar)
        if matcher.is_error():
            raise server.Unfit(matcher.get_error())
        return SchemaMask(matcher, self._read.vocab_size, self._ends)


class SchemaMask:
    """A logits processor of mlx-lm: what does not fit cannot be said."""

    def __init__(self, matcher: Any, vocabulary: int, ends: set[int]) -> None:
        import llguidance.numpy

        self._matcher = matcher
        self._ends = sorted(ends)
        self._bits = llguidance.numpy.allocate_token_bitmask(1, vocabulary)
        self._began = False

    def __call__(self, tokens: Any, logits: Any) -> Any:
        import mlx.core as mx

        if self._began and not self._matcher.is_stopped():
            self._matcher.consume_token(tokens[-1].item())
        self._began = True
        allowed = mx.array(self._allowed(logits.shape[-1]))
        return mx.where(allowed, logits, mx.array(-float("inf"), dtype=logits.dtype))

    def _allowed(self, size: int) -> Any:
        """Which of ``size`` tokens may come next. Models pad their vocabulary; the rest may not."""
        import llguidance.numpy
        import numpy as np

        found = np.zeros(size, dtype=bool)
        if self._matcher.is_stopped():  # the value is whole
            found[self._ends] = True
            return found
        llguidance.numpy.fill_next_token_bitmask(self._matcher, self._bits)
        allowed = np.unpackbits(self._bits.view(np.uint8), bitorder="little").astype(bool)
        found[: len(allowed)] = allowed[:size]
        return found
