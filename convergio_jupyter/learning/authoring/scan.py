"""Proves that what learners get holds nothing of the key."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..lesson.reading import Lesson
from ..lesson.roles import NAMESPACE, fenced, hidden_of, stub_of, visible_of

# A line that is shorter is in many texts by chance; what is longer and new in the key would not be.
SHORTEST = 12
_KEY_NAMES = frozenset(
    {"right", "answer", "accepted", "solution", "hidden", "misconception", "feedback", "explain", "key"}
)


class Leak(NamedTuple):
    """Something of the key that a target holds: what it is, and whose."""

    what: str  # solution, hidden test, hint, quiz, note
    where: str  # the exercise, or the id of the cell
    text: str


def leaks(lesson: Lesson, target: Mapping[str, Any] | str) -> list[Leak]:
    """What ``target``, a notebook or the text of another file, holds of the key of ``lesson``."""
    text = target if isinstance(target, str) else "\n".join(_strings(target))
    found = [leak for leak in _secrets(lesson) if any(form in _plain(text) for form in _forms(leak.text))]
    if isinstance(target, Mapping):
        found += _named(target)
    return list(dict.fromkeys(found))


def _secrets(lesson: Lesson) -> Iterator[Leak]:
    """The lines of the key that learners are not shown anyway, in what stays in their notebook."""
    shown = _plain("\n".join(_shown(lesson)))
    for what, where, text in _kept(lesson):
        for line in text.split("\n"):
            line = _plain(line)
            if len(line) >= SHORTEST and line not in shown:
                yield Leak(what, where, line)


def _kept(lesson: Lesson) -> Iterator[tuple[str, str, str]]:
    for cell in lesson.cells:
        if cell.role == "answer":
            yield "solution", cell.exercise, fenced(cell.source) if cell.kind == "code" else cell.source
        elif cell.role == "check":
            yield "hidden test", cell.exercise, hidden_of(cell.source)
        elif cell.role in ("hint", "solution", "note"):
            yield cell.role, cell.exercise or cell.id, cell.source


def _shown(lesson: Lesson) -> Iterator[str]:
    for cell in lesson.cells:
        if cell.role == "answer":
            yield stub_of(cell.source, lesson.lang) if cell.kind == "code" else ""
        elif cell.role == "check":
            yield visible_of(cell.source)
        elif cell.role not in ("hint", "solution", "note", "quiz"):
            yield cell.source


def _named(target: Mapping[str, Any]) -> Iterator[Leak]:
    """Metadata that are called what only a key is called."""
    for holder in (target, *target.get("cells", ())):
        own = holder.get("metadata", {}).get(NAMESPACE, {})
        for name in _KEY_NAMES & set(_names(own)):
            yield Leak("key", str(holder.get("id", "")), name)


def _forms(text: str) -> Iterator[str]:
    """``text`` as a file may hold it: plain, as JSON, HTML or base64."""
    yield text
    yield _plain(json.dumps(text)[1:-1])
    yield _plain(html.escape(text))
    yield base64.b64encode(text.encode()).decode()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield str(name)
            yield from _strings(each)
    elif isinstance(value, list):
        # Source and outputs may be held in lines.
        yield "".join(value) if all(isinstance(each, str) for each in value) else "\n".join(_strings_of(value))


def _strings_of(values: list[object]) -> Iterator[str]:
    for each in values:
        yield from _strings(each)


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield str(name)
            yield from _names(each)
    elif isinstance(value, list):
        for each in value:
            yield from _names(each)
