"""What was lent, and a course's material, by its headings; nothing that gives away what somebody should find out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator

from .core.faculty import Prepared
from .core.schema import Attachment
from .memory.material import heading_of, passages_of
from .tools.reading import notebook

# Headings under which a lesson gives away what somebody should find out.
GIVES_AWAY = re.compile(r"\b(solutions?|answers?|answer key|soluzion[ei]|rispost[ae]|svolgiment[oi])\b", re.IGNORECASE)
MOST_LINES = 12  # of what stands in for a summary
_FIRST_SENTENCE = re.compile(r"(?:[^.?!]|[.?!](?=\S)){0,240}[.?!]?")
_NO_SENTENCE = tuple("#>|`-*<$")  # what a paragraph begins with that is none


def sections_of(lent: Attachment) -> tuple[Prepared, ...]:
    """What the texts of a lesson or a file say, by the headings above it; before the first one that is empty."""
    text = ""
    if lent.kind == notebook.KIND:
        with contextlib.suppress(ValueError):
            text = "\n\n".join(cell.source for cell in notebook.cells_of(lent.text) if cell.type == "markdown")
    elif lent.kind in ("file", "selection"):
        text = lent.text
    return sections_in(text)


def sections_in(text: str) -> tuple[Prepared, ...]:
    """What ``text``, in Markdown, says by its headings."""
    explaining = ((heading, text) for heading, text in passages_of(text) if not GIVES_AWAY.search(heading))
    sections = ((heading_of(heading), body_of(heading, passage)) for heading, passage in explaining)
    return tuple(Prepared(heading, body) for heading, body in sections if body)


def body_of(heading: str, passage: str) -> str:
    """A passage without its own heading, which the source names."""
    lines = passage.splitlines()
    named = heading_of(heading)
    kept = [line for line in lines if not (line.startswith("#") and line.strip("# ").strip() == named)]
    return "\n".join(kept).strip()


def outline_of(sections: Iterable[Prepared]) -> list[str]:
    """The headings of ``sections``, or where they have none the first sentences of their paragraphs."""
    sections = list(sections)
    titles = [each.title for each in sections if each.title]
    firsts = [first for each in sections for first in _first_sentences(each.text)]
    return list(dict.fromkeys(titles or firsts))[:MOST_LINES]


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    found: str = _FIRST_SENTENCE.findall(" ".join(text.split()))[0]
    return found


def _first_sentences(text: str) -> Iterator[str]:
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n\s*\n", text))
    return (first_sentence(each) for each in paragraphs if each and not each.startswith(_NO_SENTENCE))
