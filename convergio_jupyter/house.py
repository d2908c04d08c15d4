"""The rules of the house as they stand at this moment: the settings, what is spent, and the share that may go out."""

from __future__ import annotations

import calendar
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import plan
from .core import OWNER
from .metering import Ledger, Level, Limit, Whose
from .metering.budgets import began, strictest
from .routing import Policy
from .routing.calibration import Calibration, calibrate, share_within
from .routing.traffic import DAY, Traffic
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Terms:
    """What the next question meets: the policy, how careful to be with money, the share that may go to a cloud."""

    policy: Policy
    level: Level
    share: float
    age: str = ""  # the learners' age band
    account: str = OWNER  # whose question it is


class House:
    """Knows which policy and how full a purse the next question meets."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        traffic: Traffic,
        limits: Sequence[Limit],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._traffic = traffic
        self._limits = limits
        self._clock = clock

    async def now(self, whose: Whose, teacher: str = "") -> Terms:
        """The terms of a question of ``whose`` to ``teacher``."""
        policy = plan.policy_of(self._settings, course=whose.course, teacher=teacher)
        standing = await self._ledger.standing(self._limits, whose)
        level = strictest([limit.level(spent) for limit, spent in standing])
        share = await self._share(whose.course, standing, teacher)
        age = plan.age_of(self._settings, course=whose.course, teacher=teacher)
        if share >= 1:
            return Terms(policy, level, share, age, whose.account)
        found = calibrate(await self._traffic.latest(whose.course), share, policy.hard_from)
        policy = policy._replace(hard_from=found.hard_from, capped=True, share_spent=found.is_spent)
        return Terms(policy, level, share, age, whose.account)

    async def admits(self, turn: str, course: str, difficulty: float, terms: Terms) -> bool:
        """Whether this question may go to a cloud without breaking what is promised to the course."""
        return terms.share >= 1 or await self._traffic.admit(turn, course, difficulty, terms.share)

    async def calibration(self, course: str) -> Calibration | None:
        """How the threshold of a course stands; None where no share is promised."""
        share = await self._share(course, await self._ledger.standing(self._limits, Whose(course=course)))
        if share >= 1:
            return None
        policy = plan.policy_of(self._settings, course=course)
        return calibrate(await self._traffic.latest(course), share, policy.hard_from)

    def has_purse(self, course: str) -> bool:
        """Whether money is set aside for ``course``, which limits its share once it asks faster than that pays for."""
        return bool(course) and any(limit.scope == "course" for limit in self._limits)

    async def _share(self, course: str, standing: Sequence[tuple[Limit, int]], teacher: str = "") -> float:
        """The share of a course's questions that may go to a cloud: as promised, and as the money allows."""
        narrower = self._settings.narrower(course=course, teacher=teacher)
        share = float(min([self._settings.cloud_share, *(rules.get("cloud_share", 1.0) for rules in narrower)]))
        months = [
            (limit.micro - spent) for limit, spent in standing if limit.period == "month" and limit.scope == "course"
        ]
        if not months:
            return share
        a_day, each = await self._traffic.pace(course)
        return min(share, share_within(min(months), each, a_day, self._days_left()))

    def _days_left(self) -> float:
        now = self._clock()
        year, month = time.gmtime(now)[:2]
        whole = calendar.monthrange(year, month)[1]
        return max(1.0, whole - (now - began("month", now)) / DAY)
