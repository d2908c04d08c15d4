"""How many days lie between two dates is asked for in words and added up by the calculator."""

from datetime import date, timedelta

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.registry import built_in

CALCULATOR = built_in()["calculator"]
ASKED = {
    "how many days between 1 March 2024 and 25 December 2024": 299,
    "How many days are there from March 1st, 2024 to December 25, 2024?": 299,
    "How many days are there between 1 March and 25 December 2024?": 299,
    "How many days are between 2024-12-25 and 2024-03-01?": 299,
    "Quanti giorni ci sono tra il 1° marzo 2024 e il 25 dicembre 2024?": 299,
    "Quanti giorni passano dal 20 luglio 1969 all'11 novembre 2026?": 20933,
    "How many days between 29 Feb 2024 and 28 Feb 2025": 365,
    "How many days between 1 May 2024 and 1 May 2024": 0,
}


def days(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "calculator"
    return CALCULATOR.run(wish.arguments, Desk()).text


@pytest.mark.parametrize("question", ASKED)
def test_days_are_added_up(question):
    assert days(question).endswith(f"= {ASKED[question]} d")


@pytest.mark.parametrize("first", [date(2023, 12, 31), date(2024, 2, 29), date(1999, 3, 1)])
@pytest.mark.parametrize("later", [1, 59, 365, 366, 1461, 40_000])
def test_days_are_those_of_the_calendar(first, later):
    assert days(f"How many days between {first} and {first + timedelta(later)}?").endswith(f"= {later} d")


@pytest.mark.parametrize(
    "question",
    [
        "How many days between 30 February 2024 and 1 March 2024?",
        "How many days between 1 March and 2 March?",
        "How many days between Easter and Christmas 2024?",
        "How many days are there between meals?",
    ],
)
def test_what_names_no_two_dates_is_not_guessed_at(question):
    assert wish_in(question, [], built_in()) is None
