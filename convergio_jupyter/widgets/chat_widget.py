"""The chat widget: ``chat("feynman")`` in a cell."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from ..client import Client
from ..core.codec import to_dict
from ..core.i18n import translate
from ..core.schema import Question
from .bundled import Bundled


class Chat(Bundled):
    """A talk with a teacher. ``conversation`` is the id of the talk, once it has begun.

    ``question`` is offered on the first screen, one click away from being asked. In a classroom the page knows the
    talk, because a reload begins a new kernel. What is asked here counts for ``course``.
    """

    parts: ClassVar[tuple[str, ...]] = ("chat",)
    asks: ClassVar[bool] = True
    teacher = traitlets.Unicode().tag(sync=True)
    conversation = traitlets.Unicode().tag(sync=True)
    question = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        teacher: str = "",
        *,
        conversation: str = "",
        lang: str = "",
        course: str = "",
        lesson: str = "",
        question: Question | None = None,
        client: Client | None = None,
    ) -> None:
        super().__init__(
            lang=lang,
            course=course,
            client=client,
            teacher=teacher,
            conversation=conversation,
            question=to_dict(question) if question else {},
        )
        self._lesson = lesson  # kept here and not in the page, which cannot talk its way out of it

    def __repr__(self) -> str:
        """For places that show no widgets."""
        return translate("A chat needs a notebook. In a terminal, ask with `%%convergio`.", self.lang)

    def _outgoing(self, message: dict[str, Any]) -> dict[str, Any]:
        question = message.get("question")
        if not isinstance(question, dict):
            return message
        course = question.get("course") or self.course
        lesson = self._lesson or question.get("lesson") or ""
        return {**message, "question": {**question, "course": course, "lesson": lesson}}


def chat(teacher: str = "", *, conversation: str = "", lang: str = "", course: str = "", lesson: str = "") -> Chat:
    """A chat with ``teacher`` (an id such as ``"feynman"``; empty lets Convergio choose) as a widget.

    What is asked there counts for ``course``. In a ``lesson`` the teacher sees what the learner tried, and gives no
    answer away.

    Raises ``UnknownTeacher`` with the names that exist.
    """
    if teacher:
        from ..teachers import load_faculty

        teacher = load_faculty().find(teacher).id
    return Chat(teacher, conversation=conversation, lang=lang, course=course, lesson=lesson)
