"""The line behind ``%%convergio``."""

import pytest

from convergio_jupyter.core.errors import CannotLend, UnknownOption, WrongOption
from convergio_jupyter.notebook.lending import LENT_CHARACTERS, lend
from convergio_jupyter.notebook.options import CellOptions, language_in, parse_cell_line, parse_question_line


def test_everything_is_optional():
    assert parse_cell_line("") == CellOptions()


def test_several_teachers_may_have_blanks_between_them():
    assert parse_cell_line("euclide, leonardo --private").teacher == "euclide,leonardo"
    assert parse_cell_line('--file "a, b.txt" euclide').files == ["a, b.txt"]


def test_all_options():
    line = "@Darwin --with df -w 'my list' --model openai:x --private --eu --best --new --lang it --max-tokens 5"
    assert parse_cell_line(line) == CellOptions(
        "Darwin", ["df", "my list"], "openai:x", True, True, True, True, "it", 5
    )


@pytest.mark.parametrize("line", ["--nonsense", "--lang fr", "--max-tokens many", "'unclosed", "--with"])
def test_a_wrong_line_says_how_it_should_look(line):
    with pytest.raises((UnknownOption, WrongOption)) as caught:
        parse_cell_line(line)
    assert "%%convergio [teacher]" in caught.value.info().remedy


@pytest.mark.parametrize(
    ("line", "lang"), [("--nonsense --lang it", "it"), ("'open --lang=it", "it"), ("euclide", ""), ("--lang", "")]
)
def test_even_a_wrong_line_says_in_which_language_it_wants_to_be_told(line, lang):
    assert language_in(line) == lang


@pytest.mark.parametrize(
    ("line", "options", "text"),
    [
        ("Why?", {}, "Why?"),
        ("--private Why  not?", {"private": True}, "Why  not?"),
        (
            "euclide --eu --course 'my course' What's pi?",
            {"teacher": "euclide", "eu": True, "course": "my course"},
            "What's pi?",
        ),
        ("-m openai:x @Euclide --best Why?", {"teacher": "euclide", "model": "openai:x", "best": True}, "Why?"),
        ("What is python -m pytest? --private", {"private": True}, "What is python -m pytest?"),
        ("Nobody knows?", {}, "Nobody knows?"),
        ("euclide,@Darwin Why?", {"teacher": "euclide,darwin"}, "Why?"),
        ("euclide , darwin --eu Why?", {"teacher": "euclide,darwin", "eu": True}, "Why?"),
        ("euclide, why is this prime?", {"teacher": "euclide"}, "why is this prime?"),
        ("euclideans, darwinists", {}, "euclideans, darwinists"),
    ],
)
def test_a_line_may_hold_options_and_the_question(line, options, text):
    assert parse_question_line(line, {"euclide", "darwin"}) == (CellOptions(**options), text)


def test_an_option_that_there_is_none_of_is_no_question():
    with pytest.raises(UnknownOption):
        parse_question_line("--nonsense Why?", ())


def test_of_several_teachers_without_commas_it_is_said_how_they_should_look():
    with pytest.raises(UnknownOption) as caught:
        parse_cell_line("euclide leonardo")
    assert "`%%convergio euclide,leonardo`" in caught.value.info().remedy


@pytest.mark.parametrize("line", ["--with df,nums", "-w df, nums", "--with=df,nums", "--with df --with nums"])
def test_several_variables_may_stand_behind_each_other(line):
    assert parse_cell_line(line).variables == ["df", "nums"]


def test_a_variable_is_lent_within_bounds():
    assert lend("x", "y" * 10**6).text.startswith("str\nyyy")
    assert len(lend("x", "y" * 10**6).text) == LENT_CHARACTERS


def test_a_value_that_cannot_be_described_is_one_sentence():
    class Broken:
        def __repr__(self):
            raise ZeroDivisionError

    with pytest.raises(CannotLend, match="x"):
        lend("x", Broken())


def test_a_series_is_described():
    pandas = pytest.importorskip("pandas")
    assert "shape (3,)" in lend("s", pandas.Series([1, 2, 3])).text


def test_a_data_frame_is_described_and_not_sent_whole():
    pandas = pytest.importorskip("pandas")
    text = lend("df", pandas.DataFrame({"height": range(1000), "name": "secret"})).text
    assert "shape (1000, 2)" in text
    assert "height" in text
    assert "998" not in text  # of a row; the highest of a column stands in no row


def test_files_are_lent_by_their_paths():
    assert parse_cell_line("euclide --file a.txt -f 'b c.pdf'").files == ["a.txt", "b c.pdf"]
    options, text = parse_question_line("--file data.csv what is in it?", ["euclide"])
    assert (options.files, text) == (["data.csv"], "what is in it?")
