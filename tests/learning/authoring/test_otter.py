"""A source for Otter Assign becomes a lesson whose checks hold, with hidden ones hidden and points kept."""

import json

import nbformat
import pytest

from convergio_jupyter.learning.authoring import targets
from convergio_jupyter.learning.authoring.check import check_lesson
from convergio_jupyter.learning.authoring.otter import from_otter, is_otters
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.lesson.roles import stub_of


def cell(kind, source, value=""):
    found = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        data = {"output_type": "execute_result", "data": {"text/plain": [value]}, "metadata": {}, "execution_count": 1}
        found |= {"outputs": [data] if value else [], "execution_count": 1}
    return found


ANSWER = """def square(x):
    y = x * x # SOLUTION
    # BEGIN SOLUTION
    return y
    # END SOLUTION"""
SOURCE = {
    "cells": [
        cell("raw", "# ASSIGNMENT CONFIG\ninit_cell: true"),
        cell("markdown", "# Squares\n\nWhat grows, and how fast?"),
        cell("code", "side = 3"),
        cell("raw", "# BEGIN QUESTION\nname: q1_Square\npoints: 3"),
        cell("markdown", "Write `square(x)`."),
        cell("raw", "# BEGIN SOLUTION"),
        cell(
            "code", "def square(x):\n    y = x * x # SOLUTION\n    # BEGIN SOLUTION\n    return y\n    # END SOLUTION"
        ),
        cell("raw", "# END SOLUTION"),
        cell("markdown", "```otter\n# BEGIN TESTS\n```"),
        cell("code", "square(2)", "4"),
        cell("code", "square(side) == 9", "True"),
        cell("code", "# HIDDEN\nsquare(11)", "121"),
        cell("code", '""" # BEGIN TEST CONFIG\nhidden: true\npoints: 1\n""" # END TEST CONFIG\nsquare(-4)', "16"),
        cell("raw", "# END TESTS"),
        cell("raw", "# END QUESTION"),
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def made():
    return from_otter(SOURCE, "squares-1", "Squares", "en", "euclide", "12-14")


def test_its_blocks_become_roles():
    notebook = made()
    nbformat.validate(nbformat.from_dict(notebook))
    lesson = lesson_from(notebook)
    exercise = lesson.exercises["q1-square"]
    assert [each.role for each in lesson.cells] == ["intro", "worked", "task", "answer", *["check"] * 4]
    assert exercise.points == 3
    assert exercise.visible_checks() == ["assert repr(square(2)) == '4'", "assert square(side) == 9"]
    assert exercise.hidden_checks() == ["assert repr(square(11)) == '121'", "assert repr(square(-4)) == '16'"]


def test_what_is_a_solution_stays_with_the_author_and_the_checks_hold():
    notebook = made()
    lesson = lesson_from(notebook)
    student = json.dumps(targets.student(notebook, lesson))
    assert "x * x" not in student
    assert "121" not in student
    assert [each.code for each in check_lesson(lesson, notebook, run=True)] == ["few_hints"]  # for its author to write


def test_another_notebook_is_none_of_theirs():
    assert is_otters(SOURCE)
    assert not is_otters({"cells": [cell("raw", "# a note"), cell("markdown", "# BEGIN QUESTION")]})


def question(*cells):
    """A source with one question of these cells."""
    around = [cell("raw", "# BEGIN QUESTION\nname: q1"), *cells, cell("raw", "# END QUESTION")]
    return SOURCE | {"cells": [cell("markdown", "# Squares"), *around]}


def of_question(*cells):
    notebook = from_otter(question(*cells), "squares-1", "Squares", "en", "euclide", "12-14")
    return notebook, lesson_from(notebook).exercises["q1"]


PROMPTED = """def circumference(r):
    # BEGIN SOLUTION NO PROMPT
    return 2 * 3 * r
    # END SOLUTION
    \"\"\" # BEGIN PROMPT
    # Next, define a circumference function.
    around = ...
    pass
    \"\"\"{semicolon} # END PROMPT

six = circumference(1) # SOLUTION"""


@pytest.mark.parametrize(
    ("semicolon", "quotes"), [("", '"' * 3), (";", '"' * 3), ("", "'" * 3), (";", "'" * 3), ("", "")]
)
def test_a_prompt_is_said_to_learners_and_does_not_undo_the_solution(semicolon, quotes):
    source = PROMPTED.replace("{semicolon}", semicolon).replace('"' * 3, quotes)
    tests = [cell("raw", "# BEGIN TESTS"), cell("code", "six", "6"), cell("raw", "# END TESTS")]
    notebook, exercise = of_question(cell("markdown", "Write it."), cell("code", source), *tests)
    stub = stub_of(exercise.answer.source, "en")
    assert "    # Next, define a circumference function.\n    # around = ..." in stub
    assert "PROMPT" not in exercise.answer.source
    assert "2 * 3" not in stub
    found = check_lesson(lesson_from(notebook), notebook, run=True)
    assert {each.code for each in found} <= {"few_hints", "no_slips"}
    assert compile(exercise.solution(), "answer", "exec")


def test_a_function_that_a_prompt_opens_stays_a_function_and_does_not_undo_the_solution():
    source = (
        "# BEGIN SOLUTION NO PROMPT\ndef cube(x):\n    return x**3\n# END SOLUTION\n"
        '""" # BEGIN PROMPT\ndef cube(x):\n    # Three times.\n    ...\n""" # END PROMPT'
    )
    tests = [cell("raw", "# BEGIN TESTS"), cell("code", "cube(2)", "8"), cell("raw", "# END TESTS")]
    notebook, exercise = of_question(cell("markdown", "Write it."), cell("code", source), *tests)
    stub = stub_of(exercise.answer.source, "en")
    assert stub.startswith("def cube(x):\n    # Three times.\n    ...\n")
    assert "x**3" not in stub
    found = check_lesson(lesson_from(notebook), notebook, run=True)
    assert {each.code for each in found} <= {"few_hints", "no_slips"}


@pytest.mark.parametrize("block", [True, False])
def test_all_code_of_a_question_is_its_answer(block):
    codes = [cell("code", "helper = 5"), cell("code", "d5 = 998877 # SOLUTION"), cell("code", "d6 = d5 + 1 # SOLUTION")]
    fence = [cell("raw", "# BEGIN SOLUTION"), *codes, cell("raw", "# END SOLUTION")]
    notebook, exercise = of_question(cell("markdown", "Which are they?"), *(fence if block else codes))
    assert [each.role for each in exercise.cells] == ["task", "answer"]
    assert exercise.solution() == "helper = 5\n\nd5 = 998877\n\nd6 = d5 + 1"
    assert "helper = 5" in stub_of(exercise.answer.source, "en")
    assert "998877" not in json.dumps(targets.student(notebook, lesson_from(notebook)))


def test_of_a_prompt_in_a_block_learners_read_and_of_its_solution_nothing():
    _, exercise = of_question(
        cell("markdown", "Write it."),
        *[cell("raw", "# BEGIN PROMPT"), cell("code", "double = lambda x: ..."), cell("raw", "# END PROMPT")],
        *[cell("raw", "# BEGIN SOLUTION"), cell("code", "double = lambda x: 2 * x\nfour = double(2) # SOLUTION")],
    )
    assert [each.role for each in exercise.cells] == ["task", "task", "answer"]
    assert "double = lambda x: ..." in exercise.cells[1].source
    assert exercise.solution() == "double = lambda x: 2 * x\nfour = double(2)"
    assert "double" not in stub_of(exercise.answer.source, "en")


def test_a_block_of_marked_lines_is_one_solution():
    source = "total = 0\nfor each in range(4): # SOLUTION\n    total += each # SOLUTION\nprint(total)"
    _, exercise = of_question(cell("markdown", "Add."), cell("code", source))
    assert compile(stub_of(exercise.answer.source, "en"), "stub", "exec")
    assert exercise.solution() == source.replace(" # SOLUTION", "")


DOCTESTS = """>>> square(2)
4
>>> square(3) == 9
True
>>> y = square(5)
>>> print(y)
25
>>> for x in (1, 2):
...     print(square(x))
1
4"""


def test_what_stands_behind_prompts_becomes_asserts():
    _, exercise = of_question(
        cell("markdown", "Write `square`."),
        cell("code", "def square(x):\n    return x * x # SOLUTION"),
        cell("raw", "# BEGIN TESTS"),
        cell("code", DOCTESTS),
        cell("code", "# HIDDEN\n>>> square(-7)\n49"),
        cell("code", "# HIDDEN\n>>> square(-8)\n64\n>>>square(9)"),
    )
    (shown,) = exercise.visible_checks()
    assert shown.split("\n")[:4] == [
        *["assert repr(square(2)) == '4'", "assert square(3) == 9", "y = square(5)", "assert str(y) == '25'"]
    ]
    assert compile(shown, "check", "exec")
    assert exercise.hidden_checks()[0] == "assert repr(square(-7)) == '49'"
    assert "64" in exercise.hidden_checks()[1]  # kept from learners, though nobody can read it
