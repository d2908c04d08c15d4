"""The page of a learner's progress: what they know, and on which days they practised, as plots and as tables."""

from __future__ import annotations

from tornado import web

from ..belongings import practice_of
from ..learning.study.agenda import day_said
from .page import OfLearner
from .plots import days_plot, skills_plot


class ProgressHandler(OfLearner):
    """Shows it."""

    @web.authenticated
    async def get(self) -> None:
        skills = await self.engine.desk_of(self.who.account).skills(self.taught_in)
        days = await practice_of(self.engine, self.who.account).days()
        practised = [each for each in days if any(each[1:])]
        self.show(
            "progress", skills=skills, skills_plot=skills_plot(skills, self.lang) if skills else "",
            days=[(day_said(each.day, self.lang), each) for each in reversed(practised)],
            days_plot=days_plot(days, self.lang), minutes=any(each.minutes for each in days), all=len(days),
        )  # fmt: skip
