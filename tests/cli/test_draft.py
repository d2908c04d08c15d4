"""``convergio lesson draft`` from the shell: cells for people, JSON for machines, and the lesson with them."""

import json

import pytest

from convergio_jupyter.cli import main, parser
from convergio_jupyter.learning.authoring.draft import KINDS
from tests.learning.authoring.test_draft import CARD, HINT
from tests.learning.lessons import lesson


@pytest.fixture
def draft(tmp_path, monkeypatch, capsys):
    path = tmp_path / "area.ipynb"
    path.write_text(json.dumps(lesson()))

    def run(said, *options):
        monkeypatch.setenv("CONVERGIO_SCRIPTED", said if isinstance(said, str) else json.dumps(said))
        status = main(["lesson", "draft", str(path), "--about", "x", *options])
        return status, capsys.readouterr(), json.loads(path.read_text())

    return run


def test_the_cells_are_printed_and_the_lesson_stays_as_it_is(draft):
    status, said, notebook = draft(CARD, "--kind", "card")
    assert (status, said.out) == (0, f"[card]\n{CARD['front']}\n\n---\n\n{CARD['back']}\n\n")
    assert "Euclide is writing: try 1 of 3." in said.err
    assert notebook == lesson()


def test_as_json_and_into_the_lesson(draft):
    status, said, notebook = draft(HINT, "--kind", "hint", "--exercise", "area", "--level", "3", "--insert", "--json")
    found = json.loads(said.out)
    assert (status, found["at"], notebook["cells"][9]) == (0, 9, found["cells"][0])
    assert len(notebook["cells"]) == len(lesson()["cells"]) + 1
    assert found["receipts"][0]["teacher"] == "euclide"


def test_what_does_not_pass_is_an_error_in_the_readers_language_and_writes_nothing(draft):
    status, said, notebook = draft("no form", "--kind", "card", "--insert", "--lang", "it")
    assert status != 0
    assert "Nessuna bozza ha superato i controlli in 3 tentativi." in said.err
    assert (said.out, notebook) == ("", lesson())


def test_the_command_line_knows_all_kinds():
    assert parser.DRAFTS == KINDS
