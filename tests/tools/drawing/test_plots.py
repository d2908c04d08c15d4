"""Graphs of functions: gaps where there is no value, and words that say what the picture shows."""

import json
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.drawing.figures import LOOKS
from convergio_jupyter.tools.drawing.plots import PLOT_FUNCTION
from convergio_jupyter.tools.mathematics.curves import follow, function
from tests.tools.pictures import HOSTILE, all_of, checked, words


def curve(text, low, high):
    return follow(function(text, "x", "en"), low, high)


def plot(*functions, lang="en", **more):
    arguments = arguments_of(PLOT_FUNCTION, json.dumps({"functions": functions, **more}), lang)
    return PLOT_FUNCTION.run(arguments, Desk(lang=lang))


@given(st.floats(-3, 3), st.floats(0.3, 3))
def test_the_zeros_and_the_lowest_point_of_a_parabola_are_found(middle, half):
    found = curve(f"(x - ({middle:.6f}))^2 - ({half:.6f})^2", -7, 7)
    assert found.zeros == pytest.approx([middle - half, middle + half], abs=2e-5)
    assert found.lows[0] == pytest.approx((middle, -half * half), abs=1e-4)
    assert not found.highs
    assert not found.breaks


def test_a_zero_that_only_touches_is_found():
    assert curve("(x-0.3)^2", -2, 2).zeros == pytest.approx([0.3], abs=1e-4)


@pytest.mark.parametrize(
    ("text", "pieces", "breaks"),
    [
        ("1/(x-1)", 2, [1]),
        ("tan(x)", 5, [-1.5 * math.pi, -0.5 * math.pi, 0.5 * math.pi, 1.5 * math.pi]),
        ("sign(x - 0.01)", 2, [0.01]),
        ("x^3", 1, []),
        ("100 atan(50x)", 1, []),
    ],
)
def test_a_pole_or_a_jump_parts_the_curve_and_steepness_does_not(text, pieces, breaks):
    found = curve(text, -6, 6.1)
    assert len(found.pieces) == pieces
    assert found.breaks == pytest.approx(breaks, abs=1e-6)


def test_a_curve_begins_exactly_where_its_values_do():
    found = curve("sqrt(x-0.3)", -2, 4)
    assert found.pieces[0][0][0] == pytest.approx(0.3, abs=1e-6)
    assert found.undefined == [pytest.approx((-2, 0.3), abs=1e-6)]


def test_no_line_leaves_the_frame_or_crosses_a_pole():
    figure = plot("1/x", **{"from": -5, "to": 5.1}).figure
    drawn = next(each.get("d") for each in all_of(checked(figure), "path"))
    pieces = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", piece) for piece in drawn.split("M")[1:]]
    assert len(pieces) == 2
    assert all(34 <= float(y) <= 272 for piece in pieces for _, y in piece)


def test_the_words_and_the_table_say_what_the_picture_shows():
    said = plot("x^2 - 2", **{"from": -3, "to": 3}).text
    assert said.startswith(
        "y = x² - 2, drawn from -3 to 3. It meets the y axis at -2. Zeros: -1.4142; 1.4142. "
        "Local minimum at (0; -2). Its values go from -2 to 7 here."
    )
    assert "| x | y |\n| --- | --- |\n| -3 | 7 |" in said


@pytest.mark.parametrize(
    ("function", "told"),
    [
        ("sin(x)", "from -1 to 1"),
        ("2cos(3x) + 1", "from -1 to 3"),
        ("x^2 sin(x)", "from -63.635 to 63.635"),
        ("x^3 - 3x", "from -970 to 970"),  # at the ends, beyond what turns
        ("0.99999 sin(x)", "from -0.99999 to 0.99999"),  # which is not rounded away
    ],
)
def test_values_reach_as_far_as_the_extremes(function, told):
    assert f"Its values go {told} here." in plot(function).text


@pytest.mark.parametrize(
    ("function", "low", "high"),
    [
        ("x^2", "-10", "10"),
        ("sin(x)", "-10", "10"),
        ("1/x", "-10", "10"),
        ("5", "-10", "10"),
        ("x^2 + 1", "-10", "10"),
        ("x sin(1/x)", "-10", "10"),  # no range is narrow enough
        ("x^2 - 400", "-30", "30"),  # as far as its zeros
        ("2x + 100", "-80", "80"),
        ("x^2 - 1000000", "-1500", "1500"),
        ("1/(x - 50)", "-80", "80"),
        ("(x - 30)^2", "-50", "50"),
        ("sqrt(x - 50)", "42", "80"),
        ("ln(x)", "-1", "10"),
        ("sin(100x)", "-0.2", "0.2"),  # so near that its waves are told apart
        ("sin(150.796x)", "-0.1", "0.1"),  # also where each place that is looked at has the same height
        ("exp(x)", "-5", "5"),  # else all but its end would look flat
        ("1000x^3", "-1", "1"),
        ("x^x", "-5", "5"),  # not where it explodes
        ("exp(x) - 1000000", "-20", "20"),
    ],
)
def test_where_nobody_says_where_to_look_what_is_worth_seeing_is_seen(function, low, high):
    assert f", drawn from {low} to {high}." in plot(function).text


def test_a_zero_is_judged_by_what_is_beside_it():
    said = plot("x^x", **{"from": -80, "to": 80}).text
    assert "No zero was found. Local minimum at (0.36788; 0.6922)." in said
    assert "Zero: 0.3. Local minimum at (0.3; 0)." in plot("10^10 (x - 0.3)^2").text
    assert "No zero was found." in plot("x^2 + 0.000001").text


@pytest.mark.parametrize(
    ("function", "zeros", "values"),
    [
        ("sqrt(x)", "Zero: 0.", "from 0 to 3.1623"),
        ("sqrt(x - 0.3)", "Zero: 0.3.", "from 0 to 3.1145"),
        ("sqrt(x - pi)", "Zero: 3.1416.", "from 0 to 2.6189"),  # at no round number
        ("sqrt(4 - x^2)", "Zeros: -2; 2.", "from 0 to 2"),
        ("sqrt(x) + 0.0001", "No zero was found.", "from 0.0001 to 3.1624"),
        ("sqrt(x - pi) + 0.0001", "No zero was found.", "from 0.0001"),
    ],
)
def test_a_function_is_looked_at_up_to_the_edge_of_its_domain(function, zeros, values):
    said = plot(function).text
    assert zeros in said
    assert f"Its values go {values}" in said


@pytest.mark.parametrize(
    ("function", "edges"), [("ln(x)", "0"), ("1/sqrt(x)", "0"), ("ln(x^2 - 4)", "-2; 2"), ("atanh(x)", "-1; 1")]
)
def test_what_has_no_end_at_the_edge_of_its_domain_has_no_lowest_value(function, edges):
    said = plot(function).text
    assert f"It jumps or grows without end at x = {edges}." in said
    assert "Its values go" not in said


def test_where_somebody_says_where_to_look_that_is_seen():
    assert ", drawn from -10 to 10." in plot("x^2 - 400", **{"from": -10}).text
    assert ", drawn from -3 to 3." in plot("sin(100x)", **{"from": -3, "to": 3}).text


def test_several_functions_are_seen_in_one_range():
    assert plot("x", "x^2 - 400").text.count(", drawn from -30 to 30.") == 2
    assert plot("x", "exp(x)").text.count(", drawn from -5 to 5.") == 2


def test_one_extreme_is_one_and_two_are_two():
    assert "Local minimum at (0; 0)." in plot("x^2").text
    assert "Zero: 0." in plot("x^2").text
    assert "Local maximum at (-1; 2). Local minimum at (1; -2)." in plot("x^3 - 3x").text
    assert "Minimi locali in (-1; -1), (1; -1)." in plot("x^4 - 2x^2", lang="it").text


def test_italian_has_its_words_and_its_comma():
    said = plot("sqrt(x) - 1,5", lang="it", **{"from": -1, "to": 4}).text
    assert "Non ha valore in questi tratti: da -1 a 0." in said
    assert "Zero: 2,25." in said


def test_several_functions_differ_in_colour_and_line_and_have_a_legend():
    root = checked(plot("x", "x^2", "f(x) = x^3", "y = 2").figure)
    lines = [(each.get("stroke"), each.get("stroke-dasharray")) for each in all_of(root, "path")]
    assert len(lines) == 8  # four curves and their four marks in the legend
    assert set(lines) == {(look.colour, look.dashes or None) for look in LOOKS[:4]}
    assert "y₃ = x³" in words(root)


@pytest.mark.parametrize(
    ("functions", "more", "problem"),
    [
        (["x"], {"from": 2, "to": 1}, "range"),
        (["x"], {"from": 1e300, "to": 1e301}, "range"),
        (["x"], {"from": 1, "to": 1 + 1e-12}, "range"),
        (["x"], {"to": 10**400}, "range"),
        (["sqrt(-1-x^2)"], {}, "no value"),
        (["y + 1"], {}, "not known"),
        (["i x"], {}, "real values"),
        (["__import__('os')"], {}, "cannot be read"),
        (["x+" * 200 + "x"], {}, "longer"),
        (["9**9**9 x"], {}, "no value"),
        ([], {}, "do not fit"),
        (["x"] * 5, {}, "do not fit"),
    ],
)
def test_what_cannot_be_drawn_is_said(functions, more, problem):
    with pytest.raises(Unable, match=problem):
        plot(*functions, **more)


@pytest.mark.parametrize(
    "text", ["sin(10^6 x)", "e^(e^x)", "floor(1000 sin(99x))", "gcd(x, 2)", "1/sin(50x)", "0x", "x/x"]
)
def test_wild_functions_are_drawn(text):
    result = plot(*[text] * 4)
    checked(result.figure)
    assert len(result.figure) < 500_000


@given(st.text(max_size=60), st.text(max_size=30))
@settings(deadline=None, max_examples=40)
def test_any_title_and_label_makes_a_picture(title, label):
    result = PLOT_FUNCTION.run({"functions": ["x"], "title": title, "x_label": label, "y_label": label}, Desk())
    checked(result.figure)


def test_hostile_labels_stay_text():
    result = PLOT_FUNCTION.run({"functions": ["x"], "title": HOSTILE, "x_label": HOSTILE, "y_label": HOSTILE}, Desk())
    checked(result.figure)
