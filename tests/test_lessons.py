"""The lessons that we ship: without a finding, noticed slips, every target whole and without the key."""

import json
from pathlib import Path

import pytest

from convergio_jupyter.learning.authoring.build import TARGETS, build
from convergio_jupyter.learning.authoring.check import check_files
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.authoring.trial import NOTICED, noticed
from convergio_jupyter.learning.lesson import read_lesson
from convergio_jupyter.learning.shelf import Shelf
from convergio_jupyter.learning.tutor.repeated import repeated

from .teachers.corpora import HELD_OUT, questions

FOLDER = Path(__file__).parents[1] / "notebooks/lessons"
LESSONS = sorted(FOLDER.rglob("*.ipynb"))


def name(path):
    return path.relative_to(FOLDER).as_posix()


def test_each_has_a_twin_in_the_other_language():
    by_language = {
        lang: {read_lesson(path).id for path in LESSONS if path.parent.name == lang} for lang in ("en", "it")
    }
    assert by_language["en"] == by_language["it"] != set()


def test_the_validator_has_nothing_to_say_of_them():
    found = check_files(LESSONS, run=False)
    assert {name(path): findings for path, findings in found.items() if findings} == {}


def test_each_task_is_known_where_it_is_put_to_a_teacher_and_no_other_question_is_taken_for_one(tmp_path):
    for path in LESSONS:
        write_key(tmp_path / f"{name(path)}.key.json", key_of(read_lesson(path)))
    kept = Shelf(tmp_path).all()
    assert len(kept) == len(LESSONS)
    unknown = [
        (lesson.id, lesson.lang, each.id)
        for lesson in kept
        for each in lesson.exercises.values()
        if each.key is not None and each.id not in {found.name for found in repeated([each.key.asked], [lesson])}
    ]
    assert unknown == []
    taken = [text for _, text in questions(HELD_OUT) if repeated([text], kept)]
    assert taken == []


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_holds_when_it_is_run_and_every_target_is_written(path, tmp_path):
    built = build(path, tmp_path)
    assert built.findings == ()
    assert len(built.files) == len(TARGETS)
    student = json.loads(built.files[0].read_text())
    assert all(not cell.get("outputs") for cell in student["cells"])


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_checks_notice_slips(path):
    lesson = read_lesson(path)
    for exercise in lesson.exercises.values():
        missed, tried = noticed(lesson, exercise)
        assert tried
        assert len(missed) <= (1 - NOTICED) * tried, missed


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_twins_have_the_same_exercises_quizzes_and_hints(path):
    lesson = read_lesson(path)
    twin = next(other for other in map(read_lesson, LESSONS) if other.id == lesson.id and other.lang != lesson.lang)
    assert [cell.role for cell in lesson.cells] == [cell.role for cell in twin.cells]
    assert list(lesson.exercises) == list(twin.exercises)
    assert lesson.skills == twin.skills
