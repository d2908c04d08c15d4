"""Whether a text says which of several options is right, by its words or by its place, or rules out all others.

An option stands in the question, so it may be mentioned, compared and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..key import Key
from .plain import tidy
from .values import worded
from .verdict import CLAIM, CLEAN, Verdict

LEAST_CLAIMED = 4  # signs of an option; a shorter one is much else, too, and must be called right
_SENTENCES = re.compile(r"(?<=[^\W_][.;!?…])(?=\s|$)|(?<=[\"'”»)\]][.;!?…])(?=\s|$)|(?<=[.!?…][\"'”»)\]])(?=\s|$)|\n+")
_IT_IS = re.compile(r"\b(?:it|that)'s\s+[\"'“«(\[]*$", re.IGNORECASE)
_RIGHT = re.compile(
    r"\b(?:right|correct(?:ly)?|answers?|solution|choose|pick|select|tick|only|best|the one"
    r"|giust[aeio]|corrett[aeio]|risposta|soluzione|scegli|seleziona|spunta|solo|soltanto|miglior[ei]?)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|false|not|never|neither|nor|cannot|rule out|exclude|eliminate|cross out"
    r"|sbagliat[aeio]|errat[aeio]|fals[aeio]|non|né|escludi|escluder\w*|scart\w+|elimina\w*)\b|n't\b",
    re.IGNORECASE,
)
_PLACES = (
    ("first", "prim[ao]"), ("second", "second[ao]"), ("third", "terz[ao]"), ("fourth", "quart[ao]"),
    ("fifth", "quint[ao]"), ("sixth", "sest[ao]"),
)  # fmt: skip
_OPTION = r"(?:option|answer|choice|number|opzione|risposta|scelta|numero)"


def says_choice(text: str, key: Key, history: Sequence[str] = ()) -> Verdict:
    """``history`` are earlier replies: what was ruled out there stays so."""
    right, ruled_out = {key.answer, *key.accepted}, set[str]()
    for sentence in (each for reply in (*history, text) for each in _SENTENCES.split(reply)):
        named = _named(sentence, key) or _named(worded(sentence), key)
        if not named:
            continue
        denied = bool(_WRONG.search(sentence))
        if named <= right and not denied and _praised(sentence, named, key):
            return Verdict(True, "choice", "; ".join(sorted(named)))
        ruled_out |= named - right if denied else set()
    if len(right) < len(key.among) and ruled_out == set(key.among) - right:
        return Verdict(True, "choice", "by elimination")
    return CLEAN


def _praised(sentence: str, named: set[str], key: Key) -> bool:
    if _RIGHT.search(sentence):
        return True
    if sentence.rstrip().endswith("?"):  # whoever asks claims nothing
        return False
    long = [each for each in named if len(each) >= LEAST_CLAIMED]
    before = [sentence[: found.start()] for each in long for found in _forms(key)[each].finditer(sentence)]
    return any(CLAIM.search(each) or _IT_IS.search(each) for each in before)


def _named(sentence: str, key: Key) -> set[str]:
    """The options that are named; what stands in a longer one is not named by it."""
    named, rest = set(), sentence
    for option in sorted(key.among, key=len, reverse=True):
        rest, count = _forms(key)[option].subn(" … ", rest)
        if count:
            named.add(option)
    return named


@lru_cache(maxsize=256)
def _forms(key: Key) -> dict[str, re.Pattern[str]]:
    return {option: re.compile("|".join(_ways(option, place)), re.IGNORECASE) for place, option in enumerate(key.among)}


def _ways(option: str, place: int) -> Iterator[str]:
    said = re.split(r"\s+", tidy(option).strip(" .\n"))
    yield r"(?<!\w)" + r"\s+".join(map(re.escape, said)) + r"(?!\w)"
    yield rf"\b{_OPTION}\s+(?:{place + 1}|{chr(ord('A') + place)})\b"
    for word in _PLACES[place] if place < len(_PLACES) else ():
        yield rf"\b(?:the|la|il)\s+{word}\b(?:\s+(?:one|{_OPTION}))?"
