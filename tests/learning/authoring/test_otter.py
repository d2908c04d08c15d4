"""A source for Otter Assign becomes a lesson whose checks hold, with hidden ones hidden and points kept."""

import json

import nbformat

from convergio_jupyter.learning.authoring import targets
from convergio_jupyter.learning.authoring.check import check_lesson
from convergio_jupyter.learning.authoring.otter import from_otter, is_otters
from convergio_jupyter.learning.lesson import lesson_from


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
