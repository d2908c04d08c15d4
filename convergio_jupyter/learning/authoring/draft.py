"""Drafts of parts of a lesson: the form that a model fills in, the cells that code makes of it, what they do wrong.

No model is asked here. What one wrote is looked at like anybody's: it has to be in the form, it stands between fences
of ours, and its code is run where nobody vouches for it.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import json
import keyword
import re
import textwrap
import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from ...core.i18n import Phrase
from ...core.syntax import parse_python
from ..lesson.reading import Lesson, lesson_from
from ..lesson.roles import HINT_LEVELS, NAMESPACE, TAG, card_sides
from ..quiz import QuizFault, read_quiz
from .check import check_lesson
from .findings import Finding
from .trial import Trying

KINDS = ("task", "problem", "hint", "quiz", "card")  # a problem is a task whose answer is no code
KEYS = ("number", "expression", "set", "interval", "text")
LONGEST_FORM = 40_000  # characters
LONGEST_TEXT = 8_000  # of one field
MOST_ROWS = 12  # of a list in it
LONGEST_NAME = 40  # characters of a variable
_MISSING = "The field “{name}” is missing, or is not what it should be."
_FENCE = re.compile(r"#{2,3}\s*(?:BEGIN|END)\s+(?:SOLUTION|HIDDEN TESTS)", re.IGNORECASE)
Cell = dict[str, Any]
Form = Mapping[str, Any]


class Wish(NamedTuple):
    """What is to be drafted. ``exercise`` and ``level`` are of a hint; ``at`` is how many cells stand above it."""

    kind: str
    about: str
    exercise: str = ""
    level: int = 0
    at: int = 0


class DraftFault(ValueError):
    """Why a form cannot become cells, as a sentence for the model and the author."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence)
        self.why = Phrase(sentence, **values)


def schema(kind: str) -> dict[str, Any]:
    """The form of a draft of this ``kind``."""
    return _object(_FIELDS[kind])


def cells_of(form: str, wish: Wish, lesson: Lesson) -> list[Cell]:
    """The cells that a filled-in ``form`` stands for. Raises ``DraftFault``."""
    if len(form) > LONGEST_FORM:
        raise DraftFault("The draft is longer than {most} characters.", most=f"{LONGEST_FORM:,}")
    try:
        found = json.loads(form)
    except (ValueError, RecursionError):
        raise DraftFault("The draft is not in the form that was asked for.") from None
    if not isinstance(found, dict):
        raise DraftFault("The draft is not in the form that was asked for.")
    return _MADE[wish.kind](found, wish, lesson)


def with_cells(notebook: Mapping[str, Any], cells: Sequence[Cell], wish: Wish) -> dict[str, Any]:
    """A copy of ``notebook`` in which the draft stands where it is wished for, in place of a hint of its level."""
    lesson = lesson_from(notebook)
    replaced = {
        cell.number - 1
        for cell in lesson.of("hint")
        if wish.kind == "hint" and (cell.exercise, cell.level) == (wish.exercise, level_of(wish, lesson))
    }
    raws = list(enumerate(notebook["cells"]))
    above = [raw for at, raw in raws[: wish.at] if at not in replaced]
    below = [raw for at, raw in raws[wish.at :] if at not in replaced]
    return copy.deepcopy({**notebook, "cells": [*above, *cells, *below]})


def level_of(wish: Wish, lesson: Lesson) -> int:
    """The rung that a hint is drafted for: the one that is wished for, else the lowest that is free, else the last."""
    exercise = lesson.exercises.get(wish.exercise)
    taken = {hint.level for hint in exercise.hints} if exercise is not None else set()
    free = (level for level in HINT_LEVELS if level not in taken)
    return wish.level if wish.level in HINT_LEVELS else next(free, HINT_LEVELS[-1])


def touched(cells: Sequence[Cell]) -> Collection[str]:
    """The exercises that have to be tried out because of a draft."""
    own = [each["metadata"][NAMESPACE] for each in cells]
    return {each["ex"] for each in own if "ex" in each}


class Faults:
    """What the validator finds in a notebook whose ``exercises`` are run as code that nobody vouches for."""

    def __init__(
        self, notebook: Mapping[str, Any], exercises: Collection[str], step: Callable[[int, int], None]
    ) -> None:
        lesson = lesson_from(notebook)
        trying = Trying(trusted=False, only=exercises, step=step)
        self._found = [(_key(each, lesson), each) for each in check_lesson(lesson, notebook, trying=trying)]

    def beyond(self, before: Faults) -> list[Finding]:
        """Those that were not there ``before``, wherever their cells stand now."""
        left = Counter(key for key, _ in before._found)
        new = []
        for key, finding in self._found:
            left[key] -= 1
            new += [finding] if left[key] < 0 else []
        return new


def _key(finding: Finding, lesson: Lesson) -> tuple[str, str, str]:
    """A finding by what it is about: numbers of cells change with what stands above them."""
    return finding.code, finding.exercise, lesson.cells[finding.cell - 1].source if finding.cell else ""


def _task(form: Form, wish: Wish, lesson: Lesson) -> list[Cell]:
    name = _name(_text(form, "name"), lesson)
    own = {"ex": name}
    head, body = textwrap.dedent(_text(form, "head")).strip("\n"), textwrap.dedent(_text(form, "body")).strip("\n")
    indent = "    " if head.rstrip().endswith(":") else ""
    answer = [head, f"{indent}### BEGIN SOLUTION", textwrap.indent(body, indent), f"{indent}### END SOLUTION"]
    hidden = ["### BEGIN HIDDEN TESTS", *_asserts(form, "hidden"), "### END HIDDEN TESTS"]
    return [
        _cell("markdown", _text(form, "task"), "task", own),
        _cell("code", "\n".join(answer), "answer", own),
        _cell("code", "\n".join([*_asserts(form, "shown"), *hidden]), "check", own),
        *_help(form, own),
    ]


def _problem(form: Form, wish: Wish, lesson: Lesson) -> list[Cell]:
    own = {"ex": _name(_text(form, "name"), lesson)}
    key = _key_of(form)
    written = json.dumps(" ".join(filter(None, (key["answer"], key.get("unit")))), ensure_ascii=False)
    line = f"{_variable(form)} = {written}"
    return [
        _cell("markdown", _text(form, "task"), "task", own),
        _cell("code", f"### BEGIN SOLUTION\n{line}\n### END SOLUTION", "answer", own | {"key": key}),
        *_help(form, own),
    ]


def _key_of(form: Form) -> dict[str, Any]:
    """The key, without what says nothing. Whether it can be used is for the validator to say."""
    kind, accepted, tolerance = form.get("kind"), form.get("accepted"), form.get("tolerance")
    if kind not in KEYS:
        raise DraftFault(_MISSING, name="kind")
    others = _texts(form, "accepted") if accepted else []
    only_numbers = {"unit": _said(form, "unit"), "tolerance": tolerance} if kind == "number" else {}
    key = {"kind": kind, "answer": _text(form, "answer"), "accepted": others, **only_numbers}
    return {name: value for name, value in key.items() if value}


def _variable(form: Form) -> str:
    """The variable that the answer goes into, which the task has to name."""
    name = _text(form, "variable")
    usable = name.isidentifier() and not keyword.iskeyword(name) and not hasattr(builtins, name)
    if not usable or len(name) > LONGEST_NAME:
        raise DraftFault(_MISSING, name="variable")
    if not re.search(rf"\b{name}\b", _text(form, "task")):
        raise DraftFault("The task does not say that the answer goes into “{name}”.", name=name)
    return name


def _help(form: Form, own: Mapping[str, Any]) -> list[Cell]:
    """The ladder of an exercise, and the way in words."""
    return [
        *(
            _cell("markdown", text, "hint", {**own, "level": level})
            for level, text in zip(HINT_LEVELS, _texts(form, "hints"), strict=False)
        ),
        _cell("markdown", _text(form, "solution"), "solution", own),
    ]


def _hint(form: Form, wish: Wish, lesson: Lesson) -> list[Cell]:
    own = {"ex": wish.exercise, "level": level_of(wish, lesson)}
    return [_cell("markdown", _text(form, "hint"), "hint", own)]


def _quiz(form: Form, wish: Wish, lesson: Lesson) -> list[Cell]:
    """A question in Markdown where that says the same, else in JSON."""
    options = list[dict[str, Any]]()
    for row in _rows(form, "options"):
        if not isinstance(row, dict):
            raise DraftFault(_MISSING, name="options")
        options.append({"text": _text(row, "text"), "right": row.get("right") is True, "feedback": _said(row, "why")})
    text, explain = _text(form, "question"), _said(form, "explain")
    kind = "multiple" if sum(each["right"] for each in options) > 1 else "single"
    exact = json.dumps([{"type": kind, "text": text, "options": options, "explain": explain}], ensure_ascii=False)
    try:
        wanted = read_quiz(exact, "q")
    except QuizFault as problem:
        raise DraftFault("The quiz cannot be read: {why}.", why=problem) from None
    plain, same = _as_markdown(text, options, explain), False
    with contextlib.suppress(QuizFault):
        same = read_quiz(plain, "q") == wanted
    return [_cell("markdown", plain if same else exact, "quiz", {})]


def _as_markdown(text: str, options: Sequence[Mapping[str, Any]], explain: str) -> str:
    rows = []
    for each in options:
        said = f" {{: {each['feedback']}}}" if each["feedback"] else ""
        rows.append(f"- [{'x' if each['right'] else ' '}] {each['text']}{said}")
    return "\n".join([text, "", *rows, *(["", f"! {explain}"] if explain else [])])


def _card(form: Form, wish: Wish, lesson: Lesson) -> list[Cell]:
    front, back = _text(form, "front").strip(), _text(form, "back").strip()
    source = f"{front}\n\n---\n\n{back}"
    if card_sides(source) != (front, back):
        raise DraftFault("A card has a front and a back, with a line --- between them.")
    return [_cell("markdown", source, "card", {})]


_MADE: Mapping[str, Callable[[Form, Wish, Lesson], list[Cell]]] = {
    "task": _task, "problem": _problem, "hint": _hint, "quiz": _quiz, "card": _card,
}  # fmt: skip


def _cell(kind: str, source: str, role: str, own: Mapping[str, Any]) -> Cell:
    metadata = {NAMESPACE: {"v": 1, "role": role, **own}, "tags": [TAG + role]}
    cell = {"cell_type": kind, "id": f"draft-{uuid.uuid4().hex[:12]}", "metadata": metadata, "source": source}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def _name(wished: str, lesson: Lesson) -> str:
    """An id for a new exercise, that no other has."""
    plain = unicodedata.normalize("NFKD", wished).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-") or "exercise"
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(lesson.exercises) + 3))]
    return next(name for name in names if name not in lesson.exercises)


def _asserts(form: Form, name: str) -> list[str]:
    """Lines of which each is one assert."""
    found = _texts(form, name)
    for text in found:
        try:
            body = parse_python(text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            body = []
        if len(body) != 1 or not isinstance(body[0], ast.Assert):
            raise DraftFault("Each row of “{name}” has to be one assert in Python.", name=name)
    return found


def _rows(form: Form, name: str) -> list[Any]:
    rows = form.get(name)
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        raise DraftFault(_MISSING, name=name)
    return rows


def _texts(form: Form, name: str) -> list[str]:
    return [_text({name: row}, name) for row in _rows(form, name)]


def _text(form: Form, name: str) -> str:
    text = _said(form, name)
    if not text:
        raise DraftFault(_MISSING, name=name)
    return text


def _said(form: Form, name: str) -> str:
    """A text of the form; empty where there is none. It may neither begin nor end what is kept from learners."""
    text = form.get(name)
    text = text.strip("\n").rstrip() if isinstance(text, str) else ""
    if len(text) > LONGEST_TEXT:
        raise DraftFault("The draft is longer than {most} characters.", most=f"{LONGEST_TEXT:,}")
    if _FENCE.search(text):
        raise DraftFault("The draft must not write ### BEGIN or ### END itself.")
    return text


_TEXT = {"type": "string"}
_LIST = {"type": "array", "items": _TEXT}


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


_OPTION = _object({"text": _TEXT, "right": {"type": "boolean"}, "why": _TEXT})
_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "task": {
        "name": _TEXT, "task": _TEXT, "head": _TEXT, "body": _TEXT, "shown": _LIST, "hidden": _LIST, "hints": _LIST,
        "solution": _TEXT,
    },
    "problem": {
        "name": _TEXT, "task": _TEXT, "kind": {"type": "string", "enum": list(KEYS)}, "answer": _TEXT, "unit": _TEXT,
        "tolerance": {"type": "number"}, "accepted": _LIST, "variable": _TEXT, "hints": _LIST, "solution": _TEXT,
    },
    "hint": {"hint": _TEXT},
    "quiz": {"question": _TEXT, "options": {"type": "array", "items": _OPTION}, "explain": _TEXT},
    "card": {"front": _TEXT, "back": _TEXT},
}  # fmt: skip
