"""What somebody has written into a cell of a notebook as an answer that is no code."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from typing import TypeGuard

from ...core.syntax import parse_python

LONGEST = 2_000  # characters of an answer that may be Python; a longer one is what it says

_EXACT = ("Fraction", "Decimal", "float")  # forms of a number in code that leave it as it is
_FORM = (*_EXACT, "int", "str", "complex")
_NUMBERED = re.compile(r"# ?\d{1,3}")  # the third, and no remark
# Behind an answer, or where none is yet; #3 is the third, and #ff0000 a colour.
_REMARK = re.compile(r"(?:^\s*#(?!\S)|(?<=\S)\s+#)(?! ?\d{1,3}\b).*")
_LINE_END = re.compile(r"\r\n?|\n")
_SAID = (ast.BoolOp, ast.Compare, ast.Not, ast.BitXor, ast.BitOr, ast.BitAnd)
_CODE = (ast.Name, ast.Call, ast.IfExp, ast.comprehension, ast.Lambda)
_WORD = re.compile(r"[^\W\d]\w*")
# A name and a text whose quotes are those of a book, or that is not closed.
_QUOTED = re.compile(r"""^[^\W\d]\w* *= *["'“”„«‘’]([^"'“”„«»‘’\n]*)["'“”„»‘’]? *$""", re.MULTILINE)


def value_in(source: str, name: str = "") -> str:
    """What was written as an answer that is no code: the text of the last value in the cell, if there is one yet.

    ``name`` is what the task calls it, where that is no part of the answer: several words may stand behind it.
    """
    if len(source) > LONGEST or _NUMBERED.fullmatch(source.strip()):
        return source.strip()
    body = _body(source)
    if body is None:
        quoted = _QUOTED.findall(source)
        return quoted[-1].strip() if quoted else _behind(name, source)
    if len(body) > 1 and all(isinstance(each, ast.Expr) for each in body):
        return source.strip()  # 1; 3; 6 is one answer
    last = next((each for each in reversed(body) if isinstance(each, ast.Assign)), body[-1] if body else None)
    if last is None or isinstance(last, ast.Raise):  # remarks only, or what stands there before anybody answers
        return ""
    value = last.value if isinstance(last, (ast.Assign, ast.Expr)) else None
    if isinstance(value, ast.Call) and called(value) in _EXACT and (said := as_written(value)):
        return said
    if isinstance(value, ast.Constant):
        return "" if value.value in (None, ..., "...", "…") else str(value.value)
    return _text_of(value, source) if value is not None else source.strip()


def reckoned_in(source: str, name: str = "", given: str = "") -> str:
    """The expression whose value is the answer once ``source`` has run, where only a run says what it comes to.

    ``name`` is what the task asks for; ``given`` runs before. Empty where the value stands there as it is, where there
    is none, and where nobody has said what its names mean: Rome, and 2*x.
    """
    body = _body(source) if len(source) <= LONGEST else None
    last = body[-1] if body else None
    if body is None or last is None or all(_is_plain(each) for each in body):
        return ""
    named = [node for each in body for node in ast.walk(each) if isinstance(node, ast.Name)]
    bound = {node.id for node in named if _is_bound(node)}
    known = {*dir(builtins), *bound, *_defined(body), *_WORD.findall(given)}
    if any(node.id not in known for node in named):
        return ""
    if name in bound:
        return name
    own = [target.id for each in body if isinstance(each, ast.Assign) for target in each.targets if _is_bound(target)]
    return own[-1] if own else _printed(last.value) if isinstance(last, ast.Expr) else ""


def _behind(name: str, source: str) -> str:
    """What stands behind ``name`` and an equals sign: the third, of a name and two words that nobody has quoted.

    A remark behind it is none of it.
    """
    found = re.findall(rf"^{re.escape(name)} *=(?!=)(.*)$", source, re.MULTILINE) if name else []
    return (_REMARK.sub("", found[-1]) if found else source).strip()


def _text_of(value: ast.expr, source: str) -> str:
    """What a value is in ``source``. A sign right behind a letter begins no remark: C#, F# minor."""
    said = ast.get_source_segment(source, value) or ""
    line = _LINE_END.split(source)[(value.end_lineno or 1) - 1]
    behind = line.encode()[value.end_col_offset :].decode()
    return _REMARK.sub("", said + behind).strip() if behind.startswith("#") and said[-1:].isalpha() else said


def as_written(node: ast.expr) -> str:
    """A value in code as a learner would write it, ``Fraction(4, 3)`` as 4/3; empty where it is none."""
    if isinstance(node, ast.Call):
        parts = [as_written(each) for each in node.args]
        return "/".join(parts) if called(node) in _FORM and all(parts) else ""
    if isinstance(node, ast.BinOp):
        return ast.unparse(node) if all(map(as_written, (node.left, node.right))) else ""
    if isinstance(node, (ast.Set, ast.Tuple, ast.List)):
        parts = [as_written(each) for each in node.elts]
        return "{" + ", ".join(parts) + "}" if all(parts) else ""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return ""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _body(source: str) -> list[ast.stmt] | None:
    """The statements of ``source``; None where it is no Python, or some that is meant to do harm."""
    try:
        return parse_python(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    """The names that functions, classes and imports bring, and those of what functions are given."""
    for node in (node for each in body for node in ast.walk(each)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((each.asname or each.name).partition(".")[0] for each in node.names)


def _printed(value: ast.expr) -> str:
    """What is printed, where it is a line; else the value itself."""
    if not isinstance(value, ast.Call) or called(value) != "print" or value.keywords or not value.args:
        return ast.unparse(value)
    printed = [ast.unparse(each) for each in value.args]
    return printed[0] if len(printed) == 1 else f"' '.join(map(str, [{', '.join(printed)}]))"


def _is_plain(statement: ast.stmt) -> bool:
    """Whether it says its value itself, or none; a sum that a name is given is code, and one alone what it says."""
    if isinstance(statement, (ast.Assign, ast.Expr)) and _is_said(statement.value):
        return True
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.BinOp):
        return _is_fraction(statement.value)
    if isinstance(statement, (ast.Assign, ast.Expr)):
        calls = [each for each in ast.walk(statement) if isinstance(each, ast.Call) and called(each) not in _EXACT]
        return isinstance(statement.value, ast.Constant) or bool(not calls and as_written(statement.value))
    return isinstance(statement, (ast.Import, ast.ImportFrom, ast.Raise, ast.Pass))


def _is_said(value: ast.expr) -> bool:
    """Whether it is meant as people write and not as Python reads it: 1 and 3, 4/3 or 3/4, 188*10^4."""
    nodes = list(ast.walk(value))
    return any(isinstance(each, _SAID) for each in nodes) and not any(isinstance(each, _CODE) for each in nodes)


def _is_fraction(value: ast.BinOp) -> bool:
    """Whether it is a fraction of whole numbers, which is exact as it stands, and no division that comes out even."""
    above, below = (_whole(side) for side in (value.left, value.right))
    return isinstance(value.op, ast.Div) and above is not None and below not in (None, 0) and above % below != 0


def _whole(node: ast.expr) -> int | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_bound(node: ast.expr) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def called(call: ast.Call) -> str:
    """The name of what is called, without where it comes from."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
