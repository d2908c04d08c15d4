"""A lesson made from a source for Otter Assign, https://otter-grader.readthedocs.io: its questions, tests and points.

Its blocks are raw cells such as ``# BEGIN QUESTION``. What comes of it is a source to go on with: hints, a quiz
and words for the checks are what its author adds, and the validator says where.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...core.syntax import parse_python
from ..lesson.reading import text_of
from .new import lesson_notebook, made_cell

Made = tuple[str, str, str, dict[str, Any]]  # kind of cell, source, role, what its metadata say for us
_BLOCK = re.compile(r"^#\s*(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"^name:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_POINTS = re.compile(r"^points:\s*([0-9.]+)\s*$", re.MULTILINE)
_FENCED = re.compile(r"^```otter\s*\n(.*?)\n```\s*$", re.DOTALL)
_ONE_LINE = re.compile(r"^(?P<line>.*?)\s*# ?SOLUTION(?: NO PROMPT)?\s*$")
_HIDDEN = re.compile(r"\A\s*#.*\bhidden\b|^hidden:\s*true\s*$", re.IGNORECASE | re.MULTILINE)
_CONFIG = re.compile(r'\A\s*(?:"""\s*)?# ?BEGIN TEST CONFIG.*?# ?END TEST CONFIG[^\n]*\n?', re.DOTALL | re.IGNORECASE)
_IS_HIDDEN = re.compile(r"^\s*#.*\bhidden\b", re.IGNORECASE)


def is_otters(notebook: Mapping[str, Any]) -> bool:
    """Whether ``notebook`` is a source for Otter Assign."""
    return any(_block(cell) == ("BEGIN", "QUESTION") for cell in notebook.get("cells", ()))


def from_otter(
    notebook: Mapping[str, Any], lesson: str, title: str, lang: str, teacher: str, level: str
) -> dict[str, Any]:
    """The same questions as a lesson with the id ``lesson``."""
    rows = list(_rows(notebook.get("cells", ())))
    skills = list(dict.fromkeys(skill for row in rows for skill in row[3].get("skills", ())))
    cells = [made_cell(number, *row) for number, row in enumerate(rows, 1)]
    return lesson_notebook(cells, lesson, title, lang, teacher, level, skills)


def _rows(cells: Any) -> Iterator[Made]:
    question, points, inside = "", 1.0, ""
    answered = False
    for cell in cells:
        block, source = _block(cell), text_of(cell.get("source"))
        if block == ("BEGIN", "QUESTION"):
            config = _config(cell)
            name, said = _NAME.search(config), _POINTS.search(config)
            question = re.sub(r"[^a-z0-9-]+", "-", (name[1] if name else "question").lower()).strip("-")
            points, inside, answered = float(said[1]) if said else 1.0, "PROMPT", False
        elif block == ("END", "QUESTION"):
            question, inside = "", ""
        elif block is not None:
            inside = block[1] if block[0] == "BEGIN" else ""
        elif cell.get("cell_type") == "raw":
            continue
        elif not question:
            yield cell["cell_type"], source, "worked" if cell["cell_type"] == "code" else "intro", {}
        elif inside == "TESTS" and cell["cell_type"] == "code":
            yield "code", _check(cell, source), "check", {"ex": question}
        elif cell["cell_type"] == "code" and not answered:
            yield "code", _fenced(source), "answer", {"ex": question, "points": points}
            answered = True
        elif inside == "SOLUTION":
            yield "markdown", source, "solution", {"ex": question}
        else:
            yield "markdown", source, "task", {"ex": question, "skills": [question]}


def _block(cell: Any) -> tuple[str, str] | None:
    found = _BLOCK.search(_config(cell)) if isinstance(cell, Mapping) else None
    return (found[1].upper(), found[2].upper()) if found else None


def _config(cell: Mapping[str, Any]) -> str:
    """What a cell says to Otter: all of a raw one, and what is fenced in one of text."""
    source = text_of(cell.get("source"))
    if cell.get("cell_type") == "raw":
        return source
    fenced = _FENCED.match(source.strip()) if cell.get("cell_type") == "markdown" else None
    return fenced[1] if fenced else ""


def _fenced(source: str) -> str:
    """Otter's marks of a solution as ours."""
    lines: list[str] = []
    for line in source.split("\n"):
        if re.match(r"^\s*# (BEGIN|END) PROMPT", line) or line.strip().startswith('""" # BEGIN PROMPT'):
            continue
        if mark := re.match(r"^(\s*)# (BEGIN|END) SOLUTION", line):
            lines.append(f"{mark[1]}### {mark[2]} SOLUTION")
        elif one := _ONE_LINE.match(line):
            indent = line[: len(line) - len(line.lstrip())]
            lines += [f"{indent}### BEGIN SOLUTION", one["line"], f"{indent}### END SOLUTION"]
        else:
            lines.append(line)
    text = "\n".join(lines)
    return text if "### BEGIN SOLUTION" in text else f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"


def _check(cell: Mapping[str, Any], source: str) -> str:
    """A test as plain asserts. Otter holds the last value of a cell against what came out when its author ran it."""
    hidden = bool(_HIDDEN.search(source))
    lines = _CONFIG.sub("", source).split("\n")
    body = "\n".join(line for line in lines if not _IS_HIDDEN.match(line)).strip()
    try:
        tree = parse_python(body)
    except (SyntaxError, ValueError):
        return body
    last, wanted = tree.body[-1] if tree.body else None, _value(cell)
    if isinstance(last, ast.Expr) and wanted:
        asked, before = ast.unparse(last.value), body.split("\n")[: last.lineno - 1]
        claim = f"assert {asked}" if wanted == "True" else f"assert repr({asked}) == {wanted!r}"
        body = "\n".join([*before, claim])
    return f"### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS" if hidden else body


def _value(cell: Mapping[str, Any]) -> str:
    """What the cell gave when it was run last; empty where it was not."""
    for output in cell.get("outputs", ()):
        plain = output.get("data", {}).get("text/plain") if isinstance(output, Mapping) else None
        if plain:
            return text_of(plain)
    return ""
