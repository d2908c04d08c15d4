"""Reads the Python that people and models write, in as many threads as ask for it."""

from __future__ import annotations

import ast
import contextlib
import threading
import warnings

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


def _parsed(source: str) -> ast.Module:
    with _ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)
