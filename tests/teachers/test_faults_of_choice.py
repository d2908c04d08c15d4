"""Who is mentioned and does not exist is named; and every candidate has a reason."""

import pytest

from convergio_jupyter.core.events import TeacherStarted
from convergio_jupyter.core.schema import Question
from convergio_jupyter.teachers import choose

from ..test_teamwork import Talking, asked


def reasons(tmp_path, **question):
    events = asked(tmp_path, Talking(), Question(turn="t", **question))
    return " ".join(event.reason for event in events if isinstance(event, TeacherStarted))


@pytest.mark.parametrize(
    "question",
    [
        {"text": "@euclide @einstein What is a line?"},
        {"text": "@euclide @leonardo @einstein What is a line?"},
        {"text": "@einstein What is light?", "teacher": "darwin"},
    ],
)
def test_who_is_mentioned_beside_others_and_does_not_exist_is_named(tmp_path, question):
    assert "@einstein" in reasons(tmp_path, **question)


def test_everybody_who_does_not_exist_is_named(tmp_path):
    assert "@fermi" in reasons(tmp_path, text="@einstein @fermi What is light?")


@pytest.mark.parametrize(
    "text", ["What does `@property` do in Python?", "```python\n@dataclass\nclass A: ...\n```\nWhy?"]
)
def test_code_mentions_nobody(tmp_path, text):
    assert "There is no teacher" not in reasons(tmp_path, text=text)


def test_every_candidate_that_may_be_meant_has_a_reason():
    likely = [each for each in choose("Why does ice float on water?") if each.confidence >= 0.01]
    assert len(likely) > 1
    assert all(each.reason for each in likely)


def test_the_best_comes_first_also_where_somebody_talks_already():
    found = choose("What is a sonnet?", current="jenny")
    assert found[0].confidence == max(each.confidence for each in found)
