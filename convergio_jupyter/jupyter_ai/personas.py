"""Every member of the faculty as a persona of jupyter-ai: ``personas:Euclide``, ``personas:Feynman`` …

jupyter-ai finds personas by entry points, which name classes; the classes are made from the faculty's files. All of
them ask the one service of the server they run in, so there is one ledger, one memory and one way to a model.
"""

from __future__ import annotations

import asyncio
import functools
import re
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from jupyter_ai_persona_manager import BasePersona, PersonaDefaults

from ..core import OWNER
from ..core.codec import event_from_dict
from ..core.errors import ConvergioError, InternalError, UnknownConversation
from ..core.events import Asked, Done, Failed
from ..core.faculty import Teacher
from ..core.i18n import choose_language
from ..core.schema import Attachment, Question
from ..gateway.extension import gateway_here
from ..notebook.display import Reply
from ..safety import concern
from ..service import Service
from ..settings import Settings
from ..teachers import load_faculty
from ..teachers.mention import mentioned
from . import avatars
from .bubble import Bubble, said
from .lent import lent_with


class TeacherPersona(BasePersona):
    """A teacher in one chat. What can be clicked elsewhere cannot be here, so tools that ask for it are refused."""

    teacher: ClassVar[Teacher]
    _turn = ""  # the one that is being answered

    @property
    def defaults(self) -> PersonaDefaults:
        lang = choose_language()
        spoken = lang if lang in self.teacher.languages else self.teacher.languages[0]
        return PersonaDefaults(
            name=self.teacher.name,
            description=self.teacher.subject[spoken],
            avatar_path=_avatar(self.teacher.id),
            system_prompt="",  # ours to make, for the model and the learner at hand
        )

    async def process_message(self, message: Any) -> None:
        """Answers ``message`` in the chat. Never raises one of our errors: it is said."""
        try:
            service = gateway_here().service
            question = await self._question(message, service)
        except ConvergioError as error:
            self.send_message(said(error.info(choose_language())))
            return
        self.set_status()
        try:
            await self._answer(question, service)
        finally:
            self.clear_status()

    async def cancel_response(self) -> None:
        """Stops the answer; what came so far is kept."""
        if self._turn:
            gateway_here().service.turns.cancel(self._turn)

    async def handle_uncaught_exception(self, exc: Exception) -> None:
        """A sentence, and no traceback."""
        self.send_message(said(InternalError(detail=type(exc).__name__).info(choose_language())))

    async def shutdown(self) -> None:
        await super().shutdown()
        await self.cancel_response()

    async def _question(self, message: Any, service: Service) -> Question:
        """What ``message`` asks, in the talk that this teacher has in this chat. Raises our errors."""
        others = [name for name in mentioned(message.body) if name in service.engine.roster and name != self.teacher.id]
        own = rf"@{re.escape(self.teacher.name)}\b[:,]?[ \t]*"
        question = Question(
            text=message.body if others else re.sub(own, "", message.body, flags=re.IGNORECASE).strip(),
            teacher="" if others else self.teacher.id,  # whoever is mentioned answers
            turn=uuid.uuid4().hex,
            conversation=str(self.chat.get_metadata().get(self._key) or "")[:100],
            attachments=await self._lent(message),
        )
        try:
            await service.engine.conversations_of(OWNER).open(question)
        except UnknownConversation:  # it was deleted, or the chat's file comes from elsewhere
            return replace(question, conversation="")
        except ConvergioError:  # said by whoever answers, who helps first where somebody is in danger
            pass
        return question

    async def _lent(self, message: Any) -> tuple[Attachment, ...]:
        """What is attached. A file that cannot be read stands before no help for somebody in danger."""
        try:
            return await lent_with(message, self.chat, Path(self.parent.root_dir))
        except ConvergioError:
            if concern(message.body):
                return ()
            raise

    async def _answer(self, question: Question, service: Service) -> None:
        reply = Reply(lang=service.engine.language(question))
        bubble = Bubble(self, reply)
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        turns, ended = service.turns, False
        self._turn = turns.ask(question, events.put_nowait)
        try:
            while not ended:
                event = event_from_dict(await events.get())
                if isinstance(event, Asked):
                    self.chat.set_metadata(self._key, event.conversation)
                bubble.take(event)
                ended = isinstance(event, (Done, Failed))
        finally:
            if not ended:  # nobody shows the rest
                turns.cancel(self._turn)
            self._turn = ""

    @property
    def _key(self) -> str:
        """Where the chat's file keeps the id of this teacher's talk."""
        return f"convergio:{self.teacher.id}"


def __getattr__(name: str) -> type[TeacherPersona]:
    """The persona of the teacher called ``name``."""
    for teacher in load_faculty().values():
        if teacher.name == name:
            return _persona(teacher.id)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@functools.cache
def _persona(name: str) -> type[TeacherPersona]:
    teacher = load_faculty()[name]
    # jupyter-ai makes a persona's id of its package and its class.
    return type(teacher.name, (TeacherPersona,), {"teacher": teacher, "__module__": __name__})


@functools.cache
def _avatar(name: str) -> str:
    folder = Settings(forgiving=True).data_path / "avatars"
    return str(avatars.file_of(load_faculty()[name], folder) or "")
