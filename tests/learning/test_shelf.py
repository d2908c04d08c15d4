"""What is kept of lessons, also in keys that were written before there was as much in them."""

import json

import pytest

from convergio_jupyter.learning.authoring.build import build
from convergio_jupyter.learning.shelf import Shelf

from .lessons import lesson


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
