"""The calls of whoever writes a lesson: findings while they write, and what learners would see. For the owner only.

What comes is the notebook as it is in the editor. Nothing of it is run before somebody asks for that, and then as code
that nobody vouches for: a notebook that is open may be anybody's.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from .answer import CancelScope
from .completions import Completions
from .core import OWNER
from .core.codec import to_dict
from .core.errors import PreviewWithheld, WrongOption
from .core.events import Progress
from .core.i18n import Phrase, choose_language
from .drafting import Drafting
from .engine import Engine
from .learning.authoring.check import check_lesson, leaks_in
from .learning.authoring.draft import KINDS, Wish
from .learning.authoring.page import page
from .learning.authoring.pictures import with_pictures
from .learning.authoring.trial import Trying
from .learning.lesson import Lesson, as_notebook, lesson_from
from .teachers.language import language_of

JSON = dict[str, Any]
Listener = Callable[[JSON], None]
Call = Callable[[JSON, Listener], Awaitable[Any]]
MOST_ABOUT = 2_000  # characters
_SHOWS_KEY = ("fence", "fence_unknown", "key_in_target")  # findings with which learners would see what they must not


class Authoring:
    """The work on lessons that one host does for its owner. What takes long tells how far it is, and can be stopped."""

    def __init__(self, engine: Engine, completions: Completions) -> None:
        self.root: Path | None = None  # the folder from which the host opens notebooks
        self._engine = engine
        self._drafting = Drafting(engine, completions)
        self._running: dict[str, CancelScope] = {}  # by turn
        self.calls: Mapping[str, Call] = {
            "author_check": self._check,
            "author_preview": self._preview,
            "author_draft": self._draft,
        }

    def stop(self, turn: str) -> bool:
        """Stops the work that is called ``turn``; False where there is none."""
        scope = self._running.get(turn)
        if scope is not None:
            scope.cancel()
        return scope is not None

    async def _check(self, parameters: JSON, listener: Listener) -> JSON:
        """The findings for a ``notebook``; with ``run`` its code is run, too. None where it was stopped."""
        notebook, lang = _notebook(parameters), self._lang(parameters)
        lesson = lesson_from(notebook)
        known: Any = {
            "teachers": self._engine.roster,
            "language_of": language_of,
            "folder": self._folder(parameters),
        }
        if not parameters.get("run"):
            found = await asyncio.to_thread(check_lesson, lesson, notebook, run=False, **known)
            return {"findings": [each.said(lang) for each in found]}
        with _Work(self._running, parameters, listener, lang) as work:
            trying = Trying(trusted=False, step=work.step)
            try:
                found = await asyncio.to_thread(check_lesson, lesson, notebook, trying=trying, **known)
            except StoppedByAuthor:
                return {"findings": None}
        return {"findings": [each.said(lang) for each in found]}

    async def _preview(self, parameters: JSON, listener: Listener) -> JSON:
        """The page that learners would read. Raises ``PreviewWithheld`` where it would hold something of the key."""
        return {"html": await asyncio.to_thread(_previewed, _notebook(parameters), self._folder(parameters))}

    async def _draft(self, parameters: JSON, listener: Listener) -> JSON:
        """Cells that the lesson's teacher drafts, as :class:`.learning.authoring.draft.Wish` says; None where stopped.

        Raises ``WrongOption``, ``DraftUnfit``, and what keeps a model from being asked.
        """
        notebook = _notebook(parameters)
        wish = _wish(parameters, lesson_from(notebook))
        with _Work(self._running, parameters, listener, self._lang(parameters)) as work:
            found = None
            with contextlib.suppress(StoppedByAuthor):
                found = await self._drafting.draft(notebook, wish, OWNER, work.scope, work.tell, work.step)
        if found is None:
            return {"cells": None}
        return found._asdict() | {"at": wish.at, "receipts": [to_dict(each) for each in found.receipts]}

    def _folder(self, parameters: JSON) -> Path | None:
        """Where the notebook lies, with its pictures; None where it was not saved yet, or elsewhere than on disk."""
        if self.root is None or not (path := str(parameters.get("path") or "")):
            return None
        file = self.root / path
        with contextlib.suppress(OSError, ValueError):
            if file.resolve().is_relative_to(self.root.resolve()) and file.is_file():
                return file.parent
        return None

    def _lang(self, parameters: JSON) -> str:
        return choose_language(str(parameters.get("lang") or ""), self._engine.settings.language)


class StoppedByAuthor(Exception):
    """Whoever asked for the work wants it no more."""


class _Work:
    """One piece of work on its way: in a thread, heard of on the loop."""

    def __init__(self, running: dict[str, CancelScope], parameters: JSON, listener: Listener, lang: str) -> None:
        self.scope = CancelScope()
        self.turn = str(parameters.get("turn") or uuid.uuid4().hex)
        self._running, self._listener, self._lang = running, listener, lang
        self._loop, self._seq, self._last = asyncio.get_running_loop(), 0, -1

    def __enter__(self) -> _Work:
        self._running[self.turn] = self.scope
        return self

    def __exit__(self, *_: object) -> None:
        self.scope.cancel()  # whoever asked may have gone away while the thread goes on
        self._running.pop(self.turn, None)

    def step(self, done: int, total: int) -> None:
        """Called in the thread before each run. Raises ``StoppedByAuthor``."""
        if self.scope.cancelled:
            raise StoppedByAuthor
        if done != self._last:
            self._last = done
            said = Phrase("Trying out the lesson: {done} of {total} exercises.", done=done, total=total)
            self._loop.call_soon_threadsafe(self._tell, "checking", said, done, total)

    def tell(self, said: Phrase) -> None:
        """A teacher writes."""
        self._last = -1
        self._tell("drafting", said)

    def _tell(self, stage: Literal["checking", "drafting"], said: Phrase, done: int = 0, total: int = 0) -> None:
        if self.scope.cancelled:
            return
        message = said.said(self._lang)
        event = Progress(turn=self.turn, seq=self._seq, stage=stage, message=message, done=done, total=total)
        self._seq += 1
        self._listener(to_dict(event))


def _notebook(parameters: JSON) -> JSON:
    return as_notebook(parameters.get("notebook"), str(parameters.get("name") or "notebook"))


def _wish(parameters: JSON, lesson: Lesson) -> Wish:
    """What is to be drafted. Raises ``WrongOption``."""
    kind, about = str(parameters.get("kind") or ""), str(parameters.get("about") or "").strip()
    if kind not in KINDS:
        raise WrongOption(name="kind", hint=Phrase("Choose one of: {known}.", known=", ".join(KINDS)))
    if not 0 < len(about) <= MOST_ABOUT:
        raise WrongOption(name="about", hint=Phrase("Write 1 to {most} characters.", most=MOST_ABOUT))
    exercise, last = str(parameters.get("exercise") or ""), len(lesson.cells)
    if kind == "hint":
        if exercise not in lesson.exercises:
            known = ", ".join(lesson.exercises) or "–"
            raise WrongOption(name="exercise", hint=Phrase("Choose one of: {known}.", known=known))
        last = lesson.exercises[exercise].cells[-1].number
    at = parameters.get("at")
    place = last if at is None else min(max(0, int(at)), len(lesson.cells))
    return Wish(kind, about, exercise, int(parameters.get("level") or 0), place)


def _previewed(notebook: JSON, folder: Path | None) -> str:
    lesson = lesson_from(notebook)
    if folder is not None:
        notebook = with_pictures(notebook, lesson, folder)
        lesson = lesson_from(notebook)
    found = [each for each in check_lesson(lesson, notebook, run=False) if each.code in _SHOWS_KEY]
    text = page(notebook, lesson, run=False) if not found else ""
    for each in found or leaks_in(lesson, text):
        raise PreviewWithheld(why=each.message)
    return text
