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
