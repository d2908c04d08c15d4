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
PROBE = 30.0  # seconds without a word after which another probe may see


class Breaker:
    """Guards one model of one provider. Counts only what may pass by itself: a refused key opens nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._state = 0  # grows whenever the breaker opens, lets a probe in, or closes
        self._failures = 0
        self._rest = SHORTEST
        self._open_until = 0.0
        self._probe_until = 0.0  # while it lies ahead, somebody is seeing
        self.unheard = 0  # calls that wait for their first try
        self.cause: ModelError | None = None  # of the rest, while it lasts and until a probe has answered

    @property
    def is_open(self) -> bool:
        """Whether the model is being left alone, so that another one should be asked first."""
        return self.cause is not None and self._clock() < max(self._open_until, self._probe_until)

    @property
    def rest(self) -> float:
        """Seconds for which the model is left alone; how long a probe takes nobody knows."""
        return max(0.0, self._open_until - self._clock()) if self.cause is not None else 0.0

    def enter(self) -> int:
        """The number to report back with. Raises what failed last while the model is left alone."""
        if self.cause is not None:
            if self.is_open:
                raise self.refusal()
            self._probe_until = self._clock() + PROBE
            self._state += 1
        return self._state

    def refusal(self) -> ModelError:
        """What failed last, for whoever is not let in, with the rest of the wait."""
        assert self.cause is not None
        cause = self.cause
        return type(cause)(detail=f"left alone; {cause.detail}", retry_after=self.rest or None, **cause.values)

    def spoke(self, entered: int) -> int:
        """The model has begun to answer, so others may ask too; the number to report back with from now on."""
        if entered != self._state or self.cause is None:
            return entered
        self._state += 1
        self._failures, self._probe_until, self.cause = FAILURES - 1, 0.0, None  # if it breaks off, it rests again
        return self._state

    def succeeded(self, entered: int) -> None:
        """The model answered to the end."""
        if self.spoke(entered) == self._state:
            self._failures, self._rest = 0, SHORTEST

    def failed(self, entered: int, error: ModelError) -> None:
        """The model did not answer. Only a transient failure counts; a wish to be left alone counts at once."""
        if entered != self._state:
            return
        probe, self._probe_until = self._probe_until > 0, 0.0
        if not error.transient:
            return
        self._failures += 1
        wish = error.retry_after if error.retry_after is not None and math.isfinite(error.retry_after) else None
        if probe or wish is not None or self._failures >= FAILURES:
            self._open(error, wish)

    def gave_up(self, entered: int) -> None:
        """Whoever asked stopped waiting: that says nothing about the model, and frees the place of a probe."""
        if entered == self._state:
            self._probe_until = 0.0

    def _open(self, error: ModelError, wish: float | None) -> None:
        """Leaves the model alone for as long as it wishes; where it says nothing, each time for longer."""
        self.cause = error
        self._open_until = self._clock() + (self._rest if wish is None else min(LONGEST, max(0.0, wish)))
        if wish is None:
            self._rest = min(LONGEST, 2 * self._rest)
        self._state += 1
