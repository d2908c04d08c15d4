"""A number is found in the forms that a program gives it, and as a pair where a fraction is asked for."""

import pytest

from convergio_jupyter.learning.guard import check


def number(answer, asked="How much is gone?"):
    return {"kind": "number", "answer": answer, "asked": asked}


SAID = [
    (number("5/6"), "gone = Fraction(5, 6)", 'gone = Fraction("5/6")', "fractions.Fraction(numerator=5, denominator=6)",
     "Fraction(denominator=6, numerator=5)", "Fraction(10, 12)", "Fraction(5) / 6", "Fraction(Decimal('5'), 6)",
     "gone = 1 - Fraction(1, 6)", "(5, 6)", "gone = 5, 6", "Ratio(10, 12)", "truediv(5, 6)"),
    (number("7/12"), "left = sympy.Rational(7, 12)", "Rational('7/12')", "It is (7, 12).", "[7, 12]"),
    (number("1/2"), 'Decimal("0.5")', "Decimal('5') / 10"),
    (number("42"), "Fraction(84, 2)", "int('42')"),
    ({"kind": "set", "answer": "{1/2, 3}"}, "{Fraction(1, 2), 3}"),
    ({"kind": "interval", "answer": "[1/2, 3]"}, "from Rational(1, 2) to 3"),
    ({"kind": "expression", "answer": "x/2"}, "Rational(1, 2)*x"),
]  # fmt: skip
SAFE = [
    (number("5/6"), "`Fraction(3, 4)` is three quarters.", "A `Fraction` holds two numbers.", "int(5) and int(7)",
     "The point (5, 7) lies higher."),
    (number("5/6", "How steep is it from (0, 0) to (5, 6)?"), "Mark (0, 0), and then (5, 6)."),
    (number("5/6", "Write 5 of 6 parts."), "Which form has Fraction(a, b)?"),
]  # fmt: skip


def pairs(table):
    return [(key, reply) for key, *replies in table for reply in replies]


@pytest.mark.parametrize("marks", ["{}", "Write `{}`.", "```python\n{}\n```"])
@pytest.mark.parametrize(("key", "reply"), pairs(SAID), ids=lambda value: str(value)[:50])
def test_a_number_is_found_in_the_form_of_a_program(key, reply, marks):
    assert check(marks.format(reply), key).leaks


@pytest.mark.parametrize(("key", "reply"), pairs(SAFE), ids=lambda value: str(value)[:50])
def test_another_number_in_such_a_form_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict
