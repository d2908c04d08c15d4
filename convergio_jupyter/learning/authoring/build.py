"""Builds from one source what learners, browsers and nbgrader get, and the key that stays behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..lesson.reading import Lesson, lesson_from, read_notebook
from ..shelf import SUFFIX
from . import targets
from .check import check_lesson, leaks_in
from .findings import Finding
from .key_file import key_of, write_key
from .page import page
from .pictures import with_pictures

KEYS = "keys"


class Built(NamedTuple):
    """What was written; nothing of it where ``findings`` hold an error."""

    files: tuple[Path, ...] = ()
    key: Path | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


class _Target(NamedTuple):
    place: str  # of the file in the folder, with the lesson's own name
    alone: str  # the same in a folder of its author's choice, where none may take the place of another
    made: Callable[[Mapping[str, Any], Lesson], str]
    for_learners: bool = True


def _notebook(made: Callable[[Mapping[str, Any], Lesson], targets.Notebook]) -> Callable[..., str]:
    return lambda notebook, lesson: json.dumps(made(notebook, lesson), ensure_ascii=False, indent=1) + "\n"


TARGETS = {
    "student": _Target("student/{name}.ipynb", "{name}.ipynb", _notebook(targets.student)),
    "app": _Target("app/{name}.ipynb", "{name}-app.ipynb", _notebook(targets.app)),
    "html": _Target("html/{name}.html", "{name}.html", page),
    # Its owner's: nbgrader itself takes solutions and hidden tests out of what it releases.
    "nbgrader": _Target(
        "nbgrader/source/{name}/{name}.ipynb",
        "source/{name}/{name}.ipynb",
        _notebook(targets.nbgrader),
        for_learners=False,
    ),
}


_NOT_LESSONS = {*TARGETS, KEYS, "node_modules"}


def sources(folder: Path) -> list[Path]:
    """The notebooks below ``folder`` that may be lessons, without what was built from them."""
    found = sorted(folder.rglob("*.ipynb"))
    parts = [(path, path.relative_to(folder).parts[:-1]) for path in found]
    return [path for path, above in parts if not any(each in _NOT_LESSONS or each.startswith(".") for each in above)]


def build(
    source: Path, folder: Path, names: Sequence[str] = tuple(TARGETS), *, run: bool = True, name: str = ""
) -> Built:
    """Checks the lesson in ``source`` and writes its targets below ``folder``, and its key beside them.

    ``name`` is what the files are called, where they are not called like the source. ``run``: the checks are tried
    out first. A target that would hold anything of the key is not written.
    Raises ``NotANotebook``, and ``OSError`` where the folder cannot be written.
    """
    called = name or source.stem
    lesson, made, findings = _made(source, names, run=run)
    if not made:
        return Built(findings=findings)
    places = {target: folder / TARGETS[target].place.format(name=called) for target in names}
    files = tuple(_written(places[target], text) for target, text in made.items())
    key = folder / KEYS / f"{called}{SUFFIX}"
    write_key(key, key_of(lesson))
    return Built(files, key, findings)


def export(source: Path, target: str, folder: Path, *, run: bool = True) -> Built:
    """Writes one ``target`` of the lesson in ``source`` into ``folder``, and no key. Checks it as :func:`build` does.

    Raises ``NotANotebook``, ``FileExistsError`` where it would take the place of the lesson, and ``OSError``.
    """
    place = folder / TARGETS[target].alone.format(name=source.stem)
    if place.resolve() == source.resolve():
        raise FileExistsError(str(place))
    _, made, findings = _made(source, [target], run=run)
    return Built(tuple(_written(place, text) for text in made.values()), findings=findings)


def _made(source: Path, names: Sequence[str], *, run: bool) -> tuple[Lesson, dict[str, str], tuple[Finding, ...]]:
    """The lesson in ``source`` with its targets, which are none where the findings hold an error."""
    notebook = read_notebook(source)
    lesson = lesson_from(notebook)
    findings = check_lesson(lesson, notebook, run=run, folder=source.parent)
    if any(finding.severity == "error" for finding in findings):
        return lesson, {}, tuple(findings)
    whole = with_pictures(notebook, lesson, source.parent)
    made = {target: TARGETS[target].made(whole, lesson_from(whole)) for target in names}
    findings += [each for target in names if TARGETS[target].for_learners for each in _leaks(lesson, made[target])]
    if any(finding.severity == "error" for finding in findings):
        made = {}
    return lesson, made, tuple(findings)


def _leaks(lesson: Lesson, made: str) -> list[Finding]:
    """What a target holds of the key; of a notebook its metadata are looked at by their names, too."""
    return leaks_in(lesson, json.loads(made) if made.startswith("{") else made)


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
