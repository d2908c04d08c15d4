"""Items and steps that a question lists become a mind map or a flowchart."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

DIAGRAM = built_in()["diagram"]
ASKED = {
    "mind map of photosynthesis: light, water, CO2": "- photosynthesis\n    - light\n    - water\n    - CO2\n",
    "Draw a concept map about the cell: nucleus, membrane and cytoplasm": (
        "- cell\n    - nucleus\n    - membrane\n    - cytoplasm\n"
    ),
    "mappa concettuale della cellula: nucleo, membrana": "- cellula\n    - nucleo\n    - membrana\n",
    "Crea una mappa mentale sull'acqua: ghiaccio; vapore e pioggia": (
        "- acqua\n    - ghiaccio\n    - vapore\n    - pioggia\n"
    ),
    "flowchart: wake up, wash and dress, then eat": (
        "1. wake up\n    - → 2 wash and dress\n2. wash and dress\n    - → 3 eat\n3. eat\n"
    ),
    "Disegna un diagramma di flusso per il tè: scalda l'acqua -> aspetta": (
        "1. scalda l'acqua\n    - → 2 aspetta\n2. aspetta\n"
    ),
}


@pytest.mark.parametrize("question", ASKED)
def test_what_is_listed_is_drawn(question):
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "diagram"
    drawn = DIAGRAM.run(arguments_of(DIAGRAM, json.dumps(wish.arguments), "en"), Desk())
    assert drawn.figure
    assert ASKED[question] in f"{drawn.text}\n"


@pytest.mark.parametrize(
    "question",
    [
        "mind map of the heart",
        "mappa concettuale di Roma antica",
        "What is a flowchart: a list, or a picture?",
        "mind map: light, water",
        "mind map of light: water",
        "How do I draw a mind map of a book: by hand, or with a program?",
        "flowchart: , ,",
    ],
)
def test_without_items_there_is_no_diagram(question):
    assert wish_in(question, [], built_in()) is None
