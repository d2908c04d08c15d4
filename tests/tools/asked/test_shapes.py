"""The measures of simple shapes are calculated, and the formula is seen."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

CALCULATOR = built_in()["calculator"]
SAID = {
    "area of a circle with radius 3": "π × r² = π × 3² = 9·π ≈ 28.27433388",
    "What is the area of a circle of radius 3 cm?": "π × r² = π × (3 cm)² = 9·π cm² ≈ 28.27433388 cm²",
    "Find the circumference of a circle with a diameter of 10 metres": "π × d = π × (10 m) = 10·π m ≈ 31.41592654 m",
    "volume of a sphere of radius two": "4/3 × π × r³ = 4/3 × π × 2³ = 32·π/3 ≈ 33.51032164",
    "area di un triangolo con base 4 e altezza 5": "b × h/2 = 4 × 5/2 = 10",
    "Quanto misura l'ipotenusa di un triangolo rettangolo con cateti 3 e 4 cm?": (
        "sqrt(a²+b²) = sqrt((3 cm)²+(4 cm)²) = 5 cm"
    ),
    "Calcola il perimetro di un quadrato di lato 2,5 m": "4 × a = 4 × (2,5 m) = 10 m",
    "area of a rectangle 3 cm by 40 mm": "a × b = (3 cm) × (40 mm) = 12 cm²",
    "perimeter of a rectangle with length 3 and width 4": "2 × (l+w) = 2 × (3+4) = 14",
    "perimetro di un triangolo con lati 3, 4 e 5": "a+b+c = 3+4+5 = 12",
    "area di un trapezio con base maggiore 5, base minore 3 e altezza 2": "(a+b)/2 × h = (5+3)/2 × 2 = 8",
    "area of a trapezoid with bases 3 and 5 and height 4": "(a+b)/2 × h = (3+5)/2 × 4 = 16",
    "area del rombo con diagonali 6 e 8 cm": "p × q/2 = (6 cm) × (8 cm)/2 = 24 cm²",
    "surface area of a cube with edge 2": "6 × a² = 6 × 2² = 24",
    "area of a 3 by 4 rectangle": "a × b = 3 × 4 = 12",
    "What is the perimeter of a 5 cm square?": "4 × a = 4 × (5 cm) = 20 cm",
    "volume of a box 2 x 3 x 4": "a × b × c = 2 × 3 × 4 = 24",
    "volume di un cilindro con raggio di base 2 e altezza 5": "π × r² × h = π × 2² × 5 = 20·π ≈ 62.83185307",
    "What is the volume of a cone whose radius is 3 and whose height is 4?": (
        "π × r² × h/3 = π × 3² × 4/3 = 12·π ≈ 37.69911184"
    ),
    "area of an equilateral triangle with side 2": "sqrt(3)/4 × a² = sqrt(3)/4 × 2² = √3 ≈ 1.732050808",
    "area of a sphere of radius 1": "4 × π × r² = 4 × π × 1² = 4·π ≈ 12.56637061",
    "volume of a square pyramid with side 3 and height 2": "a² × h/3 = 3² × 2/3 = 6",
    "volume of a pyramid with edge 3 and height 2": (
        "a² × h/3 = 3² × 2/3 = 6\n\nThe base was taken to be a square with this side."
    ),
    "area of a trapezium with sides 3 and 5 and height 2": (
        "(a+b)/2 × h = (3+5)/2 × 2 = 8\n\nThe two sides were taken to be the parallel ones, the bases."
    ),
    "area of a triangle with sides 3, 4 and 5 cm": (
        "sqrt((a+b+c) × (b+c-a) × (a+c-b) × (a+b-c))/4 = sqrt(((3 cm)+(4 cm)+(5 cm)) × ((4 cm)+(5 cm)-(3 cm)) × "
        "((3 cm)+(5 cm)-(4 cm)) × ((3 cm)+(4 cm)-(5 cm)))/4 = 6 cm²"
    ),
    "a rectangle 3 cm long and 4 cm wide": "l × w = (3 cm) × (4 cm) = 12 cm²\n\nThis is its area.",
    "un rettangolo lungo 3 cm e largo 4 cm": "l × w = (3 cm) × (4 cm) = 12 cm²\n\nThis is its area.",
    "a box 2 x 3 x 4": "a × b × c = 2 × 3 × 4 = 24\n\nThis is its volume.",
    "What is the area of a circle of 5 cm radius?": "π × r² = π × (5 cm)² = 25·π cm² ≈ 78.53981634 cm²",
    "A rectangle is 3 cm long and 4 cm wide. What is its area?": "l × w = (3 cm) × (4 cm) = 12 cm²",
    "Un rettangolo è lungo 3 cm e largo 4 cm. Qual è il suo perimetro?": "2 × (l+w) = 2 × ((3 cm)+(4 cm)) = 14 cm",
    "triangolo di lati 2, 3, 4: calcola il perimetro": "a+b+c = 2+3+4 = 9",
}


@pytest.mark.parametrize("question", SAID)
def test_a_shape_is_measured_by_its_formula(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "calculator"
    assert CALCULATOR.run(arguments_of(CALCULATOR, json.dumps(wish.arguments), "en"), Desk()).text == SAID[question]


@pytest.mark.parametrize(
    "question",
    [
        "area of a circle",
        "What is the area of a circle?",
        "Why is the area of a circle with radius 3 equal to 9 pi?",
        "area of a circle with radius 3 and why",
        "area of a circle with radius -3",
        "area of a circle with side 3",
        "area of a circle with radius 3 and 4",
        "area of a circle with base 4 cm and height 5",
        "area of a triangle with base 4 cm and height 5",
        "area of Italy",
        "volume 3 of the encyclopedia",
        "volume of a cube with side 3 and a sphere with radius 2",
        "perimeter of a square with side x",
        "area of the circle of 12 friends",
        "volume of a cube with side 3.4.5",
        "area of a 5 cm circle",
        "area of a triangle with sides 1, 2 and 5",
        "Why do triangles have three sides?",
        "a triangle with three sides",
        "a circle of friends",
        "a box of 12 eggs",
        "a square meal",
        "volume of a 3 year old sphere",
    ],
)
def test_where_the_lengths_do_not_make_the_shape_nothing_is_measured(question):
    assert wish_in(question, [], built_in()) is None
