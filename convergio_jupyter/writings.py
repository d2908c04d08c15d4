"""What others than the teacher wrote, which may be quoted: what a learner lent, and the course's material."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from .core.errors import ConvergioError
from .core.faculty import Prepared
from .core.i18n import Phrase, translate
from .core.schema import Attachment
from .memory.material import Material, heading_of
from .sections import GIVES_AWAY, body_of, sections_of
from .teachers import prepared
from .tools.reading import notebook

log = logging.getLogger("convergio")

LONGEST_WISH = 200  # characters of a question that may ask for a summary in a word
SEARCH_SECONDS = 3.0  # for the course's material, while a learner waits
_LESSON, _FILE = ("Your lesson: {title}", "your lesson"), ("Your file: {title}", "your file")

_LENT = "file|text|lesson|notebook|pdf|document|page|chapter|testo|lezione|documento|pagina|capitolo"
_IN_SHORT = re.compile(
    rf"\b(?:(?:summari[sz]e|sum up|summary of)(?: of)? (?:(?:the|my|this|that) (?:\w+ )?(?:{_LENT})\b|it|this|that)|"
    r"(?:riassum\w+|riassunto d\w+|sintesi d\w+) "
    rf"(?:(?:l[ao']|il|quest[oa]|mi[oa]) ?(?:mi[oa] )?(?:{_LENT})\b|quest[oa]))\b",
    re.IGNORECASE,
)
_ABOUT_LENT = re.compile(
    rf"\b(?:summary|riassunto|summari[sz]e|riassumi|what(?:'s| is) (?:in )?(?:this|the) (?:{_LENT})|"
    rf"what (?:does|do) (?:this|the|my) (?:{_LENT}) (?:say|tell|talk)|what is written in (?:this|the|my) (?:{_LENT})|"
    rf"(?:che )?cosa (?:dice|racconta) (?:il|la|quest[oa]|il mio|la mia) ?(?:{_LENT})|"
    rf"di (?:che )?cosa (?:parla|tratta)|(?:che )?cosa c'è (?:scritto )?(?:in|nel) )\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Writing:
    """What others than the teacher wrote, by its headings."""

    notes: tuple[Prepared, ...]
    label: Phrase
    source: Callable[[Prepared], str]  # where one of them stands
    is_lent: bool = False  # to be asked about, so that what is closest is meant

    def mention(self, question: str) -> tuple[Prepared, str] | None:
        """The one of the notes, and its paragraph, that speaks of what is asked."""
        found = prepared.mentioning(self.notes, question)
        return found or (prepared.closest(self.notes, question) if self.is_lent else None)


def asks_what_is_in(question: str) -> bool:
    """Whether ``question`` wants to know what a text says, all in all."""
    return bool(_IN_SHORT.search(question) or _ABOUT_LENT.search(question[:LONGEST_WISH]))


def asks_for_summary(question: str) -> bool:
    """Whether ``question`` wants a summary of what was lent, and brings no text itself: “summarise this: …”."""
    asked = _IN_SHORT.search(question)
    return asked is not None and not any(map(str.isalnum, question[asked.end() :]))


async def by_others(question: str, lent: Iterable[Attachment], material: Material | None, lang: str) -> list[Writing]:
    """What was lent, and what of the course's material comes closest to a question."""
    found = [await asyncio.to_thread(_lesson, each, lang) for each in lent]  # a long one takes a moment
    return [*found, await _course(material, question)] if material is not None else found


def _lesson(lent: Attachment, lang: str) -> Writing:
    named, label = _LESSON if lent.kind == notebook.KIND else _FILE

    def source(note: Prepared) -> str:
        return translate(named, lang, title=_place(lent.label, note.title))

    return Writing(sections_of(lent), Phrase(label), source, is_lent=True)


async def _course(material: Material, question: str) -> Writing:
    try:
        async with asyncio.timeout(SEARCH_SECONDS):
            found = await material.search(question)
    except (ConvergioError, TimeoutError) as error:
        log.info("the course's material could not be searched: %s", type(error).__name__)
        found = []
    explaining = (each for each in found if not GIVES_AWAY.search(each.heading))
    passages = {Prepared(heading_of(each.heading), body_of(each.heading, each.text)): each for each in explaining}

    def source(note: Prepared) -> str:
        name = _place(passages[note].path, passages[note].heading)
        address = material.address(passages[note])
        return f"[{name}]({quote(address)})" if address else name

    return Writing(tuple(passages), Phrase("the course's material"), source)


def _place(file: str, heading: str) -> str:
    """Where something stands, in words that cannot end the line, the emphasis or the link in which they stand."""
    name = " › ".join(filter(None, (file, heading)))
    return "".join(" " if each in "[]*_`<>\\\n\r" else each for each in name)
