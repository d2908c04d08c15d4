"""The focus timer of a lesson's page, and the minutes of it, which are counted for who wishes that only."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from tornado import web

from ..belongings import practice_of
from ..core.i18n import translate
from .page import OfLearner

_WORDS = {
    "name": "Focus timer",
    "minutes": "{minutes} minutes",
    "pause": "Pause",
    "go_on": "Go on",
    "stop": "Stop",
    "begins": "{minutes} minutes begin.",
    "last": "One minute is left.",
    "over": "The time is over. Take a short break.",
}


class FocusScriptHandler(OfLearner):
    """The timer itself, in the learner's language."""

    @web.authenticated
    async def get(self) -> None:
        words = {name: translate(sentence, self.lang) for name, sentence in _WORDS.items()}
        given = {"WORDS": words, "ADDRESS": f"{self.base_url}focus", "KEEP": self.profile.keep_minutes}
        head = "\n".join(f"const {name} = {json.dumps(value)};" for name, value in given.items())
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(f"{{\n{head}\n{_script()}}}\n")


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


@functools.cache
def _script() -> str:
    return (Path(__file__).parent / "static/focus.js").read_text(encoding="utf-8")
