"""Cards come back as fsrs says, also after they were written down, and whatever the clock shows."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.review.cards import LATEST, RATINGS, Card, card_from, due, kept, new_card, review

NOW = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC))

# The public vectors of FSRS-6 with its usual weights: py-fsrs (MIT), tests/test_basic.py, test_review_card and
# test_memo_state, https://github.com/open-spaced-repetition/py-fsrs; ts-fsrs of the same authors has the same numbers.
SIX_GOOD_TWO_AGAIN = [*["good"] * 6, *["again"] * 2, *["good"] * 5]
INTERVALS = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
MEMO_INTERVALS = [0, 0, 1, 3, 8, 21]
MEMO_STABILITY, MEMO_DIFFICULTY = 53.62691, 6.3574867  # to within 1e-4


def written(card):
    return card_from(json.loads(json.dumps(kept(card))))


def straight(card):
    return card


@pytest.mark.parametrize("way", [straight, written])
def test_the_intervals_are_those_of_the_public_vector(way):
    card, now, intervals = new_card("l", "front", "back", NOW), NOW, []
    for rating in SIX_GOOD_TWO_AGAIN:
        card, _ = review(way(card), rating, now)
        intervals.append((card.due - now).days)
        now = card.due
    assert intervals == INTERVALS


@pytest.mark.parametrize("way", [straight, written])
def test_the_memory_is_that_of_the_public_vector(way):
    card, now = new_card("l", "front", "back", NOW), NOW
    for rating, days in zip(["again", *["good"] * 5], MEMO_INTERVALS, strict=True):
        now += timedelta(days=days)
        card, _ = review(way(card), rating, now)
    assert card.state["stability"] == pytest.approx(MEMO_STABILITY, abs=1e-4)
    assert card.state["difficulty"] == pytest.approx(MEMO_DIFFICULTY, abs=1e-4)


@given(st.lists(st.tuples(st.sampled_from(RATINGS), st.integers(0, 10**7)), max_size=15))
def test_writing_a_card_down_changes_nothing(reviews):
    from fsrs import Card as State
    from fsrs import Rating, Scheduler

    card, now = new_card("l", "front", "back", NOW), NOW
    theirs, scheduler = State(due=NOW), Scheduler(enable_fuzzing=False)
    for rating, seconds in reviews:
        now += timedelta(seconds=seconds)
        card, row = review(written(card), rating, now)
        theirs, log = scheduler.review_card(theirs, Rating(row.rating), now)
        assert row.at == log.review_datetime.isoformat()
    assert written(card) == card
    assert {**card.state, "card_id": 0} == {**theirs.to_dict(), "card_id": 0}
    assert card.due == theirs.due


@given(st.lists(st.tuples(st.sampled_from(RATINGS), moments), min_size=1, max_size=12))
def test_no_clock_breaks_a_card(reviews):
    card, last = new_card("l", "front", "back", NOW), None
    for rating, now in reviews:
        card, row = review(card, rating, now)
        assert last is None or row.at >= last
        assert card.due >= datetime.fromisoformat(row.at)
        last = row.at


def test_a_review_before_the_last_one_counts_as_at_the_last_one():
    card, _ = review(new_card("l", "f", "b", NOW), "good", NOW)
    early, row = review(card, "good", NOW - timedelta(days=400))
    assert (early, row) == review(card, "good", NOW)
    assert row.at == NOW.isoformat()


def test_a_time_zone_is_only_a_way_of_saying_it():
    rome = NOW.astimezone(timezone(timedelta(hours=1)))
    card = new_card("l", "f", "b", NOW)
    assert review(card, "easy", rome) == review(card, "easy", NOW)
    with pytest.raises(ValueError, match="time zone"):
        review(card, "easy", NOW.replace(tzinfo=None))


def test_a_clock_at_the_end_of_time_is_taken_for_an_earlier_one():
    card, row = review(new_card("l", "f", "b", NOW), "easy", datetime.max.replace(tzinfo=UTC))
    assert row.at == LATEST.isoformat()
    assert card.due > LATEST


def test_what_is_longest_due_comes_first_and_new_ones_after():
    cards = [new_card("l", str(number), "b", NOW) for number in range(5)]
    cards[3], _ = review(cards[3], "good", NOW - timedelta(days=1))
    cards[1], _ = review(cards[1], "good", NOW - timedelta(days=2))
    cards[4], _ = review(cards[4], "easy", NOW)
    assert [each.front for each in due(cards, NOW)] == ["1", "3", "0", "2"]
    assert [each.front for each in due(cards, NOW, limit=2)] == ["1", "3"]
    assert due(cards, NOW, limit=-1) == []


def test_a_new_card_is_due_whatever_the_clock_shows():
    assert due([new_card("l", "f", "b", NOW)], NOW - timedelta(days=9_000))


def test_a_card_keeps_its_name_as_long_as_its_question_stays():
    first = new_card("l", "f", "b", NOW)
    assert first.id == new_card("l", "f", "other", NOW + timedelta(days=1)).id
    assert len({first.id, new_card("l", "g", "b", NOW).id, new_card("m", "f", "b", NOW).id}) == 3


def test_nothing_else_is_a_rating():
    with pytest.raises(ValueError, match="again, hard, good, easy"):
        review(new_card("l", "f", "b", NOW), "perfect", NOW)


@pytest.mark.parametrize(
    "change",
    [{"state": {}}, {"state": None}, {"front": 5}, {"id": None}, {"state": {"state": 9}}, {"state": {"due": "soon"}}],
)
def test_what_is_no_card_is_said_to_be_none(change):
    broken = {**kept(new_card("l", "f", "b", NOW)), **change}
    if isinstance(change.get("state"), dict) and change["state"]:
        broken["state"] = {**kept(new_card("l", "f", "b", NOW))["state"], **change["state"]}
    with pytest.raises(ValueError, match="no card"):
        card_from(broken)


def test_a_card_is_a_value():
    card = new_card("l", "f", "b", NOW)
    before = json.dumps(kept(card))
    review(card, "again", NOW)
    assert json.dumps(kept(card)) == before
    assert isinstance(card, Card)
