"""Tasks that stand in a talk: what a lesson keeps back is kept back elsewhere, too, where its task is put to a teacher.

A task is known by the words that follow each other in one of its sentences, so that leaving some out, or saying it a
little otherwise, is no way around. What is put in quite other words is not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..key import Key
from ..shelf import KeptLesson

LEAST_PAIRS = 5  # of words in a sentence; what is shorter than that, several tasks say
SHARE = 0.7  # of them that have to be said
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+|\n+")

Pairs = frozenset[tuple[str, str]]


class Repeated(NamedTuple):
    """What stands in a talk: the exercise or the part of a question with this ``name``."""

    lesson: KeptLesson
    name: str
    key: Key


def repeated(said: Iterable[str], lessons: Sequence[KeptLesson]) -> list[Repeated]:
    """The tasks of ``lessons`` that were put to a teacher in what somebody has ``said``."""
    pairs = frozenset(pair for text in said for pair in _pairs(text))
    tasks = [Repeated(lesson, name, key) for lesson in lessons for name, key in lesson.keys.items()]

    def tells(sentence: Pairs, of: Repeated) -> bool:
        """Whether it was said, and no other lesson says it: “write it as a fraction” tells of no task."""
        others = (task.key.asked for task in tasks if task.lesson.id != of.lesson.id)
        return _stands_in(sentence, pairs) and not any(_stands_in(sentence, _all_pairs(asked)) for asked in others)

    return [task for task in tasks if any(tells(sentence, task) for sentence in _sentences(task.key.asked))]


def _stands_in(sentence: Pairs, text: Pairs) -> bool:
    return len(text & sentence) >= SHARE * len(sentence)


@lru_cache(maxsize=4096)
def _sentences(asked: str) -> tuple[Pairs, ...]:
    """Those by which a task is known; all of it where each is short."""
    found = [pairs for each in _SENTENCE.split(asked) if len(pairs := _pairs(each)) >= LEAST_PAIRS]
    whole = _all_pairs(asked)
    return tuple(found or ([whole] if len(whole) >= LEAST_PAIRS else []))


@lru_cache(maxsize=4096)
def _all_pairs(asked: str) -> Pairs:
    return _pairs(asked)


def _pairs(text: str) -> Pairs:
    return frozenset(pairwise(_WORD.findall(unicodedata.normalize("NFKC", text).casefold())))
