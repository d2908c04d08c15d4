"""How an answer looks in a cell: HTML for notebooks, Markdown and plain text for everything else."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Any

from ..core.codec import to_dict
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
from .formulas import readable
from .receipts import receipt_rows, summary_of, together, tokens_said, warning_of
from .safe_markdown import escape, to_html, to_markdown
from .steps import Step, html_of, markdown_of, plain_of, unrepeated

Bundle = dict[str, str]
_GUESSES = "It guesses all the same with `--model {model}`."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

# Each update of an output sends all of it, so updates get rarer as the text grows: all of them together stay within
# a small multiple of the answer's length.
UPDATE_SECONDS = 0.08
UPDATE_GROWTH = 1.04


@dataclass
class _Said:
    """What one teacher said, and what kept them from saying it."""

    name: str = ""
    text: str = ""
    receipt: Receipt | None = None
    error: ErrorInfo | None = None
    over: bool = False
    steps: list[Step] = field(default_factory=list)  # the tools that were used

    @property
    def warning(self) -> str:
        """What stands above the words; empty while there are none."""
        return warning_of(self.receipt) if self.text else ""

    def pieces(self) -> list[str | Step]:
        """The words, with the tools between them that were used there; no words follow one that is not done."""
        found, told = list[str | Step](), 0
        for step in self.steps:
            found += [self.text[told : step.at], step]
            told = max(told, step.at)
        words = (piece if isinstance(piece, Step) else unlinked(piece) for piece in (*found, self.text[told:]))
        return [piece for piece in words if piece]


@dataclass
class Reply:
    """An answer as a value: its text, its receipt, or the error that ended it. Shows itself in a notebook.

    Where several teachers answered, the text has all of them, each under their name.
    """

    lang: str = "en"
    said: dict[int, _Said] = field(default_factory=dict)  # by part of the turn
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
        return "\n\n".join(f"**{one.name}**\n\n{unlinked(one.text) or _failure(one)}" for one in named)

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
            self._part(event.part).name = event.name
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

    def _part(self, number: int) -> _Said:
        return self.said.setdefault(number, _Said())

    def __repr__(self) -> str:
        return _plain(self)

    def _ipython_display_(self) -> None:
        """Shows the reply unless it was shown while it came, which is what ``ask`` does."""
        if not self.shown:
            from IPython.display import display

            display(self._repr_mimebundle_(), raw=True)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return {"text/html": _html(self), "text/markdown": _markdown(self), "text/plain": _plain(self)}


def show(events: Generator[Event], lang: str, *, rich: bool, allow: Callable[[ToolCall], None] | None = None) -> Reply:
    """Shows the answer while it comes and returns it. A ``KeyboardInterrupt`` passes through once all is shown.

    ``allow`` asks the user about a tool that waits.
    """
    reply = Reply(lang=lang, shown=True)
    printer: _Cell | _Terminal = _Cell(reply) if rich else _Terminal.waiting_for(reply)
    try:
        with contextlib.closing(events):  # whatever ends the loop, the model is told at once
            for event in events:
                reply.take(event)
                printer.update(event)
                if allow is not None and isinstance(event, ToolCall) and event.asks:
                    allow(event)
    except KeyboardInterrupt:
        reply.stopped, reply.running = True, False
        raise
    finally:
        printer.finish()
    return reply


@dataclass
class _Cell:
    """Shows a reply in one output that is updated in place."""

    reply: Reply
    handle: Any = None
    shown: int = 0
    next_time: float = 0.0
    clock: Callable[[], float] = field(default=time.monotonic)

    def update(self, event: Event) -> None:
        now = self.clock()
        grown = len(self.reply.text) >= self.shown * UPDATE_GROWTH
        at_once = self.handle is None or isinstance(event, (Progress, ToolCall, ToolResult))
        if at_once or (grown and now >= self.next_time):
            self._draw()
            self.next_time = now + UPDATE_SECONDS

    def finish(self) -> None:
        self._draw()

    def _draw(self) -> None:
        from IPython.display import display

        bundle = self.reply._repr_mimebundle_()
        receipt = self.reply.receipt
        metadata = {"convergio": {"receipt": to_dict(replace(receipt, recalled=()))}} if receipt else {}
        if self.handle is None:
            self.handle = display(bundle, raw=True, display_id=True, metadata=metadata)
        else:
            self.handle.update(bundle, raw=True, metadata=metadata)
        self.shown = len(self.reply.text)


@dataclass
class _Terminal:
    """Writes a reply to a terminal, word by word; one teacher after the other where several speak at once."""

    reply: Reply
    written: dict[int, int] = field(default_factory=dict)  # characters of each part
    waiting: int = 0  # characters of the line that says who is being waited for

    @classmethod
    def waiting_for(cls, reply: Reply) -> _Terminal:
        """One that says at once that it is waiting: an engine of our own takes a moment to wake up."""
        printer = cls(reply)
        printer._wait(translate("One moment …", reply.lang))
        return printer

    def update(self, event: Event) -> None:
        if isinstance(event, (TextDelta, ToolResult, TeacherFinished)):
            self._write()
        elif isinstance(event, Revising):
            self._out(f"\n\n{event.message}\n\n")
            self.written[event.part] = 0
        elif isinstance(event, Routed) and not self.written:
            self._wait(f"{event.receipt.label} …")
        elif isinstance(event, Progress) and not self.written:
            self._wait(event.message)

    def finish(self) -> None:
        self._write()  # also what was held back until more of it came
        self._wait("")
        lines = [line for line in (ending(self.reply), *_receipt_lines(self.reply)) if line]
        if self.written:
            self._out("\n")
        out = sys.stderr if self.reply.error else sys.stdout
        out.write("\n".join(lines) + "\n")

    def _write(self) -> None:
        """What is new of the first teacher who has not come to an end, and of all before."""
        for number, one in sorted(self.reply.said.items()):
            pieces = (
                each if isinstance(each, str) else plain_of(each, self.reply.lang) for each in unrepeated(one.pieces())
            )
            said = readable("".join(pieces), whole=one.over or not self.reply.running)
            text = said or (_failure(one) if one.over else "")
            if number not in self.written and text:
                self._wait("")
                warned = f"{one.warning}\n\n" if one.warning else ""
                self._out(("\n\n" if self.written else "") + f"{one.name}\n{warned}")
                self.written[number] = 0
            self._out(printable(text[self.written.get(number, 0) :]))
            if text:
                self.written[number] = len(text)
            if not one.over:
                return

    def _out(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def _wait(self, message: str) -> None:
        """Says on a terminal, and nowhere else, who is being waited for; nothing where ``message`` is empty."""
        if sys.stderr.isatty() and (message or self.waiting):
            line = printable(message)
            sys.stderr.write(f"\r{' ' * self.waiting}\r{line}")
            sys.stderr.flush()
            self.waiting = len(line)


def _failure(one: _Said) -> str:
    return f"{one.error.message} {one.error.remedy}" if one.error is not None else ""


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
            told.append(words(_failure(one)))
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
    tail = "\n\n".join(line for line in (ending(reply), notice(reply), _summary(reply)) if line)
    return f"{head}{told(reply, to_markdown, markdown_of)}\n\n{tail}".rstrip() + "\n"


def _plain(reply: Reply) -> str:
    head = f"{reply.teacher}\n" if reply.teacher else ""
    said = printable(head + readable(told(reply, str, plain_of)))
    return "\n".join(line for line in (said, ending(reply), notice(reply), _summary(reply)) if line)


def notice(reply: Reply) -> str:
    """What is to be known once it is read: of the model, who is not there, and who may fit the question better."""
    if reply.receipt is None or reply.running:
        return ""
    said = "" if warning_of(reply.receipt) else reply.receipt.notice
    guess = translate(_GUESSES, reply.lang, model=reply.guesser) if reply.guesser else ""
    return " ".join(filter(None, (reply.nobody, reply.proposal, said, guess)))


def ending(reply: Reply) -> str:
    if reply.error is not None:
        return f"{reply.error.message} {reply.error.remedy}"
    if reply.stopped:
        return translate("Stopped. What came so far is kept." if reply.text else "Stopped.", reply.lang)
    if reply.cut_off:
        return translate("The answer was cut off here because it grew too long; ask it to go on.", reply.lang)
    return ""


def _receipt_lines(reply: Reply) -> list[str]:
    """The receipt for a terminal, which cannot unfold it: what, why, how much."""
    receipt = reply.receipt
    if receipt is None or reply.running:
        return []
    counted = [tokens_said(receipt.tokens, reply.lang)] if receipt.tokens else []
    recalled = printable(" · ".join(receipt.recalled))
    told = [f"{translate('Remembered from before', reply.lang)}: {recalled}"] if recalled else []
    return [" · ".join([_summary(reply), *counted]), notice(reply) or receipt.reason, *told]


def _summary(reply: Reply) -> str:
    return summary_of(reply.receipt, reply.lang) if reply.receipt is not None and not reply.running else ""
