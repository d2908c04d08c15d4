"""Cards as the text file that Anki imports and exports: one card a line, with tabs between its fields.

https://docs.ankiweb.net/importing/text-files.html says what the lines mean that begin with #.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, unquote

from ...core.i18n import Unable
from .cards import Card, new_card

MOST_TEXT = 5_000_000  # characters of a file
MOST_CARDS = 10_000
MOST_SIDE = 20_000  # characters of one side of a card
_HEAD = ("#separator:tab", "#html:true", "#guid column:1", "#tags column:4", "#columns:Id\tFront\tBack\tTags")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_BREAK = re.compile(r"<br ?/?>|</(?:div|p|li|tr)>", re.IGNORECASE)
_TAG = re.compile(r"<[!/]?[A-Za-z-][^<>]*>")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_NO_TAG = re.compile(r"[\s%]")  # Anki parts tags at spaces


class _Layout(NamedTuple):
    """How a file is written: the columns are counted from 0."""

    separator: str = "\t"
    html: bool = False
    id: int | None = None
    tags: int | None = None
    others: frozenset[int] = frozenset()  # decks and note types


def to_anki_text(cards: Iterable[Card]) -> str:
    """The cards as text for Anki, which knows them again when they are imported once more."""
    file = io.StringIO(newline="")
    file.write("".join(f"{line}\n" for line in _HEAD))
    writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for card in cards:
        tag = _NO_TAG.sub(lambda found: quote(found[0]), said(card.lesson))
        writer.writerow([_as_html(card.id), _as_html(card.front), _as_html(card.back), _as_html(tag)])
    return file.getvalue()


def from_anki_text(text: str, lesson: str, now: datetime, lang: str = "en") -> list[Card]:
    """The cards of a text from Anki, all new. ``lesson`` is where those belong that carry no tag.

    What is HTML becomes plain text. Raises ``Unable`` where there is no card, or far too much.
    """
    if len(text) > MOST_TEXT:
        raise Unable("This file is too large to be imported: part it into smaller ones.", lang)
    layout, rest = _layout(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    try:
        cards = list(_cards(rest, layout, lesson, now, lang))
    except csv.Error:
        raise Unable("This file cannot be read as cards: a quotation mark may be missing in it.", lang) from None
    if not cards:
        raise Unable("There is no card in this file: each line needs a front and a back, with a tab between.", lang)
    return cards


def said(text: str) -> str:
    """``text`` with one kind of line end, and without what nobody can see."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cards(text: str, layout: _Layout, lesson: str, now: datetime, lang: str) -> Iterator[Card]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator)
    special = {layout.id, layout.tags, *layout.others}
    made = 0
    for row in rows:
        sides = [_as_text(each, layout) for place, each in enumerate(row) if place not in special][:2]
        if len(sides) < 2 or not sides[0].strip():
            continue
        made += 1
        if made > MOST_CARDS or max(map(len, sides)) > MOST_SIDE:
            raise Unable("This file is too large to be imported: part it into smaller ones.", lang)
        tags = _field(row, layout.tags, layout).split()
        place = unquote(tags[0]) if tags else lesson
        front, back = sides
        yield new_card(place, front, back, now, _field(row, layout.id, layout))


def _layout(text: str) -> tuple[_Layout, str]:
    """How the file says that it is written, and what follows."""
    layout, others = _Layout(), set()
    while text.startswith("#"):
        line, _, text = text.partition("\n")
        name, _, value = line[1:].partition(":")
        value = value.strip(" ") or value
        if name == "separator":
            layout = layout._replace(separator=_SEPARATORS.get(value.lower(), value[:1] or "\t"))
        elif name == "html":
            layout = layout._replace(html=value.lower() == "true")
        elif name.endswith(" column") and re.fullmatch("[1-9][0-9]?", value):
            column = int(value) - 1
            if name == "guid column":
                layout = layout._replace(id=column)
            elif name == "tags column":
                layout = layout._replace(tags=column)
            else:
                others.add(column)
    if layout.separator in '\n"\r':
        layout = layout._replace(separator="\t")
    return layout._replace(others=frozenset(others)), text


def _field(row: list[str], place: int | None, layout: _Layout) -> str:
    return _as_text(row[place], layout) if place is not None and place < len(row) else ""


def _as_html(text: str) -> str:
    return html.escape(said(text), quote=False).replace("\n", "<br>").replace("\t", "&#9;")


def _as_text(field: str, layout: _Layout) -> str:
    if not layout.html:
        return said(field)
    return said(html.unescape(_TAG.sub("", _BREAK.sub("\n", field))))
