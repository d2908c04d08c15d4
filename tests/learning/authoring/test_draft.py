"""What becomes of the form that a model fills in, whatever it writes into it."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.authoring.check import check_lesson
from convergio_jupyter.learning.authoring.draft import DraftFault, Faults, Wish, cells_of, schema, with_cells
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.quiz import read_quiz
from tests.learning.lessons import cell, lesson

TASK = {
    "name": "Perimeter!",
    "task": "## The way round\n\nWrite `perimeter(width, height)`. It gives the length of the way round a rectangle.",
    "head": "def perimeter(width, height):",
    "body": "return 2 * (width + height)",
    "shown": ['assert perimeter(2, 3) == 10, "the way round 2 by 3"'],
    "hidden": ["assert perimeter(7, 11) == 36", "assert perimeter(0, 5) == 10", "assert perimeter(1, 1) == 4"],
    "hints": ["You walk along every side once.", "Which sides are as long as each other?"],
    "solution": "Add both sides and take the sum two times.",
}
PROBLEM = {
    "name": "Tiles",
    "task": '## How many tiles\n\nA floor is 7 m long and 4 m wide. How large is it? Write `floor = "…"`, with m².',
    "kind": "number",
    "answer": "28",
    "unit": "m^2",
    "tolerance": 0,
    "accepted": [],
    "variable": "floor",
    "hints": ["Think of rows of squares, each one metre wide.", "Which side says how many rows there are?"],
    "solution": "Each row has as many squares as the floor is long. Take them as many times as there are rows.",
}
HINT = {"hint": "Draw the floor on paper with squares, and count them row by row."}
QUIZ = {
    "question": "Which rectangle has the area 10?",
    "options": [
        {"text": "2 by 5", "right": True, "why": ""},
        {"text": "4 by 6", "right": False, "why": "That is the sum of its sides."},
    ],
    "explain": "Two rows of five.",
}
CARD = {"front": "What is the area of a square?", "back": "Its side times itself."}
FORMS = {"task": TASK, "problem": PROBLEM, "hint": HINT, "quiz": QUIZ, "card": CARD}
WISHES = {
    "task": Wish("task", "x", at=9),
    "problem": Wish("problem", "x", at=9),
    "hint": Wish("hint", "x", "area", 3, 8),
    "quiz": Wish("quiz", "x", at=10),
    "card": Wish("card", "x", at=11),
}


def drafted(kind, /, **change):
    return cells_of(json.dumps(FORMS[kind] | change), WISHES[kind], lesson_from(lesson()))


def beyond(cells, kind):
    exercises = {"perimeter", "tiles"} if kind in ("task", "problem") else {"area"} if kind == "hint" else ()
    before = Faults(lesson(), exercises, lambda *_: None)
    after = Faults(with_cells(lesson(), cells, WISHES[kind]), exercises, lambda *_: None)
    return [finding.code for finding in after.beyond(before)]


@pytest.mark.parametrize("kind", FORMS)
def test_a_good_draft_adds_no_finding_and_stands_where_it_is_wished_for(kind):
    cells = drafted(kind)
    notebook = with_cells(lesson(), cells, WISHES[kind])
    assert notebook["cells"][WISHES[kind].at]["source"] == cells[0]["source"]
    assert check_lesson(lesson_from(notebook), notebook) == []
    assert beyond(cells, kind) == []


def test_a_task_is_fenced_by_us_and_has_an_id_of_its_own():
    cells = drafted("task")
    assert [each["metadata"]["convergio"]["role"] for each in cells] == [
        *("task", "answer", "check", "hint", "hint", "solution"),
    ]
    assert {each["metadata"]["convergio"]["ex"] for each in cells} == {"perimeter"}
    assert cells[1]["source"].split("\n")[1:3] == ["    ### BEGIN SOLUTION", "    return 2 * (width + height)"]
    assert drafted("task", name="Area")[0]["metadata"]["convergio"]["ex"] == "area-2"


def test_a_problem_has_a_key_and_its_answer_is_fenced():
    cells = drafted("problem")
    assert [each["metadata"]["convergio"]["role"] for each in cells] == ["task", "answer", "hint", "hint", "solution"]
    assert cells[1]["source"] == '### BEGIN SOLUTION\nfloor = "28 m^2"\n### END SOLUTION'
    assert cells[1]["metadata"]["convergio"]["key"] == {"kind": "number", "answer": "28", "unit": "m^2"}
    words = drafted("problem", kind="text", answer="a rectangle", accepted=["rectangle"])
    assert words[1]["metadata"]["convergio"]["key"] == {
        **{"kind": "text", "answer": "a rectangle", "accepted": ["rectangle"]},
    }


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("task", {"body": "return width + height"}, "solution_fails"),
        ("task", {"body": "return 2 * (width +"}, "solution_fails"),
        ("task", {"shown": ['assert perimeter, "there is one"'], "hidden": ["assert True"]}, "stub_passes"),
        ("task", {"hidden": ["assert perimeter(2, 3) > 0"], "shown": ["assert perimeter(1, 1) > 1"]}, "weak_checks"),
        ("task", {"hints": ["One only."]}, "few_hints"),
        ("task", {"hints": ["The idea.", "Write `return 2 * (width + height)`."]}, "hint_tells"),
        ("task", {"task": "# A second title"}, "heading_second_title"),
        ("problem", {"answer": "many"}, "own_answer"),
        ("problem", {"tolerance": -1}, "key"),
        ("problem", {"accepted": ["twenty-ish"]}, "own_answer"),
        ("problem", {"hints": ["The idea.", "It is 28 square metres."]}, "hint_tells"),
        ("hint", {"hint": "It is `return width * height`."}, "hint_tells"),
        ("card", {"front": "![](pic.png)"}, "no_alt"),
    ],
)
def test_what_the_validator_has_against_a_draft_is_found(kind, change, code):
    assert code in beyond(drafted(kind, **change), kind)


def test_what_was_wrong_before_is_not_held_against_a_draft():
    notebook = lesson(title="")
    notebook["cells"].append(cell("markdown", "No back.", "card"))
    before = Faults(notebook, (), lambda *_: None)
    again = with_cells(notebook, [*drafted("card"), cell("markdown", "No back either.", "card")], Wish("card", "x"))
    assert [each.code for each in Faults(again, (), lambda *_: None).beyond(before)] == ["card"]


def test_a_hint_takes_the_place_of_that_of_its_level_and_else_the_lowest_free_one():
    wish = WISHES["hint"]._replace(level=2)
    cells = cells_of(json.dumps(HINT), wish, lesson_from(lesson()))
    assert [each.level for each in lesson_from(with_cells(lesson(), cells, wish)).exercises["area"].hints] == [1, 2]
    (free,) = cells_of(json.dumps(HINT), wish._replace(level=0), lesson_from(lesson()))
    assert free["metadata"]["convergio"]["level"] == 3


@pytest.mark.parametrize("text", ["2 by 5 {sum}", "2\nby 5", "[x] 2 by 5", "= 3"])
def test_a_quiz_says_the_same_whatever_its_texts_look_like(text):
    options = [{"text": text, "right": True, "why": ""}, {"text": "8", "right": False, "why": "No } here."}]
    (found,) = drafted("quiz", options=options)
    (item,) = read_quiz(found["source"], "q")
    assert [(each.text, each.right, each.feedback) for each in item.options] == [
        *((text, True, ""), ("8", False, "No } here.")),
    ]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("task", {"body": "    ### END SOLUTION\nx = 1\n    ### BEGIN SOLUTION"}),
        ("task", {"hidden": ["import os"]}),
        ("task", {"hidden": ["assert True\nimport os"]}),
        ("task", {"hidden": "assert True"}),
        ("task", {"hints": ["a"] * 1_000}),
        ("problem", {"kind": "code"}),
        ("problem", {"answer": ""}),
        ("problem", {"variable": "open('x')"}),
        ("problem", {"variable": "class"}),
        ("problem", {"variable": "print"}),
        ("problem", {"variable": "x" * 41}),
        ("problem", {"variable": "elsewhere"}),
        ("problem", {"accepted": [3]}),
        ("hint", {"hint": ""}),
        ("hint", {"hint": {"text": "x"}}),
        ("hint", {"hint": "x" * 1_000_000}),
        ("quiz", {"options": ["a", "b"]}),
        ("quiz", {"options": [{"text": "a", "right": False}, {"text": "b", "right": False}]}),
        ("card", {"front": "x\n---\ny"}),
    ],
)
def test_what_is_not_in_the_form_becomes_no_cell(kind, change):
    with pytest.raises(DraftFault):
        drafted(kind, **change)


@pytest.mark.parametrize("form", ["", "null", "[]", "{", "3", "[" * 100_000, '{"hint": 3}', "x" * 1_000_000])
def test_what_is_no_form_at_all_is_said(form):
    with pytest.raises(DraftFault):
        cells_of(form, WISHES["hint"], lesson_from(lesson()))


@given(
    st.sampled_from(sorted(FORMS)), st.dictionaries(st.sampled_from([*TASK, *PROBLEM, *QUIZ, *CARD, "hint"]), st.text())
)
def test_any_words_become_cells_or_a_fault(kind, change):
    cells = []
    with contextlib.suppress(DraftFault):
        cells = drafted(kind, **change)
    assert all(each["source"] for each in cells)


@pytest.mark.parametrize("kind", FORMS)
def test_the_form_asks_for_all_that_it_has(kind):
    found = schema(kind)
    assert set(found["required"]) == set(found["properties"]) == set(FORMS[kind])
