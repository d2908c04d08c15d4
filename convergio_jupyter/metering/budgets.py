"""Budgets: how much may be spent in a day and in a month, and how careful the router should be by now.

The ladder is plenty → balanced → cheap → pause. A limit is checked twice: here, for the router to choose by, and by the
ledger in the transaction that reserves, so that calls side by side cannot overrun it together.
"""

from __future__ import annotations

import calendar
import time
from dataclasses import dataclass
from typing import Literal

from ..core.values import MICRO

Period = Literal["day", "month"]
Level = Literal["plenty", "balanced", "cheap", "pause"]
STEPS: tuple[tuple[float, Level], ...] = ((1.0, "pause"), (0.8, "cheap"), (0.5, "balanced"), (0.0, "plenty"))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``micro`` millionths of a dollar in a ``period``, counted in UTC."""

    period: Period
    micro: int

    def since(self, now: float) -> float:
        """When the period that ``now`` lies in began."""
        moment = time.gmtime(now)
        day = 1 if self.period == "month" else moment.tm_mday
        return float(calendar.timegm((moment.tm_year, moment.tm_mon, day, 0, 0, 0)))

    def level(self, spent: int) -> Level:
        """How careful to be after ``spent`` millionths."""
        share = spent / self.micro if self.micro else 1.0
        return next(level for least, level in STEPS if share >= least)


def limits_of(day: float, month: float) -> tuple[Limit, ...]:
    """The limits that are set, in dollars; 0 sets none."""
    wanted: tuple[tuple[Period, float], ...] = (("day", day), ("month", month))
    return tuple(Limit(period, round(dollars * MICRO)) for period, dollars in wanted if dollars > 0)


def strictest(levels: list[Level]) -> Level:
    """The most careful of ``levels``; plenty where there is none."""
    order = [level for _, level in STEPS]
    return min(levels, key=order.index, default="plenty")
