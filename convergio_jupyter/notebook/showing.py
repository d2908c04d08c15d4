"""An answer shown while it comes: in one output of a cell, or word by word in a terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Any

from ..core.codec import to_dict
from ..core.events import Event, Progress, Revising, Routed, TeacherFinished, TextDelta, ToolCall, ToolResult
from ..core.i18n import translate
from .display import Reply, ending, notice, printable, summary
from .formulas import readable
from .receipts import tokens_said
from .steps import plain_of, unrepeated

# Each update of an output sends all of it, so updates get rarer as the text grows: all of them together stay within
# a small multiple of the answer's length.
UPDATE_SECONDS = 0.08
UPDATE_GROWTH = 1.04


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
            text = said or (one.failure if one.over else "")
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


def _receipt_lines(reply: Reply) -> list[str]:
    """The receipt for a terminal, which cannot unfold it: what, why, how much."""
    receipt = reply.receipt
    if receipt is None or reply.running:
        return []
    counted = [tokens_said(receipt.tokens, reply.lang)] if receipt.tokens else []
    recalled = printable(" · ".join(receipt.recalled))
    told = [f"{translate('Remembered from before', reply.lang)}: {recalled}"] if recalled else []
    line = " · ".join([summary(reply), *counted])
    said = [f"\n{notice(reply)}", line] if notice(reply) else [line, receipt.reason]
    return [*said, *told]
