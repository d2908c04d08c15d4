"""What somebody has written into a cell of a notebook as an answer that is no code."""

from __future__ import annotations

import ast
import re

from ..core.syntax import parse_python

LONGEST = 2_000  # characters of an answer that may be Python; a longer one is what it says

# A name and a text whose quotes are those of a book, or that is not closed.
_QUOTED = re.compile(r"""^[^\W\d]\w* *= *["'“”„«‘’]([^"'“”„«»‘’\n]*)["'“”„»‘’]? *$""", re.MULTILINE)


def value_in(source: str) -> str:
    """What was written as an answer that is no code: the text of the last value in the cell, if there is one yet."""
    if len(source) > LONGEST:
        return source.strip()
    try:
        body = parse_python(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # no Python, or some that is meant to do harm
        quoted = _QUOTED.findall(source)
        return quoted[-1].strip() if quoted else source.strip()
    if len(body) > 1 and all(isinstance(each, ast.Expr) for each in body):
        return source.strip()  # 1; 3; 6 is one answer
    last = next((each for each in reversed(body) if isinstance(each, ast.Assign)), body[-1] if body else None)
    if last is None or isinstance(last, ast.Raise):  # remarks only, or what stands there before anybody answers
        return ""
    value = last.value if isinstance(last, (ast.Assign, ast.Expr)) else None
    if isinstance(value, ast.Constant):
        return "" if value.value in (None, ..., "...", "…") else str(value.value)
    return (ast.get_source_segment(source, value) or "") if value is not None else source.strip()
