"""The learner's side of a lesson as widgets: ``exercise("fractions-1", "half")`` and the like in a cell.

They hold the names alone. What a learner may see of an exercise or of a question comes from the host, and so does what
an answer is worth: nothing of the key is in the notebook, in the page or in the kernel.
"""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from ..client import Client
from ..core.i18n import translate
from .bundled import Bundled


class _OfLesson(Bundled):
    """``lesson`` is its id, with the language of the notebook behind it: ``fractions-1/en``."""

    parts: ClassVar[tuple[str, ...]] = ("lesson", "editor")
    lesson = traitlets.Unicode().tag(sync=True)

    def __init__(self, lesson: str, *, lang: str, course: str, client: Client | None, **traits: Any) -> None:
        own = lesson.partition("/")[2]  # who reads a lesson in Italian is told in Italian what came of it
        super().__init__(lang=lang or own, course=course, client=client, lesson=lesson, **traits)

    def __repr__(self) -> str:
        """For places that show no widgets."""
        return translate("An exercise needs a notebook. There, `%convergio check` checks an answer.", self.lang)


class Exercise(_OfLesson):
    """An exercise with its editor, its hints and what came of the last attempt.

    Without ``task`` it does not say what is to be done: where the cell above it does.
    """

    exercise = traitlets.Unicode().tag(sync=True)
    task = traitlets.Bool(True).tag(sync=True)

    def __init__(
        self,
        lesson: str,
        exercise: str,
        *,
        task: bool = True,
        lang: str = "",
        course: str = "",
        client: Client | None = None,
    ) -> None:
        super().__init__(lesson, lang=lang, course=course, client=client, exercise=exercise, task=task)


class Quiz(_OfLesson):
    """Questions of a lesson. ``items`` are their ids, or those of the cells that they stand in; empty means all."""

    items = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self, lesson: str, *items: str, lang: str = "", course: str = "", client: Client | None = None
    ) -> None:
        super().__init__(lesson, lang=lang, course=course, client=client, items=list(items))


class Reflection(_OfLesson):
    """Where a learner writes to an open question. ``cell`` is the id of the cell that asks it."""

    cell = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, lesson: str, cell: str, *, lang: str = "", course: str = "", client: Client | None = None
    ) -> None:
        super().__init__(lesson, lang=lang, course=course, client=client, cell=cell)


def exercise(lesson: str, exercise: str, *, task: bool = True, lang: str = "", course: str = "") -> Exercise:
    """An exercise of a lesson as a widget, by their ids: ``exercise("fractions-1", "half")``.

    What is written there is kept, and so are attempts and hints; they count for ``course``.
    """
    return Exercise(lesson, exercise, task=task, lang=lang, course=course)


def quiz(lesson: str, *items: str, lang: str = "", course: str = "") -> Quiz:
    """Questions of a lesson as a widget: ``quiz("fractions-1")``, or some: ``quiz("fractions-1", "halves-2")``."""
    return Quiz(lesson, *items, lang=lang, course=course)


def reflect(lesson: str, cell: str, *, lang: str = "", course: str = "") -> Reflection:
    """A box for an open question of a lesson as a widget: ``reflect("fractions-1", "reflect-1")``.

    What is written there is kept for the learner, and nobody checks it.
    """
    return Reflection(lesson, cell, lang=lang, course=course)
