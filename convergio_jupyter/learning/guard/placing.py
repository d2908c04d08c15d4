"""Where a piece of code may be meant to stand: in the hole of the answer's cell, as its value, under another name."""

from __future__ import annotations

import ast
import math
import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, permutations
from typing import NamedTuple, TypeGuard

from ..key import Key
from ..lesson.roles import NOTHING_YET
from .static import BUILTIN, bound_in, does_something, loaded_in, parsed

MOST_RENAMED = 3  # functions, or names, of one piece of code
MOST_UNRETURNED = 2  # names that a function without an end may be meant to give back
MOST_LINES = 10  # that stand apart, and may be put together
MOST_LAYOUTS = 12  # ways to indent them
MOST_LOOKED_AT = 200
MOST_MEANT = 6  # ways to take names of its own for those of the exercise
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
    for body in dict.fromkeys(each for valued in _valued(code) for each in _meant(valued, key)):
        for before, indent, after in holes[:1]:
            yield _imported("\n".join([*before, textwrap.indent(body, indent), *after]), key)
        for function in functions if not any(indent for _, indent, _ in holes) else []:
            yield f"def {function.name}({ast.unparse(function.args)}):\n{textwrap.indent(body, _INDENT)}"
    if tree is not None and solution is not None:
        yield from _outside(code, tree, solution, key)


def _outside(code: str, tree: ast.Module, solution: ast.Module, key: Key) -> Iterator[str]:
    """``code`` below what the stub has outside of functions, under the names that the checks ask for."""
    functions = [node.name for node in solution.body if isinstance(node, ast.FunctionDef)]
    value = ast.unparse(tree.body[0]) if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr) else ""
    for meant in _meant(code, key) if not functions else (code,):
        whole = "\n".join(filter(None, (_head(key.stub), meant)))
        yield whole
        yield from _finished(whole, tree)
        for function in functions:
            yield from (f"{whole}\n{function} = {each}" for each in _callable(tree) if each != function)
        for name in _assigned(solution):
            yield from (f"{whole}\n{name} = {each}" for each in _assigned(tree)[-MOST_RENAMED:] if each != name)
            if value:
                yield f"{meant.removesuffix(code)}{name} = {value}"


def _meant(code: str, key: Key) -> Iterator[str]:
    """``code``, and with the names that the answer's cell does not know taken for what it gets, in its order first."""
    yield code
    tree, cell = parsed(code), _cell(key)
    if tree is None:
        return
    strange = [name for name in _unbound(tree) if name not in cell.known and not hasattr(math, name)]
    if not strange or len(strange) > len(cell.gets):
        return
    used = loaded_in(tree)
    for names in islice(permutations([name for name in cell.gets if name not in used], len(strange)), MOST_MEANT):
        same = [f"{other} = {name}" for other, name in zip(strange, names, strict=True)]
        yield "\n".join([*same, code])


class _Cell(NamedTuple):
    """What the answer's cell gets: the parameters of its functions, or what is given; and all names that it knows."""

    gets: tuple[str, ...]
    known: frozenset[str]


@lru_cache(maxsize=256)
def _cell(key: Key) -> _Cell:
    stub, given, solution = parsed(key.stub), parsed(key.given), parsed(key.solution)
    functions = [node for node in solution.body if isinstance(node, ast.FunctionDef)] if solution else []
    gets = [each.arg for function in functions for each in ast.walk(function.args) if isinstance(each, ast.arg)]
    if not functions and given:
        gets = _assigned(given)
    known = {each.name for each in functions} | BUILTIN | MODULES | set(gets) | (bound_in(given) if given else set())
    known |= {name for node in ast.walk(stub) for name in _names_of(node)} if stub else set()
    return _Cell(tuple(dict.fromkeys(gets)), frozenset(known))


def _names_of(node: ast.AST) -> tuple[str, ...]:
    return (node.arg,) if isinstance(node, ast.arg) else (node.id,) if isinstance(node, ast.Name) else ()


def _unbound(tree: ast.Module) -> list[str]:
    """The names that a piece of code takes from elsewhere, in their order."""
    bound, found = set[str](), dict[str, None]()
    for node in tree.body:
        names = sorted((each for each in ast.walk(node) if isinstance(each, ast.Name)), key=_place)
        inner = node.value if isinstance(node, ast.Assign) else node
        own = {name for each in ast.walk(inner) if _gives_a_name(each) for name in _names_of(each)}
        own |= bound_in(ast.Module([node], [])) if inner is node else frozenset()
        found |= dict.fromkeys(
            each.id for each in names if isinstance(each.ctx, ast.Load) and each.id not in bound | own
        )
        bound |= own | {each.id for each in names if isinstance(each.ctx, ast.Store)}
    return list(found)


def _place(name: ast.Name) -> tuple[int, int]:
    return name.lineno, name.col_offset


def together(lines: Sequence[str]) -> Iterator[str]:
    """Lines that were said one by one, as one piece of code: below a colon they go in, and may come out again."""
    lines = [line.rstrip() for line in lines if _is_line(line.strip())][-MOST_LINES:]
    if len(lines) < 2:
        return
    given = textwrap.dedent("\n".join(lines))
    laid_out = islice(_layouts([], _blocks(lines)), MOST_LOOKED_AT)
    made = (code for code in (given, *laid_out) if parsed(f"def f():\n{textwrap.indent(code, _INDENT)}") is not None)
    yield from islice(dict.fromkeys(made), MOST_LAYOUTS)


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Lines with those that are indented below them, which stay there wherever they go."""
    found: list[list[str]] = []
    edge = 0
    for line in lines:
        if not found or _indent(line) <= edge:
            edge = _indent(line)
            found.append([])
        found[-1].append(line[edge:])
    return found


def _layouts(above: list[str], blocks: Sequence[list[str]]) -> Iterator[str]:
    """``blocks`` below the lines ``above``, as far in as Python lets them be."""
    if not blocks:
        yield "\n".join(above)
        return
    edge = _indent(above[-1]) if above else 0
    depths = {_indent(line) for line in above if _indent(line) <= edge} or {0}
    for depth in (edge + len(_INDENT),) if above and _opens(above[-1]) else sorted(depths):
        yield from _layouts([*above, *(" " * depth + line for line in blocks[0])], blocks[1:])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


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
