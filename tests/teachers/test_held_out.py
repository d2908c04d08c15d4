"""The questions by which the choice of a teacher is judged: enough of them, and none that it was trained on."""

from collections import Counter

import pytest

from convergio_jupyter.teachers import choose, load_faculty
from convergio_jupyter.teachers.language import language_of

from .corpora import HELD_OUT, TRAINING, near, questions


def test_no_held_out_question_is_near_what_was_trained_on():
    held_out = [text for _, text in questions(HELD_OUT)]
    training = [text for path in TRAINING for _, text in questions(path)]
    assert not list(near(held_out, training)), "take the second of each pair out of scripts/intent"


@pytest.mark.parametrize(
    ("held_out", "training"),
    [
        ("why does the moon change shape", "Why does the moon change its shape?"),
        ("cos'è l'anno luce, è tempo o distanza", "L'anno luce è una distanza?"),
        ("why doesn't oil mix with water", "How come oil and water won't mix?"),
        ("come si accorda la chitarra senza accordatore", "accordo la chitarra"),
        ("how does this school work?", "How does this school work?"),
    ],
)
def test_what_says_nearly_the_same_is_near(held_out, training):
    assert list(near([held_out], ["how do bees make honey", training])) == [(held_out, training)]


@pytest.mark.parametrize(
    ("held_out", "training"),
    [
        ("why does the moon change shape", "why do leaves change colour in autumn"),
        ("come si disegna un cavallo", "come si doma un cavallo?"),
        ("what makes a good hero in a tale", "What makes a good logo?"),
        ("che cos'è la scala 1:25000 su una cartina", "Che cos'è la scala pentatonica?"),
    ],
)
def test_what_asks_for_something_else_is_not_near(held_out, training):
    assert not list(near([held_out], [training]))


def test_there_are_twenty_for_each_teacher_and_language():
    counts = Counter(teacher for teacher, _ in questions(HELD_OUT))
    assert set(counts) == set(load_faculty())
    assert all(count >= 40 for count in counts.values()), counts
    languages = Counter(language_of(text, "en") for _, text in questions(HELD_OUT))
    assert abs(languages["en"] - languages["it"]) <= 10


def test_most_of_them_find_their_teacher():
    orders = [(teacher, [each.id for each in choose(text)]) for teacher, text in questions(HELD_OUT)]
    assert sum(order[0] == teacher for teacher, order in orders) / len(orders) >= 0.85
    assert sum(teacher in order[:2] for teacher, order in orders) / len(orders) >= 0.95
