"""What a lesson leads to and does not hold: files beside it, and what each reader's browser would fetch from others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..lesson.reading import Cell, Lesson
from .findings import Finding, advice

_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(
    r"(?<!!)\[[^\]]*\]\(\s*<?(?P<url>[^\s)>]+)|<a\s[^>]*?\bhref\s*=\s*[\"']?(?P<html>[^\s\"'>]+)", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"<(?P<tag>iframe|frame|embed|object|video|audio|source|script|link)\b[^>]*?\b(?:src|data|href)\s*=\s*[\"']?"
    r"(?:https?:)?//(?P<site>[^\s\"'/>]+)",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?!www\.).*\.(?!ipynb$)[a-z]\w{0,5}", re.IGNORECASE)  # other lessons are built beside this one


def links(lesson: Lesson) -> Iterator[Finding]:
    for cell in lesson.cells:
        if cell.kind == "markdown" and cell.role != "note":
            for name in dict.fromkeys(_files(cell)):
                yield advice(
                    "file_stays", "The link leads to a file of yours, “{name}”, which does not go along to learners.",
                    "Put what they need into the lesson, or link to an address on the web.", cell, name=name[:80],
                )  # fmt: skip
            for tag, site in dict.fromkeys(_EMBEDDED.findall(_CODE.sub("", cell.source))):
                yield advice(
                    "fetched",
                    "<{tag}> fetches something from {site}: whoever has no internet does not see it, and that site"
                    " learns of everybody who does.",
                    "Say it in the lesson, or link to it: who wants to goes there.", cell, tag=tag.lower(),
                    site=site[:80],
                )  # fmt: skip


def _files(cell: Cell) -> Iterator[str]:
    for found in _LINK.finditer(_PICTURE.sub("", _CODE.sub("", cell.source))):
        try:
            parts = urlsplit(found["url"] or found["html"])
        except ValueError:
            continue
        if not (parts.scheme or parts.netloc) and _FILE.fullmatch(name := unquote(parts.path)):
            yield name
