"""What whoever leads a class asks of the service: a board whose places a reader knows, and calls for nobody else."""

import csv
import io

import pytest

from convergio_jupyter.core.errors import LeadersOnly, NotInClass
from convergio_jupyter.core.schema import Question

from .helpers import scripted_engine, with_service
from .test_guarding import keyed

WRONG = "def area(width, height):\n    return width + height"


def test_the_board_names_where_somebody_is_stuck_as_the_lesson_does(tmp_path):
    keyed(tmp_path)

    async def work(service):
        led = await service.engine.classes.open("course", "Course")
        for name, times in (("Ada", 3), ("Ben", 1)):
            learner = await service.engine.classes.join(led.code, name)
            desk = service.engine.desk_of(learner.account)
            for number in range(times):
                await desk.check("area-1", "area", f"{WRONG} + {number}")
            await desk.check("area-1", "speed", "3 m/s")
        board = await service.call("class_board", {"code": led.code})
        with pytest.raises(LeadersOnly):
            await service.call("class_board", {"code": led.code}, learner.account)
        return board

    board = with_service(scripted_engine(tmp_path), work)
    assert [each["place"] for each in board["stuck"]] == ["The area of a rectangle › Your turn"]
    assert {each["place"] for each in board["wrong"]} == {
        "The area of a rectangle › speed",
        "The area of a rectangle › Your turn",
    }
    assert [(each["place"], len(each["tried"])) for each in board["exercises"]] == [
        ("The area of a rectangle › Your turn", 2),
        ("The area of a rectangle › speed", 2),
    ]
    assert board["class"]["by_code"]


def test_a_file_says_what_was_answered_in_an_exam(tmp_path):
    keyed(tmp_path)

    async def work(service):
        led = await service.engine.classes.open("course", "Course")
        desk = service.engine.desk_of((await service.engine.classes.join(led.code, "Ada")).account)
        for exam, answer in ((False, "3 m/s"), (True, "4 m/s"), (False, "5 m/s")):
            await service.call("class_change", {"code": led.code, "exam": exam})
            await desk.check("area-1", "speed", answer)
        return await service.call("class_export", {"code": led.code, "form": "csv"})

    rows = list(csv.DictReader(io.StringIO(with_service(scripted_engine(tmp_path), work)["text"])))
    assert [(row["exam"], row["answer"]) for row in rows] == [
        ("False", "3 m/s"),
        ("True", "4 m/s"),
        ("False", "5 m/s"),
    ]


def test_who_is_in_no_class_gets_nothing_from_a_classroom_under_any_name(tmp_path):
    keyed(tmp_path)
    place = {"lesson": "area-1", "exercise": "area"}

    async def work(service):
        classes = service.engine.classes
        led = await classes.open("course", "Course")
        classes.only = "course"
        ada = await classes.join(led.code, "Ada")
        hint = await service.call("lesson_hint", place, ada.account)
        await classes.change(led.code, exam=True)
        for account in ("visitor:" + "a" * 40, "visitor:"):
            with pytest.raises(NotInClass):
                await service.call("lesson_hint", place, account)
        await classes.leave(ada.id)
        with pytest.raises(NotInClass):
            await service.call("lesson_check", place | {"answer": "1"}, ada.account)
        asked = Question(text="Tell me about areas", lesson="area-1", teacher="euclide")
        told = [event async for event in service.engine.ask(asked, account=ada.account)]
        return hint, told[-1], await service.engine.conversations_of(ada.account).export()

    hint, told, kept = with_service(scripted_engine(tmp_path), work)
    assert hint["level"] == 0
    assert told.error.code == "not_in_class"
    assert kept == []
