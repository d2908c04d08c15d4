"""``convergio lesson`` from the shell: for people in their language, for machines as JSON and exit codes."""

import ast
import json
from pathlib import Path

import pytest

from convergio_jupyter.cli import main, parser
from convergio_jupyter.core.faculty import AGE_BANDS
from convergio_jupyter.learning.authoring.build import TARGETS


@pytest.fixture
def made(tmp_path, capsys):
    def make(name="first", *more):
        assert main(["lesson", "new", name, "--folder", str(tmp_path), *more]) == 0
        capsys.readouterr()
        return tmp_path / f"{name}.ipynb"

    return make


def rewrite(path, **head):
    notebook = json.loads(path.read_text())
    notebook["metadata"]["convergio"]["lesson"].update(head)
    path.write_text(json.dumps(notebook))


def spoil(path):
    rewrite(path, title="")


def test_new_then_check_then_build(made, tmp_path, capsys):
    path = made()
    assert main(["lesson", "check", str(path)]) == 0
    assert capsys.readouterr().out == f"✓ {path}\n"
    assert main(["lesson", "build", str(path), "--to", str(tmp_path / "out"), "--target", "student"]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "out/student/first.ipynb") in said
    assert "keep it from learners" in said


def test_a_lesson_is_begun_for_a_teacher_who_is_here(made, tmp_path, capsys):
    lesson = json.loads(made("second", "--teacher", "Galileo").read_text())["metadata"]["convergio"]["lesson"]
    assert lesson["teacher"] == "galileo"
    assert main(["lesson", "new", "third", "--folder", str(tmp_path), "--teacher", "galilei"]) != 0
    assert "galileo" in capsys.readouterr().err
    assert not (tmp_path / "third.ipynb").exists()


@pytest.mark.parametrize(
    ("target", "name"), [("student", "first.ipynb"), ("app", "first-app.ipynb"), ("html", "first.html")]
)
def test_an_export_is_one_file_for_learners_and_no_key(made, tmp_path, capsys, target, name):
    path, out = made(), tmp_path / "out"
    assert main(["lesson", "export", str(path), "--as", target, "--to", str(out)]) == 0
    assert str(out / name) in capsys.readouterr().out
    assert [each.name for each in tmp_path.rglob("*") if each.is_file() and each != path] == [name]
    assert "return total" not in (out / name).read_text()


def test_an_export_for_nbgrader_holds_its_metadata(made, tmp_path, capsys):
    assert main(["lesson", "export", str(made()), "--as", "nbgrader", "--to", str(tmp_path / "out"), "--json"]) == 0
    (said,) = json.loads(capsys.readouterr().out).values()
    assert (said["key"], said["findings"]) == ("", [])
    assert "grade_id" in Path(said["files"][0]).read_text()


def test_no_export_takes_the_place_of_another(made, tmp_path):
    path, out = made(), tmp_path / "out"
    for target in TARGETS:
        assert main(["lesson", "export", str(path), "--as", target, "--to", str(out), "--quick"]) == 0
    assert len([each for each in out.rglob("*") if each.is_file()]) == len(TARGETS)
    assert "return total" not in (out / "first.ipynb").read_text()


def test_an_export_takes_no_lessons_place_and_is_not_made_of_a_spoiled_one(made, tmp_path, capsys):
    path = made()
    before = path.read_text()
    assert main(["lesson", "export", str(path), "--as", "student", "--to", str(path.parent)]) != 0
    assert path.read_text() == before
    assert "another folder" in capsys.readouterr().err
    spoil(path)
    assert main(["lesson", "export", str(path), "--as", "student", "--to", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_submissions_get_back_what_nbgrader_needs(made, tmp_path, capsys):
    path, place = made(), tmp_path / "submitted/ada/first/first.ipynb"
    assert main(["lesson", "export", str(path), "--as", "nbgrader", "--to", str(tmp_path / "out"), "--quick"]) == 0
    notebook = json.loads((tmp_path / "out/source/first/first.ipynb").read_text())
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(notebook))
    capsys.readouterr()
    assert main(["lesson", "restore", str(tmp_path / "submitted"), "--from", str(tmp_path / "out")]) == 0
    assert "mean-1-answer: what nbgrader knows it by was put back" in capsys.readouterr().out
    assert "grade_id" in place.read_text()
    assert main(["lesson", "restore", str(place), "--from", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {str(place): []}
    assert main(["lesson", "restore", str(place), "--from", str(tmp_path / "submitted/ada/first/none")]) != 0


def test_study_takes_a_copy_and_its_key_and_leaves_work_alone(made, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CONVERGIO_DATA_DIR", str(tmp_path / "data"))
    path, copy = made(), tmp_path / "mine/first.ipynb"
    assert main(["lesson", "study", str(path), "--to", str(copy.parent)]) == 0
    assert str(copy) in capsys.readouterr().out
    assert "### BEGIN SOLUTION" in path.read_text()
    assert "### BEGIN SOLUTION" not in copy.read_text()
    key = tmp_path / "data/keys/first.en.key.json"
    assert key.stat().st_mode & 0o077 == 0
    copy.write_text("my work")
    key.unlink()
    assert main(["lesson", "study", str(path), "--to", str(copy.parent)]) == 0
    assert "as you left it" in capsys.readouterr().out
    assert copy.read_text() == "my work"
    assert key.exists()


def test_study_says_what_is_wrong_with_a_lesson(made, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CONVERGIO_DATA_DIR", str(tmp_path / "data"))
    path = made()
    spoil(path)
    assert main(["lesson", "study", str(path), "--to", str(tmp_path / "mine")]) == 1
    assert "no title" in capsys.readouterr().out
    assert not (tmp_path / "mine/first.ipynb").exists()


def test_a_preview_leaves_no_key_behind(made, tmp_path, capsys):
    assert main(["lesson", "preview", str(made()), "--no-browser"]) == 0
    page = Path(capsys.readouterr().out.split()[-1])
    assert page.exists()
    assert list(page.parents[1].rglob("*.key.json")) == []


def test_a_lesson_in_italian(made):
    path = made("prima", "--in", "it", "--title", "La media")
    notebook = json.loads(path.read_text())
    assert notebook["metadata"]["convergio"]["lesson"]["lang"] == "it"
    assert notebook["cells"][0]["source"].startswith("# La media")


def test_a_fault_is_said_with_its_place_and_remedy_and_ends_with_one(made, capsys):
    path = made()
    spoil(path)
    assert main(["lesson", "check", "--quick", str(path), "--lang", "it"]) == 1
    assert capsys.readouterr().out == (
        f"✗ {path}: la lezione: La lezione non ha un titolo."
        " Compila il titolo nel pannello; nel file è metadata.convergio.lesson.title.\n"
    )


def test_a_teacher_whom_nobody_knows_is_named(made, capsys):
    path = made()
    rewrite(path, teacher="nobody")
    assert main(["lesson", "check", "--quick", str(path)]) == 0
    assert "No teacher here is called “nobody”." in capsys.readouterr().out


def test_findings_as_json(made, capsys):
    path = made()
    spoil(path)
    assert main(["lesson", "check", "--quick", "--json", str(path)]) == 1
    (finding,) = json.loads(capsys.readouterr().out)[str(path)]
    assert (finding["code"], finding["severity"], finding["cell"]) == ("no_title", "error", 0)


def test_a_folder_means_the_lessons_in_it(made, tmp_path, capsys):
    made("one")
    made("two")
    assert main(["lesson", "check", "--quick", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("✓") == 2


def test_what_cannot_be_done_is_one_sentence(made, tmp_path, capsys):
    path = made()
    for arguments in (
        ["new", "first", "--folder", str(tmp_path)],
        ["new", "My lesson"],
        ["check", str(tmp_path / "none.ipynb")],
        ["check", str(tmp_path / "empty")],
        [],
    ):
        (tmp_path / "empty").mkdir(exist_ok=True)
        assert main(["lesson", *arguments]) != 0, arguments
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert said.err.strip()
    assert path.exists()


@pytest.mark.parametrize(
    "arguments", [["build", "--quick"], ["export", "--as", "student"], ["study"]], ids=lambda each: each[0]
)
def test_a_file_is_no_folder_to_write_into(made, tmp_path, capsys, arguments):
    path, place = made(), tmp_path / "target.ipynb"
    place.write_text("mine")
    for to in (place, place / "below"):
        assert main(["lesson", *arguments, str(path), "--to", str(to)]) != 0
        said = capsys.readouterr().err
        assert "name a folder" in said
        assert str(place) in said
    assert place.read_text() == "mine"


def test_preview_says_where_the_page_is(made, capsys):
    path = made()
    assert main(["lesson", "preview", "--no-browser", str(path)]) == 0
    assert capsys.readouterr().out.rstrip().endswith("first.html")


def test_the_command_line_offers_the_ages_and_targets_that_there_are():
    assert AGE_BANDS[1:] == parser.AGES
    assert tuple(TARGETS) == parser.TARGETS


def test_what_was_built_of_a_lesson_is_no_lesson_of_its_folder(made, tmp_path, capsys):
    path = made()
    for _ in range(2):
        assert main(["lesson", "build", str(tmp_path), "--to", str(tmp_path / "course"), "--quick"]) == 0
        assert capsys.readouterr().out.startswith(f"✓ {path}\n")
    assert main(["lesson", "check", str(tmp_path), "--quick"]) == 0
    assert capsys.readouterr().out == f"✓ {path}\n"


def test_a_submission_of_a_learner_who_is_called_as_a_target_is_put_right_with_the_others(made, tmp_path, capsys):
    path = made()
    assert main(["lesson", "export", str(path), "--as", "nbgrader", "--to", str(tmp_path / "n"), "--quick"]) == 0
    handed_in = tmp_path / "submitted/app/first/first.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text((tmp_path / "n/source/first/first.ipynb").read_text())
    capsys.readouterr()
    assert main(["lesson", "restore", str(tmp_path / "submitted"), "--from", str(tmp_path / "n/source")]) == 0
    assert capsys.readouterr().out.startswith(f"✓ {handed_in}")


@pytest.mark.parametrize(
    ("lang", "names"), [("en", ("mean", "numbers", "total")), ("it", ("media", "numeri", "totale"))]
)
def test_a_new_lesson_is_in_its_language_down_to_the_names_in_its_code(made, capsys, lang, names):
    path = made("first", "--in", lang)
    answer = next(cell for cell in json.loads(path.read_text())["cells"] if "cvg-answer" in cell["metadata"]["tags"])
    found = {node.id for node in ast.walk(ast.parse(answer["source"])) if isinstance(node, ast.Name)}
    assert found - {"sum", "len"} == set(names[1:])
    assert f"def {names[0]}({names[1]}):" in answer["source"]
    assert main(["lesson", "check", str(path), "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"✓ {path}\n"
