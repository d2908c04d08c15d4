"""The chat widget: ``chat("feynman")`` in a cell.

The front end is a bundle of some hundred kilobytes, and a widget's ``_esm`` is sent and saved with every instance. So
``_esm`` is a small loader that asks for the bundle once a page; after that, messages of the session protocol pass
between the page and the host untouched.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..client import Client, Pipe, visit_as
from ..core import CLASSROOM_VARIABLE
from ..core.codec import to_dict
from ..core.errors import ConvergioError, ExtraMissing, GatewayLost
from ..core.i18n import Phrase, choose_language, translate
from ..core.protocol import language_in, refusal
from ..core.schema import Question

_STATIC = Path(__file__).parent / "static"


class Chat(anywidget.AnyWidget):
    """A talk with a teacher. ``conversation`` is the id of the talk, once it has begun.

    ``question`` is offered on the first screen, one click away from being asked. In a ``classroom`` the page knows its
    visitor and the talk, because a reload begins a new kernel. What is asked here counts for ``course``.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    teacher = traitlets.Unicode().tag(sync=True)
    conversation = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)
    question = traitlets.Dict().tag(sync=True)
    classroom = traitlets.Bool().tag(sync=True)

    def __init__(
        self,
        teacher: str = "",
        *,
        conversation: str = "",
        lang: str = "",
        course: str = "",
        question: Question | None = None,
        client: Client | None = None,
    ) -> None:
        super().__init__(
            _esm=_loader(),
            teacher=teacher,
            conversation=conversation,
            lang=choose_language(lang),
            question=to_dict(question) if question else {},
            classroom=bool(os.environ.get(CLASSROOM_VARIABLE)),
        )
        self._course = course
        self._client = client
        self._pipe: Pipe | None = None
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        """For places that show no widgets."""
        return translate("A chat needs a notebook. In a terminal, ask with `%%convergio`.", self.lang)

    def close(self) -> None:
        """Closes the widget. What was asked is still answered and kept."""
        self._hang_up()
        super().close()

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        operation = message.get("op")
        if operation == "bundle":
            self.send(_bundle())
        elif operation == "hello":
            with contextlib.suppress(ValueError):
                visit_as(str(message.get("visitor")))
        elif operation == "leave":
            self._hang_up()
            self.send({"state": "closed"})  # another view of this chat may still be there; it comes back by itself
        else:
            self._forward_or_refuse(self._of_course(message))

    def _of_course(self, message: dict[str, Any]) -> dict[str, Any]:
        question = message.get("question")
        if not self._course or not isinstance(question, dict):
            return message
        return {**message, "question": {**question, "course": question.get("course") or self._course}}

    def _forward_or_refuse(self, message: dict[str, Any]) -> None:
        try:
            self._forward(message)
        except ConvergioError as error:
            self.send(refusal(message, error.info(choose_language(language_in(message), self.lang))))

    def _forward(self, message: dict[str, Any]) -> None:
        for attempt in (1, 2):
            if self._pipe is None:
                self._pipe = self._connected().open_pipe(self.send, self._lost)
            try:
                self._pipe.send(message)
                return
            except GatewayLost:
                self._pipe = None
                if attempt == 2:
                    raise

    def _connected(self) -> Client:
        if self._client is None:
            from ..notebook.api import client

            self._client = client()
        return self._client

    def _lost(self, pipe: Pipe) -> None:
        if self._pipe in (None, pipe):
            self._pipe = None
            self.send({"state": "closed"})

    def _hang_up(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def chat(teacher: str = "", *, conversation: str = "", lang: str = "", course: str = "") -> Chat:
    """A chat with ``teacher`` (an id such as ``"feynman"``; empty lets Convergio choose) as a widget.

    What is asked there counts for ``course``.

    Raises ``UnknownTeacher`` with the names that exist.
    """
    if teacher:
        from ..teachers import load_faculty

        teacher = load_faculty().find(teacher).id
    return Chat(teacher, conversation=conversation, lang=lang, course=course)


@functools.cache
def _loader() -> str:
    try:
        return (_STATIC / "loader.js").read_text(encoding="utf-8").replace("__HASH__", _bundle()["hash"])
    except FileNotFoundError:
        raise ExtraMissing(feature=Phrase("The chat widget"), extra="all") from None


@functools.cache
def _bundle() -> dict[str, str]:
    source = (_STATIC / "chat.js").read_text(encoding="utf-8")
    return {"bundle": source, "hash": hashlib.sha256(source.encode()).hexdigest()[:16]}
