"""A map and a distance are asked for by the names of places that are known."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

WORLD_MAP = built_in()["world_map"]
ASKED = {
    "show me Rome on a map": (["Rome"], False),
    "Where is Kenya?": (["Kenya"], False),
    "Where is the Vatican City on the map?": (["Vatican City"], False),
    "Where are Paris and the Netherlands?": (["Paris", "Netherlands"], False),
    "Draw a map with Rome, Athens and Cairo": (["Rome", "Athens", "Cairo"], False),
    "map of Italy": (["Italy"], False),
    "where is Bosnia and Herzegovina": (["Bosnia and Herzegovina"], False),
    "Mostrami Roma sulla mappa": (["Roma"], False),
    "Mostrami su una mappa Milano, Napoli e Palermo": (["Milano", "Napoli", "Palermo"], False),
    "Show me on a map: Rome and Athens": (["Rome", "Athens"], False),
    "Dov'è il Perù?": (["Perù"], False),
    "Dove si trova Città del Capo?": (["Città del Capo"], False),
    "Dov'è l'Aia?": (["l'Aia"], False),
    "una cartina della Francia": (["Francia"], False),
    "disegna una mappa con Londra e Parigi": (["Londra", "Parigi"], False),
    "How far is Rome from Paris?": (["Rome", "Paris"], True),
    "What is the distance between New York and Los Angeles?": (["New York", "Los Angeles"], True),
    "Quanto dista Roma dall'Egitto?": (["Roma", "Egitto"], True),
    "Qual è la distanza tra la Francia e il Kenya?": (["Francia", "Kenya"], True),
    "How many kilometres is it from London to Paris?": (["London", "Paris"], True),
    "How far apart are Rome and Naples?": (["Rome", "Naples"], True),
    "Quanti chilometri ci sono tra Roma e Milano?": (["Roma", "Milano"], True),
    "Where are England, Scotland and Wales?": (["England", "Scotland", "Wales"], False),
    "Fammi vedere Atene sulla mappa": (["Atene"], False),
    "Qual è la distanza in km tra Torino e Bari?": (["Torino", "Bari"], True),
    "Dov'è il Vesuvio?": (["Vesuvio"], False),
}


@pytest.mark.parametrize("question", ASKED)
def test_known_places_are_put_on_a_map(question):
    names, route = ASKED[question]
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "world_map"
    assert [each["name"] for each in wish.arguments["places"]] == names
    assert wish.arguments.get("route", False) is route
    drawn = WORLD_MAP.run(arguments_of(WORLD_MAP, json.dumps(wish.arguments), "en"), Desk())
    assert drawn.figure
    assert drawn.text.startswith("A map with these places: ")
    assert (" km |" in drawn.text) is (len(names) > 1)
    assert (" km." in drawn.text.partition("\n\n")[0]) is route  # how far it is stands first


CAPITALS = {
    "what is the capital of France": "France: the capital is Paris.",
    "What's Japan's capital?": "Japan: the capital is Tokyo.",
    "What are the capitals of South Africa?": "South Africa: the capitals are Bloemfontein, Cape Town, Pretoria.",
    "What is the capital of the United States?": "United States: the capital is Washington.",
    "Which country is Nairobi the capital of?": "Kenya: the capital is Nairobi.",
    "qual è la capitale della Francia?": "Francia: la capitale è Parigi.",
    "Come si chiama la capitale del Giappone?": "Giappone: la capitale è Tokyo.",
    "Qual è il capoluogo della Toscana?": "Toscana: il capoluogo è Firenze.",
    "Di quale stato è capitale Oslo?": "Norvegia: la capitale è Oslo.",
}


@pytest.mark.parametrize("question", CAPITALS)
def test_a_capital_is_named(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "world_map"
    lang = "it" if " è " in CAPITALS[question] else "en"
    arguments = arguments_of(WORLD_MAP, json.dumps(wish.arguments), lang)
    assert CAPITALS[question] in WORLD_MAP.run(arguments, Desk(lang=lang)).text


@pytest.mark.parametrize(
    "question",
    [
        "Where is my book?",
        "What is the capital of Israel?",  # in dispute
        "What is the capital of a company?",
        "Which country is the richest?",
        "What happened on the map of Europe after 1815?",
        "Quanti chilometri ci sono tra casa e scuola?",
        "Dov'è la potenza?",
        "Il capitale di Marx",
        "Where is Paris buried?",
        "Where is the verb in this sentence?",
        "Where is it?",
        "Dov'è il soggetto?",
        "mappa concettuale di Roma antica",
        "map of the heart",
        "map x to y",
        "How far is the moon from Earth?",
        "Show me Atlantis on a map",
        "What is Italy?",
        "Rome and Paris",
        "How far is it?",
    ],
)
def test_without_a_place_that_is_known_there_is_no_map(question):
    assert wish_in(question, [], built_in()) is None
