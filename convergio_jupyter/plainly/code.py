"""Python code line by line in plain words, from its syntax tree. Nothing of it is run.

What stands in the code may be anybody's: it is shown as code only, shortened, in one line.
"""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ..core.i18n import translate
from .statements import Reader, shown

MOST_CODE = 20_000  # characters that are read
MOST_LINES = 10  # of code that are explained
MOST_NAMES = 8
_MAGIC = re.compile(r"[ \t]*(?:[%!]|\?{1,2}\w|[\w.]+\?{1,2}[ \t]*$)")
_READ_ON = ("%%time", "%%timeit", "%%capture", "%%prun")  # magics of a cell that holds Python all the same
_AFTER = {ast.For: "Once that is over:", ast.AsyncFor: "Once that is over:", ast.While: "Once that is over:"}


class Broken(NamedTuple):
    """Where code is no Python, and why, as Python itself says it. ``kind`` is that of the error."""

    kind: str
    line: int
    why: str
    text: str


def explained(source: str, lang: str) -> list[str]:
    """What each line of ``source`` does, as lines of a Markdown list, and the names that it makes and needs.

    Of code that does not parse, only the commands to Jupyter that stand in it; ``broken`` says what is wrong.
    """
    plain, commands = _without_magics(source)
    tree = _tree(plain)
    told = list(_commands(commands, lang))
    if isinstance(tree, ast.Module):
        told += islice(
            _steps(tree.body, Reader(plain, lang, _made(tree)), lang), MOST_LINES + 1
        )  # of a long one no more
        told.sort(key=lambda each: each[0])
    lines = [text for _, text in told[:MOST_LINES]]
    if left := told[MOST_LINES:]:
        lines.append("- " + translate("… and so on from line {line}.", lang, line=left[0][0]))
    return [*lines, *_names(tree, lang)] if isinstance(tree, ast.Module) else lines


def broken(source: str) -> Broken | None:
    """Where ``source`` is no Python; None where it is."""
    found = _tree(_without_magics(source)[0])
    if not isinstance(found, SyntaxError):
        return None
    line = found.lineno or 1
    text = (source.splitlines() or [""])[min(line, len(source.splitlines())) - 1] if source.strip() else ""
    return Broken(type(found).__name__, line, found.msg, text)


def names_in(source: str) -> set[str]:
    """All names that ``source`` uses or makes, as far as it is Python."""
    tree = _tree(_without_magics(source)[0])
    return _made(tree) | _used(tree) if isinstance(tree, ast.Module) else set(re.findall(r"[^\W\d]\w*", source))


def _tree(source: str) -> ast.Module | SyntaxError | None:
    """None where it is too long, or too deep to be read."""
    if len(source) > MOST_CODE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        return None


def _without_magics(source: str) -> tuple[str, dict[int, str]]:
    """``source`` with the lines left empty that speak to Jupyter, and these by their number."""
    lines, commands = source.split("\n"), dict[int, str]()
    if lines[0].startswith("%%") and not lines[0].startswith(_READ_ON):
        return "", {1: lines[0]}
    for number, line in enumerate(lines, 1):
        if _MAGIC.match(line):
            commands[number] = line.strip()
            lines[number - 1] = line[: len(line) - len(line.lstrip())] + "pass"
    return "\n".join(lines), commands


def _commands(commands: dict[int, str], lang: str) -> Iterator[tuple[int, str]]:
    for number, text in commands.items():
        sentence = "a command to Jupyter, and not Python: {code}."
        if text.startswith("%%") and not text.startswith(_READ_ON):
            sentence = "a command to Jupyter for the whole cell, so what follows is not read as Python here: {code}."
        elif re.match(r"[%!]\s*(?:pip|conda|mamba|uv)\b.*\binstall\b", text):
            sentence = "a command to Jupyter that installs packages: {code}."
        elif text.startswith("!"):
            sentence = "a command to the computer's own shell: {code}."
        yield number, _line(number, translate(sentence, lang, code=shown(text)), 0, lang)


def _steps(body: Iterable[ast.stmt], reader: Reader, lang: str, depth: int = 0) -> Iterator[tuple[int, str]]:
    """``(line, what it does)`` of each statement, with those that stand in it."""
    for node in body:
        if isinstance(node, ast.Pass) and depth == 0:
            continue  # where a command stood
        yield node.lineno, _line(node.lineno, reader.visit(node), depth, lang)
        yield from _within(node, reader, lang, depth)


def _within(node: ast.stmt, reader: Reader, lang: str, depth: int) -> Iterator[tuple[int, str]]:
    yield from _steps(getattr(node, "body", ()), reader, lang, depth + 1)
    for handler in getattr(node, "handlers", ()):
        yield handler.lineno, _line(handler.lineno, reader.visit(handler), depth, lang)
        yield from _steps(handler.body, reader, lang, depth + 1)
    for case in getattr(node, "cases", ()):
        yield from _steps(case.body, reader, lang, depth + 1)
    for field in ("orelse", "finalbody"):
        rest = getattr(node, field, [])
        if rest and isinstance(node, ast.If) and len(rest) == 1 and isinstance(rest[0], ast.If):
            yield from _steps(rest, reader.otherwise(), lang, depth)
        elif rest:
            said = "In any case, at the end:" if field == "finalbody" else _AFTER.get(type(node), "Otherwise:")
            yield rest[0].lineno, f"{'  ' * depth}- {translate(said, lang)}"
            yield from _steps(rest, reader, lang, depth + 1)


def _line(number: int, said: str, depth: int, lang: str) -> str:
    return f"{'  ' * depth}- {translate('Line {line}: {said}', lang, line=number, said=said)}"


def _names(tree: ast.Module, lang: str) -> list[str]:
    """A sentence each on the names that the code makes, and on those that have to be there before."""
    made = _made(tree)
    needed = _used(tree) - made - set(dir(builtins)) - {"display", "get_ipython", "_", "__name__"}
    said = []
    if tops := sorted(made & _kept(tree)):
        said.append(translate("Names that it makes: {names}.", lang, names=_listed(tops)))
    if needed:
        sentence = "Names that it needs from elsewhere, so run the cells that make them first: {names}."
        said.append(translate(sentence, lang, names=_listed(sorted(needed))))
    return ["", *said] if said else []


def _listed(names: list[str]) -> str:
    return ", ".join(map(shown, names[:MOST_NAMES])) + (", …" if len(names) > MOST_NAMES else "")


def _made(tree: ast.AST) -> set[str]:
    """All names that are given to something, also those within functions."""
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
    return found


def _kept(tree: ast.Module) -> set[str]:
    """Those of them that are left when the code has run: not what is within functions and comprehensions."""
    found, left = set[str](), list[ast.AST](tree.body)
    own = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
    while left:
        node = left.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif not isinstance(node, own):
            left.extend(ast.iter_child_nodes(node))
    return found


def _used(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
