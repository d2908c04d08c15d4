"""The way to a provider: a fair line, a circuit breaker, deadlines, and another try before the first word.

After the first word nothing is tried again here: what was shown cannot be taken back without a word, so the failure is
reported. Delays follow “full jitter” (Marc Brooker, “Exponential Backoff And Jitter”, AWS Architecture Blog, 2015).
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass

from ..core.errors import ModelError, ProviderTimeout
from . import emulation
from .base import Call, Part, Provider, TextPart, ToolPart, WaitPart
from .breaker import Breaker
from .waiting_line import WaitingLine

SLOTS = {"embedded": 4, "mlx": 1, "ollama": 4}  # calls at once; a local model shares one machine
SLOTS_OF_A_CLOUD = 32
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait and how often to try. Seconds."""

    tries: int = 3
    first_delay: float = 0.5
    longest_delay: float = 8.0
    longest_retry_after: float = 20.0
    first_word: float = 300.0  # a long prompt on a slow machine is read for minutes
    silence: float = 90.0  # between two words


class Resilience:
    """Asks providers for all calls of one host. ``clock`` and ``chance`` are for tests."""

    def __init__(
        self,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._patience = patience or Patience()
        self._chance = chance
        self._lines: dict[str, WaitingLine] = {}
        self._breakers: dict[tuple[str, str], Breaker] = defaultdict(lambda: Breaker(clock))

    def is_open(self, provider: str, model: str) -> bool:
        """Whether a model is being left alone for now."""
        breaker = self._breakers.get((provider, model))
        return breaker is not None and breaker.is_open

    async def stream(self, provider: Provider, call: Call, *, account: str, once: bool) -> AsyncIterator[Part]:
        """The parts of the answer. ``once``: another model stands ready, so a failure is passed on at once."""
        line = self._line(provider.id)
        ticket = line.join(account)
        try:
            while not ticket.called:
                yield WaitPart("queued", done=ticket.ahead)
                await ticket.moved()
            async with contextlib.aclosing(self._tries(provider, call, 1 if once else self._patience.tries)) as parts:
                async for part in parts:
                    yield part
        finally:
            line.leave(ticket)

    def _line(self, provider: str) -> WaitingLine:
        if provider not in self._lines:
            self._lines[provider] = WaitingLine(provider, SLOTS.get(provider, SLOTS_OF_A_CLOUD), LONGEST_LINE)
        return self._lines[provider]

    async def _tries(self, provider: Provider, call: Call, tries: int) -> AsyncGenerator[Part]:
        spoken = False
        for number in range(1, tries + 1):
            try:
                async with contextlib.aclosing(self._guarded(provider, call)) as parts:
                    async for part in parts:
                        spoken = spoken or isinstance(part, (TextPart, ToolPart))
                        yield part
                return
            except ModelError as error:
                delay = self._delay(error, number)
                if spoken or number == tries or delay is None:
                    raise
            yield WaitPart("retrying", number, tries)
            await asyncio.sleep(delay)

    async def _guarded(self, provider: Provider, call: Call) -> AsyncGenerator[Part]:
        """One try, of which the breaker gets to know how it went."""
        breaker = self._breakers[provider.id, call.model]
        breaker.enter()
        answered = False
        try:
            async with contextlib.aclosing(self._in_time(provider, call)) as parts:
                async for part in parts:
                    if not answered and isinstance(part, (TextPart, ToolPart)):
                        answered = True
                        breaker.succeeded()
                    yield part
            breaker.succeeded()
        except ModelError as error:
            breaker.failed(error)
            raise
        except BaseException:
            breaker.gave_up()
            raise

    async def _in_time(self, provider: Provider, call: Call) -> AsyncGenerator[Part]:
        """The parts of one try; a provider that keeps silent for too long is given up."""
        seconds = self._patience.first_word
        async with contextlib.aclosing(emulation.stream(provider, call)) as parts:
            while True:
                try:
                    async with asyncio.timeout(seconds) as limit:
                        part = await anext(parts)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    if not limit.expired():
                        raise
                    raise ProviderTimeout(provider=provider.id, seconds=round(seconds)) from None
                if isinstance(part, TextPart):
                    seconds = self._patience.silence
                yield part

    def _delay(self, error: ModelError, number: int) -> float | None:
        """Seconds until the next try; None where it would be no use, or would take too long."""
        if not error.transient:
            return None
        if error.retry_after is not None:
            return error.retry_after if error.retry_after <= self._patience.longest_retry_after else None
        longest = min(self._patience.longest_delay, self._patience.first_delay * 2 ** (number - 1))
        return float(self._chance() * longest)
