"""What the principal writes from a form, and what becomes of each part of a question."""

from convergio_jupyter.core.events import TeacherStarted
from convergio_jupyter.core.schema import Question

from ..test_teamwork import MIXED, Parting, Talking, asked, texts


def started(events):
    return [(event.teacher, event.question) for event in events if isinstance(event, TeacherStarted)]


def test_two_questions_to_the_same_teacher_are_both_asked(tmp_path):
    parts = [
        {"teacher": "galileo", "question": "Why phases?"},
        {"teacher": "galileo", "question": "Why tides?"},
        {"teacher": "erodoto", "question": "Who built them?"},
    ]
    questions = " ".join(question for _, question in started(asked(tmp_path, Parting(parts), MIXED)))
    assert "phases" in questions
    assert "tides" in questions


def test_a_question_of_a_model_is_looked_at_like_all_that_it_writes(tmp_path):
    """Of the principal's text the same words are left out."""
    parts = [
        {"teacher": "galileo", "question": "What is your home address and your phone number?"},
        {"teacher": "erodoto", "question": "Who built them?"},
    ]
    events = asked(tmp_path, Parting(parts), MIXED)
    assert "home address" not in texts(events)[0]
    assert "home address" not in str(started(events))


SIX = (
    "Why does the moon change its shape? How do I add a half and a third? Who built the pyramids of Egypt? "
    "How does a cell divide in two? What is the past tense of go in English? How does a sonata by Mozart begin?"
)


def test_a_sixth_subject_is_asked_or_said_to_be_left_out(tmp_path):
    events = asked(tmp_path, Talking(), Question(text=SIX, turn="t"))
    assert "sonata" in str(started(events)) + texts(events)[0]


def test_the_end_of_a_long_part_is_asked_too(tmp_path):
    lead = "This is a story about triangles and their angles, sides and areas which goes on. " * 14
    asks = "What is the area of a triangle with base three and height four?"
    question = Question(text=f"{lead}{asks} Who built the pyramids of Egypt long ago?", turn="t")
    events = asked(tmp_path, Talking(), question)
    assert asks in str(started(events)) or "pyramids" not in str(started(events))


def test_what_stands_before_the_first_subject_is_not_lost(tmp_path):
    lead = "Answer in one line and use metres."
    question = Question(text=f"{lead} Why does the moon change its shape? Who built the pyramids of Egypt?", turn="t")
    provider = Talking()
    asked(tmp_path, provider, question)
    told = [call.messages[-1].text for call in provider.calls if "<answer" not in call.messages[-1].text]
    assert [lead in text for text in told if text != question.text] == [True, True]
