"""Cards go to Anki and come back, and nothing in a file from elsewhere does harm."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.learning.review.anki import MOST_CARDS, MOST_TEXT, from_anki_text, said, to_anki_text
from convergio_jupyter.learning.review.cards import new_card, review
from tests.learning.hostile import HOSTILE

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
texts = st.text(max_size=40) | st.text('#\t"\n\r<>&;,|: a', max_size=20)
fronts = texts.filter(lambda text: said(text).strip())
lessons = texts.filter(lambda text: said(text).strip())
cards = st.builds(lambda lesson, front, back: new_card(lesson, front, back, NOW), lessons, fronts, texts)


def told(cards):
    return [(each.id, said(each.lesson), said(each.front), said(each.back)) for each in cards]


@given(st.lists(cards, min_size=1, max_size=8))
@example([new_card("a b%20c", '#separator:comma\n"x"\t<b>&amp;</b>', "", NOW)])
def test_cards_go_to_anki_and_come_back(many):
    assert told(from_anki_text(to_anki_text(many), "other", NOW)) == told(many)


def test_the_text_is_what_anki_expects():
    text = to_anki_text([new_card("cells", 'What is "DNA"?\n<b>', "A & B\tC", NOW, id="x1")])
    assert text == (
        "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n#columns:Id\tFront\tBack\tTags\n"
        '"x1"\t"What is ""DNA""?<br>&lt;b&gt;"\t"A &amp; B&#9;C"\t"cells"\n'
    )


def test_an_imported_card_is_new_whatever_was_known_of_it():
    card, _ = review(new_card("l", "f", "b", NOW), "easy", NOW)
    assert from_anki_text(to_anki_text([card]), "l", NOW) == [new_card("l", "f", "b", NOW)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("front\tback\n", ("front", "back")),
        ("\ufefffront\tback\r\n", ("front", "back")),
        ("#separator:comma\n#html:false\n<b>x</b>,y\n", ("<b>x</b>", "y")),
        ("#separator:;\nx;y\n", ("x", "y")),
        ('#html:false\n"#1"\ty\n', ("#1", "y")),
        ('#separator:Semicolon\n#html:true\n"<div>x</div>1 &lt; 2";<img src=x onerror=alert(1)>y\n', ("x\n1 < 2", "y")),
        ("#separator:tab\n#deck column:1\n#notetype column:2\nDeck\tBasic\tx\ty\n", ("x", "y")),
        ('"two\nlines"\t"a ""word"""\n', ("two\nlines", 'a "word"')),
        ("#html:true\na < b and c > d\tx\n", ("a < b and c > d", "x")),
    ],
)
def test_files_of_others_are_read(text, expected):
    (card,) = from_anki_text(text, "lesson", NOW)
    assert (card.front, card.back) == expected
    assert card.lesson == "lesson"


@pytest.mark.parametrize("text", ["", "\n\n", "only one column\n", "#separator:tab\n", "\tback only\n", "#" * 9_999])
def test_a_file_without_a_card_is_said_to_have_none(text):
    with pytest.raises(Unable, match="no card"):
        from_anki_text(text, "l", NOW)


@pytest.mark.parametrize(
    "text",
    [
        "x" * (MOST_TEXT + 1),
        "a\tb\n" * (MOST_CARDS + 1),
        "a\t" + "b" * 200_000,
        '"' + "a\tb\n" * 50_000,
        "a\t" + "b" * 30_000,
    ],
)
def test_too_much_is_refused_with_a_sentence(text):
    with pytest.raises(Unable) as english:
        from_anki_text(text, "l", NOW)
    with pytest.raises(Unable) as italian:
        from_anki_text(text, "l", NOW, "it")
    assert str(english.value) != str(italian.value)


@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_nothing_hostile_hangs_or_raises(text):
    for given_text in (
        text,
        f"#html:true\n{text}\t{text}\n{text}",
        f"#separator:{text[:1]}\n{text}\n",
        f"#{text}\n{text}",
    ):
        with contextlib.suppress(Unable):
            found = from_anki_text(given_text, "l", NOW)
            assert all("\x00" not in each.front and "\r" not in each.front for each in found)


@given(st.text('#:separatohml ctun\t"\n,;<>&', max_size=80))
def test_whatever_a_file_holds_is_cards_or_a_sentence(text):
    with contextlib.suppress(Unable):
        assert all(each.front.strip() for each in from_anki_text(text, "l", NOW))
