"""What stands in for a model's help in a lesson: the author's next hint, for who asks for help and for nobody else.

A hint that was taken counts, so none is given to a question on something else.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .core.errors import NoHintLeft
from .core.i18n import translate
from .learning.shelf import KeptExercise
from .learning.tutor.tutoring import Tutoring
from .teachers.prepared import PLACE_OF
from .teachers.stuck import IS_IT_RIGHT

_EXERCISE = "(?:exercise|task|problem|esercizio|compito|problema)"
_OF_A_QUIZ = re.compile(r"\b(?:question|quiz|domanda)\W+(?:number |numero |n\W{0,2})?\d{1,2}\b", re.IGNORECASE)
_NUMBERED = re.compile(rf"\b{_EXERCISE}\W+(?:number |numero |n\W{{0,2}})?(?P<digit>\d{{1,2}})\b", re.IGNORECASE)
_OF = r"(?:(?:on|about|called|named|chiamato|intitolato|(?:de|su)(?:gli|ll[aeo]|[il]))\W+|(?:de|su)ll['’])?"
_CRY = r"(?:hints?|clue|help|stuck|suggeriment[oi]|aiut\w+|indizi[oi]?|bloccat[oa])"
_FOR = r"(?:on|for|about|with|at|in|per|con|a)\W+|(?:su|ne)(?:l|llo|lla|i|gli|lle)\W+|(?:su|ne)ll['’]"
_ORDINAL = re.compile(rf"\b(?P<before>\w+) {_EXERCISE}\b|\b(?:esercizio|compito) (?P<behind>\w+)\b", re.IGNORECASE)
_ALL_TAKEN = (
    "You have all the hints on “{title}”; the last one is below. Write down what you have by now, or change one thing, "
    "and check it: the check says which part is not right yet."
)
_NONE_THERE = "“{title}” has no hints. Write what you think and check it: the check says which part is not right yet."
_DONE = "“{title}” is behind you: it is solved, or you have seen its solution."
_NO_SUCH = "This lesson has no exercise {number}: it has {count}."
_CHECK_IT = "Code says whether it is right: press *Check my answer* below it."
_NO_QUIZ = "A question of the quiz has no hints. Choose what you think: what is behind it is explained then."
_ALL_DONE = "All exercises of this lesson are done that code can check."
_TO_GET_ONE = "If you are stuck at “{title}”, ask me for a hint, or press *Hint* below your answer."


def by_number(tutoring: Tutoring, question: str) -> str:
    """``question`` with the number of an exercise for its name: “the exercise 2” for “the exercise ‘Mean’”.

    A name is an exercise's id or the heading of its task. It counts behind or before the word “exercise”, within
    quotes, behind a cry for help (“a hint for the stone”), and where it is of several words spelt as in the lesson.
    """
    exercises = tutoring.lesson.exercises.values()
    titles = Counter(each.title for each in exercises)
    for number, each in enumerate(exercises, 1):
        names = [each.id, each.id.replace("-", " "), *([each.title] if titles[each.title] == 1 else [])]
        for name in sorted(set(names), key=len, reverse=True):
            question = _called(name).sub(functools.partial(_numbered, number), question)
    return question


def _numbered(number: int, found: re.Match[str]) -> str:
    return f"{found['cry'] or ''}exercise {number}"


@functools.lru_cache(maxsize=512)
def _called(name: str) -> re.Pattern[str]:
    said = rf"(?<!\w){re.escape(name)}(?!\w)"
    quoted = rf"[\"“‘«']?{said}[\"”’»']?"
    ways = [rf"\b{_EXERCISE}\W+{_OF}{quoted}", rf"{quoted} {_EXERCISE}\b", rf"[\"“‘«']{said}[\"”’»']"]
    spelt = [rf"(?-i:{said})"] if " " in name else []
    helped = rf"(?P<cry>\b{_CRY}\b(?:\W+\w+){{0,3}}?\W+(?:{_FOR}))(?:the |il |lo |la |i |gli |le |l['’])?{quoted}"
    return re.compile("|".join([helped, *ways, *spelt]), re.IGNORECASE)


class Hinted(NamedTuple):
    """What is said; ``place`` is where the hint belongs, empty where it is none."""

    text: str
    place: str = ""


async def hinted(tutoring: Tutoring, question: str, before: Iterable[str], lang: str) -> Hinted:
    """The next hint on the exercise that ``question`` names, or one ``before`` it; else at hand, or open next."""
    if IS_IT_RIGHT.search(question):
        return Hinted(translate(_CHECK_IT, lang))
    if _OF_A_QUIZ.search(question):
        return Hinted(translate(_NO_QUIZ, lang))
    exercises = list(tutoring.lesson.exercises.values())
    number = _number_in(question)
    if number > len(exercises):
        return Hinted(translate(_NO_SUCH, lang, number=number, count=len(exercises)))
    exercise = exercises[number - 1] if number else _spoken_of(tutoring, before) or _at_hand(tutoring)
    if exercise is None:
        return Hinted(translate(_ALL_DONE, lang))
    if exercise.key is not None and exercise.id not in tutoring.keys:
        return Hinted(translate(_DONE, lang, title=exercise.title))
    place = tutoring.lesson.place(exercise.id)
    try:
        return Hinted(await tutoring.next_hint(exercise.id), place)
    except NoHintLeft:
        last = await tutoring.last_hint(exercise.id)
        said = translate(_ALL_TAKEN if last else _NONE_THERE, lang, title=exercise.title)
        return Hinted(f"{said}\n\n{last}" if last else said, "")


def way_to_a_hint(tutoring: Tutoring, lang: str) -> str:
    """How to get help with the exercise at hand; empty where none is open."""
    exercise = _at_hand(tutoring)
    return translate(_TO_GET_ONE, lang, title=exercise.title) if exercise is not None else ""


def _spoken_of(tutoring: Tutoring, before: Iterable[str]) -> KeptExercise | None:
    """The exercise that was named before, while it is open."""
    exercises = list(tutoring.lesson.exercises.values())
    named = (exercises[number - 1] for number in map(_number_in, before) if 0 < number <= len(exercises))
    return next((each for each in named if each.id in tutoring.keys), None)


def _at_hand(tutoring: Tutoring) -> KeptExercise | None:
    own = tutoring.exercise
    return own if own is not None and not tutoring.work.solved and not tutoring.work.seen else tutoring.next_open


def _number_in(question: str) -> int:
    """“Exercise 2”, “the second exercise”: its place in the lesson, from 1 on; 0 where none is named."""
    if found := _NUMBERED.search(question):
        return int(found["digit"])
    if found := _ORDINAL.search(question):
        return PLACE_OF.get((found["before"] or found["behind"]).casefold(), 0)
    return 0
