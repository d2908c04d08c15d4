"""A root, a logarithm or a side of an angle is calculated, also where it is said in words or goes on from before."""

import pytest

from convergio_jupyter.tools.asked import wish_in, wishes_in
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.registry import built_in

CALCULATOR = built_in()["calculator"]
VALUES = {
    "sin(30 degrees)": "= 1/2 = 0.5",
    "cos(60°)": "= 1/2 = 0.5",
    "seno di 30 gradi": "= 1/2 = 0.5",
    "What is the cosine of an angle of 60 degrees?": "= 1/2 = 0.5",
    "quanto fa il coseno di 60°?": "= 1/2 = 0.5",
    "tan 45°": "= 1",
    "2*sen(30°) + 1": "= 2",
    "sin(π/2)": "= 1",
    "√50": "= 5·√2 ≈ 7.071067812",
    "radice quadrata di 3/4": "= √3/2 ≈ 0.8660254038",
    "fourth root of 16": "= 2",
    "valore assoluto di -5": "= 5",
    "log(100)": "= 2",
    "Quanto vale il logaritmo di 100?": "= 2",
    "log base 2 of 8": "= 3",
    "logaritmo di 8 in base 2": "= 3",
    "ln(e^2)": "= 2",
    "2 pi": "= 2·π ≈ 6.283185307",
    "half of 3/4": "= 3/8 = 0.375",
    "metà di 3/4": "= 3/8 = 0.375",
    "un terzo di 60 euro": "= 20",
    "30% off 49.90": "= 3493/100 = 34.93",
    "30% di sconto su 49,90 euro": "= 3493/100 = 34.93",
    "sconto del 30% su 49,90": "= 3493/100 = 34.93",
    "quanto pago 80 euro con lo sconto del 20 per cento?": "= 64",
    "how much is 80 euros with 20% off?": "= 64",
    "a discount of 20% on £80": "= 64",
    "quanto è il 7 percento di 1200 euro": "= 84",
    "il 22% di 1.200 euro": "= 264",
    "22% of £1,200": "= 264",
    "quanto fa il 22% di 1.000 euro": "= 220",
    "7% of $1200": "= 84",
    "and 3*8?": "= 24",
    "e 3*8?": "= 24",
    "And what about 3 times 8?": "= 24",
    "e se faccio 3*8?": "= 24",
    "ok, allora il 12% di 250": "= 30",
    "how many teaspoons in a tablespoon?": "= 3 tsp",
    "quante tazze in un gallone": "= 16 cup",
}


@pytest.mark.parametrize("question", VALUES)
def test_a_value_is_calculated(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "calculator"
    assert CALCULATOR.run(wish.arguments, Desk()).text.partition("\n")[0].endswith(VALUES[question])


@pytest.mark.parametrize("question", ["log 100", "3 cups in ml"])
def test_what_others_understand_otherwise_is_said(question):
    told = CALCULATOR.run(wish_in(question, [], built_in()).arguments, Desk(lang="it")).text
    assert told.partition("\n\n")[2].startswith(("log è il logaritmo in base 10", "È la misura degli Stati Uniti"))


def test_a_share_is_told_in_the_words_of_its_reader():
    wish = wish_in("15% di 80", [], built_in())
    assert CALCULATOR.run(wish.arguments, Desk(lang="it")).text == "15% di 80 = 12"


@pytest.mark.parametrize(
    "question",
    ["pi", "What is pi?", "log", "What is a sine?", "sin x", "e", "5 min", "round 2", "the sign of 5", "root of evil"],
)
def test_what_has_no_numbers_or_no_function_is_no_value(question):
    assert wish_in(question, [], built_in()) is None


def test_e_may_be_the_number():
    assert wish_in("e^2", [], built_in()).arguments == {"expression": "e^2"}


LISTED = {
    "massa molare di NaCl e di CO2": ["NaCl", "CO2"],
    "What is the molar mass of NaCl, CO2 and H2O?": ["NaCl", "CO2", "H2O"],
    "numero atomico del ferro e del rame": ["ferro", "rame"],
    "coniuga andare e venire": ["andare", "venire"],
    "factor x^2-9 and x^2-4": ["x^2-9", "x^2-4"],
    "square root of 16 and 25": ["sqrt(16)", "sqrt(25)"],
    "sin(30°), cos(60°)": ["sin(30°)", "cos(60°)"],
}


@pytest.mark.parametrize("question", LISTED)
def test_the_same_of_several_things_is_done_for_each(question):
    known = ("formula", "element", "verb", "expression")
    wishes = wishes_in(question, [], built_in())
    assert [next(each.arguments[name] for name in known if name in each.arguments) for each in wishes] == LISTED[
        question
    ]


@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize(
    "piece", ["sin(", "log base 2 of ", "√", "and ", "e, ", "1, ", "NaCl e ", "molar mass of NaCl, "]
)
def test_no_question_is_made_to_take_long(piece):
    wishes_in(f"molar mass of {piece * 200}"[:200], [], built_in())
    wishes_in(f"{piece * 200}"[:200], [], built_in())
