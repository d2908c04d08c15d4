"""The way to a provider: deadlines, another try before the first word, and none after it."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import KeyRefused, ProviderFailed, ProviderTimeout, QueueFull, RateLimited
from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.core.values import Message
from convergio_jupyter.providers import resilience
from convergio_jupyter.providers.base import ALIVE, AlivePart, Call, FinishPart, Profile, TextPart, WaitPart
from convergio_jupyter.providers.breaker import FAILURES
from convergio_jupyter.providers.resilience import Patience, Resilience

CALL = Call(model="m", messages=(Message("user", "Why?"),), max_tokens=10)
QUICK = Patience(first_delay=0.0, longest_delay=0.0)


class Flaky:
    """Fails with each of ``errors`` in turn, then answers. ``after`` words are said before a failure."""

    id = "flaky"

    def __init__(self, *errors, after=0, place="cloud"):
        self.errors = list(errors)
        self.after = after
        self.place = place
        self.asked = 0

    def models(self):
        return [ModelCard(provider=self.id, model="m", label="m", place=self.place, region="unknown", ready=True)]

    def profile(self, model):
        return Profile()

    async def stream(self, call):
        self.asked += 1
        error = self.errors.pop(0) if self.errors else None
        for number in range(self.after if error else 2):
            yield TextPart(f"word{number} ")
        if error:
            raise error
        yield FinishPart("complete")


def parts(provider, *, once=False, patience=QUICK, resilience=None):
    async def main():
        way = resilience or Resilience(patience)
        return [part async for part in way.stream(provider, CALL, account="me", once=once)]

    return asyncio.run(main())


def text(found):
    return "".join(part.text for part in found if isinstance(part, TextPart))


def test_what_passes_by_itself_is_tried_again_and_said():
    provider = Flaky(ProviderFailed(provider="x"), ProviderFailed(provider="x"))
    found = parts(provider)
    assert text(found) == "word0 word1 "
    assert [part.stage for part in found if isinstance(part, WaitPart)] == ["retrying", "retrying"]
    assert provider.asked == 3


@pytest.mark.parametrize(
    ("error", "once", "after", "asked"),
    [
        (KeyRefused(provider="x", variable="X"), False, 0, 1),  # no use
        (ProviderFailed(provider="x"), True, 0, 1),  # another model stands ready
        (ProviderFailed(provider="x"), False, 1, 1),  # a word was shown
        (RateLimited(provider="x", retry_after=3_600), False, 0, 1),  # nobody waits for an hour
        (ProviderFailed(provider="x"), False, 0, 3),
    ],
)
def test_when_nothing_is_tried_again(error, once, after, asked):
    provider = Flaky(*[error] * 9, after=after)
    with pytest.raises(type(error)):
        parts(provider, once=once)
    assert provider.asked == asked


def test_the_server_says_how_long_to_wait():
    way = Resilience()
    assert 7 <= way._delay(RateLimited(provider="x", retry_after=7), 1) < 8
    assert way._delay(RateLimited(provider="x", retry_after=60), 1) is None


@given(st.integers(1, 50), st.floats(0, 1))
def test_a_delay_is_never_longer_than_the_longest(number, chance):
    patience = Patience()
    delay = Resilience(patience, chance=lambda: chance)._delay(ProviderFailed(provider="x"), number)
    assert 0 <= delay <= patience.longest_delay


def test_a_provider_that_keeps_silent_is_given_up():
    class Silent(Flaky):
        async def stream(self, call):
            yield TextPart("One ")
            await asyncio.Event().wait()

    found = []

    async def main():
        way = Resilience(Patience(silence=0.01))
        async for part in way.stream(Silent(), CALL, account="me", once=False):
            found.append(part)

    with pytest.raises(ProviderTimeout):
        asyncio.run(main())
    assert text(found) == "One "


class Watching(Resilience):
    """Notes how long each part may take, by a clock that stands still."""

    def __init__(self):
        super().__init__(clock=lambda: 0.0)
        self.until = []

    async def _in(self, until, provider, work):
        self.until.append(until)
        return await super()._in(until, provider, work)


@pytest.mark.parametrize(
    ("place", "once", "seconds"),
    [("cloud", True, 60), ("cloud", False, 300), ("local", True, 300), ("local", False, 300)],
)
def test_a_silent_cloud_is_given_up_sooner_where_another_model_stands_ready(place, once, seconds):
    way = Watching()
    parts(Flaky(place=place), once=once, resilience=way)
    assert way.until[:2] == [seconds, way._patience.silence]


def test_a_model_that_works_on_what_cannot_be_shown_is_not_silent():
    class Thinking(Flaky):
        async def stream(self, call):
            for part in (ALIVE, ALIVE, TextPart("Yes."), ALIVE, ALIVE):
                yield part
            yield FinishPart("complete")

    way = Watching()
    found = parts(Thinking(), once=True, resilience=way)
    assert way.until == [60, *[way._patience.silence] * 6]
    assert text(found) == "Yes."
    assert len([part for part in found if isinstance(part, AlivePart)]) == 4  # which are counted


@pytest.mark.parametrize(
    ("piece", "pieces"),
    [("word ", 20_000), ("x" * 10_000, 400), (ALIVE, 20_000)],
    ids=["words", "blocks", "thoughts"],
)
def test_a_server_that_does_not_keep_to_the_length_is_ended(piece, pieces):
    class Endless(Flaky):
        async def stream(self, call):
            for _ in range(pieces):
                yield piece if piece is ALIVE else TextPart(piece)
            raise AssertionError("read to the end")

    found = parts(Endless())
    assert isinstance(found[-1], FinishPart)
    assert found[-1].reason == "length"


@pytest.mark.parametrize("piece", ["a", "word ", " " * 64], ids=["letters", "words", "blanks"])
def test_an_answer_that_keeps_to_its_length_is_read_to_the_end(piece):
    """However its server cuts it: by letters, by tokens, or with rows of blanks that are one token each."""

    class Whole(Flaky):
        async def stream(self, call):
            for _ in range(call.max_tokens * (4 if piece == "a" else 1)):
                yield TextPart(piece)
            yield FinishPart("complete")

    found = parts(Whole())
    assert found[-1].reason == "complete"


def test_a_thought_is_no_word_so_another_try_or_model_may_follow():
    class Thinking(Flaky):
        async def stream(self, call):
            yield ALIVE
            async for part in super().stream(call):
                yield part

    provider = Thinking(ProviderFailed(provider="x"))
    assert text(parts(provider)) == "word0 word1 "
    assert provider.asked == 2


def test_a_cloud_that_never_speaks_makes_room_for_the_other_one():
    class Mute(Flaky):
        async def stream(self, call):
            await asyncio.Event().wait()
            yield

    with pytest.raises(ProviderTimeout):
        parts(Mute(), once=True, patience=Patience(first_word_of_a_cloud=0.01))


@pytest.mark.parametrize("seconds", [0.0, 0.02])
def test_a_server_that_asks_to_wait_shortly_is_asked_again(seconds):
    provider = Flaky(RateLimited(provider="x", retry_after=seconds))
    assert text(parts(provider)) == "word0 word1 "
    assert provider.asked == 2


class Busy(Flaky):
    """Refuses the first call for a moment, then answers slowly: each word waits for :attr:`go`."""

    id = "cloud"

    def __init__(self, *errors):
        super().__init__(*errors)
        self.go = asyncio.Event()

    async def stream(self, call):
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        yield TextPart("One ")
        await self.go.wait()
        yield FinishPart("complete")


def test_who_asks_while_a_model_rests_waits_and_is_answered_beside_the_first(monkeypatch):
    async def main():
        provider, way = Busy(RateLimited(provider="x", retry_after=0.05)), Resilience()
        found = {number: [] for number in range(6)}

        async def learner(number):
            async for part in way.stream(provider, CALL, account=str(number), once=False):
                found[number].append(part)
                if all(map(text, found.values())):
                    provider.go.set()  # every one has a first word while no answer has ended

        async with asyncio.timeout(10):
            await asyncio.gather(*map(learner, found))
        return found, provider.asked

    found, asked = asyncio.run(main())
    assert {text(parts) for parts in found.values()} == {"One "}
    assert asked == 7
    stages = [[part.stage for part in parts if isinstance(part, WaitPart)] for parts in found.values()]
    assert stages.count(["resting"]) == 5  # and is not told that it was asked


def test_nobody_waits_for_a_model_that_rests_where_another_one_stands_ready():
    provider, way = Busy(RateLimited(provider="x", retry_after=5)), Resilience()
    for _ in range(2):
        with pytest.raises(RateLimited):
            parts(provider, once=True, resilience=way)
    assert provider.asked == 1


def test_a_failure_after_the_first_word_counts_too():
    provider, way = Flaky(*[ProviderFailed(provider="x")] * 9, after=1), Resilience(QUICK)
    for _ in range(FAILURES):
        with pytest.raises(ProviderFailed):
            parts(provider, resilience=way)
    assert isinstance(way.cause("flaky", "m"), ProviderFailed)


def test_a_line_and_an_answer_that_never_end_are_given_up():
    class Trickle(Flaky):
        id = "mlx"

        async def stream(self, call):
            while True:
                yield TextPart("word ")
                await asyncio.sleep(0.001)

    async def main():
        way = Resilience(Patience(whole=0.05))
        async for _ in way.stream(Trickle(), CALL, account="me", once=False):
            pass

    with pytest.raises(ProviderTimeout):
        asyncio.run(main())


def test_no_try_begins_that_could_not_end_in_time():
    now = [0.0]
    way = Resilience(Patience(first_delay=8.0, longest_delay=8.0), clock=lambda: now[0], chance=lambda: 1.0)
    provider = Flaky(ProviderFailed(provider="x"))

    async def main():
        async with asyncio.timeout(2):  # and nobody waits for it
            await collected(way, provider, until=7.0)

    with pytest.raises(ProviderFailed):
        asyncio.run(main())
    assert provider.asked == 1


def test_nobody_stands_in_line_beyond_the_deadline():
    async def main():
        way, began = Resilience(Patience(whole=0.05)), asyncio.Event()

        async def first():
            async for _ in way.stream(Called(), CALL, account="you", once=False, until=way._clock() + 60):
                began.set()

        task = asyncio.create_task(first())
        await began.wait()
        try:
            async with asyncio.timeout(5):
                await collected(way, Called())
        finally:
            task.cancel()

    with pytest.raises(ProviderTimeout):
        asyncio.run(main())


def test_nobody_waits_for_a_rest_that_ends_after_the_deadline():
    now = [0.0]
    way, provider = Resilience(clock=lambda: now[0]), Busy(RateLimited(provider="x", retry_after=10))
    with pytest.raises(RateLimited):
        parts(provider, once=True, resilience=way)

    async def main():
        async with asyncio.timeout(2):
            await collected(way, provider, until=9.0)

    with pytest.raises(RateLimited, match="busy"):
        asyncio.run(main())
    assert provider.asked == 1


def test_not_all_who_were_asked_to_wait_come_back_at_the_same_moment():
    first, last = (Resilience(chance=lambda at=at: at) for at in (0.0, 1.0))
    error = RateLimited(provider="x", retry_after=10)
    assert 10 < first._delay(error, 1) < 10.1
    assert 10.9 < last._delay(error, 1) < 11.1


class Called(Flaky):
    """A provider whose name is not its id, and that says nothing."""

    id, name = "mlx", "Nimble"

    async def stream(self, call):
        await asyncio.Event().wait()
        yield


def test_who_kept_silent_is_called_as_people_call_it():
    with pytest.raises(ProviderTimeout, match="Nimble"):
        parts(Called(), patience=Patience(first_word=0.01, tries=1))


def test_a_full_line_is_called_as_people_call_it(monkeypatch):
    monkeypatch.setattr(resilience, "LONGEST_LINE", 0)

    async def main():
        way = Resilience(Patience(first_word=0.05, tries=1))
        await asyncio.gather(*(collected(way, Called()) for _ in range(2)))

    with pytest.raises(QueueFull, match="Nimble"):
        asyncio.run(main())


async def collected(way, provider, **more):
    return [part async for part in way.stream(provider, CALL, account="me", once=False, **more)]


def test_a_cancelled_call_frees_its_slot_at_once():
    class Endless(Flaky):
        id = "mlx"  # one slot

        async def stream(self, call):
            yield TextPart("word ")
            await asyncio.Event().wait()

    async def main():
        way = Resilience()

        async def first_word():
            stream = way.stream(Endless(), CALL, account="me", once=False)
            try:
                async for part in stream:
                    if isinstance(part, TextPart):
                        return part.text
            finally:
                await stream.aclose()

        return [await asyncio.wait_for(first_word(), 5) for _ in range(3)]

    assert asyncio.run(main()) == ["word "] * 3
