"""Sentences that no teacher says to a learner, in English and Italian. The patterns are in ``rules/speech.txt``."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from .wording import RuleFile

Kind = Literal["personal", "harm", "human"]

_KINDS: tuple[Kind, ...] = ("personal", "harm", "human")
_RULES = RuleFile("speech.txt", words=False)
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|«[^»]*(?:»|$)|(?<!\w)'[^']{2,}'(?!\w)")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_SAID = re.compile(  # what stands behind it is somebody else's, or an example
    r"\b(?:says?|said|asks?|asked|writes?|wrote|reads?|sentence|exercise|example|translate|dialogue|dice|disse|chiede|"
    r"chiese|scrive|scrisse|frase|esercizio|esempio|traduci|domanda|dialogo)\s*:.*",
    re.IGNORECASE | re.DOTALL,
)


def stopped(sentence: str, *, quoted: bool = False) -> Kind | None:
    """Why ``sentence`` is not shown; None where it is. ``quoted`` says that it begins inside a quotation."""
    if sentence.lstrip().startswith(">"):
        return None
    own = (f'"{sentence}' if quoted else sentence).replace("’", "'")
    own = _SAID.sub(" … ", _QUOTED.sub(" … ", _TAG.sub("", own))).lower()
    own = " ".join(own.replace("*", "").replace("_", " ").split())
    for kind in _KINDS:
        if _RULES.finds(kind, own) and not _RULES.finds(f"{kind} but for", own):
            return kind
    return None


@cache
def openings() -> frozenset[str]:
    """The words from which on a sentence is held for a moment."""
    return frozenset(" ".join(_RULES.lines["openings"]).split())


@cache
def beginnings() -> frozenset[str]:
    """What a word that may become one of :func:`openings` begins with."""
    return frozenset(word[:length] for word in openings() for length in range(1, len(word) + 1))


@cache
def opening() -> re.Pattern[str]:
    words = "|".join(sorted(openings(), key=len, reverse=True))
    return re.compile(rf"(?<![\w'’])(?:{words})(?![\w'’])", re.IGNORECASE)


def may_be_stopped(sentence: str, begin: int) -> bool:
    """Whether ``sentence`` goes on from ``begin`` as one that is stopped would."""
    return _RULES.pattern("maybe").search(sentence.lower(), begin) is not None
