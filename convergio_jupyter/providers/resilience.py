"""The way to a provider: a fair line, a circuit breaker, deadlines, and another try before the first word.

After the first word nothing is tried again here: what was shown cannot be taken back without a word, so the failure is
reported. Delays follow “full jitter” (Marc Brooker, “Exponential Backoff And Jitter”, AWS Architecture Blog, 2015).
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import NamedTuple, TypeVar

from ..core.errors import ModelError, ProviderTimeout
from . import emulation
from .base import AlivePart, Call, FinishPart, Part, Provider, StartPart, TextPart, ToolPart, WaitPart, name_of
from .breaker import Breaker
from .waiting_line import WaitingLine

T = TypeVar("T")
SLOTS = {"embedded": 4, "mlx": 1, "ollama": 4}  # calls at once; a local model shares one machine
SLOTS_OF_A_CLOUD = 32
LONGEST_LINE = 200
SLACK = 64  # tokens: some servers count the end of an answer, or its first word, another way
BYTES_A_TOKEN = 4
MOST_BYTES_A_TOKEN = 64  # of a whole answer: rows of blanks are the longest tokens
PEEK = 0.25  # seconds until somebody who waits looks again how another one's probe went


class Patience(NamedTuple):
    """How long to wait and how often to try. Seconds."""

    tries: int = 3
    first_delay: float = 0.5
    longest_delay: float = 8.0
    longest_retry_after: float = 20.0
    first_word: float = 300.0  # a long prompt on a slow machine is read for minutes
    first_word_of_a_cloud: float = 60.0  # where another model stands ready
    silence: float = 90.0  # between two words
    whole: float = 1_200.0  # for all of it: the line, every try, the answer


class Resilience:
    """Asks providers for all calls of one host. ``clock`` and ``chance`` are for tests."""

    def __init__(
        self,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._clock = clock
        self._chance = chance or _chance
        self._lines: dict[str, WaitingLine] = {}
        self._breakers: dict[tuple[str, str], Breaker] = defaultdict(lambda: Breaker(clock))

    def cause(self, provider: str, model: str) -> ModelError | None:
        """What failed last with a model that is being left alone; None where it is not."""
        breaker = self._breakers.get((provider, model))
        return breaker.cause if breaker is not None and breaker.is_open else None

    def deadline(self) -> float:
        """The moment by which an answer that begins now must be over, whoever gives it."""
        return self._clock() + self._patience.whole

    def is_past(self, moment: float) -> bool:
        """Whether a deadline is over."""
        return self._clock() >= moment

    async def stream(
        self, provider: Provider, call: Call, *, account: str, once: bool, until: float | None = None
    ) -> AsyncIterator[Part]:
        """The parts of the answer. ``once``: another model stands ready, so a failure is passed on at once."""
        line, until = self._line(provider), self.deadline() if until is None else until
        ticket, first = line.join(account), _First(self._breakers[provider.id, call.model])
        try:
            while not ticket.called:
                yield WaitPart("queued", done=ticket.ahead)
                await self._in(until, provider, ticket.moved())
            tries = 1 if once else self._patience.tries
            word = self._first_word(provider, call) if once else self._patience.first_word
            async with contextlib.aclosing(self._tries(provider, call, tries, until, word, first)) as parts:
                async for part in parts:
                    yield part
        finally:
            first.is_made()
            line.leave(ticket)

    def _line(self, provider: Provider) -> WaitingLine:
        if provider.id not in self._lines:
            slots = SLOTS.get(provider.id, SLOTS_OF_A_CLOUD)
            self._lines[provider.id] = WaitingLine(name_of(provider), slots, LONGEST_LINE)
        return self._lines[provider.id]

    def _first_word(self, provider: Provider, call: Call) -> float:
        """Seconds until a model must speak where another one stands ready: nobody waits for minutes for a cloud."""
        there = any(card.model == call.model and card.place == "cloud" for card in provider.models())
        return min(self._patience.first_word, self._patience.first_word_of_a_cloud if there else math.inf)

    async def _tries(
        self, provider: Provider, call: Call, tries: int, until: float, word: float, first: _First
    ) -> AsyncGenerator[Part]:
        spoken, number = False, 0
        breaker = self._breakers[provider.id, call.model]
        while True:
            async with contextlib.aclosing(self._rested(breaker, until, wait=tries > 1, again=number > 0)) as waits:
                async for wait in waits:
                    yield wait
            first.is_made()
            number += 1
            try:
                async with contextlib.aclosing(self._guarded(breaker, provider, call, until, word)) as parts:
                    async for part in parts:
                        spoken = spoken or isinstance(part, (TextPart, ToolPart))
                        yield part
                return
            except ModelError as error:
                delay = self._delay(error, number)
                if spoken or number == tries or delay is None or self._clock() + delay > until:
                    raise
            yield WaitPart("retrying", number, tries)
            await asyncio.sleep(delay)

    async def _rested(self, breaker: Breaker, until: float, *, wait: bool, again: bool) -> AsyncGenerator[WaitPart]:
        """Waits while a model is left alone, if that is not for long. Raises why it is, where nobody should wait.

        Who asks ``again`` lets those go first who have not been tried yet: the fault may be the failed call's own.
        """
        until, said = min(until, self._clock() + self._patience.longest_retry_after), False
        while breaker.is_open or (again and breaker.unheard):
            if not wait or self._clock() + (breaker.rest or PEEK) > until:
                if breaker.is_open:
                    raise breaker.refusal()
                return
            if not said:
                said = True
                yield WaitPart("resting")
            await asyncio.sleep(breaker.rest or PEEK)

    async def _guarded(
        self, breaker: Breaker, provider: Provider, call: Call, until: float, word: float
    ) -> AsyncGenerator[Part]:
        """One try, of which the breaker gets to know how it went: well, as soon as there is a first word."""
        entered, spoken, length = breaker.enter(), False, _Length(call.max_tokens)
        try:
            yield StartPart()
            async with contextlib.aclosing(self._in_time(provider, call, until, word)) as parts:
                async for part in parts:
                    if not spoken and not isinstance(part, WaitPart):
                        spoken, entered = True, breaker.spoke(entered)
                    yield length.fitting(part)
                    if length.is_beyond(part):  # it does not keep to what it was asked, and would never end
                        yield FinishPart("length")
                        break
            breaker.succeeded(entered)
        except ModelError as error:
            breaker.failed(entered, error)
            raise
        except BaseException:
            breaker.gave_up(entered)
            raise

    async def _in_time(self, provider: Provider, call: Call, until: float, seconds: float) -> AsyncGenerator[Part]:
        """The parts of one try; a provider that keeps silent for ``seconds``, or never ends, is given up.

        What shows that the model works is a word, too, though nobody sees it.
        """
        async with contextlib.aclosing(emulation.stream(provider, call)) as parts:
            while True:
                try:
                    part = await self._in(min(until, self._clock() + seconds), provider, anext(parts))
                except StopAsyncIteration:
                    return
                if isinstance(part, (TextPart, ToolPart, AlivePart)):
                    seconds = self._patience.silence
                yield part

    async def _in(self, until: float, provider: Provider, work: Awaitable[T]) -> T:
        """What ``work`` gives, if it gives it before the moment ``until``."""
        seconds = until - self._clock()
        try:
            async with asyncio.timeout(max(0.0, seconds)) as limit:
                return await work
        except TimeoutError:
            if not limit.expired():
                raise
            raise ProviderTimeout(provider=name_of(provider), seconds=max(0, round(seconds))) from None

    def _delay(self, error: ModelError, number: int) -> float | None:
        """Seconds until the next try; None where it would be no use, or would take too long."""
        if not error.transient:
            return None
        if error.retry_after is not None:  # a little later than asked, and not all at the same moment
            wait = error.retry_after * (1 + 0.1 * self._chance()) + 0.01
            return wait if wait <= self._patience.longest_retry_after else None
        longest = min(self._patience.longest_delay, self._patience.first_delay * 2 ** (number - 1))
        return float(self._chance() * longest)


class _First:
    """The first try of a call, from when it joins the line until it is made: who failed before lets it go first."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker: Breaker | None = breaker
        breaker.unheard += 1

    def is_made(self) -> None:
        if self._breaker is not None:
            self._breaker.unheard -= 1
            self._breaker = None


class _Length:
    """How long an answer has become, of one that may take ``most`` tokens.

    How many tokens a text has only its model knows. An answer is too long where it has more pieces and, at four bytes a
    token, more text than that; or where no tokenizer makes so few tokens of it.
    """

    def __init__(self, most: int) -> None:
        self._most = most + SLACK
        self._pieces = self._bytes = 0

    def fitting(self, part: Part) -> Part:
        """``part``, or the beginning of it that an answer can hold."""
        room = MOST_BYTES_A_TOKEN * self._most - self._bytes
        return TextPart(part.text[:room]) if isinstance(part, TextPart) and len(part.text) > room else part

    def is_beyond(self, part: Part) -> bool:
        """Whether the answer is too long with ``part``."""
        if isinstance(part, (TextPart, ToolPart)):
            text = part.text if isinstance(part, TextPart) else part.use.name + part.use.arguments
            self._pieces += 1
            self._bytes += len(text.encode("utf-8", "replace"))
        elif isinstance(part, AlivePart):
            self._pieces += 1
            self._bytes += BYTES_A_TOKEN
        least = min(self._pieces, self._bytes // BYTES_A_TOKEN)
        return least > self._most or self._bytes > MOST_BYTES_A_TOKEN * self._most


def _chance() -> float:
    """From 0 to below 1. Few calls ever wait, so what makes chance is loaded when one does."""
    import random

    return random.random()
