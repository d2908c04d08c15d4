"""Takes lessons to work through them by oneself: a learner's copy of each, and the key where checks look for it.

Who works alone has the key at hand: it is kept out of sight, and is no secret.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from ..lesson.reading import lesson_from, read_notebook
from ..shelf import SUFFIX
from .build import Built, build


class Taken(NamedTuple):
    """``copy`` is where one works; ``kept`` where it was there already, and is as one has left it."""

    copy: Path
    kept: bool
    built: Built = Built()


def own_copy(source: Path, folder: Path, keys: Path) -> Taken:
    """Puts a learner's copy of the lesson in ``source`` into ``folder``, and its key into ``keys``.

    What one has worked on stays as it is; only the key is made anew where the lesson is newer. Raises
    ``NotANotebook``, and ``OSError`` where a folder cannot be written.
    """
    lesson = lesson_from(read_notebook(source))
    copy, key = folder / source.name, keys / f"{lesson.id}.{lesson.lang}{SUFFIX}"
    if copy.exists() and key.exists() and key.stat().st_mtime >= source.stat().st_mtime:
        return Taken(copy, kept=True)
    with tempfile.TemporaryDirectory(prefix="convergio-study-") as place:
        built = build(source, Path(place), ["student"], run=False)
        if built.key is None:
            return Taken(copy, kept=copy.exists(), built=built)
        _put(built.key, key)
        kept = copy.exists()
        if not kept:
            _put(built.files[0], copy)
    return Taken(copy, kept, built)


def _put(made: Path, place: Path) -> None:
    """Moves a whole file to its place; nobody finds half of one there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.new")
    shutil.copy(made, beside)
    os.replace(beside, place)
