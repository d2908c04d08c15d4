"""The small data files that come with the tools, read at their first use. Lines that begin with # are remarks."""

from __future__ import annotations

import csv
import functools
import os
from collections.abc import Mapping, Sequence

_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")


def shipped(name: str) -> str:
    """The text of one of our data files."""
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return file.read()


@functools.cache
def rows_of(name: str) -> Sequence[Mapping[str, str]]:
    """The rows of a file of values between commas, by the names in its first line."""
    lines = [line for line in shipped(name).splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))
