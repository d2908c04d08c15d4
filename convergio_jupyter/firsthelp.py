"""What is answered to somebody who may be in danger, before anything else happens."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import TYPE_CHECKING

from .contribution import Contribution
from .core.errors import ConvergioError
from .core.events import Asked, Done, Event
from .core.i18n import translate
from .core.schema import Question
from .safety import Concern, first_help
from .seats import told
from .teachers.choice import PRINCIPAL
from .teachers.mention import mentioned
from .teachers.roster import names_in

if TYPE_CHECKING:
    from .engine import Engine

log = logging.getLogger("convergio")

_TITLE = "A private question"  # of a talk that begins with it: others may read the list of talks


async def help_first(engine: Engine, question: Question, part: Contribution, found: Concern) -> AsyncGenerator[Event]:
    """What code answers to somebody who may be in danger: no model, no cost, and it never leaves this computer.

    It is told whatever else is wrong: an unknown talk or teacher, or a store that cannot be written.
    """
    conversations, current = engine.conversations_of(part.answer.account), ""
    part.made_of = "machine"
    chosen = question.privacy == "private"
    title = translate(_TITLE, found.lang)
    question = replace(question, privacy="private", attachments=())
    try:
        conversation, current = await conversations.open(question)
    except ConvergioError:
        conversation, _ = await conversations.open(replace(question, conversation=""))
    wishes = [*names_in(question.teacher.lower()), *mentioned(question.text), current, PRINCIPAL]
    teacher = next(engine.roster[name] for name in [*wishes, *engine.roster] if name in engine.roster)
    question = replace(question, conversation=conversation, teacher=teacher.id)
    try:
        await conversations.begin(conversation, question, teacher.id, "machine", chosen=chosen, title=title)
        part.answer.begun = True
    except ConvergioError as error:
        log.warning("turn %s could not be kept: %s", part.answer.turn, error.code)
    yield part.answer.event(Asked, conversation=conversation, question=question)
    async with contextlib.aclosing(told(part, teacher, first_help(found, engine.settings.help_contact))) as events:
        async for event in events:
            yield event
    yield part.answer.event(Done, reason=part.answer.reason)
