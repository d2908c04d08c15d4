"""The ledger: rows of a request add up to its cost, whatever comes twice, late or not at all."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.metering import Charge, Ledger

from ..databases import open_in

pytestmark = pytest.mark.usefixtures("each_database")
TOKENS = Tokens(input=10, output=5)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "settle", "release"]), st.sampled_from(["a", "b", "c"]), st.integers(0, 10**9)
    ),
    max_size=30,
)


def charge(request, teacher="euclide"):
    return Charge(request=request, teacher=teacher, provider="openai", model="m", place="cloud", account="me")


def run(work, folder=None):
    async def main():
        store = open_in(Path(folder))
        try:
            return await work(Ledger(store))
        finally:
            store.close()

    return asyncio.run(main())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_sum_of_rows_is_what_was_settled_plus_what_is_held(steps):
    """A model of the ledger in three dictionaries must agree with it after any sequence of steps."""
    held, closed = {}, {}
    expected = []

    async def work(ledger):
        results = []
        for kind, request, amount in steps:
            if kind == "reserve":
                results.append(await ledger.reserve(charge(request), amount))
            elif kind == "settle":
                results.append(await ledger.settle(charge(request), amount, TOKENS))
            else:
                results.append(await ledger.release(charge(request)))
        return results, await ledger.spent("me")

    for kind, request, amount in steps:
        known = request in held or request in closed
        if kind == "reserve":
            expected.append(not known)
            if not known:
                held[request] = amount
        else:
            open_ = request in held
            expected.append(open_)
            if open_:
                del held[request]
                closed[request] = amount if kind == "settle" else 0
    with tempfile.TemporaryDirectory() as folder:
        results, spent = run(work, folder)
    assert results == expected
    assert spent == sum(held.values()) + sum(closed.values())


def test_parallel_settlements_of_one_request_count_once(tmp_path):
    async def work(ledger):
        await ledger.reserve(charge("r"), 100)
        done = await asyncio.gather(*(ledger.settle(charge("r"), 70, TOKENS) for _ in range(20)))
        return sum(done), await ledger.spent("me")

    assert run(work, tmp_path) == (1, 70)


def test_the_summary_is_by_teacher_and_model(tmp_path):
    async def work(ledger):
        for number, teacher in enumerate(["euclide", "euclide", "darwin"]):
            await ledger.reserve(charge(f"r{number}", teacher), 50)
            await ledger.settle(charge(f"r{number}", teacher), 10, TOKENS)
        return await ledger.summary("me")

    rows = run(work, tmp_path)
    assert [(row["teacher"], row["answers"], row["cost_micro"]) for row in rows] == [
        ("darwin", 1, 10),
        ("euclide", 2, 20),
    ]
