"""What a course has asked: a promised share holds however many ask at once, on either database."""

import asyncio

import pytest

from convergio_jupyter.routing.calibration import WINDOW
from convergio_jupyter.routing.traffic import Traffic

from ..databases import open_in


def on_traffic(folder, work, stores=1):
    async def main():
        opened = [open_in(folder) for _ in range(stores)]
        try:
            return await work(*map(Traffic, opened))
        finally:
            for store in opened:
                store.close()

    return asyncio.run(main())


@pytest.mark.usefixtures("each_database")
def test_a_share_is_kept_by_all_who_ask_side_by_side(tmp_path):
    async def work(*doors):
        for number in range(40):
            await doors[0].note(f"old{number}", "c", 0.5, cloud=False, cost_micro=0)
        await asyncio.gather(*(doors[number % 4].admit(f"n{number}", "c", 0.9, 0.2) for number in range(100)))
        return await doors[0].latest("c")

    latest = on_traffic(tmp_path, work, stores=4)
    assert sum(each.cloud for each in latest) == 0.2 * len(latest) == 10


def test_the_window_moves_by_one(tmp_path):
    async def work(traffic):
        for number in range(WINDOW):
            await traffic.note(str(number), "c", 0.5, cloud=number == 0, cost_micro=0)
        # The oldest, which went to a cloud, leaves the window as this one enters it.
        return await traffic.admit("next", "c", 0.9, 1 / WINDOW)

    assert on_traffic(tmp_path, work)


def test_a_turn_that_asks_twice_changes_nothing(tmp_path):
    async def work(traffic):
        await traffic.note("t", "c", 0.5, cloud=True, cost_micro=600)
        await traffic.admit("t", "c", 0.5, 1.0)
        return await traffic.pace("c")

    assert on_traffic(tmp_path, work)[1] == 600
