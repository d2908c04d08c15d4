"""What English words mean, as far as what is free to ship goes."""

import pytest

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.knowledge.meanings import LOOK_UP_WORD, meanings_of
from convergio_jupyter.tools.knowledge.meanings import _meanings as words


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("tragedy", "tragedy"),
        ("cities", "city"),
        ("churches", "church"),
        ("stopped", "stop"),
        ("hotter", "hot"),
        ("loved", "love"),
        ("went", "go"),
        ("bought", "buy"),
        ("wolves", "wolf"),
        ("children", "child"),
        ("men", "man"),
        ("running", "running"),  # which is a word of its own
        ("glass", "glass"),
    ],
)
def test_a_word_is_found_in_any_of_its_forms(asked, word):
    found, meanings = meanings_of(asked)
    assert found == word
    assert 1 <= len(meanings) <= 3


def test_it_tells_kind_meaning_example_and_source():
    text = LOOK_UP_WORD.run({"word": "to  Abandon"}, Desk()).text
    assert "The English word abandon" in text
    assert "*verb*" in text
    assert "We abandoned the old car" in text
    assert "The same: " in text
    assert text.endswith("From WordNet 3.1, Princeton University.")
    assert "*verbo*" in LOOK_UP_WORD.run({"word": "abandon"}, Desk(lang="it")).text


@pytest.mark.parametrize("word", ["qwertz", "scuola", "a|b", "", "New York"])
def test_what_is_not_there_is_said_to_be_missing_and_why(word):
    with pytest.raises(Unable, match="None of Italian"):
        LOOK_UP_WORD.run({"word": word}, Desk())


@pytest.mark.parametrize("word", ["bastard", "queer", "prick", "negro", "coon", "pimp", "rape", "fag"])
def test_insults_and_what_is_for_adults_are_not_there(word):
    assert not meanings_of(word)[1]
    assert word not in {each for _, meanings in words().items() for one in meanings for each in one.same.split(", ")}
