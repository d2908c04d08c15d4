"""Sums in a text are found and redone; nothing else is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.routing.arithmetic import check_sums, numbers_in, value_of


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("3 + 4 = 7", 1, 0),
        ("3 + 4 = 8", 0, 1),
        ("so he runs 3 x 60 = <<3*60=180>>180 metres", 2, 0),
        ("40 / 2 + 5 = 20 + 5 = 25", 2, 0),
        ("8 x $5 x 60% = $24.", 1, 0),
        ("200 / 100 \\* 40 = 80", 1, 0),
        ("1,200 × 3 = 3,600, and 7 ÷ 2 = 3.5", 2, 0),
        ("10 / 3 = 3.33", 1, 0),
        ("-(2 + 3) * 2 = −10", 1, 0),
        ("She has 12 apples. x = 5. f(2) = 7", 0, 0),
        ("1 / 0 = 5", 0, 0),
        ("2024-11-23 = today", 0, 0),
        ("", 0, 0),
    ],
)
def test_sums_are_redone(text, right, wrong):
    assert check_sums(text) == (right, wrong)


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 10**6)), min_size=1, max_size=6), st.integers(0, 999))
def test_a_value_is_what_python_says(steps, first):
    expression = str(first) + "".join(f" {sign} {number}" for sign, number in steps)
    if len(expression) <= 80:
        assert value_of(expression) == eval(expression)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_word(text):
    right, wrong = check_sums(text)
    assert right >= 0
    assert wrong >= 0
    assert all(isinstance(number, Fraction) for number in numbers_in(text))


@pytest.mark.parametrize("piece", ["1", "1=", "(", "1+", "<<1=", "=", "9" * 70 + "="])
def test_long_nonsense_is_read_to_its_end(piece):
    """What a slow pattern would make of this takes hours."""
    right, wrong = check_sums(piece * (100_000 // len(piece)))
    assert right + wrong >= 0
