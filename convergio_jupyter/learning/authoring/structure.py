"""Whether the cells of a lesson fit together: ids, roles, exercises, hints and quizzes."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

from ...core.i18n import LANGUAGES
from ...core.syntax import parse_python
from ..key import Key, KeyFault
from ..lesson.reading import Cell, Exercise, Lesson
from ..lesson.roles import (
    GUARDS,
    HINT_LEVELS,
    KEPT_FROM_LEARNERS,
    OF_EXERCISE,
    ROLES,
    TAG,
    FenceOpen,
    card_sides,
    hidden_of,
    misspelt_fences,
    parting_lines,
    solution_of,
    stray_fence,
)
from .contradicted import contradicted
from .findings import Finding, advice, fault
from .key_file import exercise_key
from .keyed import keyed
from .places import placed
from .questions import questions
from .skills import skills
from .targets import NOTEBOOK_ONLY

LEAST_HINTS = 2
MOST_MINUTES = 180
_TAGS = (NOTEBOOK_ONLY, *(TAG + role for role in ROLES))
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def is_id(text: str) -> bool:
    """Whether a lesson or an exercise can be called so."""
    return bool(_ID.fullmatch(text))


def structure(lesson: Lesson) -> Iterator[Finding]:
    yield from _head(lesson)
    yield from _prerequisites(lesson)
    yield from _minutes(lesson)
    yield from _ids(lesson)
    for cell in lesson.cells:
        yield from _cell(lesson, cell)
    for exercise in lesson.exercises.values():
        yield from _exercise(lesson, exercise)
    yield from placed(lesson)
    yield from skills(lesson)


def _head(lesson: Lesson) -> Iterator[Finding]:
    if not lesson.head:
        yield fault(
            "no_head", "The notebook does not say that it is a lesson.",
            "Begin with `convergio lesson new`, or write metadata.convergio.lesson into it.",
        )  # fmt: skip
        return
    if not is_id(lesson.id):
        yield fault(
            "lesson_id", "The lesson has no id, or one that cannot be used: “{id}”.",
            "Give it one of small letters, digits and hyphens, for example `fractions-1`.", id=lesson.id[:60],
        )  # fmt: skip
    if not lesson.title.strip():
        yield fault(
            "no_title",
            "The lesson has no title.",
            "In the panel fill in the title; in the file that is metadata.convergio.lesson.title.",
        )
    if lesson.lang not in LANGUAGES:
        yield fault(
            "no_language", "The lesson does not say its language, or one that is not spoken here: “{lang}”.",
            "In the panel choose the language; in the file that is metadata.convergio.lesson.lang, `en` or `it`.",
            lang=lesson.lang[:20],
        )  # fmt: skip
    if lesson.guard not in GUARDS:
        yield fault(
            "guard", "There is no guard “{name}”.", "Choose one of: {known}.",
            name=lesson.guard[:40], known=", ".join(GUARDS),
        )  # fmt: skip
    hints = lesson.head.get("hints")
    after = hints.get("solution_after") if isinstance(hints, Mapping) else None
    if after is not None and (isinstance(after, bool) or not isinstance(after, int) or after < 0):
        yield fault(
            "solution_after", "After how many attempts the solution may be seen is no whole number: “{after}”.",
            "Write one into metadata.convergio.lesson.hints.solution_after; 0 is never.", after=str(after)[:20],
        )  # fmt: skip


def _prerequisites(lesson: Lesson) -> Iterator[Finding]:
    own = {lesson.id, *lesson.skills}
    for name in lesson.prerequisites:
        if name in own:
            yield fault(
                "needs_itself", "The lesson builds on what it teaches itself: “{name}”.",
                "Take it out of metadata.convergio.lesson.prereqs, or out of its skills.", name=name[:60],
            )  # fmt: skip


def _minutes(lesson: Lesson) -> Iterator[Finding]:
    said = lesson.head.get("minutes")
    if said is not None and not lesson.minutes:
        yield fault(
            "minutes", "How long the lesson takes is no whole number of minutes: “{said}”.",
            "Write how many it takes into metadata.convergio.lesson.minutes.",
            said=str(said)[:20],
        )  # fmt: skip
    elif lesson.minutes > MOST_MINUTES:
        yield advice(
            "minutes", "The lesson takes {said} minutes: nobody learns for so long at a stretch.",
            "Part it into several lessons, or mend the number.", said=lesson.minutes,
        )  # fmt: skip


def _ids(lesson: Lesson) -> Iterator[Finding]:
    seen: dict[str, Cell] = {}
    for cell in lesson.cells:
        if cell.id and cell.id in seen:
            first = seen[cell.id]
            yield fault(
                "cell_id_twice", "Cell {number} has the same id as cell {first}: “{id}”.",
                "Copy its text into a new cell, and delete it.", cell, number=cell.number, first=first.number,
                id=cell.id,
            )  # fmt: skip
        seen.setdefault(cell.id, cell)
    for name, exercise in lesson.exercises.items():
        if not is_id(name):
            yield fault(
                "exercise_id", "“{id}” cannot be the id of an exercise.",
                "Give it one of small letters, digits and hyphens, for example `sum-1`.", exercise.cells[0],
                id=name[:60],
            )  # fmt: skip
        for role in ("task", "answer"):
            for again in exercise.of(role)[1:]:
                yield fault(
                    "exercise_twice", "The exercise “{name}” has a second {role}: two exercises may have one id.",
                    "Give the second exercise an id of its own.", again, name=name, role=role,
                )  # fmt: skip


def _cell(lesson: Lesson, cell: Cell) -> Iterator[Finding]:
    unknown = cell.role not in ("", *ROLES)
    wrong_tags = [tag for tag in cell.tags if tag.startswith(TAG) and tag not in _TAGS]
    if unknown or wrong_tags:
        yield fault(
            "unknown_role", "There is no role “{name}”.", "Choose one of: {known}.", cell,
            name=(cell.role if unknown else wrong_tags[0])[:40], known=", ".join(ROLES),
        )  # fmt: skip
    if cell.role in OF_EXERCISE and not cell.exercise:
        yield fault(
            "no_exercise", "This cell belongs to no exercise.",
            "In the panel write the exercise that it belongs to; in the file that is metadata.convergio.ex.", cell,
        )  # fmt: skip
    yield from _fences(cell)
    points = cell.own.get("points")
    if points is not None and (isinstance(points, bool) or not isinstance(points, (int, float)) or not points >= 0):
        yield fault(
            "points", "What the exercise is worth is no number of points: “{points}”.",
            "Write a number that is not negative into metadata.convergio.points.", cell, points=str(points)[:20],
        )  # fmt: skip
    if cell.role in ("task", "hint") and not cell.source.strip():
        yield fault("empty_cell", "Nothing stands in this cell.", "Write something into it, or take it out.", cell)
    if cell.role == "check":
        yield from _asserts(cell)
    elif cell.role == "quiz":
        yield from questions(cell)
    elif cell.role == "card" and not all(card_sides(cell.source)):
        yield fault("card", "A card has a front and a back, with a line --- between them.", "Write both of them.", cell)
    elif cell.role == "card" and parting_lines(cell.source) > 1:
        yield fault(
            "card", "In this card a second line --- stands: what comes behind it would be on its back.",
            "Write each card into a cell of its own; a line across the back is ***.", cell,
        )  # fmt: skip
    elif cell.role == "hint" and cell.level not in HINT_LEVELS:
        yield fault(
            "hint_level", "A hint has a level from 1, the concept, to 4, a part of the way.",
            "In the panel choose how far it goes; in the file that is metadata.convergio.level.", cell,
        )  # fmt: skip


def _fences(cell: Cell) -> Iterator[Finding]:
    misspelt = misspelt_fences(cell.source) if _is_fenced(cell) else []
    for line in misspelt:
        yield fault(
            "fence_unknown", "“{line}” looks like a fence and is none: learners would get what it is to hide.",
            "Write ### BEGIN SOLUTION and ### END SOLUTION, or ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS; a"
            " remark say in other words.", cell, line=line[:80],
        )  # fmt: skip
    parts: tuple[Callable[[str], str], ...] = (solution_of, hidden_of)
    # Beside one that is misspelt the other one stands alone: there is nothing else to mend.
    for part in parts if cell.role in ("answer", "check") and not misspelt else ():
        try:
            part(cell.source)
        except FenceOpen as error:
            yield fault(
                "fence", "In line {line} a fence begins or ends alone.",
                "Write ### BEGIN and ### END in pairs, each on a line of its own.", cell, line=error.line,
            )  # fmt: skip
    stray, role = stray_fence(cell.source, cell.role)
    if stray:
        yield fault(
            "fence_stray",
            "Learners would get what stands here behind “{fence}”: this is no cell with the role {role}.",
            "Give it the role {role}, and the exercise it belongs to, or take out the fence and what is secret in it.",
            cell, fence=stray, role=role,
        )  # fmt: skip


def _is_fenced(cell: Cell) -> bool:
    """Whether a comment may be a fence: in Markdown it is a heading."""
    return cell.role in ("answer", "check") or (cell.kind == "code" and cell.role not in KEPT_FROM_LEARNERS)


def _asserts(cell: Cell) -> Iterator[Finding]:
    try:
        tree = parse_python(cell.source)
    except SyntaxError as error:
        yield fault(
            "check_syntax", "This check is no Python: line {line}.", "Mend it; a check is plain asserts.", cell,
            line=error.lineno or 1,
        )  # fmt: skip
        return
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    if not asserts:
        yield fault("check_empty", "This check asserts nothing.", "Write asserts, or take it out.", cell)
    for each in asserts:
        if isinstance(each.test, ast.Tuple) and each.test.elts:
            yield fault(
                "check_always", "The assert in line {line} is always true: what stands in its brackets is a pair.",
                'Take the brackets away: assert x == 7, "what is checked".', cell, line=each.lineno,
            )  # fmt: skip


def _exercise(lesson: Lesson, exercise: Exercise) -> Iterator[Finding]:
    first = exercise.cells[0]
    if not exercise.of("task"):
        yield fault(
            "no_task", "The exercise “{name}” has no task.", "Write what is to be done in a cell with the role task.",
            first, name=exercise.id,
        )  # fmt: skip
    if exercise.answer is None:
        yield fault(
            "no_answer", "The exercise “{name}” has no cell for an answer.", "Add one with the role answer.", first,
            name=exercise.id,
        )  # fmt: skip
        return
    if exercise.answer.kind != "code" and exercise.of("check"):
        yield fault(
            "answer_text", "The answer of “{name}” is text, and its checks run code.", "Make a code cell of it.",
            exercise.answer, name=exercise.id,
        )  # fmt: skip
    key: Key | None = None
    try:
        key = exercise_key(lesson, exercise)
    except KeyFault as problem:
        yield fault(
            "key",
            "The key cannot be used: {why}.",
            "In the panel mend what the answer is and the right answer; in the file that is metadata.convergio.key.",
            exercise.answer, why=problem.why,
        )  # fmt: skip
    else:
        if key is None and not exercise.of("check"):  # one of which nothing is left has a fault of its own
            yield fault(
                "no_check", "Nothing says when the exercise “{name}” is solved.",
                "For code add a cell with the role check. For anything else, in the panel choose what the answer is and"
                " fill in the right answer; in the file that is metadata.convergio.key of its cell.", exercise.answer,
                name=exercise.id,
            )  # fmt: skip
    if key is not None and key.kind != "code":
        yield from keyed(key, exercise)
        yield from contradicted(lesson, exercise, key)
    yield from _ladder(exercise)


def _ladder(exercise: Exercise) -> Iterator[Finding]:
    yield from _said_twice(exercise)
    levels = [hint.level for hint in exercise.hints]
    if len(set(levels)) < LEAST_HINTS:
        yield fault(
            "few_hints", "The exercise “{name}” needs hints of {least} levels; so far there are: {count}.",
            "Add hints that help a step further each: the concept, the place, a similar example, a part of the way.",
            exercise.answer, name=exercise.id, count=len(set(levels)), least=LEAST_HINTS,
        )  # fmt: skip
    written = [hint.level for hint in exercise.of("hint")]
    if written != sorted(written):
        low = next(
            hint for place, hint in enumerate(exercise.of("hint")) if hint.level < max(written[:place], default=0)
        )
        yield advice(
            "hint_order", "This hint of level {level} stands below one that goes further.",
            "Learners get hints by their levels: mend the level, or move the hint up.", low, level=low.level,
        )  # fmt: skip
    for level in {level for level in levels if levels.count(level) > 1}:
        again = [hint for hint in exercise.hints if hint.level == level][1]
        yield advice("hint_twice", "Two hints have level {level}.", "Give each a level of its own.", again, level=level)


def _said_twice(exercise: Exercise) -> Iterator[Finding]:
    seen: set[str] = set()
    for hint in exercise.hints:
        text = " ".join(hint.source.lower().split())
        if text and text in seen:
            yield fault(
                "hint_repeated", "This hint says what one before it says: whoever asks for more gets nothing.",
                "Help a step further, or take it out.", hint,
            )  # fmt: skip
        seen.add(text)
