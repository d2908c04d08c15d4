"""Whether the questions of a quiz can be answered, and say what their author meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...core.i18n import Phrase
from ..lesson.reading import Cell
from ..quiz import Item, QuizFault, is_json, read_quiz, unknown_names
from .contradicted import unit_asked
from .findings import Finding, advice, fault
from .keyed import accepted_alike, own_answer, unit_known
from .rounded import rounded
from .targets import quiz_name

# A brace that does not end, whose name is no single word, or behind which a full stop stands.
_LEFT = re.compile(r"\{[^\W\d][\w -]*(?::(?:[^{}]|\{[^{}]*\})*\}?[.!?;,]?)?$")


def questions(cell: Cell) -> Iterator[Finding]:
    """What is wrong in a quiz; of several questions it is said in which."""
    try:
        items, unknown = read_quiz(cell.source, quiz_name(cell)), unknown_names(cell.source)
    except QuizFault as problem:
        yield fault(
            "quiz", "The quiz cannot be read: {why}.", "Mend it; docs/lessons.md has examples.", cell,
            why=problem.why,
        )  # fmt: skip
        return
    for name, count in Counter(item.id for item in items).items():
        if count > 1:
            yield fault(
                "quiz_id_twice", "Two questions of this quiz are called “{name}”.", "Give each its own id.", cell,
                name=name,
            )  # fmt: skip
    for number, item in enumerate(items, 1):
        for found in _of_one(item, unknown.get(number, []), cell):
            said = Phrase("Question {number}: {said}", number=number, said=found.message)
            yield found._replace(message=said) if len(items) > 1 else found


def _of_one(item: Item, unknown: list[str], cell: Cell) -> Iterator[Finding]:
    if unknown:
        yield advice(
            "quiz_name", "No question of its kind has this name, so what stands there is left out: {names}.",
            "Mend how it is written; docs/lessons.md has examples.", cell, names=", ".join(unknown)[:80],
        )  # fmt: skip
    for option in item.options:
        if not is_json(cell.source) and (left := _LEFT.search(option.text)):
            yield fault(
                "open_brace", "Learners would read what is to answer an option: “{text}”.",
                "Close the brace; in front of the colon stands the misconception as one word, with hyphens.", cell,
                text=left[0].strip("{}")[:80],
            )  # fmt: skip
        if option.right and option.misconception:
            yield fault(
                "right_misconception", "The option “{option}” is right, and names the misconception “{name}”.",
                "Take the name out, or mark another option as right.", cell, option=option.text[:60],
                name=option.misconception[:40],
            )  # fmt: skip
    if item.options and all(option.right for option in item.options):
        yield advice(
            "all_right", "All options of this question are right.", "Add one that is not, or mark the right ones only.",
            cell,
        )  # fmt: skip
    for key in [*([item.key] if item.key else []), *item.gaps.values()]:
        yield from own_answer(key, cell)
        yield from accepted_alike(key, cell)
        yield from unit_known(key, cell, item.text)
    if item.key:
        yield from rounded(item.key, cell, item.text)
        yield from unit_asked(item.key, cell, item.text)
