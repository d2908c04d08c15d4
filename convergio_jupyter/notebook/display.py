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
    UsageReported,
)
from ..core.i18n import decimal, translate
from ..core.schema import ErrorInfo, Receipt, Tokens
from ..core.values import dollars
from .safe_markdown import escape, to_html, to_markdown

Bundle = dict[str, str]
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
    conversation: str = ""
    stopped: bool = False
    cut_off: bool = False
    running: bool = True
    shown: bool = False

    @property
    def text(self) -> str:
        if len(self.said) < 2:
            return "".join(one.text for one in self.said.values())
        return "\n\n".join(f"**{one.name}**\n\n{one.text or _failure(one)}" for one in self.said.values() if one.name)

    @property
    def teacher(self) -> str:
        """Who answered; empty where several did."""
        return next(iter(self.said.values())).name if len(self.said) == 1 else ""

    @property
    def receipt(self) -> Receipt | None:
        """Of all who answered together."""
        receipts = [one.receipt for one in self.said.values() if one.receipt is not None]
        return _together(receipts) if receipts else None

    def take(self, event: Event) -> None:
        """Adds what an event tells."""
        if isinstance(event, TextDelta):
            self._part(event.part).text += event.text
            self.waiting = ""
        elif isinstance(event, Revising):
            one = self._part(event.part)
            self.draft, one.text, self.waiting = self.draft or one.text, "", event.message
        elif isinstance(event, TeacherStarted):
            self._part(event.part).name = event.name
        elif isinstance(event, TeacherFinished):
            one = self._part(event.part)
            one.over, one.error, one.name = True, event.error, one.name or event.teacher.capitalize()
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


def show(events: Generator[Event], lang: str, *, rich: bool) -> Reply:
    """Shows the answer while it comes and returns it. A ``KeyboardInterrupt`` passes through once all is shown."""
    reply = Reply(lang=lang, shown=True)
    printer: _Cell | _Terminal = _Cell(reply) if rich else _Terminal(reply)
    try:
        with contextlib.closing(events):  # whatever ends the loop, the model is told at once
            for event in events:
                reply.take(event)
                printer.update(event)
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
        if self.handle is None or isinstance(event, Progress) or (grown and now >= self.next_time):
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

    def update(self, event: Event) -> None:
        if isinstance(event, (TextDelta, TeacherFinished)):
            self._write()
        elif isinstance(event, Revising):
            self._out(f"\n\n{event.message}\n\n")
            self.written[event.part] = 0
        elif isinstance(event, Routed) and not self.written:
            self._wait(f"{event.receipt.label} …")
        elif isinstance(event, Progress) and not self.written:
            self._wait(event.message)

    def finish(self) -> None:
        self._wait("")
        lines = [line for line in (_ending(self.reply), *_receipt_lines(self.reply)) if line]
        if self.written:
            self._out("\n")
        out = sys.stderr if self.reply.error else sys.stdout
        out.write("\n".join(lines) + "\n")

    def _write(self) -> None:
        """What is new of the first teacher who has not come to an end, and of all before."""
        for number, one in sorted(self.reply.said.items()):
            text = one.text if one.text or not one.over else _failure(one)
            if number not in self.written and text:
                self._wait("")
                self._out(("\n\n" if self.written else "") + f"{one.name}\n")
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


def _together(receipts: list[Receipt]) -> Receipt:
    """One receipt for several: who answered, and what all of it cost."""
    if len(receipts) == 1:
        return receipts[0]
    counted = [each.tokens for each in receipts if each.tokens is not None]
    tokens = Tokens(
        input=sum(each.input for each in counted),
        output=sum(each.output for each in counted),
        estimated=any(each.estimated for each in counted),
    )
    return replace(
        receipts[-1],
        label=", ".join(dict.fromkeys(each.label for each in receipts)),
        demo=all(each.demo for each in receipts),
        place="cloud" if any(each.place == "cloud" for each in receipts) else "local",
        assumed_price=any(each.assumed_price for each in receipts),
        tokens=tokens if counted else None,
        cost_micro=sum(each.cost_micro for each in receipts),
        recalled=tuple(dict.fromkeys(text for each in receipts for text in each.recalled)),
        total_ms=max(each.total_ms for each in receipts),
        first_token_ms=min(each.first_token_ms for each in receipts),
    )


def printable(text: str) -> str:
    """Text without the control characters with which a terminal could be commanded."""
    return _CONTROL.sub("", text)


def summary_of(receipt: Receipt, lang: str) -> str:
    """The receipt in one quiet line: ``local · demo model · 0.00 $``."""
    place = translate(receipt.place, lang)
    name = translate("demo model", lang) if receipt.demo else receipt.label or receipt.model
    return f"{place} · {name} · {cost_said(receipt, lang)}"


def cost_said(receipt: Receipt, lang: str) -> str:
    """What an answer cost, and whether that rests on a price that is not known."""
    cost = dollars(receipt.cost_micro, lang)
    if not receipt.assumed_price:
        return cost
    return translate("{sum}, at most: the price of this model is not known", lang, sum=cost)


def tokens_said(tokens: Tokens, lang: str) -> str:
    """How much a model read and wrote, for people."""
    counted = "{in} read, {out} written (our count)" if tokens.estimated else "{in} read, {out} written"
    return translate(counted, lang, **{"in": tokens.input, "out": tokens.output})


def receipt_rows(receipt: Receipt, lang: str) -> list[tuple[str, str]]:
    """The receipt as label and value, for people."""
    tokens = receipt.tokens
    rows = [
        ("Model", f"{receipt.label or receipt.model} ({receipt.provider}:{receipt.model})"),
        ("Where", f"{translate(receipt.place, lang)} · {receipt.sent_to}"),
        ("Why", receipt.reason),
    ]
    if tokens is not None:
        rows.append(("Tokens", tokens_said(tokens, lang)))
        first, total = (decimal(ms / 1000, 1, lang) for ms in (receipt.first_token_ms, receipt.total_ms))
        timed = translate("{total} s, first words after {first} s", lang, total=total, first=first)
        rows.append(("Time", timed))
    rows.append(("Cost", cost_said(receipt, lang)))
    if receipt.recalled:
        rows.append(("Remembered of you", " · ".join(receipt.recalled)))
    return [(translate(label, lang), value) for label, value in rows]


def _html(reply: Reply) -> str:
    body = to_html(reply.text or (reply.draft if reply.running else ""))
    if reply.running and not reply.text:
        body += f"<p><em>{escape(reply.waiting or translate('One moment …', reply.lang))}</em></p>"
    parts = [f"<p><strong>{escape(reply.teacher)}</strong></p>" if reply.teacher else "", body, _html_ending(reply)]
    style = (
        "border-inline-start: 3px solid var(--jp-brand-color1, #a34a08); padding-inline-start: 12px; max-width: 70ch"
    )
    return f'<div class="cvg-answer" style="{style}">{"".join(parts)}</div>'


def _html_ending(reply: Reply) -> str:
    parts = []
    if reply.error is not None:
        parts.append(error_html(reply.error))
    elif _ending(reply):
        parts.append(f"<p><em>{escape(_ending(reply))}</em></p>")
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
        if _notice(reply):
            parts.append(f"<p><em>{to_html(_notice(reply))[3:-5]}</em></p>")
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
    tail = "\n\n".join(line for line in (_ending(reply), _notice(reply), _summary(reply)) if line)
    return f"{head}{to_markdown(reply.text)}\n\n{tail}".rstrip() + "\n"


def _plain(reply: Reply) -> str:
    head = f"{reply.teacher}\n" if reply.teacher else ""
    return "\n".join(
        line for line in (head + printable(reply.text), _ending(reply), _notice(reply), _summary(reply)) if line
    )


def _notice(reply: Reply) -> str:
    return reply.receipt.notice if reply.receipt is not None and not reply.running else ""


def _ending(reply: Reply) -> str:
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
    told = [f"{translate('Remembered of you', reply.lang)}: {recalled}"] if recalled else []
    return [" · ".join([_summary(reply), *counted]), receipt.notice or receipt.reason, *told]


def _summary(reply: Reply) -> str:
    return summary_of(reply.receipt, reply.lang) if reply.receipt is not None and not reply.running else ""
