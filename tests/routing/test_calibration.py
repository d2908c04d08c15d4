"""Calibration: at most the promised share goes to a cloud, whatever is asked, and the stated error holds."""

import asyncio
import random

from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.routing.calibration import FEWEST, NEVER, WINDOW, Asked, calibrate, share_within
from convergio_jupyter.routing.traffic import Traffic
from convergio_jupyter.store import open_store

SCORES = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.1, 0.5])), min_size=FEWEST, max_size=300)


@given(SCORES, st.floats(0, 1))
def test_no_more_than_the_share_lies_beyond_the_threshold(scores, share):
    found = calibrate([Asked(score, False) for score in scores], share, 0.6)
    assert found.expected <= share + 1e-9
    assert found.questions == min(len(scores), WINDOW)


@given(st.lists(st.floats(0, 1), max_size=400), st.floats(0, 1))
def test_the_promise_holds_at_every_moment(scores, share):
    asked = []
    for score in scores:
        now = calibrate(asked, share, 0.6)
        asked.append(Asked(score, score >= now.hard_from and not now.is_spent))
        latest = asked[-WINDOW:]
        assert sum(each.cloud for each in latest) <= share * len(latest) + 1e-9


def test_the_stated_error_covers_what_comes():
    chance = random.Random(7)
    misses = 0
    for _ in range(200):
        seen = [Asked(chance.betavariate(2, 5), False) for _ in range(WINDOW)]
        found = calibrate(seen, 0.2, 0.6)
        coming = sum(chance.betavariate(2, 5) >= found.hard_from for _ in range(2_000)) / 2_000
        misses += abs(coming - found.expected) > found.error
    assert misses <= 10  # five in a hundred


def test_the_hardest_questions_go_first():
    asked = [Asked(number / 100, False) for number in range(100)]
    assert calibrate(asked, 0.2, 0.6).hard_from == 0.8
    assert calibrate(asked, 1.0, 0.6).hard_from == 0.0
    assert calibrate(asked, 0.0, 0.6).hard_from == NEVER
    assert calibrate([], 0.2, 0.6).hard_from == 0.6
    assert calibrate([Asked(0.5, False)] * 50, 0.2, 0.6).hard_from == NEVER


def test_money_becomes_a_share():
    assert share_within(1_000_000, 10_000, 50, 10) == 0.2
    assert share_within(-5, 10_000, 50, 10) == 0.0
    assert share_within(1, 0, 50, 10) == 1.0


def test_a_course_is_judged_by_its_own_questions(tmp_path):
    async def main():
        now = [1_000_000.0]
        store = open_store(tmp_path)
        traffic = Traffic(store, clock=lambda: now[0])
        for number in range(4):
            await traffic.note(f"t{number}", "algebra", number / 10, cloud=number == 3, cost_micro=800 * (number == 3))
            now[0] += 86_400
        await traffic.note("p", "poetry", 1.0, cloud=True, cost_micro=9)
        assert [each.difficulty for each in await traffic.latest("algebra")] == [0.0, 0.1, 0.2, 0.3]
        assert await traffic.pace("algebra") == (1.0, 800)
        now[0] += 100 * 86_400
        await traffic.forget_old()
        assert await traffic.latest("algebra") == []
        store.close()

    asyncio.run(main())
