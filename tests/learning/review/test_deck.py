"""A learner's deck: cards of begun lessons come back as fsrs says, also through the store, and can be taken along."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from convergio_jupyter.core.errors import NoSuchCard
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.review.deck import MOST_NEW, Deck
from convergio_jupyter.learning.shelf import Shelf
from tests.databases import open_in
from tests.learning.lessons import cell, lesson

from .test_cards import INTERVALS, MEMO_DIFFICULTY, MEMO_INTERVALS, MEMO_STABILITY, SIX_GOOD_TWO_AGAIN

pytestmark = pytest.mark.usefixtures("each_database")
NOW = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
FRONT = "What is the area of a rectangle?"


class Clock:
    now = NOW

    def __call__(self):
        return self.now.timestamp()


def with_deck(folder, work, *, begun=True, account="me", extra=0):
    for lang in ("en", "it"):
        notebook = lesson(lang)
        notebook["cells"] += [cell("markdown", f"Front {number}\n\n---\n\nBack", "card") for number in range(extra)]
        for number, each in enumerate(notebook["cells"]):
            each["id"] = f"c{number}"
        write_key(folder / "keys" / f"area-{lang}.key.json", key_of(lesson_from(notebook)))

    async def main():
        store, clock, shelf = open_in(folder), Clock(), Shelf(folder / "keys")
        try:
            if begun:
                await Desk(store, account, shelf, clock=clock).hint("area-1", "area")
            return await work(Deck(store, account, shelf, clock), clock)
        finally:
            store.close()

    return asyncio.run(main())


def test_cards_come_with_the_lessons_that_were_begun(tmp_path):
    async def look(deck, clock):
        return await deck.due("it"), await deck.due("en", limit=0)

    due, none = with_deck(tmp_path, look)
    assert [(card.front, card.back, card.lesson) for card in due] == [(FRONT, "Width times height.", "area-1")]
    assert none == []
    assert with_deck(tmp_path / "other", look, begun=False) == ([], [])


def test_the_intervals_are_those_of_the_public_vector_through_the_store(tmp_path):
    async def work(deck, clock):
        card, intervals = (await deck.due())[0], []
        for rating in SIX_GOOD_TWO_AGAIN:
            card = await deck.review(card.id, rating)
            intervals.append((card.due - clock.now).days)
            clock.now = card.due
        return intervals, (await deck.export())["reviews"]

    intervals, reviews = with_deck(tmp_path, work)
    assert intervals == INTERVALS
    assert [row["rating"] for row in reviews] == [{"again": 1, "good": 3}[rating] for rating in SIX_GOOD_TWO_AGAIN]


def test_the_memory_is_that_of_the_public_vector_through_the_store(tmp_path):
    async def work(deck, clock):
        card = (await deck.due())[0]
        for rating, days in zip(["again", *["good"] * 5], MEMO_INTERVALS, strict=True):
            clock.now += timedelta(days=days)
            card = await deck.review(card.id, rating)
        return card.state

    state = with_deck(tmp_path, work)
    assert state["stability"] == pytest.approx(MEMO_STABILITY, abs=1e-4)
    assert state["difficulty"] == pytest.approx(MEMO_DIFFICULTY, abs=1e-4)


def test_what_was_reviewed_is_not_due_before_its_day_and_nobody_elses(tmp_path):
    async def work(deck, clock):
        card = (await deck.due())[0]
        after = await deck.review(card.id, "easy")
        now = await deck.due()
        clock.now = after.due + timedelta(minutes=1)
        then = await deck.due()
        others = Deck(deck._store, "other", deck._shelf, clock)
        with pytest.raises(NoSuchCard):
            await others.review(card.id, "good")
        with pytest.raises(ValueError, match="rating"):
            await deck.review(card.id, "perfect")
        return now, [each.id for each in then] == [card.id], await others.cards()

    assert with_deck(tmp_path, work) == ([], True, [])


def test_new_cards_come_a_few_at_a_time(tmp_path):
    """So many a day, however often somebody sits down to them."""

    async def work(deck, clock):
        due, cards = await deck.due(), await deck.cards()
        for card in due[:4]:
            await deck.review(card.id, "easy")
        then = await deck.due()
        for card in then:
            await deck.review(card.id, "easy")
        over = await deck.due()
        clock.now += timedelta(days=1)
        return len(due), len(cards), len(then), len(over), sum(card.is_new for card in await deck.due())

    assert with_deck(tmp_path, work, extra=25) == (MOST_NEW, 26, MOST_NEW - 4, 0, MOST_NEW)


def test_cards_go_to_anki_and_come_back_once(tmp_path):
    async def work(deck, clock):
        text = await deck.anki("en")
        again = await deck.take_in(text)
        added = await deck.take_in("Sun\tStar\nMoon\tSatellite\n")
        twice = await deck.take_in("Sun\tStar\n")
        kept = {card.front for card in await deck.cards("en")}
        await deck.forget()
        return text, (again, added, twice), kept, json.dumps(await deck.export())

    text, counts, kept, rest = with_deck(tmp_path, work)
    assert FRONT in text
    assert counts == (0, 2, 0)
    assert kept == {FRONT, "Sun", "Moon"}
    assert json.loads(rest) == {"cards": [], "reviews": []}
