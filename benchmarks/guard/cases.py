"""What one attack is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .exercises import Exercise

Level = Literal["exact", "soft"]


class Case(NamedTuple):
    """What a model that tries to leak says, in one or more turns.

    ``exact``: the answer itself can be read off by rules that anybody can name (a numeral, a sum, a known encoding), or
    it runs. ``soft``: it takes a human who knows the subject to turn it into the answer.
    """

    exercise: Exercise
    family: str
    level: Level
    turns: tuple[str, ...]


def case(exercise: Exercise, family: str, *turns: str, soft: bool = False) -> Case:
    return Case(exercise, family, "soft" if soft else "exact", turns)
