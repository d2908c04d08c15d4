"""What can be seen of code before it runs: whether it could pass the checks of an exercise at all."""

from __future__ import annotations

import ast
import builtins
import warnings
from functools import lru_cache
from typing import NamedTuple

from ..key import Key

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_DEFINES_AT_WILL = ("exec", "globals", "setattr")
_BUILTIN = frozenset(dir(builtins))


@lru_cache(maxsize=512)
def parsed(code: str) -> ast.Module | None:
    """The tree of ``code``; None where it is no Python."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def could_pass(code: str, key: Key) -> bool:
    """Whether ``code`` is Python that defines what the checks ask for, and its functions do what the solution's do.

    Only what is certain to fail is sorted out: what lacks a name, gives nothing back, takes no notice of what it is
    given, or is made of names that nobody defined.
    """
    tree = parsed(code)
    if tree is None or not _does_something(tree):
        return False
    wanted = _wanted(key)
    bound = _bound(tree)
    if not wanted.names <= bound and "*" not in bound:
        return False
    functions = {node.name: node for node in tree.body if isinstance(node, _Function)}
    known = wanted.known | bound
    return all(_like(functions[name], needs, known) for name, needs in wanted.functions if name in functions)


class _Needs(NamedTuple):
    gives_back: bool
    takes_notice: bool


class _Wanted(NamedTuple):
    names: frozenset[str]  # that the checks use, and the solution defines
    functions: tuple[tuple[str, _Needs], ...]
    known: frozenset[str]  # names that are there without being defined


@lru_cache(maxsize=256)
def _wanted(key: Key) -> _Wanted:
    solution, given = parsed(key.solution), parsed(key.given)
    defined = _bound(solution) if solution else frozenset()
    used = {name for check in key.checks if (tree := parsed(check)) for name in _loaded(tree)}
    functions = tuple(
        (node.name, _Needs(_gives_back(node), bool(_parameters(node) & _loaded(node))))
        for node in (solution.body if solution else ())
        if isinstance(node, _Function)
    )
    return _Wanted(frozenset(defined & used), functions, _BUILTIN | defined | (_bound(given) if given else frozenset()))


def _like(function: _Function, needs: _Needs, known: frozenset[str]) -> bool:
    if needs.gives_back and not _gives_back(function):
        return False
    if needs.takes_notice and not _parameters(function) & _loaded(function):
        return False
    alone = len(function.body) == 1 and isinstance(function.body[0], ast.Return)
    return not alone or _loaded(function) <= known | _parameters(function) | _stored(function)


def _does_something(tree: ast.Module) -> bool:
    """Whether there is more in it than a name, or a definition of one that is empty."""
    plain = (ast.Expr, ast.Name, ast.Constant, ast.Pass, ast.Module, ast.Load)
    return any(not isinstance(node, plain) for node in ast.walk(tree))


def _bound(tree: ast.Module) -> frozenset[str]:
    """The names that a module has when it has run; * where it takes in whatever another one has."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(each.asname or each.name).partition(".")[0] for each in node.names}
        elif isinstance(node, ast.Name) and node.id in _DEFINES_AT_WILL:
            found.add("*")
    return frozenset(found | _stored(tree))


def _stored(tree: ast.AST) -> frozenset[str]:
    return _names(tree, ast.Store)


def _loaded(tree: ast.AST) -> frozenset[str]:
    return _names(tree, ast.Load)


def _names(tree: ast.AST, use: type[ast.expr_context]) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, use))


def _parameters(function: _Function) -> frozenset[str]:
    return frozenset(node.arg for node in ast.walk(function) if isinstance(node, ast.arg))


def _gives_back(function: _Function) -> bool:
    return any(
        (isinstance(node, ast.Return) and node.value is not None) or isinstance(node, (ast.Yield, ast.YieldFrom))
        for node in ast.walk(function)
    )
