"""Judges the Python that an answer shows: what does not even parse cannot be right, nor what fails when it is run.

It is run only by whoever brings a sandbox, and an error counts only where it cannot come from what is not shown: a name
or a module may be the notebook's.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence

from ..core.syntax import parse_python

_OPENS = re.compile(r" {0,3}```[ \t]*(?:python3?|py)[ \t]*$", re.IGNORECASE)
_CLOSES = re.compile(r" {0,3}```")
_NOT_PLAIN = re.compile(r"^[ \t]*(?:>>>|\.\.\.|[%!?]|In \[)|\.\.\.[ \t]*$|…", re.MULTILINE)  # prompts, magics, left out


Runner = Callable[[Sequence[str]], Sequence[str]]  # what each piece of code raises, by name; empty where it runs
_TELLING = frozenset(
    {
        "ArithmeticError", "AssertionError", "IndexError", "KeyError", "OverflowError", "RecursionError", "TypeError",
        "UnboundLocalError", "ValueError", "ZeroDivisionError",
    }
)  # fmt: skip


def is_broken(text: str, run: Runner | None = None) -> bool:
    """Whether a Python block in ``text`` does not parse, or fails by ``run``, without the text naming that error.

    Blocks with prompts, magics or gaps are not judged.
    """
    blocks = [code for code in _blocks(text) if not _NOT_PLAIN.search(code)]
    if not all(map(_parses, blocks)):
        return True
    raised = run(blocks) if run is not None and blocks else ()
    return any(name in _TELLING and name not in text for name in raised)


def _blocks(text: str) -> Iterator[str]:
    """The Python blocks that are closed again; one pass over the lines."""
    lines: list[str] | None = None
    for line in text.split("\n"):
        if lines is None:
            lines = [] if _OPENS.match(line) else None
        elif _CLOSES.match(line):
            yield textwrap.dedent("\n".join(lines))
            lines = None
        else:
            lines.append(line)


def _parses(code: str) -> bool:
    try:
        parse_python(code)
    except (SyntaxError, ValueError):
        return False
    except (RecursionError, MemoryError):  # too deep to be judged
        return True
    return True
