"""Where countries, capitals and some other places are, by their English and Italian names."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .shipped import rows_of


@dataclass(frozen=True, slots=True)
class Place:
    """A place in degrees; a country stands in the middle of its largest part."""

    english: str
    italian: str
    lat: float
    lon: float
    kind: str = ""  # country, region or mountain; empty for a town
    capital_of: Sequence[str] = ()  # the English names of countries and regions

    @property
    def is_area(self) -> bool:
        return self.kind in ("country", "region")

    def name(self, lang: str) -> str:
        return self.italian if lang == "it" else self.english


def capitals_of(area: Place) -> list[Place]:
    """The capital of a country or a region, or all of its capitals; none where it is not known, or in dispute."""
    return [each for each in dict.fromkeys(_by_name().values()) if area.english in each.capital_of]


def place_named(name: str) -> Place | None:
    """The place that is called ``name`` in English or Italian."""
    return _by_name().get(" ".join(name.casefold().replace("’", "'").split()))


@functools.cache
def _by_name() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for row in rows_of("places.csv"):
        names = [row["en"].split("/"), (row["it"] or row["en"]).split("/")]
        capital_of = tuple(filter(None, row["capital_of"].split("/")))
        place = Place(names[0][0], names[1][0], float(row["lat"]), float(row["lon"]), row["kind"], capital_of)
        found |= {name.casefold(): place for each in names for name in each}
    return found
