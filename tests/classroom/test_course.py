"""A folder becomes a course: built where it has to be, with nothing of a key in what is served."""

import asyncio
import base64
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from convergio_jupyter.classroom.course import BOARD, LessonCard, open_course
from convergio_jupyter.classroom.pool import MOST, ClassKernels, pools
from convergio_jupyter.core.errors import LessonTwice, LessonUnfit, NoLessons
from convergio_jupyter.learning.authoring.build import build
from convergio_jupyter.learning.progress.lessons import Progress, as_taught, in_order
from convergio_jupyter.learning.shelf import one_of_each
from tests.learning.lessons import lesson


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "floors-and-walls"
    for lang in ("en", "it"):
        (place / lang).mkdir(parents=True)
        (place / lang / "area.ipynb").write_text(json.dumps(lesson(lang)), encoding="utf-8")
    return place


def served(course):
    return sorted(path.name for path in course.root.iterdir())


def test_sources_are_built_and_their_keys_lie_elsewhere(folder, tmp_path):
    course = open_course(folder, tmp_path / "work")
    assert (course.title, [card.lang for card in course.lessons]) == ("Floors and walls", ["en", "it"])
    assert served(course) == [BOARD, "en-area.ipynb", "it-area.ipynb"]
    assert not [path for path in course.root.iterdir() if "width * height" in path.read_text()]
    assert course.keys.parent == course.root.parent
    assert "width * height" in (course.keys / "en-area.key.json").read_text()
    assert sorted(path.name for path in folder.rglob("*.ipynb")) == ["area.ipynb", "area.ipynb"]


def test_only_what_has_changed_is_built_again_and_what_is_gone_goes(folder, tmp_path):
    course = open_course(folder, tmp_path / "work")
    kept, changed = course.root / "en-area.ipynb", course.root / "it-area.ipynb"
    before = kept.stat().st_mtime_ns
    changed_before = changed.stat().st_mtime_ns
    source = folder / "it/area.ipynb"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    told = []
    again = open_course(folder, tmp_path / "work", told.append)
    assert told == ["it/area.ipynb"]
    assert again.name == course.name
    assert kept.stat().st_mtime_ns == before
    assert changed.stat().st_mtime_ns > changed_before
    (folder / "it/area.ipynb").unlink()
    assert served(open_course(folder, tmp_path / "work")) == [BOARD, "en-area.ipynb"]
    assert not (course.keys / "it-area.key.json").exists()


def test_a_lesson_is_built_again_with_a_new_picture_which_is_inside_it(folder, tmp_path):
    source, picture, told = folder / "en/area.ipynb", folder / "en/floor.svg", []
    shown = source.read_text(encoding="utf-8").replace("How many squares", "![A floor](floor.svg) How many squares")
    source.write_text(shown, encoding="utf-8")
    for width in ("4", "5"):
        picture.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}"></svg>', encoding="utf-8")
        course = open_course(folder, tmp_path / "work", told.append)
        held = base64.b64encode(picture.read_bytes()).decode()
        assert held in (course.root / "en-area.ipynb").read_text(encoding="utf-8")
    assert told == ["en/area.ipynb", "it/area.ipynb", "en/area.ipynb"]


def test_a_corrected_lesson_is_built_again_whatever_its_file_time(folder, tmp_path):
    open_course(folder, tmp_path / "work")
    source, told = folder / "en/area.ipynb", []
    os.utime(source)
    open_course(folder, tmp_path / "work", told.append)
    assert told == []
    source.write_text(
        source.read_text(encoding="utf-8").replace("cover a floor", "cover a wide floor"), encoding="utf-8"
    )
    os.utime(source, (0, 0))
    course = open_course(folder, tmp_path / "work", told.append)
    assert told == ["en/area.ipynb"]
    assert "cover a wide floor" in (course.root / "en-area.ipynb").read_text(encoding="utf-8")


def test_what_was_built_by_hand_is_served_as_it_is(folder, tmp_path):
    built = tmp_path / "built"
    build(folder / "en/area.ipynb", built, ("app",))
    (built / "app/picture.png").write_bytes(b"x")
    course = open_course(built, tmp_path / "work")
    assert served(course) == ["area.ipynb", BOARD, "picture.png"]
    assert course.keys == built / "keys"
    assert not (built / "app" / BOARD).exists()


def spoil(path):
    faulty = json.loads(path.read_text(encoding="utf-8"))
    del faulty["cells"][5]
    path.write_text(json.dumps(faulty), encoding="utf-8")


def test_a_faulty_lesson_is_named_and_left_out_and_nothing_of_it_stays(folder, tmp_path):
    open_course(folder, tmp_path / "work")
    spoil(folder / "en/area.ipynb")
    said = []
    course = open_course(folder, tmp_path / "work", left_out=said.append)
    assert served(course) == [BOARD, "it-area.ipynb"]
    assert [card.file for card in course.lessons] == ["it-area.ipynb"]
    assert [path.name for path in course.keys.iterdir()] == ["it-area.key.json"]
    assert [(error.code, error.values) for error in said] == [
        ("lesson_unfit", {"path": folder / "en/area.ipynb", "count": 1})
    ]


def test_where_no_lesson_can_be_built_nothing_is_served(folder, tmp_path):
    for lang in ("en", "it"):
        spoil(folder / lang / "area.ipynb")
    with pytest.raises(LessonUnfit, match=r"area\.ipynb"):
        open_course(folder, tmp_path / "work")


def test_a_folder_without_a_lesson_is_said(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/plain.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (tmp_path / "notes/broken.ipynb").write_text("{")
    with pytest.raises(NoLessons):
        open_course(tmp_path / "notes", tmp_path / "work")


def card(id, lang="en", skills=(), prereqs=()):
    return LessonCard(id, id, lang, "", 0, f"{lang}-{id}.ipynb", tuple(skills), tuple(prereqs))


def test_each_lesson_is_there_once_in_the_readers_language():
    lessons = (card("a"), card("a", "it"), card("b"))
    assert [(each.id, each.lang) for each in one_of_each(lessons, "it")] == [("a", "it"), ("b", "en")]
    assert [(each.id, each.lang) for each in one_of_each(lessons, "fr")] == [("a", "en"), ("b", "en")]


def test_what_builds_on_something_undone_comes_later():
    add = Progress(card("add", skills=["sums"]), 0, 2)
    times = Progress(card("times", prereqs=["sums"]), 0, 2)
    other = Progress(card("other", prereqs=["of another course"]), 0, 2)
    assert in_order([times, add, other]) == [add, other, times]
    assert in_order([times, add._replace(solved=2), other])[0] == times
    assert in_order([add, other._replace(begun=True)])[0].card == other.card
    assert in_order([add, times._replace(begun=True)])[0].card == times.card, "whoever has begun goes on"


def test_lessons_stand_in_their_authors_order_but_behind_what_they_build_on():
    a, b, c = card("a", prereqs=["sums"]), card("b"), card("c", skills=["sums"])
    assert as_taught([a, b, c]) == [b, c, a]
    assert as_taught([b, c, a]) == [b, c, a]
    assert as_taught([c, a, b]) == [c, a, b]
    one, two = card("one", prereqs=["two"]), card("two", prereqs=["one"])
    assert as_taught([one, two]) == [one, two]


def test_lessons_that_need_each_other_hold_nobody_up():
    one, two = Progress(card("a", prereqs=["b"]), 0, 1), Progress(card("b", prereqs=["a"]), 0, 1)
    assert in_order([one, two]) == [one, two]


@given(st.integers(0, 64_000), st.integers(1, 30))
def test_what_lies_ready_fits_into_the_memory(free, count):
    lessons = tuple(card(str(number)) for number in range(count))
    course = type("Course", (), {"lessons": lessons})()
    sizes = [each["pool_size"] for each in pools(course, free).values()]
    assert sum(sizes) * 90 <= free
    assert all(0 <= size <= MOST for size in sizes)


def test_a_kernel_goes_a_while_after_its_page_and_not_before_one_came(monkeypatch):
    gone, now = [], [1_000.0]

    async def culled(self, kernel_id):
        if not self._kernel_connections.get(kernel_id):
            gone.append((kernel_id, now[0]))

    monkeypatch.setattr(AsyncMappingKernelManager, "cull_kernel_if_idle", culled)
    monkeypatch.setattr(ClassKernels, "_now", lambda self: now[0])

    async def work():
        kernels = ClassKernels(cull_idle_timeout=60)
        for moment, pages in ((0, 0), (15, 1), (30, 1), (300, 0), (315, 1), (330, 0), (375, 0), (391, 0)):
            now[0] = float(moment)
            kernels._kernel_connections["k"] = pages
            await kernels.cull_kernel_if_idle("k")

    asyncio.run(work())
    assert gone == [("k", 391.0)]


def test_two_lessons_with_one_id_are_no_course(folder, tmp_path):
    again = lesson("en")
    (folder / "again.ipynb").write_text(json.dumps(again))
    built = []
    with pytest.raises(LessonTwice) as raised:
        open_course(folder, tmp_path / "work", built.append)
    assert "area-1" in raised.value.info().message
    assert "again.ipynb and en/area.ipynb" in raised.value.info().message
    assert built == []  # building takes a minute and more


def test_two_lessons_with_one_id_that_were_built_by_hand_are_no_course_either(folder, tmp_path):
    for name in ("area", "again"):
        build(folder / "en/area.ipynb", tmp_path / "built", ("app",), name=name)
    with pytest.raises(LessonTwice):
        open_course(tmp_path / "built", tmp_path / "work")


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_served(folder, tmp_path):
    (folder / "it/area.ipynb").write_text('{"cells": [', encoding="utf-8")
    unread = []
    course = open_course(folder, tmp_path / "work", left_out=unread.append)
    assert [card.file for card in course.lessons] == ["en-area.ipynb"]
    assert [error.values["path"] for error in unread] == [str(folder / "it/area.ipynb")]
