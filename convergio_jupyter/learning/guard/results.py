"""The values that code has to come to: what a check compares a name with may be written down without any code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from ..key import Key
from .code import key_of_value
from .static import bound_in, parsed

LEAST_LETTERS = 3  # of a text; a shorter one is much else, too
_LEAVE_IT = ("round", "list", "tuple", "set", "sorted", "float", "int", "str", "abs")  # about as it is


@lru_cache(maxsize=256)
def results_in(key: Key) -> tuple[Key, ...]:
    """The keys of the values that the checks compare a name with to which the solution gives it."""
    solution = parsed(key.solution)
    if solution is None:
        return ()
    given = parsed(key.given)
    names = bound_in(solution) - (bound_in(given) if given else frozenset())
    values = [value for check in key.checks for name, value in _compared(check) if name in names]
    found = (key_of_value(each, key) for each in values if not isinstance(each, str) or len(each) >= LEAST_LETTERS)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _compared(check: str) -> Iterator[tuple[str, object]]:
    """Each name with the value that ``check`` wants it to be: ``assert total == 30``, ``abs(mean - 2.5) < 0.01``."""
    tree = parsed(check)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            if isinstance(node.ops[0], ast.Eq):
                yield from _pairs(node.left, node.comparators[0])
            elif isinstance(node.ops[0], (ast.Lt, ast.LtE)) and isinstance(node.left, ast.Call):
                for apart in node.left.args:
                    yield from _pairs(apart.left, apart.right) if isinstance(apart, ast.BinOp) else ()
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "isclose" and len(node.args) > 1:
            yield from _pairs(node.args[0], node.args[1])


def _pairs(left: ast.expr, right: ast.expr) -> Iterator[tuple[str, object]]:
    if isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple) and len(left.elts) == len(right.elts):
        for each, other in zip(left.elts, right.elts, strict=True):
            yield from _pairs(each, other)
    for named, value in ((left, right), (right, left)):
        while isinstance(named, ast.Call) and named.args and getattr(named.func, "id", "") in _LEAVE_IT:
            named = named.args[0]
        if isinstance(named, ast.Name):
            try:
                yield named.id, ast.literal_eval(value)
            except (ValueError, TypeError):
                continue
