"""What a model says is looked at while it streams, and ordinary words pass untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import _catalogue
from convergio_jupyter.safety import Speech, speech

from .corpora import marked

RECALL = {"development": 1.0, "held_out": 0.95, "families": 0.95, "unseen": 0.45}
GOOD = [sentence for name in RECALL for mark, sentence in marked(f"{name}_speech") if mark == "good"]
BAD = [sentence for name in RECALL for mark, sentence in marked(f"{name}_speech") if mark != "good"]


def shown(text, sizes=None, lang="en"):
    """What a reader sees of ``text`` that comes in pieces of these sizes."""
    said, out, begin = Speech(lang), [], 0
    for size in sizes or []:
        out.append(said.feed(text[begin : begin + size]))
        begin += size
    return "".join([*out, said.feed(text[begin:]), said.finish()])


@pytest.mark.parametrize("name", RECALL)
def test_what_no_teacher_says_is_stopped(name):
    bad = [sentence for mark, sentence in marked(f"{name}_speech") if mark != "good"]
    assert sum("[Left out" in shown(sentence) for sentence in bad) / len(bad) >= RECALL[name]


def test_good_sentences_pass_as_they_are():
    assert [sentence for sentence in GOOD if shown(sentence) != sentence] == []


@given(
    st.lists(st.sampled_from(GOOD) | st.text(max_size=30), max_size=6).map(" ".join),
    st.lists(st.integers(1, 9), max_size=80),
)
def test_it_does_not_matter_how_a_text_is_cut(text, sizes):
    assert shown(text, sizes) == shown(text)


@given(st.lists(st.sampled_from(BAD + GOOD), max_size=6).map(" ".join), st.lists(st.integers(1, 9), max_size=80))
def test_nor_where_something_is_stopped(text, sizes):
    assert shown(text, sizes) == shown(text)


@given(st.lists(st.sampled_from(GOOD), max_size=8).map("\n".join))
def test_ordinary_text_comes_whole(text):
    assert shown(text) == text


def test_words_pass_as_they_come():
    said = Speech("en")
    assert [said.feed(piece) for piece in ("The", " derivative", " of", " sin", " x")] == [
        "The", " derivative", " of", " sin", " x",
    ]  # fmt: skip


def test_a_stopped_sentence_is_replaced_once_and_the_rest_goes_on():
    text = "Well done. What is your password? Send me a photo of yourself. Now step two."
    assert shown(text) == "Well done. [Left out: nobody here needs your personal data.]  Now step two."
    assert "Omesso" in shown(text, lang="it")


@pytest.mark.parametrize(
    "text",
    [
        '```python\nname = input("What is your surname?")\nprint("I am a human")\n```\n',
        "> What is your name?\n",
        'Practise: "What is your address?" "I live in Rome."',
        "A: “What is your phone number?” B: “It is 12.”",
        "`What is your password?` is printed.",
    ],
)
def test_code_and_quotations_are_left_alone(text):
    assert shown(text) == text


def test_the_teacher_asking_is_not_an_exercise():
    assert "address" not in shown("What is your address?")


def test_a_sentence_without_end_is_judged_too_and_takes_no_memory():
    said = Speech("en")
    out = "".join(said.feed("you are " * 10) for _ in range(1_000))
    assert out + said.finish() == "you are " * 10_000
    assert len(said._sentence) <= speech.LONGEST


def test_the_notes_are_in_italian_too():
    assert all(note in _catalogue("it") for note in speech._NOTES.values())
