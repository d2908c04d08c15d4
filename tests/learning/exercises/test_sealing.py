"""In a class's exam nobody is told whether an answer is right before it is over; whoever leads it is."""

import asyncio
import json
from functools import partial

import pytest

from convergio_jupyter.learning.classes.board import Boards
from convergio_jupyter.learning.classes.joining import Classes
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.progress.practice import Practice
from convergio_jupyter.learning.quiz import grade, item_from
from convergio_jupyter.learning.shelf import Shelf
from tests.databases import open_in
from tests.learning.lessons import write_key_with_a_number

pytestmark = pytest.mark.usefixtures("each_database")
RIGHT = "def area(width, height):\n    return width * height"
TABLE = "def area(width, height):\n    return {(2, 3): 6}[width, height]"  # knows the visible check's answer alone
ITEM = "c11-1"
SPELT = item_from({"type": "text", "text": "Which particle has no charge?", "answer": "neutron"}, "q")


def in_class(folder, work):
    """What comes of ``work(desk, practice, board, exam)`` of a learner; ``exam(True)`` begins one for the class."""
    write_key_with_a_number(folder)

    async def main():
        store = open_in(folder)
        try:
            classes = Classes(store)
            led = await classes.open("course", "Course")
            who = (await classes.join(led.code, "Ada")).account
            desk = Desk(store, who, Shelf(folder / "keys"), in_exam=partial(classes.in_exam, who))
            board = partial(Boards(store, classes).board, led.code)
            return await work(desk, Practice(store, who), board, lambda begun: classes.change(led.code, exam=begun))
        finally:
            store.close()

    return asyncio.run(main())


async def told(desk, practice):
    """All that a learner can find out about how they did."""
    export = json.loads(json.dumps(await desk.workbook.export()))
    return [
        (await desk.standing("area-1", "size"))._replace(answer=""),
        (await desk.standing("area-1", "area"))._replace(answer=""),
        (await desk.answered("area-1", ITEM))._replace(draft=None),
        await desk.workbook.solved(),
        await desk.workbook.solved(sealed=True),
        await desk.skills(),
        (await practice.days())[-1].right,
        [(row["share"], row["report"]) for row in export["attempts"]],
    ]


def test_right_and_wrong_look_the_same_until_the_exam_is_over(tmp_path):
    async def work(desk, practice, board, exam, answers):
        number, code, choice = answers
        await exam(True)
        said = [
            (await desk.check("area-1", "size", number)),
            (await desk.check("area-1", "area", code))._replace(printed=""),
            (await desk.answer_item("area-1", ITEM, choice)),
        ]
        return said, await told(desk, practice)

    right = in_class(tmp_path / "right", partial(work, answers=("42", RIGHT, 1)))
    wrong = in_class(tmp_path / "wrong", partial(work, answers=("41", TABLE, 1)))
    assert right == wrong
    assert all(each.sealed for each in right[0])
    assert "when the exam is over" in right[0][0].note
    assert right[1][4] == {"area-1": {"size", "area", ITEM}}, "done, right or wrong"
    assert [part.label for part in right[0][1].parts] == ["the area of 2 by 3"], "the check that stands in the lesson"


def test_a_question_of_a_quiz_is_kept_without_a_word(tmp_path):
    async def work(desk, practice, board, exam):
        await exam(True)
        found = [await desk.answer_item("area-1", ITEM, given) for given in (1, 0)]
        return found, (await desk.answered("area-1", ITEM)).attempts

    (right, wrong), count = in_class(tmp_path, work)
    assert (right.correct, right.parts, right.misconceptions) == (False, (), ())
    assert right == wrong
    assert count == 1, "the last answer takes the place of the first"


def test_once_it_is_over_everything_is_told(tmp_path):
    async def work(desk, practice, board, exam):
        await exam(True)
        await desk.check("area-1", "size", "42")
        await desk.check("area-1", "area", TABLE)
        await desk.answer_item("area-1", ITEM, 1)
        await exam(False)
        return await told(desk, practice)

    size, area, answered, solved, _, skills, right, rows = in_class(tmp_path, work)
    assert (size.solved, size.last.passed, size.last.sealed) == (True, True, False)
    assert (area.solved, area.last.passed, len(area.last.parts)) == (False, False, 2)
    assert answered.graded.correct
    assert solved == {"area-1": {"size", ITEM}}
    assert skills[0].attempts == 2
    assert right == 2
    assert [share for share, _ in rows] == [1, 0, 1]


def test_who_tries_them_all_has_answered_with_the_last(tmp_path):
    async def work(desk, practice, board, exam):
        await exam(True)
        for answer in ("42", "41"):
            await desk.check("area-1", "size", answer)
        for choice in (1, 0):
            await desk.answer_item("area-1", ITEM, choice)
        during = await board()
        await exam(False)
        return during, await board(), await desk.standing("area-1", "size"), await desk.answered("area-1", ITEM)

    during, after, size, answered = in_class(tmp_path, work)
    assert [each.learners[0].solved for each in (during, after)] == [0, 0]
    assert (size.solved, size.last.passed, size.attempts) == (False, False, 1)
    assert (answered.solved, answered.attempts) == (False, 1)


@pytest.mark.parametrize(("right", "wrong"), [("42+0", "41+0"), ("84/2", "82/2"), ("42.000", "41.000")])
def test_what_only_a_right_answer_would_hear_is_told_in_no_exam(tmp_path, right, wrong):
    """That a sum has to be worked out, or that a point can be read in two ways."""

    async def work(desk, practice, board, exam, answer):
        await exam(True)
        return await desk.check("area-1", "size", answer, "it")

    of_right, of_wrong = (
        in_class(tmp_path / each.replace("/", "-"), partial(work, answer=each)) for each in (right, wrong)
    )
    assert of_right == of_wrong


def test_in_an_exam_a_misspelt_word_is_kept_as_any_other(tmp_path):
    found = [grade(SPELT, given, exam=exam) for exam in (True, False) for given in ("neutorn", "electron", "neutron")]
    assert [each.unreadable for each in found] == [False, False, False, True, False, False]


def test_whoever_leads_the_class_sees_it_at_once_and_what_was_done_before_stays(tmp_path):
    async def work(desk, practice, board, exam):
        await desk.check("area-1", "size", "42")
        await exam(True)
        await desk.check("area-1", "area", RIGHT)
        await desk.check("area-1", "size", "41")
        return await board(), await desk.standing("area-1", "size"), await desk.workbook.solved()

    board, size, solved = in_class(tmp_path, work)
    assert (board.learners[0].solved, board.learners[0].attempts) == (2, 3)
    assert size.solved, "from before"
    assert (size.last.sealed, size.attempts) == (True, 2)
    assert solved == {"area-1": {"size"}}


def test_what_cannot_be_read_is_said_in_an_exam_too(tmp_path):
    async def work(desk, practice, board, exam):
        await exam(True)
        return await desk.check("area-1", "size", "about so much"), await desk.standing("area-1", "size")

    found, standing = in_class(tmp_path, work)
    assert (found.sealed, found.empty, standing.attempts) == (False, True, 0)
