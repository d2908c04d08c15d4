"""What needs no knowledge is said without the model that would make it up."""

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.events import Asked, TextDelta, UsageReported
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.teachers import load_faculty

from .helpers import collect, scripted_engine, with_engine
from .test_quoting import Demo

FACULTY = load_faculty()


def told(tmp_path, *texts, teacher="", **asked):
    """What is said to the last of ``texts``, which belong to one talk; its receipt; and what the model was asked."""
    provider = Demo("My own words.")

    async def talk(engine):
        conversation, said = "", ("", None)
        for turn, text in enumerate(texts):
            question = Question(text=text, turn=str(turn), teacher=teacher, conversation=conversation, **asked)
            events = await collect(engine, question)
            conversation = next(event.conversation for event in events if isinstance(event, Asked))
            receipt = next((event.receipt for event in events if isinstance(event, UsageReported)), None)
            said = "".join(event.text for event in events if isinstance(event, TextDelta)), receipt
        return *said, [fact.text for fact in await engine.memory_of(OWNER).facts.list()]

    return *with_engine(scripted_engine(tmp_path, provider), talk), provider.calls


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Are you a real person?", "I am no person"),
        ("Sei un robot o una persona vera?", "Non sono una persona"),
        ("you are so stupid!", "I may have missed what you need."),
        ("Non servi a niente", "Forse non ho capito che cosa ti serve."),
        ("Thank you very much", "You are welcome."),
        ("Who are you?", "I am Euclide (mathematics); a program plays me. "),
        ("ciao, chi sei?", "Sono Euclide (matematica); mi fa parlare un programma. "),
        ("I love you", "I am no person"),
        ("Which teacher should I ask about volcanoes?", "Ask Humboldt, who teaches geography here: write `@humboldt`"),
        ("Chi insegna la storia?", "Chiedi a Erodoto, che qui insegna storia"),
        ("What do you know about me?", "What is remembered of you stands in one place"),
        ("ok thanks", "You are welcome."),
        ("Goodbye, see you tomorrow!", "Until next time."),
    ],
)
def test_who_asks_no_knowledge_gets_a_calm_sentence(tmp_path, text, said):
    answer, receipt, _, calls = told(tmp_path, text, teacher="euclide")
    assert answer.startswith(said)
    assert receipt.reason.startswith("No model was needed")
    assert calls == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Who are the teachers here?", "- Jenny (`@jenny`): accessibility"),
        ("which teachers are there", "- Galileo (`@galileo`): astronomy"),
        ("Chi sono gli insegnanti?", "- Galileo (`@galileo`): astronomia"),
        ("quali insegnanti ci sono qui?", "- Ali (`@ali`): preside"),
    ],
)
def test_who_wants_to_know_who_is_there_gets_all_of_them(tmp_path, text, line):
    answer, _, _, _ = told(tmp_path, text)
    assert line in answer
    assert answer.count("`@") == len(FACULTY) + 1


@pytest.mark.parametrize("text", ["What can you do?", "Who are you and what can you do?", "Aiutami, per favore"])
def test_who_asks_for_help_is_shown_what_can_be_asked(tmp_path, text):
    answer, _, _, _ = told(tmp_path, text, teacher="darwin")
    lang = "en" if text.isascii() and "you" in text else "it"
    assert all(example in answer for example in FACULTY["darwin"].examples[lang])


def test_help_with_what_is_lent_is_no_small_talk(tmp_path):
    lent = (Attachment(kind="file", label="a.txt", text="The cell wall holds a plant cell in its shape."),)
    answer, _, _, _ = told(tmp_path, "Help me", teacher="darwin", attachments=lent)
    assert "You can ask me" not in answer


@pytest.mark.parametrize(
    "text", ["Are you sure that 91 is prime?", "What do you know about cells?", "This is a real number, isn't it?"]
)
def test_a_question_is_no_small_talk(tmp_path, text):
    answer, _, _, _ = told(tmp_path, text, teacher="mozart")
    assert "I am no person" not in answer
    assert "You can ask me" not in answer


@pytest.mark.parametrize(
    ("first", "then", "said", "close"),
    [
        ("What is a fraction?", "Again, simpler please", "To say it in other words", "- How to add fractions"),
        ("What is a fraction?", "I still don't understand", "To say it in other words", "- How to add fractions"),
        ("Che cos'è un numero primo?", "Non ho capito", "Per dirlo con altre parole", "appunti su:"),
    ],
)
def test_who_asks_for_other_words_learns_what_there_is(tmp_path, first, then, said, close):
    answer, _, _, calls = told(tmp_path, first, then)
    assert answer.startswith(said)
    assert close in answer
    assert "prim" not in answer.lower().partition(close)[2], "what was just quoted is not offered again"
    assert calls == []


def test_at_the_beginning_of_a_talk_nothing_can_be_said_again(tmp_path):
    answer, _, _, _ = told(tmp_path, "I don't understand", teacher="euclide")
    assert not answer.startswith("To say it in other words")


@pytest.mark.parametrize(
    ("text", "asked", "said", "kept"),
    [
        ("Please remember that I have a test on Friday.", {}, "I have taken that down: “I have a test on Friday”", 1),
        ("Ricordati che ho una verifica venerdì", {}, "Me lo sono segnato", 1),
        ("Remember that I have a test on Friday.", {"privacy": "private"}, "Nothing is remembered of this question", 0),
        ("Remember that my password is hunter2 and horse battery", {}, "That I do not take down", 0),
        ("Ricordati che la password è gatto77", {}, "Questo non me lo segno", 0),
        ("Remember that I have a test on Friday and explain photosynthesis", {}, "I have nothing written", 1),
    ],
)
def test_who_asks_to_be_remembered_hears_whether_it_is(tmp_path, text, asked, said, kept):
    answer, _, facts, _ = told(tmp_path, text, **asked)
    assert answer.startswith(said)
    assert len(facts) == kept


def test_a_short_question_goes_on_from_the_note_that_was_quoted(tmp_path):
    said, receipt, _, calls = told(tmp_path, "Chi era Dante?", "E quando è morto?", teacher="manzoni")
    assert "morì a Ravenna nel 1321" in said
    assert "nacque a Firenze" not in said
    assert receipt.provider == "teacher"
    assert not calls
    said, *_ = told(tmp_path / "alone", "E quando è morto?", teacher="manzoni")
    assert "1321" not in said


def test_who_is_greeted_by_name_greets(tmp_path):
    assert told(tmp_path, "Good morning, Euclide!", teacher="euclide")[0] == FACULTY["euclide"].greeting["en"]


def test_what_somebody_tells_of_themselves_is_acknowledged_and_no_trouble_is(tmp_path):
    said, _, kept, _ = told(tmp_path, "My goal is to pass physics.")
    assert said.startswith("I have taken that down: “My goal is to pass physics”")
    assert len(kept) == 1
    said, *_ = told(tmp_path / "trouble", "I cannot get on with anybody.")
    assert "taken that down" not in said
