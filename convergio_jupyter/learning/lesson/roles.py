"""The roles that cells play in a lesson, and the fences inside them."""

from __future__ import annotations

import ast
import difflib
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from ...core.syntax import parse_python

# intro, worked: text and worked examples. task: the question. answer: where the learner writes. check: asserts.
# hint: one rung of the ladder. solution: the model answer in words. quiz, card: items of a quiz, a flash card.
# reflect: an open question. note: for educators only.
ROLES = ("intro", "worked", "task", "answer", "check", "hint", "solution", "quiz", "card", "reflect", "note")
# What goes whole into the key; of answers, checks and quizzes a part does.
KEPT_FROM_LEARNERS = frozenset({"hint", "solution", "note"})
# Those that belong to an exercise.
OF_EXERCISE = frozenset({"task", "answer", "check", "hint", "solution"})
GUARDS = ("socratic", "coach", "open", "exam")
HINT_LEVELS = range(1, 5)

TAG = "cvg-"
NAMESPACE = "convergio"

STUB = {
    "en": "# Write your answer here, in place of the next line.",
    "it": "# Scrivi qui la tua risposta, al posto della riga qui sotto.",
}
NOTHING_YET = "raise NotImplementedError"
ELLIPSIS = "…"  # between quotes: nothing is written there yet


class _Fence(NamedTuple):
    name: str  # as nbgrader spells it, which knows no other spelling
    begin: re.Pattern[str]
    end: re.Pattern[str]


def _fence(name: str, spelled: str) -> _Fence:
    """A fence in whatever way its author spells it: one that is not recognised goes out to learners."""
    lines = (rf"^[ \t]*#+[ \t]*{word}[ \t_-]*{spelled}[ \t:.#]*$" for word in ("BEGIN", "END"))
    return _Fence(name, *(re.compile(line, re.IGNORECASE) for line in lines))


_COMMENT = re.compile(r"^[ \t]*(?P<signs>#+)\W*(?P<words>\w.*)$")
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_ENDS = ("BEGIN", "END")
_NAMES = ("SOLUTION", "HIDDEN", "TESTS")
_ALIKE = 0.75  # of two words, of which one is the other misspelt
_MOST_WORDS = 4  # behind BEGIN or END, where it is no sentence

_SOLUTION = _fence("SOLUTION", r"SOLUTIONS?")
_HIDDEN = _fence("HIDDEN TESTS", r"HIDDEN[ \t_-]*TESTS?")


class FenceOpen(ValueError):
    """A fence that begins and does not end, or the other way round: ``line`` is where, from 1 on."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def solution_of(source: str) -> str:
    """The author's answer: the whole cell without its fences. Raises ``FenceOpen``."""
    return "\n".join(line for line, _ in _lines(source, _SOLUTION))


def fenced(source: str) -> str:
    """What stands between the fences of a solution alone; empty where there are none. Raises ``FenceOpen``."""
    return "\n".join(line for line, inside in _lines(source, _SOLUTION) if inside)


def fenced_lines(source: str) -> frozenset[int]:
    """The lines of :func:`solution_of` that stood between fences, from 1 on. Raises ``FenceOpen``."""
    return frozenset(number for number, (_, inside) in enumerate(_lines(source, _SOLUTION), 1) if inside)


def stub_of(source: str, lang: str) -> str:
    """What a learner finds in an answer's cell: what is fenced gives way to a line that says it is missing.

    Where it is a text under a name, the name is there already, with quotes to write between. Raises ``FenceOpen``.
    """
    kept: list[str] = []
    for inside, rows in itertools.groupby(_lines(source, _SOLUTION), key=lambda row: row[1]):
        lines = [line for line, _ in rows]
        if inside:
            indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
            name = text_named("\n".join(lines))
            kept += [indent + STUB.get(lang, STUB["en"]), f'{name} = "{ELLIPSIS}"' if name else indent + NOTHING_YET]
        else:
            kept += lines
    return "\n".join(kept)


def text_named(source: str) -> str:
    """The name of the one text that ``source`` is, ``pancakes`` of ``pancakes = "4/3"``; empty for anything else."""
    try:
        body = parse_python(source).body
    except (SyntaxError, ValueError):
        return ""
    only = body[0] if len(body) == 1 else None
    if not isinstance(only, ast.Assign) or not isinstance(only.targets[0], ast.Name):
        return ""
    said = only.value.value if isinstance(only.value, ast.Constant) else None
    return only.targets[0].id if isinstance(said, str) else ""


def visible_of(source: str) -> str:
    """The part of a check that learners see. Raises ``FenceOpen``."""
    return "\n".join(line for line, inside in _lines(source, _HIDDEN) if not inside).rstrip("\n")


def hidden_of(source: str) -> str:
    """The part of a check that they do not see. Raises ``FenceOpen``."""
    return "\n".join(line for line, inside in _lines(source, _HIDDEN) if inside)


def stray_fence(source: str, role: str) -> tuple[str, str]:
    """The first line of a fence that means nothing in a cell of this ``role``, and the role in which it would.

    Both are empty where there is none. What stands in a stray fence goes out to learners as it is.
    """
    for home, fence in (("answer", _SOLUTION), ("check", _HIDDEN)):
        for line in source.split("\n") if role != home and role not in KEPT_FROM_LEARNERS else ():
            if fence.begin.match(line) or fence.end.match(line):
                return line.strip(), home
    return "", ""


def misspelt_fences(source: str) -> list[str]:
    """The comments that look like a fence and are none, so that what they are to hide goes out to learners."""
    return [line.strip() for line in source.split("\n") if _looks_like_a_fence(line) and not _is_fence(line)]


def _looks_like_a_fence(line: str) -> bool:
    found = _COMMENT.match(line)
    if found is None:
        return False
    first, *rest = re.findall(r"[^\W_]+", found["words"]) or [""]
    if len(rest) > _MOST_WORDS:
        return False
    if not _alike(first, _ENDS):
        return False
    named = [_alike(word, _NAMES) for word in rest]
    loud = len(found["signs"]) > 2 or first in _ENDS  # “# end of the test data” is a remark
    return (bool(named) and all(named)) or (loud and any(named)) or (len(found["signs"]) > 2 and not rest)


def _alike(word: str, words: Sequence[str]) -> bool:
    """Whether ``word`` is one of ``words``, or one misspelt behind its first letter: nobody ends who sends."""
    near = difflib.get_close_matches(word.upper(), words, cutoff=_ALIKE)
    return any(each[0] == word[0].upper() for each in near)


def _is_fence(line: str) -> bool:
    return any(fence.begin.match(line) or fence.end.match(line) for fence in (_SOLUTION, _HIDDEN))


def as_nbgrader_spells(source: str) -> str:
    """``source`` with its fences in nbgrader's own spelling: others it leaves where they are, with what they hide."""
    return "\n".join(map(_respelled, source.split("\n")))


def _respelled(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    for fence in (_SOLUTION, _HIDDEN):
        for word, pattern in (("BEGIN", fence.begin), ("END", fence.end)):
            if pattern.match(line):
                return f"{indent}### {word} {fence.name}"
    return line


def _lines(source: str, fence: _Fence) -> list[tuple[str, bool]]:
    """The lines of ``source`` without those of ``fence``, each with whether it stands inside."""
    found: list[tuple[str, bool]] = []
    inside = 0
    for number, line in enumerate(source.split("\n"), 1):
        if fence.begin.match(line):
            if inside:
                raise FenceOpen(number)
            inside = number
        elif fence.end.match(line):
            if not inside:
                raise FenceOpen(number)
            inside = 0
        else:
            found.append((line, bool(inside)))
    if inside:
        raise FenceOpen(inside)
    return found


def card_sides(source: str) -> tuple[str, str]:
    """The front and the back of a card, which a line of dashes parts; the back is empty where there is none."""
    front, _, back = re.sub(r"^-{3,}[ \t]*$", "---", source, count=1, flags=re.MULTILINE).partition("\n---\n")
    return front.strip(), back.strip()


def parting_lines(source: str) -> int:
    """How many lines of dashes stand in a card, blocks of code left out: one parts its sides."""
    return len(re.findall(r"^-{3,}[ \t]*$", _CODE.sub("", source), re.MULTILINE))
