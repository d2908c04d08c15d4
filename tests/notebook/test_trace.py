"""How an answer of several teachers came about, unfolded in a cell as it is in the sidebar."""

import re

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.core.schema import Question
from convergio_jupyter.notebook.showing import show
from convergio_jupyter.settings import Settings


@pytest.fixture
def told(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="Well. <b>So</b> it is."))

    def ask(text, lang="en"):
        reply = show(client.ask(Question(text=text, turn=text, lang=lang)), lang, rich=False)
        return reply._repr_mimebundle_()["text/html"]

    yield ask
    client.close()


def test_several_are_listed_in_their_order_and_who_led_says_what_they_did(told):
    html = told("@Euclide @Leonardo what is perspective?")
    assert "<details><summary>How this came about · 3 voices · 0.00 $</summary>" in html
    lines = re.findall(r"<li><strong>(\w+)</strong>(.*?)<br>", html)
    asked = " — what is perspective?"
    assert lines == [("Euclide", asked), ("Leonardo", asked), ("Ali", " — brought it together")]


def test_it_speaks_the_language_of_the_surface(told):
    assert "Come ci si è arrivati · 3 voci · 0,00 $" in told("@Euclide @Leonardo what is a line?", "it")


def test_one_alone_has_a_receipt_only(told):
    html = told("@Euclide what is a line?")
    assert "How this came about" not in html
    assert "<summary>local · " in html
