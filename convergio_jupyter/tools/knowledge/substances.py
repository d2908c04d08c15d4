"""The formulas of common substances, by their English and Italian names."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .shipped import rows_of


def formula_of(name: str) -> str:
    """The formula of the substance that is called ``name``; empty where it is not known."""
    return _by_name().get(" ".join(name.casefold().replace("’", "'").split()), "")


@functools.cache
def _by_name() -> Mapping[str, str]:
    return {
        name.casefold(): row["formula"]
        for row in rows_of("substances.csv")
        for names in (row["en"], row["it"])
        for name in names.split("/")
    }
