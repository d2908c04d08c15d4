"""A circuit breaker: after a few failures in a row a model is left alone for a while, then asked once to see.

Pattern: Michael Nygard, “Release It!”; closed → open → half-open with one probe → closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ..core.errors import ModelError

FAILURES = 3  # in a row, before a model is left alone
SHORTEST, LONGEST = 5.0, 120.0  # seconds of rest; doubled after each probe that failed


class Breaker:
    """Guards one model of one provider. Counts only what may pass by itself: a refused key opens nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rest = SHORTEST
        self._open_until = 0.0
        self._probing = False
        self._cause: ModelError | None = None

    @property
    def is_open(self) -> bool:
        """Whether the model is being left alone, so that another one should be asked first."""
        return self._cause is not None and (self._probing or self._clock() < self._open_until)

    def enter(self) -> None:
        """Raises what failed last while the model is left alone; lets one probe in after that."""
        if self._cause is None:
            return
        if self.is_open:
            cause = self._cause
            raise type(cause)(detail=f"left alone; {cause.detail}", retry_after=cause.retry_after, **cause.values)
        self._probing = True

    def succeeded(self) -> None:
        """The model answered."""
        self._failures, self._rest, self._probing, self._cause = 0, SHORTEST, False, None

    def failed(self, error: ModelError) -> None:
        """The model did not answer. Only a transient failure counts; a wish to be left alone counts at once."""
        probe, self._probing = self._probing, False
        if not error.transient:
            return
        self._failures += 1
        if not (probe or error.retry_after or self._failures >= FAILURES):
            return
        self._cause = error
        self._open_until = self._clock() + max(error.retry_after or 0.0, self._rest)
        self._rest = min(LONGEST, 2 * self._rest)

    def gave_up(self) -> None:
        """Whoever asked stopped waiting: that says nothing about the model, and frees the place of a probe."""
        self._probing = False
