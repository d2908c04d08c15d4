"""Numbers that a question gives are drawn where it asks for a chart."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

PLOT_DATA = built_in()["plot_data"]
FRUIT = ["apples", "pears", "plums"]
ASKED = {
    "draw a histogram of 3, 5, 2, 8": ("histogram", [], [3, 5, 2, 8]),
    "line graph of 1, 4, 9 and 16": ("line", [], [1, 4, 9, 16]),
    "Make a bar chart: apples 3, pears 5, plums 2": ("bar", FRUIT, [3, 5, 2]),
    "Draw a bar chart with 3 apples, 5 pears and 2 plums": ("bar", FRUIT, [3, 5, 2]),
    "show me a pie chart of apples: 3; pears: 5; plums: 2.5": ("pie", FRUIT, [3, 5, 2.5]),
    "Plot the numbers 2, 4, 8 as a line chart": ("line", [], [2, 4, 8]),
    "Mostrami i valori 6, 7, 8 come grafico a barre": ("bar", [], [6, 7, 8]),
    "istogramma di 3, 5, 2, 8": ("histogram", [], [3, 5, 2, 8]),
    "Disegna un istogramma con i valori 3,5,2,8": ("histogram", [], [3, 5, 2, 8]),
    "grafico a torta: mele 3, pere 5": ("pie", ["mele", "pere"], [3, 5]),
    "grafico a barre: italiano 7,5; matematica 6": ("bar", ["italiano", "matematica"], [7.5, 6]),
    "Fammi un grafico a linee di 6,5, 7 e 8": ("line", [], [6.5, 7, 8]),
    "bar chart: Italy 1,200.5, France 1,500,000": ("bar", ["Italy", "France"], [1200.5, 1_500_000]),
    "grafico a barre: Italia 1.200,5; Francia 1.500.000": ("bar", ["Italia", "Francia"], [1200.5, 1_500_000]),
    "bar chart: pi 3.142, root 1.414": ("bar", ["pi", "root"], [3.142, 1.414]),
    "histogram of 100,150,200": ("histogram", [], [100, 150, 200]),
}


@pytest.mark.parametrize("question", ASKED)
def test_given_numbers_are_drawn(question):
    kind, labels, values = ASKED[question]
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "plot_data"
    assert wish.arguments["kind"] == kind
    assert wish.arguments.get("labels", []) == labels
    assert wish.arguments["series"] == [{"values": values}]
    assert PLOT_DATA.run(arguments_of(PLOT_DATA, json.dumps(wish.arguments), "en"), Desk()).figure


@pytest.mark.parametrize(
    "question",
    ["bar chart: Italy 1,200, France 1,500", "grafico a barre: Italia 1,200; Francia 7", "plot 7, 1,200 as bar chart"],
)
def test_a_number_that_can_be_read_in_two_ways_is_asked_about_and_not_drawn(question):
    assert wish_in(question, [], built_in()) == ("calculator", {"expression": "1,200"})
    assert wish_in(question, [], ["plot_data"]) is None


def test_what_the_numbers_are_is_told():
    wish = wish_in("Fai un grafico a barre dei voti: 6, 7, 8", [], built_in())
    assert wish == ("plot_data", {"kind": "bar", "series": [{"name": "voti", "values": [6, 7, 8]}]})


@pytest.mark.parametrize(
    "question",
    [
        "draw a graph of 10 students",
        "chart of the 7 seas",
        "Why does the bar chart of 3, 5 and 8 look odd?",
        "What is a histogram?",
        "Make a bar chart: apples 3, pears 5, plums",
        "make a chart of apples 3, 5",
        "un istogramma della classe 3",
        "grafico a barre: Italia 1.200, Francia 1.500",
    ],
)
def test_without_a_list_of_numbers_nothing_is_drawn(question):
    assert wish_in(question, [], built_in()) is None
