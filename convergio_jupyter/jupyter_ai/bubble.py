"""One message of a teacher in a chat, written anew while the answer grows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ..core.events import Event, Progress, Revising, ToolCall, ToolResult
from ..core.i18n import translate
from ..core.schema import ErrorInfo
from ..notebook.display import Reply, ending, notice, told
from ..notebook.receipts import summary_of
from ..notebook.safe_markdown import to_chat_markdown
from ..notebook.steps import Step, markdown_of, source_of

# Each update writes the whole chat file and sends the whole message, so updates are few, and rarer as the text grows.
UPDATE_SECONDS = 0.15
UPDATE_GROWTH = 1.04


class Bubble:
    """Shows ``reply`` as a message of ``persona`` in its chat."""

    def __init__(self, persona: Any, reply: Reply, clock: Callable[[], float] = time.monotonic) -> None:
        self._persona = persona
        self._reply = reply
        self._clock = clock
        self._id = ""
        self._shown = ""
        self._next = 0.0

    def take(self, event: Event) -> None:
        """Adds what ``event`` tells; shows it where it is time to."""
        self._reply.take(event)
        if isinstance(event, (Progress, Revising)):
            self._persona.set_status(event.message)
            return
        now, length = self._clock(), len(self._reply.text)
        grown = length >= len(self._shown) * UPDATE_GROWTH and now >= self._next
        if grown or isinstance(event, (ToolCall, ToolResult)) or not self._reply.running:
            self._draw()
            self._next = self._clock() + UPDATE_SECONDS

    def _draw(self) -> None:
        text = written(self._reply, self._persona.name)
        if not text or text == self._shown:
            return
        self._shown, chat = text, self._persona.chat
        if not self._id:
            from jupyterlab_chat.models import NewMessage

            self._id = chat.add_message(NewMessage(body=text, sender=self._persona.id))
            return
        message = chat.get_message(self._id)
        if message is not None and not message.deleted:
            message.body = text
            chat.update_message(message, trigger_actions=[])


def written(reply: Reply, speaker: str = "") -> str:
    """All of ``reply`` as Markdown for a chat; the receipt comes last, once it is settled.

    ``speaker`` is named above the message already.
    """
    body = told(reply, to_chat_markdown, _step)
    if body and reply.teacher not in ("", speaker):
        body = f"**{reply.teacher}**\n\n{body}"
    if reply.running:
        return body or to_chat_markdown(reply.draft)
    end = said(reply.error) if reply.error is not None else ending(reply)
    return "\n\n".join(filter(None, (body, end, to_chat_markdown(notice(reply)), _receipt(reply))))


def said(error: ErrorInfo) -> str:
    """An error as a chat shows it: what happened, the next step, and its name for whoever looks it up."""
    return f"{to_chat_markdown(f'{error.message} {error.remedy}')} (`{error.code}`)"


def _receipt(reply: Reply) -> str:
    """Who, where, which model and what it cost, in one quiet line."""
    if reply.receipt is None:
        return ""
    line = " · ".join(filter(None, (reply.teacher, summary_of(reply.receipt, reply.lang))))
    for mark in "\\`*_[]$<!":  # a model may be called anything
        line = line.replace(mark, f"\\{mark}")
    return f"*{line}*"


def _step(step: Step, lang: str) -> str:
    """A tool that was used: what it drew as an image, which can run nothing; what it said as a quotation."""
    if not step.done:
        using = translate("Using: {tool}", lang, tool=step.title)  # a model may want what there is not
        return f"\n\n*{to_chat_markdown(using)}*\n\n"
    drawn = f"\n\n![{step.title}]({source_of(step.figure)})\n\n" if step.figure else ""
    return drawn + markdown_of(step, lang, to_chat_markdown)
