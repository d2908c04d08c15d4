"""What a formula comes to where its letters have some values: fast, and exact enough to tell formulas apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...core.i18n import Unable
from ...mathematics.expressions import read


def value_at(text: str, point: Mapping[str, float]) -> float | None:
    """What a formula comes to where its letters have these values; None where it cannot be read, or has no value."""
    try:
        found = read(text, _Point(point))
    except (Unable, ArithmeticError, ValueError, TypeError):
        return None
    return found if isinstance(found, float) and math.isfinite(found) else None


class _Point:
    """An :class:`~...mathematics.expressions.Algebra` of floats: fast, and exact enough to tell formulas apart."""

    lang = "en"

    def __init__(self, point: Mapping[str, float]) -> None:
        self._point = point

    def number(self, value: Fraction) -> float:
        return float(value)

    def constant(self, name: str) -> float:
        if name == "i":
            raise Unable("There is no such number here.")
        return math.pi if name == "pi" else math.e

    def parts(self, name: str) -> Sequence[str]:
        return [name] if name in self._point else list(name)

    def name(self, name: str) -> float | None:
        return self._point.get(name)

    def is_number(self, value: float) -> bool:
        return True

    def negated(self, value: float) -> float:
        return -value

    def combined(self, sign: str, left: float, right: float) -> float:
        if sign == "+":
            return left + right
        if sign == "-":
            return left - right
        if sign == "/":
            return left / right
        if sign == "^":
            found = left**right if abs(right) < 1_000 else math.inf
            return found if isinstance(found, float) else math.nan
        return left * right

    def called(self, name: str, values: list[float]) -> float:
        return float(_FUNCTIONS[name](*values))


def _root(value: float, index: float) -> float:
    return math.copysign(abs(value) ** (1 / index), value)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(math, name) for name in ("exp", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh")},
    "tanh": math.tanh, "sqrt": math.sqrt, "cbrt": lambda x: _root(x, 3), "ln": math.log, "abs": abs,
    "floor": math.floor, "ceil": math.ceil,
    "log": lambda x, base=10.0: math.log(x, base), "log2": math.log2, "log10": math.log10, "root": _root,
    "min": min, "max": max, "round": lambda x, digits=0.0: round(x, int(digits)), "mod": math.fmod,
    "factorial": lambda x: math.factorial(int(x)) if 0 <= x <= 150 else math.inf,
}  # fmt: skip
