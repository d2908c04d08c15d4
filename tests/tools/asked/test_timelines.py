"""Events with their years become a timeline where one is asked for."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

TIMELINE = built_in()["timeline"]
ASKED = {
    "timeline: 1789 Bastille; 1804 Napoleon emperor; 1815 Waterloo": [
        *(("1789", "Bastille"), ("1804", "Napoleon emperor"), ("1815", "Waterloo"))
    ],
    "Make a timeline of 476 fall of Rome, 1492 Columbus and 1789 Revolution": [
        *(("476", "fall of Rome"), ("1492", "Columbus"), ("1789", "Revolution"))
    ],
    "Fammi una linea del tempo con 753 a.C. fondazione di Roma, 44 a.C. morte di Cesare e 476 caduta di Roma": [
        *(("753 a.C.", "fondazione di Roma"), ("44 a.C.", "morte di Cesare"), ("476", "caduta di Roma"))
    ],
    "Draw me a timeline: Columbus (1492), the Bastille in 1789": [("1492", "Columbus"), ("1789", "the Bastille")],
    "Timeline: 1914-1918 First World War; 1939 – 1945: Second World War": [
        *(("1914", "First World War", "1918"), ("1939", "Second World War", "1945"))
    ],
    "Draw a timeline with these events: 1492 Columbus, 1498 Vasco da Gama": [
        *(("1492", "Columbus"), ("1498", "Vasco da Gama"))
    ],
    "linea del tempo con i seguenti eventi: 1861 unità d'Italia; 1946 Repubblica": [
        *(("1861", "unità d'Italia"), ("1946", "Repubblica"))
    ],
    "crea una cronologia: circa 1400 Masaccio; Leonardo, 1452": [("circa 1400", "Masaccio"), ("1452", "Leonardo")],
}


@pytest.mark.parametrize("question", ASKED)
def test_given_events_are_drawn_in_their_order(question):
    names = ("date", "label", "end")
    events = [dict(zip(names, event, strict=False)) for event in ASKED[question]]
    wish = wish_in(question, [], built_in())
    assert wish == ("timeline", {"events": events})
    drawn = TIMELINE.run(arguments_of(TIMELINE, json.dumps(wish.arguments), "it"), Desk(lang="it"))
    assert drawn.figure
    assert drawn.text.startswith(f"Eventi: {len(events)}, dal primo")  # which is what is said below the picture


@pytest.mark.parametrize(
    "question",
    [
        "Make a timeline of the French Revolution",
        "What is a timeline?",
        "timeline of 3 cats, 2 dogs",
        "timeline: 1789",
        "timeline: 1789 Bastille; then Napoleon",
        "timeline of the 1789 revolution",
        "Why does a timeline of 1789 Bastille, 1815 Waterloo matter?",
        "1789 Bastille; 1804 Napoleon emperor",
        "timeline: " + "1789 x; " * 40,
    ],
)
def test_without_events_there_is_no_timeline(question):
    assert wish_in(question, [], built_in()) is None
