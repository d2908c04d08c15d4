"""A promised share is kept in a real talk: hard questions go to a cloud first, and no more of them than promised."""

import calendar

import pytest

from convergio_jupyter.core.errors import ProviderFailed
from convergio_jupyter.core.schema import Question
from convergio_jupyter.dispatch import Dispatcher
from convergio_jupyter.house import House
from convergio_jupyter.metering import Charge, Ledger, Whose
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.routing.traffic import Traffic

from .helpers import collect, scripted_engine, with_engine


def places(tmp_path, count, **settings):
    cloud = ScriptedProvider("There.", place="cloud", name="cloud")
    engine = scripted_engine(tmp_path, ScriptedProvider("Here."), cloud, cascade=False, hard_from=0.0, **settings)

    async def work(engine):
        found = []
        for number in range(count):
            question = Question(text=f"Why {'so ' * number}?", turn=str(number), course="algebra")
            found.append((await collect(engine, question))[-2].receipt.place)
        return found, await engine.house.calibration("algebra"), await engine.house.calibration("poetry")

    return with_engine(engine, work)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5])
def test_no_more_than_the_promised_share_goes_to_a_cloud(share, tmp_path):
    found, algebra, poetry = places(tmp_path, 24, cloud_share=share)
    for number in range(1, len(found) + 1):
        assert found[:number].count("cloud") <= share * number
    assert found.count("cloud") >= share * len(found) / 2
    assert (algebra.questions, poetry.questions) == (24, 0)
    assert 0 < algebra.error < 0.5


@pytest.mark.parametrize("broken", [ProviderFailed(provider="cloud"), None])
def test_what_reached_a_cloud_counts_whoever_answered_in_the_end(broken, tmp_path):
    """An improvement that breaks off has left for the cloud, and so has a question that fell back to this computer."""
    cloud = ScriptedProvider("good answer here", place="cloud", name="cloud", fail_after=1, error=broken)
    draft = ScriptedProvider("2 + 2 = 5, perhaps. However I am not sure")
    engine = scripted_engine(tmp_path, draft, cloud, cloud_share=0.2, doubt_from=0.0, hard_from=1.0)

    async def work(engine):
        for number in range(30):
            await collect(engine, Question(text="What is 2 + 2?", turn=str(number), course="c"))
            engine.dispatcher = Dispatcher(engine.providers)  # whose breakers are closed
        return len(cloud.calls)

    assert 3 <= with_engine(engine, work) <= 6


def test_a_course_has_a_share_of_its_own(tmp_path):
    (tmp_path / "settings.toml").write_text("[course.algebra]\ncloud_share = 0.25\nhard_from = 0.1\n")
    found, algebra, poetry = places(tmp_path, 24, cloud_share=1.0)
    assert found.count("cloud") <= 6
    assert (algebra.questions, poetry) == (24, None)


def test_the_threshold_that_is_stated_is_the_courses_own(tmp_path):
    (tmp_path / "settings.toml").write_text("[course.algebra]\nhard_from = 0.125\n")
    engine = scripted_engine(tmp_path, cloud_share=0.5)
    assert with_engine(engine, lambda engine: engine.house.calibration("algebra")).hard_from == 0.125


@pytest.mark.parametrize(("day", "spent", "share"), [(1, 0, 0.5), (16, 0, 1.0), (16, 900_000, 0.1), (16, 10**9, 0.0)])
def test_a_months_money_is_spread_over_the_days_that_are_left(day, spent, share, tmp_path):
    """A course that asks ten questions a day, each 0.01 $, has 1.5 $ a month: half of them go in a month of 30 days."""
    now = calendar.timegm((2026, 11, day, 0, 0, 0))
    engine = scripted_engine(tmp_path, budget_course=1.5 if day == 1 else 1.0)

    async def work(engine):
        traffic = Traffic(engine.store, clock=lambda: now - 86_400)
        for number in range(10):
            await traffic.note(str(number), "algebra", 0.5, cloud=True, cost_micro=10_000)
        charge = Charge(request="r", teacher="", provider="c", model="m", place="cloud", account="me", course="algebra")
        ledger = Ledger(engine.store, clock=lambda: now)
        await ledger.reserve(charge, spent)
        traffic = Traffic(engine.store, clock=lambda: now)
        house = House(engine.settings, ledger, traffic, engine.limits, clock=lambda: now)
        return (await house.now(Whose(account="me", course="algebra"))).share

    assert with_engine(engine, work) == pytest.approx(share, rel=0.35)


def test_a_share_that_is_used_up_is_the_reason_and_not_the_budget(tmp_path):
    cloud = ScriptedProvider("There.", place="cloud", name="cloud")
    engine = scripted_engine(tmp_path, ScriptedProvider("Here."), cloud, cloud_share=0.2)
    question = Question(text="Why?", turn="t", course="algebra", quality="best")
    receipt = with_engine(engine, lambda engine: collect(engine, question))[-2].receipt
    assert (receipt.place, receipt.rule) == ("local", "share")
    assert receipt.notice == receipt.reason


def test_without_a_promise_nothing_is_held_back(tmp_path):
    found, algebra, _ = places(tmp_path, 3)
    assert found == ["cloud"] * 3
    assert algebra is None
