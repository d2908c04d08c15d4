"""Tasks of lessons are recognised where somebody puts them to a teacher, and other questions are not."""

import pytest

from convergio_jupyter.learning.key import Key
from convergio_jupyter.learning.shelf import KeptExercise, KeptLesson
from convergio_jupyter.learning.tutor.repeated import repeated

TASK = "## Exercise 1: pancakes\n\nThree friends share four pancakes fairly. How many pancakes does each of them get?"
SHORT = "Why?"


def kept(asked):
    return KeptLesson(
        "fractions-1", "en", {"pancakes": KeptExercise("pancakes", Key("number", "4/3", asked=asked))}, {}
    )


def names(*said, asked=TASK):
    return [each.name for each in repeated(said, [kept(asked)])]


@pytest.mark.parametrize(
    "said",
    [
        TASK,
        "how many pancakes does each of them get",
        "HOW MANY pancakes, does each of them get?!",
        "ok so three friends share four pancakes. how many?",
        "Please help: 'Three friends share four pancakes fairly'",
    ],
)
def test_a_task_is_known_by_one_of_its_sentences(said):
    assert names(said) == ["pancakes"]


@pytest.mark.parametrize("said", ["", "I like pancakes", "How many of them are there?", "Exercise 1", "four friends"])
def test_a_few_words_are_no_task(said):
    assert names(said) == []


def test_a_task_may_be_put_bit_by_bit():
    assert names("how many pancakes does", "does each of them get") == ["pancakes"]


def test_what_several_lessons_say_tells_of_no_task():
    common = "Write the number of them as a fraction, please."
    lessons = [kept(f"Three friends share four pancakes fairly. {common}"), kept(f"Half of a cake is gone. {common}")]
    lessons[1] = lessons[1]._replace(id="cakes-1")
    assert repeated([common], lessons) == []
    assert [each.lesson.id for each in repeated([f"three friends share four pancakes, {common}"], lessons)] == [
        "fractions-1"
    ]


def test_what_is_too_short_to_be_known_is_not_looked_for():
    assert names(SHORT, asked=SHORT) == []
