"""A question of several sentences about one thing is one question, whoever's words stand in its sentences."""

import pytest

from convergio_jupyter.core.events import TeacherStarted
from convergio_jupyter.core.schema import Question

from ..test_teamwork import Parting, Talking, asked

ONE_THING = [
    "A shop sells a phone for 300 euros. It gives 20% off. What is the new price?",
    "I drop a feather and a hammer. Which one lands first? What if I do it on the moon?",
    "My sister has a fever. Her body shakes although she is hot. Why does the body do that?",
    "I play the guitar. Why does the string sound higher when I press it? What is a fret for?",
    "I learn English. When do I use the present perfect? Is it the same as the passato prossimo?",
    "In my history book there is a map of trade routes. What did merchants carry on the Silk Road?",
    "What is inflation? Why does bread get more expensive every year? Can the government stop it?",
]


@pytest.mark.parametrize("text", ONE_THING)
def test_sentences_that_belong_together_are_not_parted(tmp_path, text):
    """Each teacher is told their own sentences only: here none of them could answer."""
    events = asked(tmp_path, Talking(), Question(text=text, turn="t"))
    parts = [(event.teacher, event.question) for event in events if isinstance(event, TeacherStarted)]
    assert len(parts) == 1
    assert parts[0][1] == ""


def test_a_model_that_finds_one_question_only_is_believed(tmp_path):
    text = ONE_THING[0]
    provider = Parting([{"teacher": "euclide", "question": text}])
    asked(tmp_path, provider, Question(text=text, turn="t"))
    questions = [call.messages[-1].text for call in provider.calls if "Part the question" not in call.messages[0].text]
    assert questions == [text]
