"""What people write after ``convergio teacher`` and ``--teacher`` is answered by a clear sentence."""

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.notebook import api
from convergio_jupyter.settings import Settings
from convergio_jupyter.teachers.teacher_new import template

from .test_cli import convergio

OURS = "went wrong inside Convergio"


def said(result):
    return result.stdout + result.stderr


def mine(tmp_path, name, source):
    folder = tmp_path / "convergio" / "teachers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(source, encoding="utf-8")
    return path


def test_a_copy_with_a_name_that_cannot_be_is_refused_with_the_reason():
    result = convergio("teacher", "fork", "euclide", r"a\1")
    assert OURS not in said(result)
    assert "id" in said(result)


def test_a_teacher_whose_file_has_another_name_can_be_copied(tmp_path):
    mine(tmp_path, "our-teacher-of-sums", template("ada", "Ada", ["en"]))
    result = convergio("teacher", "fork", "ada", "bea")
    assert OURS not in said(result)
    assert result.returncode == 0


def test_a_teacher_whose_file_has_another_name_is_no_copy_of_itself(tmp_path):
    path = mine(tmp_path, "our-teacher-of-sums", template("ada", "Ada", ["en"]))
    result = convergio("teacher", "preview", str(path))
    assert "There is a teacher" not in said(result)
    assert "=== en: Ada" in said(result)


def test_what_the_check_lets_pass_can_be_shown(tmp_path):
    path = tmp_path / "ada.md"
    path.write_text(template("ada", "Ada", ["en"]).replace("hand_over: {}", "hand_over: [darwin]"), encoding="utf-8")
    assert OURS not in said(convergio("teacher", "preview", str(path)))


@pytest.mark.parametrize("teacher", [",", " "])
def test_a_teacher_without_a_name_is_refused_with_a_sentence(teacher):
    result = convergio("ask", "--teacher", teacher, "Why?", CONVERGIO_SCRIPTED="Because.")
    assert OURS not in said(result)


def test_a_panel_of_nobody_is_refused_with_a_sentence(tmp_path, monkeypatch):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two."))
    monkeypatch.setattr(api, "client", lambda: client)
    try:
        reply = api.panel("Why?", [""])
        other = api.panel("Why?", ["", ""])
    finally:
        client.close()
    assert "internal" not in (getattr(reply.error, "code", ""), getattr(other.error, "code", ""))


def test_a_talk_without_a_name_is_not_forgotten_with_words_about_parameters():
    result = convergio("memory", "forget", "talk-")
    assert "disremember" not in said(result)
    assert "parameters" not in said(result)
