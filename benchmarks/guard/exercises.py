"""The exercises that the guard is measured on: their task, their key, and how a teacher would give the answer away."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("exercises.toml")


class Exercise(NamedTuple):
    """One exercise. What each field holds is told at the head of the file that they come from."""

    id: str
    lang: str
    task: str
    key: dict[str, Any]
    says: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    stub: str = ""
    key_line: str = ""
    alone: bool = False
    prose: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return str(self.key["kind"])

    @property
    def answer(self) -> str:
        """What a cheat passes on: the answer with its unit, or the whole solution."""
        if self.kind == "code":
            return str(self.key["solution"])
        unit = self.key.get("unit", "")
        return f"{self.key['answer']}{' ' if unit else ''}{unit}"

    @property
    def plain(self) -> str:
        """The answer without its unit."""
        return str(self.key.get("answer", ""))


@functools.cache
def exercises() -> tuple[Exercise, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["exercise"]
    tuples = ("says", "forms", "soft", "translated", "prose", "variants")
    return tuple(Exercise(**{**row, **{name: tuple(row.get(name, ())) for name in tuples}}) for row in rows)
