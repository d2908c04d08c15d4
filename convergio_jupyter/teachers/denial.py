"""Sees where two sentences say the same but for one negation, by a rule on words, in English and Italian.

Nearly all words that tell something stand in both, in one order, with the same numbers, and one of the two is negated.
What is asked, or is said of some things or times only, denies nothing: rather nothing than something wrong.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from ..memory.words import words_of

LONGEST = 600  # characters of a sentence that are compared
SHARED = 0.85  # of the words of both
FEWEST_WORDS = 2  # that tell something
_NOT = re.compile(r"\b(?:\w+n['’]t|cannot|not|never|neither|nor|no|non|mai|nessun[oa]?|né)\b", re.I)
_BEHIND_NON = re.compile(r"(?<=\bnon )(.*?)\b(?:mai|nessun[oa]?|né|niente|nulla)\b", re.I)  # one “not” together
_ANSWERING = re.compile(r"^(?:yes|no|sì|well|beh)[,:]\s*", re.I)
_PARTLY = re.compile(
    r"\?|\b(?:some\w*|often|usually|rarely|many|much|few|most|both|all|every|always|only|if|unless|when|but|may|might|"
    r"alcun[ei]|qualche|cert[ei]|spesso|talvolta|volte|raramente|molt[oaie]|poc\w+|tutt[oaie]|ogni|sempre|solo|soltanto|"
    r"se|quando|ma|forse)\b",
    re.I,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class Told(NamedTuple):
    """What a sentence says, and whether it says that it is not so."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    negated: bool


def told(sentence: str) -> Told | None:
    """How ``sentence`` is compared with others; None where it can neither deny nor be denied."""
    own = _BEHIND_NON.sub(r"\1", _ANSWERING.sub("", sentence.strip()[:LONGEST]))
    words = tuple(word for word in words_of(_NOT.sub(" ", own)) if not word.isdigit())
    negations = len(_NOT.findall(own))
    if negations > 1 or len(words) < FEWEST_WORDS or _PARTLY.search(own):
        return None
    return Told(words, tuple(_NUMBER.findall(own)), negations == 1)


def deny(one: Told, other: Told) -> bool:
    """Whether two sentences cannot both be so."""
    same = one.numbers == other.numbers and one.negated != other.negated and one.words[0] == other.words[0]
    return same and SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() >= SHARED
