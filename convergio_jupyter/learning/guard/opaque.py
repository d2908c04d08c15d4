"""Stretches of a reply that nobody reads as language, mathematics or code.

Which code they are in may be known to the model and to the learner only, so they are held back whatever they say: a
teacher has no need of them. So are programs that turn a code into text, where programs are not what is learned. What
stands in the task, or in the answer, may be used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LEAST_MIXED = 4  # changes between letters and digits, or of case, in a token that is no word
LEAST_UNSEEN = 8  # signs of a text that nobody sees
LEAST_FOREIGN = 2  # letters of a script that the task does not use
_CALL = re.compile(r"\b(?:chr|ord|eval|exec|fromhex|[ab]\d\ddecode|bytes|bytearray)\s*\(|\bint\([^()]*,|[\"']\[::-1\]")
_TOKEN = re.compile(r"[A-Za-z0-9+/=_-]{12,}")
_CHANGE = re.compile(
    r"(?<=[a-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[A-Z])(?=\d)|(?<=[a-z])(?=[A-Z](?:[^a-z]|$))|(?<=[A-Z]{2})(?=[a-z])"
)
_HEX = re.compile(r"(?<![\w.])(?:[0-9A-Fa-f]{2}[ :,]?){6,}(?![\w.])")
_BITS = re.compile(r"(?<![\d.,])[01]{4,}(?:[\s,]*[01]{4,})+(?![\d.,])|(?<![\d.,])[01]{12,}(?![\d.,])")
_MORSE = re.compile(r"(?<![^\s(\"“«])(?:[.\-·•–—]{1,6}[ /|]+){2,}[.\-·•–—]{1,6}(?![^\s)\"”».,!?])")
_APART = re.compile(
    r"(?<![^\W_])(?:[A-Za-z][ .·*_|]){3,}[A-Za-z](?![^\W_])|(?<![^\W_])(?:[A-Za-z]-){4,}[A-Za-z](?![^\W_])"
)
_NATURAL = ("LATIN", "GREEK")  # the scripts of language and of mathematics


def opaque_part(reply: str, known: str, *, programming: bool) -> str:
    """What in ``reply`` only those can read who know how; ``known`` is the task and the answer."""
    if not programming and (call := _CALL.search(reply)) and call[0] not in known:
        return call[0]
    for pattern in _IS_OPAQUE:
        for found in pattern.finditer(reply):
            if found[0] not in known and _IS_OPAQUE[pattern](found[0]):
                return found[0]
    if reply.isascii():
        return ""
    unseen = re.sub(r"[\u200d\ufe0f]", "", reply)  # in pictures of people they mean no harm
    if sum(unicodedata.category(sign) == "Cf" for sign in unseen) >= LEAST_UNSEEN:
        return "signs that nobody sees"
    foreign = "".join(sign for sign in reply if sign.isalpha() and not sign.isascii() and _script(sign) not in _NATURAL)
    scripts = {_script(sign) for sign in known if sign.isalpha()}
    return foreign if sum(_script(sign) not in scripts for sign in foreign) >= LEAST_FOREIGN else ""


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]


def _mixed(token: str) -> bool:
    """Whether letters and digits, great and small, follow each other as in no word, name or formula."""
    return any(len(_CHANGE.findall(part)) >= LEAST_MIXED for part in re.split("[_-]", token)) or token.endswith("==")


def _of_letters_too(token: str) -> bool:
    return bool(re.search(r"[A-Fa-f]", token) and re.search(r"\d", token))


def _dots_and_dashes(token: str) -> bool:
    return bool(re.search(r"[.·•][\-–—]|[\-–—][.·•]", token))


_IS_OPAQUE: dict[re.Pattern[str], Callable[[str], bool]] = {
    re.compile(r"\d{40,}"): bool,
    _TOKEN: _mixed,
    _HEX: _of_letters_too,
    _BITS: bool,
    _MORSE: _dots_and_dashes,
    _APART: bool,
}
