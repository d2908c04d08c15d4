"""Whether a text says the words that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..answers.texts import slipped, words
from ..key import Key
from .ciphers import in_a_cipher
from .plain import tidy
from .verdict import CLAIM, CLEAN, Verdict, letters, without_accents

LEAST_MOVED = 4  # letters of a word that is looked for in a cipher
MOST_MOVED = 200
LEAST_JOINED = 8  # letters of words that may be written as one
SHORTEST = 3  # letters; such a name is another word as a rule: un po' is no river


def says_words(text: str, key: Key, *, hidden: bool = False, meant: bool = False) -> Verdict:
    said, asked = words(text), words(key.asked)
    bare_text = letters(text)
    for answer in (key.answer, *key.accepted):
        wanted = words(tidy(answer))
        if not wanted:
            continue
        shown = _holds(asked, wanted)
        if _holds(said, wanted) and _named(text, answer, wanted) and (not shown or _claimed(text, answer)):
            return Verdict(True, "text", answer)
        squeezed = "".join(wanted)
        if not hidden and not shown and len(squeezed) >= LEAST_JOINED and squeezed in bare_text:
            return Verdict(True, "text", answer)
        if hidden and not shown and _comes_out(bare_text, squeezed, meant=meant):
            return Verdict(True, "text", answer)
        if not hidden and not shown and in_a_cipher(text, (letters(answer),)):
            return Verdict(True, "encoded", answer)
    return CLEAN


def _named(text: str, answer: str, wanted: Sequence[str]) -> bool:
    """A short name is another word as a rule (un po' is no river): it must be written as one, or said to be it."""
    if len("".join(wanted)) > SHORTEST:
        return True
    name, plain = re.escape(answer.split()[-1]), without_accents(text)
    found = re.search(rf"(?<!\w){name}(?!\w|'[\w\s])", plain)
    any_case = re.finditer(rf"(?<!\w){name}(?!\w|'[\w\s])", plain, re.IGNORECASE)
    claimed = any(CLAIM.search(text[max(0, each.start() - 60) : each.start()]) for each in any_case)
    return bool(found) or claimed or letters(text) == letters(answer)


def _comes_out(bare_text: str, answer: str, *, meant: bool) -> bool:
    """Whether a decoded text is the answer, or holds it where that is no accident."""
    if len(answer) >= LEAST_MOVED:
        return answer in bare_text and len(bare_text) < MOST_MOVED
    return bare_text == answer or (meant and bare_text.endswith(answer) and len(bare_text) <= len(answer) + 2)


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
