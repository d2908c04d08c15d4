"""A shape is drawn with the lengths that are given for it."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

DRAW_GEOMETRY = built_in()["draw_geometry"]
SAID = {
    "Draw a triangle with sides 3, 4 and 5 cm": "right triangle, sides 5, 3, 4; perimeter 12, area 6.",
    "Draw a triangle with sides 5, 5 and 6": "isosceles triangle, sides 6, 5, 5; perimeter 16, area 12.",
    "Draw an equilateral triangle with side 5": "equilateral triangle, sides 5, ≈ 5, ≈ 5; perimeter ≈ 15, area 10.825.",
    "sketch a right triangle with legs 3 and 4": "right triangle, sides 3, 5, 4; perimeter 12, area 6.",
    "draw a right triangle with sides 3, 4 and 6": "Angle ACB is not right: it is ≈ 117.28°.",
    "draw a 3 by 4 rectangle": "rectangle, sides 3, 4, 3, 4; perimeter 14, area 12.",
    "Draw me a rectangle 3 cm long and 4 cm wide": "rectangle, sides 3, 4, 3, 4; perimeter 14, area 12.",
    "Draw a circle with diameter 6": "radius 3, circumference",
    "Disegna un triangolo di lati 3, 4 e 5": "right triangle, sides 5, 3, 4; perimeter 12, area 6.",
    "Disegna un quadrato di lato 2,5 cm": "square, sides 2.5, 2.5, 2.5, 2.5; perimeter 10, area 6.25.",
    "Mostrami un cerchio di raggio due": "radius 2, circumference",
}


@pytest.mark.parametrize("question", SAID)
def test_a_shape_is_drawn(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "draw_geometry"
    drawn = DRAW_GEOMETRY.run(arguments_of(DRAW_GEOMETRY, json.dumps(wish.arguments), "en"), Desk())
    assert drawn.figure
    assert SAID[question] in drawn.text


@pytest.mark.parametrize("sides", ["3, 4 and 5", "1, 1 and 1.414"])
def test_a_right_triangle_that_is_one_is_drawn_without_a_word(sides):
    wish = wish_in(f"draw a right triangle with sides {sides}", [], built_in())
    assert "right" not in wish.arguments


def test_each_side_has_its_own_length():
    wish = wish_in("Draw a triangle with sides 4 cm, 6 cm and 5 cm", [], built_in())
    corners = {each["name"]: complex(each["x"], each["y"]) for each in wish.arguments["points"]}
    told = {(each["from"], each["to"]): each["text"] for each in wish.arguments["labels"]}
    assert told == {("A", "B"): "6 cm", ("B", "C"): "4 cm", ("C", "A"): "5 cm"}
    for (a, b), said in told.items():
        assert f"{abs(corners[a] - corners[b]):.4f} cm" == said.replace(" ", ".0000 ")


@pytest.mark.parametrize(
    "question",
    [
        "Draw a circle",
        "Draw a circle around the 3 verbs",
        "draw a triangle with sides 1, 2 and 5",
        "Draw a square of 3 cm and 4 cm",
        "Draw a rectangle 3 cm by 4 m",
        "Show me a circle of friends",
        "draw a cube with side 3",
        "Disegna un triangolo con base 3",
        "Draw a square with side 0",
    ],
)
def test_without_its_lengths_no_shape_is_drawn(question):
    assert wish_in(question, [], built_in()) is None
