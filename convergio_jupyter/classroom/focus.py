"""The focus timer of a lesson's page, and the minutes of it, which are counted for who wishes that only."""

from __future__ import annotations

from typing import Any, ClassVar

from tornado import web

from ..belongings import practice_of
from .page import OfLearner, ScriptOfPage


class FocusScriptHandler(ScriptOfPage):
    """The timer itself."""

    name = "focus"
    words: ClassVar[dict[str, str]] = {
        "name": "Focus timer",
        "minutes": "{minutes} minutes",
        "pause": "Pause",
        "go_on": "Go on",
        "stop": "Stop",
        "begins": "{minutes} minutes begin.",
        "last": "One minute is left.",
        "over": "The time is over. Take a short break.",
    }

    def given(self) -> dict[str, Any]:
        return {"ADDRESS": f"{self.base_url}focus", "KEEP": self.profile.keep_minutes}


class FocusHandler(OfLearner):
    """Counts minutes of practice."""

    @web.authenticated
    async def post(self) -> None:
        minutes = self.get_body_argument("minutes", "")
        if not (minutes.isdecimal() and len(minutes) < 4):
            raise web.HTTPError(400)
        if self.profile.keep_minutes:
            await practice_of(self.engine, self.who.account).add(int(minutes))
        self.set_status(204)
        self.finish()
