"""The line before a provider: a bounded number of calls at once, and turns taken fairly between accounts.

Whoever asks ten questions waits behind whoever asks one: the line goes round the accounts, one call of each at a time.
No account may fill more than a quarter of the line, so that there is room for others.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import deque
from collections.abc import AsyncGenerator

from ..core.errors import QueueFull


class Ticket:
    """One call's place in the line."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.called = False
        self.ahead = 0
        self._moved = asyncio.Event()

    async def moved(self) -> None:
        """Returns when the place changed, or when it is this call's turn."""
        await self._moved.wait()
        self._moved.clear()

    def move(self, ahead: int, *, called: bool = False) -> None:
        """Says how many go first now, or that none does."""
        if called or ahead != self.ahead:
            self.ahead, self.called = ahead, called
            self._moved.set()


class WaitingLine:
    """Lets ``slots`` calls run at once and ``longest`` wait. ``name`` is what the refusal calls the provider."""

    def __init__(self, name: str, slots: int, longest: int) -> None:
        self._name = name
        self._free = slots
        self._longest = longest
        self._waiting: dict[str, deque[Ticket]] = {}  # by account, in the order in which they are called

    @contextlib.asynccontextmanager
    async def turn(self, account: str) -> AsyncGenerator[None]:
        """Waits for a slot, and gives it back. Raises ``QueueFull``."""
        ticket = self.join(account)
        try:
            while not ticket.called:
                await ticket.moved()
            yield
        finally:
            self.leave(ticket)

    def join(self, account: str) -> Ticket:
        """A ticket, called at once where a slot is free. Raises ``QueueFull``. Give it back with :meth:`leave`."""
        ticket = Ticket(account)
        if self._free:
            self._free -= 1
            ticket.called = True
            return ticket
        mine = len(self._waiting.get(account, ()))
        if mine >= -(-self._longest // 4) or sum(map(len, self._waiting.values())) >= self._longest:
            raise QueueFull(provider=self._name)
        self._waiting.setdefault(account, deque()).append(ticket)
        self._tell()
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Gives the slot, or the place in the line, to whoever is next."""
        if ticket.called:
            self._free += 1
        else:
            mine = self._waiting[ticket.account]
            mine.remove(ticket)
            if not mine:
                del self._waiting[ticket.account]
        self._call()
        self._tell()

    def _call(self) -> None:
        while self._free and self._waiting:
            account = next(iter(self._waiting))
            others = self._waiting.pop(account)
            others.popleft().move(0, called=True)
            if others:
                self._waiting[account] = others  # behind everybody else
            self._free -= 1

    def _tell(self) -> None:
        rounds = itertools.zip_longest(*self._waiting.values())
        for ahead, ticket in enumerate(each for row in rounds for each in row if each is not None):
            ticket.move(ahead)
