"""Without any model: what is written down, tools in words and small talk answer, and the receipt says so."""

import pytest

from convergio_jupyter.backends import providers_of
from convergio_jupyter.core.events import Asked, Done, TeacherFinished, UsageReported
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.engine import Engine
from convergio_jupyter.preview import route
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store
from convergio_jupyter.teachers import load_faculty

from .helpers import collect, text_of, with_engine


def bare(tmp_path, **settings):
    """An engine without a model, as somebody has it who installed nothing but the package."""
    return Engine.from_settings(Settings(data_dir=str(tmp_path), **settings))


def events_of(tmp_path, text, **asked):
    return with_engine(bare(tmp_path), lambda engine: collect(engine, Question(text=text, turn="t", **asked)))


@pytest.mark.parametrize(
    ("text", "said", "reason"),
    [
        ("What is 17*23?", "391", "Code worked this out; it takes no model."),
        ("Quanto fa 17 per 23?", "391", "L'ha calcolato il codice; non serve nessun modello."),
        ("What is a fraction?", "> ", "This is quoted word for word. No model is here yet"),
        ("What is a prime number?", "Euclide's notes", "This is quoted word for word. No model is here yet"),
        ("Hello!", load_faculty()["ali"].greeting["en"], "No model was needed for this."),
        ("Grazie mille", "Non c'è di che.", "Qui non serviva nessun modello."),
        ("What is 3 + 4, and what is a prime number?", "7\n\n> ", "Code worked out a part of this. This is quoted"),
    ],
)
def test_what_needs_no_model_is_answered(tmp_path, text, said, reason):
    events = events_of(tmp_path, text, lang="it" if "Q" in text or "G" in text else "en")
    receipt = next(event.receipt for event in events if isinstance(event, UsageReported))
    assert isinstance(events[-1], Done)
    assert said in text_of(events)
    assert receipt.reason.startswith(reason)
    assert (receipt.rule, receipt.provider, receipt.model) == ("prepared", "teacher", "notes")
    assert (receipt.sent_bytes, receipt.tokens.input, receipt.tokens.output, receipt.cost_micro) == (0, 0, 0, 0)
    assert "small model" not in f"{text_of(events)} {receipt.reason} {receipt.notice}"
    assert not any(event.guesser for event in events if isinstance(event, TeacherFinished))


@pytest.mark.parametrize("text", ["Why did the chicken cross the road?", "Che cosa sono le matrici hermitiane?"])
@pytest.mark.parametrize("teacher", ["", "mozart", "ali"])
def test_where_nothing_is_written_down_it_is_told_how_to_get_a_model(tmp_path, text, teacher):
    events = events_of(tmp_path, text, teacher=teacher)
    assert isinstance(events[0], Asked)
    assert (events[-1].error.code, events[-1].error.action) == ("no_model", "install_model")
    assert not [event for event in events if isinstance(event, UsageReported)]
    assert teacher == "ali" or not text_of(events)  # who says whom they ask


def test_what_else_was_asked_is_owned_up_to(tmp_path):
    said = text_of(events_of(tmp_path, "What is 3 + 4, and what is a hermitian matrix?", teacher="mozart"))
    assert "7" in said
    assert "On the rest of your question I have nothing written down." in said


def test_what_was_lent_is_quoted(tmp_path):
    lent = Attachment(kind="file", label="a.md", text="# Perspective\n\nFar things look small.")
    assert "> Far things look small." in text_of(events_of(tmp_path, "What is perspective?", attachments=(lent,)))


def test_of_several_teachers_those_answer_who_have_something(tmp_path):
    events = events_of(tmp_path, "@euclide @darwin What is perspective?")
    failed = [event for event in events if isinstance(event, TeacherFinished) and event.error]
    assert isinstance(events[-1], Done)
    assert "Euclide's notes" in text_of(events)
    assert [(event.teacher, event.error.code) for event in failed] == [("darwin", "no_model")]


def test_where_several_have_nothing_the_turn_ends_with_the_next_step(tmp_path):
    assert events_of(tmp_path, "@curie @darwin Why did the chicken cross the road?")[-1].error.code == "no_model"


def test_who_insists_on_a_model_is_told_that_it_is_not_there(tmp_path):
    events = events_of(tmp_path, "What is 17*23?", model="embedded:smollm2-135m-instruct")
    assert events[-1].error.code == "no_model"


def test_what_would_answer_is_still_no_model(tmp_path):
    question = Question(text="What is 17*23?")

    async def asked(engine):
        with pytest.raises(Exception, match="There is no model here"):
            await route(engine, question)

    with_engine(bare(tmp_path), asked)


@pytest.mark.parametrize("text", ["Explain this cell", "Spiegami questa cella", "Summarise this text"])
def test_what_did_not_come_along_is_asked_for_without_a_model_too(tmp_path, text):
    events = events_of(tmp_path, text)
    assert isinstance(events[-1], Done)
    assert text_of(events)


@pytest.mark.parametrize(
    ("settings", "code"), [({"local_only": True}, "local_only"), ({"region": "eu"}, "stays_in_region")]
)
def test_who_may_ask_no_model_gets_what_takes_none(tmp_path, settings, code):
    def ask(text):
        chosen = Settings(data_dir=str(tmp_path), **settings)
        cloud = ScriptedProvider("Never said.", name="cloud", place="cloud")
        engine = Engine(chosen, open_store(tmp_path), [*providers_of(chosen), cloud])
        return with_engine(engine, lambda engine: collect(engine, Question(text=text, turn=text)))

    assert "391" in text_of(ask("What is 17*23?"))
    assert ask("Why did the chicken cross the road?")[-1].error.code == code
