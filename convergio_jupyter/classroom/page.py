"""What all pages of a classroom share: who is there, in which language, and how it is shown to them."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import jinja2
from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from tornado import web

from ..core.i18n import choose_language, translate
from ..gateway.handlers import SETTINGS_KEY
from ..learning.classes.joining import Learner
from ..learning.shelf import one_of_each
from ..memory.access import css_of
from ..memory.profile import Profile
from .course import Course, LessonCard
from .identity import ClassIdentity, learner_of

if TYPE_CHECKING:
    from ..engine import Engine

COURSE_KEY = "convergio_course"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


class Page(JupyterHandler):
    """A page in the visitor's language and as they read best, which no other site can frame or send forms to."""

    learner: Learner | None = None
    profile = Profile()

    async def prepare(self, **options: Any) -> None:
        await super().prepare(**options)
        if self.current_user is not None:
            self.learner = await learner_of(self, self.current_user)
        if self.learner is not None:
            self.profile = await self.engine.memory_of(self.learner.account).profiles.get()

    @property
    def engine(self) -> Engine:
        engine: Engine = self.settings[SETTINGS_KEY].service.engine
        return engine

    @property
    def course(self) -> Course:
        course: Course = self.settings[COURSE_KEY]
        return course

    @property
    def identity(self) -> ClassIdentity:
        identity: ClassIdentity = self.settings["identity_provider"]
        return identity

    @property
    def lang(self) -> str:
        return choose_language(self.profile.lang, self.request.headers.get("Accept-Language", ""))

    @property
    def taught_in(self) -> str:
        """The language of lessons and cards, where they are there in several."""
        return self.profile.lang or (self.learner.lang if self.learner else "") or self.lang

    @property
    def cards(self) -> list[LessonCard]:
        """The lessons of the course, each in one language."""
        return one_of_each(self.course.lessons, self.taught_in)

    def check_xsrf_cookie(self) -> None:
        """Voila has no such cookie. A form of another site says where it comes from."""
        origin = self.request.headers.get("Origin", "")
        if origin and urlsplit(origin).netloc != self.request.host:
            raise web.HTTPError(403)

    def show(self, page: str, *, status: int = 200, **values: Any) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", _POLICY)
        self.finish(
            _template(page).render(
                lang=self.lang, t=functools.partial(_worded, self.lang), base=self.base_url,
                title=self.course.title, access=Markup(css_of(self.profile.access)), learner=self.learner,
                page=page, **values,
            )
        )  # fmt: skip


class OfLearner(Page):
    """A page that only somebody who has joined can have."""

    async def prepare(self, **options: Any) -> None:
        await super().prepare(**options)
        if self.current_user is not None and self.learner is None:
            raise web.HTTPError(404)

    @property
    def who(self) -> Learner:
        assert self.learner is not None
        return self.learner


class ScriptOfPage(OfLearner):
    """A script of a lesson's page, from the file ``name``, with its ``words`` in the learner's language before it."""

    name: ClassVar[str]
    words: ClassVar[Mapping[str, str]]

    def given(self) -> dict[str, Any]:
        """What else the script is given, by names."""
        return {}

    @web.authenticated
    async def get(self) -> None:
        words = {name: translate(sentence, self.lang) for name, sentence in self.words.items()}
        given = {"WORDS": words} | self.given()
        head = "\n".join(f"const {name} = {json.dumps(value)};" for name, value in given.items())
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(f"{{\n{head}\n{_script(self.name)}}}\n")


@functools.cache
def _script(name: str) -> str:
    return (Path(__file__).parent / f"static/{name}.js").read_text(encoding="utf-8")


@functools.cache
def _templates() -> jinja2.Environment:
    folder = Path(__file__).parent / "templates"
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined)


def _template(page: str) -> jinja2.Template:
    return _templates().get_template(f"{page}.html.j2")


def _worded(lang: str, sentence: str, **values: Any) -> str:
    return translate(sentence, lang, **values)
