"""The command line, as a shell sees it."""

import argparse
import json
import os
import subprocess
import sys

import pytest

from convergio_jupyter.cli import verbs
from convergio_jupyter.cli.parser import build_parser
from convergio_jupyter.core.i18n import _catalogue
from convergio_jupyter.settings import Settings

from ..helpers import teacher_file


def convergio(*arguments, stdin=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "convergio_jupyter.cli", *arguments],
        capture_output=True,
        text=True,
        input=stdin,
        env={**os.environ, "CONVERGIO_LANGUAGE": "en", "LANG": "C", **environment},
        check=False,
    )


def test_json_events_one_a_line_with_a_last_one():
    result = convergio(
        "ask", "--json", "--teacher", "darwin", "What", "is", "a", "cell?", CONVERGIO_SCRIPTED="A small room."
    )
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert events[0]["question"]["text"] == "What is a cell?"
    assert "".join(event["text"] for event in events if event["type"] == "text") == "A small room."
    assert events[-1]["type"] == "done"


def test_an_error_is_the_last_event_and_the_exit_status():
    result = convergio("ask", "--json", "Why?")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert events[-1]["error"]["code"] == "no_model"


def test_people_read_the_name_the_answer_and_the_receipt():
    result = convergio("ask", "hello", CONVERGIO_SCRIPTED="Hello you.")
    name, text, receipt, why = result.stdout.splitlines()
    assert (name, text) == ("Ali", "Hello you.")
    assert receipt.startswith("local · Scripted answers · 0.00 $ · ")
    assert receipt.endswith(" read, 2 written")
    assert why == "It is what this computer offers, and it costs nothing."


def test_a_question_can_come_from_standard_input():
    result = convergio("ask", "--json", "-", stdin="a {b} $c\n", CONVERGIO_SCRIPTED="x")
    assert json.loads(result.stdout.splitlines()[0])["question"]["text"] == "a {b} $c\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ask", "--teacher", "nobody", "x"), "There is no teacher called “nobody”."),
        (("ask", " "), "There is no question yet."),
        (("classroom", "nothing.ipynb"), "nothing.ipynb is not a notebook that can be opened: there is no such file."),
    ],
)
def test_a_mistake_is_one_sentence(arguments, sentence):
    result = convergio(*arguments, CONVERGIO_SCRIPTED="x")
    assert result.returncode == 1
    assert sentence in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_the_doctor_names_what_is_missing_and_the_command():
    result = convergio("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.returncode == 1
    assert found["ok"] is False
    broken = {check["id"]: check for check in found["checks"] if not check["ok"]}
    assert "convergio models install" in broken["model"]["remedy"]
    assert "convergio models install" in convergio("doctor").stdout


@pytest.mark.parametrize("verb", ["models", "teachers", "usage", "settings"])
def test_every_verb_has_json_and_a_page_for_people(verb):
    assert json.loads(convergio(verb, "--json", CONVERGIO_SCRIPTED="x").stdout)
    assert convergio(verb, CONVERGIO_SCRIPTED="x").stdout.strip()


def test_a_wrong_setting_is_one_sentence_and_no_dead_end():
    result = convergio("ask", "x", CONVERGIO_THREADS="many")
    assert result.returncode == 1
    assert result.stderr.startswith("CONVERGIO_THREADS is “many”, which does not fit. It can be a whole number from 0")
    result = convergio("settings", CONVERGIO_THREADS="many", CONVERGIO_REGION="eu")
    lines = result.stdout.splitlines()
    assert result.returncode == 1
    assert "CONVERGIO_THREADS is “many”" in lines[next(n for n, line in enumerate(lines) if "threads " in line) + 2]
    assert "eu  (environment)" in result.stdout
    found = {row["name"]: row for row in json.loads(convergio("settings", "--json", CONVERGIO_THREADS="many").stdout)}
    assert "“many”" in found["threads"]["problem"]
    assert found["region"]["problem"] == ""
    result = convergio("doctor", CONVERGIO_THREADS="many")
    assert "✗ CONVERGIO_THREADS is “many”" in result.stdout
    assert "✓ Python" in result.stdout


def test_the_doctor_that_cannot_start_says_why(tmp_path):
    (tmp_path / "settings.toml").write_text("[teacher.plato]\nlocal_only = true\n")
    result = convergio("doctor", CONVERGIO_DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "✗ “teacher.plato” in" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nosuch",), ("“nosuch”", "Choose one of: ask, route")),
        (("ask", "--max-tokens", "abc", "x"), ("--max-tokens", "convergio ask --help")),
        (("ask", "--lang", "de", "x"), ("--lang", "en, it")),
        (("ask", "--foo", "x"), ("--foo", "convergio ask --help")),
        (("ask",), ("convergio ask TEXT",)),
        (("ask", "--max-tokens", "-3", "x"), ("max_tokens", "0")),
        (("token",), ("create, list, revoke",)),
        (("token", "nope"), ("“nope”", "create, list, revoke")),
        (("token", "revoke"), ("convergio token revoke ID",)),
        (("token", "create", " "), ("“name”",)),
        (("token", "create", "--days", "0", "ci"), ("“days”", "1", "36")),
    ],
)
def test_what_cannot_be_written_is_one_sentence_with_the_next_step(arguments, words):
    result = convergio(*arguments, CONVERGIO_SCRIPTED="x")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert all(word in result.stderr for word in words)
    assert "«" in convergio(*arguments, CONVERGIO_SCRIPTED="x", CONVERGIO_LANGUAGE="it").stderr


def test_options_may_stand_before_the_name_of_a_token_and_the_list_says_when_it_ends():
    made = convergio("token", "create", "--scope", "local", "--days", "3", "order").stdout
    assert made.startswith("cvg-")
    listed = convergio("token", "list").stdout
    assert "Ends" in listed
    assert listed.splitlines()[3].count("-") >= 4
    token = json.loads(convergio("token", "list", "--json").stdout)[0]
    assert made.endswith(f" Its id is {token['id']}.\n")
    assert json.loads(convergio("token", "create", "--json", "lasting").stdout)["expires"] == 0
    assert "opens nothing" in convergio("token", "revoke", token["id"]).stdout


def test_a_route_as_json_leaves_nothing_out():
    found = json.loads(convergio("route", "--json", "Why?", CONVERGIO_SCRIPTED="So.").stdout)
    assert (found["privacy"], found["region"], found["cost_micro"], found["sent_to"]) == (
        "public",
        "machine",
        0,
        "this computer",
    )
    assert {"score", "estimate_micro", "region", "refused"} <= found["candidates"][0].keys()


def test_help_and_settings_are_in_the_language_of_the_shell():
    system = {"CONVERGIO_LANGUAGE": "", "LANG": "it_IT.UTF-8", "LC_ALL": ""}
    page = convergio("--help", **system).stdout
    assert page.startswith("uso: convergio")
    assert "chiedi a un insegnante" in page
    assert "Cartella con tutto" in convergio("settings", **system).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("route", "perché?"), "Risponderebbe Scripted answers. È"),
        (("doctor",), "I tuoi dati stanno in"),
        (("usage",), "Speso questo mese"),
        (("ask", "ciao"), "letti"),
        (("ask", " "), "Non c'è ancora una domanda."),
        (("token", "revoke", "nope"), "mostra gli id"),
        (("settings",), "Cartella con tutto"),
    ],
)
def test_the_language_of_the_settings_file_holds_for_all_that_is_printed(arguments, words, tmp_path):
    (tmp_path / "settings.toml").write_text('language = "it"\n')
    said = {"CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_SCRIPTED": "Sì."}
    environment = {name: value for name, value in os.environ.items() if name != "CONVERGIO_LANGUAGE"}
    command = [sys.executable, "-m", "convergio_jupyter.cli", *arguments]
    result = subprocess.run(
        command, capture_output=True, text=True, env={**environment, **said, "LANG": "en_US.UTF-8"}, check=False
    )
    assert words in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("doctor", "--lang", "it"), "I tuoi dati stanno in"),
        (("usage", "--lang", "it"), "Speso questo mese"),
        (("memory", "--lang", "it"), "Non si ricorda ancora nulla"),
        (("memory", "forget", "99", "--lang", "it"), "Nessun ricordo ha il numero 99"),
        (("models", "stop", "--lang", "it"), "Il modello locale non era in funzione"),
        (("settings", "--lang", "it"), "Cartella con tutto"),
        (("token", "revoke", "nope", "--lang", "it"), "mostra gli id"),
        (("--lang", "it", "teachers"), "matematica"),
        (("--lang", "en", "usage", "--lang", "it"), "Speso questo mese"),
        (("classroom", "no.ipynb", "--lang", "it"), "non è un notebook"),
    ],
)
def test_every_verb_takes_the_language_of_its_messages(arguments, words, tmp_path):
    (tmp_path / "settings.toml").write_text('language = "en"\n')
    result = convergio(*arguments, CONVERGIO_DATA_DIR=str(tmp_path), CONVERGIO_SCRIPTED="x")
    assert words in result.stdout + result.stderr


def test_every_help_text_is_in_italian():
    def helps(parser):
        for action in parser._actions:
            yield from [action.help] if action.help else []
            if isinstance(action.choices, dict):
                yield from (each.help for each in action._choices_actions)
                for inner in action.choices.values():
                    yield from helps(inner)

    known = {*_catalogue("it"), "list, install, stop"}
    wanted = {*helps(build_parser()), *(row[3] for row in Settings().explain())}
    assert not wanted - known


def test_an_error_stands_in_the_first_line_of_what_went_wrong():
    server = {"CONVERGIO_OLLAMA_MODELS": "m", "CONVERGIO_OLLAMA_BASE_URL": "http://127.0.0.1:9"}
    assert convergio("ask", "x", **server).stderr.startswith("No server answers")


def test_usage_is_a_table_for_people():
    assert "Teacher  Model" in convergio("usage", CONVERGIO_SCRIPTED="x").stdout


def test_stopping_what_does_not_run_is_fine():
    assert convergio("models", "stop").returncode == 0


def test_italian():
    result = convergio("ask", " ", "--lang", "it", CONVERGIO_SCRIPTED="x")
    assert "Non c'è ancora una domanda." in result.stderr
    assert result.stdout == ""


def test_a_canary_key_is_shown_nowhere(tmp_path):
    key = "sk-canary-5f2d8c"
    environment = {
        "OPENAI_API_KEY": key,
        "CONVERGIO_OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "CONVERGIO_OPENAI_MODELS": "m",
    }
    for arguments in (("ask", "--json", "--model", "openai:m", "x"), ("settings",), ("doctor", "--json"), ("models",)):
        result = convergio(*arguments, **environment)
        assert key not in result.stdout + result.stderr
    data = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert key.encode() not in data


@pytest.mark.model
def test_local_only_opens_no_socket_but_loopback(model_data, tmp_path):
    """Seen from outside the code: every connect of every process of the command."""
    trace = tmp_path / "sitecustomize.py"
    trace.write_text(
        "import sys, os\n"
        "def hook(event, args):\n"
        "    if event in ('socket.connect', 'socket.sendto'):\n"
        f"        open({str(tmp_path / 'connects')!r}, 'a').write(repr(args[1]) + '\\n')\n"
        "sys.addaudithook(hook)\n"
    )
    environment = {"CONVERGIO_DATA_DIR": str(model_data), "CONVERGIO_LOCAL_ONLY": "1", "PYTHONPATH": str(tmp_path)}
    result = convergio(
        "ask", "--model", "embedded", "--max-tokens", "4", "--teacher", "darwin", "Name a fish.", **environment
    )
    assert result.returncode == 0
    connects = (tmp_path / "connects").read_text().splitlines()
    assert connects
    assert all("127.0.0.1" in line for line in connects)
    assert convergio("models", "install", "--force", **environment).returncode == 1


@pytest.mark.parametrize("as_json", [True, False])
def test_who_is_paid_for_the_checks_is_said_before_the_first_of_them(as_json, capsys):
    class Asked:
        def call(self, method, *, check="", **more):
            if not check:
                checks = ["order"]
                return {"models": ["cloud:a"], "costs": {"cloud:a": 1_200_000}, "checks": checks, "skipped": []}
            said = capsys.readouterr().err
            assert "cloud:a" in said
            assert "1.20 $ at most" in said
            return {"findings": [{"id": "order", "ok": True, "message": "In order.", "detail": ""}]}

    verbs._conformance(Asked(), argparse.Namespace(json=as_json, model=""))
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    command = f"{sys.executable} -m convergio_jupyter.cli settings | true"
    environment = {**os.environ, "CONVERGIO_DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    run = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=True)
    assert run.stderr == ""


def test_the_doctor_examines_what_a_model_can_do():
    result = convergio("doctor", "--conformance", "--json", CONVERGIO_SCRIPTED="A cell is small and alive and well.")
    found = json.loads(result.stdout)["models"]["scripted:script"]
    assert {each["id"]: each["ok"] for each in found}["stop"] is True
    assert {each["id"]: each["ok"] for each in found}["tool"] is False
    assert result.returncode == 1
    page = convergio("doctor", "--conformance", CONVERGIO_SCRIPTED="Si vive.", CONVERGIO_LANGUAGE="it").stdout
    assert "✓ Si ferma dove gli si dice." in page
    other = convergio("doctor", "--conformance", "--model", "openai:x", CONVERGIO_SCRIPTED="x")
    assert "“openai:x” is not set up here" in other.stderr


def test_a_file_goes_along_and_a_missing_one_is_said(tmp_path):
    place = tmp_path / "poem.txt"
    place.write_text("The rose is red.")
    asked = convergio("ask", "--json", "--file", str(place), "What colour?", CONVERGIO_SCRIPTED="Red.")
    lent = json.loads(asked.stdout.splitlines()[0])["question"]["attachments"]
    assert lent == [{"kind": "file", "label": "poem.txt", "text": "The rose is red."}]
    missing = convergio("ask", "--file", str(tmp_path / "none.txt"), "What?", CONVERGIO_SCRIPTED="x")
    assert missing.returncode != 0
    assert "there is no such file" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_a_teacher_is_made_checked_shown_and_asked(tmp_path):
    here = {"CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_SCRIPTED": "Hello."}
    made = convergio("teacher", "new", "ada", "--name", "Ada", **here)
    place = tmp_path / "teachers/ada.md"
    assert (made.returncode, place.is_file()) == (0, True)
    empty = convergio("teacher", "check", str(place), **here)
    assert (empty.returncode, "still the one of a new file: “my subject”" in empty.stdout) == (1, True)
    shown = convergio("teacher", "preview", str(place), **here)
    assert (shown.returncode, shown.stdout.startswith(empty.stdout)) == (1, True)  # what a check finds
    assert "You are Ada" in shown.stdout
    assert "no teacher called" in convergio("ask", "--teacher", "ada", "Hi", **here).stderr
    place.write_text(teacher_file("ada"))
    assert convergio("teacher", "check", str(place), **here).stdout == f"✓ {place}\n"
    assert convergio("teacher", "preview", str(place), **here).stdout.startswith(f"✓ {place}\n")
    assert "Ada" in convergio("ask", "--teacher", "ada", "Hi", **here).stdout
    again = convergio("teacher", "new", "ada", **here)
    assert again.returncode == 1
    copy = convergio("teacher", "fork", "ada", "grace", "--name", "Grace", **here)
    assert copy.returncode == 0
    assert "parent: ada" in (tmp_path / "teachers/grace.md").read_text()


def test_a_broken_teacher_file_is_told_by_check_and_doctor(tmp_path):
    folder = tmp_path / "teachers"
    folder.mkdir()
    (folder / "bad.md").write_text("no teacher")
    here = {"CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_SCRIPTED": "Hello."}
    checked = convergio("teacher", "check", "--json", str(folder / "bad.md"), **here)
    assert checked.returncode == 1
    assert json.loads(checked.stdout)[str(folder / "bad.md")][0]["where"] == "the first lines"
    assert "bad.md" in convergio("doctor", **here).stdout
    assert convergio("teacher", "fork", "nobody", "x2", **here).returncode == 1
    assert "Traceback" not in convergio("teacher", **here).stderr


def test_what_is_remembered_is_shown_corrected_forgotten_and_taken_along(tmp_path):
    assert convergio("memory").stdout.startswith("What is remembered")
    assert "number 1" in convergio("memory", "add", "I", "prefer", "short", "answers").stdout
    convergio("ask", "I find fractions difficult. Why?", CONVERGIO_SCRIPTED="x")
    assert "fractions" in convergio("memory", "search", "fraction").stdout
    assert convergio("memory", "correct", "1", "I prefer long answers").returncode == 0
    listed = json.loads(convergio("memory", "--json").stdout)
    assert [fact["text"] for fact in listed["facts"]] == ["I prefer long answers", "I find fractions difficult"]
    place = tmp_path / "mine.json"
    assert convergio("memory", "export", str(place)).returncode == 0
    assert len(json.loads(place.read_text())["facts"]) == 2
    assert "name another file" in convergio("memory", "export", str(place)).stderr
    assert "Forgotten" in convergio("memory", "forget", "1").stdout
    assert "2 facts" not in convergio("memory", "forget", "all").stdout
    assert json.loads(convergio("memory", "--json").stdout)["facts"] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("forget", "99"), "Nothing that is remembered has the number 99."),
        (("forget", "x"), "Write its number"),
        (("forget",), "Write it like this"),
        (("add",), "Write it like this"),
        (("correct", "1"), "Write it like this"),
        (("nonsense",), "is not something Convergio knows"),
    ],
)
def test_a_wrong_word_behind_memory_is_one_sentence(arguments, sentence):
    result = convergio("memory", *arguments)
    assert result.returncode == 1
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_receipt_tells_people_what_a_teacher_was_told_of_them():
    convergio("memory", "add", "I find fractions difficult")
    told = convergio("ask", "--lang", "it", "What is a fraction?", CONVERGIO_SCRIPTED="x").stdout
    assert told.splitlines()[-1] == "Ricordato da prima: I find fractions difficult"


def test_what_a_talk_was_about_is_listed_and_forgotten_by_its_name(tmp_path):
    here = {"CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_SCRIPTED": "It melts."}
    convergio("ask", "How does a volcano erupt?", **here)
    (row,) = (line for line in convergio("memory", **here).stdout.splitlines() if "volcano" in line)
    name = next(word for word in row.split() if word.startswith("talk-"))
    assert "Forgotten" in convergio("memory", "forget", name, **here).stdout
    assert "volcano" not in convergio("memory", **here).stdout
    again = convergio("memory", "forget", name, **here)
    assert (again.returncode, "has the number" in again.stderr) == (1, True)


def test_a_mention_of_nobody_is_told_beside_the_answer(tmp_path):
    told = convergio("ask", "@nobody what is a wave?", CONVERGIO_SCRIPTED="It moves.", CONVERGIO_DATA_DIR=str(tmp_path))
    assert "It moves." in told.stdout
    assert "There is no teacher called @nobody here." in told.stdout
    named = convergio("ask", "@darwin what is a cell?", CONVERGIO_SCRIPTED="Small.", CONVERGIO_DATA_DIR=str(tmp_path))
    assert "There is no teacher" not in named.stdout
