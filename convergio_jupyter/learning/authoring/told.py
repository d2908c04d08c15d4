"""Whether what learners read before they answer gives an answer away: in words, in a check they see, or as code.

What a text may say is decided by rule, as examples are full of numbers. A value tells only where it is said *of* the
exercise: beside words of its task, or beside its name. Where learners are to find an answer in what they read, its
task says so: ``recall``.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..exercises.written import value_in
from ..guard import Verdict, check
from ..guard.code import values_in
from ..guard.plain import tidy
from ..guard.values import numbered
from ..guard.verdict import CLAIM, CLEAN
from ..key import Key, KeyFault
from ..lesson.reading import Cell, Exercise, Lesson, plain_python
from ..lesson.roles import FenceOpen, card_sides, stub_of, visible_of
from ..quiz import QuizFault, read_quiz
from .findings import Finding, advice, fault
from .key_file import exercise_key
from .keyed import too_wide
from .places import lost_cells
from .said import WORD, is_right, labels, named, remarks, retold, shows, telling_words, uncommented, words_of
from .targets import quiz_name

# What the guard is sure of. Ends of a range, ciphers and what it cannot try are no faults of an author's text.
_SURE = frozenset({"number", "spelled", "text", "formula", "set", "interval", "choice", "code", "retold"})
_TOGETHER = frozenset({"code", "retold", "partial"})  # what it calls that which only several texts say
_SPOKEN = ("number", "text", "choice")  # kinds whose answers are seldom written as code or as a formula
_PROSE = ("", "intro", "worked", "task", "card", "reflect", "quiz")
_CLAIMED = 2  # words of the task beside an answer that is said to be one
_BESIDE = 3  # and beside one that only stands there
_FEW = 3  # words on the back of a card besides the answer
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^ {0,3}(?:```|~~~)[^\n]*\n(?P<code>.*?)^ {0,3}(?:```|~~~)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]*)`")
_MATH = re.compile(r"\$\$(.*?)\$\$|\$([^$\n]+)\$", re.DOTALL)
_FRACTION = re.compile(r"\bFraction\(\s*(-?\d+)\s*,\s*(\d+)\s*\)")
_FIGURE = re.compile(r"(?<![\w.,])\d(?:[.,]?\d)+(?![\w]|[.,]\d)")
_NAMES = re.compile(  # what stands before a name
    r"\b(?:called|named|known as|chiam(?:a|ano|at[oaie])|dett[oaie]|not[oa] come)"
    r"\W*(?:(?:an?|the|il|lo|la|un|una)\s+)?[\"'“«*_(]*$",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?…])[)\"”»*_]*\s+|\n+")
_OF = re.compile(r"\b(?:exercise|task|question|esercizio|compito|domanda)\s+(?:n\.\s*)?(\d+)", re.IGNORECASE)


class Goal(NamedTuple):
    """What must not be said: an answer, what its task calls it, and the words that tell its task from others."""

    exercise: Exercise
    key: Key
    name: str
    words: frozenset[str]
    task: frozenset[str]  # all its words
    number: int  # of the exercise in the lesson
    recall: bool
    figures: frozenset[str]  # the numbers that its task gives


def told(lesson: Lesson) -> Iterator[Finding]:
    """What gives an answer away that is no code; nothing of the lesson is run."""
    goals = list(_goals(lesson))
    lost = {cell.number: exercise.id for cell, exercise, _ in lost_cells(lesson)}
    for cell in lesson.cells:
        for goal in goals:
            own = goal.exercise.id in (cell.exercise, lost.get(cell.number))
            found = _in_cell(cell, goal, lesson, own=own)
            if found is not None:
                yield found
                break  # one is enough to look at the cell
    for exercise in lesson.exercises.values():
        with contextlib.suppress(KeyFault):  # said where the structure is looked at
            key = exercise_key(lesson, exercise)
            yield from hints_tell(exercise, key) if key is not None and key.kind != "code" else ()


def hints_tell(exercise: Exercise, key: Key) -> Iterator[Finding]:
    """Hints that give the answer away, each alone or with those below it, as the guard would find it in what a teacher
    says; code is run for that.
    """
    if too_wide(key):
        return
    surely = [_told_by(hint.source, key) for hint in exercise.hints]
    for hint, found in zip(exercise.hints, surely, strict=True):
        if found:
            yield fault(
                "hint_tells", "This hint gives the answer away: “{found}”.",
                "Take an example with other numbers, or leave the last step open.", hint, found=found[:80],
            )  # fmt: skip
    climbed: list[str] = []
    for hint in exercise.hints if not any(surely) else ():
        verdict = check(hint.source, key, climbed)
        if climbed and verdict.leaks and verdict.reason in _TOGETHER:
            yield fault(
                "hints_add_up", "With the hints before it this one gives the whole answer of “{name}” away.",
                "Leave a step open that no hint takes.", hint, name=exercise.id,
            )  # fmt: skip
            return
        climbed.append(hint.source)


def _told_by(hint: str, key: Key) -> str:
    """What of a hint alone gives the answer away; empty where nothing surely does."""
    verdict = check(hint, key)
    if verdict.leaks and verdict.reason in _SURE:
        stands = " ".join(verdict.found.split()) in " ".join(hint.split())  # of code it says what that does
        return verdict.found if verdict.found and (stands or key.kind != "code") else _bare(hint)
    return retold(hint, key.solution) if key.kind == "code" else ""


def _bare(hint: str) -> str:
    """The code of a hint, where it has some; else all of it."""
    found = _BLOCK.search(hint)
    return found["code"].strip() if found else hint


def told_in_code(lesson: Lesson, exercise: Exercise, key: Key) -> Iterator[Finding]:
    """Whole solutions of ``exercise`` in what learners see, as the guard finds them: by trying code out."""
    for cell in lesson.cells:
        if cell.role == "check" and cell.exercise == exercise.id:
            yield from _labels(cell, exercise, key)
        elif cell.role in _PROSE and cell.role != "quiz":
            source = f"```\n{plain_python(cell.source)}\n```" if cell.kind == "code" else cell.source
            verdict = check(source, key)
            if verdict.leaks and verdict.reason in ("code", "retold"):
                yield fault(
                    "solution_shown", "What stands here solves the exercise “{name}”, and learners see it.",
                    "Show the way on another example, or leave a step of it open.", cell, name=exercise.id,
                )  # fmt: skip


def _labels(cell: Cell, exercise: Exercise, key: Key) -> Iterator[Finding]:
    for label in labels(_visible(cell)):
        verdict = check(label, key)
        if verdict.leaks and verdict.reason in _SURE:
            yield _label_tells(cell, exercise, label)


def _label_tells(cell: Cell, exercise: Exercise, label: str) -> Finding:
    return fault(
        "label_tells", "What this check says gives the answer of “{name}” away: “{label}”.",
        "Say what is checked, and not how it is done or what comes out.", cell, name=exercise.id, label=label[:80],
    )  # fmt: skip


def _goals(lesson: Lesson) -> Iterator[Goal]:
    tasks = {name: _text_of(exercise.of("task")) for name, exercise in lesson.exercises.items()}
    for number, (name, exercise) in enumerate(lesson.exercises.items(), 1):
        words = telling_words(tasks[name], [text for other, text in tasks.items() if other != name])
        recall = any(cell.own.get("recall") is True for cell in exercise.of("task"))
        try:
            key = exercise_key(lesson, exercise)
        except KeyFault:  # said where the structure is looked at
            continue
        if key is None or too_wide(key):
            continue
        keys = values_in(key) if key.kind == "code" else (key,)
        names = named(exercise.solution())
        for place, each in enumerate(keys):
            if key.kind == "code" and each.answer in tasks[name]:  # “make a variable with the value 12”
                continue
            own = names[place] if key.kind == "code" and len(names) == len(keys) else names[-1] if names else ""
            task, figures = frozenset(words_of(tasks[name])), frozenset(_figures(tasks[name]))
            yield Goal(exercise, each, own, words, task, number, recall, figures)


def _figures(text: str) -> set[str]:
    """The numbers of a text that nobody says by chance: those of more than one digit."""
    return set(_FIGURE.findall(text))


def _text_of(cells: tuple[Cell, ...]) -> str:
    return "\n".join(cell.source for cell in cells)


def _visible(cell: Cell) -> str:
    try:
        return visible_of(cell.source)
    except FenceOpen:  # said where the structure is looked at
        return ""


def _in_cell(cell: Cell, goal: Goal, lesson: Lesson, *, own: bool) -> Finding | None:
    if cell.role == "answer" and own:
        return _stub_tells(cell, goal, lesson.lang)
    if cell.role == "check":
        return _check_tells(cell, goal) if own else None
    if cell.role not in _PROSE or (goal.recall and cell.role != "task" and not own):
        return None
    shown = shows(cell.source, goal.name, goal.key) if cell.kind == "code" else ""
    if shown:
        return _tells(cell, goal, shown)
    return _prose_tells(cell, goal, own=own)


def _stub_tells(cell: Cell, goal: Goal, lang: str) -> Finding | None:
    """An answer that is no code has only its key to be kept by: without fences learners would find it in their cell."""
    if goal.exercise.of("check") or cell.kind != "code":  # checks that pass on it say so
        return None
    try:
        stub = stub_of(cell.source, lang)
    except FenceOpen:
        return None
    value = value_in(stub)
    told = value if is_right(value, goal.key) else shows(uncommented(stub), goal.name, goal.key)
    if not told:
        return None
    return fault(
        "stub_tells", "Learners would find the answer of “{name}” in their cell: “{found}”.",
        "Fence it with ### BEGIN SOLUTION and ### END SOLUTION.", cell, name=goal.exercise.id, found=told[:80],
    )  # fmt: skip


def _check_tells(cell: Cell, goal: Goal) -> Finding | None:
    visible = _visible(cell)
    if found := shows(visible, goal.name, goal.key):
        return fault(
            "check_tells", "This check shows the answer of “{name}”: “{found}”.",
            "Put it between ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS; let what learners see say something about"
            " the answer.", cell, name=goal.exercise.id, found=found[:80],
        )  # fmt: skip
    for text in (*labels(visible), *remarks(visible)):
        if _said(text, goal.key) and (_claim(text, goal.key) or len(WORD.findall(text)) <= _FEW):
            return _label_tells(cell, goal.exercise, text)
    return None


def _tells(cell: Cell, goal: Goal, found: str, *, sure: bool = True) -> Finding:
    own = cell.exercise == goal.exercise.id
    message = "What learners read here gives the answer of “{name}” away: “{found}”."
    remedy = "Leave it out." if own else (
        "Take other numbers or another example, or leave it out. Where they are to find the answer here, write"
        ' "recall": true into metadata.convergio of the task.'
    )  # fmt: skip
    finding = (fault if sure else advice)("answer_told", message, remedy, cell, name=goal.exercise.id, found=found[:80])
    return finding._replace(exercise=goal.exercise.id)


def _prose_tells(cell: Cell, goal: Goal, *, own: bool) -> Finding | None:
    if found := _beside_name(cell.source, goal):
        return _tells(cell, goal, found)
    key = goal.key._replace(asked="", given="") if own else goal.key
    sentences = list(_sentences(cell, goal.key.kind))
    if not _said("\n".join(sentences), key):  # the whole is looked at first: most cells say nothing of it
        return None
    for before, sentence in pairwise(["", *sentences]):
        if found := _said(sentence, key):
            sure = _own_says(sentence, found, key) if own else _says(cell, before, sentence, found, goal)
            if sure is not None:
                return _tells(cell, goal, sentence, sure=sure)
    return None


def _own_says(sentence: str, found: str, key: Key) -> bool | None:
    """Whether a task says its answer itself: it may name it among others, or ask whether it is the one.

    A formula may stand there in any other form: to find this one is the exercise.
    """
    if key.kind == "expression":
        return True if any(_signs(form) in _signs(sentence) for form in (key.answer, *key.accepted)) else None
    asks = sentence.rstrip(")*_ ").endswith("?")
    with_unit = key.unit and re.search(rf"{re.escape(found)}\s*{re.escape(key.unit)}", sentence)
    stands_out = _stands_out(found) or with_unit or "<!--" in sentence  # what is in a comment is there for somebody
    return True if not asks and stands_out and _claim(sentence, key) else None


def _signs(formula: str) -> str:
    """A formula by its letters, numbers and signs alone."""
    plain = re.sub(r"\\(?:left|right|[ ,;!])|[\s{}$`]", "", formula)
    return re.sub(r"\*\*", "^", re.sub(r"\\(?:cdot|times)|[·×]|(?<!\*)\*(?!\*)", "", plain)).lower()


def _says(cell: Cell, before: str, sentence: str, found: str, goal: Goal) -> bool | None:
    """Whether a sentence says ``found`` of the exercise: True where it surely does, False where it may, else None."""
    claimed = _claim(sentence, goal.key)
    near = words_of(f"{before} {sentence}" if claimed else sentence) - words_of(found)
    beside = len(near & goal.words)
    if claimed and (beside >= _CLAIMED or _names_exercise(sentence, goal)):
        return True
    if claimed and _stands_out(found) and len(WORD.findall(sentence)) <= _FEW and words_of(sentence) & goal.words:
        return True  # cake: 5/6
    answers = _answers(cell, goal.key) or (claimed and before.rstrip(")*_ ").endswith("?"))
    if answers and (beside or len(near & goal.task) >= _CLAIMED):
        return True
    if claimed and len((_figures(sentence) & goal.figures) - {found}) >= _CLAIMED:
        return True  # 1500 m divided by 300 s is 5 m/s
    if _names(_before(sentence, goal.key) or "", goal.key):
        return bool(beside)  # it is called acceleration
    return False if beside >= _BESIDE and goal.key.kind == "number" and _stands_out(found) else None


def _said(text: str, key: Key) -> str:
    """What the guard finds of the answer in a text; empty where it is not sure."""
    try:
        verdict: Verdict = check(_FRACTION.sub(r"\1/\2", text), key)
    except KeyFault:
        verdict = CLEAN
    return verdict.found if verdict.leaks and verdict.reason in _SURE else ""


def _claim(text: str, key: Key) -> bool:
    """Whether the answer is said to be one: behind “is” or “=”, or as what a sentence begins with; a formula, a set
    or an interval is by itself, as nobody writes one by chance.
    """
    if key.kind not in ("number", "text"):
        return bool(_said(text, key))
    before = _before(text, key)
    return before is not None and (bool(CLAIM.search(before)) or len(WORD.findall(before)) < 2 or _names(before, key))


def _names(before: str, key: Key) -> bool:
    """Whether what comes next is said to be called so."""
    return key.kind == "text" and bool(_NAMES.search(before))


def _before(text: str, key: Key) -> str | None:
    """What stands before the answer in a text; None where it is not in it."""
    found, plain = _said(text, key).strip(), tidy(_FRACTION.sub(r"\1/\2", text))
    plain = numbered(plain) if key.kind == "number" and found not in plain else plain  # five sixths
    place = plain.lower().find(found.lower()) if found else -1
    return plain[:place] if place >= 0 else None


def _stands_out(found: str) -> bool:
    """Whether nobody says it by chance: more than a digit or two."""
    return len(re.sub(r"[^\w/.,]", "", found)) > 1


def _answers(cell: Cell, key: Key) -> bool:
    """Whether a card has the answer, and little else, on its back."""
    if cell.role != "card":
        return False
    back = card_sides(cell.source)[1]
    found = _said(back, key)
    return bool(found) and len(WORD.findall(back.replace(found, ""))) <= _FEW


def _names_exercise(sentence: str, goal: Goal) -> bool:
    return any(int(found[1]) == goal.number for found in _OF.finditer(sentence))


def _beside_name(text: str, goal: Goal) -> str:
    """``gone = "5/6"``, ``gone`` is 5/6: the answer beside what the task calls it."""
    if not goal.name:
        return ""
    name = re.escape(goal.name)
    quoted = re.compile(rf"(?<!\w){name}\b`?\s*(?:={{1,2}}|:)\s*`?[\"'“]([^\"'”\n]+)[\"'”]")
    return next((found[0] for found in quoted.finditer(text) if is_right(found[1], goal.key)), "")


def _sentences(cell: Cell, kind: str) -> Iterator[str]:
    """The sentences of a cell; those of a card are one, and of a quiz only what is asked is read before an answer."""
    if cell.kind == "code":
        yield from remarks(cell.source)
        return
    source = cell.source
    if cell.role == "quiz":
        try:
            source = "\n".join(item.text for item in read_quiz(cell.source, quiz_name(cell)))
        except QuizFault:
            return
    text = _FRACTION.sub(r"\1/\2", _FENCED.sub("\n", source))
    if kind in _SPOKEN:
        text = _CODE.sub(lambda found: found[1] if not re.search(r"[^\W\d_]", found[1]) else " ", text)
        text = _MATH.sub(_number_only, text)
    if cell.role == "card":
        yield " ".join(card_sides(text))
        return
    yield from (each for each in _END.split(text) if each and not each.lstrip().startswith("|"))


def _number_only(found: re.Match[str]) -> str:
    """A formula, where it is nothing but a number: one with letters speaks of these."""
    inside = found[1] or found[2]
    return f" {inside} " if not re.search(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", "", inside)) else " … "
