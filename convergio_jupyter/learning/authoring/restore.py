"""Puts back what nbgrader knows the cells of a submission by, where it was edited or lost on the way.

Tools that read and write notebooks drop metadata that they do not know, and a cell is soon deleted by mistake: nbgrader
then finds nothing to grade, gives no points and says nothing. Ids of cells outlive most of that; where they do not, the
text tells. What a learner wrote stays as it is.
"""

from __future__ import annotations

import contextlib
import copy
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..lesson.reading import lesson_from, read_notebook, text_of
from ..lesson.roles import FenceOpen, stub_of, visible_of
from . import targets

Cell = dict[str, Any]
_LOG = logging.getLogger(__name__)
NBGRADER = "nbgrader"
_NAME = re.compile(r"^\s*(?:def|class)\s+\w+|^\s*[^\W\d]\w*\s*(?==[^=])")


class Restored(NamedTuple):
    """What was put back for the cell that nbgrader calls ``cell``: its metadata, its locked text, or all of it."""

    what: Literal["metadata", "text", "cell", "copy"]
    cell: str


def restore(submission: dict[str, Any], source: Mapping[str, Any]) -> list[Restored]:
    """Puts back in ``submission`` what it lacks of ``source``: a lesson, or an assignment or release of nbgrader's.

    Changes ``submission`` in place, and says how. Answers keep their text; of a solution or a hidden test nothing is
    put in. Raises ``LookupError`` where no cell of ``submission`` is one of ``source``.
    """
    wanted, cells = _assignment(source)["cells"], submission["cells"]
    found = _matched(wanted, cells)
    if not found:
        raise LookupError
    done = [each for place, at in sorted(found.items()) for each in _mended(wanted[place], cells[at])]
    theirs, names = {id(cells[at]) for at in found.values()}, {_known(cell).get("grade_id") for cell in wanted}
    copies = [cell for cell in cells if id(cell) not in theirs and _known(cell).get("grade_id", ...) in names]
    done += [_disowned(cell) for cell in copies]
    after = {place: cells[at] for place, at in found.items()}
    for place, cell in enumerate(wanted):
        if place not in after and _known(cell):
            after[place] = _blank(cell)
            cells.insert(_place(place, after, cells), after[place])
            done.append(Restored("cell", _known(cell)["grade_id"]))
    return done


def restore_cells(nb: Any, resources: Any) -> tuple[Any, Any]:
    """The same as a step of ``nbgrader autograde``, before its own: the assignment is that of the course's folder.

    In ``nbgrader_config.py``: ``c.Autograde.sanitize_preprocessors.prepend([restore_cells])``.
    """
    from nbformat import from_dict  # is there where nbgrader is

    about = resources[NBGRADER]
    submitted = Path(resources["metadata"]["path"]).resolve()
    folders = [each / "source" / about["assignment"] for each in submitted.parents]
    place = next((path for each in folders if (path := each / f"{about['notebook']}.ipynb").exists()), None)
    if place is None:
        return nb, resources
    plain = json.loads(json.dumps(nb))
    with contextlib.suppress(LookupError):
        done = restore(plain, read_notebook(place))
        for each in done:
            _LOG.warning("%s: put back for cell %s: %s", submitted, each.cell, each.what)
        nb.cells = from_dict(plain).cells if done else nb.cells
    return nb, resources


def restore_file(path: Path, source: Mapping[str, Any]) -> list[Restored]:
    """Restores the submission at ``path``, which is written only where something was missing.

    Raises ``NotANotebook``, ``LookupError`` as :func:`restore` does, and ``OSError``.
    """
    notebook = read_notebook(path)
    done = restore(notebook, source)
    if done:
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    return done


def _assignment(source: Mapping[str, Any]) -> Mapping[str, Any]:
    """``source`` as nbgrader has it; a lesson is made into an assignment first."""
    if any(_known(cell) for cell in source["cells"]):
        return source
    return targets.nbgrader(source, lesson_from(source))


def _matched(wanted: Sequence[Cell], cells: Sequence[Cell]) -> dict[int, int]:
    """Which cell of a submission is which of the assignment, by their places.

    Ids and names tell wherever a cell was moved to. Texts are looked for between the neighbours that are known by
    then, as two may say the same; what is left of answers there is told by its head, or by being the only one.
    """
    found: dict[int, int] = {}
    for same, anywhere in ((_same_id, True), (_same_name, True), (_same_text, False), (_same_head, False)):
        for place, cell in enumerate(wanted):
            if place not in found:
                free = _free(place, found, len(cells), anywhere=anywhere)
                at = next((at for at in free if same(cell, cells[at])), None)
                found |= {} if at is None else {place: at}
    for place, cell in enumerate(wanted):
        if place not in found and _known(cell).get("solution"):
            free = [at for at in _free(place, found, len(cells)) if cells[at].get("cell_type") == cell["cell_type"]]
            found |= {place: free[0]} if len(free) == 1 else {}
    return found


def _free(place: int, found: Mapping[int, int], size: int, *, anywhere: bool = False) -> list[int]:
    """Places of a submission that may be of the cell at ``place`` of the assignment."""
    low = max((at for each, at in found.items() if each < place), default=-1)
    high = min((at for each, at in found.items() if each > place), default=size)
    taken = set(found.values())
    return [at for at in (range(size) if anywhere else range(low + 1, high)) if at not in taken]


def _same_id(wanted: Cell, cell: Cell) -> bool:
    return bool(wanted.get("id")) and wanted["id"] == cell.get("id")


def _same_name(wanted: Cell, cell: Cell) -> bool:
    return bool(_known(cell)) and _known(cell).get("grade_id") == _known(wanted).get("grade_id")


def _same_text(wanted: Cell, cell: Cell) -> bool:
    return _squeezed(_blank(wanted)["source"]) == _squeezed(text_of(cell.get("source")))


def _same_head(wanted: Cell, cell: Cell) -> bool:
    """Whether both define, or name, the same first thing: what is left of a stub that was written over."""
    heads = [
        next((head[0].split() for line in text_of(each.get("source")).split("\n") if (head := _NAME.match(line))), None)
        for each in (wanted, cell)
    ]
    answers = bool(_known(wanted).get("solution")) and cell.get("cell_type") == wanted.get("cell_type")
    return answers and heads[0] is not None and heads[0] == heads[1]


def _mended(wanted: Cell, cell: Cell) -> Iterator[Restored]:
    known = _known(wanted)
    if not known:
        return
    metadata = cell.setdefault("metadata", {})
    if _meaning(metadata.get(NBGRADER)) != _meaning(known):
        metadata[NBGRADER] = copy.deepcopy(known)
        yield Restored("metadata", known["grade_id"])
    blank = _blank(wanted)
    if known.get("locked") and _squeezed(text_of(cell.get("source"))) != _squeezed(blank["source"]):
        cell["source"] = blank["source"]
        yield Restored("text", known["grade_id"])


def _disowned(cell: Cell) -> Restored:
    """A copy of a cell of nbgrader's is a cell like any other: of two with one name it would grade the wrong one."""
    return Restored("copy", cell["metadata"].pop(NBGRADER)["grade_id"])


def _blank(wanted: Cell) -> Cell:
    """A cell as it was released: without its solution, and without what is hidden of its tests."""
    fresh, source = copy.deepcopy(wanted), text_of(wanted.get("source"))
    try:
        fresh["source"] = stub_of(visible_of(source), "en")
    except FenceOpen:
        fresh["source"] = ""
    if fresh.get("cell_type") == "code":
        fresh |= {"outputs": [], "execution_count": None}
    return fresh


def _place(place: int, after: Mapping[int, Cell], cells: Sequence[Cell]) -> int:
    """Where a cell that was missing goes: behind the last one that stands before it in the assignment."""
    before = next((after[each] for each in range(place - 1, -1, -1) if each in after), None)
    return next((at + 1 for at, cell in enumerate(cells) if cell is before), 0)


def _known(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """What nbgrader knows of a cell; empty where that is nothing."""
    metadata = cell.get("metadata")
    found = metadata.get(NBGRADER) if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) and found.get("grade_id") else {}


def _meaning(known: object) -> dict[str, Any]:
    """What grading goes by: a release has more, its checksum for one, and leaves out what says nothing."""
    found = known if isinstance(known, Mapping) else {}
    flags = {name: bool(found.get(name)) for name in ("grade", "solution", "locked", "task")}
    worth = found.get("points") if flags["grade"] or flags["task"] else None
    return {**flags, "grade_id": found.get("grade_id"), "version": found.get("schema_version"), "points": worth}


def _squeezed(text: str) -> str:
    return " ".join(text.split())
