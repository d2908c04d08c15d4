"""Reads a notebook as a lesson. A lesson that is not well made is read, too: it is for its validator to say so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...core.errors import NotANotebook
from ...core.i18n import Phrase
from .roles import NAMESPACE, OF_EXERCISE, ROLES, TAG, FenceOpen, hidden_of, solution_of, visible_of

MOST_BYTES = 10_000_000
MOST_CELLS = 2_000


class Cell(NamedTuple):
    """A cell, with the part that it plays. ``number`` counts from 1, as people do; ``role`` may be unknown, or none."""

    number: int
    id: str
    kind: str  # markdown, code, raw
    source: str
    role: str = ""
    exercise: str = ""
    level: int = 0  # of a hint
    own: Mapping[str, Any] = {}  # what its metadata say for us
    tags: tuple[str, ...] = ()

    @property
    def skills(self) -> tuple[str, ...]:
        return _texts(self.own.get("skills"))


class Exercise(NamedTuple):
    """The cells that belong together under one id."""

    id: str
    cells: tuple[Cell, ...]

    def of(self, role: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.role == role)

    @property
    def answer(self) -> Cell | None:
        return next(iter(self.of("answer")), None)

    @property
    def hints(self) -> tuple[Cell, ...]:
        """The ladder, from its lowest rung on."""
        return tuple(sorted(self.of("hint"), key=lambda cell: cell.level))

    @property
    def skills(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(skill for cell in self.cells for skill in cell.skills))

    @property
    def points(self) -> float:
        """What it is worth; 1 where nothing is said."""
        said = [cell.own["points"] for cell in self.cells if _is_number(cell.own.get("points"))]
        return float(sum(said)) if said else 1.0

    def visible_checks(self) -> list[str]:
        return [text for cell in self.of("check") if (text := _unfenced(visible_of, cell.source)).strip()]

    def hidden_checks(self) -> list[str]:
        return [text for cell in self.of("check") if (text := _unfenced(hidden_of, cell.source)).strip()]

    def solution(self) -> str:
        """The author's answer in code; empty where there is none."""
        return _unfenced(solution_of, self.answer.source) if self.answer is not None else ""


class Lesson(NamedTuple):
    """A lesson. Its texts are what the notebook says, empty where that is nothing."""

    cells: tuple[Cell, ...]
    exercises: Mapping[str, Exercise]
    head: Mapping[str, Any]  # what the notebook's metadata say for us

    @property
    def id(self) -> str:
        return _text(self.head.get("id"))

    @property
    def title(self) -> str:
        return _text(self.head.get("title"))

    @property
    def lang(self) -> str:
        return _text(self.head.get("lang"))

    @property
    def teacher(self) -> str:
        return _text(self.head.get("teacher"))

    @property
    def guard(self) -> str:
        return _text(self.head.get("guard")) or "socratic"

    @property
    def skills(self) -> tuple[str, ...]:
        return _texts(self.head.get("skills"))

    @property
    def skill_names(self) -> dict[str, str]:
        """What its skills are called in its language, by their ids, where it says so."""
        found = self.head.get("skill_names")
        said = found.items() if isinstance(found, Mapping) else ()
        return {str(skill): name for skill, name in said if isinstance(name, str) and name.strip()}

    @property
    def prerequisites(self) -> tuple[str, ...]:
        return _texts(self.head.get("prereqs"))

    @property
    def minutes(self) -> int:
        """How long it takes; 0 where nobody says."""
        found = self.head.get("minutes")
        return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0

    @property
    def solution_after(self) -> int:
        """After how many attempts the solution may be seen; 0 is never."""
        hints = self.head.get("hints")
        found = hints.get("solution_after") if isinstance(hints, Mapping) else None
        return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0

    def of(self, role: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.role == role)

    def given(self, exercise: Exercise) -> str:
        """The code that a learner has run before they come to ``exercise``: examples, and no answers."""
        first = exercise.answer.number if exercise.answer is not None else len(self.cells) + 1
        before = (cell for cell in self.cells if cell.number < first and cell.kind == "code")
        return "\n".join(plain_python(cell.source) for cell in before if cell.role in ("", "intro", "worked", "task"))


def read_lesson(path: Path) -> Lesson:
    """The lesson in the file at ``path``. Raises ``NotANotebook``."""
    return lesson_from(read_notebook(path))


def read_notebook(path: Path) -> dict[str, Any]:
    """The notebook in the file at ``path``, as nbformat 4 has it. Raises ``NotANotebook``."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _not_a_notebook(path, Phrase("it is larger than {most} MB", most=MOST_BYTES // 1_000_000))
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _not_a_notebook(path, Phrase("there is no such file")) from None
    except IsADirectoryError:
        raise _not_a_notebook(path, Phrase("it is a folder")) from None
    except (OSError, ValueError, RecursionError) as error:
        raise _not_a_notebook(path, Phrase("it is no notebook"), str(error)) from None
    return as_notebook(found, str(path))


def as_notebook(found: object, name: str) -> dict[str, Any]:
    """``found``, which is called ``name``, where it is a notebook as nbformat 4 has it. Raises ``NotANotebook``."""
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list) or found.get("nbformat") != 4:
        raise _not_a_notebook(name, Phrase("it is no notebook of format 4"))
    if not all(isinstance(cell, dict) for cell in found["cells"]):
        raise _not_a_notebook(name, Phrase("it is no notebook of format 4"))
    if len(found["cells"]) > MOST_CELLS:
        raise _not_a_notebook(name, Phrase("it has more than {most} cells", most=f"{MOST_CELLS:,}"))
    return found


def lesson_from(notebook: Mapping[str, Any]) -> Lesson:
    """What ``notebook`` says as a lesson, whatever it says."""
    cells = tuple(_cells(notebook.get("cells") or ()))
    by_id: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.role in OF_EXERCISE and cell.exercise:
            by_id.setdefault(cell.exercise, []).append(cell)
    exercises = {name: Exercise(name, tuple(found)) for name, found in by_id.items()}
    return Lesson(cells, exercises, _mapping(_own(notebook).get("lesson")))


def plain_python(source: str) -> str:
    """``source`` without what only IPython reads: lines for it, and cells that are for another magic."""
    if source.lstrip().startswith("%%"):
        return ""
    return "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("%", "!", "?")))


def _cells(found: Sequence[Any]) -> Iterator[Cell]:
    exercise = ""
    for number, raw in enumerate(found, 1):
        cell = _mapping(raw)
        own, tags = _own(cell), _texts(_mapping(cell.get("metadata")).get("tags"))
        role = _text(own.get("role")) or next((tag[len(TAG) :] for tag in tags if tag[len(TAG) :] in ROLES), "")
        # A cell that does not say whose it is belongs to the task above it.
        exercise = _text(own.get("ex")) or ("" if role == "task" else exercise)
        yield Cell(
            number,
            _text(cell.get("id")),
            _text(cell.get("cell_type")),
            text_of(cell.get("source")),
            role,
            exercise if role in OF_EXERCISE else _text(own.get("ex")),
            own["level"] if _is_number(own.get("level")) and isinstance(own["level"], int) else 0,
            own,
            tags,
        )


def text_of(source: object) -> str:
    """The text of a cell, which a file may hold in lines."""
    return "".join(map(str, source)) if isinstance(source, list) else _text(source)


def _own(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(_mapping(holder.get("metadata")).get(NAMESPACE))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _unfenced(part: Any, source: str) -> str:
    try:
        found: str = part(source)
    except FenceOpen:  # the validator says so; nothing of it may be shown
        return ""
    return found


def _not_a_notebook(path: Path | str, why: Phrase, detail: str = "") -> NotANotebook:
    return NotANotebook(path=str(path), why=why, detail=detail)
