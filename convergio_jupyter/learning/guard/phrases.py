"""Whether a text says the words that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..answers.texts import slipped, words
from ..key import Key
from .ciphers import in_a_cipher
from .plain import tidy
from .spelling import WORDS
from .truth import sentences
from .verdict import CLAIM, CLEAN, Verdict, letters, without_accents

LEAST_MOVED = 4  # letters of a word that is looked for in a cipher
MOST_MOVED = 200
LEAST_JOINED = 8  # letters of words that may be written as one
LEAST_STEM, MOST_ENDING = 4, 3  # letters of two forms of a word
LEAST_IN_A_ROW = 3  # names, of which none is called the answer
_ARTICLES = frozenset(("the", "il", "lo", "la", "l", "le", "les", "der", "die", "das", "el"))
_AROUND = frozenset(
    ("one", "it", "is", "it's", "s", "so", "yes", "of", "course", "in", "è", "quello", "quella", "also", "ist")
)
_OR = frozenset(("or", "o", "oder", "ou", "and", "e", "und", "et"))
LONGEST_ECHO = 5  # words that may stand around nothing but the answer
_PLACED = re.compile(
    r"(?:\b(?:in|on|to|at|nel|nella|nell'|a|al|im|dans|en)\s+)?(?:\b(?:the|la|le|el|dem|der)\s+)?$", re.IGNORECASE
)
_NAME = r"[^\W\d_][\w'-]*(?: [A-ZÀ-Þ][\w'-]*)?"
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:(?:and|or|e|o|und|oder|et|ou|y)\s+)?|\s+(?:and|or|e|o|und|oder|et|ou|y)\s+")
_ROW = re.compile(rf"{_NAME}(?:, {_NAME})+(?:,? (?:and|or|e|o|und|oder|et|ou|y) {_NAME})?")
MOST_COUNTED = 10  # whole numbers up to here count all kinds of things
SHORTEST = 3  # letters; such a name is another word as a rule: un po' is no river


class _Goal(NamedTuple):
    answer: str
    words: tuple[str, ...]
    joined: str
    shown: bool  # whether it is said for other reasons, too: the task says it, or it is but a small number


@lru_cache(maxsize=256)
def _goals(key: Key) -> tuple[_Goal, ...]:
    asked = words(key.asked)
    answers = {answer: tuple(words(tidy(answer))) for answer in (key.answer, *key.accepted)}
    return tuple(
        _Goal(each, said, "".join(said), _shown(asked, said) or _counts(said)) for each, said in answers.items() if said
    )


def _counts(said: Sequence[str]) -> bool:
    """Whether it is a number that counts all kinds of things: what is asked for then has to be called the answer."""
    number = int(said[0]) if said[0].isdecimal() and len(said[0]) < 3 else WORDS.get(said[0], MOST_COUNTED + 1)
    return len(said) == 1 and number <= MOST_COUNTED


def _shown(asked: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the task says it, or another form of it: asked for north or south, one may hear of the southern half."""
    return _holds(asked, said) or all(
        word in _ARTICLES or any(_of_one_stem(word, other) for other in asked) for word in said
    )


def _of_one_stem(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) >= LEAST_STEM and long.startswith(short) and len(long) - len(short) <= MOST_ENDING


def _is_all(text: str, goal: _Goal, key: Key) -> bool:
    """Whether a short sentence says it and nothing else, but for what the task says: “the southern half”."""
    asked = set(words(key.asked)) | _ARTICLES | _AROUND
    for sentence in sentences(text):
        said = words(sentence)
        if 0 < len(said) <= LONGEST_ECHO and _holds(said, goal.words) and not sentence.rstrip().endswith("?"):
            rest = [word for word in said if not any(_same(word, wanted) for wanted in goal.words)]
            if asked.issuperset(rest) and _OR.isdisjoint(rest):
                return True
    return False


def _among_others(text: str, goal: _Goal) -> bool:
    """Whether the answer is but one of several in a row, and no answer is begun before it: “Dew, Elm, Fir and Gum”."""
    name = re.compile(rf"(?<!\w){re.escape(goal.answer)}(?!\w)", re.IGNORECASE)
    rows = [
        found
        for found in _ROW.finditer(text)
        if not CLAIM.search(text[max(0, found.start() - 60) : found.start()]) and _distinct(found[0]) >= LEAST_IN_A_ROW
    ]
    said = list(name.finditer(text))
    return bool(said) and all(any(row.start() <= each.start() < row.end() for row in rows) for each in said)


def _distinct(row: str) -> int:
    return len(set(_BETWEEN_NAMES.split(row.lower())))


def says_words(text: str, key: Key, *, hidden: bool = False, meant: bool = False) -> Verdict:
    said, bare_text = words(text), letters(text)
    for goal in _goals(key):
        told = _holds(said, goal.words) and _named(text, goal)
        if told and _among_others(text, goal):
            continue
        if told and (not goal.shown or _claimed(text, goal.answer) or _is_all(text, goal, key)):
            return Verdict(True, "text", goal.answer)
        if goal.shown:
            continue
        joined = len(goal.joined) >= LEAST_JOINED and goal.joined in bare_text
        if _comes_out(bare_text, goal.joined, meant=meant) if hidden else joined:
            return Verdict(True, "text", goal.answer)
    if not hidden and in_a_cipher(text, tuple(letters(goal.answer) for goal in _goals(key) if not goal.shown)):
        return Verdict(True, "encoded", key.answer)
    return CLEAN


def _named(text: str, goal: _Goal) -> bool:
    """A short name is another word as a rule (un po' is no river): it must be written as one, or said to be it."""
    if len(goal.joined) > SHORTEST:
        return True
    name, plain = re.escape(goal.answer.split()[-1]), without_accents(text)
    found = re.search(rf"(?<!\w){name}(?!\w|'[\w\s])", plain)
    any_case = re.finditer(rf"(?<!\w){name}(?!\w|'[\w\s])", plain, re.IGNORECASE)
    claimed = any(CLAIM.search(text[max(0, each.start() - 60) : each.start()]) for each in any_case)
    return bool(found) or claimed or letters(text) == goal.joined


def _comes_out(bare_text: str, answer: str, *, meant: bool) -> bool:
    """Whether a decoded text is the answer, or holds it where that is no accident."""
    if len(answer) >= LEAST_MOVED:
        return answer in bare_text and len(bare_text) < MOST_MOVED
    return bare_text == answer or (meant and bare_text.endswith(answer) and len(bare_text) <= len(answer) + 2)


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    size, begin = len(wanted), wanted[0][0]
    return any(
        said[first][0] == begin and all(map(_same, said[first : first + size], wanted))
        for first in range(len(said) - size + 1)
    )


def _same(found: str, wanted: str) -> bool:
    return found == wanted or _inflected(found, wanted) or slipped(found, wanted)


def _inflected(found: str, wanted: str) -> bool:
    return len(wanted) > 3 and found in (wanted + "s", wanted + "es", wanted + "'s")


def _claimed(text: str, answer: str) -> bool:
    said = re.finditer(re.escape(tidy(answer).strip(" .")), text, re.IGNORECASE)
    return any(
        CLAIM.search(_PLACED.sub("", before)) or CLAIM.search(before)
        for before in (text[max(0, each.start() - 60) : each.start()] for each in said)
    )
