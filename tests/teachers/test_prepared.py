"""What a teacher has prepared is found where it fits, and quoted only by a model that cannot teach freely."""

from dataclasses import replace

import pytest

from convergio_jupyter.core.events import TextDelta, UsageReported
from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.safety import Speech
from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.teachers.prepared import find, is_near, nearest
from convergio_jupyter.teachers.teacher_file import parse_teacher
from convergio_jupyter.teachers.teacher_new import template

from ..helpers import collect, scripted_engine, with_engine

FACULTY = load_faculty()


HATED = "I do not want to go to school: I hate school, maths or homework, and I am tired of it"


@pytest.mark.parametrize(
    ("teacher", "question", "lang", "title"),
    [
        ("euclide", "What is a prime number, in one sentence?", "en", "What a prime number is"),
        ("euclide", "Come si sommano le frazioni?", "it", "Come si sommano le frazioni"),
        ("feynman", "what does $E = mc^2$ say", "en", "What the formula E = mc² says"),
        ("erodoto", "And who built the pyramids?", "en", "Who built the pyramids"),
        ("galileo", "perché la luna cambia forma", "it", "Perché la luna cambia forma: le fasi"),
        ("mozart", "Che cos'è il ritmo?", "it", "Che cosa sono pulsazione, ritmo e tempo"),  # not how to clap one
        ("smith", "How do banks make money?", "en", "How a bank makes money"),  # not why nobody prints more
        ("feynman", "Perché gli aerei volano?", "it", "Come vola un aereo"),  # another form of its verb
        ("feynman", "How do planes fly?", "en", "How an aeroplane flies"),
        ("ali", "I can't take it any more", "en", "When I cannot take it any more"),
        ("ali", "Non ce la faccio più!", "it", "Quando non ce la faccio più"),
        ("ali", "I hate school", "en", HATED),  # and not oneself
        ("ali", "I don't want to go to school anymore", "en", HATED),
        ("humboldt", "Perché piove?", "it", "Come si formano le nuvole, e perché piove"),  # the second thing it tells
        ("ali", "My dog died.", "en", "When somebody has died, or a pet"),  # one of two things that its title names
        ("ali", "Mia nonna è in ospedale", "it", "Qualcuno in famiglia, o il mio cane, sta male o è in ospedale"),
    ],
)
def test_what_fits_is_found(teacher, question, lang, title):
    assert find(FACULTY[teacher].prepared[lang], question).title == title


@pytest.mark.parametrize(
    ("teacher", "question"),
    [
        ("euclide", "What is a matrix?"),
        ("euclide", "Give me one simple example."),
        ("erodoto", "Who built the Colosseum?"),
        ("mozart", "What is clapping?"),
        ("ali", "I can't go on with exercise 4, what comes next?"),
        ("darwin", ""),
        ("feynman", "zzz"),
    ],
)
def test_where_nothing_fits_nothing_is_quoted(teacher, question):
    assert find(FACULTY[teacher].prepared["en"], question) is None


@pytest.mark.parametrize(
    ("teacher", "question", "title"),
    [
        ("erodoto", "Who won the world cup?", ""),
        (
            "lovelace",
            "How do I write a for loop?",
            "How to write a for loop, and how it works",
        ),  # half of the question, all of the title
        (
            "feynman",
            "How do heat and temperature tell one another apart?",
            "The difference between heat and temperature",
        ),
        (
            "euclide",
            "What do perspective and geometry share?",
            "Why far things look smaller: perspective and similar triangles",
        ),
    ],
)
def test_one_short_word_makes_no_neighbour(teacher, question, title):
    notes = FACULTY[teacher].prepared["en"]
    first = nearest(notes, question)[0]
    assert (first.title if is_near(first, question) else "") == title


@pytest.mark.parametrize("teacher", [one for one in FACULTY.values() if one.kind == "teacher"], ids=lambda one: one.id)
@pytest.mark.parametrize("lang", ["en", "it"])
def test_each_teacher_has_something_prepared_in_both_languages(teacher, lang):
    assert len(teacher.prepared[lang]) >= 3
    assert all(100 < len(note.text) < 600 for note in teacher.prepared[lang])
    assert len(teacher.prepared["en"]) == len(teacher.prepared["it"])


OFFERED = [
    (one.id, lang, example)
    for one in FACULTY.values()
    for lang, examples in one.examples.items()
    for example in examples
]


@pytest.mark.parametrize(("teacher", "lang", "example"), OFFERED)
def test_what_a_teacher_offers_to_be_asked_is_prepared(teacher, lang, example):
    assert find(FACULTY[teacher].prepared[lang], example) is not None


def test_a_file_of_ones_own_can_hold_notes():
    source = template("ada", "Ada", ["en"]) + "\n## note en: What a loop is\n\nA loop\nsays it again.\n"
    teacher = parse_teacher(source)
    assert find(teacher.prepared["en"], "What is a loop?").text == "A loop says it again."
    assert "says it again" not in teacher.persona["en"]


class Demo(ScriptedProvider):
    def models(self):
        return [replace(card, demo=self.demo) for card in super().models()]


def asked(tmp_path, *, demo):
    provider = Demo("My own words.")
    provider.demo = demo
    question = Question(text="What is a prime number?", teacher="euclide")
    events = with_engine(scripted_engine(tmp_path, provider), lambda engine: collect(engine, question))
    receipt = next(event.receipt for event in events if isinstance(event, UsageReported))
    return "".join(event.text for event in events if isinstance(event, TextDelta)), receipt, provider.calls


def test_where_the_model_is_too_small_it_is_quoted_and_no_model_is_asked(tmp_path):
    said, receipt, calls = asked(tmp_path, demo=True)
    assert said.startswith("> A prime number is a whole number greater than 1")
    assert "*Euclide's notes: What a prime number is*" in said
    assert calls == []
    assert (receipt.rule, receipt.label, receipt.sent_bytes) == ("prepared", "the teacher's notes", 0)
    assert (receipt.tokens.input, receipt.tokens.output, receipt.cost_micro) == (0, 0, 0)


def test_a_larger_model_teaches_freely(tmp_path):
    said, receipt, calls = asked(tmp_path, demo=False)
    assert said == "My own words."
    assert receipt.rule != "prepared"
    assert "greater than 1" not in calls[0].messages[0].text


@pytest.mark.parametrize(
    ("teacher", "lang", "question", "title"),
    [
        ("anna", "en", "I can't concentrate, my phone distracts me all the time", "When I cannot concentrate"),
        ("socrate", "en", "What is justice, is it giving everyone the same?", "What justice is"),
        (
            "humboldt",
            "it",
            "acqua, soqquadro, quoziente: quando ci va la cq?",
            "",
        ),  # a word before a comma asks nothing
        ("feynman", "it", "mi spieghi la gravità come se avessi 10 anni", "Che cos'è la gravità"),
        ("feynman", "en", "Explain gravity like I'm five", "What gravity is"),
        ("erodoto", "en", "Who was Octavian?", ""),  # whom the note on Caesar only mentions
        ("erodoto", "en", "Who killed Caesar?", "Who Julius Caesar was, and who killed him"),
    ],
)
def test_what_is_said_by_the_way_hides_no_note_and_finds_none(teacher, lang, question, title):
    note = find(FACULTY[teacher].prepared[lang], question)
    assert (note.title if note else "") == title


@pytest.mark.parametrize("lang", ["en", "it"])
def test_no_note_says_what_may_not_be_said(lang):
    notes = [note for one in FACULTY.values() for note in one.prepared.get(lang, ())]
    assert [note.title for note in notes if Speech(lang).whole(note.text) != note.text] == []


SECOND_WAR = "How the Second World War began and ended: WW2, World War II"


@pytest.mark.parametrize(
    ("lang", "question", "title"),
    [
        ("it", "Perché c'è stata la prima guerra mondiale?", "Perché è scoppiata la Prima guerra mondiale"),
        ("it", "perché scoppiò la seconda guerra mondiale", "Come cominciò la Seconda guerra mondiale, e come finì"),
        ("en", "Why did the second world war start?", SECOND_WAR),
    ],
)
def test_of_two_of_a_kind_the_one_is_found_that_is_asked_for(lang, question, title):
    assert find(FACULTY["erodoto"].prepared[lang], question).title == title
