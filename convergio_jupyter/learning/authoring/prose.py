"""Whether a lesson can be read by everybody it is for: headings, pictures, tables and how hard its sentences are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ...core.i18n import LANGUAGES
from ..lesson.reading import Cell, Lesson
from .findings import Finding, advice, fault

LEAST_TOLD = 3  # texts that tell their language, below which that of a lesson cannot be told
LEAST_IN_TASK = 8  # words of a task whose language is looked at by itself
TOLD = 0.8  # of them in another language: nobody quotes so much
LEAST_WORDS = 100  # below which how hard a text is cannot be told
LEAST_IN_SENTENCE = 15  # words of a sentence that is looked at by itself
FAR = {"en": 60.0, "it": 25.0}  # below the score of its age is a single sentence that nobody of it gets through
_LISTED = 3  # words at most to each comma of a list
# The lowest score for each age. Flesch's reading ease (Flesch 1948): 90–100 is easy for eleven, 60–70 plain English.
# Gulpease (Lucisano and Piemontese 1988): hard below 80 with five years of school, 60 with eight, 40 with
# thirteen.
EASE = {
    "en": {"6-8": 85.0, "9-11": 75.0, "12-14": 60.0, "15-19": 45.0, "adult": 30.0},
    "it": {"6-8": 70.0, "9-11": 62.0, "12-14": 52.0, "15-19": 42.0, "adult": 38.0},
}
_HEADING = re.compile(
    r"^(?P<signs>#{1,6})\s+(?P<text>.*\S)|<h(?P<level>[1-6])\b[^>]*>(?P<html>[\s\S]*?)</h(?P=level)>",
    re.MULTILINE | re.IGNORECASE,
)
_TAG_AS_CODE = re.compile(r"`[^`\n]*<[^`\n]*`")
_ONLY_A_FILE = re.compile(r"\s*[\w./-]+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)\s*", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:(?:an?|the|una?|il|la|this|quest[ao]) |(?:l|un|quest)['’])?"
    r"(?:image|picture|photo|figure|img|pic|screenshot|drawing|immagine|figura|foto|disegno|alt(?: text)?)[ \d.:]*",
    re.IGNORECASE,
)
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\][(\[]|<img\s(?P<html>[^>]*)>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(["'])(?P<alt>.*?)\1""", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(
    r"^ {0,3}(?=\S)(?P<head>[^\n]*\|[^\n]*)\n {0,3}(?=\S)(?P<dashes>[ \t|:-]*-[ \t|:-]*)$", re.MULTILINE
)
_MATH = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|`[^`]*`|<[^>]+>|^\s*\|.*$|[*_#>]", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[.!?…:;]+(?:\s|$)|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s")


def prose(lesson: Lesson) -> Iterator[Finding]:
    yield from _headings(lesson)
    for cell in lesson.cells:
        if cell.kind == "markdown":
            yield from _pictures(cell)
            yield from _tables(cell)
    yield from _level(lesson)


def language(lesson: Lesson, language_of: Callable[[str, str], str]) -> Iterator[Finding]:
    """Whether the lesson, and each of its tasks, is written in the language that it says it is in."""
    if lesson.lang not in LANGUAGES:
        return
    texts = [cell.source for cell in lesson.cells if cell.kind == "markdown" and cell.role in (*_READ, "hint", "card")]
    found = [told for text in texts for told in _told(text, language_of)]
    other, count = next(iter(Counter(each for each in found if each != lesson.lang).most_common(1)), ("", 0))
    if len(found) >= LEAST_TOLD and count >= TOLD * len(found):
        yield advice(
            "other_language", "The lesson says that its language is “{lang}”, and is written in “{other}”.",
            "In the panel choose the other language, in which learners get remarks then; in the file that is"
            " metadata.convergio.lesson.lang.", lang=lesson.lang,
            other=other,
        )  # fmt: skip
        return
    for cell in lesson.of("task"):
        told = set(_told(cell.source, language_of))
        if told and lesson.lang not in told and len(_WORD.findall(_bare(cell.source))) >= LEAST_IN_TASK:
            yield advice(
                "other_language", "This task is written in “{other}”, and the lesson in “{lang}”.",
                "Translate it, if it is not meant to be so.", cell, lang=lesson.lang, other=min(told),
            )  # fmt: skip


def _told(text: str, language_of: Callable[[str, str], str]) -> list[str]:
    """The languages of the paragraphs of a text that tell theirs."""
    return [told for each in text.split("\n\n") if (told := language_of(_bare(each), ""))]


def _headings(lesson: Lesson) -> Iterator[Finding]:
    level = 0
    for cell in lesson.cells:
        for found in _headed(cell):
            deep, text = (int(found["level"] or 0) or len(found["signs"])), (found["text"] or found["html"])[:60]
            if level == 0 and deep != 1:
                yield fault(
                    "heading_first", "The first heading is not one of the first level: “{text}”.",
                    "Begin the lesson with its title: `# …`.", cell, text=text,
                )  # fmt: skip
            elif level and deep == 1:
                yield fault(
                    "heading_second_title", "There is a second heading of the first level: “{text}”.",
                    "A lesson has one title; write `## …`.", cell, text=text,
                )  # fmt: skip
            elif deep > level + 1:
                yield fault(
                    "heading_order", "The heading “{text}” leaves out a level.",
                    "Write it with {signs}.", cell, text=text, signs="#" * (level + 1),
                )  # fmt: skip
            level = deep
    if level == 0:
        yield fault("no_heading", "The lesson has no heading.", "Begin it with its title: `# …`.")


def _headed(cell: Cell) -> Iterator[re.Match[str]]:
    text = _TAG_AS_CODE.sub("", _FENCED.sub("", cell.source)) if cell.kind == "markdown" else ""
    return _HEADING.finditer(text)


def _pictures(cell: Cell) -> Iterator[Finding]:
    for found in _IMAGE.finditer(_FENCED.sub("", cell.source)):
        alt = _ALT.search(found["html"]) if found["html"] is not None else found
        described = alt["alt"].strip() if alt is not None else ""
        if not described or _ONLY_A_FILE.fullmatch(described) or _SAYS_NOTHING.fullmatch(described):
            yield fault(
                "no_alt", "A picture has no words for those who do not see it.",
                "Say between the brackets what it shows: ![…](…).", cell,
            )  # fmt: skip


def _tables(cell: Cell) -> Iterator[Finding]:
    for found in _TABLE.finditer(_FENCED.sub("", cell.source)):
        heads, dashes = _cells_in(found["head"]), _cells_in(found["dashes"])
        if "|" not in found["dashes"] or len(heads) != len(dashes):  # a heading, or a rule below a line with bars
            continue
        if not any(heads):
            yield fault("table_head", "A table has no heads for its columns.", "Write what each column holds.", cell)
        elif not all(heads):
            yield advice(
                "column_head", "A column of a table has no head, so who hears the table does not know what it holds.",
                "Write what each column holds.", cell,
            )  # fmt: skip


def _cells_in(row: str) -> list[str]:
    """The cells of a row of a table, as GitHub's Markdown parts them."""
    row = re.sub(r"\\\|", "/", row).strip()
    return [each.strip() for each in row.removeprefix("|").removesuffix("|").split("|")]


def _level(lesson: Lesson) -> Iterator[Finding]:
    level, bands = lesson.head.get("level", ""), EASE.get(lesson.lang)
    if bands is None:
        return
    if level not in bands:
        yield fault(
            "no_level", "The lesson does not say for which age it is.",
            "In the panel choose the age; in the file that is metadata.convergio.lesson.level, one of: {known}.",
            known=", ".join(bands),
        )  # fmt: skip
        return
    text = "\n\n".join(cell.source for cell in lesson.cells if cell.kind == "markdown" and cell.role in _READ)
    ease = reading_ease(text, lesson.lang)
    if ease is not None and ease < bands[level]:
        yield advice(
            "hard_to_read", "For {level} the text is hard to read: {ease} of at least {least}.",
            "Shorten its longest sentences, and say it with shorter words.",
            level=level, ease=round(ease), least=round(bands[level]),
        )  # fmt: skip
    else:
        yield from _sentences(lesson, bands[level] - FAR[lesson.lang])


def _sentences(lesson: Lesson, least: float) -> Iterator[Finding]:
    """Single sentences that are far too hard, also where there are too few words to judge the whole by."""
    for cell in lesson.cells:
        for each in _SENTENCE.split(_bare(cell.source)) if cell.kind == "markdown" and cell.role in _READ else ():
            words = _WORD.findall(each)
            listed = each.count(",") * _LISTED > len(words)  # names in a row are long words that nobody stumbles over
            if len(words) >= LEAST_IN_SENTENCE and not listed and _ease(words, 1, lesson.lang) < least:
                yield advice(
                    "hard_sentence", "For {level} this sentence is far too hard to read: “{text}”",
                    "Part it into several, and say it with shorter words.", cell, level=lesson.head["level"],
                    text=" ".join(each.split())[:80],
                )  # fmt: skip


_READ = ("", "intro", "worked", "task")


def reading_ease(text: str, lang: str) -> float | None:
    """How easy prose is to read, of about 100: Flesch for English, Gulpease for Italian; None for too few words."""
    plain = _bare(text)
    words = _WORD.findall(plain)
    if len(words) < LEAST_WORDS:
        return None
    sentences = max(1, sum(bool(_WORD.search(each)) for each in _SENTENCE.split(plain)))
    return _ease(words, sentences, lang)


def _ease(words: Sequence[str], sentences: int, lang: str) -> float:
    if lang == "it":
        return 89 + (300 * sentences - 10 * sum(map(len, words))) / len(words)
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words)


def _bare(text: str) -> str:
    """The prose of a text, without code, formulas and marks."""
    return _MARKS.sub(lambda found: found[1] or " ", _MATH.sub(" ", _FENCED.sub("\n\n", text)))


def _syllables(word: str) -> int:
    """How many syllables an English word has, by its vowels: right for most."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
