"""Units behind the numbers of a set or an interval: {1 h, 2 h}, [2.95, 3.05] km, 2950 m to 3050 m."""

from __future__ import annotations

import re
from fractions import Fraction

from ..key import Key
from .measures import Measure
from .wordings import known_words, stem, unit_in_words, unit_named

_BEHIND = re.compile(
    r"(?<=[0-9)\]}]) ?([^\W\d_]{1,15}(?:\^?[23])?(?:/[^\W\d_]{1,12}(?:\^?[23])?)?)"
    r"(?= *(?:$|[,;\])}|<>≤≥=∪±+-]| (?:and|or|e|ed|o|oppure|to|a|al|fino|up|in|through|unione?|U)\b))",
    re.IGNORECASE,
)
_DEGREES = frozenset(("degree", "degrees", "grado", "gradi"))
_BETWEEN = frozenset(("oppure", "union", "unione"))  # numbers, and no word for what is counted
LEAST_WORD = 4  # letters of what is counted, such as coins; shorter words stand between numbers


class OtherUnit(Exception):
    """A unit that is not the one that is asked for, or several where one cannot be told into the other."""


def bare_numbers(text: str, key: Key) -> tuple[str, Fraction]:
    """``text`` without its units, and by how much its numbers are to be multiplied then; raises ``OtherUnit``.

    They come out in the unit of the key, or in that of the task; where neither names one, all have to have the same.
    Behind a unit that goes on, as metres per second, nothing is taken away.
    """
    names = {each[1] for each in _BEHIND.finditer(text)} - {"in", "U"}  # x in ℝ, [0, 1] U [2, 3]
    units = {name: unit for name in names if (unit := unit_in_words(name)) is not None}
    wanted = unit_in_words(key.unit) if key.unit else unit_named(key.asked)
    if wanted is None and len({(unit.size, unit.dimension) for unit in units.values()}) > 1:
        raise OtherUnit
    on_thermometer = key.unit in ("°C", "°F")
    shares = {
        name: Fraction(1) if on_thermometer and name.lower() in _DEGREES else _share(unit, wanted)
        for name, unit in units.items()
    }
    alike = len(set(shares.values())) == 1
    counted = known_words(key.asked)

    def bare(found: re.Match[str]) -> str:
        if found[1] in shares:
            return "" if alike else f"*({shares[found[1]]})"
        word = len(found[1]) >= LEAST_WORD and stem(found[1]) in counted and found[1].lower() not in _BETWEEN
        return "" if word else found[0]

    return _BEHIND.sub(bare, text), next(iter(shares.values())) if alike else Fraction(1)


def _share(unit: Measure, wanted: Measure | None) -> Fraction:
    """How many of the ``wanted`` unit one of ``unit`` is."""
    if wanted is None:
        return Fraction(1)
    if unit.dimension != wanted.dimension or unit.zero != wanted.zero:
        raise OtherUnit
    return Fraction(unit.size) / Fraction(wanted.size)
