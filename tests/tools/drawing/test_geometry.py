"""Geometry sketches: exact lengths, areas and names of shapes, in the picture and in words."""

import contextlib
import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.drawing.geometry import DRAW_GEOMETRY
from convergio_jupyter.tools.drawing.plane import Place, is_simple, kind_of, simple_root
from tests.tools.pictures import HOSTILE, all_of, checked, words


def points(**places):
    return [{"name": name, "x": x, "y": y} for name, (x, y) in places.items()]


def draw(lang="en", **arguments):
    return DRAW_GEOMETRY.run(arguments_of(DRAW_GEOMETRY, json.dumps(arguments), lang), Desk(lang=lang))


TRIANGLE = points(A=(0, 0), B=(4, 0), C=(0, 3))


def test_a_triangle_is_measured_and_named():
    result = draw(points=TRIANGLE, polygons=[["A", "B", "C"]], angles=[["B", "A", "C"], ["A", "B", "C"]])
    assert result.text.splitlines() == [
        "- Points: A (0; 0); B (4; 0); C (0; 3).",
        "- Polygon ABC: right triangle, sides 4, 5, 3; perimeter 12, area 6.",
        "- Angle BAC: 90°, a right angle.",
        "- Angle ABC: ≈ 36.87°.",
    ]
    root = checked(result.figure)
    assert {"A", "B", "C"} <= set(words(root))
    assert len(all_of(root, "polyline")) == 1  # the square at the right angle
    assert root[1].text.startswith("Points: A (0; 0)")


def test_circles_segments_and_labels_are_told_in_italian():
    said = draw(
        "it",
        points=points(O=(0, 0), A=(1, 1)),
        circles=[{"center": "O", "through": "A"}, {"center": "A", "radius": 0.5}],
        segments=[["O", "A"]],
        labels=[{"from": "O", "to": "A", "text": "raggio"}],
    ).text
    assert "Segmento OA: lunghezza √2 ≈ 1,4142." in said
    assert "Circonferenza di centro O: raggio √2 ≈ 1,4142, lunghezza ≈ 8,8858, area 2·π." in said
    assert "OA porta la scritta «raggio»." in said


@pytest.mark.parametrize(
    ("corners", "name"),
    [
        ([(0, 0), (1, 0), (1, 1), (0, 1)], "square"),
        ([(0, 0), (2, 0), (2, 1), (0, 1)], "rectangle"),
        ([(0, 0), (2, 1), (4, 0), (2, -1)], "rhombus"),
        ([(0, 0), (3, 0), (4, 2), (1, 2)], "parallelogram"),
        ([(0, 0), (4, 0), (3, 1), (1, 1)], "trapezium"),
        ([(0, 0), (4, 0), (3, 2), (1, 1)], "quadrilateral"),
        ([(0, 0), (2, 0), (1, 5)], "isosceles triangle"),
        ([(0, 0), (2, 0), (0, 2)], "right isosceles triangle"),
        ([(0, 0), (5, 0), (1, 2.5)], "scalene triangle"),
        ([(0, 0), (2, 0), (3, 1), (2, 2), (0, 2)], "polygon with 5 corners"),
    ],
)
def test_a_polygon_has_its_name(corners, name):
    assert kind_of([Place(Fraction(x), Fraction(y)) for x, y in corners], "en") == name


def test_a_polygon_whose_sides_cross_gets_no_area():
    assert not is_simple([Place(Fraction(x), Fraction(y)) for x, y in [(0, 0), (2, 2), (2, 0), (0, 2)]])
    said = draw(points=points(A=(0, 0), B=(2, 2), C=(2, 0), D=(0, 2)), polygons=[["A", "B", "C", "D"]]).text
    assert "its sides cross" in said
    assert "area" not in said


@given(st.fractions(0, 10**6, max_denominator=1000))
def test_a_root_is_taken_exactly(square):
    found = simple_root(square)
    if found is not None:
        outside, inside, below = found
        assert Fraction(outside * outside * inside, below * below) == square


def test_one_scale_serves_both_directions():
    root = checked(draw(points=points(A=(0, 0), B=(100, 0), C=(100, 1)), polygons=[["A", "B", "C"]]).figure)
    (drawn,) = all_of(root, "polygon")
    (ax, ay), (bx, by), (cx, cy) = (map(float, pair.split(",")) for pair in drawn.get("points").split())
    assert (bx - ax) / (by - cy) == pytest.approx(100, rel=0.01)
    assert (ay, bx) == (by, cx)


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=3, max_size=8),
    st.floats(1e-3, 1e6),
    st.booleans(),
)
@settings(deadline=None, max_examples=80)
def test_any_places_make_a_picture_or_a_sentence(places, radius, axes):
    names = "ABCDEFGH"[: len(places)]
    arguments = {
        "points": points(**dict(zip(names, places, strict=True))),
        "polygons": [list(names)],
        "circles": [{"center": "A", "radius": radius}],
        "angles": [["A", "B", "C"]],
        "axes": axes,
    }
    with contextlib.suppress(Unable):  # two of them are at the same place
        checked(DRAW_GEOMETRY.run(arguments, Desk(lang="it")).figure)


def test_hostile_names_stay_text():
    arguments = {
        "points": [{"name": HOSTILE, "x": 0, "y": 0}, {"name": "`[a](b)", "x": 1, "y": 1}],
        "labels": [{"from": HOSTILE, "to": "`[a](b)", "text": HOSTILE}],
        "title": HOSTILE,
    }
    result = DRAW_GEOMETRY.run(arguments, Desk())
    checked(result.figure)
    assert "<" not in result.text
    assert "`" not in result.text


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"segments": [["A", "Z"]]}, "no point named Z"),
        ({"points": TRIANGLE + points(A=(1, 1))}, "two points named A"),
        ({"segments": [["A", "A"]]}, "same place"),
        ({"circles": [{"center": "A"}]}, "either a radius"),
        ({"circles": [{"center": "A", "radius": 1, "through": "B"}]}, "either a radius"),
        ({"circles": [{"center": "A", "radius": 0}]}, "above zero"),
        ({"circles": [{"center": "A", "radius": 1e300}]}, "at most"),
        ({"points": points(A=(1e300, 0))}, "too large"),
        ({"points": points(A=(10**400, 0))}, "too large"),
        ({"points": []}, "do not fit"),
        ({"polygons": [["A", "B"]]}, "do not fit"),
    ],
)
def test_what_cannot_be_drawn_is_said(more, problem):
    with pytest.raises(Unable, match=problem):
        draw(**{"points": TRIANGLE, **more})


def test_a_flat_angle_and_a_single_point_are_drawn():
    result = draw(points=points(A=(0, 0), B=(1, 0), C=(2, 0)), angles=[["A", "B", "C"]])
    assert "Angle ABC: 180°." in result.text
    checked(result.figure)
    (dot,) = all_of(checked(draw(points=points(A=(5, 5))).figure), "circle")
    assert (dot.get("cx"), dot.get("cy")) == ("240", "160")


def test_an_angle_that_should_be_right_is_checked():
    result = draw(points=TRIANGLE, right=[["B", "A", "C"], ["A", "B", "C"]])
    assert "Angle BAC: 90°, a right angle." in result.text
    assert "Angle ABC is not right: it is ≈ 36.87°." in result.text
    assert "L'angolo ABC non è retto: è di ≈ 36,87°." in draw("it", points=TRIANGLE, right=[["A", "B", "C"]]).text
