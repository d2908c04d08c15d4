"""The signs that a teacher can have, drawn as lines on a grid of 24. The front end has the same in ``glyphs.ts``."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources


@functools.cache
def signs() -> Mapping[str, str]:
    """The lines of each sign by its name."""
    found: dict[str, str] = json.loads(resources.files(__package__).joinpath("glyphs.json").read_text(encoding="utf-8"))
    return found


def lines_of(name: str) -> str:
    """The lines of a sign; of the speech bubble where there is none of that name."""
    return signs().get(name, signs()["bubble"])
