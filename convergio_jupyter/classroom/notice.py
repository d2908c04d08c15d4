"""What a lesson's page is told while it is open: what the leader says, and whether the class is still there."""

from __future__ import annotations

from typing import Any, ClassVar

from tornado import web

from ..core.i18n import translate
from .page import OfLearner, ScriptOfPage

EXAM = "This class is in an exam now: no teacher answers, and there are no hints."
PAUSE = "The teachers are paused for a moment. Hints and checks work."
_SECONDS = {"usual": 8, "lost": 2}  # between two looks


class NoticeHandler(OfLearner):
    """What whoever leads the class has to say now, as one text; a lesson's page asks for it now and then."""

    @web.authenticated
    async def get(self) -> None:
        led = await self.engine.classes.of_course(self.course.name)
        said = [led.message] if led.message else []
        if led.exam or led.paused:
            said.append(translate(EXAM if led.exam else PAUSE, self.lang))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("\n".join(said))


class NoticeScriptHandler(ScriptOfPage):
    """Asks for it, and says when nobody answers any more."""

    name = "notice"
    words: ClassVar[dict[str, str]] = {
        "lessons": "← All lessons",
        "lost": "The connection to the class is lost. What you write stays in this tab; it is tried again and again.",
        "again": "The class is there again. Load this page again to go on: what you wrote is kept.",
        "out": "You are not in this class any more.",
        "reload": "Load the page again",
    }

    def given(self) -> dict[str, Any]:
        return {"BASE": self.base_url, "SECONDS": _SECONDS}
