"""The Python calls and the line magic's commands, with the scripted model."""

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.core.errors import UnknownOption, WrongOption
from convergio_jupyter.notebook import api, commands
from convergio_jupyter.notebook.options import parse_cell_line, question_of
from convergio_jupyter.settings import Settings


@pytest.fixture
def client(tmp_path, monkeypatch):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two."))
    monkeypatch.setattr(api, "client", lambda: client)
    yield client
    client.close()


def run(line):
    return commands.run(line, ask=lambda name, text: (name, text), forget=lambda: None)


@pytest.mark.parametrize(
    ("values", "name", "step"),
    [
        ({"text": None}, "text", "in quotes"),
        ({"text": 5}, "text", "in quotes"),
        ({"text": "hi", "course": 5}, "course", "in quotes"),
        ({"text": "hi", "teacher": None}, "teacher", "in quotes"),
        ({"text": "hi", "lang": "xx"}, "lang", "en, it"),
        ({"text": "hi", "max_tokens": -1}, "max_tokens", "whole number"),
        ({"text": "hi", "max_tokens": 2.5}, "max_tokens", "whole number"),
        ({"text": "hi", "max_tokens": True}, "max_tokens", "whole number"),
    ],
)
def test_what_is_no_question_is_named_and_not_raised(values, name, step, client, capsys):
    reply = api.ask(**values)
    assert reply.error.code == "wrong_option"
    assert f"“{name}”" in reply.error.message
    assert step in reply.error.remedy
    assert reply.error.message in capsys.readouterr().err


def test_a_good_question_is_answered(client):
    assert api.ask("hi", lang="it-IT", max_tokens=0).text == "One two."


def test_a_magic_refuses_a_negative_length_too(client):
    assert api.ask_question(question_of(parse_cell_line("--max-tokens -1"), "hi")).error.code == "wrong_option"


@pytest.mark.parametrize("line", ["route", "route --private", "route --course algebra"])
def test_a_route_of_no_question_says_how_it_is_written(line, client):
    with pytest.raises(WrongOption, match="“route”") as caught:
        run(line)
    assert "%convergio route" in caught.value.info().remedy


def test_settings_are_a_table_and_a_promise_a_sentence(client):
    rows = {row[0]: row for row in run("settings --lang it").rows}
    assert rows["scripted"][1:3] == ("One two.", "chi chiama")
    assert "No share is promised" in repr(run("calibration algebra"))


def test_a_budget_that_leaves_room_for_every_question_is_said(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="x", budget_course=1.0))
    found = api.calibration("algebra", "en", client)
    of_no_course = api.calibration("", "en", client)
    client.close()
    assert "leaves room for every question" in repr(found)
    assert "<code>cloud_share</code>" in of_no_course._repr_html_()


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("nonsense", "`%convergio` alone shows all"),
        ("setings", "`%convergio settings`?"),
        ("Darwni", "`%convergio darwin`?"),
    ],
)
def test_what_is_no_command_is_told_what_is_meant_or_where_all_are_shown(line, remedy, client):
    with pytest.raises(UnknownOption) as caught:
        run(line)
    assert remedy in caught.value.info().remedy


@pytest.mark.parametrize("lang", ["en", "it"])
def test_help_names_every_option_and_command(lang, client):
    page = repr(run(f"--lang {lang}"))
    wanted = ["--with", "--model", "--private", "--eu", "--best", "--new", "--lang", "--max-tokens", "--course"]
    wanted += [name for name in commands.COMMANDS if name not in ("new", "help")]
    assert not [word for word in wanted if word not in page]


def test_the_doctor_of_an_engine_that_cannot_start_says_why(tmp_path):
    (tmp_path / "settings.toml").write_text("[teacher.plato]\nlocal_only = true\n")
    assert "“teacher.plato”" in repr(api.doctor("en", connect(Settings(data_dir=str(tmp_path)))))
