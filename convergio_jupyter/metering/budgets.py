"""Budgets: how much may be spent by whom in which time, and how careful the router should be by now.

The ladder is plenty → balanced → cheap → pause. A limit is checked twice: here, for the router to choose by, and by the
ledger in the transaction that reserves, so that calls side by side cannot overrun it together.
"""

from __future__ import annotations

import calendar
import functools
import time
from dataclasses import dataclass
from typing import Literal, get_args

from ..core.i18n import Phrase
from ..core.values import MICRO
from ..settings import Settings

Period = Literal["day", "month", "ever"]
Scope = Literal["all", "account", "conversation", "lesson", "course"]
Level = Literal["plenty", "balanced", "cheap", "pause"]
DAY = 86_400  # seconds
PERIODS: tuple[Period, ...] = get_args(Period)
SCOPES: tuple[Scope, ...] = get_args(Scope)
STEPS: tuple[tuple[float, Level], ...] = ((1.0, "pause"), (0.8, "cheap"), (0.5, "balanced"), (0.0, "plenty"))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``micro`` millionths of a dollar in a ``period``, counted in UTC, for each thing that ``scope`` names."""

    period: Period
    micro: int
    scope: Scope = "all"

    def level(self, spent: int) -> Level:
        """How careful to be after ``spent`` millionths."""
        share = spent / self.micro if self.micro else 1.0
        return next(level for least, level in STEPS if share >= least)

    def said(self) -> Phrase:
        """The name of this budget, as the head of a sentence."""
        return _names()[self.scope, self.period]


def began(period: Period, now: float) -> float:
    """When the ``period`` that ``now`` lies in began, in UTC."""
    if period == "ever":
        return 0.0
    moment = time.gmtime(now)
    day = 1 if period == "month" else moment.tm_mday
    return float(calendar.timegm((moment.tm_year, moment.tm_mon, day, 0, 0, 0)))


def label(period: Period, now: float) -> str:
    """The name of the period that ``now`` lies in: ``2026-11-23``, ``2026-11`` or ``ever``."""
    if period == "ever":
        return "ever"
    return _date(int(now // DAY))[: len("2026-11-23") if period == "day" else len("2026-11")]


@functools.lru_cache(maxsize=64)
def _date(day: int) -> str:
    """The date of the ``day`` since 1970 in UTC, where every day has the same seconds."""
    return "{:04}-{:02}-{:02}".format(*time.gmtime(day * DAY)[:3])


def limits_of(day: float, month: float) -> tuple[Limit, ...]:
    """The limits for all together, in dollars; 0 sets none."""
    return _set((("day", day, "all"), ("month", month, "all")))


def limits_from(settings: Settings) -> tuple[Limit, ...]:
    """Every limit that ``settings`` set."""
    return limits_of(settings.budget_day, settings.budget_month) + _set(
        (
            ("month", settings.budget_user_month, "account"),
            ("ever", settings.budget_conversation, "conversation"),
            ("ever", settings.budget_lesson, "lesson"),
            ("month", settings.budget_course, "course"),
        )
    )


def strictest(levels: list[Level]) -> Level:
    """The most careful of ``levels``; plenty where there is none."""
    order = [level for _, level in STEPS]
    return min(levels, key=order.index, default="plenty")


def _set(wanted: tuple[tuple[Period, float, Scope], ...]) -> tuple[Limit, ...]:
    return tuple(Limit(period, round(dollars * MICRO), scope) for period, dollars, scope in wanted if dollars > 0)


def _names() -> dict[tuple[Scope, Period], Phrase]:
    return {
        ("all", "day"): Phrase("Today's budget for cloud models"),
        ("all", "month"): Phrase("This month's budget for cloud models"),
        ("all", "ever"): Phrase("The budget for cloud models"),
        ("account", "day"): Phrase("Your budget for cloud models for today"),
        ("account", "month"): Phrase("Your budget for cloud models for this month"),
        ("account", "ever"): Phrase("Your budget for cloud models"),
        ("conversation", "day"): Phrase("Today's budget of this conversation"),
        ("conversation", "month"): Phrase("This month's budget of this conversation"),
        ("conversation", "ever"): Phrase("The budget of this conversation"),
        ("lesson", "day"): Phrase("Today's budget of this lesson"),
        ("lesson", "month"): Phrase("This month's budget of this lesson"),
        ("lesson", "ever"): Phrase("The budget of this lesson"),
        ("course", "day"): Phrase("Today's budget of this course"),
        ("course", "month"): Phrase("This month's budget of this course"),
        ("course", "ever"): Phrase("The budget of this course"),
    }
