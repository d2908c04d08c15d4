"""The pictures that lie beside a lesson: they go along inside the cells that show them.

A notebook that is moved, sent or served alone keeps them so, and no other file of the author's folder is ever in
reach. What Markdown shows becomes an attachment of its cell. HTML knows no attachments, and no program draws one that
is an SVG: these stand in the text itself, as data.
"""

from __future__ import annotations

import base64
import copy
import html
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..lesson.reading import Cell, Lesson
from ..lesson.roles import KEPT_FROM_LEARNERS
from .findings import Finding, advice, fault

MOST_BYTES = 2_000_000  # of one picture
MOST_OF_ALL = 5_000_000  # of all that a lesson shows: as text they take a third more
_SVG = "image/svg+xml"
_KINDS = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".svg": _SVG,
}  # fmt: skip
_BEGINS = {
    "image/png": re.compile(rb"\x89PNG\r\n"), "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8"), "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    _SVG: re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?=.{,4000}?\bsvg\b)", re.DOTALL | re.IGNORECASE),
}  # fmt: skip
_WORDS_ONLY = ("quiz", "hint", "solution")  # roles that widgets show, which draw no pictures
_ATTACHED = "attachment:"
_SHOWN = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,}).*?^ {0,3}(?P=fence)[`~]*[ \t]*$|`[^`\n]+`)"
    r"|!\[(?P<alt>[^\]]*)\](?:\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)|\[(?P<label>[^\]]*)\]|(?!\[|\())"
    r"|<img\s[^>]*?(?<![-\w])src\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']+))",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_IN_HTML = ("double", "single", "bare")
_DEFINED = re.compile(r"^ {0,3}\[([^\]]+)\]:[ \t]*<?([^\s>]+)>?", re.MULTILINE)


class _Unfit(Exception):
    """A picture that cannot go along; ``finding`` says why."""

    def __init__(self, code: str, message: str, remedy: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.message, self.remedy, self.values = code, message, remedy, values


def pictures(lesson: Lesson, notebook: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    """What is wrong with the pictures of a lesson that lies in ``folder``."""
    total = 0
    for cell, raw in zip(lesson.cells, notebook["cells"], strict=True):
        for name in dict.fromkeys(_names(cell, _attachments(raw))):
            try:
                size = len(_read(name, folder)[1])
            except _Unfit as problem:
                yield fault(problem.code, problem.message, problem.remedy, cell, "", name=name[:80], **problem.values)
                continue
            total += size if cell.role not in _WORDS_ONLY else 0
            if cell.role in _WORDS_ONLY:
                yield _unseen(cell, name)
        yield from _from_elsewhere(cell)
    if total > MOST_OF_ALL:
        yield fault(
            "picture_large", "All pictures of the lesson together are larger than {most} MB.",
            "Make them smaller.", most=MOST_OF_ALL // 1_000_000,
        )  # fmt: skip


def _from_elsewhere(cell: Cell) -> Iterator[Finding]:
    """Pictures that each reader's browser would ask others for."""
    for site, url in {_site(url): url for url in _urls(cell)}.items():
        if site and cell.role in _WORDS_ONLY:
            yield _unseen(cell, url)
        elif site:
            yield advice(
                "picture_fetched", "A picture comes from {site}: whoever has no internet does not see it, and that site"
                " learns of everybody who does.", "Put a copy of it beside the lesson, if you may, and name that here.",
                cell, site=site[:80],
            )  # fmt: skip


def _unseen(cell: Cell, name: str) -> Finding:
    return advice(
        "picture_unseen", "A hint, a question and a solution show words only, so nobody sees “{name}”.",
        "Put the picture into the task, or say in words what it shows.", cell, name=name[:80],
    )  # fmt: skip


def beside(lesson: Lesson, folder: Path) -> list[Path]:
    """The files of the pictures that a lesson in ``folder`` shows and that can go along."""
    names = {name for cell in lesson.cells for name in _names(cell, None)}
    return sorted({path for name in names if (path := _place(name, folder)) is not None and path.is_file()})


def with_pictures(notebook: Mapping[str, Any], lesson: Lesson, folder: Path) -> dict[str, Any]:
    """``notebook``, of ``folder``, with its pictures inside; what :func:`pictures` finds is left as it is."""
    made = {**notebook, "cells": list(notebook["cells"])}
    for place, cell in enumerate(lesson.cells):
        if cell.kind == "markdown" and cell.role not in (*KEPT_FROM_LEARNERS, "quiz"):
            made["cells"][place] = _with_its_own(notebook["cells"][place], cell, folder)
    return made


def _with_its_own(raw: Mapping[str, Any], cell: Cell, folder: Path) -> dict[str, Any]:
    attachments: dict[str, Any] = copy.deepcopy(dict(_attachments(raw)))
    names: dict[str, str] = {}

    def attached(name: str, kind: str, data: str) -> str:
        if name not in names:
            plain = re.sub(r"[^A-Za-z0-9.-]+", "-", name)
            while plain in attachments:
                plain = f"x-{plain}"
            names[name], attachments[plain] = plain, {kind: data}
        return _ATTACHED + names[name]

    source = _SHOWN.sub(lambda found: _inside(found, cell.source, folder, attached), cell.source)
    return {**raw, "source": source} | ({"attachments": attachments} if attachments else {})


def _inside(found: re.Match[str], text: str, folder: Path, attached: Callable[[str, str, str], str]) -> str:
    """A picture as the cell can hold it; as it stands where it is none of the author's files."""
    name = _name(_url(found, text))
    if not name:
        return found[0]
    try:
        kind, content = _read(name, folder)
    except _Unfit:
        return found[0]
    data = base64.b64encode(content).decode()
    if found["alt"] is None:
        begin, end = next(found.span(each) for each in _IN_HTML if found[each] is not None)
        quote = '"' if found["bare"] is not None else ""
        return f"{text[found.start() : begin]}{quote}data:{kind};base64,{data}{quote}{text[end : found.end()]}"
    if kind == _SVG:
        return f'<img alt="{html.escape(found["alt"])}" src="data:{kind};base64,{data}">'
    return f"![{found['alt']}]({attached(name, kind, data)}{found['title'] or ''})"


def _names(cell: Cell, attachments: Mapping[str, Any] | None) -> Iterator[str]:
    """The files that a cell shows, and those of its ``attachments`` that it has not got; of None nobody asks."""
    for url in _urls(cell):
        if url.startswith(_ATTACHED):
            if attachments is not None and unquote(url.removeprefix(_ATTACHED)) not in attachments:
                yield url
        elif name := _name(url):
            yield name


def _urls(cell: Cell) -> Iterator[str]:
    """Where the pictures of a cell are."""
    if cell.kind == "markdown" and cell.role != "note":
        yield from (_url(found, cell.source) for found in _SHOWN.finditer(cell.source))


def _url(found: re.Match[str], text: str) -> str:
    """Where a picture is, as its author wrote it; empty where nothing is shown."""
    if found["code"] is not None:
        return ""
    said = next((found[each] for each in ("angle", "url", *_IN_HTML) if found[each] is not None), None)
    if said is not None:
        return html.unescape(said)
    label = (found["label"] or found["alt"]).lower()
    return next((each[2] for each in _DEFINED.finditer(text) if each[1].lower() == label), "")


def _name(url: str) -> str:
    """The file that ``url`` names; empty where it is an address, or what a notebook holds itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)


def _site(url: str) -> str:
    """Whom a browser asks for ``url``; empty where nobody is asked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("", "http", "https") else ""


def _place(name: str, folder: Path) -> Path | None:
    """The file called ``name`` below ``folder``; None where it lies elsewhere, be it by a link."""
    try:
        root, path = folder.resolve(), (folder / name).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return path if path.is_relative_to(root) else None


def _read(name: str, folder: Path) -> tuple[str, bytes]:
    """The kind and the content of a picture. Raises ``_Unfit``."""
    path = _place(name, folder) if not name.startswith(_ATTACHED) else folder / name
    if path is None:
        raise _Unfit(
            "picture_outside", "The picture “{name}” lies outside the lesson's folder, so nobody would get it.",
            "Copy it into the lesson's folder, and name it from there.",
        )  # fmt: skip
    kind = _KINDS.get(path.suffix.lower(), "")
    if not path.is_file():
        raise _Unfit(
            "missing_picture", "There is no picture “{name}” beside the lesson.",
            "Put it into the lesson's folder, or mend how its name is written.",
        )  # fmt: skip
    if path.stat().st_size > MOST_BYTES:
        raise _Unfit(
            "picture_large", "The picture “{name}” is larger than {most} MB.", "Make it smaller.",
            most=MOST_BYTES // 1_000_000,
        )  # fmt: skip
    content = path.read_bytes()
    if not kind or not _BEGINS[kind].match(content):
        raise _Unfit(
            "picture_kind", "“{name}” is no picture that browsers draw, so nobody would get it.",
            "Save it as one of: {known}.", known=", ".join(each[1:] for each in _KINDS),
        )  # fmt: skip
    return kind, content


def _attachments(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    found = raw.get("attachments")
    return found if isinstance(found, Mapping) else {}
