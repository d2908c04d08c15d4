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

NEW_YEAR = min(day for year in (0, 1) if (day := date(date.today().year + year, 1, 1)) >= date.today())


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


@pytest.mark.parametrize(
    "question",
    [
        "how many years since 1789",
        "How many years have passed since 1789?",
        "how long ago was 1789?",
        "quanti anni sono passati dal 1789",
        "Quanti anni sono passati dal 1789 a oggi?",
        "quanti anni fa era il 1789?",
    ],
)
def test_years_are_counted_up_to_this_one(question):
    assert days(question).endswith(f" = {date.today().year - 1789}")


@pytest.mark.parametrize(
    "question", ["How many years between 1815 and 1789?", "quanti anni ci sono tra il 1789 e il 1815"]
)
def test_years_are_counted_between_two(question):
    assert days(question) == "1815 - 1789 = 26"


@pytest.mark.parametrize(
    ("question", "lie"),
    [
        ("How many days since 20 July 1969?", date.today() - date(1969, 7, 20)),
        ("quanti giorni sono passati dal 20 luglio 1969?", date.today() - date(1969, 7, 20)),
        ("How many days from 20 July 1969 to today?", date.today() - date(1969, 7, 20)),
        ("quanti giorni mancano al 1° gennaio 2090?", date(2090, 1, 1) - date.today()),
        ("How many days are left until January 1st, 2090?", date(2090, 1, 1) - date.today()),
        ("days since 20 July 1969", date.today() - date(1969, 7, 20)),
        ("How many days until 1 January?", NEW_YEAR - date.today()),
    ],
)
def test_days_are_counted_from_or_to_today(question, lie):
    assert days(question).endswith(f"= {lie.days} d")


@pytest.mark.parametrize(
    "question", ["how many years since the Revolution", "how many years since 12", "1789 years ago"]
)
def test_what_names_no_year_is_not_counted(question):
    assert wish_in(question, [], built_in()) is None


def test_christmas_has_a_date():
    assert (
        days("quanti giorni mancano a Natale?") == days("How many days until Christmas?") == days("days to 25 December")
    )
