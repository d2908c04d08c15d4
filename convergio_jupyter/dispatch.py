"""Puts a call to the models of a decision, one after the other, until one of them speaks.

Another model is asked only before the first word; whoever reads the parts is told who is being asked.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from .answer import CancelScope, parts_of
from .core.errors import ContextTooLong, ConvergioError, ModelError, PolicyError
from .core.schema import ModelCard
from .providers.base import Call, Part, Provider, TextPart, TokensPart, ToolPart
from .providers.resilience import Resilience

CallsFor = Callable[[ModelCard], Sequence[Call]]
Limits = Callable[[], AbstractContextManager[None]]


class AskedPart(NamedTuple):
    """``call`` goes to ``model`` now. ``failed`` is why the one before it did not answer, or was not even asked."""

    model: ModelCard
    call: Call
    failed: ConvergioError | None = None


class Dispatcher:
    """The one way to a model, for questions, improvements and the gateway's endpoint alike."""

    def __init__(self, providers: Mapping[str, Provider], resilience: Resilience | None = None) -> None:
        self._providers = providers
        self._resilience = resilience or Resilience()

    async def parts(
        self, models: Sequence[ModelCard], calls_for: CallsFor, *, scope: CancelScope, limits: Limits, account: str
    ) -> AsyncIterator[Part | AskedPart]:
        """The parts of the first of ``models`` that speaks. Raises what the last one failed with.

        ``calls_for`` gives the calls for a model, the wished one first; the next is tried where one is too long for it.
        ``limits`` are entered around everything a provider does.
        """
        failed: ConvergioError | None = None
        until = self._resilience.deadline()
        attempts = [(model, call) for model in self._in_order(models) for call in calls_for(model)]
        for number, (model, call) in enumerate(attempts):
            if failed is not None and not isinstance(failed, ContextTooLong) and model is attempts[number - 1][0]:
                continue  # a shorter call does not help a model that does not answer
            if failed is not None and self._resilience.is_past(until):
                break  # whoever is asked now could not answer any more
            yield AskedPart(model, call, failed or self._left_alone(models[0], model))
            spoken = False
            try:
                once = any(other is not model for other, _ in attempts[number + 1 :])
                stream = self._resilience.stream(
                    self._providers[model.provider], call, account=account, once=once, until=until
                )
                async with contextlib.aclosing(parts_of(stream, scope, limits())) as parts:
                    async for part in parts:
                        spoken = spoken or isinstance(part, (TextPart, ToolPart, TokensPart))  # what counts is paid
                        yield part
                return
            except (ModelError, PolicyError) as error:  # the door refuses what only a server could say of itself
                failed = error
                if spoken:
                    raise
        if failed is not None:
            raise failed

    def _left_alone(self, wanted: ModelCard, asked: ModelCard) -> ModelError | None:
        """What keeps the model that was wanted from being asked, where another one is asked first."""
        return None if asked is wanted else self._resilience.cause(wanted.provider, wanted.model)

    def _in_order(self, models: Sequence[ModelCard]) -> list[ModelCard]:
        """As given, but who is being left alone after failures comes last."""
        return sorted(models, key=lambda model: self._resilience.cause(model.provider, model.model) is not None)
