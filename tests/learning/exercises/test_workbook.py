"""A learner's workbook: what is kept of their work, and found again."""

import asyncio

import pytest

from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.exercises.workbook import Workbook
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.shelf import Shelf
from tests.databases import open_in
from tests.learning.lessons import lesson

pytestmark = pytest.mark.usefixtures("each_database")


def with_workbook(folder, work):
    write_key(folder / "keys" / "area.key.json", key_of(lesson_from(lesson())))

    async def main():
        store = open_in(folder)
        try:
            return await work(Workbook(store, "me"), Shelf(folder / "keys").lesson("area-1"))
        finally:
            store.close()

    return asyncio.run(main())


def test_of_many_answers_the_last_right_one_is_built_upon_and_else_the_last(tmp_path):
    given = [("a", "right", 1), ("a", "right too", 1), ("a", "wrong", 0), ("b", "first", 0), ("b", "second", 0.5)]

    async def work(book, kept):
        for exercise, answer, share in given:
            await book.keep(kept, exercise, "check", given=answer, share=share)
        await book.keep(kept, "a", "hint", level=1)
        return await book.answers(kept.id)

    found = with_workbook(tmp_path, work)
    assert {row["exercise"]: row["given"] for row in found} == {"a": "right too", "b": "second"}


def test_what_comes_of_a_sealed_answer_is_told_by_nothing_that_is_found(tmp_path):
    async def work(book, kept):
        await book.keep(kept, "a", "check", given="right", share=1, sealed=True)
        await book.keep(kept, "a", "check", given="wrong", share=0, sealed=True)
        await book.keep(kept, "b", "check", given="right", share=1, sealed=True)
        rows = await book.within(kept.id)
        return rows, await book.answers(kept.id), await book.solved(), await book.practised(), await book.export()

    rows, answers, solved, practised, export = with_workbook(tmp_path, work)
    assert [(row["given"], row["share"]) for row in rows] == [("wrong", 0), ("right", 0)]
    assert {row["exercise"]: row["given"] for row in answers} == {"a": "wrong", "b": "right"}
    assert (solved, practised) == ({"area-1": set()}, [])
    assert {row["share"] for row in export["attempts"]} == {None}
