"""Whether a text says a word in an old cipher: what each makes of the answer is worked out once, and looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .verdict import without_accents
from .views import names_a_code

LEAST = 4  # letters of a word that is looked for where nobody says that there is a code
HEAD = 3  # letters of a word after the first that show whether the rest is worth a look
_STEPS = ((0, 2), (1, 2), (0, 3), (1, 3), (2, 3))
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS, _BESIDE = "".join(_KEYBOARD), "".join(row[1:] + row[0] for row in _KEYBOARD)
_WORD = re.compile(r"[a-z0-9]+")


def in_a_cipher(text: str, answers: Sequence[str]) -> bool:
    """Whether words of ``text``, or of it backwards, are one of ``answers`` (in bare letters) in a cipher.

    Each letter may be moved, mirrored in the alphabet, or the one beside it on the keyboard; or each second or third
    letter of a word counts.
    """
    least = 2 if names_a_code(text) else LEAST
    wanted = tuple(answer for answer in answers if len(answer) >= least and answer.isalpha())
    if not wanted:
        return False
    ciphers = _ciphers(wanted)
    tokens = _WORD.findall(without_accents(text).lower())
    for first, token in enumerate(tokens):
        if len(token) >= 2 * ciphers.shortest - 1 and any(token[start::step] in wanted for start, step in _STEPS):
            return True
        begun = _moves("".join(tokens[first : first + HEAD + 1])[: HEAD + 1]) in ciphers.heads
        joined = ""
        for each in tokens[first:]:
            joined += each
            if joined in ciphers.words or (begun and joined not in wanted and _moves(joined) in ciphers.moves):
                return True
            if len(joined) > ciphers.longest:
                break
    return False


def _moves(word: str) -> tuple[int, ...]:
    """How far it is from each letter to the next: the same wherever in the alphabet a word is moved."""
    return tuple((ord(b) - ord(a)) % 26 for a, b in pairwise(word)) if word.isalpha() else ()


class _Ciphers(NamedTuple):
    """What :func:`_moves` of the answers are, forward, backward and mirrored; and words that stand for them."""

    moves: frozenset[tuple[int, ...]]
    heads: frozenset[tuple[int, ...]]  # the first of them
    words: frozenset[str]
    shortest: int
    longest: int


@lru_cache(maxsize=256)
def _ciphers(answers: tuple[str, ...]) -> _Ciphers:
    moves = {_moves(each) for answer in answers for each in (answer, answer[::-1])}
    moves |= {tuple(-move % 26 for move in each) for each in moves}
    tables = (str.maketrans(_KEYS, _BESIDE), str.maketrans(_BESIDE, _KEYS))
    words = {answer.translate(table) for answer in answers for table in tables} | set(map(_pig_latin, answers))
    lengths = [len(answer) for answer in answers]
    heads = frozenset(each[:HEAD] for each in moves)
    return _Ciphers(frozenset(moves), heads, frozenset(words), min(lengths), max(lengths))


def _pig_latin(word: str) -> str:
    head = re.match("[^aeiou]*", word)
    first = head[0] if head else ""
    return f"{word[len(first) :]}{first}ay"
