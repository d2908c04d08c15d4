"""What people write after ``convergio teacher`` and ``--teacher`` is answered by a clear sentence."""

import json
import re

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.notebook import api
from convergio_jupyter.settings import Settings
from convergio_jupyter.teachers.teacher_file import parse_teacher
from convergio_jupyter.teachers.teacher_new import template

from ..helpers import teacher_file
from .test_cli import convergio


def said(result):
    """What was printed, which is never that we made a mistake."""
    assert "went wrong inside Convergio" not in result.stdout + result.stderr
    return result.stdout + result.stderr


def mine(tmp_path, name, source):
    folder = tmp_path / "convergio" / "teachers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(source, encoding="utf-8")
    return path


def greeting(source, text):
    return source.replace("greeting:\n  en: knots and ropes", f"greeting:\n  en: {text}")


@pytest.mark.parametrize("name", ["a\\1", "a\nkind: coordinator", "../ada", "ada # x", "Ada", "a"])
@pytest.mark.parametrize("verb", [["new"], ["fork", "euclide"]])
def test_an_id_that_cannot_be_is_refused_with_the_reason(verb, name, tmp_path):
    result = convergio("teacher", *verb, name)
    assert "The id is missing or has other characters." in said(result)
    assert result.returncode == 1
    assert not list(tmp_path.rglob("*.md"))


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (["check"], "Questo testo è ancora quello di un file nuovo"),
        (["preview"], "Questo testo è ancora quello di un file nuovo"),
        (["tools"], "Calcolatrice"),
        (["new", "bea"], "Modificalo, poi esegui"),
        (["fork", "euclide", "bea"], "Modificalo, poi esegui"),
    ],
)
def test_every_verb_takes_the_language_of_its_messages(action, told, tmp_path):
    path = mine(tmp_path, "ada", template("ada", "Ada", ["en"]))
    files = [str(path)] if action[0] in ("check", "preview") else []
    assert re.search(told, said(convergio("teacher", *action, *files, "--lang", "it", CONVERGIO_LANGUAGE="en")))


def test_a_file_that_is_there_is_named_once_with_the_next_step(tmp_path):
    assert convergio("teacher", "new", "ada").returncode == 0
    result = convergio("teacher", "new", "ada")
    path = next(tmp_path.rglob("ada.md"))
    assert said(result).strip() == (
        f"✗ {path}: the file: There is such a file already. Write in that one, or choose another id."
    )
    assert result.returncode == 1


def test_a_copy_is_to_look_unlike_its_parent():
    assert "It looks like Euclide: give it a `glyph`" in said(convergio("teacher", "fork", "euclide", "bea"))
    assert "It looks like" not in said(convergio("teacher", "fork", "euclide", "bea"))  # the second one is not written


def test_a_head_that_cannot_be_read_is_told_where_one_is_to_compare_with(tmp_path):
    path = mine(tmp_path, "ada", "no head at all")
    assert "`convergio teacher fork euclide ID`" in said(convergio("teacher", "check", str(path)))


def test_what_is_missing_is_shown_in_its_place():
    assert "Write it like this: `convergio teacher fork TEACHER ID`." in said(convergio("teacher", "fork", "euclide"))


def test_a_teacher_whose_file_has_another_name_can_be_copied(tmp_path):
    path = mine(tmp_path, "our-teacher-of-sums", teacher_file("ada"))
    result = convergio("teacher", "fork", "ada", "bea")
    said(result)
    assert result.returncode == 0
    copy = path.with_name("bea.md").read_text()
    assert "parent: ada" in copy
    assert 'name: "Bea"' in copy  # two may not have one name


def test_a_teacher_whose_file_has_another_name_is_no_copy_of_itself(tmp_path):
    path = mine(tmp_path, "our-teacher-of-sums", teacher_file("ada"))
    told = said(convergio("teacher", "preview", str(path)))
    assert "There is a teacher" not in told
    assert "=== en: Ada" in told
    path.with_name("second.md").write_text(path.read_text())
    assert "There is a teacher" in said(convergio("teacher", "preview", str(path.with_name("second.md"))))


def test_who_is_here_can_be_looked_at_by_id(tmp_path):
    mine(tmp_path, "our-teacher-of-sums", teacher_file("ada"))
    for name, shown in (("darwin", "=== it: Darwin"), ("ada", "=== en: Ada")):
        result = convergio("teacher", "preview", name)
        assert shown in said(result)
        assert result.returncode == 0
    assert "there is no such file" in said(convergio("teacher", "preview", "nobody"))


@pytest.mark.parametrize("action", ["check", "preview"])
def test_a_new_file_is_found_by_its_id(tmp_path, action):
    mine(tmp_path, "ada", template("ada", "Ada", ["en"]))
    assert "ada.md: subject.en:" in said(convergio("teacher", action, "ada"))


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_new_file_shows_a_note_that_counts_once_it_stands_at_the_end(lang):
    source = template("ada", "Ada", ["en", "it"])
    assert not parse_teacher(source).prepared
    title, text = re.search(rf"^# (## note {lang}: .+)\n# (.+)$", source, re.MULTILINE).groups()
    (note,) = parse_teacher(f"{source}\n{title}\n\n{text}\n").prepared[lang]
    assert (title, text) == (f"## note {lang}: {note.title}", note.text)


def test_files_that_are_checked_together_may_name_each_other(tmp_path):
    for name, other in (("ada", "bea"), ("bea", "ada")):
        source = teacher_file(name)
        source = source.replace("hand_over: {}", f"hand_over: {{{other}: {{en: other things}}}}")
        (tmp_path / f"{name}.md").write_text(source, encoding="utf-8")
    both = [str(tmp_path / "ada.md"), str(tmp_path / "bea.md")]
    assert "There is no teacher" not in said(convergio("teacher", "check", *both))
    assert "There is no teacher “bea”" in said(convergio("teacher", "check", both[0]))
    assert "There is a teacher “ada”" in said(convergio("teacher", "check", both[0], f"{tmp_path}/./ada.md"))


def test_a_copy_greets_by_its_own_name_and_leaves_books_to_who_wrote_them(tmp_path):
    source = greeting(teacher_file("ada"), "I am Ada, not Adam.")
    mine(tmp_path, "ada", f"{source}\n## note en: An engine\n\nAda Lovelace wrote the first program.\n")
    path = mine(tmp_path, "x", "x").with_name("bea.md")
    assert convergio("teacher", "fork", "ada", "bea").returncode == 0
    copy = parse_teacher(path.read_text(encoding="utf-8"))
    assert copy.greeting["en"] == "I am Bea, not Adam."
    assert copy.prepared["en"][0].text == "Ada Lovelace wrote the first program."
    assert copy.parent == "ada"


def test_a_copy_that_greets_by_its_parents_name_is_warned_of(tmp_path):
    source = teacher_file("bea").replace("id: bea", "id: bea\nparent: euclide")
    path = mine(tmp_path, "bea", greeting(source, "I am Euclide."))
    result = convergio("teacher", "check", str(path))
    assert f"• {path}: greeting.en: It greets by the name of its parent, “Euclide”." in said(result)
    assert f"✓ {path}" in said(result)
    assert result.returncode == 0
    assert convergio("teacher", "check", "--json", str(path)).returncode == 0
    assert "It greets" in said(convergio("teacher", "preview", str(path)))
    mine(tmp_path, "bea", greeting(source, "I am Bea, not Euclidean."))
    assert "It greets" not in said(convergio("teacher", "check", str(path)))


def test_all_files_of_a_folder_are_checked(tmp_path):
    folder = tmp_path / "teachers"
    folder.mkdir()
    (folder / "ada.md").write_text(teacher_file("ada"), encoding="utf-8")
    (folder / "bea.md").write_text(template("bea", "Bea", ["en"]), encoding="utf-8")
    (folder / "cal.md").write_bytes(b"\xff\xfe\x00")
    (folder / "notes.txt").write_text("no teacher")
    result = convergio("teacher", "check", str(folder))
    assert f"✓ {folder}/ada.md" in said(result)
    assert f"✗ {folder}/bea.md: subject.en:" in said(result)
    assert f"✗ {folder}/cal.md: the file: The file cannot be read: it is no text." in said(result)
    assert "notes.txt" not in said(result)
    assert result.returncode == 1
    assert set(json.loads(said(convergio("teacher", "check", "--json", str(folder))))) == {
        f"{folder}/{name}.md" for name in ("ada", "bea", "cal")
    }


@pytest.mark.parametrize("action", ["check", "preview"])
def test_what_is_no_teachers_file_is_told_with_the_next_step(action, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "image.md").write_bytes(b"\x89PNG\xff")
    told = {name: said(convergio("teacher", action, str(tmp_path / name))) for name in ("none.md", "image.md", "empty")}
    assert "there is no such file. Give the path of a teacher's file" in told["none.md"]
    assert "it is no text. Give the path of a teacher's file" in told["image.md"]
    assert ("There is no teacher's file in it." if action == "check" else "it is a folder.") in told["empty"]
    assert "Lend" not in str(told)


@pytest.mark.parametrize("teacher", [",", " "])
def test_a_teacher_without_a_name_is_refused_with_a_sentence(teacher):
    result = convergio("ask", "--teacher", teacher, "Why?", CONVERGIO_SCRIPTED="Because.")
    assert f"There is no teacher called “{teacher}”" in said(result)


@pytest.mark.parametrize("teachers", [[], [""], ["", ""], " "])
def test_a_panel_of_nobody_is_refused_with_a_sentence(tmp_path, monkeypatch, teachers):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two."))
    monkeypatch.setattr(api, "client", lambda: client)
    try:
        reply = api.panel("Why?", teachers)
    finally:
        client.close()
    assert reply.error.code == "wrong_option"
