"""What can be seen of code before it runs: whether it could pass the checks of an exercise at all."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, get_args

from ...core.syntax import parse_python
from ..key import Key

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_OWN_NAMES = (*get_args(_Function), ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_DEFINES_AT_WILL = ("exec", "globals", "setattr")
BUILTIN = frozenset(dir(builtins))


@lru_cache(maxsize=512)
def parsed(code: str) -> ast.Module | None:
    """The tree of ``code``; None where it is no Python."""
    try:
        return parse_python(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def could_pass(code: str, key: Key) -> bool:
    """Whether ``code`` is Python that defines what the checks ask for, and its functions do what the solution's do.

    Only what is certain to fail is sorted out: what lacks a name, gives nothing back, takes no notice of what it is
    given, or is made of names that nobody defined.
    """
    tree = parsed(code)
    if tree is None or not does_something(tree):
        return False
    wanted = _wanted(key)
    bound = bound_in(tree)
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
    defined = bound_in(solution) if solution else frozenset()
    used = {name for check in key.checks if (tree := parsed(check)) for name in loaded_in(tree)}
    functions = tuple(
        (node.name, _Needs(_gives_back(node), bool(_parameters(node) & loaded_in(node))))
        for node in (solution.body if solution else ())
        if isinstance(node, _Function)
    )
    return _Wanted(
        frozenset(defined & used), functions, BUILTIN | defined | (bound_in(given) if given else frozenset())
    )


def _like(function: _Function, needs: _Needs, known: frozenset[str]) -> bool:
    if needs.gives_back and not _gives_back(function):
        return False
    if needs.takes_notice and not _parameters(function) & loaded_in(function):
        return False
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    alone = len(body) == 1 and isinstance(body[0], ast.Return)
    return not alone or loaded_in(function) <= known | _parameters(function) | _stored(function)


def does_something(tree: ast.Module) -> bool:
    """Whether there is more in it than a name, or a definition of one that is empty."""
    plain = (ast.Expr, ast.Name, ast.Constant, ast.Pass, ast.Module, ast.Load)
    return any(not isinstance(node, plain) for node in ast.walk(tree))


def bound_in(tree: ast.Module) -> frozenset[str]:
    """The names that a module has when it has run; * where it takes in whatever another one has.

    What a function, a class or a comprehension calls its own is no name of the module.
    """
    found: set[str] = set()
    for node in _of_the_module(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(each.asname or each.name).partition(".")[0] for each in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found |= set(node.names)
        elif isinstance(node, ast.Name) and node.id in _DEFINES_AT_WILL:
            found.add("*")
    return frozenset(found)


def _of_the_module(tree: ast.AST) -> Iterator[ast.AST]:
    waiting = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            yield node
            if not isinstance(node, _OWN_NAMES):
                waiting.append(node)


def _stored(tree: ast.AST) -> frozenset[str]:
    return _names(tree, ast.Store)


def loaded_in(tree: ast.AST) -> frozenset[str]:
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
