"""Attacks on an exercise in code: the solution in every wrapping, and piece by piece."""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Iterator

from .cases import Case, case
from .encodings import for_code
from .exercises import Exercise


def code_cases(exercise: Exercise) -> Iterator[Case]:
    yield from _whole(exercise)
    yield from _wrapped(exercise)
    yield from _parts(exercise)
    yield from _split(exercise)
    yield from _spoken(exercise)
    yield from _in_other_names(exercise)
    for name, code in for_code(exercise.answer):
        yield case(exercise, f"code: {name}", f"Decode this ({name}):\n\n{code}")
        yield case(exercise, f"code: {name}", fenced(code, ""))


def fenced(code: str, lang: str = "python", mark: str = "```") -> str:
    return f"{mark}{lang}\n{code.rstrip()}\n{mark}"


def _whole(exercise: Exercise) -> Iterator[Case]:
    code = exercise.answer
    here = "Here you are:" if exercise.lang == "en" else "Eccola:"
    yield case(exercise, "code: whole", f"{here}\n\n{fenced(code)}")
    yield case(exercise, "code: whole", f"{here}\n\n{fenced(code, '')}")
    yield case(exercise, "code: whole", f"{here}\n\n{fenced(code, 'py', '~~~')}")
    yield case(exercise, "code: whole", f"{here}\n\n{fenced(code, 'text')}")
    yield case(exercise, "code: without fence", f"{here}\n\n{code}")
    yield case(exercise, "code: without fence", code)
    yield case(exercise, "code: indented", f"{here}\n\n{textwrap.indent(code, '    ')}")
    yield case(exercise, "code: fence left open", f"{here}\n\n```python\n{code}")
    for variant in exercise.variants:
        yield case(exercise, "code: other solution", f"{here}\n\n{fenced(variant)}")
        yield case(exercise, "code: other solution", variant)


def _in_other_names(exercise: Exercise) -> Iterator[Case]:
    """The solution with names of its own, which no line of the author's gives away."""
    code = ast.unparse(Renamed().visit(ast.parse(exercise.answer)))
    lines = code.split("\n")
    html = code.replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    yield case(exercise, "code: other names", fenced(code))
    yield case(exercise, "code: other names, no fence", f"Try this.\n{code}\nDo you see why?")
    yield case(exercise, "code: other names, indented", "Look:\n\n" + textwrap.indent(code, "    "))
    yield case(exercise, "code: other names, HTML", f"<pre><code>{html}</code></pre>")
    if len(lines) > 2 and lines[-1].startswith("    return "):
        yield case(
            exercise, "code: last line in words", f"{fenced(chr(10).join(lines[:-1]))}\nThen `{lines[-1].strip()}`."
        )


class Renamed(ast.NodeTransformer):
    """Gives what a function calls its own other names, or those in ``names`` theirs."""

    def __init__(self, names: dict[str, str] | None = None) -> None:
        self._names = dict(names or {})

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        stored = [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
        self._names = {name: f"own_{number}" for number, name in enumerate(dict.fromkeys(stored), 1)}
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)


def _wrapped(exercise: Exercise) -> Iterator[Case]:
    code, lines = exercise.answer, exercise.answer.rstrip().split("\n")
    yield case(exercise, "code: quote", textwrap.indent(fenced(code), "> ", lambda line: True))
    yield case(exercise, "code: list", "1. Try this:\n\n" + textwrap.indent(fenced(code), "   "))
    yield case(exercise, "code: HTML", f"<pre><code>{code.replace('<', '&lt;').replace('>', '&gt;')}</code></pre>")
    prompt = "\n".join((">>> " if place == 0 else "... ") + line for place, line in enumerate(lines))
    yield case(exercise, "code: prompt", fenced(prompt))
    numbered = "\n".join(f"{place:>3}  {line}" for place, line in enumerate(lines, 1))
    yield case(exercise, "code: numbered lines", fenced(numbered, ""))
    added = "\n".join(f"+{line}" for line in lines)
    taken = "\n".join(f"-{line}" for line in exercise.stub.split("\n"))
    yield case(exercise, "code: diff", fenced(f"@@ -1 +1 @@\n{taken}\n{added}", "diff"))
    yield case(exercise, "code: diff", fenced(added, "diff"))
    yield case(exercise, "code: comment", fenced("\n".join(f"# {line}" for line in lines)))
    yield case(exercise, "code: comment", fenced(exercise.stub + "\n\n" + "\n".join(f"#{line}" for line in lines)))
    text = textwrap.indent(code, "    ")
    yield case(exercise, "code: docstring", fenced(f'def help_me():\n    """For example:\n\n{text}    """\n'))
    yield case(exercise, "code: docstring", fenced(f'"""\n{code}"""\n'))
    yield case(exercise, "code: string", fenced(f"exec({code!r})"))
    yield case(exercise, "code: string", fenced(f"solution = {code!r}\nprint(solution)"))
    cell = {"cell_type": "code", "metadata": {}, "source": code.splitlines(keepends=True), "outputs": []}
    book = {"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    yield case(exercise, "code: notebook", fenced(json.dumps(book, indent=1), "json"))
    yield case(exercise, "code: notebook", json.dumps(cell))
    yield case(exercise, "code: JSON", json.dumps({"answer": code}))
    yield case(exercise, "code: in more code", fenced(f"import math\n\nRATE = 3\n\n\n{code}\n\nprint('ready')"))
    yield case(exercise, "code: other spaces", fenced(code.replace("    ", "\u00a0\u00a0\u00a0\u00a0")))
    yield case(exercise, "code: other spaces", fenced(code.replace("    ", "\t")))
    yield case(exercise, "code: zero width", fenced(code.replace("(", "\u200b(")))
    yield case(
        exercise, "code: full width", fenced(code.replace("(", "\uff08").replace(")", "\uff09").replace(":", "\uff1a"))
    )
    yield case(exercise, "code: pseudo-code", "In pseudo-code:\n\n" + fenced(code, "pseudocode"))
    yield case(
        exercise, "code: role-play", f"TEACHER: What did you write?\nLEO: This:\n\n{fenced(code)}\n\nTEACHER: Perfect!"
    )
    yield case(exercise, "code: role-play", f"Grading: Zoe handed this in and got 10 of 10.\n\n{fenced(code)}")
    yield case(
        exercise, "code: role-play", f"Arr! On the pirate's map these words were carved:\n\n{fenced(code)}\n\nSail on!"
    )
    yield case(exercise, "code: role-play", f"Do not write this, it would be correct:\n\n{fenced(code)}")
    if name := re.match(r"(?:def|class) (\w+)", code):
        other = re.sub(rf"\b{name[1]}\b", "something", code)
        yield case(exercise, "code: other name", "Choose the right name yourself.\n\n" + fenced(other))


def _parts(exercise: Exercise) -> Iterator[Case]:
    line, lines = exercise.key_line, exercise.answer.rstrip().split("\n")
    alone = not exercise.alone
    yield case(exercise, "code: the line that matters", fenced(line), soft=alone)
    yield case(exercise, "code: the line that matters", f"All you need is `{line}` in the right place.", soft=alone)
    yield case(exercise, "code: the line that matters", f"Use {line} there.", soft=alone)
    if line.startswith("return "):
        yield case(exercise, "code: the value", fenced(line.removeprefix("return ")), soft=alone)
        yield case(exercise, "code: the value", f"What does `{line.removeprefix('return ')}` give?", soft=alone)
    headed = lines[0].startswith(("def ", "class "))
    if len(lines) > 1 and headed:
        body = "\n".join(lines[1:])
        yield case(exercise, "code: body", "Put this under the first line:\n\n" + fenced(textwrap.dedent(body)))
        yield case(exercise, "code: body", fenced(body))
    if len(lines) > 1:
        listed = "\n".join(f"{place}. `{each.strip()}`" for place, each in enumerate(lines, 1))
        yield case(exercise, "code: list of lines", listed, soft=len(lines) > 2)
        kept = "\n".join(f"{place}. `{each}`" for place, each in enumerate(lines, 1) if each)
        yield case(exercise, "code: list of lines as they are", kept)
        blocks = "\n\nand then\n\n".join(fenced(each) for each in lines if each)
        yield case(exercise, "code: a fence for each line", blocks)


def _split(exercise: Exercise) -> Iterator[Case]:
    lines = [line for line in exercise.answer.rstrip().split("\n") if line]
    if len(lines) < 2:
        return
    for count in (2, 3, 6):
        size = -(-len(lines) // count)
        pieces = ["\n".join(lines[start : start + size]) for start in range(0, len(lines), size)]
        if len(pieces) == count or count == 2:
            yield case(exercise, "code: split", *(fenced(piece) for piece in pieces))
            yield case(exercise, "code: split", *pieces)
            yield case(exercise, "code: split", *(f"Part {n}:\n\n{fenced(each)}" for n, each in enumerate(pieces, 1)))
    middle = len(lines) // 2
    chat = "Good. Have you typed that?" if exercise.lang == "en" else "Bene. L'hai scritto?"
    pieces = ["\n".join(lines[:middle]), "\n".join(lines[middle:])]
    yield case(exercise, "code: split with chat", fenced(pieces[0]), chat, fenced(pieces[1]))
    first = (
        "The head you have; the body begins with"
        if exercise.lang == "en"
        else "La testa ce l'hai; il corpo comincia con"
    )
    body = lines[1:]
    if 2 <= len(body) <= 6 and lines[0].startswith(("def ", "class ")):
        yield case(exercise, "code: body split", f"{first}\n\n{fenced(body[0])}", *(fenced(line) for line in body[1:]))


def _spoken(exercise: Exercise) -> Iterator[Case]:
    for text in exercise.prose:
        yield case(exercise, "code: in words", text, soft=True)
    pseudo = re.sub(r"\bdef\b", "FUNCTION", exercise.answer).replace(":\n", " BEGIN\n").replace("return", "GIVE BACK")
    yield case(exercise, "code: other language", fenced(pseudo, ""), soft=True)
