"""The page on which a learner says who they are and what makes learning easier for them."""

from __future__ import annotations

import contextlib

from tornado import web

from ..core.errors import ConvergioError, UnknownFact
from ..core.faculty import AGE_BANDS
from ..memory.access import ACCESS, css_of
from ..memory.profile import LEVELS
from ..studies import change_profile, profile_of
from .page import OfLearner

_UNSAID = "I would rather not say"
_AGES = {"": _UNSAID} | {band: band for band in AGE_BANDS[1:]}
_LEVELS = {"": _UNSAID} | {level: level for level in LEVELS[1:]}
_LANGUAGES = {"": "as my browser says", "en": "English", "it": "Italiano"}


class ProfileHandler(OfLearner):
    """Shows the profile, and changes it. Each goal can be taken away by itself."""

    @web.authenticated
    async def get(self) -> None:
        await self._form(saved=bool(self.get_query_argument("saved", "")))

    @web.authenticated
    async def post(self) -> None:
        if gone := self.get_body_argument("gone", ""):
            await self._take_away(gone)
            return
        values = {name: self.get_body_argument(name, "") for name in ("age_band", "lang", "level")}
        access, minutes = self.get_body_arguments("access"), "yes" if self.get_body_argument("minutes", "") else "no"
        goal = self.get_body_argument("goal", "")
        try:
            await change_profile(
                self.engine, self.who.account, goal=goal, access=access, keep_minutes=minutes, **values
            )
        except ConvergioError as error:
            info = error.info(self.lang)
            await self._form(problem=f"{info.message} {info.remedy}", goal=goal, status=400)
            return
        self.redirect(self.base_url + "profile?saved=1")

    async def _take_away(self, goal: str) -> None:
        with contextlib.suppress(UnknownFact, ValueError):  # it is gone already
            await self.engine.memory_of(self.who.account).facts.forget(int(goal))
        self.redirect(self.base_url + "profile?saved=1")

    async def _form(self, *, saved: bool = False, problem: str = "", goal: str = "", status: int = 200) -> None:
        self.show(
            "profile", status=status, saved=saved, problem=problem, goal=goal, all_access=ACCESS,
            profile=await profile_of(self.engine, self.who.account),
            ages=_AGES, levels=_LEVELS, languages=_LANGUAGES,
        )  # fmt: skip


class AccessHandler(OfLearner):
    """How the pages of lessons look for who reads them."""

    @web.authenticated
    async def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(css_of(self.profile.access))
