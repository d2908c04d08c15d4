"""What learners get holds the lesson, and nothing of its key."""

import base64
import copy
import json
import stat
import sys

import nbformat
import pytest

from convergio_jupyter.learning.authoring import targets
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.authoring.page import page
from convergio_jupyter.learning.authoring.scan import leaks
from convergio_jupyter.learning.lesson import lesson_from
from tests.learning.lessons import cell, lesson

SECRETS = [
    "result = width * height",
    "943",
    "Each row has as many squares",
    "Rows times squares",
    "adds-two",
    "paper with",
]


def built(make, notebook=None):
    notebook = notebook or lesson()
    return make(notebook, lesson_from(notebook))


def test_a_learner_gets_stubs_visible_checks_and_questions():
    found = built(targets.student)
    roles = [cell["metadata"].get("convergio", {}).get("role") for cell in found["cells"]]
    assert roles == ["intro", None, "worked", "worked", "task", "answer", "check", "quiz", "card", "reflect"]
    answer, check, quiz = (found["cells"][roles.index(role)] for role in ("answer", "check", "quiz"))
    assert answer["source"].endswith("    raise NotImplementedError")
    assert check["source"] == 'assert area(2, 3) == 6, "the area of 2 by 3"'
    assert "raises-exception" in answer["metadata"]["tags"]
    assert "raises-exception" in check["metadata"]["tags"]
    assert quiz["cell_type"] == "markdown"
    assert "- 3 by 4" in quiz["source"]
    nbformat.validate(nbformat.from_dict(found))


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_stub_speaks_the_language_of_the_lesson(lang):
    answer = next(c for c in built(targets.student, lesson(lang))["cells"] if "NotImplementedError" in c["source"])
    assert ("risposta" in answer["source"]) == (lang == "it")


@pytest.mark.parametrize("make", [targets.student, targets.app])
@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_the_key_is_in_a_learners_file(secret, make):
    assert secret in json.dumps(lesson())
    assert secret not in json.dumps(built(make))


def test_what_is_for_notebooks_only_comes_first_there_and_nowhere_else():
    found = lesson()
    found["cells"].insert(1, cell("markdown", "Run each cell."))
    found["cells"][1]["metadata"]["tags"] = ["cvg-notebook-only"]
    shown = [each["source"] for each in built(targets.student, found)["cells"]]
    assert shown.index("Run each cell.") == 1
    assert "convergio_jupyter" in shown[2]
    assert "Run each cell." not in [each["source"] for each in built(targets.app, found)["cells"]]
    assert "Run each cell." not in page(found, lesson_from(found))


def test_in_the_app_widgets_take_the_place_of_cells_to_write_into():
    found = built(targets.app, lesson("it"))
    sources = [cell["source"] for cell in found["cells"]]
    assert "from convergio_jupyter import exercise\n\nexercise('area-1/it', 'area', task=False)" in sources
    assert "from convergio_jupyter import quiz\n\nquiz('area-1/it', 'c9')" in sources
    assert not [source for source in sources if "assert" in source or "NotImplementedError" in source]
    question, box = found["cells"][-4:-2]
    assert question["metadata"]["convergio"]["role"] == "reflect"
    assert box["source"].endswith(f"reflect('area-1/it', {question['id']!r})")
    assert "chat('euclide', lang='it', lesson='area-1/it')" in sources[-1]
    nbformat.validate(nbformat.from_dict(found))
    assert len({cell["id"] for cell in found["cells"]}) == len(found["cells"])


def test_in_an_exam_there_is_nobody_to_ask():
    assert "chat(" not in str(built(targets.app, lesson(guard="exam")))


def test_in_the_app_the_other_side_of_a_card_is_folded():
    card = next(each for each in built(targets.app)["cells"] if "cvg-card" in each["metadata"].get("tags", ()))
    front, back = card["source"].split("<details>")
    assert front.strip() == "What is the area of a rectangle?"
    assert "Width times height." in back


def test_in_the_app_the_code_of_an_example_stands_above_what_comes_out_of_it():
    notebook = lesson()
    notebook["cells"][2]["source"] = '%matplotlib inline\nprint("```")'
    cells = built(targets.app, notebook)["cells"]
    place = next(n for n, each in enumerate(cells) if each["cell_type"] == "code")
    assert cells[place - 1]["source"] == '````python\nprint("```")\n````'
    notebook["cells"][2]["metadata"]["tags"].append("hide-input")
    assert len(built(targets.app, notebook)["cells"]) == len(cells) - 1


def test_what_an_author_writes_besides_does_not_come_along():
    notebook = lesson()
    notebook["metadata"]["convergio"]["remarks"] = "943 is right"
    notebook["metadata"]["author_tool"] = {"solution": "width * height"}
    notebook["cells"][4]["metadata"]["convergio"]["secret"] = "width * height"
    notebook["cells"][4]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "943"}]
    text = json.dumps(built(targets.student, notebook))
    assert "943" not in text
    assert "width * height" not in text


def test_a_quiz_that_cannot_be_read_is_left_out_rather_than_shown_with_its_key():
    notebook = lesson()
    notebook["cells"][9]["source"] = '[{"type": "single", "text": "x", "options": [{"text": "a", "right": true}]}]'
    cells = built(targets.student, notebook)["cells"]
    assert "quiz" not in [cell["metadata"].get("convergio", {}).get("role") for cell in cells]


@pytest.mark.parametrize("where", ["source", "output", "metadata", "html", "base64"])
def test_the_scan_finds_what_a_target_holds(where):
    notebook = lesson()
    target = built(targets.student)
    secret = "Rows times squares in a row: the product of both sides."
    cell = target["cells"][3]
    if where == "source":
        cell["source"] += f"\n# {secret}"
    elif where == "output":
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [secret[:20], secret[20:]]}]
    elif where == "metadata":
        cell["metadata"]["x"] = {"y": [secret]}
    elif where == "base64":
        cell["source"] = base64.b64encode(secret.encode()).decode()
    else:
        target = f"<p>{secret}</p>"
    found = leaks(lesson_from(notebook), target)
    assert [(leak.what, leak.where) for leak in found] == [("solution", "area")]


def test_the_scan_has_nothing_to_say_of_what_is_built():
    for make in (targets.student, targets.app):
        assert leaks(lesson_from(lesson()), built(make)) == []


def test_the_first_code_says_which_lesson_it_is_and_does_nothing_without_us(monkeypatch):
    setup = built(targets.student)["cells"][1]
    assert "lesson('area-1/en')" in setup["source"]
    monkeypatch.setitem(sys.modules, "convergio_jupyter", None)
    exec(setup["source"], {})


def test_the_source_for_nbgrader_carries_its_metadata_and_no_hint():
    found = built(targets.nbgrader)
    marked = [cell["metadata"]["nbgrader"] for cell in found["cells"] if "nbgrader" in cell["metadata"]]
    assert [(m["grade_id"], m["grade"], m["solution"], m["locked"], m.get("points")) for m in marked] == [
        ("area-answer", False, True, False, None),
        ("area-check-1", True, False, True, 2.0),
    ]
    text = json.dumps(found)
    assert "### BEGIN SOLUTION" in text
    assert "### BEGIN HIDDEN TESTS" in text
    assert "Each row has as many squares" not in text
    assert "Rows times squares" not in text


def test_a_solution_without_fences_gets_them_for_nbgrader():
    notebook = lesson()
    notebook["cells"][4]["source"] = "x = 6"
    found = next(cell for cell in built(targets.nbgrader, notebook)["cells"] if "x = 6" in cell["source"])
    assert found["source"] == "### BEGIN SOLUTION\nx = 6\n### END SOLUTION"


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("### begin {}", "### end {}"),
        ("##Begin  {}", "## End {}"),
        ("# BEGIN {}:", "#### END {}"),
        ("#begin_{}", "#end-{}"),
    ],
)
def test_a_fence_in_any_spelling_hides_from_learners_and_is_nbgraders_own_for_nbgrader(begin, end):
    notebook = lesson()
    for place, name in ((4, "SOLUTION"), (5, "HIDDEN TESTS")):
        spelled = name.lower() if "begin" in begin else name
        text = notebook["cells"][place]["source"]
        text = text.replace(f"### BEGIN {name}", begin.format(spelled)).replace(f"### END {name}", end.format(spelled))
        notebook["cells"][place]["source"] = text
    text = json.dumps(built(targets.student, notebook))
    assert [secret for secret in SECRETS if secret in text] == []
    made, usual = (built(targets.nbgrader, each)["cells"] for each in (notebook, lesson()))
    assert [each["source"] for each in made] == [each["source"] for each in usual]


def test_an_answer_in_words_is_one_for_nbgrader_too_which_clears_it():
    notebook = lesson()
    notebook["cells"][4] = cell(
        "markdown", "Rows times squares.", "answer", "area", key={"kind": "text", "answer": "x"}
    )
    del notebook["cells"][5]
    made = next(each for each in built(targets.nbgrader, notebook)["cells"] if "Rows times" in each["source"])
    assert made["source"] == "### BEGIN SOLUTION\nRows times squares.\n### END SOLUTION"
    said = made["metadata"]["nbgrader"]
    assert (said["grade"], said["solution"], said["locked"], said["points"]) == (True, True, False, 1.0)


def test_an_answer_with_a_key_and_no_check_is_graded_by_hand_in_nbgrader():
    notebook = lesson()
    notebook["cells"][4]["source"] = '### BEGIN SOLUTION\nspeed = "5 m/s"\n### END SOLUTION'
    notebook["cells"][4]["metadata"]["convergio"] |= {"key": {"kind": "number", "answer": "5", "unit": "m/s"}}
    del notebook["cells"][5]
    made = next(each for each in built(targets.nbgrader, notebook)["cells"] if "speed" in each["source"])
    said = made["metadata"]["nbgrader"]
    assert (said["grade"], said["solution"], said["locked"], said["points"]) == (True, True, False, 2.0)
    shown, *_ = made["source"].partition("### BEGIN SOLUTION")
    assert shown.splitlines()[-1] == '# speed = "…"'


@pytest.mark.parametrize("target", [targets.student, targets.app, targets.nbgrader])
def test_a_choice_is_shown_below_the_task_unless_that_says_it(target):
    notebook = lesson()
    key = {"kind": "choice", "answer": "a line", "among": ["a line", "a curve", "a step"]}
    notebook["cells"][4] = cell("markdown", "a line", "answer", "area", key=key)
    del notebook["cells"][5]
    shown = built(target, notebook)["cells"]
    assert sum("- a line\n- a curve\n- a step" in each["source"] for each in shown) == 1
    assert leaks(lesson_from(notebook), {"cells": shown, "metadata": {}}) == [] or target is targets.nbgrader
    notebook["cells"][3]["source"] += " A line, a curve or a step?"
    assert not any("- a curve" in each["source"] for each in built(target, notebook)["cells"])


def test_the_key_holds_what_was_left_out_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "keys" / "area-1.key.json"
    write_key(path, key_of(lesson_from(lesson())))
    key = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    area = key["exercises"]["area"]
    assert "result = width * height" in area["key"]["solution"]
    assert area["hidden"] == ['assert area(41, 23) == 943, "no table of small numbers"\nassert area(0, 7) == 0']
    assert [hint["level"] for hint in area["hints"]] == [1, 2]
    assert area["points"] == 2
    assert key["solution_after"] == 3
    assert "[x] 3 by 4" in key["quizzes"]["c9"]


def test_building_leaves_the_source_as_it_is():
    notebook = lesson()
    before = copy.deepcopy(notebook)
    built(targets.student, notebook)
    built(targets.nbgrader, notebook)
    built(targets.app, notebook)
    assert notebook == before


def test_an_answer_that_is_no_code_is_looked_for_in_what_is_built_and_so_is_what_a_quiz_explains():
    notebook = lesson()
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "5/6", "accepted": ["10/12"]}
    found = lesson_from(notebook)
    for what, text in (("answer", "So 10/12 it is"), ("quiz", "Three rows of four squares make twelve.")):
        target = targets.student(notebook, found)
        target["metadata"]["title"] = text
        assert [leak.what for leak in leaks(found, target)] == [what]
    notebook["cells"][1]["source"] += "\n\nA number like 10/12 is a fraction."
    target = targets.student(notebook, lesson_from(notebook))
    target["metadata"]["title"] = "10/12, 15/6, 5/60"
    assert leaks(lesson_from(notebook), target) == []
