"""Where countries, capitals and some other places are, by their English and Italian names."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from .shipped import rows_of


@dataclass(frozen=True, slots=True)
class Place:
    """A place in degrees; a country stands in the middle of its largest part."""

    english: str
    italian: str
    lat: float
    lon: float

    def name(self, lang: str) -> str:
        return self.italian if lang == "it" else self.english


def place_named(name: str) -> Place | None:
    """The place that is called ``name`` in English or Italian."""
    return _by_name().get(" ".join(name.casefold().replace("’", "'").split()))


@functools.cache
def _by_name() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for row in rows_of("places.csv"):
        names = [row["en"].split("/"), (row["it"] or row["en"]).split("/")]
        place = Place(names[0][0], names[1][0], float(row["lat"]), float(row["lon"]))
        found |= {name.casefold(): place for each in names for name in each}
    return found
