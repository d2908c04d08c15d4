"""Running totals: always the sum of the rows they stand for, whoever spends, falls back, crashes or sets the clock."""

import asyncio
import calendar
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.errors import BudgetSpent
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.metering import Charge, Ledger, Limit, Whose, limits_from
from convergio_jupyter.metering.budgets import PERIODS, SCOPES
from convergio_jupyter.metering.totals import key
from convergio_jupyter.settings import Settings

from ..databases import open_in

NOON = float(calendar.timegm((2026, 11, 30, 12, 0, 0)))
pytestmark = pytest.mark.usefixtures("each_database")
TOKENS = Tokens(input=10, output=5)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "settle", "release", "sweep", "clock"]),
        st.integers(0, 5),
        st.integers(0, 10**6),
        st.sampled_from([-90_000, -1, 1, 700, 50_000]),
    ),
    max_size=40,
)


def charge(request, **names):
    names = {"account": "me", "conversation": "talk", "lesson": "", "course": "maths"} | names
    return Charge(request=request, teacher="t", provider="p", model="m", place="cloud", **names)


def on_ledger(folder, work, clock=lambda: NOON, monotonic=lambda: 0.0):
    async def main():
        store = open_in(folder)
        try:
            return await work(Ledger(store, clock, monotonic), store)
        finally:
            store.close()

    return asyncio.run(main())


async def by_rows(store):
    """Every total, added up anew from the rows."""
    found = {}
    rows = await store.fetch(
        "SELECT ledger.amount_micro AS micro, reserved.* FROM ledger JOIN ledger AS reserved"
        " ON reserved.request = ledger.request AND reserved.kind = 'reserve'"
    )
    for row in rows:
        whose = Whose(**{name: row[name] for name in SCOPES[1:]})
        for each in [key(whose, scope, period, row["created"]) for scope in SCOPES for period in PERIODS]:
            if each:
                found[each] = found.get(each, 0) + row["micro"]
    return {name: micro for name, micro in found.items() if micro}


async def kept(store):
    return {row["key"]: row["micro"] for row in await store.fetch("SELECT * FROM totals") if row["micro"]}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_totals_are_the_sum_of_the_rows_at_all_times(tmp_path_factory, steps):
    now = [NOON]

    async def work(ledger, store):
        for kind, number, amount, jump in steps:
            each = charge(f"r{number}", account=f"a{number % 2}", conversation=f"c{number % 3}")
            if kind == "reserve":
                await ledger.reserve(each, amount)
            elif kind == "settle":
                await ledger.settle(replace(each, provider="other"), amount, TOKENS)
            elif kind == "release":
                await ledger.release(each)
            elif kind == "sweep":
                await ledger.sweep(600)
            else:
                now[0] += jump
            assert await kept(store) == await by_rows(store)

    on_ledger(tmp_path_factory.mktemp("totals"), work, clock=lambda: now[0])


@pytest.mark.parametrize("scope", SCOPES[1:])
def test_a_limit_holds_for_each_thing_of_its_scope_alone(scope, tmp_path):
    async def work(ledger, store):
        limits = (Limit("ever", 100, scope),)
        one, other, none = ({scope: name} for name in ("one", "other", ""))
        await ledger.reserve(charge("1", **one), 90, limits)
        with pytest.raises(BudgetSpent) as caught:
            await ledger.reserve(charge("2", **one), 20, limits)
        assert await ledger.reserve(charge("3", **other), 90, limits)
        assert await ledger.reserve(charge("4", **none), 500, limits)
        return caught.value, await ledger.level(limits, Whose(**one)), await ledger.level(limits, Whose())

    error, careful, free = on_ledger(tmp_path, work)
    assert (careful, free) == ("cheap", "plenty")
    word = {"account": "Your", "conversation": "conversation", "lesson": "lesson", "course": "course"}[scope]
    assert word in error.info("en").message
    assert "{" not in error.info("it").message
    assert error.info("it").message.endswith("per un'altra risposta.")


def test_the_settings_set_limits_for_all_users_talks_lessons_and_courses():
    chosen = Settings(budget_day=1, budget_user_month=2, budget_conversation=3, budget_lesson=4, budget_course=5)
    assert {(each.scope, each.period, each.micro // 10**6) for each in limits_from(chosen)} == {
        ("all", "day", 1),
        ("account", "month", 2),
        ("conversation", "ever", 3),
        ("lesson", "ever", 4),
        ("course", "month", 5),
    }


def test_what_settles_after_midnight_counts_for_the_day_it_was_asked(tmp_path):
    now = [NOON]

    async def work(ledger, store):
        await ledger.reserve(charge("r"), 100)
        now[0] += 86_400
        await ledger.settle(charge("r"), 30, TOKENS)
        return await kept(store), await ledger.spent("me", since=NOON + 43_200)

    found, new_month = on_ledger(tmp_path, work, clock=lambda: now[0])
    assert found["all//2026-11-30"] == found["account/me/2026-11"] == 30
    assert not any("2026-12" in each for each in found)
    assert new_month == 0


def test_the_model_that_answered_is_the_one_that_is_reported(tmp_path):
    async def work(ledger, store):
        await ledger.reserve(charge("r"), 100)
        await ledger.settle(replace(charge("r"), provider="q", model="n", place="local"), 40, TOKENS)
        await ledger.reserve(charge("s"), 10)
        await ledger.release(charge("s"))
        return await ledger.summary("me"), await ledger.by_day(), await ledger.by_day("nobody")

    summary, days, nothing = on_ledger(tmp_path, work)
    figures = {"answers": 1, "input_tokens": 10, "output_tokens": 5, "cost_micro": 40}
    names = {"teacher": "t", "provider": "q", "model": "n", "place": "local"}
    assert summary == [names | figures | {"estimated": 0}]
    assert days == [names | figures | {"day": "2026-11-30", "account": "me", "course": "maths", "estimated": 0}]
    assert nothing == []


def test_a_sweep_settles_what_a_crash_left_and_nothing_twice(tmp_path):
    running = [0.0]

    async def crash(ledger, store):
        await ledger.reserve(charge("left"), 100)
        await ledger.reserve(charge("other"), 50)

    async def sweep(ledger, store):
        assert await ledger.sweep(600) == 0  # it may live in another process, so it is watched first
        running[0] += 600
        assert await ledger.sweep(600, lambda each, held: (held // 2, Tokens(input=1, output=0, estimated=True))) == 2
        assert await ledger.sweep(600) == 0
        assert await ledger.settle(charge("left"), 1, TOKENS) is False
        return await ledger.spent("me"), await ledger.by_day("me")

    on_ledger(tmp_path, crash)
    spent, days = on_ledger(tmp_path, sweep, monotonic=lambda: running[0])
    assert (spent, days[0]["estimated"]) == (75, 2)


@pytest.mark.parametrize("jump", [-(10**6), 80_000])
def test_a_live_call_is_left_alone_whatever_the_clocks_say(tmp_path, jump):
    running = [0.0]

    async def another(ledger, store):
        await ledger.reserve(charge("theirs"), 100)

    async def work(ledger, store):
        await ledger.reserve(charge("mine"), 100)
        early = await ledger.sweep(600)
        running[0] = 599
        still = await ledger.sweep(600)
        settled = [await ledger.settle(charge(each), 30, TOKENS) for each in ("mine", "theirs")]
        return early, still, settled

    on_ledger(tmp_path, another)
    assert on_ledger(tmp_path, work, lambda: NOON + jump, lambda: running[0]) == (0, 0, [True, True])


def test_what_another_process_has_held_for_a_day_is_dead_however_short_a_host_lives(tmp_path):
    async def crash(ledger, store):
        await ledger.reserve(charge("left"), 100)

    async def work(ledger, store):
        await ledger.reserve(charge("mine"), 100)
        return await ledger.sweep(600), await ledger.settle(charge("mine"), 30, TOKENS), await ledger.spent("me")

    on_ledger(tmp_path, crash)
    assert on_ledger(tmp_path, work, lambda: NOON + 100_000) == (1, True, 130)


def test_who_closes_a_charge_does_not_change_whose_it_is(tmp_path):
    async def work(ledger, store):
        await ledger.reserve(charge("r"), 100)
        await ledger.settle(charge("r", account="somebody else", conversation="x", course="y"), 40, TOKENS)
        rows = await store.fetch("SELECT DISTINCT account, conversation, course FROM ledger")
        return len(rows), await ledger.spent("me"), await ledger.spent("somebody else")

    assert on_ledger(tmp_path, work) == (1, 40, 0)


def test_totals_of_a_ledger_without_them_are_filled_in(tmp_path, each_database):
    if each_database != "sqlite":
        pytest.skip("no PostgreSQL ledger is older than its totals")

    async def fill(ledger, store):
        for number in range(4):
            await ledger.reserve(charge(str(number), conversation="", course=""), 10 + number)
        await ledger.settle(charge("0"), 3, TOKENS)
        await ledger.release(charge("1"))
        return await kept(store)

    expected = on_ledger(tmp_path, fill)
    database = sqlite3.connect(tmp_path / "convergio.sqlite3")
    first = ("conversations", "messages", "ledger")
    later = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for statement in [f"DROP TABLE IF EXISTS {name}" for (name,) in later if name not in first] + [
        "PRAGMA user_version=3"
    ]:
        database.execute(statement)
    for column in ("conversation", "lesson", "course", "questions"):
        database.execute(f"ALTER TABLE ledger DROP COLUMN {column}")
    for column in ("summary", "summary_reach", "summarised", "private"):
        database.execute(f"ALTER TABLE conversations DROP COLUMN {column}")
    database.commit()
    database.close()

    async def look(ledger, store):
        return await kept(store), await store.fetch("SELECT request FROM held")

    found, held = on_ledger(tmp_path, look)
    assert found == expected
    assert sorted(row["request"] for row in held) == ["2", "3"]
