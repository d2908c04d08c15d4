"""A quantity is said in another unit where both units are known, and nothing else is taken for one."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

CALCULATOR = built_in()["calculator"]
SAID = {
    "how many km is 3 miles": "3 miles = 4.828032 km",
    "convert 5 miles to km": "5 miles = 8.04672 km",
    "How many kilometres are there in a mile?": "1 mile = 1.609344 km",
    "how many square metres are in a hectare?": "1 hectare = 10000 m²",
    "How many minutes does half an hour have?": "0.5 hour = 30 min",
    "how many hours are two and a half days": "2.5 days = 60 h",
    "How tall is 5 feet 3 inches in cm?": "5 feet + 3 inches = 160.02 cm",
    "What is 1 hour and 20 minutes in seconds?": "1 hour + 20 minutes = 4800 s",
    "convert 60 mph to kilometres per hour": "60 mph = 96.56064 km/h",
    "What is 86 degrees Fahrenheit in Celsius?": "86 °F = 30 °C",
    "If I have 4 feet, how many inches is that?": "4 feet = 48 in",
    "3 metres plus 45 centimetres": "3 metres + 45 centimetres = 3.45 m",
    "3 m + 45 cm": "3 m + 45 cm = 3.45 m",
    "What is 3 hours minus 1 h 30 min?": "3 hours - (1 h + 30 min) = 1.5 h",
    "2 kilos in pounds": "2 kilos ≈ 4.409245244 lb (= 200000000/45359237 lb)",
}
SAID_IN_ITALIAN = {
    "quanti km sono 3 miglia?": "3 miglia = 4,828032 km",
    "Converti 5 miglia in chilometri": "5 miglia = 8,04672 km",
    "quante once ci sono in una libbra?": "1 libbra = 16 oz",
    "A quanti centimetri corrispondono 10 pollici?": "10 pollici = 25,4 cm",
    "quanti minuti sono mezz'ora?": "0,5 ora = 30 min",
    "Quanti minuti sono 2 ore e mezza?": "2,5 ore = 150 min",
    "Quanti secondi ci sono in un'ora?": "1 ora = 3600 s",
    "90 km/h in metri al secondo": "90 km/h = 25 m/s",
    "quanti litri sono 3 metri cubi?": "3 metri³ = 3000 L",
    "Quanto fa tre metri più 45 centimetri?": "3 metri + 45 centimetri = 3,45 m",
    "3 chili quanti etti sono?": "3 chili = 30 hg",
    "Converti 25 gradi Celsius in Fahrenheit": "25 °C = 77 °F",
}


@pytest.mark.parametrize(
    ("lang", "question"), [*(("en", each) for each in SAID), *(("it", it) for it in SAID_IN_ITALIAN)]
)
def test_a_quantity_is_said_in_another_unit(lang, question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    said = CALCULATOR.run(arguments_of(CALCULATOR, json.dumps(wish.arguments), lang), Desk(lang=lang)).text
    assert said == {**SAID, **SAID_IN_ITALIAN}[question]


def test_who_orders_a_conversion_hears_which_unit_is_not_known():
    assert wish_in("Convert 5 km to blorps", [], built_in()) == ("calculator", {"expression": "5 km", "to": "blorps"})
    assert wish_in("5 km to blorps", [], built_in()) is None
    assert wish_in("Convert the heathens to Christianity", [], built_in()) is None


def test_how_long_a_year_is_taken_to_be_is_said():
    wish = wish_in("How many days are in a year?", [], built_in())
    assert CALCULATOR.run(wish.arguments, Desk()).text.endswith(
        "A year is counted as 365.25 days, as it is on average."
    )


@pytest.mark.parametrize(
    "question",
    [
        "How many people: 3 people in Rome",
        "What is 3 people in Rome?",
        "How many legs are in a dog?",
        "How many days are there in February?",
        "What is a metre in poetry?",
        "Put 3 grams in water",
        "Quanti anni ha Roma?",
        "Quante ore ci vogliono per Parigi?",
        "Quanti metri ha un endecasillabo?",
        "5 pm in Rome",
        "Why are there 60 minutes in an hour?",
        "1 km, 2 km, 3 km, 4 km in m",
    ],
)
def test_what_is_no_quantity_is_not_converted(question):
    assert wish_in(question, [], built_in()) is None
