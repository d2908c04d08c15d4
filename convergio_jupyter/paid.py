"""A provider whose every call is held in the ledger and paid: for calls that are no question of anybody."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import cast

from .core import CHECKS, OWNER
from .core.errors import ConvergioError, ModelError, PolicyError
from .core.schema import ModelCard, Tokens
from .metering import Charge, Ledger, Limit
from .metering.prices import cost_micro
from .providers.base import Call, Part, Profile, Provider, TextPart, TokensPart
from .routing import Request, estimate_micro

CHARACTERS_A_TOKEN = 4


class Paid:
    """``provider`` as the owner may ask it. ``refused`` is the budget that had no room for a call."""

    def __init__(self, provider: Provider, card: ModelCard, ledger: Ledger, limits: Sequence[Limit]) -> None:
        self.id = provider.id
        self.refused: PolicyError | None = None
        self._provider = provider
        self._card = card
        self._ledger = ledger
        self._limits = limits

    def models(self) -> list[ModelCard]:
        return [self._card]

    def refresh(self) -> None:
        """Nothing: the cards know it all."""

    def problem(self) -> ModelError | None:
        return self._provider.problem()

    def profile(self, model: str) -> Profile:
        return self._provider.profile(model)

    def stream(self, call: Call) -> AsyncIterator[Part]:
        return self._parts(call)

    async def close(self) -> None:
        """Nothing: the provider belongs to the engine."""

    async def _parts(self, call: Call) -> AsyncGenerator[Part, None]:
        charge, spoken, counted = await self._held(call), 0, None
        try:
            async with aclosing(cast("AsyncGenerator[Part, None]", self._provider.stream(call))) as parts:
                async for part in parts:
                    if isinstance(part, TextPart):
                        spoken += len(part.text)
                    elif isinstance(part, TokensPart):
                        counted = part.tokens
                    yield part
        except ConvergioError:
            if not spoken and counted is None:
                await self._ledger.release(charge)  # which lets what follows change nothing
            raise
        finally:
            read, written = call.size // CHARACTERS_A_TOKEN, spoken // CHARACTERS_A_TOKEN
            tokens = counted or Tokens(input=read, output=written, estimated=True)
            await self._ledger.settle(charge, cost_micro(self._card, tokens), tokens)

    async def _held(self, call: Call) -> Charge:
        card = self._card
        charge = Charge(
            request=f"check:{uuid.uuid4().hex}", teacher=CHECKS, account=OWNER,
            provider=card.provider, model=card.model, place=card.place,
        )  # fmt: skip
        longest = Request(input_tokens=call.most_tokens, output_tokens=call.max_tokens)
        try:
            await self._ledger.reserve(charge, estimate_micro(card, longest), self._limits)
        except PolicyError as error:
            self.refused = error
            raise
        return charge
