"""Whether a text says the words that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..answers.texts import slipped, words
from ..key import Key
from .verdict import CLAIM, CLEAN, Verdict, letters

LEAST_MOVED = 4  # letters of a word that is looked for in a cipher
SHORTEST = 3  # letters; such a name is another word as a rule: un po' is no river


def says_words(text: str, key: Key, *, hidden: bool) -> Verdict:
    said, asked = words(text), words(key.asked)
    for answer in (key.answer, *key.accepted):
        wanted = words(answer)
        if not wanted:
            continue
        shown = _holds(asked, wanted)
        place = _holds(said, wanted) and (
            len(answer) > SHORTEST or bool(re.search(rf"(?<!\w){re.escape(answer)}(?![\w'’])", text))
        )
        if place and (not shown or _claimed(text, answer)):
            return Verdict(True, "text", answer)
        squeezed = "".join(wanted)
        if len(squeezed) >= 4 and hidden and squeezed in letters(text) and not shown and len(text) < 200:
            return Verdict(True, "text", answer)
        if not hidden and _moved(text, letters(answer)):
            return Verdict(True, "encoded", answer)
    return CLEAN


def _moved(text: str, answer: str) -> bool:
    """Whether words of ``text`` are those of ``answer`` with each letter moved by as many places."""
    if len(answer) < LEAST_MOVED:
        return False
    tokens = [token for token in map(letters, text.split()) if token]
    for first in range(len(tokens)):
        joined = ""
        for token in tokens[first:]:
            joined += token
            if len(joined) >= len(answer):
                break
        shifts = {(ord(a) - ord(b)) % 26 for a, b in zip(joined, answer, strict=False)}
        if len(joined) == len(answer) and len(shifts) == 1 and joined.isalpha():
            return True
    return False


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(
        all(
            a == b or _inflected(a, b) or slipped(a, b) for a, b in zip(said[first : first + size], wanted, strict=True)
        )
        for first in range(len(said) - size + 1)
    )


def _inflected(found: str, wanted: str) -> bool:
    return len(wanted) > 3 and found in (wanted + "s", wanted + "es", wanted + "'s")


def _claimed(text: str, answer: str) -> bool:
    place = text.lower().find(answer.lower())
    return place >= 0 and bool(CLAIM.search(text[max(0, place - 60) : place]))
