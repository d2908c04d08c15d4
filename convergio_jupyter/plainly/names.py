"""The names that code makes, those that have to be there before, and of what kind some of them surely are."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_WITHIN = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)  # what they name is gone afterwards
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
_KINDS = {
    ast.List: "list",
    ast.ListComp: "list",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.JoinedStr: "str",
}
_MAKERS = {"list": "list", "sorted": "list", "dict": "dict", "str": "str", "input": "str", "open": "file"}


def made_in(tree: ast.AST) -> set[str]:
    """All names that are given to something, also those within functions."""
    return set().union(*map(_given, ast.walk(tree)))


def used_in(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def kept_of(tree: ast.Module) -> set[str]:
    """The names that are left when the code has run: not what is within functions and comprehensions."""
    return set().union(*(_given(node) for node in _in_order(tree) if not isinstance(node, ast.ExceptHandler)))


def needed_by(tree: ast.Module) -> set[str]:
    """The names that are read before they are made, and those that functions read and nobody makes."""
    there, needed, later = set[str](), set[str](), set[str]()
    for node in _in_order(tree):
        if isinstance(node, _LATER):
            later |= used_in(node) - made_in(node)
        elif isinstance(node, _WITHIN):
            needed |= used_in(node) - made_in(node) - there
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            needed |= {node.id} - there
        there |= _given(node)
    return needed | (later - there)


def kinds_in(tree: ast.AST) -> Mapping[str, str]:
    """What each name stands for, ``list`` or a module; empty where the code may make it anything else."""
    given = Counter(name for node in ast.walk(tree) for name in _given(node))
    unknown = dict.fromkeys(given, "")
    known: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        for name, kind in _known(node, unknown):
            known.setdefault(name, []).append(kind)
    sure = {name: kinds[0] for name, kinds in known.items() if len(kinds) == given[name] and len({*kinds}) == 1}
    return unknown | sure


def kind_of(value: ast.AST, kinds: Mapping[str, str]) -> str:
    """What ``value`` surely is; empty where that is not known. ``kinds`` are those of the names."""
    if isinstance(value, ast.Name):
        return kinds.get(value.id, "")
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return "str"
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return _MAKERS.get(value.func.id, "") if value.func.id not in kinds else ""
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):  # matplotlib.pyplot
        found = kinds.get(value.value.id, "")
        return found if found.startswith("module ") else ""
    return _KINDS.get(type(value), "")


def _known(node: ast.AST, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Assign):
        yield from ((each.id, kind_of(node.value, names)) for each in node.targets if isinstance(each, ast.Name))
    elif isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name):
        yield node.optional_vars.id, kind_of(node.context_expr, names)
    elif isinstance(node, ast.Import):
        for each in node.names:
            yield from ((name, "module " + each.name.partition(".")[0]) for name in _given(each))


def _given(node: ast.AST) -> set[str]:
    """The name that ``node`` itself gives."""
    name: str | None = None
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        name = node.id
    elif isinstance(node, _NAMED):
        name = node.name
    elif isinstance(node, ast.arg):
        name = node.arg
    elif isinstance(node, ast.alias):
        name = (node.asname or node.name).partition(".")[0]
    return {name} if name else set()


def _in_order(tree: ast.Module) -> Iterator[ast.AST]:
    """What is run at once, in that order; functions, classes and comprehensions as one."""
    left: list[ast.AST] = [*reversed(tree.body)]
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, (*_LATER, *_WITHIN)):
            left.extend(reversed(_parts(node)))


def _parts(node: ast.AST) -> list[ast.AST]:
    """What ``node`` consists of: what gets a name after what it is the name of."""
    parts = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return [ast.Name(node.target.id, ast.Load()), node.value, node.target]
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        return parts[::-1]
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [node.iter, node.target, *parts[2:]]
    return parts
