"""What another program asks: paid once, for what it got, whatever breaks on the way."""

import asyncio
from dataclasses import replace

import pytest

from convergio_jupyter.completions import Completion, Completions
from convergio_jupyter.core.errors import (
    AlreadyAsked,
    KeyRefused,
    ModelNotReady,
    ProviderFailed,
    StoreBusy,
    UnknownModel,
)
from convergio_jupyter.core.schema import Question, Receipt
from convergio_jupyter.core.values import Message
from convergio_jupyter.metering import Ledger
from convergio_jupyter.preview import route
from convergio_jupyter.providers.scripted import ScriptedProvider

from .helpers import scripted_engine, with_engine

ASK = Completion(id="r", model="convergio", messages=(Message("user", "Why?"),))


def cloud(script, name="cloud", **more):
    return ScriptedProvider(script, place="cloud", name=name, **more)


def serve(folder, work, *providers):
    engine = scripted_engine(folder, *providers)
    return with_engine(engine, lambda engine: work(Completions(engine), engine))


async def parts(completions, asked=ASK):
    return [part async for part in completions.stream(asked, account="me")]


async def books(engine):
    """What the account has spent, and what is still held."""
    return await engine.ledger.spent("me"), await engine.store.fetch("SELECT request FROM held")


@pytest.mark.parametrize("error", [KeyRefused(provider="x", variable="X"), ProviderFailed(provider="x")])
def test_a_failed_call_costs_nothing_and_may_be_asked_again(error, tmp_path):
    async def work(completions, engine):
        for _ in range(2):
            with pytest.raises(type(error)):
                await parts(completions)
        return await books(engine)

    assert serve(tmp_path, work, cloud(error)) == (0, [])


def test_what_was_paid_is_not_asked_again(tmp_path):
    async def work(completions, engine):
        receipt = (await parts(completions))[-1]
        with pytest.raises(AlreadyAsked):
            await parts(completions)
        return receipt, await books(engine)

    receipt, (spent, held) = serve(tmp_path, work, cloud("Hello."))
    assert receipt.cost_micro == spent > 0
    assert held == []


def test_who_is_stopped_while_it_is_held_gives_the_hold_back(tmp_path, monkeypatch):
    begun, reserve = asyncio.Event(), Ledger.reserve

    async def slow(*arguments):
        held = await reserve(*arguments)
        begun.set()
        await asyncio.Event().wait()
        return held

    async def work(completions, engine):
        monkeypatch.setattr(Ledger, "reserve", slow)
        asking = asyncio.create_task(parts(completions))
        await begun.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return await books(engine)

    assert serve(tmp_path, work, cloud("Hello.")) == (0, [])


def test_a_database_that_is_busy_at_the_end_loses_no_answer_and_invents_no_cost(tmp_path, monkeypatch):
    async def work(completions, engine):
        write = engine.store.write
        stream = completions.stream(ASK, account="me")
        said = [await anext(stream)]
        monkeypatch.setattr(engine.store, "write", busy)
        said += [part async for part in stream]
        monkeypatch.setattr(engine.store, "write", write)
        await engine.ledger.pay_owed()
        return said[-1], await books(engine)

    async def busy(_):
        raise StoreBusy(path="x")

    receipt, (spent, held) = serve(tmp_path, work, cloud("Hello."))
    assert isinstance(receipt, Receipt)
    assert receipt.cost_micro == spent > 0
    assert held == []


@pytest.mark.parametrize(
    ("model", "error", "named"), [("b", ModelNotReady, "b:script"), ("nobody", UnknownModel, "nobody")]
)
def test_the_model_that_was_asked_for_is_the_one_that_is_named(model, error, named, tmp_path):
    lacking = [cloud("Never.", name) for name in ("a", "b")]
    for provider in lacking:
        card = replace(provider.models()[0], ready=False, note="KEY")
        provider.models = lambda card=card: [card]
        provider.problem = lambda card=card: ModelNotReady(name=f"{card.provider}:{card.model}", need=card.note)

    async def work(completions, engine):
        with pytest.raises(error) as caught:
            await parts(completions, replace(ASK, model=model))
        return caught.value

    assert named in str(serve(tmp_path, work, *lacking).info())


class Moving(ScriptedProvider):
    """A model that turns out to be computed elsewhere once its server is asked."""

    def refresh(self):
        async def ask():
            self._place = "cloud"

        return ask()


def test_a_completion_and_a_preview_are_decided_by_cards_that_are_true(tmp_path):
    async def work(completions, engine):
        receipt = await route(engine, Question(text="Why?"))
        engine.providers["scripted"]._place = "local"
        return receipt.place, (await parts(completions))[-1].place

    assert serve(tmp_path, work, Moving("fine")) == ("cloud", "cloud")
