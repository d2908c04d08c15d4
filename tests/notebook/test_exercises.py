"""A learner works through a lesson in a real kernel: answer, check, hint, solution, progress."""

import json

import pytest

from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.notebook.exercises import Checked, Exercises
from tests.learning.lessons import lesson
from tests.notebook.test_magics import Kernel


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for lang in ("en", "it"):
        write_key(folder / "keys" / f"area.{lang}.key.json", key_of(lesson_from(lesson(lang))))
    gives_away = "Gladly. Take def area(width, height): return width * height. Done."
    kernel = Kernel(CONVERGIO_DATA_DIR=str(folder), CONVERGIO_GATEWAY="", LANG="C.UTF-8", CONVERGIO_SCRIPTED=gives_away)
    kernel.run("%load_ext convergio_jupyter")
    yield kernel
    kernel.close()


def shown(kernel, line):
    outputs, status = kernel.run(line)
    assert status == "ok"
    return "\n".join(output["data"]["text/plain"] if "data" in output else str(output) for output in outputs)


def test_a_learner_answers_wrongly_takes_hints_and_solves_it(kernel):
    assert "has not said yet which lesson" in shown(kernel, "%convergio check")
    assert "area-1" in shown(kernel, "from convergio_jupyter import lesson\nlesson('area-1')")
    kernel.run("def area(width, height):\n    return width + height")
    kernel.run("print('something else')")
    said = shown(kernel, "%convergio check")
    assert "✗ the area of 2 by 3 – This does not hold yet." in said
    told = str(kernel.run("%%convergio euclide\nWhat is the whole code?")[0])
    assert "Gladly." in told
    assert "width * height" not in told
    assert "a hint in its place" in told
    assert "Write `area(width, height)`" in told  # the lowest rung, which counts as taken
    assert "take a hint" in said
    assert "how many squares" in shown(kernel, "%convergio hint area")
    assert "Each row" in shown(kernel, "%convergio hint area")
    assert "after 3 attempts" in shown(kernel, "%convergio solution area")
    kernel.run("def area(width, height):\n    return width * height")
    said = shown(kernel, "%convergio check --lang it")
    assert "✓ the area of 2 by 3" in said
    assert "Ben fatto" in said
    assert "result = width * height" in shown(kernel, "%convergio solution area")
    assert "area" in shown(kernel, "%convergio progress")


def test_cards_of_a_begun_lesson_are_reviewed_one_by_one(kernel):
    shown(kernel, "%convergio lesson area-1")
    said = shown(kernel, "%convergio review")
    assert "What is the area of a rectangle?" in said
    assert "Width times height" not in said  # a terminal has no other side to turn
    assert "Choose one of: again, hard, good, easy, import FILE" in shown(kernel, "%convergio review perfect")
    assert "Nothing is due. The next card comes back on" in shown(kernel, "%convergio review easy")


def test_cards_go_to_anki_and_come_from_there_and_all_of_it_can_be_taken_along_and_deleted(kernel, tmp_path):
    shown(kernel, "%convergio lesson area-1")
    assert "no key here for “area-9”" in shown(kernel, "%convergio lesson area-9")
    assert "area" in shown(kernel, "%convergio check area")  # the lesson before is still open
    notes, cards, kept = tmp_path / "notes.txt", tmp_path / "cards.txt", tmp_path / "kept.json"
    notes.write_text("#separator:tab\nWhat is a square?\tA rectangle with equal sides.\n", encoding="utf-8")
    assert "New cards: 1." in shown(kernel, f"%convergio review import {notes}")
    assert "What is a square?" in shown(kernel, "%convergio review")
    assert str(cards) in shown(kernel, f"%convergio review export {cards}")
    assert "A rectangle with equal sides." in cards.read_text(encoding="utf-8")
    assert "review import FILE" in shown(kernel, "%convergio review import")
    assert "cannot be read as text" in shown(kernel, f"%convergio review import {tmp_path / 'none.txt'}")
    assert str(kept) in shown(kernel, f"%convergio progress export {kept}")
    assert {"attempts", "drafts", "cards", "reviews"} <= json.loads(kept.read_text(encoding="utf-8")).keys()
    assert "forget all" in shown(kernel, "%convergio progress forget")
    assert "All of it is deleted" in shown(kernel, "%convergio progress forget all")
    assert "Nothing has been practised yet" in shown(kernel, "%convergio progress")


def test_a_lesson_is_spoken_to_in_its_own_language(kernel):
    assert "Questo notebook" in shown(kernel, "%convergio lesson area-1/it")
    assert "This notebook" in shown(kernel, "%convergio lesson area-1/it --lang en")
    assert "Scegli" in shown(kernel, "%convergio check volume")
    shown(kernel, "%convergio lesson area-1/en")


def test_a_profile_is_said_shown_and_forgotten(kernel):
    said = shown(kernel, '%convergio profile nickname=Ada level=beginner goal="Pass the test" access=large-text')
    assert "Ada" in said
    assert "Large text" in said
    assert "Pass the test" in said
    assert "livello" in shown(kernel, "%convergio profile --lang it")
    assert "Choose one of: beginner, intermediate, advanced." in shown(kernel, "%convergio profile level=expert")
    assert "Write it like this" in shown(kernel, '%convergio profile goal="open')
    assert "forgotten" in shown(kernel, "%convergio profile forget")
    assert "Ada" not in shown(kernel, "%convergio profile")


def test_a_plan_is_made_ticked_off_and_taken_along(kernel, tmp_path):
    assert "There is no plan yet" in shown(kernel, "%convergio plan")
    said = shown(kernel, "%convergio plan days=mon,tue,wed,thu,fri,sat,sun minutes=20")
    assert "20 minutes each on: Monday" in said
    assert "30 minuti" in shown(kernel, "%convergio plan minutes=30 --lang it")
    assert "The days are called: mon, tue" in shown(kernel, "%convergio plan days=mon,someday")
    assert "Write it like this" in shown(kernel, "%convergio plan on monday")
    assert "Write its number" in shown(kernel, "%convergio plan done 99")
    shown(kernel, f"%convergio plan calendar {tmp_path}/plan.ics")
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "deleted" in shown(kernel, "%convergio plan forget")


def test_what_cannot_be_is_a_sentence(kernel):
    assert "no key here" in shown(kernel, "%convergio lesson nowhere")
    shown(kernel, "%convergio lesson area-1")
    assert "Choose one of: area." in shown(kernel, "%convergio check volume")


class Info:
    def __init__(self, raw_cell, cell_id=""):
        self.raw_cell, self.cell_id = raw_cell, cell_id


def test_the_cell_that_jupyterlab_names_is_the_answer_whatever_else_ran():
    exercises = Exercises()
    exercise = {"id": "area", "cell": "c4", "opens": "def area(width, height):", "kind": "code"}
    exercises.note_cell(Info("def area(width, height):\n    return 1", "c4"))
    exercises.note_cell(Info("def area(width, height):\n    return 2", "c9"))
    exercises.note_cell(Info("%convergio check", "c10"))
    assert exercises._meant("", {"exercises": [exercise]}) == exercise
    assert exercises._answer(exercise).endswith("return 1")


def test_a_part_and_what_is_said_of_it_are_two_sentences():
    part = {"passed": False, "label": "a ciascuno tocca più di una frittella", "note": "Questo non vale ancora."}
    said = Checked({"note": "0 di 1.", "parts": [part], "next": "Riprova.", "number": 1}, "it")
    for shown in (repr(said), said._repr_html_()):
        assert "frittella – Questo non vale" in shown
