"""A tool that a teacher used, as it looks in a cell and in a terminal: what it drew in sight, what it said below."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..core.events import ToolResult
from ..core.i18n import translate
from .safe_markdown import escape, to_html, to_markdown

_MARKS = re.compile(r"[*`$|#]")


@dataclass
class Step:
    """One use of a tool; ``at`` counts the characters of the answer before it."""

    call: str
    title: str
    arguments: str
    at: int
    done: bool = False
    ok: bool = False
    text: str = ""
    figure: str = ""

    def take(self, event: ToolResult) -> None:
        """What it gave, where it is this one."""
        if event.call == self.call:
            self.done, self.ok, self.text, self.figure = True, event.ok, event.content, event.figure


def html_of(step: Step, lang: str) -> str:
    """The figure as an image, which can run nothing and load nothing; the rest folded."""
    if not step.done:
        return f"<p><em>{escape(named(step, lang))} …</em></p>"
    drawn = ""
    if step.figure:
        drawn = f'<img alt="{escape(_first_line(step.text))}" src="{source_of(step.figure)}" style="max-width: 100%">'
    arguments = f"<pre>{escape(step.arguments)}</pre>"
    return f"{drawn}<details><summary>{escape(named(step, lang))}</summary>{to_html(step.text)}{arguments}</details>"


def source_of(figure: str) -> str:
    """An SVG drawing as the address of an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(figure.encode()).decode()}"


def markdown_of(step: Step, lang: str, words: Callable[[str], str] = to_markdown) -> str:
    """For what shows no HTML: the words, as a quotation."""
    quoted = "\n".join(f"> {line}" for line in words(step.text).splitlines())
    return f"\n\n> *{words(named(step, lang))}*\n>\n{quoted}\n\n"


def plain_of(step: Step, lang: str) -> str:
    """For a terminal; nothing while it is not done."""
    if not step.done:
        return ""
    return f"\n[{named(step, lang)}]\n{step.text}\n"


def unrepeated(pieces: Iterable[Step | str]) -> Iterator[Step | str]:
    """An answer where all that a tool gave is in sight, without the words that only say its beginning again."""
    given = ""
    for each in pieces:
        if not isinstance(each, str):
            given = each.text
            yield each
        elif not (each.strip() and given.startswith(each.strip())):
            yield each


def named(step: Step, lang: str) -> str:
    if not step.done:
        return translate("Using: {tool}", lang, tool=step.title)
    return translate("Used: {tool}" if step.ok else "Did not work: {tool}", lang, tool=step.title)


def _first_line(text: str) -> str:
    return _MARKS.sub("", next((line for line in text.splitlines() if line.strip()), ""))
