"""Who should answer, read off the words of a question: deterministic, offline, in some hundred microseconds.

Each word, its beginning and each pair of neighbours weigh for or against every teacher. ``scripts/train_intent.py``
learns the weights from questions written for this project, in English and Italian, most of them without the name of
any subject.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..core.softmax import Softmax
from .language import SMALL_WORDS

LONGEST = 2_000  # characters that are looked at; a question names its matter early
STEM = 5  # letters by which the forms of a word are told to be one: triang-oli, triang-olo
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of ``text`` without capitals and accents, as the weights know them."""
    return _WORD.findall(_plain(text[:LONGEST]))


def _plain(text: str) -> str:
    text = text.lower()
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


SMALL = frozenset(_plain(word) for word in SMALL_WORDS)  # as words_of gives them


def features_of_word(word: str) -> Iterator[str]:
    """What stands for a word: itself, and its beginning where that may be shared by other forms."""
    yield word
    if len(word) > STEM:
        yield f"{word[:STEM]}~"


def features(words: list[str]) -> set[str]:
    """What a text is judged by."""
    found = {feature for word in words for feature in features_of_word(word)}
    return found | {f"{first} {second}" for first, second in pairwise(words)}


@dataclass(frozen=True, slots=True)
class Intent:
    """How likely each teacher is the right one, best first, and the words that speak for the best."""

    shares: tuple[tuple[str, float], ...]
    words: tuple[str, ...]

    def share(self, teacher: str) -> float:
        """How likely it is ``teacher``; 0 for one that is not known here."""
        return dict(self.shares).get(teacher, 0.0)


class Weights(Softmax):
    """The trained weights of each teacher."""

    @property
    def teachers(self) -> list[str]:
        return self.classes

    def judge(self, text: str) -> Intent | None:
        """What ``text`` is about; None where it holds no word that tells anything: “and then?” goes on, that is all."""
        words = words_of(text)
        shares = None if SMALL.issuperset(words) else self.shares(features(words))
        if shares is None:
            return None
        best = sorted(zip(self.classes, shares, strict=True), key=lambda pair: -pair[1])
        return Intent(tuple(best), self._speaking(text, self.classes.index(best[0][0])))

    def _speaking(self, text: str, teacher: int) -> tuple[str, ...]:
        """The words that speak most for a teacher, two at most, as they stand in the text."""
        said = dict.fromkeys(_WORD.findall(text[:LONGEST]))
        telling = [word for word in said if len(word) > 3 and word.lower() not in SMALL_WORDS]
        weights = {word: self._weight(_plain(word), teacher) for word in telling}
        best = sorted(weights, key=lambda word: -weights[word])[:2]
        return tuple(word for word in weights if word in best and weights[word] > 0)

    def _weight(self, word: str, teacher: int) -> int:
        rows = (self.weights(feature) for feature in features_of_word(word))
        return sum(row[teacher] for row in rows if row is not None)


@functools.cache
def load() -> Weights:
    """The weights that come with Convergio; read once."""
    return Weights(json.loads(Path(__file__).with_name("intent.json").read_text(encoding="utf-8")))
