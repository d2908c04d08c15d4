"""A circuit breaker: after a few failures in a row a model is left alone for a while, then asked once to see.

Pattern: Michael Nygard, “Release It!”; closed → open → half-open with one probe → closed. Each call carries the number
of the state in which it began, so that calls which fail late, together, count as the one failure that they are.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from ..core.errors import ModelError

FAILURES = 3  # in a row, before a model is left alone
SHORTEST, LONGEST = 5.0, 120.0  # seconds of rest; doubled after each probe that failed


class Breaker:
    """Guards one model of one provider. Counts only what may pass by itself: a refused key opens nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._state = 0  # grows whenever the breaker opens, lets a probe in, or closes
        self._failures = 0
        self._rest = SHORTEST
        self._open_until = 0.0
        self._probing = False
        self.cause: ModelError | None = None  # of the rest, while it lasts and until a probe has answered

    @property
    def is_open(self) -> bool:
        """Whether the model is being left alone, so that another one should be asked first."""
        return self.cause is not None and (self._probing or self._clock() < self._open_until)

    def enter(self) -> int:
        """The number to report back with. Raises what failed last while the model is left alone."""
        if self.cause is not None:
            if self.is_open:
                cause = self.cause
                raise type(cause)(detail=f"left alone; {cause.detail}", retry_after=cause.retry_after, **cause.values)
            self._probing = True
            self._state += 1
        return self._state

    def succeeded(self, entered: int) -> None:
        """The model answered."""
        if entered == self._state:
            self._state += self.cause is not None
            self._failures, self._rest, self._probing, self.cause = 0, SHORTEST, False, None

    def failed(self, entered: int, error: ModelError) -> None:
        """The model did not answer. Only a transient failure counts; a wish to be left alone counts at once."""
        if entered != self._state:
            return
        probe, self._probing = self._probing, False
        if not error.transient:
            return
        self._failures += 1
        wish = error.retry_after if error.retry_after is not None and math.isfinite(error.retry_after) else None
        if probe or wish is not None or self._failures >= FAILURES:
            self._open(error, self._rest if wish is None else min(LONGEST, max(0.0, wish)))

    def gave_up(self, entered: int) -> None:
        """Whoever asked stopped waiting: that says nothing about the model, and frees the place of a probe."""
        if entered == self._state:
            self._probing = False

    def _open(self, error: ModelError, seconds: float) -> None:
        self.cause = error
        self._open_until = self._clock() + seconds
        self._rest = min(LONGEST, 2 * self._rest)
        self._state += 1
