"""The tab of a turn: who may be asked, and nothing held for nobody."""

import asyncio

import pytest

from convergio_jupyter.answer import Answer
from convergio_jupyter.core.errors import AlreadyAsked, BudgetSpent, DiskFull, StoreBusy
from convergio_jupyter.core.schema import ModelCard, Tokens
from convergio_jupyter.metering import Charge, Ledger, Limit, Plans
from convergio_jupyter.store import open_store
from convergio_jupyter.tab import Tab

CHARGE = Charge(request="r", teacher="t", provider="a", model="m", place="cloud", account="me")


def model(name, place="cloud"):
    return ModelCard(provider=name, model="m", label=name, place=place, ready=True)


def on_tab(folder, work, limits=()):
    async def main():
        store = open_store(folder)
        ledger = Ledger(store)
        try:
            return await work(Tab(ledger, limits, Plans()), ledger, store)
        finally:
            store.close()

    return asyncio.run(main())


def answered(text="word"):
    answer = Answer("r", lang="en", account="me")
    answer.model = model("openai")
    answer.start()
    answer.add(text)
    answer.tokens, answer.reason = Tokens(input=1_000, output=1_000), "complete"
    return answer


def test_only_stand_ins_that_are_too_dear_are_left_out(tmp_path):
    costs = [(model("a"), 50), (model("b"), 30), (model("c"), 500), (model("here", "local"), 0)]

    async def work(tab, ledger, store):
        return await tab.hold(CHARGE, costs), await ledger.spent("me")

    models, held = on_tab(tmp_path, work, [Limit("month", 100)])
    assert [each.provider for each in models] == ["a", "b", "here"]
    assert held == 50


def test_what_was_refused_or_asked_before_leaves_the_first_ones_hold_alone(tmp_path):
    async def work(tab, ledger, store):
        await tab.hold(CHARGE, [(model("a"), 50)])
        second = Tab(ledger, [Limit("month", 60)], Plans())
        for error, costs in ((AlreadyAsked, 5), (BudgetSpent, 5_000)):
            with pytest.raises(error):
                await second.hold(CHARGE if error is AlreadyAsked else other(), [(model("a"), costs)])
            await second.close(Answer("r", lang="en", account="me"))
        return await ledger.spent("me")

    def other():
        return Charge(request="s", teacher="t", provider="a", model="m", place="cloud", account="me")

    assert on_tab(tmp_path, work) == 50


def test_who_is_stopped_while_it_is_written_gives_the_hold_back(tmp_path):
    async def work(tab, ledger, store):
        holding = asyncio.create_task(tab.hold(CHARGE, [(model("a"), 50)]))
        await asyncio.sleep(0)
        holding.cancel()
        await asyncio.gather(holding, return_exceptions=True)
        await tab.close(Answer("r", lang="en", account="me"))
        return await store.fetch("SELECT * FROM held"), await ledger.spent("me")

    assert on_tab(tmp_path, work) == ([], 0)


@pytest.mark.parametrize("error", [StoreBusy(path="x"), DiskFull(needed="x")])
def test_what_could_not_be_booked_is_booked_later_and_fails_no_answer(error, tmp_path, monkeypatch):
    async def work(tab, ledger, store):
        await tab.hold(CHARGE, [(model("a"), 10**9)])
        answer, write = answered(), store.write
        monkeypatch.setattr(store, "write", broken)
        await tab.close(answer)
        with pytest.raises(type(error)):
            await ledger.pay_owed()
        monkeypatch.setattr(store, "write", write)
        await ledger.pay_owed()
        await ledger.pay_owed()
        return await ledger.spent("me"), tab.total(answer), await store.fetch("SELECT * FROM held")

    async def broken(_):
        raise error

    spent, total, held = on_tab(tmp_path, work)
    assert 0 < spent == total < 10**9
    assert held == []
