"""Formulas with their steps: right, checked, in the learner's language, and never without end."""

import re

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.mathematics.exact import Exact
from convergio_jupyter.mathematics.expressions import read
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.mathematics.formulas import SOLVE_STEPS, work_out

X = sympy.Symbol("x")


def steps(task, expression, lang="en", **more):
    return work_out({"task": task, "expression": expression, **more}, Desk(lang=lang)).text.split("\n")


def test_a_linear_equation_is_solved_line_by_line():
    assert steps("solve", "2(x+3) = 10 - x/2") == [
        r"1. The equation: $2 x + 6 = 10 - \frac{x}{2}$",
        "2. Multiply both sides by $2$, so that no fraction is left: $4 x + 12 = 20 - x$",
        "3. Add $x$ on both sides: $5 x + 12 = 20$",
        "4. Subtract $12$ on both sides: $5 x = 8$",
        r"5. Divide both sides by $5$: $x = \frac{8}{5}$",
        r"6. Check, with the solution put in: $2 \left(\frac{8}{5}\right) + 6 = \frac{46}{5},"
        r"\quad 10 - \frac{\left(\frac{8}{5}\right)}{2} = \frac{46}{5}$",
    ]


def test_a_quadratic_equation_names_its_discriminant():
    said = "\n".join(steps("solve", "x^2 - 5x + 6 = 0", "it"))
    assert r"Il discriminante: $\Delta = b^2 - 4ac = \left(-5\right)^2 - 4 \cdot 1 \cdot 6 = 1$" in said
    assert "$x_{1} = 2$" in said
    assert "$x_{2} = 3$" in said
    assert "Verifica" in said


@given(st.integers(-20, 20).filter(bool), st.integers(-20, 20), st.integers(-20, 20))
@settings(deadline=None, max_examples=40)
def test_the_solution_of_any_linear_equation_solves_it(a, b, c):
    said = steps("solve", f"{a}x + {b} = {c}")
    found = sympy.Rational(c - b, a)
    assert any(line.endswith(f"$x = {sympy.latex(found)}$") for line in said[:-1])


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_the_roots_of_a_quadratic_equation_are_found(one, other, factor):
    text = f"{factor}x^2 + {-factor * (one + other)}x + {factor * one * other} = 0"
    said = "\n".join(steps("solve", text))
    for root in {one, other}:
        assert re.search(rf"A solution: \$x(_{{[12]}})? = {root}\$", said), said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = x + 1", "never true"),
        ("2x = 2x", "every number"),
        ("x^2 + x + 1 = 0", "no real solution"),
        ("x^2 - 2x + 1 = 0", "the same"),
        ("a x + b = 0", "must not be 0"),
        ("1/(x-1) = x/(x-1)", "no solution"),
        ("x^5 - x - 1 = 0", "1.1673"),
        ("x^3 - 6x^2 + 11x - 6 = 0", "Factor it"),
        ("e^x = 5", "1.60944"),
        ("|x-2| = 3", "= 5$"),
        ("sin(x) = 1/2", "periodic"),
        ("cos(x) = x", "0.739085"),
        ("cos(x1) = x1", "0.739085"),
        ("cos(alpha) = alpha", "0.739085"),
        ("x + y = 3; x - y = 1", r"$x = 2,\; y = 1$"),
        ("x + y = 3; x + y = 4", "contradict"),
        ("x + y = 3; 2x + 2y = 6", "any number"),
    ],
)
def test_other_equations_are_solved_and_say_how(text, words):
    assert words in "\n".join(steps("solve", text))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("x^2 sin(x)", ["Power rule", "Known derivative", "Product rule"]),
        ("sin(x)/x", ["Known derivative", "Quotient rule"]),
        ("e^(2x)", ["A constant factor stays", "Chain rule"]),
        ("3x^4 - 2x + 7", ["Power rule", "Sum rule"]),
        ("sqrt(1 - x^2)", ["Chain rule, with the power rule outside"]),
        ("x^x", ["base and in the exponent"]),
        ("5", ["does not change"]),
    ],
)
def test_a_derivative_names_its_rules(text, rules):
    said = "\n".join(steps("differentiate", text))
    assert all(rule in said for rule in rules), said


@pytest.mark.parametrize(
    ("task", "text", "last"),
    [
        ("integrate", "x^2 + 3x", r"\frac{x^{3}}{3} + \frac{3 x^{2}}{2} + C"),
        ("integrate", "∫ x e^x dx", r"\left(x - 1\right) e^{x} + C"),
        ("differentiate", "f(x) = x^3", "3 x^{2}"),
        ("expand", "(x+y)^2", "x^{2} + 2 x y + y^{2}"),
        ("factor", "x^2 - 1", r"\left(x - 1\right) \left(x + 1\right)"),
        ("factor", "360", r"2^{3} \cdot 3^{2} \cdot 5"),
        ("simplify", "(x^2-1)/(x-1)", "= x + 1"),
        ("simplify", "sin(x)^2 + cos(x)^2", "= 1"),
    ],
)
def test_the_other_tasks_give_the_result_and_a_check(task, text, last):
    said = "\n".join(steps(task, text))
    assert last in said
    assert "Check" in said or task in ("differentiate", "factor")


def test_simplifying_says_where_it_does_not_hold():
    assert any(r"x - 1 \neq 0" in line for line in steps("simplify", "(x^2-1)/(x-1)"))


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 5)), min_size=1, max_size=4))
@settings(deadline=None, max_examples=25)
def test_an_expanded_formula_is_the_same_formula(terms):
    text = " * ".join(f"({a} + x^{n})" for a, n in terms)
    value = read(text, Exact("en"))
    assert sympy.latex(sympy.expand(value)) in "\n".join(steps("expand", text))


@pytest.mark.parametrize(
    ("task", "text", "words"),
    [
        ("solve", "x < 2", "inequality"),
        ("solve", "3 = 3", "no letter"),
        ("solve", "a = b = c", "one = sign"),
        ("solve", "p + q = r", "which letter"),
        ("solve", "x^30 = x + 1", "degree"),
        ("solve", "xy = 1; x + y = 2", "linear"),
        ("solve", "e^x = sin(x) - 3", "No formula"),
        ("integrate", "x^x", "No formula"),
        ("integrate", "os.system(1)", "cannot be read"),
        ("simplify", "+".join(f"x^{n}/sin({n}x)" for n in range(1, 60)), "too long"),
    ],
)
def test_what_is_out_of_reach_is_said(task, text, words):
    with pytest.raises(Unable, match=words):
        steps(task, text)


def test_what_would_take_for_ever_is_stopped(monkeypatch):
    from convergio_jupyter import aside

    SOLVE_STEPS.run({"task": "expand", "expression": "x"}, Desk())
    monkeypatch.setattr(aside, "SECONDS", 0.5)
    with pytest.raises(Unable, match="too long"):
        SOLVE_STEPS.run({"task": "expand", "expression": "(a+b+c+d+p+q)^50 (x+y+z+u+v+w)^50"}, Desk())


def test_a_prime_number_is_called_one():
    assert steps("factor", "97", "it")[1] == "2. È un numero primo: lo dividono solo 1 e se stesso."
    assert steps("factor", "91")[1:] == [
        "2. It is not a prime number: 7 divides it.",
        r"3. Its prime factors: $91 = 7 \cdot 13$",
    ]
    assert steps("factor", "221", "it")[1] == "2. Non è un numero primo: lo divide 13."


def test_zero_one_and_negative_numbers_are_no_primes():
    assert steps("factor", "0")[1:] == ["2. It is not a prime number: every whole number above 0 divides it."]
    assert steps("factor", "1")[1:] == ["2. It is not a prime number: it has only one divisor, itself."]
    assert steps("factor", "1", "it")[1:] == ["2. Non è un numero primo: ha un solo divisore, se stesso."]
    said = "2. Non è un numero primo: per definizione i numeri negativi non lo sono."
    assert steps("factor", "-7", "it")[1:] == [said, r"3. I suoi fattori primi: $-7 = -1 \cdot 7$"]


@pytest.mark.parametrize(
    ("expression", "integral"),
    [
        ("1/x", r"\ln{\left(\left|{x}\right| \right)} + C"),
        ("tan(x)", r"- \ln{\left(\left|{\cos{\left(x \right)}}\right| \right)} + C"),
        ("2x/(x^2+1)", r"\ln{\left(x^{2} + 1 \right)} + C"),  # which is never below zero
        ("ln(x)", r"x \ln{\left(x \right)} - x + C"),
    ],
)
def test_an_integral_holds_below_zero_too(expression, integral):
    assert integral in "\n".join(steps("integrate", expression))
