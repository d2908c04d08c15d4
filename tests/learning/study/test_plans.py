"""A learner's plan is made from their work, stays as agreed, notices what is done and late, and is made anew."""

import asyncio
from datetime import datetime, timedelta

import pytest

from convergio_jupyter.core.errors import WrongOption
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.review.deck import Deck
from convergio_jupyter.learning.shelf import Shelf
from convergio_jupyter.learning.study.agenda import as_ics, as_text, verdict
from convergio_jupyter.learning.study.planning import Wish
from convergio_jupyter.learning.study.plans import Study

from ...databases import open_in
from ..lessons import lesson

MONDAY = datetime(2026, 11, 30, 9)
DAILY = Wish((0, 1, 2, 3, 4, 5, 6), 20)
RIGHT = "def area(width, height):\n    return width * height"


class Learner:
    """Somebody with three lessons, a clock that is set by hand, and a plan."""

    def __init__(self, folder, **more):
        for lang in ("en", "it"):
            for number, minutes in ((1, 15), (2, 30), (3, 10)):
                needs = {1: ["area-3"], 2: ["area-1"], 3: []}[number]
                own = {"id": f"area-{number}", "title": f"Area {number} {lang}", "minutes": minutes}
                notebook = lesson(lang, **own, prereqs=needs, skills=[])
                write_key(folder / "keys" / f"{lang}-{number}.key.json", key_of(lesson_from(notebook)))
        self.now = MONDAY.timestamp()
        self.store = open_in(folder)
        self.desk = Desk(self.store, "me", Shelf(folder / "keys"), clock=self.clock)
        self.study = Study(
            self.store, "me", self.desk, Deck(self.store, "me", self.desk.shelf, self.clock), clock=self.clock, **more
        )

    def clock(self):
        return self.now

    def days_later(self, days):
        self.now = (MONDAY + timedelta(days=days)).timestamp()


def with_learner(folder, work, **more):
    learner = Learner(folder, **more)
    try:
        return asyncio.run(work(learner))
    finally:
        learner.store.close()


def titles(standing):
    return [(piece.day.day, piece.title or piece.kind, piece.minutes) for piece in standing.plan.pieces]


def test_a_plan_is_made_of_lessons_in_their_order_and_of_ones_language(each_database, tmp_path):
    async def work(learner):
        made = await learner.study.make(DAILY, "it")
        return titles(made), titles(await learner.study.standing("it"))

    made, kept = with_learner(tmp_path, work)
    assert made == kept == [
        (30, "Area 3 it", 10), (30, "Area 1 it", 10), (1, "Area 1 it", 5), (1, "Area 2 it", 15), (2, "Area 2 it", 15),
    ]  # fmt: skip


def test_what_is_solved_or_ticked_off_is_done_and_the_rest_is_late(tmp_path):
    async def work(learner):
        await learner.study.make(DAILY, "en")
        await learner.desk.check("area-3", "area", RIGHT)
        await learner.desk.answer_item("area-3", next(iter(learner.desk.shelf.lesson("area-3").items)), 1)
        await learner.study.tick("lesson area-1 1")
        learner.days_later(3)
        late = await learner.study.standing("en")
        again = await learner.study.again("en")
        return late, again

    late, again = with_learner(tmp_path, work)
    assert [piece.id for piece in late.plan.pieces if piece.done] == ["lesson area-3 1", "lesson area-1 1"]
    assert [piece.id for piece in late.late] == ["lesson area-1 2", "lesson area-2 1", "lesson area-2 2"]
    assert verdict(late, "en") == ["From earlier days 3 pieces are left, 35 minutes. Plan anew, and they find a place."]
    assert again.late == ()
    left = [piece for piece in again.plan.pieces if piece.kind == "lesson" and not piece.done]
    assert (left[0].id, left[0].minutes, left[0].parts) == ("lesson area-1 2", 5, 2)
    assert sum(piece.minutes for piece in left) == 35
    assert "review" in {piece.kind for piece in again.plan.pieces}


def test_what_a_goal_leaves_no_room_for_is_said_with_what_would_help(tmp_path):
    wish = DAILY._replace(until=MONDAY.date() + timedelta(days=2))

    async def work(learner):
        return await learner.study.make(wish, "en")

    standing = with_learner(tmp_path, work)
    assert verdict(standing, "en") == [
        "This does not fit: 30 minutes find no place. Leave out: Area 2 en.",
        "Or take 15 minutes more a day, another day of the week, or a later goal.",
    ]
    assert "restano fuori" in as_text(standing, "it")
    assert "Goal: Wednesday 2 December." in as_text(standing, "en")


def test_who_takes_more_time_and_short_sessions_gets_them(tmp_path):
    async def work(learner):
        return await learner.study.make(DAILY, "en")

    standing = with_learner(tmp_path, work, pace=1.5, longest=10)
    minutes = [piece.minutes for piece in standing.plan.pieces]
    assert max(minutes) == 10
    assert sum(minutes) == 15 + 23 + 45


@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        (Wish((), 20), "at least one day"),
        (Wish((0,), 4), "5 to 240"),
        (Wish((0,), 20, MONDAY.date()), "a day to come"),
        (Wish((0,), 20, MONDAY.date() + timedelta(days=400)), "a day to come"),
    ],
)
def test_what_nobody_could_keep_to_is_refused(tmp_path, wish, hint):
    async def work(learner):
        with pytest.raises(WrongOption) as raised:
            await learner.study.make(wish)
        return raised.value.info().remedy, await learner.study.standing()

    remedy, standing = with_learner(tmp_path, work)
    assert hint in remedy
    assert standing is None


def test_a_calendar_holds_what_is_left_and_no_title_breaks_out_of_its_line(tmp_path):
    async def work(learner):
        standing = await learner.study.make(DAILY, "en")
        first, second, *rest = standing.plan.pieces
        hostile = second._replace(title="Area; of,\r\nEND:VCALENDAR " + "é" * 80)
        plan = standing.plan._replace(pieces=(first._replace(done=True), hostile, *rest))
        return as_ics(standing._replace(plan=plan), "en")

    text = with_learner(tmp_path, work)
    lines = text.split("\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert lines.count("END:VCALENDAR") == 1
    assert lines.count("BEGIN:VEVENT") == 4
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "SUMMARY:Area\\; of\\, END:VCALENDAR" in text
    assert "DTSTART;VALUE=DATE:20261130" in text


def test_a_plan_is_exported_and_forgotten(tmp_path):
    async def work(learner):
        await learner.study.make(DAILY)
        kept = await learner.study.export()
        await learner.study.forget()
        return kept, await learner.study.export()

    kept, after = with_learner(tmp_path, work)
    assert kept["wish"]["minutes"] == 20
    assert after is None
