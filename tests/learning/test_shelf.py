"""What is kept of lessons, also in keys that were written before there was as much in them."""

import json

import pytest

from convergio_jupyter.learning.authoring.build import build
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.guard import check
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.shelf import Shelf

from .lessons import cell, lesson, with_volume


@pytest.mark.parametrize(("target", "title"), [("app", True), ("student", True), ("html", False)])
def test_a_key_of_before_takes_its_title_from_what_learners_get(tmp_path, target, title):
    source = tmp_path / "area.ipynb"
    source.write_text(json.dumps(lesson()))
    key = build(source, tmp_path / "course", (target,), run=False).key
    old = json.loads(key.read_text())
    assert old.pop("title") == "The area of a rectangle"
    key.write_text(json.dumps(old))
    found = Shelf(key.parent).lesson("area-1")
    assert found.title == ("The area of a rectangle" if title else "")
    assert "area" in found.exercises


def test_a_place_in_a_lesson_is_called_what_its_author_calls_it(tmp_path):
    notebook = lesson()
    asks = {"one": "## How many?\n\nCount.", "two": "## How many?\n\nCount again.", "three": "No heading."}
    notebook["cells"][9:9] = [
        made
        for name, asked in asks.items()
        for made in (
            cell("markdown", asked, "task", name, skills=["area"]),
            cell("markdown", "Here.", "answer", name, key={"kind": "number", "answer": "3"}),
        )
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"
    write_key(tmp_path / "area.key.json", key_of(lesson_from(notebook)))
    found = Shelf(tmp_path).lesson("area-1")
    assert [found.place(part) for part in ("", "area", "one", "two", "three", "gone")] == [
        "The area of a rectangle",
        "The area of a rectangle › Your turn",
        "The area of a rectangle › How many? (one)",
        "The area of a rectangle › How many? (two)",
        "The area of a rectangle › three",
        "The area of a rectangle › gone",
    ]
    assert found.place(next(iter(found.items))) == "The area of a rectangle › Which rectangle has the area 12?"


def test_code_that_builds_on_a_solution_above_is_held_back_as_the_answer_it_is(tmp_path):
    write_key(tmp_path / "area.key.json", key_of(lesson_from(with_volume())))
    keys = Shelf(tmp_path).lesson("area-1").keys
    assert "def area" in keys["volume"].earlier
    assert keys["area"].earlier == ""
    reply = "Try this:\n\n```python\ndef volume(x, y, z):\n    floor = area(x, y)\n    return floor * z\n```"
    assert check(reply, keys["volume"]).leaks
    assert not check(reply, keys["volume"]._replace(earlier="")).leaks
