"""Doubt: an answer that contradicts itself is doubted more than one that adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.routing import doubt
from convergio_jupyter.routing.cascade import BROKEN_CODE
from convergio_jupyter.tools.sandbox import errors_of

QUESTION = "Anna buys 3 boxes with 12 eggs each and uses 10 eggs. How many eggs are left?"
RIGHT = "She buys 3 * 12 = 36 eggs.\nShe uses 10, so 36 - 10 = 26 eggs are left."


@given(st.text(max_size=400), st.text(max_size=1_000))
def test_any_answer_has_a_doubt(question, answer):
    assert 0 <= doubt(question, answer) <= 1


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT.replace("= 36", "= 35").replace("36 -", "35 -").replace("= 26", "= 26"),
        RIGHT.replace("= 26", "= 16"),
        "It depends; there is not enough information, but let's say about 7.5 eggs",
        "36 - 10",
        "",
        "  \n",
    ],
)
def test_what_does_not_add_up_is_doubted_more(answer):
    assert doubt(QUESTION, answer) > doubt(QUESTION, RIGHT)


def test_no_answer_is_no_answer():
    assert doubt(QUESTION, " ") == 1.0


@pytest.mark.parametrize(
    ("code", "broken"),
    [
        ("print('one')", False),
        ("for x in range(3)\n    print(x)", True),
        ("def f(:\n    pass", True),
        ("    indented = 1\n    other = 2", False),
        (">>> 1 +\n", False),
        ("%convergio teachers", False),
        ("x = ...\nif a:\n    ...", False),
        ("(" * 5_000, True),
        ("'\\d'", False),
    ],
)
def test_code_that_does_not_parse_is_doubtful(code, broken):
    answer = f"Here it is:\n\n```python\n{code}\n```\n"
    assert (doubt("How do I count to three?", answer) >= 0.95) is broken


@pytest.mark.parametrize(
    ("code", "broken"),
    [
        ("marks = [1, 2]\nprint(marks[2])", True),
        ("print(10 / (5 - 5))", True),
        ("assert sum([1, 2]) == 4", True),
        ("print(sum([1, 2]))", False),
        ("df.groupby('name').mean()", False),  # the notebook's
        ("import numpy as np\nprint(np.zeros(3))", False),
        ("def count():\n    yield 1\nprint(list(count()))", False),  # more than the sandbox knows
    ],
)
def test_code_that_fails_when_it_is_run_is_doubtful(code, broken):
    pytest.importorskip("pydantic_monty")
    answer = f"Here it is:\n\n```python\n{code}\n```\n"
    assert doubt("How?", answer) < BROKEN_CODE
    assert (doubt("How?", answer, errors_of) >= BROKEN_CODE) is broken


def test_an_error_that_the_answer_speaks_of_is_meant():
    pytest.importorskip("pydantic_monty")
    answer = "This raises a ZeroDivisionError:\n\n```python\n1 / 0\n```\n"
    assert doubt("How?", answer, errors_of) < BROKEN_CODE


def test_code_in_another_language_is_not_judged():
    assert doubt("How?", "```js\nfor (;;) {}\n```\n\nThat is how it is done.") < 0.95


@given(st.text(max_size=2_000), st.text(max_size=2_000))
def test_any_text_gets_a_number(question, answer):
    assert 0 <= doubt(question, answer) <= 1


@pytest.mark.parametrize("answer", ["200! = " + "9" * 375, "9" * 6_000, "x = " + "7" * 5_000, "1" + ",000" * 2_000])
def test_huge_numbers_are_no_reason_to_fail(answer):
    assert 0 <= doubt(f"What is {answer}?", answer) <= 1
