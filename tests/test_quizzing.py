"""Who asks to be tested is led to the lesson's next exercise, or recalls what a teacher has written down."""

import re
from uuid import uuid4

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.events import Asked, TextDelta
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.teachers import load_faculty

from .helpers import collect, scripted_engine, with_engine
from .test_guarding import SPEED, keyed
from .test_quoting import Demo

FACULTY = load_faculty()


def talk(folder, *texts, before=None, **asked):
    """What is said to each of ``texts``, which belong to one talk; and what the model was asked."""
    provider = Demo("My own words.")

    async def work(engine):
        if before is not None:
            await before(engine)
        conversation, said = "", []
        for text in texts:
            events = await collect(engine, Question(text=text, turn=uuid4().hex, conversation=conversation, **asked))
            conversation = next(event.conversation for event in events if isinstance(event, Asked))
            said.append("".join(event.text for event in events if isinstance(event, TextDelta)))
        return said

    return with_engine(scripted_engine(folder, provider), work), provider.calls


def listed(said):
    return re.findall(r"^- (.+)$", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "lang", "begins", "owns_up"),
    [
        ("Test me", "en", "Without looking: say in your own words", "I cannot judge what you write"),
        ("Interrogami", "it", "Senza guardare, di' con parole tue", "Non so giudicare quello che scrivi"),
    ],
)
def test_a_teacher_asks_for_what_is_in_their_notes(tmp_path, text, lang, begins, owns_up):
    (said,), calls = talk(tmp_path, text, teacher="euclide")
    assert said.startswith(begins)
    assert owns_up in said
    assert len(listed(said)) == 3
    assert set(listed(said)) <= {note.title for note in FACULTY["euclide"].prepared[lang]}
    assert calls == []


def test_asked_once_more_others_are_asked_for(tmp_path):
    said, _ = talk(tmp_path, "Test me", "Test me", "quiz me", teacher="euclide")
    assert len({title for each in said for title in listed(each)}) == 9


@pytest.mark.parametrize(
    ("text", "word"), [("quiz me on fractions", "fraction"), ("interrogami sulle frazioni", "frazion")]
)
def test_what_is_named_is_asked_for(tmp_path, text, word):
    (said,), _ = talk(tmp_path, text)
    assert listed(said)
    assert all(word in title for title in listed(said))


@pytest.mark.parametrize(("text", "lang"), [("quiz me on fractions", "en"), ("interrogami sulle frazioni", "it")])
def test_what_was_asked_for_is_shown_when_asked_back(tmp_path, text, lang):
    (said,), _ = talk(tmp_path, text)
    title = listed(said)[0]
    note = next(each for each in FACULTY["euclide"].prepared[lang] if each.title == title)
    (shown,), _ = talk(tmp_path / "back", title, teacher="euclide")
    assert note.text.split(".")[0].split("\n")[0] in shown


def test_on_what_nobody_has_written_nothing_is_pretended(tmp_path):
    (said,), _ = talk(tmp_path, "Test me on quonklets", teacher="curie")
    assert said.startswith("On “quonklets” I have nothing written down.")
    assert set(listed(said)) <= {note.title for note in FACULTY["curie"].prepared["en"]}


@pytest.mark.parametrize(("text", "said"), [("Test me", "On what?"), ("Interrogami", "Su che cosa?")])
def test_who_coordinates_asks_on_what(tmp_path, text, said):
    (told,), _ = talk(tmp_path, text)
    assert told.startswith(said)


def test_a_text_that_was_lent_is_recalled_by_its_headings(tmp_path):
    text = (
        "# Perspective\n\nLines meet.\n\n## Exercise 1\n\nDraw.\n\n## Solution\n\nAt 3 cm.\n\n## The window\n\nGlass."
    )
    lent = (Attachment(kind="selection", label="a.ipynb", text=text),)
    (said, back), _ = talk(tmp_path, "Test me on this lesson", "The window", teacher="leonardo", attachments=lent)
    assert said.startswith("Without looking: what stands in it under these headings?")
    assert sorted(listed(said)) == ["Perspective", "The window"]
    assert back.startswith("> Glass.")


def test_a_heading_that_was_lent_is_no_markup(tmp_path):
    text = "# [click](http://evil.example/x)\n\nLines.\n\n## ![](http://evil.example/y) <b>\n\nMore."
    lent = (Attachment(kind="selection", label="a.ipynb", text=text),)
    (said,), _ = talk(tmp_path, "Test me on this", teacher="leonardo", attachments=lent)
    assert len(listed(said)) == 2
    assert not re.search(r"(?<!\\)[\]!]\(?|<b>", "\n".join(listed(said)))


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("Test me on this lesson", "en", "Your next open exercise is “{title}”."),
        ("Interrogami su questa lezione", "it", "Il tuo prossimo esercizio da fare è «{title}»."),
    ],
)
def test_in_a_lesson_the_next_open_exercise_is_pointed_to(tmp_path, text, lang, said):
    keyed(tmp_path)
    (told,), calls = talk(tmp_path, text, teacher="galileo", lesson="area-1", lang=lang)
    first = told
    assert calls == []

    async def solve(engine):
        desk = engine.desk_of(OWNER)
        await desk.check("area-1", "area", "def area(width, height):\n    return width * height")

    (told,), _ = talk(tmp_path, text, teacher="galileo", lesson="area-1", lang=lang, before=solve)
    assert told != first
    assert told.startswith(said.format(title="speed"))
    assert SPEED["answer"] not in first + told
