"""A question with several subjects gets one owner for each part."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.teachers import delegate, load_faculty

FACULTY = load_faculty()
MIXED = "Why does the moon change its shape? How do I add a half and a third? And who built the pyramids?"
MISTO = "Perché la luna cambia forma? Come si sommano le frazioni? E chi ha costruito le piramidi?"


def form(*parts):
    return json.dumps({"parts": [{"teacher": teacher, "question": question} for teacher, question in parts]})


@pytest.mark.parametrize("question", [MIXED, MISTO])
def test_each_clause_goes_to_whom_its_words_point_to(question):
    parts = delegate.by_clauses(question, FACULTY)
    assert [part.teacher.id for part in parts] == ["galileo", "euclide", "erodoto"]
    assert all(part.question in question for part in parts)
    assert "".join(part.question for part in parts).count("?") == 3


def test_short_pieces_and_clauses_of_who_names_nobody_are_not_cut_off():
    rainbow = "How does a mirror swap my left and right?"
    assert len(delegate.by_clauses(rainbow, FACULTY)) < 2
    clauses = "I have to explain volcanoes in class, draw a poster about them and write a song for it"
    assert [part.teacher.id for part in delegate.by_clauses(clauses, FACULTY)] == ["humboldt", "leonardo", "mozart"]
    assert len(delegate.by_clauses(clauses, FACULTY, sentences=True)) < 2


@pytest.mark.parametrize("question", ["Why does the moon change its shape?", "hello", "", "zzz, qqq and vvv", "?!;,:"])
def test_one_subject_is_not_parted(question):
    assert len(delegate.by_clauses(question, FACULTY)) < 2


@given(st.text(max_size=300))
def test_whatever_is_asked_there_are_few_parts_and_all_have_an_owner(question):
    parts = delegate.by_clauses(question, FACULTY)
    assert len(parts) <= delegate.MOST_PARTS
    assert all(part.teacher.id not in ("ali", "anna", "jenny") and part.question for part in parts)


def test_a_form_is_read_with_care():
    parts = [("leonardo", " Draw? "), ("nobody", "x"), ("ali", "x"), ("euclide", "y" * 9_000), ("leonardo", "again")]
    parts = delegate.read(form(*parts), FACULTY)
    assert [(part.teacher.id, len(part.question)) for part in parts] == [
        ("leonardo", 5),
        ("euclide", delegate.LONGEST_PART),
    ]


@pytest.mark.parametrize("found", ["", "[]", "{}", '{"parts": 3}', '{"parts": [3, null]}', form(("euclide", "x"))])
def test_a_form_with_fewer_than_two_owners_is_none(found):
    with pytest.raises(ValueError, match=r"no form|fewer"):
        delegate.read(found, FACULTY)


def test_a_form_never_has_more_parts_than_allowed():
    owners = [name for name in FACULTY if name not in ("ali", "anna", "jenny")]
    assert len(delegate.read(form(*((name, "why?") for name in owners)), FACULTY)) == delegate.MOST_PARTS


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
