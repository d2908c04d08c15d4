"""What whoever leads a class asks of the service: a board whose places a reader knows, and calls for nobody else."""

import pytest

from convergio_jupyter.core.errors import LeadersOnly

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
            for _ in range(times):
                await desk.check("area-1", "area", WRONG)
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
    assert board["class"]["by_code"]
