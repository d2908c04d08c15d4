"""Runs Python that nobody vouches for: without files, network, environment or keys, in 128 MiB and 2 seconds.

The interpreter is Monty (pydantic-monty, MIT), written in Rust: most of the language and a small part of its library.
It works in processes of its own, so that not even its crash reaches us, and can call nothing that we do not give it: we
give it nothing. What it does not know yet (generators, most modules) fails by an error that says nothing of the code.
"""

from __future__ import annotations

import atexit
import functools
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_monty import Monty

LIBRARY = "pydantic_monty"
SECONDS = 2.0  # for each piece of code
MEMORY = 128 * 2**20  # bytes
DEPTH = 200  # calls in calls
PROCESSES = 2
MOST_PRINTED = 65_536  # characters that are kept


@dataclass(frozen=True, slots=True)
class Run:
    """How one piece of code ended: what it printed, and the name of what it raised; empty where it ran through."""

    printed: str = ""
    error: str = ""


def is_here() -> bool:
    """Whether the interpreter is installed (the extra ``sandbox``)."""
    return importlib.util.find_spec(LIBRARY) is not None


def run(pieces: Sequence[str]) -> list[Run]:
    """Runs ``pieces`` one after the other, as the cells of one notebook; after the first error the rest is left.

    Blocks for as long as they take, two seconds each at most. Raises nothing that the code does.
    """
    from pydantic_monty import MontyError, ResourceLimits

    runs: list[Run] = []
    limits = ResourceLimits(max_feed_duration_secs=SECONDS, max_memory=MEMORY, max_recursion_depth=DEPTH)
    try:
        with _pool().checkout(limits=limits, os_policy={"sleep": "zero"}) as session:
            for piece in pieces:
                printed = _Printed()
                try:
                    session.feed_run(piece, print_callback=printed)
                except MontyError as error:
                    runs.append(Run(printed.text, _name_of(error)))
                    return runs
                runs.append(Run(printed.text))
    except MontyError as error:  # the process went away, or none was free in time
        runs.append(Run("", type(error).__name__))
    return runs


def errors_of(pieces: Sequence[str]) -> list[str]:
    """What each piece that was run raised, by name; empty where it ran through."""
    return [each.error for each in run(pieces)]


class _Printed:
    """Keeps the beginning of what is printed."""

    def __init__(self) -> None:
        self.text = ""

    def __call__(self, _stream: str, text: str) -> None:
        self.text += text[: MOST_PRINTED - len(self.text)]


@functools.cache
def _pool() -> Monty:
    """The processes, started when they are needed, and ended with this one."""
    from pydantic_monty import Monty

    pool = Monty(
        min_processes=0, max_processes=PROCESSES, checkout_timeout=5 * SECONDS, request_timeout=5 * SECONDS
    ).__enter__()
    atexit.register(pool.__exit__, None, None, None)
    return pool


def _name_of(error: Exception) -> str:
    """The name of what the code raised, where the interpreter says so; else of what became of the interpreter."""
    try:
        return type(error.exception()).__name__  # type: ignore[attr-defined]
    except Exception:
        return type(error).__name__
