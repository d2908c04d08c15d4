"""What others than the teacher wrote, which may be quoted: what a learner lent, and the course's material."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from .core.errors import ConvergioError
from .core.faculty import Prepared
from .core.i18n import Phrase, translate
from .core.schema import Attachment
from .learning.shelf import KeptLesson
from .mathematics.units import unit
from .memory.material import Material, heading_of
from .memory.words import every_word_of, kin_of, words_of
from .sections import GIVES_AWAY, body_of, sections_in, sections_of
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

# What a thing is, which its own teacher knows best: “What is a prime number?” and not “What is the name of her dog?”
_DEFINES = re.compile(
    r"\b(?:what(?:['’]s| is| are| was| were)|defin(?:e|isci)|explain|tell me about|spiega(?:mi)?|parlami d\w+|"
    r"(?:che )?cos(?:['’]|a )(?:è|sono))(?: (?:an?|the|un[oa]?|il|lo|la|i|gli|le))?[ '’]*\w+(?: \w+)?\W*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\bhow (?:many|much|long|far|old|big|tall|high|deep|heavy)\b|\bquant[oiae]\b", re.IGNORECASE)
# What points at something that was named before, or is in what was lent.
_POINTS = re.compile(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|this|that|these|those|lo|la|li|le|l['’]ha|l['’]hanno|"
    r"l['’]aveva|gli|lui|lei|loro|quest[oaie]|quell[oaie]|suo|sua|suoi|sue|ha|hanno|era|erano|è|sono)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6} ")
_WORD = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"[\W_]+")
_HEADLINE = re.compile(r"[^\n\d]{0,80}[^\n\d.?!:;…`$|)]")


@dataclass(frozen=True, slots=True)
class Writing:
    """What others than the teacher wrote, by its headings."""

    notes: tuple[Prepared, ...]
    label: Phrase
    source: Callable[[Prepared], str]  # where one of them stands
    lent: Attachment | None = None  # where it was lent, to be asked about, so that what is closest is meant
    is_at_hand: bool = False  # whether it is the lesson itself that is asked about

    @property
    def is_lent(self) -> bool:
        return self.lent is not None

    def states(self, question: str) -> tuple[Prepared, str] | None:
        """The one of the notes, and its paragraph, with every telling word of a ``question`` that is for no definition.

        Where it asks for a number there must be one, which may also stand in the code of a notebook or what it printed,
        and what it is of may stand above it or in the name of the file: July 19 mm in rain.ipynb.
        """
        assert self.lent is not None
        counts = _COUNTS.search(question) is not None
        words = prepared.telling(_WORD.sub(_no_unit, question) if counts else question)
        asked = [{word, *kin_of([word])} for word in words]  # a file may be in the other language
        if len(asked) < 2 or _DEFINES.search(question) or (self.lent.kind == notebook.KIND and not counts):
            return None
        for note, text in [*self._paragraphs(), *(_printed(self.lent) if counts else ())]:
            above = set(words_of(f"{note.title} {_PARTED.sub(' ', self.lent.label)}")) if counts else set()
            said = set(every_word_of(text))
            is_number = not counts or any(map(str.isdigit, text))
            if is_number and any(each & said for each in asked) and all(each & (said | above) for each in asked):
                return note, text
        return None

    def says_of_it(self, question: str) -> tuple[Prepared, str] | None:
        """The one of the notes that were lent, and its sentences, that hold the words of “Who opened it?”."""
        return self._says(question) if self.is_lent and _POINTS.search(question) else None

    def _says(self, question: str) -> tuple[Prepared, str] | None:
        found = ((note, prepared.said_of(note, question)) for note in self.notes)
        return next(((note, said) for note, said in found if said), None)

    def _paragraphs(self) -> Iterator[tuple[Prepared, str]]:
        """Each paragraph with its note, without the headlines of a plain text, which stand above others."""
        for note in self.notes:
            *others, last = (each.strip() for each in re.split(r"\n\s*\n", note.text))
            yield from ((note, each) for each in others if not _HEADLINE.fullmatch(each))
            yield note, last

    def mention(self, question: str) -> tuple[Prepared, str] | None:
        """The one of the notes, and its paragraph, that speaks of what is asked; of what was lent maybe a sentence."""
        found = prepared.mentioning(self.notes, question)
        found = found or (prepared.closest(self.notes, question) if self.is_lent or self.is_at_hand else None)
        return found or (self._says(question) if self.is_lent and _DEFINES.search(question) else None)


def _no_unit(word: re.Match[str]) -> str:
    """A word, unless it is a unit: how many metres high a tower is may be said in m."""
    return "" if unit(word[0].casefold()) else word[0]


def asks_what_is_in(question: str) -> bool:
    """Whether ``question`` wants to know what a text says, all in all."""
    return bool(_IN_SHORT.search(question) or _ABOUT_LENT.search(question[:LONGEST_WISH]))


def asks_for_summary(question: str) -> bool:
    """Whether ``question`` wants a summary of what was lent, and brings no text itself: “summarise this: …”."""
    asked = _IN_SHORT.search(question)
    return asked is not None and not any(map(str.isalnum, question[asked.end() :]))


async def by_others(
    question: str, lent: Iterable[Attachment], material: Material | None, lang: str, lesson: KeptLesson | None = None
) -> list[Writing]:
    """What was lent, what the ``lesson`` at hand says, and what of a course's material is closest to a question."""
    found = [_at_hand(lesson, lang)] if lesson is not None and lesson.prose else []
    found += [await asyncio.to_thread(_lesson, each, lang) for each in lent]  # a long one takes a moment
    return [*found, await _course(material, question)] if material is not None else found


def _lesson(lent: Attachment, lang: str) -> Writing:
    named, label = _LESSON if lent.kind == notebook.KIND else _FILE

    def source(note: Prepared) -> str:
        return translate(named, lang, title=_place(lent.label, note.title))

    return Writing(sections_of(lent), Phrase(label), source, lent)


def _at_hand(lesson: KeptLesson, lang: str) -> Writing:
    named, label = _LESSON

    def source(note: Prepared) -> str:
        return translate(named, lang, title=_place(lesson.title or lesson.id, note.title))

    sections = sections_in(lesson.prose)  # what stands below the title of it all is on no one thing
    notes = (replace(each, title="") if each.title == lesson.title else each for each in sections)
    return Writing(tuple(notes), Phrase(label), source, is_at_hand=True)


def _printed(lent: Attachment) -> Iterator[tuple[Prepared, str]]:
    """Each line of the code of a notebook, and of what it printed, that stands under no solution."""
    cells, gives_away = [], False
    with contextlib.suppress(ValueError):
        cells = notebook.cells_of(lent.text) if lent.kind == notebook.KIND else []
    for cell in cells:
        if cell.type == "markdown":
            for heading in filter(_HEADING.match, cell.source.splitlines()):
                gives_away = GIVES_AWAY.search(heading) is not None
        elif not gives_away:
            lines = f"{cell.outputs}\n{cell.source}".splitlines()
            yield from ((Prepared("", ""), f"```\n{each.strip()}\n```") for each in lines if "```" not in each)


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
