"""A server on this computer may hand a model on to a cloud under any name; Ollama says so where it is asked."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core import errors
from convergio_jupyter.core.events import Done, Routed, UsageReported
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import Message
from convergio_jupyter.privacy import Egress, confined
from convergio_jupyter.providers import forwarding
from convergio_jupyter.providers.base import Call, TextPart
from convergio_jupyter.providers.openai import OPENAI

from ..helpers import collect, scripted_engine
from .recorded import KEY, MAKERS, NO_OLLAMA, TEXT, chunked, gathered, head, refusal, running, server_at, serving, shown

CALL = Call(model="m", messages=(Message("user", "Hello?"),), max_tokens=5)
FORWARDED = [{"remote_host": "https://ollama.com:443"}, {"remote_model": "glm-4.7"}]
LIMITS = {"private": ("private", "any"), "eu": ("public", "eu"), "local only": ("public", "any")}
TAIL = {"openai": "/v1", "anthropic": "", "ollama": ""}
ANYWHERE = ("public", "any")


async def silent(*_, **__):
    await asyncio.Event().wait()


class Asked:
    """One provider at a server whose replies may change, and what both did."""

    def __init__(self, kind, limits, **by_path):
        self.kind = kind
        self.privacy, self.region = LIMITS.get(limits, ANYWHERE)
        self.by_path = {"/api/ps": running("m"), "/api/show": shown(), **by_path}
        self.door = Egress(local_only=limits == "local only")

    def run(self, work):
        async def main():
            async with serving(chunked(TEXT[self.kind]), by_path=self.by_path) as (url, requests):
                self.requests = requests
                self.provider = MAKERS[self.kind](server_at(url + TAIL[self.kind], check=self.door.check))
                return await work()

        return asyncio.run(main())

    async def ask(self, **limits):
        with confined(limits.get("privacy", self.privacy), limits.get("region", self.region)):
            parts, error = await gathered(self.provider, CALL)
        return error or "".join(part.text for part in parts if isinstance(part, TextPart))

    @property
    def questions(self):
        return [each["path"] for each in self.requests if each["path"] not in ("/api/ps", "/api/show")]

    @property
    def shows(self):
        return [each for each in self.requests if each["path"] == "/api/show"]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("remote", FORWARDED)
def test_a_model_that_is_handed_on_is_not_asked_where_nothing_may_leave(kind, limits, remote):
    asked = Asked(kind, limits, **{"/api/show": shown(**remote)})
    error = asked.run(asked.ask)
    assert isinstance(error, errors.PolicyError)
    assert "ollama.com" in str(error)  # and not the address of this computer, which was not the reason
    assert asked.questions == []
    card = asked.provider.models()[0]
    assert (card.place, card.region) == ("cloud", "unknown")


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("limits", LIMITS)
def test_what_a_name_means_is_asked_anew_for_each_call_that_must_stay(kind, limits):
    asked = Asked(kind, limits)

    async def work():
        first = await asked.ask()
        asked.by_path["/api/show"] = shown(remote_host="https://ollama.com:443")
        second = await asked.ask()
        asked.by_path["/api/show"] = shown()
        return first, second, await asked.ask()

    first, second, third = asked.run(work)
    assert first == third == "Hello"
    assert isinstance(second, errors.PolicyError)
    assert len(asked.questions) == 2
    assert [each["body"] for each in asked.shows] == [{"model": "m"}] * 3


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
@pytest.mark.parametrize(
    "reply",
    [
        NO_OLLAMA,
        refusal(405, {}),
        refusal(501, {}),
        chunked(b"<html>Hello</html>"),
        refusal(200, ["a"]),
        refusal(200, {"error": "Unexpected endpoint or method. (POST /api/show). Returning 200 anyway"}),
    ],
    ids=["no such path", "no such method", "not made", "a page", "a list", "LM Studio"],
)
def test_a_server_that_is_no_ollama_is_taken_as_being_here(kind, reply):
    asked = Asked(kind, "private", **{"/api/show": reply})
    assert asked.run(asked.ask) == "Hello"
    assert asked.provider.models()[0].place == "local"


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    "reply",
    [refusal(500, {}), refusal(503, {}), refusal(401, {}), head(), chunked(b'{"remote_'), chunked(b'{"a":' * 5000)],
    ids=["broken", "busy", "refused", "nothing", "cut", "deep"],
)
def test_whoever_may_be_an_ollama_and_does_not_say_where_it_computes_is_asked_nothing_that_must_stay(kind, reply):
    asked = Asked(kind, "private", **{"/api/show": reply})
    error = asked.run(asked.ask)
    assert isinstance(error, errors.ModelError)
    assert error.transient or isinstance(error, errors.KeyRefused)
    assert asked.questions == []


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
def test_who_never_said_where_it_computes_is_named_in_a_sentence(kind, monkeypatch):
    monkeypatch.setattr(forwarding, "ASK_SECONDS", 0.05)
    monkeypatch.setattr(forwarding.Forwarding, "_described", silent)
    asked = Asked(kind, "private")
    error = asked.run(asked.ask)
    assert type(error) is errors.PlaceUnsure
    assert "127.0.0.1:" in error.info("it").message
    assert asked.questions == []


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
def test_a_server_that_showed_that_it_is_no_ollama_may_be_busy(kind, monkeypatch):
    monkeypatch.setattr(forwarding, "ASK_SECONDS", 1.0)
    asked, now = Asked(kind, "private", **{"/api/show": NO_OLLAMA}), [0.0]

    async def work():
        known = asked.provider._forwarding
        known._clock = lambda: now[0]
        first = await asked.ask()
        monkeypatch.setattr(known, "_described", partial(silent, known))
        monkeypatch.setattr(forwarding, "ASK_SECONDS", 0.05)
        second = await asked.ask()
        now[0] = forwarding.REMEMBER_SECONDS + 1
        return first, second, type(await asked.ask())

    assert asked.run(work) == ("Hello", "Hello", errors.PlaceUnsure)


@pytest.mark.parametrize("kind", MAKERS)
def test_an_ollama_that_cannot_say_where_it_computes_is_not_trusted(kind):
    asked = Asked(kind, "private")

    async def work():
        first = await asked.ask()  # shows that it is one
        asked.by_path["/api/show"] = refusal(500, {})
        return first, await asked.ask(), await asked.ask(privacy="public")

    first, refused, free = asked.run(work)
    assert (first, free) == ("Hello", "Hello")
    assert type(refused) is errors.PlaceUnsure
    assert refused.transient
    assert refused.__context__ is None


@pytest.mark.parametrize("kind", MAKERS)
def test_an_ollama_that_keeps_silent_is_given_up(kind, monkeypatch):
    monkeypatch.setattr(forwarding, "ASK_SECONDS", 0.05)
    asked = Asked(kind, "private")

    async def work():
        await asked.ask()
        monkeypatch.setattr(forwarding.Forwarding, "_described", silent)
        return await asked.ask()

    assert type(asked.run(work)) is errors.PlaceUnsure
    assert len(asked.questions) == 1


async def as_the_engine_asks(asked):
    """The cards are made true before anybody decides by them."""
    await refreshed(asked)
    return await asked.ask()


async def refreshed(asked):
    if (work := asked.provider.refresh()) is not None:
        await work


@pytest.mark.parametrize("kind", MAKERS)
def test_a_model_that_is_handed_on_is_a_cloud_model_by_every_wire_where_a_cloud_may_be_asked(kind):
    asked = Asked(kind, "none", **{"/api/show": shown(remote_model="glm-4.7")})

    async def work():
        asked.provider._forwarding._is_ollama = True  # as by its port
        answers = [await as_the_engine_asks(asked), await as_the_engine_asks(asked)]
        return [*answers, len(asked.shows), asked.provider.models()[0].place]

    assert asked.run(work) == ["Hello", "Hello", 1, "cloud"]


def test_the_first_receipt_of_a_model_that_is_handed_on_says_that_the_question_left(tmp_path):
    asked = Asked("ollama", "none", **{"/api/show": shown(remote_host="https://ollama.com:443")})

    async def work():
        engine = scripted_engine(tmp_path, asked.provider)
        events = await collect(engine, Question(text="Hello?"))
        await engine.close()
        return [event.receipt.place for event in events if isinstance(event, Routed | UsageReported)]

    assert asked.run(work) == ["cloud", "cloud"]


def test_an_ollama_that_does_not_say_it_is_not_waited_for_with_each_question():
    asked, now = Asked("openai", "none", **{"/api/show": refusal(500, {})}), [0.0]

    async def work():
        known = asked.provider._forwarding
        known._is_ollama, known._clock = True, lambda: now[0]
        await as_the_engine_asks(asked)
        await as_the_engine_asks(asked)
        first = len(asked.shows)
        now[0] = forwarding.PASS_OVER_SECONDS
        await as_the_engine_asks(asked)
        return first, len(asked.shows)

    assert asked.run(work) == (1, 2)


def test_the_usual_port_of_ollama_is_taken_for_one():
    known = [forwarding.Forwarding(server_at(f"http://127.0.0.1:{port}/v1"), OPENAI)._is_ollama for port in (11434, 9)]
    assert known == [True, False]


def test_before_its_first_answer_the_card_of_ollama_says_cloud_and_is_not_asked_for_again_at_once(monkeypatch):
    now = [0.0]
    asked = Asked("ollama", "none", **{"/api/show": shown(remote_model="glm-4.7")})

    async def work():
        asked.provider._forwarding._clock = lambda: now[0]
        await refreshed(asked)
        answers = [asked.provider.models()[0].place, await as_the_engine_asks(asked), asked.provider.models()[0].place]
        now[0] = forwarding.REMEMBER_SECONDS - 1
        answers += [await as_the_engine_asks(asked), len(asked.shows)]
        now[0] += 2
        asked.by_path["/api/show"] = shown()
        return [*answers, await as_the_engine_asks(asked), len(asked.shows), asked.provider.models()[0].place]

    assert asked.run(work) == ["cloud", "Hello", "cloud", "Hello", 1, "Hello", 2, "local"]


def test_where_a_cloud_may_be_asked_an_ollama_that_does_not_say_it_is_asked_all_the_same():
    asked = Asked("ollama", "none", **{"/api/show": refusal(404, {"error": "model 'm' not found"})})
    assert asked.run(lambda: as_the_engine_asks(asked)) == "Hello"


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
def test_a_server_that_is_no_ollama_is_asked_once_in_a_while(kind):
    asked, now = Asked(kind, "none", **{"/api/show": NO_OLLAMA}), [0.0]

    async def work():
        asked.provider._forwarding._clock = lambda: now[0]
        answers = [await as_the_engine_asks(asked), await as_the_engine_asks(asked)]
        once = len(asked.shows)
        now[0] = forwarding.REMEMBER_SECONDS
        await refreshed(asked)
        return [*answers, once, len(asked.shows), asked.provider.models()[0].place]

    assert asked.run(work) == ["Hello", "Hello", 1, 2, "local"]


def test_an_alias_on_any_port_is_a_cloud_model():
    asked = Asked("openai", "none", **{"/api/show": shown(remote_model="glm-4.7")})

    async def work():
        await refreshed(asked)
        return asked.provider.models()[0].place

    assert asked.run(work) == "cloud"


def test_what_was_known_stays_known_where_a_server_does_not_say_it_again():
    asked, now = Asked("ollama", "none", **{"/api/show": shown(remote_model="glm-4.7")}), [0.0]

    async def work():
        asked.provider._forwarding._clock = lambda: now[0]
        await refreshed(asked)
        now[0] = forwarding.REMEMBER_SECONDS + 1
        asked.by_path["/api/show"] = refusal(500, {})
        await refreshed(asked)
        return asked.provider.models()[0].place, len(asked.shows)

    assert asked.run(work) == ("cloud", 2)


@pytest.mark.parametrize("name", ["m", "glm:cloud"])
@pytest.mark.parametrize("place", ["local", "cloud"])
def test_only_a_server_on_this_computer_is_asked_and_only_what_its_name_does_not_say(place, name):
    provider = MAKERS["ollama"](server_at("http://127.0.0.1:9", place=place, models=(name,)))
    work = provider.refresh()
    assert (work is not None) == (place == "local" and name == "m")
    if work is not None:
        work.close()


def test_a_server_whose_client_cannot_be_made_stops_nobody(monkeypatch):
    provider = MAKERS["ollama"](server_at("http://127.0.0.1:9"))

    def broken():
        raise errors.ExtraMissing(feature="Ollama", extra="ollama")

    monkeypatch.setattr(provider, "_open", broken)
    asyncio.run(provider.refresh())
    assert provider.refresh() is None  # for a while


def test_a_question_waits_a_moment_only_for_a_server_that_says_nothing(tmp_path, monkeypatch):
    asked = Asked("ollama", "none")
    monkeypatch.setattr(forwarding.Forwarding, "_described", silent)
    monkeypatch.setattr("convergio_jupyter.engine.REFRESH_SECONDS", 0.05)

    async def work():
        engine = scripted_engine(tmp_path, asked.provider)
        events = await collect(engine, Question(text="Hello?"))
        await engine.close()
        return type(events[-1])

    assert asked.run(work) is Done


def test_who_stops_does_not_wait_for_it(tmp_path, monkeypatch):
    asked = Asked("ollama", "none")
    monkeypatch.setattr(forwarding.Forwarding, "_described", silent)
    monkeypatch.setattr("convergio_jupyter.engine.REFRESH_SECONDS", 60)

    async def work():
        engine, scope = scripted_engine(tmp_path, asked.provider), CancelScope()
        asyncio.get_running_loop().call_soon(scope.cancel)
        events = [event async for event in engine.ask(Question(text="Hello?"), scope)]
        await engine.close()
        return events[-1].reason

    assert asked.run(work) == "cancelled"


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/api/show"),
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/api/show"),
        ("http://me:secret@localhost/ollama/v1?key=x", "http://me:secret@localhost/ollama/api/show"),
        ("127.0.0.1:11434", "http://127.0.0.1:11434/api/show"),
    ],
)
def test_where_ollama_describes_a_model(base_url, address):
    assert forwarding._address(base_url) == address


def test_the_server_gets_its_key_with_the_question_where_it_computes():
    asked = Asked("openai", "private")
    asked.run(asked.ask)
    assert asked.shows[0]["headers"]["authorization"] == f"bearer {KEY}"


@pytest.mark.parametrize("kind", MAKERS)
def test_a_server_that_is_not_on_this_computer_is_not_asked_where_it_computes(kind):
    async def main():
        async with serving(chunked(TEXT[kind]), by_path={"/api/ps": running("m")}) as (url, requests):
            server = replace(server_at(url), place="cloud", check=lambda *_, **__: None)
            await gathered(MAKERS[kind](server), CALL)
            return requests

    assert "/api/show" not in [each["path"] for each in asyncio.run(main())]
