"""A question with several subjects gets one owner for each part."""

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.teachers import Assigned, delegate, load_faculty

FACULTY = load_faculty()
MIXED = "Why does the moon change its shape? How do I add a half and a third? And who built the pyramids?"
MISTO = "Perché la luna cambia forma? Come si sommano le frazioni? E chi ha costruito le piramidi?"


def form(*parts):
    return json.dumps({"parts": [{"teacher": teacher, "question": question} for teacher, question in parts]})


@pytest.mark.parametrize("question", [MIXED, MISTO])
def test_each_clause_goes_to_whom_its_words_point_to(question):
    parts = delegate.by_clauses(question, FACULTY)
    assert [part.teacher.id for part in parts] == ["galileo", "euclide", "erodoto"]
    assert all(part.question.lower() in question.lower() for part in parts)
    assert [part.question[:1].isupper() for part in parts] == [True, True, True]
    assert "".join(part.question for part in parts).count("?") == 3


@pytest.mark.parametrize(
    ("question", "owners"),
    [
        ("Why does ice float and who was Julius Caesar?", ["feynman", "erodoto"]),
        (
            "Perché il cielo è blu, come si moltiplicano due frazioni e chi ha scritto la Divina Commedia?",
            ["feynman", "euclide", "manzoni"],
        ),
        ("Cos'è la gravità? E chi era Giulio Cesare?", ["feynman", "erodoto"]),  # whose notes say so, not their words
        ("What is a fraction; what is a verb; what is an atom?", ["euclide", "shakespeare", "curie"]),
    ],
)
def test_one_sentence_that_asks_several_things_is_parted_though_nobody_is_named(question, owners):
    parts = delegate.by_clauses(question, FACULTY, sentences=True)
    assert [part.teacher.id for part in parts] == owners


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "@ali Explain photosynthesis, the French Revolution and how to solve a quadratic equation",
            {
                "darwin": "Explain photosynthesis",
                "erodoto": "Explain the French Revolution",
                "euclide": "How to solve a quadratic equation?",
            },
        ),
        (
            "Parlami della fotosintesi, della rivoluzione francese e di Dante.",
            {
                "darwin": "Parlami della fotosintesi",
                "erodoto": "Parlami della rivoluzione francese",
                "manzoni": "Parlami di Dante",
            },
        ),
        (
            "Tell me about Napoleon, Julius Caesar and fractions!",
            {"erodoto": "Tell me about Napoleon; Tell me about Julius Caesar", "euclide": "Tell me about fractions"},
        ),
        (
            "Parlami di Dante, Napoleone e i buchi neri.",
            {
                "manzoni": "Parlami di Dante",
                "erodoto": "Parlami di Napoleone",
                "galileo": "Parlami dei buchi neri",
            },
        ),
        (
            "Aiutami con la matematica e la storia",  # a subject by its name, and not a story
            {"euclide": "Aiutami con la matematica", "erodoto": "Aiutami con la storia"},
        ),
        (
            "What is a fraction, a metaphor and a volcano?",
            {"euclide": "What is a fraction?", "shakespeare": "What is a metaphor?", "humboldt": "What is a volcano?"},
        ),
    ],
)
def test_what_is_asked_of_a_list_is_asked_of_each_thing(question, parts):
    assert {part.teacher.id: part.question for part in delegate.by_list(question, FACULTY)} == parts


@pytest.mark.parametrize(
    "question",
    [
        "Explain the music and art of the Renaissance",
        "Explain verbs in Italian and English",
        "Explain photosynthesis and its phases",
        "Explain supply and demand",
        "Explain cause and effect",
        "Tell me about cats and dogs",
        "Explain fractions and zzzz",
        "Compare photosynthesis and inflation",
        "Explain the difference between art and mathematics",
        "Explain photosynthesis",
        "I like fractions and volcanoes",
    ],
)
def test_a_list_of_one_subject_or_that_hangs_together_is_not_parted(question):
    assert not delegate.by_list(question, FACULTY)


def test_short_pieces_and_clauses_of_who_names_nobody_are_not_cut_off():
    rainbow = "How does a mirror swap my left and right?"
    assert len(delegate.by_clauses(rainbow, FACULTY)) < 2
    clauses = "I have to explain volcanoes in class, draw a poster about them and write a song for it"
    assert [part.teacher.id for part in delegate.by_clauses(clauses, FACULTY)] == ["humboldt", "leonardo", "mozart"]
    assert len(delegate.by_clauses(clauses, FACULTY, sentences=True)) < 2


@pytest.mark.parametrize("question", ["Why does the moon change its shape?", "hello", "", "zzz, qqq and vvv", "?!;,:"])
def test_one_subject_is_not_parted(question):
    assert len(delegate.by_clauses(question, FACULTY)) < 2


ONE_THING = [
    "A shop sells a phone for 300 euros. It gives 20% off. What is the new price?",
    "I drop a feather and a hammer. Which one lands first? What if I do it on the moon?",
    "My sister has a fever. Her body shakes although she is hot. Why does the body do that?",
    "I play the guitar. Why does the string sound higher when I press it? What is a fret for?",
    "I learn English. When do I use the present perfect? Is it the same as the passato prossimo?",
    "In my history book there is a map of trade routes. What did merchants carry on the Silk Road?",
    "What is inflation? Why does bread get more expensive every year? Can the government stop it?",
]


def test_a_part_goes_to_who_can_quote_something_on_it():
    volta = replace(FACULTY["socrate"], id="volta", name="Volta")
    parts = delegate.Parts(
        [Assigned(volta, "What is electricity?"), Assigned(FACULTY["erodoto"], "Who was Cleopatra?")], ["Why?"]
    )
    found = delegate.to_who_has_notes(parts, {**FACULTY, "volta": volta}, "en")
    asked = [(part.teacher.id, part.question) for part in found]
    assert asked == [("feynman", "What is electricity?"), ("erodoto", "Who was Cleopatra?")]
    assert found.later == ("Why?",)


@pytest.mark.parametrize("sentences", [True, False])
@pytest.mark.parametrize("text", ONE_THING)
def test_sentences_that_belong_together_are_not_parted(text, sentences):
    """Each teacher is told their own sentences only: here none of them could answer."""
    assert len(delegate.by_clauses(text, FACULTY, sentences=sentences)) < 2


def test_everyday_questions_about_one_thing_are_left_whole_and_those_about_several_are_parted():
    written = Path(__file__).with_name("parted.txt").read_text(encoding="utf-8")
    one, several = (part.split("\n") for part in written.split("[one]\n")[1].strip().split("\n[several]\n"))
    for sentences in (True, False):
        parted = [[len(delegate.by_clauses(each, FACULTY, sentences=sentences)) > 1 for each in part]
                  for part in (one, several)]  # fmt: skip
        assert (len(one), len(several)) == (100, 52)
        assert sum(parted[0]) <= 2
        assert sum(parted[1]) >= 38


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Who built the pyramids? I drop a feather on the floor. Why does it fall?", ["erodoto", "feynman"]),
        ("Why does the moon change its shape? Who was Napoleon Bonaparte?", ["galileo", "erodoto"]),
        ("Spiegami le frazioni. Chi ha costruito le piramidi?", ["euclide", "erodoto"]),
    ],
)
def test_a_circumstance_goes_with_what_is_asked_about_it(text, owners):
    parts = delegate.by_clauses(text, FACULTY, sentences=True)
    assert [part.teacher.id for part in parts] == owners
    assert " ".join(part.question for part in parts) == text


@pytest.mark.parametrize("text", ["! ", "``` ```; ", "that ? ", "and, e ", "l'", "who? ", "''", " ", "\n"])
def test_no_text_takes_more_than_a_moment(text):
    began = time.process_time()
    delegate.by_clauses(text * (9_900 // len(text)), FACULTY)
    assert time.process_time() - began < 1


def test_the_end_of_a_long_part_is_asked_too():
    lead = "This is a story about triangles and their angles, sides and areas which goes on. " * 14
    asks = "What is the area of a triangle with base three and height four?"
    text = f"{lead}{asks} Who built the pyramids of Egypt long ago?"
    parts = delegate.by_clauses(text, FACULTY, sentences=True)
    assert [part.teacher.id for part in parts] == ["euclide", "erodoto"]
    assert parts[0].question == f"{lead}{asks}"
    assert len(delegate.said(parts, "en")) < 1_000


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_belongs_to_no_subject_is_told_to_all(place):
    asks = ["Why does the moon change its shape?", "Who built the pyramids of Egypt?"]
    said = [*asks[:place], "Answer in one line and use metres.", *asks[place:]]
    parts = delegate.by_clauses(" ".join(said), FACULTY, sentences=True)
    assert [part.teacher.id for part in parts] == ["galileo", "erodoto"]
    assert ["Answer in one line and use metres." in part.question for part in parts] == [True, True]


@given(st.lists(st.sampled_from([*ONE_THING, MIXED, MISTO, "Answer in one line.", "I like it.", "Why?", "And so on"])))
def test_no_word_gets_lost(texts):
    text = " ".join(texts)
    for sentences in (True, False):
        parts = delegate.by_clauses(text, FACULTY, sentences=sentences)
        told = " ".join([*(part.question for part in parts), *parts.later])
        assert not parts or _words(text) - {"and", "e"} <= _words(told)


def _words(text):
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Why does iron rust, who was Julius Caesar, and what is 17 times 23?",
            ["Why does iron rust?", "Who was Julius Caesar?", "What is 17 times 23?"],
        ),
        (
            "Perché il ferro arrugginisce, chi era Giulio Cesare e quanto fa 17 per 23?",
            ["Perché il ferro arrugginisce?", "Chi era Giulio Cesare?", "Quanto fa 17 per 23?"],
        ),
        (
            "Explain photosynthesis, tell me who Napoleon was and conjugate to go",
            ["Explain photosynthesis", "Tell me who Napoleon was", "Conjugate to go"],
        ),
    ],
)
def test_each_part_is_a_sentence_of_its_own(text, parts):
    found = delegate.by_list(text, FACULTY) or delegate.by_clauses(text, FACULTY, sentences=True)
    assert [part.question for part in found] == parts


@pytest.mark.parametrize(
    "text", ["What do a chord and a fraction have in common?", "Che cosa hanno in comune un accordo e una frazione?"]
)
def test_what_holds_of_several_things_at_once_is_not_cut(text):
    assert delegate.by_clauses(text, FACULTY) == []
    assert {part.question for part in delegate.by_relation(text, FACULTY)} == {text}


def test_code_is_not_cut():
    code = "```python\nx = 1; print(x); y = 2; z = x + y\n```"
    parts = delegate.by_clauses(f"Why does this fail? {code} Who built the pyramids of Egypt?", FACULTY, sentences=True)
    assert len(parts) < 2 or any(code in part.question for part in parts)


@given(st.text(max_size=300))
def test_whatever_is_asked_there_are_few_parts_and_all_have_an_owner(question):
    parts = delegate.by_clauses(question, FACULTY)
    assert len(parts) <= delegate.MOST_PARTS
    assert all(part.teacher.id not in ("ali", "anna", "jenny") and part.question for part in parts)


def test_a_form_is_read_with_care():
    parts = [("leonardo", " Draw? "), ("nobody", "x"), ("ali", "x"), ("euclide", "y"), ("leonardo", "Paint?")]
    parts = delegate.read(form(*parts), FACULTY)
    assert [(part.teacher.id, part.question) for part in parts] == [("leonardo", "Draw? Paint?"), ("euclide", "y")]


@pytest.mark.parametrize(
    "found",
    ["", "[]", "{}", '{"parts": 3}', '{"parts": [3, null]}', form(("ali", "x")), form(("euclide", "y" * 9_000))],
)
def test_a_form_in_which_nobody_owns_a_question_is_none(found):
    with pytest.raises(ValueError, match=r"no (form|part|question)"):
        delegate.read(found, FACULTY)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("How do plants make sugar, who was Napoleon, and what is inflation?", ["darwin", "erodoto", "smith"]),
        ("Explain photosynthesis. Explain inflation. Explain the French Revolution.", ["darwin", "smith", "erodoto"]),
        ("Che cos'è la fotosintesi, chi era Cesare e come risolvo 2x=4?", ["darwin", "erodoto", "euclide"]),
        (
            "Why do leaves change colour in autumn? Why does ice float on water? And is it ever right to lie?",
            ["darwin", "feynman", "socrate"],
        ),
    ],
)
def test_a_short_question_goes_to_its_own_teacher_and_not_to_its_neighbours(text, owners):
    assert [part.teacher.id for part in delegate.by_clauses(text, FACULTY, sentences=True)] == owners


def test_what_a_model_left_out_is_named_for_later():
    text = "@ali How do plants grow? What is a prime number? Who built the pyramids?"
    parts = delegate.with_what_was_left(
        delegate.read(form(("darwin", "Plants?"), ("euclide", "A prime?")), FACULTY), text
    )
    assert parts.later == ("Who built the pyramids?",)
    assert delegate.said(parts, "en").endswith("Ask me again for this:\n\n- Who built the pyramids?")


def test_a_form_never_has_more_parts_than_allowed():
    owners = [name for name in FACULTY if name not in ("ali", "anna", "jenny")]
    parts = delegate.read(form(*((name, f"why {name}?") for name in owners)), FACULTY)
    assert len(parts) == delegate.MOST_PARTS
    assert list(parts.later) == [f"why {name}?" for name in owners[delegate.MOST_PARTS :]]


def test_the_schema_names_no_coordinator():
    names = delegate.schema(FACULTY)["properties"]["parts"]["items"]["properties"]["teacher"]["enum"]
    assert len(names) == 17
    assert not {"ali", "anna", "jenny"} & set(names)


@pytest.mark.parametrize(
    ("question", "owners"),
    [
        ("How do perspective in painting and geometry hang together?", ["leonardo", "euclide"]),
        ("What do art and mathematics have in common?", ["leonardo", "euclide"]),
        ("Compare the economics and the ethics of slavery", ["smith", "socrate", "erodoto"]),
        ("Che rapporto c'è tra musica e matematica?", ["mozart", "euclide"]),
        ("@ali How are music and fractions related?", ["mozart", "euclide"]),
        ("In che modo la Rivoluzione francese e la musica di Beethoven sono collegate?", ["erodoto", "mozart"]),
    ],
)
def test_what_relates_several_subjects_goes_whole_to_each(question, owners):
    parts = delegate.by_relation(question, FACULTY)
    assert [part.teacher.id for part in parts] == owners
    assert {part.question for part in parts} == {question.removeprefix("@ali ")}
    assert delegate.said(parts, "en").count(question.removeprefix("@ali ")) == 0


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between speed and velocity?",
        "Compare mitosis and meiosis",
        "What is the link between inflation and interest rates?",
        "Compare the French and the American revolution",
        "How do I draw a road with perspective?",
        "Che differenza c'è tra prosa e poesia?",
        "",
    ],
)
def test_what_one_subject_owns_is_left_to_it(question):
    assert len(delegate.by_relation(question, FACULTY)) < 2


def test_of_all_notes_the_one_that_has_the_word_by_itself_is_meant():
    asked = delegate.by_notes("What is the mean?", FACULTY, "en")
    assert [each.teacher.id for each in asked] == ["euclide"]  # and not Socrate, on the meaning of life
