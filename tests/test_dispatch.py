"""Who is asked, in which order, and until when."""

import asyncio
import contextlib

import pytest

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.errors import AnswerWithheld, ModelError, ProviderFailed, StaysPrivate
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.core.values import Message
from convergio_jupyter.dispatch import AskedPart, Dispatcher
from convergio_jupyter.providers.base import Call, TextPart, TokensPart
from convergio_jupyter.providers.resilience import Patience, Resilience
from convergio_jupyter.providers.scripted import ScriptedProvider


class Slow(ScriptedProvider):
    """Fails, after ``seconds`` by the clock of the test."""

    def __init__(self, name, now, seconds):
        super().__init__(ProviderFailed(provider=name), place="cloud", name=name)
        self._now, self._seconds = now, seconds

    def stream(self, call):
        self._now[0] += self._seconds
        return super().stream(call)


def dispatcher(now, *providers, **patience):
    resilience = Resilience(Patience(tries=1, **patience), clock=lambda: now[0])
    return Dispatcher({each.id: each for each in providers}, resilience)


def asked(dispatcher, *providers):
    """What comes back from asking the model of each of ``providers``, in this order; and what was raised."""

    def calls(card):
        return [Call(model=card.model, messages=(Message("user", "Why?"),), max_tokens=9)]

    found = []

    async def work():
        cards, limits = [each.models()[0] for each in providers], contextlib.nullcontext
        async for part in dispatcher.parts(cards, calls, scope=CancelScope(), limits=limits, account="me"):
            found.append(part)

    try:
        asyncio.run(work())
    except ModelError as error:
        return found, error
    return found, None


def names(parts):
    return [part.model.provider for part in parts if isinstance(part, AskedPart)]


def test_the_next_one_is_asked_while_there_is_time():
    now = [0.0]
    slow, ready = Slow("slow", now, 9), ScriptedProvider("Here.", name="ready")
    parts, failed = asked(dispatcher(now, slow, ready, whole=10), slow, ready)
    assert (names(parts), failed) == (["slow", "ready"], None)
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "Here."


def test_nobody_is_asked_when_the_time_for_all_of_them_is_over():
    now = [0.0]
    slow, ready = Slow("slow", now, 10), ScriptedProvider("Here.", name="ready")
    parts, failed = asked(dispatcher(now, slow, ready, whole=10), slow, ready)
    assert names(parts) == ["slow"]
    assert failed.values["provider"] == "slow"
    assert ready.calls == []


def test_all_who_are_asked_have_one_deadline_together():
    now, untils = [0.0], []

    class Watching(Resilience):
        def stream(self, *given, until, **more):
            untils.append(until)
            return super().stream(*given, until=until, **more)

    slow, ready = Slow("slow", now, 9), ScriptedProvider("Here.", name="ready")
    way = Watching(Patience(tries=1, whole=10), clock=lambda: now[0])
    asked(Dispatcher({"slow": slow, "ready": ready}, way), slow, ready)
    assert untils == [10, 10]


def test_where_the_door_refuses_one_model_the_next_may_still_answer():
    shut = ScriptedProvider(StaysPrivate(host="ollama.com"), name="shut")
    ready = ScriptedProvider("Here.", name="ready")
    parts, failed = asked(dispatcher([0.0], shut, ready, whole=10), shut, ready)
    assert (names(parts), failed) == (["shut", "ready"], None)
    assert [str(part.failed) for part in parts if isinstance(part, AskedPart)][1] == str(
        StaysPrivate(host="ollama.com")
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_who_is_left_alone_comes_last(number):
    now = [0.0]
    slow, ready = Slow("slow", now, 0), ScriptedProvider("Here.", name="ready")
    asking = dispatcher(now, slow, ready, whole=10)
    for _ in range(number):
        parts, _ = asked(asking, slow, ready)
    assert names(parts) == ["slow", "ready"]
    if number == 3:
        parts, _ = asked(asking, slow, ready)
        assert names(parts) == ["ready"]
        assert parts[0].failed.values["provider"] == "slow"


class Counting(ScriptedProvider):
    """Says what it used, and then that it withholds the answer."""

    async def stream(self, call):
        yield TokensPart(Tokens(input=5_000, output=900))
        raise AnswerWithheld(provider=self.id)


def test_who_has_counted_something_is_paid_and_nobody_else_is_asked():
    providers = [Counting("", name="cloud", place="cloud"), ScriptedProvider("fine")]
    found, error = asked(dispatcher([0.0], *providers), *providers)
    assert type(error) is AnswerWithheld
    assert [part.model.provider for part in found if isinstance(part, AskedPart)] == ["cloud"]


def test_the_first_word_is_there_before_the_rest_is_read():
    """A server may send many words in one block, and reading them all keeps whoever waits for the first one waiting."""
    read = []

    class AtOnce(ScriptedProvider):
        async def stream(self, call):
            for number in range(50):
                read.append(number)
                yield TextPart(f"{number} ")

    async def first():
        cloud = AtOnce("", place="cloud", name="cloud")
        calls = [Call(model=cloud.models()[0].model, messages=(Message("user", "Why?"),), max_tokens=99)]
        parts = dispatcher([0.0], cloud).parts(
            cloud.models(), lambda _: calls, scope=CancelScope(), limits=contextlib.nullcontext, account="me"
        )
        seen = []
        async with contextlib.aclosing(parts):
            async for part in parts:
                if isinstance(part, TextPart):
                    seen.append(len(read))
        return seen[0]

    assert asyncio.run(first()) < 5
