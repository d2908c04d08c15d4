"""Budgets: a ladder by what is spent, and a limit that nobody overruns, not even many at once."""

import asyncio
import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import BudgetSpent
from convergio_jupyter.core.schema import Question, Tokens
from convergio_jupyter.metering import Charge, Ledger, Limit, limits_of
from convergio_jupyter.metering.budgets import STEPS, began, strictest
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.store import open_store

from ..helpers import collect, scripted_engine, text_of, with_engine

NOON = float(calendar.timegm((2026, 11, 23, 12, 0, 0)))


def charge(number, account="me"):
    return Charge(request=f"r{number}", teacher="t", provider="p", model="m", place="cloud", account=account)


def test_periods_begin_at_midnight_and_on_the_first_in_utc():
    assert began("day", NOON) == NOON - 12 * 3600
    assert began("month", NOON) == calendar.timegm((2026, 11, 1, 0, 0, 0))


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_the_ladder_only_goes_up(spent, limit):
    order = [level for _, level in reversed(STEPS)]
    lower, higher = Limit("day", limit).level(spent), Limit("day", limit).level(spent + limit // 7)
    assert order.index(lower) <= order.index(higher)
    assert Limit("day", limit).level(limit) == "pause"
    assert Limit("day", limit).level(0) == "plenty"


def test_the_strictest_level_holds():
    assert strictest([]) == "plenty"
    assert strictest(["balanced", "cheap", "plenty"]) == "cheap"


def test_no_limit_is_set_by_zero():
    assert limits_of(0, 0) == ()
    assert limits_of(0.5, 0) == (Limit("day", 500_000),)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40), st.integers(1, 3_000))
def test_calls_side_by_side_never_overrun_a_limit(tmp_path_factory, estimates, limit):
    async def main():
        store = open_store(tmp_path_factory.mktemp("ledger"))
        ledger = Ledger(store, clock=lambda: NOON)
        results = await asyncio.gather(
            *(
                ledger.reserve(charge(n, f"visitor:{n % 3}"), estimate, (Limit("month", limit),))
                for n, estimate in enumerate(estimates)
            ),
            return_exceptions=True,
        )
        held = sum(estimate for estimate, result in zip(estimates, results, strict=True) if result is True)
        total = (await store.fetch("SELECT coalesce(sum(amount_micro), 0) AS total FROM ledger"))[0]["total"]
        store.close()
        return results, held, total

    results, held, total = asyncio.run(main())
    assert held == total <= limit
    assert all(result is True or isinstance(result, BudgetSpent) for result in results)


def test_what_is_given_back_can_be_spent_again_and_yesterday_does_not_count(tmp_path):
    async def main():
        now = [NOON]
        store = open_store(tmp_path)
        ledger = Ledger(store, clock=lambda: now[0])
        limits = (Limit("day", 100),)
        await ledger.reserve(charge(1), 80, limits)
        with pytest.raises(BudgetSpent):
            await ledger.reserve(charge(2), 30, limits)
        assert await ledger.reserve(charge(1), 80, limits) is False  # the same request, held already
        await ledger.settle(charge(1), 60, Tokens(input=1, output=1))
        assert await ledger.level(limits) == "balanced"
        assert await ledger.reserve(charge(3), 30, limits)
        await ledger.release(charge(3))
        assert await ledger.reserve(charge(4), 0, limits)  # what costs nothing always fits
        now[0] += 86_400
        assert await ledger.level(limits) == "plenty"
        assert await ledger.reserve(charge(5), 100, limits)
        store.close()

    asyncio.run(main())


class Priced(ScriptedProvider):
    """A cloud of which a million tokens cost five dollars."""

    def models(self):
        from dataclasses import replace

        return [replace(card, input_micro=5_000_000, output_micro=5_000_000) for card in super().models()]


def priced_engine(tmp_path, monkeypatch, **settings):
    monkeypatch.setattr("convergio_jupyter.engine.priced", lambda card: card)
    monkeypatch.setattr(
        "convergio_jupyter.tab.cost_micro", lambda model, tokens: 0 if model.place == "local" else 9_000
    )
    cloud = Priced("There.", place="cloud", name="cloud")
    return scripted_engine(tmp_path, ScriptedProvider("Here."), cloud, **settings)


def test_a_spent_budget_brings_the_question_home_and_says_so(tmp_path, monkeypatch):
    engine = priced_engine(tmp_path, monkeypatch, budget_month=0.025)

    async def work(engine):
        best = [Question(text=f"Why {n}?", turn=str(n), quality="best", teacher="euclide") for n in range(4)]
        return [await collect(engine, question) for question in best], await engine.ledger.summary("me")

    turns, rows = with_engine(engine, work)
    assert [text_of(events) for events in turns] == ["There.", "There.", "Here.", "Here."]
    assert turns[2][-2].receipt.rule == "budget"
    assert sum(row["cost_micro"] for row in rows) <= 25_000


def test_a_question_that_does_not_fit_is_kept_and_costs_nothing(tmp_path, monkeypatch):
    engine = priced_engine(tmp_path, monkeypatch, budget_day=0.001)

    async def work(engine):
        events = await collect(engine, Question(text="Why?", turn="t", model="cloud"))
        page = await engine.conversations_of("me").page(events[0].conversation)
        return events, page, await engine.ledger.spent("me")

    events, page, spent = with_engine(engine, work)
    assert [event.type for event in events] == ["asked", "error"]
    assert events[-1].error.code == "budget_spent"
    assert (page.messages[1].status, page.running, spent) == ("error", "", 0)
