"""Python code line by line in plain words, from its syntax tree. Nothing of it is run.

What stands in the code may be anybody's: it is shown as code only, shortened, in one line.
"""

from __future__ import annotations

import ast
import builtins
import itertools
import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from ..core.i18n import translate
from ..core.syntax import parse_python
from .names import kept_of, made_in, needed_by, used_in
from .statements import Reader, listed, shown

MOST_CODE = 20_000  # characters that are read
MOST_LINES = 10  # of code that are explained
_MAGIC = re.compile(r"[ \t]*(?:[%!]|\?{1,2}\w|[\w.]+\?{1,2}[ \t]*$|(?P<given>\w[\w.,\[\] \t]*=)[ \t]*(?P<code>[%!].*))")
_INSIDE = re.compile(  # brackets and quotes, and texts and remarks in which none counts
    r"#.*|\"{3}|'{3}|\"(?:\\.|[^\"\\])*(?:\"|\\?$)|'(?:\\.|[^'\\])*(?:'|\\?$)|[\[({})\]]"
)
_QUOTES = {mark: re.compile(rf"(?:\\.|(?!{mark})[^\\])*{mark}") for mark in ('"' * 3, "'" * 3)}
_READ_ON = ("%%time", "%%timeit", "%%capture", "%%prun")  # magics of a cell that holds Python all the same
_LOOP_OVER = "Once that is over, unless a `break` ended it:"
_AFTER = dict.fromkeys((ast.For, ast.AsyncFor, ast.While), _LOOP_OVER) | dict.fromkeys(
    (ast.Try, ast.TryStar), "If there was no error:"
)


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
    tree, plain, commands = _read(source)
    told = list(_commands(commands, lang))
    if isinstance(tree, ast.Module):
        steps = _steps(tree.body, Reader(plain, tree, lang), commands, lang)
        told += itertools.islice(steps, MOST_LINES + 1)  # of a long one no more
        told.sort(key=lambda each: each[0])
    lines = [text for _, text in told[:MOST_LINES]]
    if left := told[MOST_LINES:]:
        lines.append("- " + translate("… and so on from line {line}.", lang, line=left[0][0]))
    return [*lines, *_names(tree, lang)] if isinstance(tree, ast.Module) else lines


def broken(source: str) -> Broken | None:
    """Where ``source`` is no Python; None where it is, and where it cannot be read."""
    found = _read(source).tree
    if not isinstance(found, SyntaxError):
        return None
    line = found.lineno or 1
    text = (source.splitlines() or [""])[min(line, len(source.splitlines())) - 1] if source.strip() else ""
    return Broken(type(found).__name__, line, found.msg, text)


def is_readable(source: str) -> bool:
    """Whether ``source`` is neither too long nor too deep to be read."""
    return _read(source).tree is not None


def names_in(source: str) -> set[str]:
    """All names that ``source`` uses or makes, as far as it is Python."""
    tree = _read(source).tree
    return made_in(tree) | used_in(tree) if isinstance(tree, ast.Module) else set(re.findall(r"[^\W\d]\w*", source))


class _Read(NamedTuple):
    """``plain`` is the source with nothing in the lines that speak to Jupyter, which are the ``commands``."""

    tree: ast.Module | SyntaxError | None
    plain: str
    commands: dict[int, str]


def _read(source: str) -> _Read:
    """What stands in ``source``. Only where that is no Python, it speaks to Jupyter."""
    first = source.partition("\n")[0]
    if first.startswith("%%") and not first.startswith(_READ_ON):
        return _Read(_tree(""), "", {1: first})
    tree = _tree(source)
    if not isinstance(tree, SyntaxError):
        return _Read(tree, source, {})
    plain, commands = _without_magics(source)
    return _Read(_tree(plain), plain, commands)


def _tree(source: str) -> ast.Module | SyntaxError | None:
    """None where it is too long, or too deep to be read."""
    if len(source) > MOST_CODE:
        return None
    try:
        return parse_python(source)
    except SyntaxError as error:
        return None if error.msg.startswith("too many") else error  # brackets or levels
    except (ValueError, RecursionError, MemoryError):
        return None


def _without_magics(source: str) -> tuple[str, dict[int, str]]:
    """``source`` with nothing in the lines that speak to Jupyter, and these by their number."""
    lines, commands = source.split("\n"), dict[int, str]()
    inside = ""  # the brackets and the quote that are open
    for number, (before, line) in enumerate(itertools.pairwise(["", *lines]), 1):
        found = None if inside or before.endswith("\\") else _MAGIC.match(line)
        if found is None:
            inside = _left_open(line, inside)
            continue
        commands[number] = line.strip()
        blanks = line[: len(line) - len(line.lstrip())]
        lines[number - 1] = blanks + (f"{found['given']} None" if found["given"] else "pass")
    return "\n".join(lines), commands


def _left_open(line: str, inside: str) -> str:
    """What is still open at the end of ``line``: brackets, and last the quote of a text of several lines."""
    place = 0
    while place < len(line):
        if inside.endswith(tuple(_QUOTES)):
            end = _QUOTES[inside[-3:]].match(line, place)
            if end is None:
                return inside
            place, inside = end.end(), inside[:-3]
        elif found := _INSIDE.search(line, place):
            place, mark = found.end(), found[0]
            if mark in ("(", "[", "{") or mark in _QUOTES:
                inside += mark
            elif mark in (")", "]", "}"):
                inside = inside[:-1]
        else:
            break
    return inside


def _commands(commands: dict[int, str], lang: str) -> Iterator[tuple[int, str]]:
    for number, text in commands.items():
        sentence = "a command to Jupyter, and not Python: {code}."
        code = found["code"] if (found := _MAGIC.match(text)) and found["code"] else text
        if text.startswith("%%") and not text.startswith(_READ_ON):
            sentence = "a command to Jupyter for the whole cell, so what follows is not read as Python here: {code}."
        elif re.match(r"[%!]\s*(?:pip|conda|mamba|uv)\b.*\binstall\b", code):
            sentence = "a command to Jupyter that installs packages: {code}."
        elif code.startswith("!"):
            sentence = "a command to the computer's own shell: {code}."
        yield number, _line(number, translate(sentence, lang, code=shown(text)), 0, lang)


def _steps(
    body: Iterable[ast.stmt], reader: Reader, commands: Container[int], lang: str, depth: int = 0
) -> Iterator[tuple[int, str]]:
    """``(line, what it does)`` of each statement, with those that stand in it; of none where a command stood."""
    for node in body:
        if node.lineno not in commands:
            yield node.lineno, _line(node.lineno, reader.visit(node), depth, lang)
            yield from _within(node, reader, commands, lang, depth)


def _within(
    node: ast.stmt, reader: Reader, commands: Container[int], lang: str, depth: int
) -> Iterator[tuple[int, str]]:
    yield from _steps(getattr(node, "body", ()), reader, commands, lang, depth + 1)
    for handler in getattr(node, "handlers", ()):
        yield handler.lineno, _line(handler.lineno, reader.visit(handler), depth, lang)
        yield from _steps(handler.body, reader, commands, lang, depth + 1)
    for case in getattr(node, "cases", ()):
        yield from _steps(case.body, reader, commands, lang, depth + 1)
    for field in ("orelse", "finalbody"):
        rest = getattr(node, field, [])
        if rest and isinstance(node, ast.If) and len(rest) == 1 and isinstance(rest[0], ast.If):
            yield from _steps(rest, reader.otherwise(), commands, lang, depth)
        elif rest:
            said = "In any case, at the end:" if field == "finalbody" else _AFTER.get(type(node), "Otherwise:")
            yield rest[0].lineno, f"{'  ' * depth}- {translate(said, lang)}"
            yield from _steps(rest, reader, commands, lang, depth + 1)


def _line(number: int, said: str, depth: int, lang: str) -> str:
    return f"{'  ' * depth}- {translate('Line {line}: {said}', lang, line=number, said=said)}"


def _names(tree: ast.Module, lang: str) -> list[str]:
    """A sentence each on the names that the code makes, and on those that have to be there before."""
    needed = needed_by(tree) - set(dir(builtins)) - {"display", "get_ipython", "_", "__name__"}
    said = []
    if tops := sorted(kept_of(tree) - needed):
        said.append(translate("Names that it makes: {names}.", lang, names=listed(tops)))
    if needed:
        sentence = "Names that it needs from elsewhere, so run the cells that make them first: {names}."
        said.append(translate(sentence, lang, names=listed(sorted(needed))))
    return ["", *said] if said else []
