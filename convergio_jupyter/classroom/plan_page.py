"""The page of a learner's study plan: today, the days to come, what is late, and how to plan anew."""

from __future__ import annotations

from datetime import date, timedelta

from tornado import web

from ..belongings import study_of
from ..core.errors import ConvergioError
from ..core.i18n import translate
from ..learning.study.agenda import as_ics, weekdays
from ..learning.study.planning import Wish
from ..learning.study.plans import MINUTES, Standing
from ..studies import shown, wish_of
from .page import OfLearner

NEXT_DAYS = 6  # that are shown at once; those behind them are folded


class PlanHandler(OfLearner):
    """Shows the plan. Posting makes one, plans anew, ticks a piece off, or deletes it."""

    @web.authenticated
    async def get(self) -> None:
        study = await study_of(self.engine, self.who.account)
        self._page(await study.standing(self.taught_in))

    @web.authenticated
    async def post(self) -> None:
        study, wish = await study_of(self.engine, self.who.account), self.get_body_argument("do", "")
        try:
            if piece := self.get_body_argument("piece", ""):
                await study.tick(piece[:200], bool(self.get_body_argument("done", "")))
            elif wish == "again":
                await study.again(self.taught_in)
            elif wish == "forget":
                await study.forget()
            else:
                await study.make(self._wish(), self.taught_in)
        except ConvergioError as error:
            info = error.info(self.lang)
            self._page(await study.standing(self.taught_in), problem=f"{info.message} {info.remedy}")
            return
        self.redirect(self.base_url + "plan")

    def _wish(self) -> Wish:
        minutes = self.get_body_argument("minutes", "")
        days = [int(each) for each in self.get_body_arguments("days") if each.isdecimal() and len(each) == 1]
        whole = int(minutes) if minutes.isdecimal() and len(minutes) < 5 else 0
        return wish_of(days, whole, self.get_body_argument("until", ""))

    def _page(self, standing: Standing | None, problem: str = "") -> None:
        plan = shown(standing, self.lang) if standing is not None else None
        today = date.today()
        self.show(
            "plan", status=400 if problem else 200, plan=plan, problem=problem, weekdays=weekdays(self.lang),
            minutes=MINUTES, next_days=NEXT_DAYS, files={card.id: card.file for card in self.cards},
            earliest=(today + timedelta(days=1)).isoformat(), latest=(today + timedelta(days=366)).isoformat(),
        )  # fmt: skip


class CalendarHandler(OfLearner):
    """The plan as a file for a calendar."""

    @web.authenticated
    async def get(self) -> None:
        standing = await (await study_of(self.engine, self.who.account)).standing(self.taught_in)
        if standing is None:
            raise web.HTTPError(404)
        name = translate("study-plan", self.lang)
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{name}.ics"')
        self.finish(as_ics(standing, self.lang))
