"""Means, fractions, common divisors and the like are calculated where numbers are given for them."""

import json

import pytest

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

CALCULATOR = built_in()["calculator"]
SAID = {
    "What's 20% off 50 dollars?": "= 40",
    "80 euro con lo sconto del 15%": "= 68",
    "What percentage of 80 is 20?": "= 25",
    "20 è quale percentuale di 80?": "= 25",
    "What is 2 to the fifth power?": "= 32",
    "Quanto fa 2 alla quinta?": "= 32",
    "What is two thirds of 90?": "= 60",
    "What is half of 37?": "≈ 18.5",
    "What is twice 21?": "= 42",
    "What is the cube root of 27?": "= 3",
    "What is 7 factorial?": "= 5040",
    "What is the square of twelve?": "= 144",
    "What is the greatest common divisor of 48 and 36?": "= 12",
    "gcd of 12, 18 and 30": "= 6",
    "What is the average of 4, 8 and 12?": "= 8",
    "the median of 3, 1, 2 and 10": "= 2.5",
    "What is the sum of 3, 4 and 5?": "= 12",
    "Qual è il minimo comune multiplo di 12 e 18?": "= 36",
    "Quanto fa un terzo di 90?": "= 30",
    "i tre quarti di 80": "= 60",
    "Qual è il doppio di 7?": "= 14",
    "Quanto fa 5 fattoriale?": "= 120",
    "Qual è la media di 6,5, 7,5 e 10?": "= 8",
    "Qual è il massimo comun divisore tra quarantotto e 36?": "= 12",
    "sum of 1,2,3": "= 6",
    "average of 4,8,12": "= 8",
    "average of 4,8 and 12": "= 8",
    "median of 3,1,2": "= 2",
    "average of 4,8, 12": "= 8",
    "average of 4,5; 6,5": "≈ 5.5",
    "gcd of 12,18,30": "= 6",
    "average of 100,150,200": "= 150",
    "average of 1,200,000 and 1,400,000 and 1": "≈ 866667",
    "media di 6,7,8": "= 7",
    "media di 6,7,8 e 9": "= 7.5",
    "media di 6,5 e 7,5": "= 7",
    "media di 6,5; 7,5": "= 7",
    "massimo tra 3,5 e 3,25": "= 3.5",
    "somma di 1,-2,3": "= 2",
    "MCD di 12,18,30": "= 6",
    "mediana di 3,1,2": "= 2",
}
SAID |= {
    "What is the difference between 3 and 8?": "8 - 3 = 5",
    "Qual è la differenza tra 3,5 e 8?": "8 - 3,5 = 9/2 = 4.5",
}
TWO_WAYS = [
    "average of 1,200 and 1,400",
    "average of 1,000, 2,000 and 3,000",
    "median of 1,200, 7 and 12",
    "maximum of 1,200 and 3",
    "media di 1,200 e 1,400",
    "somma di 1,000, 2,000 e 3,000",
]


@pytest.mark.parametrize("question", SAID)
def test_an_operation_is_known_by_its_name(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    said = CALCULATOR.run(arguments_of(CALCULATOR, json.dumps(wish.arguments), "en"), Desk()).text
    assert said.replace("≈", "=").endswith(SAID[question].replace("≈", "="))


@pytest.mark.parametrize("question", TWO_WAYS)
def test_a_number_in_a_list_that_can_be_read_in_two_ways_is_asked_about(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    with pytest.raises(Unable, match="can be read in two ways"):
        CALCULATOR.run(arguments_of(CALCULATOR, json.dumps(wish.arguments), "en"), Desk())


@pytest.mark.parametrize(
    "question",
    [
        "What is the average of a class?",
        "the sum of 1,500",
        "the average of 1,000,000",
        "Half of Italy",
        "What is the difference between mitosis and meiosis?",
        "What is the sum of the angles of a triangle?",
        "What is the product of photosynthesis?",
        "Qual è la differenza tra mito e leggenda?",
        "one third of the people",
        "Why is the mean of 1 and 3 equal to 2?",
        "What is the minimum of x^2 and 3?",
        "the double of Dr Jekyll",
        "il doppio di Dorian Gray",
        "50% off the map",
    ],
)
def test_without_numbers_a_name_is_no_operation(question):
    assert wish_in(question, [], built_in()) is None
