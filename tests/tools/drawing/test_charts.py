"""Charts of data: every value is in the table, and what cannot be drawn is said."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.drawing.charts import PLOT_DATA
from tests.tools.pictures import HOSTILE, all_of, checked, words


def plot(lang="en", **arguments):
    return PLOT_DATA.run(arguments_of(PLOT_DATA, json.dumps(arguments), lang), Desk(lang=lang))


def series(*values, name="rain"):
    return {"name": name, "values": list(values)}


def test_a_bar_chart_has_a_bar_for_every_value_and_begins_at_zero():
    result = plot(
        kind="bar", labels=["Rome", "Turin"], series=[series(3, 5), series(-1, 2, name="snow")], title="Water"
    )
    root = checked(result.figure)
    bars = all_of(root, "rect")[1:5]  # the first one is the card
    floors = {round(float(bar.get("y")) + float(bar.get("height"))) for bar in bars if bar.get("fill") == "#0072B2"}
    assert len(floors) == 1
    assert {"Rome", "Turin", "Water", "rain", "snow"} <= set(words(root))
    assert "| Rome | 3 | -1 |\n| Turin | 5 | 2 |" in result.text
    assert "rain: 2 values, the lowest 3 (Rome), the highest 5 (Turin), mean 4." in result.text


def test_a_line_chart_is_told_in_italian():
    said = plot("it", kind="line", x=[1861, 1901], series=[series(22.5, 33, name="Italia")], x_label="anno").text
    assert said.startswith("Un grafico a linee. Italia: 2 valori, il più basso 22,5 (x = 1861)")
    assert "| anno | Italia |\n| --- | --- |\n| 1861 | 22,5 |" in said


def test_points_are_told_apart_by_their_shape():
    root = checked(plot(kind="points", x=[1, 2], series=[series(1, 2), series(2, 1, name="other")]).figure)
    assert len(all_of(root, "circle")) == 3  # two points and the legend
    assert len(all_of(root, "rect")) == 4  # the card as well


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=200))
@settings(deadline=None, max_examples=50)
def test_a_histogram_counts_every_value_once(values):
    said = plot(kind="histogram", series=[series(*values)]).text
    counts = [int(line.rstrip(" |").rpartition("| ")[2]) for line in said.splitlines() if " to " in line]
    assert sum(counts) == len(values)


@given(
    st.sampled_from(["line", "bar", "points", "histogram"]),
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30),
    st.text(max_size=40),
)
@example("line", [0.0], "a\u2028b")  # where a line ends, too
@settings(deadline=None, max_examples=80)
def test_any_values_and_any_names_make_a_picture_and_a_table(kind, values, name):
    arguments = {"kind": kind, "series": [series(*values, name=name)], "title": name, "x_label": name, "y_label": name}
    if kind == "bar":
        arguments["labels"] = [name] * len(values)
    result = PLOT_DATA.run(arguments, Desk())
    checked(result.figure)
    rows = [line for line in result.text.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in rows}) == 1


def test_hostile_names_stay_text_in_the_picture_and_in_the_table():
    link = "[x](http://evil.example) ![y](z) `code` | cell <b>"
    result = PLOT_DATA.run(
        {"kind": "bar", "labels": [link], "series": [series(1, name=HOSTILE)], "title": link}, Desk()
    )
    checked(result.figure.replace("http://evil", "evil"))
    assert "<" not in result.text
    assert "`" not in result.text
    assert "[x](" not in result.text
    assert "\\[" not in result.text  # which begins a formula


@pytest.mark.parametrize("kind", ["line", "bar", "points", "histogram"])
def test_values_that_are_all_the_same_are_drawn(kind):
    checked(plot(kind=kind, series=[series(0, 0, 0)]).figure)
    checked(plot(kind=kind, series=[series(1e12)]).figure)


def test_very_small_values_keep_their_digits():
    result = plot(kind="bar", labels=["e", "2e"], series=[series(1.602e-19, 3.204e-19)])
    assert "| e | 1.602 × 10⁻¹⁹ |" in result.text
    low, high = (float(bar.get("height")) for bar in all_of(checked(result.figure), "rect")[1:])
    assert high == pytest.approx(2 * low, rel=0.01)


def test_a_picture_without_a_title_has_a_name_for_who_does_not_see_it():
    root = checked(plot(kind="bar", series=[series(1)]).figure)
    assert root[0].text == "A bar chart"
    assert "A bar chart" not in words(root)


def test_a_long_table_is_cut_and_says_so():
    assert "160 more rows" in plot(kind="line", series=[series(*range(200))]).text


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"kind": "radar", "series": [series(1)]}, "do not fit"),
        ({"kind": "bar", "series": []}, "do not fit"),
        ({"kind": "bar", "series": [series()]}, "do not fit"),
        ({"kind": "bar", "series": [series(*range(100))]}, "told apart"),
        ({"kind": "line", "series": [series(1, 2), series(1)]}, "as many values"),
        ({"kind": "line", "labels": ["a"], "series": [series(1, 2)]}, "as many labels"),
        ({"kind": "line", "x": [1], "series": [series(1, 2)]}, "as many labels"),
        ({"kind": "line", "series": [series(1e300)]}, "too large"),
        ({"kind": "line", "series": [series(10**400)]}, "too large"),
        ({"kind": "line", "x": [10**400], "series": [series(1)]}, "too large"),
        ({"kind": "histogram", "series": [series(1), series(2)]}, "one series"),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments, problem):
    with pytest.raises(Unable, match=problem):
        plot(**arguments)


def test_who_asks_for_a_pie_is_told_that_there_are_bars():
    pie = plot(kind="pie", series=[series(3, 5)], labels=["apples", "pears"])
    bars = plot(kind="bar", series=[series(3, 5)], labels=["apples", "pears"])
    assert pie.text == f"Bars are drawn in place of a pie chart: they are easier to compare.\n\n{bars.text}"
    assert pie.figure == bars.figure
