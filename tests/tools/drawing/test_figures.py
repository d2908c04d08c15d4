"""The parts of a picture: ticks that people would choose, words that fit, and colours that are told apart."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.tools.drawing import figures
from tests.tools.pictures import HOSTILE, checked, words


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (-1, 1, [-1, -0.5, 0, 0.5, 1]),
        (0.3, 0.9, [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
        (1861, 2021, [1900, 1950, 2000]),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert figures.ticks(low, high, 6) == pytest.approx(expected)


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.integers(2, 12))
def test_ticks_are_few_and_inside(low, wide, most):
    found = figures.ticks(low, low + wide, most)
    assert len(found) <= 2 * most + 1
    assert all(low - wide * 1e-6 - 1e-6 <= each <= low + wide * (1 + 1e-6) + 1e-6 for each in found)


def test_numbers_beside_an_axis_are_written_alike():
    assert figures.labels([-0.5, 0.0, 0.5], "en") == ["−0.5", "0.0", "0.5"]
    assert figures.labels([0.0, 0.25], "it") == ["0,0", "0,2"] or figures.labels([0.0, 0.25], "it") == ["0,00", "0,25"]
    assert figures.labels([1e7, 2e7], "en") == ["1 × 10⁷", "2 × 10⁷"]


@given(st.text(max_size=300), st.floats(20, 460))
def test_words_fit_where_they_stand(said, room):
    assert figures.wide(figures.fitted(said, room)) <= max(room, figures.wide("…"))


def test_no_number_below_an_axis_falls_off_the_card():
    frame = figures.frame_for((0.0, 0.0), (0.001, 1.0), "en")
    for each in checked(figures.card("", "", figures.axes(frame, "x", "y", "en"))).iter():
        if each.get("text-anchor") == "middle" and each.text and not each.get("transform"):
            assert float(each.get("x")) + figures.wide(each.text) / 2 <= figures.WIDTH


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_makes_a_picture_that_can_be_read(title, told):
    root = checked(figures.card(title, told, []))
    assert root[1].text is None or "\\" not in root[1].text or "\\" in told


def test_hostile_text_stays_text():
    root = checked(figures.card(HOSTILE, HOSTILE, [figures.text(1, 1, HOSTILE)]))
    assert any("<script>" in said for said in words(root))


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", figures.LOOKS, ids=lambda look: look.colour)
def test_every_colour_is_seen_on_white(look):
    assert 1.05 / (_luminance(look.colour) + 0.05) >= 3


def test_no_two_series_look_alike_without_their_colour():
    for one, other in itertools.combinations(figures.LOOKS, 2):
        assert one.dashes != other.dashes
        assert (one.shape, one.fill) != (other.shape, other.fill)
