"""Reads the Python that an answer shows. It is parsed and never run: what does not even parse cannot be right.

Running it belongs to a sandbox; until there is one, this is what can be said of code without a risk.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator

_OPENS = re.compile(r" {0,3}```[ \t]*(?:python3?|py)[ \t]*$", re.IGNORECASE)
_CLOSES = re.compile(r" {0,3}```")
_NOT_PLAIN = re.compile(r"^[ \t]*(?:>>>|\.\.\.|[%!?]|In \[)|\.\.\.[ \t]*$|…", re.MULTILINE)  # prompts, magics, left out


def broken_snippets(text: str) -> int:
    """How many of the Python blocks in ``text`` do not parse. Blocks with prompts, magics or gaps are not judged."""
    return sum(not _parses(code) for code in _blocks(text) if not _NOT_PLAIN.search(code))


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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a model's odd escapes are nobody's business here
            ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    except (RecursionError, MemoryError):  # too deep to be judged
        return True
    return True
