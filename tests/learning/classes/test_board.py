"""What whoever leads a class sees: who is stuck, what is understood, which mistakes are common; without names."""

import asyncio
import csv
import io

import pytest

from convergio_jupyter.learning.classes.board import Boards, as_csv, as_statements
from convergio_jupyter.learning.classes.joining import Classes
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.shelf import Shelf
from tests.databases import open_in
from tests.learning.lessons import write_key_with_a_number

pytestmark = pytest.mark.usefixtures("each_database")
WRONG = "def area(width, height):\n    return width + height"
TABLE = "def area(width, height):\n    return {2: 6}.get(width)"
RIGHT = "def area(width, height):\n    return width * height"


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


def with_class(folder, work, names=("Ada", "Ben", "Cleo")):
    write_key_with_a_number(folder)

    async def main():
        store, clock = open_in(folder), Clock()
        try:
            classes = Classes(store, clock)
            led = await classes.open("course", "Course")
            desks = {}
            for name in names:
                clock.now += 1
                learner = await classes.join(led.code, name)
                desks[name] = Desk(store, learner.account, Shelf(folder / "keys"), clock=clock)
            return await work(Boards(store, classes, clock), led.code, desks, clock)
        finally:
            store.close()

    return asyncio.run(main())


def test_who_tries_in_vain_is_stuck_until_it_is_solved_or_long_ago(tmp_path):
    async def work(boards, code, desks, clock):
        seen = []
        begun = clock.now
        for answer in ("43", "44", "41"):
            await desks["Ben"].check("area-1", "size", answer)
            seen.append(await boards.board(code))
            clock.now += 60
        await desks["Ben"].hint("area-1", "size")
        seen.append(await boards.board(code, names=True))
        clock.now += 3600
        seen.append(await boards.board(code))
        await desks["Ben"].check("area-1", "size", "40")
        seen.append(await boards.board(code))
        await desks["Ben"].check("area-1", "size", "42")
        seen.append(await boards.board(code))
        return begun, [each.stuck for each in seen]

    begun, (one, two, three, named, later, again, solved) = with_class(tmp_path, work)
    assert (one, two, later, solved) == ((), (), (), ())
    assert [(each.name, each.exercise, each.attempts, each.since, each.answer) for each in three] == [
        ("Learner 2", "size", 3, begun, "41")
    ]
    assert [(each.name, each.hints) for each in named] == [("Ben", 1)]
    assert [each.attempts for each in again] == [4]


def test_skills_help_and_talks_are_counted_from_what_is_stored(tmp_path):
    async def work(boards, code, desks, clock):
        ada, ben = desks["Ada"], desks["Ben"]
        await ada.check("area-1", "area", RIGHT)
        kept = ada.shelf.lesson("area-1")
        await ada.note_talk(kept, "area", "goal", "hint", "number")
        await ada.note_talk(kept, "area", "goal", "released", "")
        for _ in range(3):
            await ben.hint("area-1", "area")
        await ben.check("area-1", "area", WRONG)
        return await boards.board(code, names=True)

    board = with_class(tmp_path, work)
    ada, ben, cleo = board.learners
    assert (ada.name, ada.solved, ada.attempts, ada.questions, ada.kept_back) == ("Ada", 1, 1, 2, 1)
    assert (ben.solved, ben.attempts, ben.hints) == (0, 1, 3)
    assert ada.skills["area"] > 0.3 > ben.skills["area"]
    assert (cleo.attempts, cleo.skills) == (0, {})
    assert board.skills == ("area",)


def test_a_mistake_of_one_alone_is_nobodys_business_and_one_of_several_is_named(tmp_path):
    async def work(boards, code, desks, clock):
        for name, answer in (("Ada", "41"), ("Ben", " 41 "), ("Cleo", "7"), ("Ada", "41")):
            await desks[name].check("area-1", "size", answer)
        for name in ("Ada", "Cleo"):
            await desks[name].answer_item("area-1", "c11-1", 0)
            await desks[name].answer_item("area-1", "c11-1", 3)  # which shows no misconception
        for name in desks:
            await desks[name].check("area-1", "area", WRONG)
        for name in ("Ada", "Ben"):  # each in their own code
            await desks[name].check("area-1", "area", f"{TABLE}  # {name}")
        return await boards.board(code)

    wrong = with_class(tmp_path, work).wrong
    assert {(each.exercise, each.mistake, each.kind, each.learners, each.times) for each in wrong} == {
        ("size", "41", "answer", 2, 2),
        ("c11-1", "adds-two", "misconception", 2, 2),
        ("area", "the area of 2 by 3", "check", 3, 3),
        ("area", "", "check", 2, 2),
    }


def test_what_is_taken_along_has_no_names_unless_they_are_wished_and_no_formula(tmp_path):
    async def work(boards, code, desks, clock):
        await desks["=1+1"].check("area-1", "size", "42")
        await desks["Ben"].check("area-1", "size", "41")
        await desks["Ben"].hint("area-1", "size")
        return await boards.rows(code), await boards.rows(code, names=True)

    plain, named = with_class(tmp_path, work, ("=1+1", "Ben"))
    table = list(csv.DictReader(io.StringIO(as_csv(named))))
    assert [row["learner"] for row in table] == ["'=1+1", "Ben", "Ben"]
    assert [row["learner"] for row in plain] == ["Learner 1", "Learner 2", "Learner 2"]
    assert [row["share"] for row in table] == ["1.0", "0.0", "0.0"]
    assert [row["answer"] for row in table] == ["42", "41", ""]
    statements = as_statements(plain, "https://school.example")
    assert [each["verb"]["display"]["en"] for each in statements] == ["passed", "attempted", "took a hint"]
    assert statements[0]["result"] == {"score": {"scaled": 1.0}, "success": True, "response": "42"}
    assert "result" not in statements[2]
    assert statements[1]["actor"]["account"]["name"] == "Learner 2"
    assert statements[0]["timestamp"].endswith("+00:00")


def test_what_came_of_each_exercise_is_known(tmp_path):
    async def work(boards, code, desks, clock):
        await desks["Ada"].check("area-1", "size", "41")
        await desks["Ada"].check("area-1", "size", "42")
        await desks["Ada"].check("area-1", "size", "41")
        await desks["Ben"].hint("area-1", "area")
        await desks["Ben"].check("area-1", "area", WRONG)
        return (await boards.board(code, names=True)).learners

    ada, ben = with_class(tmp_path, work, ("Ada", "Ben"))
    assert ada.tried == {("area-1", "size"): (3, True, False)}
    assert ben.tried == {("area-1", "area"): (1, False, False)}


def test_hidden_names_stand_in_the_order_in_which_people_came(tmp_path):
    async def work(boards, code, desks, clock):
        found = [await boards.board(code, names=names) for names in (False, True)]
        return [[each.name for each in board.learners] for board in found]

    hidden, named = with_class(tmp_path, work, names=("Zoe", "Abel", "Mia"))
    assert hidden == ["Learner 1", "Learner 2", "Learner 3"]
    assert named == ["Abel", "Mia", "Zoe"]


def test_a_number_that_hides_a_name_stays_whoever_goes(tmp_path):
    """Files of two days are put together by it."""

    async def work(boards, code, desks, clock):
        classes = boards._classes
        first, *_ = sorted(await classes.learners(code), key=lambda each: each.joined)
        await boards._store.write(lambda tx: tx.execute("DELETE FROM learners WHERE id = ?", (first.id,)))
        await classes.join(code, "Dan")
        return [each.name for each in (await boards.board(code)).learners]

    assert with_class(tmp_path, work) == ["Learner 2", "Learner 3", "Learner 4"]
