"""The numbered migrations, for both dialects.

A statement ends with ``;`` at the end of a line. One that begins with ``-- sqlite only`` or ``-- postgres only`` is for
that dialect.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import Literal

Dialect = Literal["sqlite", "postgres"]
_ONLY = re.compile(r"-- (sqlite|postgres) only\n")


def migrations(dialect: Dialect) -> list[list[str]]:
    """The statements of each migration, in the order in which they are run."""
    folder = resources.files(__package__).joinpath("migrations")
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=lambda each: each.name)
    return [_statements(each.read_text(encoding="utf-8"), dialect) for each in files]


def _statements(script: str, dialect: Dialect) -> list[str]:
    found = []
    for statement in script.split(";\n"):
        only = _ONLY.match(statement)
        if statement.strip() and (only is None or only[1] == dialect):
            found.append(statement)
    return found
