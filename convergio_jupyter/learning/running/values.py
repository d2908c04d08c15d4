"""Values that an answer came to, compared here and not in its process: there, the answer could see what is right."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

_READ: Mapping[str, Callable[[str], Any]] = {
    "NoneType": lambda said: None,
    "bool": lambda said: said == "True",
    "int": lambda said: int(said, 16),
    "float": float,
    "complex": complex,
    "str": str,
    "bytes": bytes.fromhex,
    "Fraction": Fraction,
    "Decimal": Decimal,
}
_DEEPEST = 20


class Comparison(NamedTuple):
    """``expression`` is worked out where the answer ran; ``holds`` says of its value whether the check does.

    ``right`` is the value that stands in the check.
    """

    expression: str
    holds: Callable[[Any], bool]
    right: Any


def value_of(told: Any, deep: int = _DEEPEST) -> Any:
    """The value that the process told in JSON, as its ``told`` writes it. Raises ``ValueError`` where it is none."""
    try:
        kind, said = told
        if kind in _READ:
            return _READ[kind](said)
        if deep < 0:
            raise ValueError(kind)
        if kind == "dict":
            return {value_of(key, deep - 1): value_of(each, deep - 1) for key, each in said}
        return {"list": list, "tuple": tuple, "set": frozenset}[kind](value_of(each, deep - 1) for each in said)
    except (TypeError, KeyError, ArithmeticError) as error:
        raise ValueError(f"this is no value: {error!r}") from None


def comparison_in(check: ast.stmt) -> Comparison | None:
    """What an assert compares with a value that stands in it: ``==``, ``is``, ``abs(a - b) < c``, ``isclose(a, b)``."""
    test = check.test if isinstance(check, ast.Assert) else None
    if isinstance(test, ast.Call):
        return _close(test)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left, sign, right = test.left, test.ops[0], test.comparators[0]
    if isinstance(sign, (ast.Lt, ast.LtE)):
        return _near(left, right, strictly=isinstance(sign, ast.Lt))
    sides = _sides(left, right)
    if sides is None or not isinstance(sign, (ast.Eq, ast.Is)):
        return None
    if isinstance(sign, ast.Is):
        return (
            Comparison(sides[0], lambda value: value is sides[1], sides[1]) if sides[1] in (None, True, False) else None
        )
    return Comparison(sides[0], lambda value: bool(value == sides[1]), sides[1])


def _near(difference: ast.expr, most: ast.expr, *, strictly: bool) -> Comparison | None:
    """``abs(answer - 3.5) < 0.01``."""
    called = isinstance(difference, ast.Call) and isinstance(difference.func, ast.Name) and difference.func.id == "abs"
    inner = difference.args[0] if isinstance(difference, ast.Call) and called and len(difference.args) == 1 else None
    sides = _sides(inner.left, inner.right) if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub) else None
    allowed = _literal(most)
    if sides is None or allowed is None:
        return None

    def holds(value: Any) -> bool:
        apart = abs(value - sides[1])
        return bool(apart < allowed[0] or (not strictly and apart == allowed[0]))

    return Comparison(sides[0], holds, sides[1])


def _close(call: ast.Call) -> Comparison | None:
    """``math.isclose(answer, 3.5, rel_tol=1e-6)``."""
    named = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    sides = _sides(*call.args) if named == "isclose" and len(call.args) == 2 else None
    limits = {each.arg or "": _literal(each.value) for each in call.keywords}
    if sides is None or not limits.keys() <= {"rel_tol", "abs_tol"} or None in limits.values():
        return None
    options = {name: each[0] for name, each in limits.items() if each is not None}
    return Comparison(sides[0], lambda value: math.isclose(value, sides[1], **options), sides[1])


def _sides(left: ast.expr, right: ast.expr) -> tuple[str, Any] | None:
    """The expression, and the value that it stands beside; None where neither or both are values."""
    values = [_literal(each) for each in (left, right)]
    if values[0] is None and values[1] is not None:
        return ast.unparse(left), values[1][0]
    if values[1] is None and values[0] is not None:
        return ast.unparse(right), values[0][0]
    return None


def _literal(node: ast.expr) -> tuple[Any] | None:
    """The value that stands there, in a tuple: it may be None."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fraction" and node.args:
        parts = [_literal(each) for each in node.args]
        if all(each is not None and isinstance(each[0], (int, str)) for each in parts) and not node.keywords:
            return (Fraction(*(each[0] for each in parts if each is not None)),)
    try:
        return (ast.literal_eval(node),)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return None
