"""What was done on which day: answers, cards and, where they are counted, minutes."""

import asyncio
from datetime import date, datetime, timedelta

from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.progress.practice import Day, Practice
from convergio_jupyter.learning.review.deck import Deck
from convergio_jupyter.learning.shelf import Shelf

from ...databases import open_in
from ..lessons import lesson

NOON = datetime(2026, 11, 30, 12)


def test_each_day_has_its_own_answers_cards_and_minutes(each_database, tmp_path):
    write_key(tmp_path / "keys" / "area.key.json", key_of(lesson_from(lesson())))
    store, moments = open_in(tmp_path), [NOON]
    shelf, clock = Shelf(tmp_path / "keys"), lambda: moments[0].timestamp()
    desk, deck = Desk(store, "me", shelf, clock=clock), Deck(store, "me", shelf, clock)
    practice = Practice(store, "me", clock)

    async def work():
        item = next(iter(shelf.lesson("area-1").items))
        await desk.answer_item("area-1", item, 0)
        await desk.hint("area-1", "area")
        moments[0] = NOON + timedelta(days=2)
        await desk.answer_item("area-1", item, 1)
        await desk.answer_item("area-1", item, 0)
        await deck.review((await deck.due())[0].id, "good")
        await practice.add(25)
        await practice.add(1_000)
        await Practice(store, "visitor:1", clock).add(7)
        days, kept = await practice.days(4), await practice.export()
        await practice.forget()
        return days, kept, await practice.export()

    days, kept, after = asyncio.run(work())
    store.close()
    assert days == [
        Day(date(2026, 11, 29)),
        Day(date(2026, 11, 30), 1),
        Day(date(2026, 12, 1)),
        Day(date(2026, 12, 2), 2, 1, 1, 85),
    ]
    assert kept == [{"day": "2026-12-02", "minutes": 85}]
    assert after == []
