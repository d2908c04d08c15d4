"""Seeded mistakes: a solution with one slip in it, as learners make them, which good checks notice.

Reference: DeMillo, Lipton and Sayward, "Hints on test data selection", 1978.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator
from typing import NamedTuple

from ...core.syntax import parse_python

MOST = 24  # of one solution

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE,), ast.LtE: (ast.Lt, ast.Eq), ast.Gt: (ast.GtE,), ast.GtE: (ast.Gt, ast.Eq),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}  # fmt: skip
_COUNT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """A solution with a slip: ``line`` of the solution, what stood there, and what stands there now."""

    code: str
    line: int
    before: str
    after: str


def mutants(solution: str, most: int = MOST, lines: Collection[int] = ()) -> list[Mutant]:
    """Up to ``most`` slips of ``solution``, spread over all that there are in its ``lines``; without any, everywhere.

    Raises ``SyntaxError``.
    """
    tree = parse_python(solution)
    places = [node for node in ast.walk(tree) if not _is_text(node)]
    found: list[Mutant] = []
    for number, node in enumerate(places):
        for slip in _slips(node):
            line = slip.line or getattr(node, "lineno", 1)
            if lines and line not in lines:
                continue
            fresh = copy.deepcopy(tree)
            # A deep copy is walked in the same order, so the same number is the same place.
            target = [each for each in ast.walk(fresh) if not _is_text(each)][number]
            before = slip.gone or ast.unparse(target)
            slip.apply(target)
            code = ast.unparse(ast.fix_missing_locations(fresh))
            after = "" if slip.gone else ast.unparse(target)
            found.append(Mutant(code, line, _first_line(before), _first_line(after)))
    distinct = list({mutant.code: mutant for mutant in found if mutant.code != ast.unparse(tree)}.values())
    step = max(1.0, len(distinct) / most)
    return [distinct[int(step * number)] for number in range(min(most, len(distinct)))]


class _Slip(NamedTuple):
    name: str
    value: object
    gone: str = ""  # the statement that is left out
    line: int = 0  # where that stands

    def apply(self, node: ast.AST) -> None:
        if self.name == "ops":
            assert isinstance(node, ast.Compare)
            node.ops[0] = self.value  # type: ignore[call-overload]
        else:
            setattr(node, self.name, self.value)


def _first_line(code: str) -> str:
    return code.split("\n", 1)[0]


def _slips(node: ast.AST) -> Iterator[_Slip]:
    inside = getattr(node, "body", None)
    body: list[ast.stmt] = inside if isinstance(inside, list) else []
    for number, statement in enumerate(body):
        if isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr)) and not _is_text(statement):
            rest = [*body[:number], ast.Pass(), *body[number + 1 :]]
            yield _Slip("body", rest, ast.unparse(statement), statement.lineno)
    if isinstance(node, ast.If):
        yield _Slip("test", ast.Constant(True))
        yield _Slip("test", ast.Constant(False))
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        yield from (_Slip("ops", other()) for other in _COMPARE[type(node.ops[0])])
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _COUNT:
        yield _Slip("op", _COUNT[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _Slip("op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.Return) and node.value is not None:
        yield _Slip("value", ast.Constant(None))
    elif isinstance(node, ast.Constant) and not isinstance(node.value, (str, bytes, type(None), type(...))):
        yield _Slip("value", not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and node.args:
        last = len(node.args) - 1 if len(node.args) < 3 else 1
        less = ast.BinOp(node.args[last], ast.Sub(), ast.Constant(1))
        yield _Slip("args", [*node.args[:last], less, *node.args[last + 1 :]])


def _is_text(node: ast.AST) -> bool:
    """Whether ``node`` is text that nothing reads: no check can notice a slip in it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
