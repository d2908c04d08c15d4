"""A lesson that is well made, and small parts to spoil it with."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.lesson import lesson_from

ANSWER = """def area(width, height):
    ### BEGIN SOLUTION
    result = width * height
    return result
    ### END SOLUTION"""
CHECK = """assert area(2, 3) == 6, "the area of 2 by 3"
### BEGIN HIDDEN TESTS
assert area(41, 23) == 943, "no table of small numbers"
assert area(0, 7) == 0
### END HIDDEN TESTS"""
QUIZ = """Which rectangle has the area 12?

- [ ] 3 by 5 {adds-two: You went one too far.}
- [x] 3 by 4
- [ ] 6 by 6 {adds: That is the sum.}
- [ ] 2 by 5

! Three rows of four squares make twelve."""


def cell(kind: str, source: str, role: str = "", ex: str = "", **own: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if role:
        metadata = {"convergio": {"v": 1, "role": role, **({"ex": ex} if ex else {}), **own}, "tags": [f"cvg-{role}"]}
    found: dict[str, Any] = {"cell_type": kind, "id": "", "metadata": metadata, "source": source}
    if kind == "code":
        found |= {"execution_count": None, "outputs": []}
    return found


def lesson(lang: str = "en", **head: Any) -> dict[str, Any]:
    """A notebook that the validator has nothing to say about."""
    cells = [
        cell("markdown", "# The area of a rectangle\n\nHow many squares cover a floor?", "intro"),
        cell("markdown", "## An example\n\nA floor of two by two metres has four squares.", "worked"),
        cell("code", "squares = [[1, 1], [1, 1]]\nprint(sum(map(sum, squares)))", "worked"),
        cell("markdown", "## Your turn\n\nWrite `area(width, height)`.", "task", "area", skills=["area"]),
        cell("code", ANSWER, "answer", "area", points=2),
        cell("code", CHECK, "check", "area"),
        cell("markdown", "You want to know how many squares there are.", "hint", "area", level=1),
        cell("markdown", "Each row has as many squares as the floor is wide.", "hint", "area", level=2),
        cell("markdown", "Rows times squares in a row: the product of both sides.", "solution", "area"),
        cell("markdown", QUIZ, "quiz"),
        cell("markdown", "What is the area of a rectangle?\n\n---\n\nWidth times height.", "card"),
        cell("markdown", "Where have you seen this at home?", "reflect"),
        cell("markdown", "Bring paper with squares for the class.", "note"),
    ]
    for number, each in enumerate(cells):
        each["id"] = f"c{number}"
    said = {
        "v": 1, "id": "area-1", "title": "The area of a rectangle", "lang": lang, "level": "9-11", "skills": ["area"],
        "prereqs": [], "guard": "socratic", "hints": {"max": 4, "solution_after": 3}, "teacher": "euclide",
        "minutes": 15,
    }  # fmt: skip
    return {
        "cells": cells,
        "metadata": {
            "convergio": {"lesson": {**said, **head}},
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def spoiled(change: Any, **head: Any) -> dict[str, Any]:
    """The lesson after ``change`` to its cells, by their place, or to the whole of it."""
    notebook = copy.deepcopy(lesson(**head))
    change(notebook)
    return notebook


def write_key_with_a_number(folder: Path) -> None:
    """The key of the lesson below ``folder``, with an exercise ``size`` whose answer is a number."""
    notebook = lesson()
    notebook["cells"][9:9] = [
        cell("markdown", "How large?", "task", "size", skills=["area"]),
        cell("markdown", "", "answer", "size", key={"kind": "number", "answer": "42"}),
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"
    write_key(folder / "keys" / "area.key.json", key_of(lesson_from(notebook)))


def with_volume() -> dict[str, Any]:
    """The lesson with a second exercise in code, ``volume``, which may build on the first."""
    notebook = lesson()
    solution = "### BEGIN SOLUTION\ndef volume(a, b, c):\n    return a * b * c\n### END SOLUTION"
    notebook["cells"][9:9] = [
        cell("markdown", "## Higher\n\nWrite `volume`.", "task", "volume", skills=["area"]),
        cell("code", solution, "answer", "volume"),
        cell("code", "assert volume(2, 3, 4) == 24", "check", "volume"),
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"
    return notebook
