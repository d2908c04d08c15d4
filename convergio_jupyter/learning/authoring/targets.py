"""What learners get of a lesson: the same notebook, without what they are to find out themselves."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...core.i18n import translate
from ..lesson.reading import Cell, Lesson, plain_python
from ..lesson.roles import (
    KEPT_FROM_LEARNERS,
    NAMESPACE,
    TAG,
    as_nbgrader_spells,
    card_sides,
    solution_of,
    stub_of,
    visible_of,
)
from ..quiz import Item, QuizFault, asked, read_quiz

Notebook = dict[str, Any]
_Made = Callable[[Lesson, Cell, dict[str, Any]], dict[str, Any] | None]
_Parted = Callable[[Lesson, Cell, dict[str, Any]], Sequence[dict[str, Any]]]

# What a learner's notebook says of itself and of its cells. A list of what may go, and not of what must not: what an
# author writes besides stays here.
NOTEBOOK_ONLY = f"{TAG}notebook-only"  # a cell about running cells, which is nothing for an app or a page
SETUP = "convergio-setup"
_SETUP = """try:
    from convergio_jupyter import lesson

    lesson({lesson})
except ImportError:
    pass"""
_EXERCISE = """from convergio_jupyter import exercise

exercise({lesson}, {exercise}, task=False)"""
_QUIZ = """from convergio_jupyter import quiz

quiz({lesson}, {quiz})"""
_REFLECT = """from convergio_jupyter import reflect

reflect({lesson}, {cell})"""
_CHAT = """from convergio_jupyter import chat

chat({teacher}, lang={lang}, lesson={lesson})"""
HEAD = (
    "v",
    "id",
    "title",
    "lang",
    "level",
    "skills",
    "skill_names",
    "prereqs",
    "guard",
    "hints",
    "teacher",
    "minutes",
    "course",
)
CELL = ("v", "role", "ex", "skills", "points")
_PLAIN = ("kernelspec", "language_info", "authors")  # of other people's metadata of a notebook
_HIDDEN = "hide-input"
_OURS = ("raises-exception", _HIDDEN, "hide-output", "remove-input")


def student(notebook: Mapping[str, Any], lesson: Lesson) -> Notebook:
    """The notebook that learners open: stubs in place of answers, and what only the key knows left out."""
    built = _built(notebook, lesson, _one(_for_student))
    cells: list[dict[str, Any]] = built["cells"]
    opening = {TAG + "intro", NOTEBOOK_ONLY}
    first = next((place for place, cell in enumerate(cells) if not opening & tags_of(cell)), len(cells))
    cells.insert(first, setup_cell(lesson))
    return built


def setup_cell(lesson: Lesson) -> dict[str, Any]:
    """What makes ``%convergio check`` and ``hint`` know the lesson; without us it does nothing."""
    sentence = "With Convergio here, answers are checked and hints given; the notebook works without, too."
    lines = [f"# {translate(sentence, lesson.lang)}", _SETUP.format(lesson=_name(lesson))]
    return _code(SETUP, "\n".join(lines), {"tags": [_HIDDEN]})


def nbgrader(notebook: Mapping[str, Any], lesson: Lesson) -> Notebook:
    """The source of an nbgrader assignment. It holds solutions and hidden tests, as nbgrader takes them out itself."""
    return _built(notebook, lesson, _one(_for_nbgrader))


def app(notebook: Mapping[str, Any], lesson: Lesson) -> Notebook:
    """The notebook for a classroom, where nobody has cells to write into: widgets take their place.

    A classroom shows no code, so that of examples is shown as text above what comes out of it.
    """
    built = _built(notebook, lesson, _for_app)
    built["cells"] += _teacher(lesson)
    return built


def _teacher(lesson: Lesson) -> list[dict[str, Any]]:
    """Somebody to ask, below the lesson; nobody in an exam."""
    if lesson.head.get("guard") == "exam":
        return []
    title = {"cell_type": "markdown", "id": "convergio-ask-title", "metadata": {}}
    teacher = str(lesson.head.get("teacher") or "")
    source = _CHAT.format(teacher=repr(teacher), lang=repr(lesson.lang), lesson=_name(lesson))
    return [
        title | {"source": f"## {translate('Ask about this lesson', lesson.lang)}"},
        _code("convergio-ask", source, {"tags": [_HIDDEN]}),
    ]


def _built(notebook: Mapping[str, Any], lesson: Lesson, made: _Parted) -> Notebook:
    head = {name: lesson.head[name] for name in HEAD if name in lesson.head}
    metadata = {name: value for name, value in _mapping(notebook.get("metadata")).items() if name in _PLAIN}
    metadata |= {NAMESPACE: {"lesson": head}, "lang": lesson.lang, "title": lesson.title}
    return {
        "cells": list(_cells(notebook, lesson, made)),
        "metadata": metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _one(made: _Made) -> _Parted:
    """A cell for a cell, or none."""
    return lambda lesson, cell, fresh: [found] if (found := made(lesson, cell, fresh)) is not None else []


def _cells(notebook: Mapping[str, Any], lesson: Lesson, made: _Parted) -> Iterator[dict[str, Any]]:
    for raw, cell in zip(notebook["cells"], lesson.cells, strict=True):
        if cell.role in KEPT_FROM_LEARNERS:
            continue
        own = {name: cell.own[name] for name in CELL if name in cell.own}
        if cell.role:
            own |= {"v": 1, "role": cell.role} | ({"ex": cell.exercise} if cell.exercise else {})
        tags = [tag for tag in cell.tags if tag.startswith(TAG) or tag in _OURS]
        if cell.role and TAG + cell.role not in tags:
            tags.append(TAG + cell.role)
        fresh: dict[str, Any] = {
            "cell_type": cell.kind,
            "id": cell_id(cell),
            "metadata": {NAMESPACE: own} if own else {},
            "source": cell.source + to_choose(lesson, cell),
        }
        if tags:
            fresh["metadata"]["tags"] = tags
        if cell.kind == "code":
            fresh |= {"execution_count": None, "outputs": []}
        elif attachments := _mapping(raw).get("attachments"):
            fresh["attachments"] = copy.deepcopy(attachments)
        yield from made(lesson, cell, fresh)


def to_choose(lesson: Lesson, cell: Cell) -> str:
    """What there is to choose, below a task that does not say it itself."""
    exercise = lesson.exercises.get(cell.exercise) if cell.role == "task" else None
    if exercise is None or exercise.answer is None or exercise.of("task")[-1] is not cell:
        return ""
    key = _mapping(exercise.answer.own.get("key"))
    among = key.get("among") if key.get("kind") == "choice" else ()
    options = [str(each) for each in among] if isinstance(among, Sequence) and not isinstance(among, str) else []
    asked = "\n".join(each.source for each in exercise.of("task")).casefold()
    is_said = all(each.casefold() in asked for each in options)
    return "" if is_said else "\n\n" + "\n".join(f"- {each}" for each in options)


def _for_student(lesson: Lesson, cell: Cell, fresh: dict[str, Any]) -> dict[str, Any] | None:
    if cell.role == "answer":
        fresh["source"] = stub_of(cell.source, lesson.lang) if cell.kind == "code" else ""
        return _may_fail(fresh)
    if cell.role == "check":
        fresh["source"] = visible_of(cell.source)
        return _may_fail(fresh) if fresh["source"].strip() else None
    return _question(lesson, cell, fresh) if cell.role == "quiz" else fresh


def _for_app(lesson: Lesson, cell: Cell, fresh: dict[str, Any]) -> Sequence[dict[str, Any]]:
    if NOTEBOOK_ONLY in cell.tags:
        return []
    if cell.role == "answer":
        first = lesson.exercises[cell.exercise].answer if cell.exercise else None
        source = _EXERCISE.format(lesson=_name(lesson), exercise=repr(cell.exercise))
        return [_widget(fresh, source)] if first is cell else []
    if cell.role == "check":
        return []
    if cell.role == "quiz":
        return [_widget(fresh, _QUIZ.format(lesson=_name(lesson), quiz=repr(quiz_name(cell))))]
    if cell.role == "reflect":
        box = {"id": f"{fresh['id']}-box", "metadata": {}}
        return [fresh, _widget(box, _REFLECT.format(lesson=_name(lesson), cell=repr(fresh["id"])))]
    if cell.kind != "code":
        return [fresh | {"source": _folded(cell.source, lesson.lang)} if cell.role == "card" else fresh]
    shown = plain_python(cell.source).strip()
    if not shown or {_HIDDEN, "remove-input"} & set(cell.tags):
        return [_may_fail(fresh)]
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown)), default=0))
    text = {"cell_type": "markdown", "id": f"{fresh['id']}-code", "metadata": {}}
    return [text | {"source": f"{fence}python\n{shown}\n{fence}"}, _may_fail(fresh)]


def _folded(card: str, lang: str) -> str:
    """A card whose other side is seen by who opens it."""
    front, back = card_sides(card)
    if not back:
        return card
    title = translate("The other side", lang)
    return f"{front}\n\n<details><summary>{title}</summary>\n\n{back}\n\n</details>"


def _widget(fresh: Mapping[str, Any], source: str) -> dict[str, Any]:
    """``fresh`` as a cell that shows a widget."""
    metadata = copy.deepcopy(fresh["metadata"])
    metadata["tags"] = [*metadata.get("tags", ()), _HIDDEN]
    return _code(fresh["id"], source, metadata)


def _code(id: str, source: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": id,
        "metadata": metadata,
        "source": source,
        "execution_count": None,
        "outputs": [],
    }


def _name(lesson: Lesson) -> str:
    """What a cell calls the lesson by: its id and its language."""
    return repr(f"{lesson.id}/{lesson.lang}")


def _for_nbgrader(lesson: Lesson, cell: Cell, fresh: dict[str, Any]) -> dict[str, Any] | None:
    if cell.role == "quiz":
        return _question(lesson, cell, fresh)
    if cell.role not in ("answer", "check") or not cell.exercise:
        return fresh
    exercise = lesson.exercises[cell.exercise]
    answers, checks = cell.role == "answer", cell.role == "check"
    of_exercise = exercise.of("check")
    by_hand = answers and (cell.kind != "code" or not of_exercise)  # what no check grades, a person reads
    place = of_exercise.index(cell) if checks else 0
    # Metadata of nbgrader's own schema, version 3; one exercise can have several checks, which share its points.
    fresh["metadata"]["nbgrader"] = {
        "schema_version": 3,
        "grade": checks or by_hand,
        "grade_id": f"{cell.exercise}-{'answer' if answers else f'check-{place + 1}'}",
        "locked": checks,
        "solution": answers,
        "task": False,
    }
    if checks or by_hand:
        fresh["metadata"]["nbgrader"]["points"] = round(exercise.points / (len(of_exercise) or 1), 4)
    fresh["source"] = as_nbgrader_spells(cell.source)
    if answers and solution_of(cell.source) == cell.source:  # all of it is the solution
        fresh["source"] = f"### BEGIN SOLUTION\n{cell.source}\n### END SOLUTION"
    elif by_hand and cell.kind == "code":
        fresh["source"] = f"{_remark(stub_of(cell.source, lesson.lang))}\n{fresh['source']}"
    return _may_fail(fresh)


def _remark(stub: str) -> str:
    """What a learner would find in the cell, which nbgrader replaces: it says what the answer is called."""
    return "\n".join(line if line.startswith("#") else f"# {line}" for line in stub.splitlines())


def _may_fail(fresh: dict[str, Any]) -> dict[str, Any]:
    """A cell that nobody has answered yet raises, and what comes after it is to run all the same."""
    if fresh["cell_type"] == "code":
        tags = fresh["metadata"].setdefault("tags", [])
        if "raises-exception" not in tags:
            tags.append("raises-exception")
    return fresh


def _question(lesson: Lesson, cell: Cell, fresh: dict[str, Any]) -> dict[str, Any] | None:
    """A quiz without its key: text that can be read anywhere, and the same for a widget."""
    try:
        items = read_quiz(cell.source, quiz_name(cell))
    except QuizFault:  # the validator says so; what cannot be read cannot be stripped of its key
        return None
    fresh["cell_type"] = "markdown"
    for name in ("outputs", "execution_count"):
        fresh.pop(name, None)
    fresh["metadata"][NAMESPACE]["quiz"] = [asked(item) for item in items]
    fresh["source"] = "\n\n".join(_written(item, lesson.lang) for item in items)
    return fresh


def tags_of(cell: Mapping[str, Any]) -> set[str]:
    """The tags of a cell of a notebook."""
    return set(cell["metadata"].get("tags", ()))


def cell_id(cell: Cell) -> str:
    """The id of a cell in what learners get."""
    return cell.id or f"cell-{cell.number}"


def quiz_name(cell: Cell) -> str:
    """What the questions of a quiz's cell are called by."""
    return cell.exercise or cell.id or f"quiz-{cell.number}"


def _written(item: Item, lang: str) -> str:
    """A question as text."""
    shown = [option.text for option in item.options]
    if item.type == "truefalse":
        shown = [translate(each, lang) for each in ("True", "False")]
    rows = [f"- {text}" for text in shown or item.shown_steps()]
    if item.pairs:
        rows = [f"- {left} → ?" for left, _ in item.pairs] + [f"  - {right}" for right in item.shown_partners()]
    text = item.text
    for name in item.gaps:
        text = text.replace("{" + name + "}", "\\_\\_\\_\\_")
    return "\n".join([text, "", *rows]).rstrip()


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
