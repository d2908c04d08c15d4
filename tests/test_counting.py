"""Of data that were lent code tells what can be counted, without a model."""

import pytest

from convergio_jupyter.core.events import Asked
from convergio_jupyter.core.schema import Question
from convergio_jupyter.counting import counted
from convergio_jupyter.notebook.lending import lend

from .helpers import collect, scripted_engine, text_of, with_engine
from .test_quoting import Demo, asked

SALES = lend(
    "df",
    [
        {"price": 1.5, "town": "Oslo", "unit_cost": 1},
        {"price": 2, "town": None, "unit_cost": 123456.75},
        {"price": None, "town": "Bari", "unit_cost": 2},
        {"price": 4, "town": "Roma", "unit_cost": 3},
    ],
)
SIZE, TABLE = "df – rows: **4**, columns: **3**.", "| price | float, int | 1 | 1.5 | 2.5 | 4 |"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What is in df?", [SIZE, TABLE, "| town | str | 1 |  |  |  |", "unit\\_cost"]),
        ("describe this", [SIZE, TABLE]),
        ("Which columns are there?", [SIZE, TABLE]),
        ("How many rows are there?", [SIZE]),
        ("How big is it?", [SIZE]),
        ("what is the mean of price?", ["The mean of price: **2.5**.", "do not count: 1."]),
        ("What's the average price?", ["**2.5**"]),
        ("What is the highest unit cost, and how many rows are there?", [SIZE, "unit\\_cost: **123456.75**"]),
        ("What is the mean of town?", ["town holds no numbers, or not only finite ones: str."]),
        ("What is the mean of weight?", ["df has no column “weight”.", TABLE]),
        ("Are there missing values?", ["Missing values in df: **2**. price: 1, town: 1."]),
        ("What is the total of unit cost?", ["The sum of unit\\_cost: **123462.75**."]),
        ("What is the sum?", ["The sum of price: **7.5**.", "unit\\_cost: **123462.75**"]),
        ("Cosa c'è in df?", ["df – righe: **4**, colonne: **3**.", "| price | float, int | 1 | 1,5 | 2,5 | 4 |"]),
        ("Qual è la somma di price?", ["La somma di price: **7,5**.", "non contano: 1"]),
        ("Quante righe ci sono?", ["df – righe: **4**"]),
        ("Qual è la media di price?", ["La media di price: **2,5**."]),
        ("Ci sono valori mancanti?", ["Valori mancanti in df: **2**"]),
    ],
)
def test_what_can_be_counted_is_told_by_code(tmp_path, text, said):
    answer, receipt, tainted, calls = asked(tmp_path, text, SALES, teacher="euclide")
    assert [each for each in said if each not in answer] == []
    assert receipt.reason.startswith("Code counted this here")
    assert (receipt.rule, receipt.provider, receipt.label) == ("prepared", "teacher", "a count by code")
    assert tainted  # who wrote the data wrote their names
    assert calls == []


def test_only_what_was_asked_for_is_told(tmp_path):
    answer, _, _, _ = asked(tmp_path, "What is the mean of price?", SALES)
    assert "|" not in answer
    assert "unit" not in answer


def test_what_goes_beyond_a_count_gets_the_table_all_the_same(tmp_path):
    answer, _, _, calls = asked(tmp_path, "Is price a good predictor of unit_cost?", SALES, teacher="mozart")
    assert TABLE in answer
    assert "beyond what code can count" in answer
    assert calls == []


PEOPLE = lend("df", [{"price": 10, "town": "Rome", "age": 3}, {"price": 2, "town": "Oslo", "age": 5}])
PERSONE = lend("df", [{"prezzo": 10, "città": "Roma", "età": 3}, {"prezzo": 2, "città": "Oslo", "età": 5}])


@pytest.mark.parametrize(
    ("text", "lent"),
    [
        ("Which town has the highest price?", PEOPLE),
        ("Which has the highest price?", PEOPLE),
        ("Who has the highest price?", PEOPLE),
        ("What is the mean price by town?", PEOPLE),
        ("What is the mean price per town?", PEOPLE),
        ("What is the mean price of each town?", PEOPLE),
        ("What is the price of the highest town?", PEOPLE),
        ("What is the mean price in Rome?", PEOPLE),
        ("What is the mean price of Rome?", PEOPLE),
        ("Which rows have missing values?", PEOPLE),
        ("How many rows have a price?", PEOPLE),
        ("What does price mean?", PEOPLE),
        ("What is the mean age of the highest price?", PEOPLE),
        ("What is the mean of the highest price?", PEOPLE),
        ("How many towns are there?", PEOPLE),
        ("Quale città ha il prezzo più alto?", PERSONE),
        ("Qual è la città con il prezzo più alto?", PERSONE),
        ("Chi ha il prezzo più alto?", PERSONE),
        ("Qual è il prezzo medio per città?", PERSONE),
        ("prezzo medio per città", PERSONE),
        ("Qual è il prezzo medio di ogni città?", PERSONE),
        ("Qual è il prezzo medio a Roma?", PERSONE),
        ("Quali righe hanno valori mancanti?", PERSONE),
        ("Che cosa significa prezzo?", PERSONE),
        ("Qual è l'età media del prezzo più alto?", PERSONE),
        ("Quante città ci sono?", PERSONE),
    ],
)
def test_what_asks_for_one_thing_by_another_is_not_counted(text, lent):
    assert counted(text, [lent], [lent], "en") == ""


@pytest.mark.parametrize(
    ("text", "lent", "said"),
    [
        (
            "What are the lowest and highest price?",
            PEOPLE,
            ["lowest value of price: **2**", "highest value of price: **10**"],
        ),
        ("What is the mean of price and age?", PEOPLE, ["mean of price: **6**", "mean of age: **4**"]),
        ("mean, lowest and highest age", PEOPLE, ["**4**", "**3**", "**5**"]),
        ("Which is the highest price?", PEOPLE, ["**10**"]),
        ("Which columns have missing values?", PEOPLE, ["| town | str | 0 |"]),
        ("Does town have missing values?", PEOPLE, ["Missing values in df: **0**"]),
        ("How many rows does df have, and how many values are missing?", PEOPLE, ["rows: **2**", "**0**"]),
        ("Qual è il prezzo medio?", PERSONE, ["**6**"]),
        ("Qual è la media di prezzo e di età?", PERSONE, ["**6**", "**4**"]),
        ("Quante righe ci sono e quanti valori mancanti?", PERSONE, ["rows: **2**", "**0**"]),
    ],
)
def test_what_stands_side_by_side_is_counted(text, lent, said):
    told = counted(text, [lent], [lent], "en")
    assert [each for each in said if each not in told] == []


def test_where_more_is_asked_for_than_a_count_that_is_said(tmp_path):
    answer, *_ = asked(tmp_path, "Which town has the highest price?", SALES, teacher="mozart")
    assert TABLE in answer
    assert "beyond what code can count" in answer


@pytest.mark.parametrize("text", ["What is a prime number?", "Che cos'è un numero primo?"])
def test_a_question_on_something_else_is_answered_as_ever(tmp_path, text):
    assert asked(tmp_path, text, SALES, teacher="euclide")[1].label == "the teacher's notes"


@pytest.mark.parametrize(
    ("text", "is_counted"),
    [
        ("How many rows does df have?", True),
        ("What is the mean of price?", True),
        ("What is this?", False),
        ("What is the mean?", False),
    ],
)
def test_what_was_lent_before_is_meant_only_where_it_is_named(tmp_path, text, is_counted):
    async def talk(engine):
        first = Question(text="What is in df?", turn="1", teacher="mozart", attachments=(SALES,))
        begun = next(event for event in await collect(engine, first) if isinstance(event, Asked))
        then = Question(text=text, turn="2", teacher="mozart", conversation=begun.conversation)
        return text_of(await collect(engine, then))

    assert ("**" in with_engine(scripted_engine(tmp_path, Demo("")), talk)) == is_counted


def test_of_several_variables_the_named_one_is_meant(tmp_path):
    numbers = lend("nums", [1, 2, 6])
    assert asked(tmp_path, "How many values are in nums?", SALES, numbers)[0] == "nums – values: **3**."
    both, _, _, _ = asked(tmp_path / "both", "How many rows are there?", SALES, numbers)
    assert both == f"{SIZE}\n\nnums – values: **3**."


def test_columns_that_were_not_looked_at_are_named(tmp_path):
    lent = lend("df", [{f"column {place}": None for place in range(100)}])
    answer, _, _, _ = asked(tmp_path, "Are there missing values?", lent)
    assert answer.endswith("Further columns that were not looked at: 60.")


def test_the_name_of_a_column_is_no_markup(tmp_path):
    lent = lend("df", [{"[x](http://a.b) | **b**": 1, "c": 2}])
    answer, _, _, _ = asked(tmp_path, "What is in df?", lent)
    assert "[x](" not in answer
    assert "| **b**" not in answer


def test_a_column_that_is_called_like_a_small_word_is_meant_where_it_is_asked_for(tmp_path):
    lent = lend("df", [{"value": 1, "mean": 5}, {"value": 3, "mean": 7}])
    assert asked(tmp_path, "What is the mean of value?", lent)[0] == "The mean of value: **2**."
    assert "mean: **6**" in asked(tmp_path / "other", "What is the mean of mean?", lent)[0]
