"""Text becomes values without being run: what it means, and that nothing but a clear sentence comes of the rest."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.mathematics.exact import Exact
from convergio_jupyter.mathematics.expressions import MOST_TEXT, read, shown
from convergio_jupyter.mathematics.quantities import Quantities
from convergio_jupyter.tools.mathematics.curves import function


def value(text, lang="en", **options):
    return read(text, Exact(lang, **options))


def numbers():
    whole = st.integers(0, 10**6).map(lambda n: (str(n), Fraction(n)))
    decimals = st.tuples(st.integers(0, 999), st.integers(0, 99)).map(
        lambda two: (f"{two[0]}.{two[1]:02}", Fraction(two[0] * 100 + two[1], 100))
    )
    return whole | decimals


def joined(parts):
    def two(sign, left, right):
        results = {"+": left[1] + right[1], "-": left[1] - right[1], "*": left[1] * right[1]}
        results |= {"/": left[1] / right[1]} if right[1] else {}
        return (f"({left[0]}) {sign} ({right[0]})", results[sign]) if sign in results else left

    return st.builds(two, st.sampled_from("+-*/"), parts, parts) | parts.map(lambda each: (f"-({each[0]})", -each[1]))


@given(st.recursive(numbers(), joined, max_leaves=12))
@settings(deadline=None)
def test_it_agrees_with_the_arithmetic_of_fractions(pair):
    text, expected = pair
    found = value(text)
    assert Fraction(int(found.p), int(found.q)) == expected


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("-2^2", "-(2^2)"),
        ("2^-3^2", "2^(-(3^2))"),
        ("2^3x", "(2^3)*x"),
        ("1/2x", "(1/2)*x"),
        ("a/2b", "a/(2*b)"),
        ("ax^2", "a*(x^2)"),
        ("2(x+1)(x-1)", "2*(x+1)*(x-1)"),
        ("sin 2x cos x", "sin(2*x)*cos(x)"),
        ("sin²(x)", "sin(x)^2"),
        ("√2 x", "sqrt(2)*x"),
        ("3×4÷2−1", "3*4/2-1"),
        ("x²y³", "x^2*y^3"),
        ("2½", "5/2"),
        ("3,5", "7/2"),
        ("1.234,56", "123456/100"),
        ("1.234.567", "1234567"),
        ("gcd(12,18)", "6"),
        ("gcd(12; 18)", "6"),
        ("sqrt(2,25)", "3/2"),
        ("root(-8, 3)", "-2"),
        ("20% di 50", "10"),
        ("5!", "120"),
        ("|2-5|", "3"),
        ("sen(π/6)", "1/2"),
        ("1,5e-3", "3/2000"),
        ("α + β", "β + α"),
        ("round(2.5)", "3"),
        ("abc + xy", "a*b*c + x*y"),
    ],
)
def test_it_is_read_as_people_write_it(text, same):
    assert (value(text) - value(same)).expand() == 0


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "1 +", ")", "(1", "1)", "2 3", "10 000", "1,000", "1..2", "1,2,3", "foo", "foo(1)", "sin", "sin()"),
        *("gcd(1)", "x.__class__", "__import__('os')", "().__class__", "lambda: 0", "x = 1", "[x for x in y]", "'a'"),
        *("a.b", "x;y", "1e999999999", "9" * 5000, "(" * 200 + "1" + ")" * 200, "-" * 500 + "1", "2^" * 300 + "2"),
        *("1/0", "0^-1", "ln(0)", "tan(π/2)", "(-3)!", "2.5!", "9**9**9", "10**(10**9)", "(10**9)!", "1000!!"),
        *("2^(10^9+1/2)", "binomial(10^9, 10^8)", "(x+1)^(10^6)", "x" * 20_000, "1+" * 10_000 + "1", "√" * 900 + "2"),
    ],
)
def test_what_cannot_be_read_ends_at_once_with_a_sentence(text):
    with pytest.raises(Unable, match=r"\.$"):
        value(text)


def test_a_number_that_can_be_read_in_two_ways_is_asked_back():
    with pytest.raises(Unable, match=r"scrivi 1000 oppure 1\.0"):
        value("1,000", "it")


WORDS = "0 1 2 7 1.5 3,5 .5 1e9 x y e i pi ( ( ) ) + - * / ^ ** ! % | ² √ , ; = sin sqrt ln gcd abs of m kg °C"
SOUP = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)


@pytest.mark.parametrize(
    "reading",
    [
        lambda text: read(text, Exact("en")),
        lambda text: read(text, Exact("it", letters=False)),
        lambda text: read(text, Quantities("en")),
        lambda text: function(text, "x", "it")([0.0, 1.5, -2.0]),
    ],
    ids=["formulas", "numbers", "quantities", "curves"],
)
@given(text=st.text(max_size=60) | SOUP | st.text("0123456789.,eE+-*/^()! %x", max_size=30))
@settings(deadline=None, max_examples=150)
def test_whatever_is_written_gives_a_value_or_a_sentence(reading, text):
    with contextlib.suppress(Unable):
        reading(text)


@given(st.text(max_size=200))
def test_what_is_shown_again_holds_no_markup(text):
    assert not set(shown(text)) & set("*_|`") - set("`")
    assert len(shown(text)) <= 3 * len(text)


def test_the_longest_text_that_is_read_is_read():
    assert value("1" + "+1" * ((MOST_TEXT - 1) // 2)) == (MOST_TEXT - 1) // 2 + 1
