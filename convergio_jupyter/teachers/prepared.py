"""What a teacher has prepared, found by the words of a question: quoted where a model is too small to teach freely."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Mapping

from ..core.faculty import Prepared, Teacher
from ..core.i18n import translate
from ..memory.words import words_of

ENOUGH = 0.6  # of what a question's words weigh, that a note must have
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
# How an answer should be is not what it is about.
_MANNER = frozenset(
    words_of("give one example sentence simple words short briefly explain child children use used works")
    + words_of("esempio frase parole semplici semplice breve bambino bambini usare funziona dimmi")
)


def find(teacher: Teacher, question: str, lang: str) -> Prepared | None:
    """What ``teacher`` has prepared on ``question``, or on one of its sentences; None where nothing clearly fits."""
    notes = teacher.prepared.get(lang, ())
    if not notes:
        return None
    sentences = dict.fromkeys((question, *_SENTENCE.findall(question)))
    best, share = max((_best(notes, each) for each in sentences), key=lambda found: found[1])
    return best if share >= ENOUGH else None


def _best(notes: tuple[Prepared, ...], question: str) -> tuple[Prepared | None, float]:
    """The note that has most of what the words of ``question`` weigh, and how much of it that is."""
    asked = [word for word in words_of(question) if word not in _MANNER and not word.isdigit()]
    weights = _weights(notes)
    known = sum(weights.get(word, math.log(1 + len(notes))) for word in asked)
    best, share = None, 0.0
    for note in notes:
        title, text = _words(note)
        found = sum(weights[word] for word in asked if word in title or word in text)
        if known and found / known > share and any(word in title for word in asked):
            best, share = note, found / known
    return best, share


def quoted(teacher: Teacher, note: Prepared, lang: str) -> str:
    """The note as a quotation that says whose it is."""
    source = translate("{name}'s notes: {title}", lang, name=teacher.name, title=note.title)
    return f"> {note.text}\n>\n> — *{source}*"


@functools.lru_cache(maxsize=256)
def _words(note: Prepared) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(words_of(note.title)), frozenset(words_of(note.text))


@functools.lru_cache(maxsize=64)
def _weights(notes: tuple[Prepared, ...]) -> Mapping[str, float]:
    """A word that stands in many notes tells little."""
    counts = Counter(word for note in notes for word in set().union(*_words(note)))
    return {word: math.log(1 + len(notes) / count) for word, count in counts.items()}
