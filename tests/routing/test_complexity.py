"""The score of a question: a number between 0 and 1 that its own data stand behind."""

import json
import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter import routing
from convergio_jupyter.routing import cascade, complexity, difficulty

WEIGHTS = json.loads(resources.files(routing).joinpath("weights.json").read_text(encoding="utf-8"))


@given(st.text(max_size=3_000), st.none() | st.text(max_size=40))
def test_any_question_has_a_difficulty(prompt, subject):
    assert 0 <= difficulty(prompt, subject) <= 1
    assert difficulty(prompt, subject) == difficulty(prompt, subject)


def test_every_weight_has_a_feature():
    assert len(WEIGHTS["difficulty"]["weights"]) == len(complexity.FEATURES) == len(complexity.features("x"))
    assert len(WEIGHTS["doubt"]["weights"]) == len(cascade.FEATURES) == len(cascade.features("x", "y"))


def test_a_greeting_is_easier_than_a_puzzle():
    puzzle = (
        "There are three houses in a row. The person who owns a cat lives directly next to the one with the cello, "
        "and the painter does not live in the first house. Which of the following statements must be true, if the "
        "cellist does not own a cat? Statement 1: the painter owns a cat. Statement 2: the cellist lives in the middle."
    )
    assert difficulty("Hello!") < 0.4 < difficulty(puzzle)


@pytest.mark.parametrize("text", ["Why is the sky blue?", "Hello", "What does nasa do?", "Che cos'è un numero primo?"])
def test_who_shouts_asks_no_harder_question(text):
    assert difficulty(text.upper()) < difficulty(text) + 0.1


def test_the_subject_moves_the_score_under_any_of_its_names():
    question = "What follows from this?"
    for hard, easy in (("formal_logic", "sociology"), ("College Computer Science", "world religions")):
        assert difficulty(question, hard) > difficulty(question) > difficulty(question, easy)
    assert difficulty(question, "matematica") == difficulty(question, "mathematics")
    assert difficulty(question, "basket weaving") == difficulty(question)
    assert difficulty(question, "") == difficulty(question)


def test_every_alias_leads_somewhere():
    known = WEIGHTS["difficulty"]
    for name in known["aliases"].values():
        assert name in known["subjects"] or set(name.split()) & set(known["words"]), name


def test_a_megabyte_is_no_work():
    assert difficulty("why " * 300_000) == pytest.approx(difficulty("why " * 300_000))


def test_it_needs_nothing_but_the_standard_library():
    heavy = ("numpy", "openai", "pydantic")
    code = f"import convergio_jupyter.routing, sys; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@given(st.text(max_size=3_000))
def test_any_text_gets_a_number(text):
    assert 0 <= difficulty(text) <= 1


@pytest.mark.parametrize("sign", [*"漢éあ=;$?\n\"'-", "\ud800"])
def test_a_text_of_one_sign_without_spaces_is_no_reason_to_fail(sign):
    assert 0 <= difficulty(sign * 5_000) <= 1
    assert 0 <= difficulty(sign * 50_000, "physics") <= 1


@pytest.mark.parametrize(("written", "plain"), [("Perché la città è così?", "Perche la citta e cosi?")])
def test_an_accent_makes_a_question_neither_harder_nor_easier(written, plain):
    assert difficulty(written) == pytest.approx(difficulty(plain), abs=0.01)


def test_letters_of_more_than_one_byte_hide_no_digit():
    plain, written = complexity.features("x" * 50 + "2024"), complexity.features("为" * 50 + "2024")
    assert written == plain


def test_a_phrase_counts_in_capitals_too():
    phrases = slice(complexity.FEATURES.index("not"), None)
    assert (
        complexity.features("How Many Are Not There")[phrases] == complexity.features("how many are not there")[phrases]
    )
    assert sum(complexity.features("HOW MANY ARE NOT THERE")[phrases]) == 2
