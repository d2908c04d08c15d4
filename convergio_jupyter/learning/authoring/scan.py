"""Proves that what learners get holds nothing of the key."""

from __future__ import annotations

import ast
import base64
import contextlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..guard.static import parsed
from ..lesson.reading import Lesson
from ..lesson.roles import NAMESPACE, fenced, hidden_of, stub_of, visible_of
from ..quiz import Item, QuizFault, asked, read_quiz
from .targets import quiz_name, to_choose

# A line that is shorter is in many texts by chance; what is longer and new in the key would not be.
SHORTEST = 12
LEAST_VALUE = 3  # signs of an answer that is looked for as a word of its own
_DATA = re.compile(r"[A-Za-z0-9+/]{200,}={0,2}")  # of pictures, in which short answers stand by chance
_ENDS = r"(?=$|[\n,;:#`'\\)\]}]|--|</)"  # what may stand behind an assert, where it does not go on
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
    plain = _plain(text)
    found = [leak for leak in _secrets(lesson) if any(form in plain for form in _forms(leak.text))]
    found += _tests_in(text if isinstance(target, Mapping) else html.unescape(text), lesson)
    if isinstance(target, Mapping):  # numbers of a page may be those of its looks, and of what examples print
        words = _DATA.sub(" ", plain)
        found += [leak for leak in _values(lesson) if _stands_in(leak.text, words)]
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


def _tests_in(text: str, lesson: Lesson) -> Iterator[Leak]:
    """What hidden tests assert, however it is spaced, and without what it says. No example is so like it by chance, so
    it is one of the key wherever it stands.
    """
    shown = [test for cell in lesson.of("check") for test in _asserted(visible_of(cell.source))]
    squeezed = _squeezed("\n".join([text, *shown]))
    for cell in lesson.of("check"):
        for test in _asserted(hidden_of(cell.source)):
            if re.search(re.escape(_squeezed(test)) + _ENDS, squeezed):
                yield Leak("hidden test", cell.exercise, test)


def _asserted(source: str) -> list[str]:
    """The asserts of a check, each on one line and without what it says."""
    tree = parsed(source)
    found = [node.test for node in ast.walk(tree) if isinstance(node, ast.Assert)] if tree is not None else []
    return [f"assert {ast.unparse(each)}" for each in found]


def _squeezed(text: str) -> str:
    return re.sub(r"[^\S\n]+", "", text).replace('"', "'")


def _values(lesson: Lesson) -> Iterator[Leak]:
    """The answers of keys, too short to be told by their text alone, that no cell which learners see says anyway."""
    shown = _plain("\n".join(_shown(lesson)))
    for cell in lesson.of("answer"):
        key = cell.own.get("key")
        answers = [key.get("answer"), *(key.get("accepted") or ())] if isinstance(key, Mapping) else []
        for answer in map(_plain, map(str, filter(None, answers))):
            if len(answer) >= LEAST_VALUE and not _stands_in(answer, shown):
                yield Leak("answer", cell.exercise, answer)


def _stands_in(value: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w.,/]){re.escape(value)}(?![\w/]|[.,]\d)", text))


def _items(lesson: Lesson) -> Iterator[tuple[str, Item]]:
    for cell in lesson.of("quiz"):
        with contextlib.suppress(QuizFault):  # the validator says so
            yield from ((cell.exercise or cell.id, item) for item in read_quiz(cell.source, quiz_name(cell)))


def _kept(lesson: Lesson) -> Iterator[tuple[str, str, str]]:
    for cell in lesson.cells:
        if cell.role == "answer":
            yield "solution", cell.exercise, fenced(cell.source) if cell.kind == "code" else cell.source
        elif cell.role == "check":
            yield "hidden test", cell.exercise, hidden_of(cell.source)
        elif cell.role in ("hint", "solution", "note"):
            yield cell.role, cell.exercise or cell.id, cell.source
    for where, item in _items(lesson):
        for text in (item.explain, *(option.feedback for option in item.options)):
            yield "quiz", where, text


def _shown(lesson: Lesson) -> Iterator[str]:
    for cell in lesson.cells:
        if cell.role == "answer":
            yield stub_of(cell.source, lesson.lang) if cell.kind == "code" else ""
        elif cell.role == "check":
            yield visible_of(cell.source)
        elif cell.role not in ("hint", "solution", "note", "quiz"):
            yield cell.source + to_choose(lesson, cell)
    for _, item in _items(lesson):
        yield from _strings(asked(item))


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
