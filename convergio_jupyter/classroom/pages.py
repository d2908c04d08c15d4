"""The pages of a classroom that are no lessons: coming in, the course, what is kept of me."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from jupyter_server.auth.decorator import allow_unauthenticated
from markupsafe import Markup
from tornado import web

from ..belongings import deck_of
from ..core.errors import ConvergioError, NicknameTaken, NoSuchCard, ReturnCodeUnfit
from ..core.i18n import translate
from ..learning.mathml import typeset
from ..learning.progress.lessons import Progress, counted, in_order
from ..learning.review.cards import RATINGS, Rating
from ..learning.study.agenda import back_said
from ..notebook.safe_markdown import to_html
from ..personal import all_of, erase
from .course import BOARD, LessonCard
from .done import DoneScriptHandler
from .focus import FocusHandler, FocusScriptHandler
from .notice import NoticeHandler, NoticeScriptHandler
from .page import OfLearner, Page
from .place import PlaceScriptHandler
from .plan_page import CalendarHandler, PlanHandler
from .profile_page import AccessHandler, ProfileHandler
from .progress_page import ProgressHandler

NEW_SECONDS = 3_600.0  # after joining, in which the return code is shown openly
_ADDRESS = re.compile(r"[!-[\]-~]{1,500}")  # visible signs: browsers pass over others, and take a backslash for a slash
GUESSES, GUESS_SECONDS = 60, 60.0  # codes that nobody has, from one address; a class may share one
MOST_GUESSES = 10 * GUESSES  # with so many, who has the right code waits, too: nobody types as fast
RETURNS, RETURN_SECONDS = 10, 600.0  # wrong return codes for one nickname, from anywhere


class JoinHandler(Page):
    """The form with which one comes in."""

    # When a code was nobody's, and from which address, or for which nickname, it came.
    _guesses: ClassVar[deque[tuple[float, str]]] = deque(maxlen=10_000)

    @allow_unauthenticated
    def get(self) -> None:
        if self.current_user is not None:
            self.redirect(self._wanted())
            return
        self._form(code=self.get_query_argument("code", "")[:20])

    @allow_unauthenticated
    async def post(self) -> None:
        code, nickname = self.get_body_argument("code", "")[:60], self.get_body_argument("nickname", "")[:200]
        returning = self.get_body_argument("return", "")[:60]
        here, name = f"from {self.request.remote_ip}", f"as {nickname.strip().casefold()}"
        tried = self._tried(here, GUESS_SECONDS)
        if tried >= MOST_GUESSES or (returning and self._tried(name, RETURN_SECONDS) >= RETURNS):
            self._wait(code, nickname)
            return
        try:
            learner = await self.engine.classes.join(code, nickname, self.lang, returning)
        except ConvergioError as error:
            self._guesses.append((time.monotonic(), name if isinstance(error, ReturnCodeUnfit) else here))
            if tried >= GUESSES:  # who has the right code comes in all the same
                self._wait(code, nickname)
                return
            info = error.info(self.lang)
            known = isinstance(error, (NicknameTaken, ReturnCodeUnfit))
            problem = f"{info.message} {info.remedy}"
            self._form(code=code, nickname=nickname, problem=problem, returning=known, status=400)
            return
        self.identity.let_in(self, learner)
        self.redirect(self._wanted())

    def _wanted(self) -> str:
        """The page of the class that somebody came for, if any; never one elsewhere."""
        page = self.get_argument("next", "", strip=False)
        is_own = page.startswith(self.base_url) and not page.startswith("//") and _ADDRESS.fullmatch(page)
        return page if is_own else self.base_url

    def _tried(self, whence: str, seconds: float) -> int:
        since = time.monotonic() - seconds
        return sum(moment > since and place == whence for moment, place in self._guesses)

    def _wait(self, code: str, nickname: str) -> None:
        problem = translate("Too many codes were tried. Wait a few minutes, then try again.", self.lang)
        self._form(code=code, nickname=nickname, problem=problem, status=429)

    def _form(self, *, status: int = 200, **filled: Any) -> None:
        days = round(float(self.engine.settings.class_days))
        empty = {"code": "", "nickname": "", "problem": "", "returning": False, "days": days, "next": self._wanted()}
        self.show("join", status=status, **empty | filled)


class LogoutHandler(Page):
    """Somebody else sits down at this computer."""

    @web.authenticated
    def post(self) -> None:
        self.redirect(self.identity.let_out(self))


class CourseHandler(Page):
    """The course: what there is, how far one is, and what comes next."""

    @web.authenticated
    async def get(self) -> None:
        if self.learner is None:
            self.redirect(f"{self.base_url}voila/render/{BOARD}")
            return
        account = self.learner.account
        led = await self.engine.classes.of_course(self.course.name)
        lessons = await self._progress(account, sealed=led.exam)
        self.show(
            "course", message=led.message, paused=led.paused, exam=led.exam, lessons=lessons,
            due=len(await deck_of(self.engine, account).due(self.taught_in)),
            teachers={each.id: each for each in self.engine.roster.cards(self.lang)},
            next=next((each for each in in_order(lessons) if not each.done), None),
            new=time.time() - self.learner.joined < NEW_SECONDS,
        )  # fmt: skip

    async def _progress(self, account: str, *, sealed: bool) -> list[Progress[LessonCard]]:
        """How far the learner is; what was answered in an exam that is on counts as done, right or wrong."""
        solved = await self.engine.desk_of(account).workbook.solved(sealed=sealed)
        return [Progress(card, *self._count(card, solved), begun=card.id in solved) for card in self.cards]

    def _count(self, card: LessonCard, solved: Mapping[str, set[str]]) -> tuple[int, int]:
        try:
            kept = self.engine.shelf.lesson(card.id, card.lang)
        except ConvergioError:
            return 0, 0
        return counted(kept, solved)


class ReviewHandler(OfLearner):
    """Cards that are due, one after the other."""

    @web.authenticated
    async def get(self) -> None:
        deck = deck_of(self.engine, self.who.account)
        due = await deck.due(self.taught_in)
        card = due[0] if due else None
        nothing = "" if card else back_said(await deck.next(self.taught_in), datetime.now(UTC), self.lang)
        sides = [Markup(typeset(to_html(side))) for side in (card.front, card.back)] if card else ("", "")
        self.show("review", card=card, count=len(due), front=sides[0], back=sides[1], nothing=nothing)

    @web.authenticated
    async def post(self) -> None:
        deck, rating = deck_of(self.engine, self.who.account), self.get_body_argument("rating", "")
        if rating not in RATINGS:
            raise web.HTTPError(400)
        with contextlib.suppress(NoSuchCard):  # it was taken away meanwhile: the next one comes
            card = self.get_body_argument("card", "")[:200]
            await deck.review(card, cast("Rating", rating), self.taught_in)
        self.redirect(self.base_url + "review")


class CardsHandler(OfLearner):
    """The cards as a file for Anki."""

    @web.authenticated
    async def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Content-Disposition", 'attachment; filename="convergio-cards.txt"')
        self.finish(await deck_of(self.engine, self.who.account).anki(self.taught_in))


class MineHandler(OfLearner):
    """Everything that is kept of who asks."""

    @web.authenticated
    async def get(self) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Content-Disposition", 'attachment; filename="convergio.json"')
        kept = await all_of(self.engine, self.who.account)
        kept["nickname"] = self.who.nickname
        self.finish(json.dumps(kept, ensure_ascii=False, indent=1))


class ForgetHandler(MineHandler):
    """Deletes all of it."""

    @web.authenticated
    async def get(self) -> None:
        raise web.HTTPError(405)

    @web.authenticated
    async def post(self) -> None:
        await erase(self.engine, self.who.account)
        await self.engine.classes.leave(self.who.id)
        self.identity.let_out(self)
        self.redirect(self.base_url + "login")


PAGES = {
    "/": CourseHandler,
    "/notice": NoticeHandler,
    r"/notice\.js": NoticeScriptHandler,
    "/review": ReviewHandler,
    "/cards": CardsHandler,
    "/mine": MineHandler,
    "/forget": ForgetHandler,
    "/plan": PlanHandler,
    r"/plan\.ics": CalendarHandler,
    "/focus": FocusHandler,
    r"/done\.js": DoneScriptHandler,
    r"/focus\.js": FocusScriptHandler,
    r"/place\.js": PlaceScriptHandler,
    "/progress": ProgressHandler,
    "/profile": ProfileHandler,
    r"/access\.css": AccessHandler,
}
