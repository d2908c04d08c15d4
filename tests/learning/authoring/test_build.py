"""One source, many targets: each is whole, none holds the key, and a lesson with a fault is not built."""

import json
import re

import pytest

from convergio_jupyter.learning.authoring import build as building
from convergio_jupyter.learning.authoring.build import TARGETS, build
from convergio_jupyter.learning.authoring.new import template
from convergio_jupyter.learning.authoring.page import page
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.running import check_code
from tests.learning.authoring.test_targets import SECRETS
from tests.learning.lessons import ANSWER, lesson


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "area.ipynb"
    path.write_text(json.dumps(lesson()))
    return path


def test_every_target_and_the_key_are_written(source, tmp_path):
    built = build(source, tmp_path / "out", run=False)
    assert not built.failed
    assert [file.relative_to(tmp_path / "out").as_posix() for file in built.files] == [
        "student/area.ipynb",
        "app/area.ipynb",
        "html/area.html",
        "nbgrader/source/area/area.ipynb",
    ]
    assert built.key == tmp_path / "out/keys/area.key.json"
    for name, file in zip(TARGETS, built.files, strict=True):
        text = file.read_text()
        assert [secret for secret in SECRETS if secret in text] == ([] if name != "nbgrader" else SECRETS[:2])


def test_the_page_speaks_the_language_and_shows_what_examples_print(source, tmp_path):
    text = build(source, tmp_path / "out", ["html"], run=False).files[0].read_text()
    assert '<html lang="en">' in text
    assert "<title>The area of a rectangle</title>" in text
    assert "<pre>4\n</pre>" in text
    assert "Traceback" not in text


def test_the_page_fetches_nothing_and_formulas_need_no_program(tmp_path):
    notebook = lesson()
    notebook["cells"][1]["source"] = "## An example\n\nIt is $\\frac{1}{2}$ of `$x$`, for 3 $ or 4 $.\n\n$$x^2$$"
    text = page(notebook, lesson_from(notebook))
    assert "<script" not in text
    assert not re.findall(r"""(?:src|href)=["']?https?:""", text)
    assert text.count("<math") == 2
    assert "<mfrac>" in text
    assert "<code>$x$</code>" in text
    assert "3 $ or 4 $" in text


def test_a_lesson_with_a_fault_is_not_built(source, tmp_path):
    notebook = lesson()
    notebook["cells"][4]["source"] = ANSWER.replace("*", "+")
    source.write_text(json.dumps(notebook))
    built = build(source, tmp_path / "out")
    assert [finding.code for finding in built.findings] == ["solution_fails"]
    assert (built.files, built.key, (tmp_path / "out").exists()) == ((), None, False)


def test_a_target_that_would_hold_the_key_is_not_written(source, tmp_path, monkeypatch):
    shows_all = building._Target("student/{name}.ipynb", "{name}.ipynb", lambda notebook, lesson: json.dumps(notebook))
    monkeypatch.setitem(building.TARGETS, "student", shows_all)
    built = build(source, tmp_path / "out", ["student"], run=False)
    assert {finding.code for finding in built.findings} == {"key_in_target"}
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_template_of_a_new_lesson_can_be_built_at_once(lang, tmp_path):
    path = tmp_path / "first.ipynb"
    path.write_text(json.dumps(template("first", "My first lesson", lang, "ali", "12-14")))
    built = build(path, tmp_path / "out", ["student"])
    assert built.findings == ()
    assert built.files


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_template_notices_a_mean_whose_fraction_is_cut_off(lang):
    (exercise,) = lesson_from(template("first", "My first lesson", lang, "ali", "12-14")).exercises.values()
    checks = [*exercise.visible_checks(), *exercise.hidden_checks()]
    assert check_code(exercise.solution(), checks).passed
    assert not check_code(exercise.solution().replace("/", "//"), checks).passed
