"""What nbgrader knows cells by comes back into submissions that lost it, and what learners wrote stays."""

import copy
import json

import pytest

from convergio_jupyter.learning.authoring.restore import restore, restore_cells, restore_file
from convergio_jupyter.learning.authoring.targets import nbgrader
from convergio_jupyter.learning.lesson import lesson_from
from tests.learning.lessons import ANSWER, lesson

WRITTEN = "def area(width, height):\n    return sum(width for _ in range(height))"
ASSIGNMENT = nbgrader(lesson(), lesson_from(lesson()))
NAMES = ["area-answer", "area-check-1"]


def released():
    """The assignment as nbgrader releases it, with an answer in it."""
    notebook = copy.deepcopy(ASSIGNMENT)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = WRITTEN
        elif "nbgrader" in cell["metadata"]:
            cell["source"] = cell["source"].split("### BEGIN HIDDEN TESTS")[0].rstrip()
    return notebook


def known(notebook):
    return [cell["metadata"]["nbgrader"]["grade_id"] for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]


def strip(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def without_ids(notebook):
    strip(notebook)
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"other-{number}"


def renamed(notebook):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"grade_id": "another", "points": 99}


def headless(notebook):
    without_ids(notebook)
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace(WRITTEN, "pass  # I do not know")


@pytest.mark.parametrize("source", [lesson(), ASSIGNMENT, released()], ids=["lesson", "assignment", "release"])
@pytest.mark.parametrize("spoil", [strip, without_ids, renamed, headless])
def test_metadata_come_back_and_the_answer_stays(source, spoil):
    notebook = released()
    spoil(notebook)
    texts = [cell["source"] for cell in notebook["cells"]]
    done = restore(notebook, source)
    assert [(each.what, each.cell) for each in done] == [("metadata", name) for name in NAMES]
    assert known(notebook) == NAMES
    assert [cell["source"] for cell in notebook["cells"]] == texts
    check = next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade"))
    assert (check["metadata"]["nbgrader"]["points"], check["metadata"]["nbgrader"]["locked"]) == (2.0, True)


def test_a_cell_that_was_deleted_comes_back_in_its_place_without_what_is_hidden():
    notebook = released()
    place = next(n for n, cell in enumerate(notebook["cells"]) if cell["metadata"].get("nbgrader", {}).get("grade"))
    gone = notebook["cells"].pop(place)
    assert [tuple(each) for each in restore(notebook, ASSIGNMENT)] == [("cell", "area-check-1")]
    assert notebook["cells"][place]["source"] == gone["source"]
    del notebook["cells"][place - 1 : place + 1]
    assert [each.what for each in restore(notebook, lesson())] == ["cell", "cell"]
    assert known(notebook) == NAMES
    text = json.dumps(notebook)
    assert "width * height" not in text
    assert "943" not in text
    assert "width * height" in ANSWER


def test_a_locked_text_comes_back_and_a_copy_grades_nothing():
    notebook = released()
    check = next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade"))
    right, check["source"] = check["source"], "assert True"
    notebook["cells"].append({**copy.deepcopy(check), "id": "again"})
    assert {tuple(each) for each in restore(notebook, ASSIGNMENT)} == {("text", NAMES[1]), ("copy", NAMES[1])}
    assert check["source"] == right
    assert known(notebook) == NAMES


def test_what_lacks_nothing_is_not_written_and_what_is_another_notebook_is_refused(tmp_path):
    path = tmp_path / "area.ipynb"
    path.write_text(before := json.dumps(released()))
    assert restore_file(path, ASSIGNMENT) == []
    assert path.read_text() == before
    notebook = {**released(), "cells": [{"cell_type": "markdown", "id": "z", "metadata": {}, "source": "Hello"}]}
    path.write_text(before := json.dumps(notebook))
    with pytest.raises(LookupError):
        restore_file(path, ASSIGNMENT)
    assert path.read_text() == before


def test_nbgrader_can_do_it_itself(tmp_path):
    nbformat = pytest.importorskip("nbformat")
    for folder, notebook in (("source", ASSIGNMENT), ("submitted/ada", released())):
        (tmp_path / folder / "area").mkdir(parents=True)
        if folder != "source":
            strip(notebook)
        (tmp_path / folder / "area/area.ipynb").write_text(json.dumps(notebook))
    submitted = tmp_path / "submitted/ada/area"
    resources = {"metadata": {"path": str(submitted)}, "nbgrader": {"assignment": "area", "notebook": "area"}}
    found, _ = restore_cells(nbformat.read(submitted / "area.ipynb", 4), resources)
    assert known(found) == NAMES
    assert WRITTEN in [cell.source for cell in found.cells]
    resources["nbgrader"]["assignment"] = "nowhere"
    found, _ = restore_cells(nbformat.read(submitted / "area.ipynb", 4), resources)
    assert known(found) == []


@pytest.mark.parametrize("source", [lesson(), ASSIGNMENT, released()], ids=["lesson", "assignment", "release"])
def test_what_nbgrader_adds_when_it_releases_is_left_alone(source):
    notebook = released()
    for cell in notebook["cells"]:
        if known := cell["metadata"].get("nbgrader"):
            known |= {"checksum": "0a1b", "cell_type": cell["cell_type"], "task": False}
            if not known["grade"]:
                known.pop("points", None)
    before = copy.deepcopy(notebook)
    assert restore(notebook, source) == []
    assert notebook == before
