"""What a host does beside answering: settles what a crash left in the ledger, sums up talks, forgets what is old."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from . import safety
from .core.errors import ConvergioError
from .core.schema import Tokens
from .engine import Engine
from .memory.summaries import IDLE_SECONDS
from .metering import Charge
from .metering.prices import cost_micro
from .metering.requests import part_of

log = logging.getLogger("convergio")

EVERY_SECONDS = 600.0
DEAD_AFTER_SECONDS = 1_800.0  # longer than any answer takes: the model's silence ends it before
CHARACTERS_A_TOKEN = 4
FRAME_TOKENS = 1_000  # persona and history of a question whose host died


class Upkeep:
    """Runs now and then for as long as a host lives."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins, on the running loop. Starting twice does nothing."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with contextlib.suppress(ConvergioError):
            await self._engine.tidy_memory(idle=0)

    async def once(self, older_than_seconds: float = DEAD_AFTER_SECONDS) -> int:
        """Settles what is held for longer than any answer takes; how many it were."""
        await self._engine.ledger.pay_owed()
        await self._engine.traffic.forget_old()
        await self._engine.tidy_memory(IDLE_SECONDS)
        await self._engine.classes.forget_old(float(self._engine.settings.class_days))
        texts = await self._texts()

        def cost_of(charge: Charge, held_micro: int) -> tuple[int, Tokens]:
            asked, answered = texts.get(charge.request, ("", ""))
            tokens = Tokens(
                input=FRAME_TOKENS + len(asked) // CHARACTERS_A_TOKEN,
                output=len(answered) // CHARACTERS_A_TOKEN,
                estimated=True,
            )
            return (min(held_micro, self._cost(charge, tokens)), tokens) if answered or asked else (held_micro, tokens)

        return await self._engine.ledger.sweep(older_than_seconds, cost_of)

    def _cost(self, charge: Charge, tokens: Tokens) -> int:
        """What these tokens cost on the model of a charge; what it may not know any more costs what was held."""
        for card in self._engine.inventory():
            if (card.provider, card.model) == (charge.provider, charge.model):
                return cost_micro(card, tokens)
        return 0 if charge.place == "local" else 2**62

    async def _texts(self) -> dict[str, tuple[str, str]]:
        """``(question, answer so far)`` of the turns that are held, by request."""
        found: dict[str, tuple[str, str]] = {}
        for row in await self._engine.store.fetch("SELECT request FROM held"):
            # A surface names its turns as it likes, also as if they were a part of another one.
            for turn, part in ((row["request"], 0), part_of(row["request"])):
                kept = await self._engine.store.fetch(
                    "SELECT role, text FROM messages WHERE turn = ? AND (role = 'user' OR part = ?)", (turn, part)
                )
                if kept:
                    break
            texts = {each["role"]: each["text"] for each in kept}
            found[row["request"]] = texts.get("user", ""), texts.get("assistant", "")
        return found

    async def _run(self) -> None:
        await asyncio.to_thread(safety.get_ready)  # what the first question would wait for
        while True:
            try:
                swept = await self.once()
                if swept:
                    log.info("settled %s answers that a crash had left open", swept)
            except ConvergioError as error:
                log.warning("upkeep: %s", error.code)
            await asyncio.sleep(EVERY_SECONDS)
