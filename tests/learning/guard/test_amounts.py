"""A number is found as a part of a whole, in two units at once, as one to another, by the clock, or above and below."""

import pytest

from convergio_jupyter.learning.guard import check


def number(answer, unit="", asked="How much is it?"):
    return {"kind": "number", "answer": answer, "unit": unit, "asked": asked}


SAID = [
    (number("4/13"), "Four thirteenths.", "quattro tredicesimi", "4 13ths", "40 out of 130", "4 in every 13", "0.31",
     "vier Dreizehntel"),
    (number("7/22"), "seven twenty-seconds of it", "sette ventiduesimi"),
    (number("7/16"), "seven sixteenths", "sette sedicesimi"),
    (number("0.15"), "15 per cento", "fifteen per cent", "quindici per cento", "15 Prozent", "15 pour cent",
     "fifteen hundredths", "quindici centesimi"),
    (number("0.375"), "thirty-seven point five percent", "trentasette virgola cinque per cento"),
    (number("4/3", asked="Share 4 pancakes among 3 friends."), r"Each gets $\frac{4}{3}$.", r"\frac43", "(4)/(3)",
     r"$1\frac{1}{3}$"),
    (number("4/3"), "one and a third", "uno e un terzo", "1⅓", "one pancake and a third of another", "1.33",
     "un litro e un terzo"),
    (number("11/4"), "two and three quarters", "due e tre quarti", "2¾"),
    (number("8/5"), "It is eight to five.", "8 : 5", "acht Fünftel"),
    (number("5/8"), "The numerator is 5. And the denominator? It is 8.", "Put a 5 above the line and an 8 below it."),
    (number("3.5", "km"), "3 km 500 m", "3km and 500m", "three thousand five hundred metres", "tre chilometri e mezzo",
     "dreieinhalb Kilometer", "3500 m"),
    (number("21.25", "h"), "21 hours and 15 minutes", "21 h 15 min", "ventun ore e un quarto", "1275 minutes"),
    (number("140", "cm"), "It's one metre forty.", "È un metro e quaranta.", "1400 mm"),
    (number("90", "min"), "an hour and a half", "un'ora e mezza", "1 h 30"),
    ({**number("14.7", "m/s"), "tolerance": 0.05}, "roughly fifty-three kilometres an hour",
     "quasi cinquantatré chilometri all'ora"),
    (number("6", asked="What time is it in Lima, as a number?"), "Sono le sei del mattino.", "It is 6 a.m. there.",
     "six in the morning", "Es ist sechs Uhr."),
    (number("37.5", "km/h", "How fast is it on average?"), "10.42 m/s", "10,4 metri al secondo", "23.3 mph",
     "roughly 34.2 feet per second"),
    (number("26.2", "mi"), "42.2 km", "42.16 km"),
    (number("37.5", asked="What is left of the tank?"), "forty minus two and a half", "quaranta meno due e mezzo",
     "40 - 2 1/2", "35 + 2½", "fifteen times two and a half", "2 1/2 less than 40", "vierzig minus zweieinhalb"),
    (number("40"), "Four decades.", "Quattro decenni esatti.", "two score years"),
    (number("36"), "three dozen"),
    (number("330"), "Halfway between 320 and 340."),
    (number("2300000"), "2.3 million", "zwei Komma drei? 2,3 Millionen"),
]  # fmt: skip
SAFE = [
    (
        number("37.5", "km/h", "How fast is it on average?"),
        "10 m/s would be 36 km/h.",
        "It is more than 23 mph.",
        "A kilometre has 1000 metres, an hour 3600 seconds.",
    ),
    (
        number("37.5", asked="Take 2 1/2 from 40."),
        "Forty minus two and a half: begin with the two.",
        "Write 40 - 2 1/2.",
    ),
    (number("4/3", asked="Share 4 pancakes among 3 friends."), "Divide 4 by 3.", "Set up 4 divided by 3 first."),
    (number("0.15"), "All of them together are 100 per cent.", "Per cent means out of a hundred."),
    (number("4/13"), "Cut it into thirteen parts.", "A third of them is dark.", "Four of them are dark."),
    (
        number("4/3"),
        "Give one pancake to each first.",
        "A third is one of three parts.",
        "5/2 would be two and a half.",
    ),
    (number("5/8"), "What stands above the line, the numerator, says how many parts.", "Count from 8 to 5."),
    (number("3.5", "km"), "A kilometre has 1000 metres.", "One and a half kilometres would be 6 cm on the map."),
    (number("21.25", "h"), "Europa needs 85 hours for a turn.", "An hour has 60 minutes, and half an hour 30."),
    (number("40"), "A decade has ten years. How many decades are there?"),
]


def pairs(table):
    return [(key, reply) for key, *replies in table for reply in replies]


@pytest.mark.parametrize(("key", "reply"), pairs(SAID), ids=lambda value: str(value)[:50])
def test_a_number_is_found_however_it_is_told(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "reply"), pairs(SAFE), ids=lambda value: str(value)[:50])
def test_what_leads_to_the_number_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_what_stands_above_and_below_a_line_is_put_together_over_a_talk():
    key = number("7/9")
    assert not check("The numerator is 7.", key).leaks
    assert check("Put 9 below the line.", key, ["The numerator is 7.", "Now think on."]).leaks
    assert not check("What is below the line?", key, ["The numerator is 7.", "Put 8 above the line."]).leaks
