"""Where a piece of code may be meant to stand: in the hole of the answer's cell, as its value, under another name."""

from __future__ import annotations

import ast
import math
import textwrap
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TypeGuard

from ..key import Key
from ..lesson.roles import NOTHING_YET
from .static import BUILTIN, bound_in, does_something, loaded_in, parsed

MOST_RENAMED = 3  # functions, or names, of one piece of code
MOST_UNRETURNED = 2  # names that a function without an end may be meant to give back
MOST_LINES = 10  # that stand apart, and may be put together
MOST_LAYOUTS = 12  # ways to indent them
MODULES = frozenset(
    ("math", "functools", "itertools", "operator", "statistics", "collections", "fractions", "bisect", "heapq", "re")
)
_INDENT = "    "


def placed(code: str, key: Key) -> Iterator[str]:
    """``code`` wherever a learner could put it, so that it is the answer: the likeliest place first."""
    code = textwrap.dedent(code).strip("\n")
    tree = parsed(code)
    solution = parsed(key.solution)
    functions = [node for node in solution.body if isinstance(node, ast.FunctionDef)] if solution else []
    holes = list(_holes(key.stub))
    for body in dict.fromkeys(_valued(code)):
        for before, indent, after in holes[:1]:
            yield _imported("\n".join([*before, textwrap.indent(body, indent), *after]), key)
        for function in functions if not any(indent for _, indent, _ in holes) else []:
            yield f"def {function.name}({ast.unparse(function.args)}):\n{textwrap.indent(body, _INDENT)}"
    if tree is not None:
        head = _head(key.stub)
        whole = f"{head}\n{code}" if head else code
        yield whole
        yield from _finished(whole, tree)
        for function in functions:
            yield from (f"{whole}\n{function.name} = {each}" for each in _callable(tree) if each != function.name)
        for name in _assigned(solution) if solution else ():
            yield from (f"{whole}\n{name} = {each}" for each in _assigned(tree)[-MOST_RENAMED:] if each != name)
            if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
                yield f"{name} = {ast.unparse(tree.body[0])}"


def together(lines: Sequence[str]) -> Iterator[str]:
    """Lines that were said one by one, as one piece of code: below a colon they go in, and may come out again."""
    lines = [line.rstrip() for line in lines if _is_line(line.strip())][-MOST_LINES:]
    if len(lines) < 2:
        return
    given = textwrap.dedent("\n".join(lines))
    if parsed(f"def f():\n{textwrap.indent(given, _INDENT)}") is not None:
        yield given
    if any(line[0].isspace() for line in lines):  # their places are told, but for the last ones said outside a function
        yield from _taken_in(given.split("\n"))
        return
    if not any(_opens(line) for line in lines):
        yield "\n".join(lines)
        return
    made = 0
    for depths in product(*(range(min(place, _depth(lines[:place])) + 1) for place in range(len(lines)))):
        code = "\n".join(_INDENT * depth + line for depth, line in zip(depths, lines, strict=True))
        if code != given and parsed(f"def f():\n{textwrap.indent(code, _INDENT)}") is not None:
            yield code
            made += 1
        if made >= MOST_LAYOUTS:
            break


def _taken_in(lines: Sequence[str]) -> Iterator[str]:
    """A function with the lines behind it that stand at its edge put into its body: “… and then `return best`”."""
    inside = [place for place, line in enumerate(lines) if line[0].isspace()]
    first, last = (inside[0], inside[-1]) if inside else (0, len(lines))
    if first and lines[first - 1].startswith("def ") and last + 1 < len(lines):
        indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        yield "\n".join([*lines[: last + 1], *(indent + line for line in lines[last + 1 :])])


def _depth(lines: Sequence[str]) -> int:
    return sum(map(_opens, lines))


def _opens(line: str) -> bool:
    return line.endswith(":")


def _is_line(line: str) -> bool:
    """Whether it is a line of a program, and more than a name."""
    whole = f"{line} pass" if _opens(line) else line
    if line.startswith(("elif ", "else:", "elif(")):
        return parsed(f"if 1:\n    pass\n{whole}") is not None
    tree = parsed(f"def f():\n    {whole}")
    return tree is not None and (does_something_in(tree) or line in ("break", "continue", "pass"))


def does_something_in(tree: ast.Module) -> bool:
    """Whether the body of the only function of ``tree`` does."""
    function = tree.body[0]
    return isinstance(function, ast.FunctionDef) and does_something(ast.Module(function.body, []))


def _holes(stub: str) -> Iterator[tuple[list[str], str, list[str]]]:
    """What stands before and behind each place where an answer goes, and how far that is indented."""
    lines = stub.split("\n")
    for place, line in enumerate(lines):
        if line.strip() == NOTHING_YET:
            yield lines[:place], line[: len(line) - len(line.lstrip())], _filled(lines[place + 1 :])


def _filled(lines: Sequence[str]) -> list[str]:
    return [line.replace(NOTHING_YET, "pass") if line.strip() == NOTHING_YET else line for line in lines]


def _head(stub: str) -> str:
    """What the stub has outside of functions, as its imports: it stays when somebody puts code below it."""
    tree = parsed(stub)
    kept = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign))] if tree else []
    return "\n".join(map(ast.unparse, kept))


def _valued(code: str) -> Iterator[str]:
    """``code``, and with its last line given back where that is a value."""
    tree = parsed(f"def f():\n{textwrap.indent(code, _INDENT)}") if code.strip() else None
    function = tree.body[0] if tree else None
    if tree is None or not isinstance(function, ast.FunctionDef) or not does_something_in(tree):
        return
    last = function.body[-1]
    if isinstance(last, ast.Expr) and last.end_lineno is not None:
        lines = code.split("\n")
        place = last.lineno - 2
        lines[place] = f"return {lines[place]}"
        yield "\n".join(lines)
    yield code
    yield from (f"{code}\nreturn {name}" for name in _unreturned(function))


def _finished(code: str, tree: ast.Module) -> Iterator[str]:
    """A function that gives nothing back yet, as anybody would finish it who is told to give back what it made."""
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.FunctionDef):
        indent = " " * last.body[0].col_offset
        yield from (f"{code}\n{indent}return {name}" for name in _unreturned(last))


def _unreturned(function: ast.FunctionDef) -> list[str]:
    """The names in a function that gives nothing back, which it may be meant to."""
    gives = any(isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) for node in ast.walk(function))
    return [] if gives else _assigned(function)[-MOST_UNRETURNED:]


def _assigned(tree: ast.Module | ast.FunctionDef) -> list[str]:
    """The names to which the program, or the function, itself gives a value."""
    return [target.id for target, _ in _assignments(tree)]


def _callable(tree: ast.Module) -> list[str]:
    """The last functions of ``tree``, however they are defined."""
    found = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    found += [target.id for target, value in _assignments(tree) if isinstance(value, ast.Lambda)]
    return found[-MOST_RENAMED:]


def _assignments(tree: ast.Module | ast.FunctionDef) -> Iterator[tuple[ast.Name, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from ((target, node.value) for target in node.targets if isinstance(target, ast.Name))


def _gives_a_name(node: ast.AST) -> TypeGuard[ast.arg | ast.Name]:
    return isinstance(node, ast.arg) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))


def _imported(code: str, key: Key) -> str:
    """``code`` with the imports that it lacks: who is told what to write finds out what it needs, too."""
    tree, given = parsed(code), parsed(key.given)
    if tree is None:
        return code
    own = {node.arg if isinstance(node, ast.arg) else node.id for node in ast.walk(tree) if _gives_a_name(node)}
    known = own | bound_in(tree) | (bound_in(given) if given else frozenset()) | BUILTIN
    lacking = sorted(loaded_in(tree) - known)
    lines = [f"import {name}" for name in lacking if name in MODULES]
    lines += [f"from math import {name}" for name in lacking if name not in MODULES and hasattr(math, name)]
    return "\n".join([*lines, code])
