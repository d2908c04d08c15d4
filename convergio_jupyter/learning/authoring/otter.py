"""A lesson made from a source for Otter Assign, https://otter-grader.readthedocs.io: its questions, tests and points.

Its blocks are raw cells such as ``# BEGIN QUESTION``. What comes of it is a source to go on with: hints, a quiz
and words for the checks are what its author adds, and the validator says where.
"""

from __future__ import annotations

import ast
import doctest
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...core.syntax import parse_python
from ..lesson.reading import text_of
from .new import lesson_notebook, made_cell

Made = tuple[str, str, str, dict[str, Any]]  # kind of cell, source, role, what its metadata say for us
_Part = tuple[str, Mapping[str, Any]]  # a cell of a question, and the block that it stands in
_OUTSIDE = {"code": "worked", "markdown": "intro"}
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_BLOCK = re.compile(r"^#\s*(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"^name:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_POINTS = re.compile(r"^points:\s*([0-9.]+)\s*$", re.MULTILINE)
_FENCED = re.compile(r"^```otter\s*\n(.*?)\n```\s*$", re.DOTALL)
_ONE_LINE = re.compile(r"^(?P<line>.*?)\s*# ?SOLUTION(?: NO PROMPT)?\s*$")
_PROMPT = {
    word: re.compile(rf"""^\s*(?:(?:"{{3}}|'{{3}});?)?\s*# ?{word} PROMPT""", re.IGNORECASE)
    for word in ("BEGIN", "END")
}
_FIRST = -1
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
    config: str | None = None
    inside, parts = "", list[_Part]()
    for cell in cells:
        block = _block(cell)
        if block == ("BEGIN", "QUESTION"):
            config, inside, parts = _config(cell), "", []
        elif block == ("END", "QUESTION"):
            yield from _question(config or "", parts)
            config = None
        elif block is not None:
            inside = block[1] if block[0] == "BEGIN" else ""
        elif cell.get("cell_type") == "raw":
            continue
        elif config is None:
            yield cell["cell_type"], text_of(cell.get("source")), _OUTSIDE.get(cell["cell_type"], "intro"), {}
        else:
            parts.append((inside, cell))
    if config is not None:  # its end is missing
        yield from _question(config, parts)


def _question(config: str, parts: Iterable[_Part]) -> Iterator[Made]:
    """A question as an exercise. Its code is one answer, however many cells of it there are."""
    name, points = _NAME.search(config), _POINTS.search(config)
    question = re.sub(r"[^a-z0-9-]+", "-", (name[1] if name else "question").lower()).strip("-")
    answers = [text_of(cell.get("source")) for inside, cell in parts if _answers(inside, cell)]
    prompted = any(inside == "PROMPT" for inside, _ in parts)
    for inside, cell in parts:
        source = text_of(cell.get("source"))
        if _answers(inside, cell):
            if answers:
                own = {"ex": question, "points": float(points[1]) if points else 1.0}
                yield "code", _fenced("\n\n".join(answers), whole=prompted), "answer", own
            answers = []
        elif inside == "TESTS" and cell["cell_type"] == "code":
            yield "code", _check(cell, source), "check", {"ex": question}
        elif inside == "SOLUTION":
            yield "markdown", source, "solution", {"ex": question}
        else:
            text = f"```python\n{source}\n```" if cell["cell_type"] == "code" else source
            yield "markdown", text, "task", {"ex": question, "skills": [question]}


def _answers(inside: str, cell: Mapping[str, Any]) -> bool:
    return inside in ("", "SOLUTION") and cell.get("cell_type") == "code"


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


def _fenced(source: str, *, whole: bool) -> str:
    """Otter's marks of a solution as ours; all of it is one where nothing is marked, or ``whole`` is said."""
    marked = list(_marked(source))
    lines = [(line, 0) for line, mark in marked if mark == _FIRST] + [row for row in marked if row[1] != _FIRST]
    if whole or not any(mark for _, mark in lines):
        return "\n".join([_BEGIN, *(line for line, _ in lines), _END])
    made: list[str] = []
    for mark, rows in itertools.groupby(lines, key=lambda row: row[1]):
        texts = [line for line, _ in rows]
        indent = _indent(texts[0])
        made += [indent + _BEGIN, *texts, indent + _END] if mark else texts
    return "\n".join(made)


def _marked(source: str) -> Iterator[tuple[str, int]]:
    """The lines of an answer, each with the number of the solution that it is of, 0, or _FIRST: it goes before all."""
    number, depth = 0, 0
    block = prompt = False
    given: list[str] = []
    for line in source.split("\n"):
        one = _ONE_LINE.match(line)
        if _PROMPT["BEGIN"].match(line):
            prompt, given = True, []
        elif prompt and _PROMPT["END"].match(line):
            prompt = False
            yield from _prompted(given)
        elif prompt:
            given.append(line)
        elif mark := re.match(r"^\s*# ?(BEGIN|END) SOLUTION", line):
            block = mark[1] == "BEGIN"
            number, depth = number + block, len(_indent(line))
        elif block:
            yield line, number
        elif one:
            if not number or len(_indent(line)) <= depth:  # a line that is deeper belongs to the one above
                number, depth = number + 1, len(_indent(line))
            yield one["line"], number
        else:
            depth = len(line)
            yield line, 0
    yield from _prompted(given if prompt else [])  # one that never ends


def _prompted(given: list[str]) -> Iterator[tuple[str, int]]:
    """What a prompt gives learners to start from: it comes after the solution here, and must not undo it.

    A function to be filled in goes before it; of anything else they read what it says.
    """
    try:
        body = parse_python("\n".join(given)).body
    except (SyntaxError, ValueError):
        body = []
    first = bool(body) and all(isinstance(each, (ast.FunctionDef, ast.ClassDef)) for each in body)
    for line in given:
        said = line.strip()
        if first:
            yield line, _FIRST
        elif said not in ("", "pass", "..."):
            yield f"{_indent(line)}{'' if said.startswith('#') else '# '}{said}", 0


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _check(cell: Mapping[str, Any], source: str) -> str:
    """A test as plain asserts."""
    hidden = bool(_HIDDEN.search(source))
    lines = _CONFIG.sub("", source).split("\n")
    body = "\n".join(line for line in lines if not _IS_HIDDEN.match(line)).strip()
    body = _spoken(body) if body.startswith(">>>") else _with_last_value(cell, body)
    return f"### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS" if hidden else body


def _spoken(body: str) -> str:
    """What stands behind ``>>>``, held against what stands below it; as a remark where no assert can say so."""
    try:
        examples = doctest.DocTestParser().get_examples(body)
    except ValueError:
        return body
    return "\n".join(_asserted(each) for each in examples)


def _asserted(example: doctest.Example) -> str:
    source, want = example.source.rstrip("\n"), example.want.rstrip("\n")
    if not want:
        return source
    try:
        tree = parse_python(source).body
    except (SyntaxError, ValueError):
        tree = []
    if example.exc_msg is None and len(tree) == 1 and isinstance(tree[0], ast.Expr):
        return _claim(tree[0].value, want)
    return "\n".join(f"# {line}" for line in (*source.split("\n"), *want.split("\n")))


def _claim(asked: ast.expr, wanted: str) -> str:
    match asked:
        case ast.Call(func=ast.Name(id="print"), args=[ast.expr() as shown], keywords=[]):
            return f"assert str({ast.unparse(shown)}) == {wanted!r}"
    said = ast.unparse(asked)
    return f"assert {said}" if wanted == "True" else f"assert repr({said}) == {wanted!r}"


def _with_last_value(cell: Mapping[str, Any], body: str) -> str:
    """Otter holds the last value of a cell against what came out when its author ran it."""
    try:
        tree = parse_python(body)
    except (SyntaxError, ValueError):
        return body
    last, wanted = tree.body[-1] if tree.body else None, _value(cell)
    if isinstance(last, ast.Expr) and wanted:
        before = body.split("\n")[: last.lineno - 1]
        return "\n".join([*before, _claim(last.value, wanted)])
    return body


def _value(cell: Mapping[str, Any]) -> str:
    """What the cell gave when it was run last; empty where it was not."""
    for output in cell.get("outputs", ()):
        plain = output.get("data", {}).get("text/plain") if isinstance(output, Mapping) else None
        if plain:
            return text_of(plain)
    return ""
