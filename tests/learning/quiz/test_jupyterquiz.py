"""Quizzes that were written for jupyterquiz are graded like ours."""

import json

import pytest

from convergio_jupyter.learning.quiz import QuizFault, asked, grade, read_quiz

CHOICE = {
    "question": "What comes out?",
    "code": "print(1 + 1)",
    "type": "multiple_choice",
    "answers": [
        {"answer": "11", "correct": False, "feedback": "Numbers are added."},
        {"answer": "2", "correct": True, "feedback": "Yes."},
    ],
}
MANY = {
    "question": "Which are even?",
    "type": "many_choice",
    "answers": [{"answer": str(number), "correct": number % 2 == 0} for number in (1, 2, 4)],
}
VALUE = {
    "question": "Pi to three digits?",
    "type": "numeric",
    "precision": 3,
    "answers": [{"type": "value", "value": 3.14, "correct": True}, {"type": "default", "feedback": "No."}],
}
RANGE = {
    "question": "Between 10 and 20?",
    "type": "numeric",
    "answers": [{"type": "range", "range": [10, 20], "correct": True}],
}
TEXT = {
    "question": "The capital of Italy?",
    "type": "string",
    "answers": [{"answer": "Rome", "correct": True}, {"answer": "Roma", "correct": True}, {"answer": "Milan"}],
}


@pytest.mark.parametrize(
    ("row", "right", "wrong"),
    [
        (CHOICE, 1, 0),
        (MANY, [1, 2], [0, 1]),
        (VALUE, "3.14", "3.2"),
        (RANGE, "12", "21"),
        (TEXT, "roma", "Milan"),
    ],
)
def test_they_are_graded(row, right, wrong):
    (item,) = read_quiz(json.dumps([row]), "q")
    assert grade(item, right).share == 1
    assert grade(item, wrong).share < 1
    shown = json.dumps(asked(item))
    assert "correct" not in shown
    assert "Numbers are added" not in shown


def test_code_and_feedback_come_along():
    (item,) = read_quiz(json.dumps([CHOICE]), "q")
    assert item.text == "What comes out?\n\n```python\nprint(1 + 1)\n```"
    assert grade(item, 0).notes == ("Numbers are added.",)


def numeric(value, precision):
    return {**VALUE, "precision": precision, "answers": [{"type": "value", "value": value, "correct": True}]}


@pytest.mark.parametrize(
    ("value", "precision", "right", "wrong"),
    [
        (9.8, 2, ["9.8", "9.75", "9.81", "9.84"], ["9.4", "9.5", "9.7", "9.9", "10.2"]),
        (3.14, 3, ["3.14", "3.1416", "22/7"], ["3.13", "3.155", "3.2"]),
        (3.14159, 3, ["3.14", "3.14159", "3.136"], ["3.13", "3.15"]),
        (-0.052, 2, ["-0.052", "-0.0518"], ["-0.053", "0.052"]),
        (1234, 2, ["1200", "1234", "1160"], ["1300", "1100"]),
        (10, 2, ["10", "9.96", "10.04", "10.25", "10.4"], ["9.8", "9.9", "10.6"]),
        (1000, "3", ["1000", "999.6", "1004"], ["999", "1006"]),
        (-1, 1, ["-1", "-0.96", "-1.3"], ["-0.9", "-1.6", "1"]),
        (9.99, 2, ["10", "9.99", "10.3"], ["9.9", "11"]),
        (0, 2, ["0"], ["0.1", "1"]),
        (6.02e23, 3, ["6.02e23", "6.022e23"], ["6.03e23", "6.0e23"]),
        (1.6e-19, 2, ["1.6e-19", "1.602e-19"], ["1.7e-19", "1.5e-19"]),
        ("1/3", 2, ["1/3"], ["0.3"]),
    ],
)
def test_precision_counts_significant_digits(value, precision, right, wrong):
    (item,) = read_quiz(json.dumps([numeric(value, precision)]), "q")
    assert [each for each in right if not grade(item, each).correct] == []
    assert [each for each in wrong if grade(item, each).correct] == []


def test_each_of_several_values_has_its_digits():
    row = {**VALUE, "precision": 2, "answers": [{"value": each, "correct": True} for each in (9.8, 32)]}
    (item,) = read_quiz(json.dumps([row]), "q")
    assert [grade(item, each).correct for each in ("9.81", "32", "9.5", "33", "31.4")] == [True, True] + [False] * 3


@pytest.mark.parametrize(
    "row",
    [
        CHOICE | {"type": "drawing"},
        VALUE | {"answers": [{"type": "value", "value": 1}]},
        RANGE | {"answers": [{"type": "range", "range": [1], "correct": True}]},
        TEXT | {"answers": []},
        CHOICE | {"answers": "2"},
    ],
)
def test_what_cannot_be_checked_is_named(row):
    with pytest.raises(QuizFault):
        read_quiz(json.dumps([row]), "q")
