"""How an answer looks in a cell: HTML for notebooks, Markdown and plain text for everything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..core.events import (
    Asked,
    Done,
    Event,
    Failed,
    Progress,
    Revising,
    Routed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    ToolCall,
    ToolResult,
    UsageReported,
)
from ..core.i18n import translate
from ..core.schema import ErrorInfo, Receipt
from ..teachers.converge import unlinked
from ..teachers.language import language_of
from .formulas import readable
from .receipts import receipt_rows, summary_of, together, warning_of
from .safe_markdown import escape, to_html, to_markdown
from .said import Said
from .steps import Step, html_of, markdown_of, plain_of
from .trace import trace_html

Bundle = dict[str, str]
_GUESSES = "It guesses all the same with `--model {model}`."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass
class Reply:
    """An answer as a value: its text, its receipt, or the error that ended it. Shows itself in a notebook.

    Where several teachers answered, the text has all of them, each under their name.
    """

    lang: str = "en"
    said: dict[int, Said] = field(default_factory=dict)  # by part of the turn
    waiting: str = ""
    draft: str = ""  # the first answer, once a better one is on its way
    error: ErrorInfo | None = None
    proposal: str = ""  # who may fit the question better
    guesser: str = ""  # the small model that may guess all the same
    nobody: str = ""  # that somebody who is mentioned is not there
    conversation: str = ""
    stopped: bool = False
    cut_off: bool = False
    running: bool = True
    shown: bool = False

    @property
    def text(self) -> str:
        if len(self.said) < 2:
            return "".join(one.text for one in self.said.values())
        named = (one for one in self.said.values() if one.name)
        return "\n\n".join(f"**{one.name}**\n\n{unlinked(one.text) or one.failure}" for one in named)

    @property
    def teacher(self) -> str:
        """Who answered; empty where several did."""
        return next(iter(self.said.values())).name if len(self.said) == 1 else ""

    @property
    def receipt(self) -> Receipt | None:
        """Of all who answered together."""
        receipts = [one.receipt for one in self.said.values() if one.receipt is not None]
        return together(receipts) if receipts else None

    def take(self, event: Event) -> None:
        """Adds what an event tells."""
        if isinstance(event, TextDelta):
            self._part(event.part).text += event.text
            self.waiting = ""
        elif isinstance(event, Revising):
            one = self._part(event.part)
            self.draft, one.text, one.steps, self.waiting = self.draft or one.text, "", [], event.message
        elif isinstance(event, ToolCall):
            one = self._part(event.part)
            one.steps.append(Step(event.call, event.title or event.name, event.arguments, len(one.text)))
        elif isinstance(event, ToolResult):
            for step in self._part(event.part).steps:
                step.take(event)
        elif isinstance(event, TeacherStarted):
            one = self._part(event.part)
            one.teacher, one.name, one.asked = event.teacher, event.name, event.question
            self.nobody = event.reason if "@" in event.reason else self.nobody
        elif isinstance(event, TeacherFinished):
            one = self._part(event.part)
            one.over, one.error, one.name = True, event.error, one.name or event.teacher.capitalize()
            self.proposal = f"{event.proposal} (`@{event.instead}`)" if event.instead else ""
            self.guesser = event.guesser
        elif isinstance(event, Progress):
            self.waiting = event.message if not self.text else ""
        elif isinstance(event, (Routed, UsageReported)):
            self._part(event.part).receipt = event.receipt
        elif isinstance(event, Failed):
            self.error, self.running = event.error, False
        elif isinstance(event, Done):
            self.stopped, self.running = event.reason == "cancelled", False
            self.cut_off = event.reason == "length"
        elif isinstance(event, Asked):
            self.conversation = event.conversation

    def _part(self, number: int) -> Said:
        return self.said.setdefault(number, Said())

    def __repr__(self) -> str:
        return _plain(self)

    def _ipython_display_(self) -> None:
        """Shows the reply unless it was shown while it came, which is what ``ask`` does."""
        if not self.shown:
            from IPython.display import display

            display(self._repr_mimebundle_(), raw=True)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return {"text/html": _html(self), "text/markdown": _markdown(self), "text/plain": _plain(self)}


def printable(text: str) -> str:
    """Text without the control characters with which a terminal could be commanded."""
    return _CONTROL.sub("", text)


def _html(reply: Reply) -> str:
    draft = reply.draft if reply.running and not reply.text else ""
    body = to_html(draft) if draft else told(reply, to_html, html_of)
    if reply.running and not reply.text:
        body += f"<p><em>{escape(reply.waiting or translate('One moment …', reply.lang))}</em></p>"
    parts = [f"<p><strong>{escape(reply.teacher)}</strong></p>" if reply.teacher else "", body, _html_ending(reply)]
    style = (
        "border-inline-start: 3px solid var(--jp-brand-color1, #a34a08); padding-inline-start: 12px; max-width: 70ch"
    )
    return f'<div class="cvg-answer" style="{style}">{"".join(parts)}</div>'


def told(reply: Reply, words: Callable[[str], str], tool: Callable[[Step, str], str]) -> str:
    """All that was said and used, each teacher under their name where several answered."""
    told = []
    for one in reply.said.values():
        if len(reply.said) > 1 and one.name:
            told.append(words(f"\n\n**{one.name}**\n\n"))
        if one.warning:
            told.append(words(f"{one.warning}\n\n"))
        told += [words(piece) if isinstance(piece, str) else tool(piece, reply.lang) for piece in one.pieces()]
        if len(reply.said) > 1 and not one.text:
            told.append(words(one.failure))
    return "".join(told).strip("\n")


def _html_ending(reply: Reply) -> str:
    parts = []
    if reply.error is not None:
        parts.append(error_html(reply.error))
    elif ending(reply):
        parts.append(f"<p><em>{escape(ending(reply))}</em></p>")
    if reply.draft and reply.draft != reply.text and not reply.running:
        parts.append(
            f"<details><summary>{translate('First draft', reply.lang)}</summary>{to_html(reply.draft)}</details>"
        )
    if len(reply.said) > 1 and not reply.running:
        parts.append(trace_html([*reply.said.values()], reply.lang))
    if reply.receipt is not None and not reply.running:
        rows = "".join(
            f'<tr><th scope="row" style="text-align: start">{escape(label)}</th>'
            f'<td style="text-align: start">{escape(value)}</td></tr>'
            for label, value in receipt_rows(reply.receipt, reply.lang)
        )
        if notice(reply):
            parts.append(f"<p><em>{to_html(notice(reply))[3:-5]}</em></p>")
        summary = escape(summary_of(reply.receipt, reply.lang))
        parts.append(f"<details><summary>{summary}</summary><table>{rows}</table></details>")
    return "".join(parts)


def error_html(error: ErrorInfo) -> str:
    """An error as every surface shows it: one sentence, the next step, details folded."""
    detail = (
        f"<details><summary>{error.code}</summary><pre>{escape(error.detail)}</pre></details>" if error.detail else ""
    )
    return (
        f'<div role="alert"><p><strong>{escape(error.message)}</strong> {to_html(error.remedy)[3:-5]}</p>{detail}</div>'
    )


def _markdown(reply: Reply) -> str:
    head = f"**{reply.teacher}**\n\n" if reply.teacher else ""
    tail = "\n\n".join(line for line in (ending(reply), notice(reply), summary(reply)) if line)
    return f"{head}{told(reply, to_markdown, markdown_of)}\n\n{tail}".rstrip() + "\n"


def _plain(reply: Reply) -> str:
    head = f"{reply.teacher}\n" if reply.teacher else ""
    said = printable(head + readable(told(reply, str, plain_of)))
    return "\n".join(line for line in (said, ending(reply), notice(reply), summary(reply)) if line)


def notice(reply: Reply) -> str:
    """What is to be known once it is read: of the model, who is not there, and who may fit the question better.

    All of it speaks as the answer does, which may be another language than the surface's.
    """
    if reply.receipt is None or reply.running:
        return ""
    said = "" if warning_of(reply.receipt) else reply.receipt.notice
    guess = translate(_GUESSES, language_of(said, reply.lang), model=reply.guesser) if reply.guesser else ""
    return " ".join(filter(None, (reply.nobody, reply.proposal, said, guess)))


def ending(reply: Reply) -> str:
    if reply.error is not None:
        return f"{reply.error.message} {reply.error.remedy}"
    if reply.stopped:
        return translate("Stopped. What came so far is kept." if reply.text else "Stopped.", reply.lang)
    if reply.cut_off:
        return translate("The answer was cut off here because it grew too long; ask it to go on.", reply.lang)
    return ""


def summary(reply: Reply) -> str:
    return summary_of(reply.receipt, reply.lang) if reply.receipt is not None and not reply.running else ""
