"""Reads the Python that people and models write, in as many threads as ask for it."""

from __future__ import annotations

import ast
import contextlib
import threading
import warnings
from typing import TypeGuard

# CPython counts how deep a tree is in one place for all threads, and takes another's count for a fault of its own
# (https://github.com/python/cpython/issues/106905). Whoever reads elsewhere in the process does not know of this lock.
_ALONE = threading.Lock()
_RETRIES = 4


def parse_python(source: str) -> ast.Module:
    """The tree of ``source``, without a warning about odd escapes. Raises what ``ast.parse`` raises of a source."""
    for _ in range(_RETRIES):
        with contextlib.suppress(SystemError):
            return _parsed(source)
    return _parsed(source)


def names_bound(source: str) -> set[str]:
    """The names that the statements of ``source`` bring, those in their bodies left out; none where it is no Python."""
    return set().union(*map(_bound_by, _statements(source)))


def imports_in(source: str) -> str:
    """The imports of ``source``, each on a line of its own; nothing where it is no Python.

    Those of ``__future__`` are left out: they say how their own file is read, and stand nowhere but at its beginning.
    """
    imports = [each for each in _statements(source) if isinstance(each, (ast.Import, ast.ImportFrom))]
    return "\n".join(ast.unparse(each) for each in imports if getattr(each, "module", "") != "__future__")


def names_needed(source: str) -> set[str]:
    """The names that ``source`` asks for before it binds them: ``x`` of ``x = x + 1``; none where it is no Python.

    What functions ask for is needed once all statements have run.
    """
    needed, later, bound = set[str](), set[str](), set[str]()
    for statement in _statements(source):
        nodes = [*ast.walk(statement)]
        names = [node for node in nodes if isinstance(node, ast.Name)]
        loads, stores = ({node.id for node in names if isinstance(node.ctx, way)} for way in (ast.Load, ast.Store))
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            later |= loads - stores - {node.arg for node in nodes if isinstance(node, ast.arg)}
        else:
            loads |= {node.target.id for node in nodes if isinstance(node, ast.AugAssign) and _is_name(node.target)}
            loops = (node.target for node in nodes if isinstance(node, (ast.For, ast.comprehension)))
            own = {node.id for target in loops for node in ast.walk(target) if isinstance(node, ast.Name)}
            needed |= loads - bound - own
        bound |= _bound_by(statement)
    return needed | (later - bound)


def _bound_by(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(each.asname or each.name).partition(".")[0] for each in statement.names}
    names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _is_name(node: ast.expr) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name)


def _statements(source: str) -> list[ast.stmt]:
    try:
        return parse_python(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _parsed(source: str) -> ast.Module:
    with _ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)
