"""Tells Italian from English by the small words that every sentence has."""

from __future__ import annotations

import re

_ITALIAN = """
che chi cosa cos'è perché come quando dove quale quali il lo la gli le un una uno di del dei della delle è e sono ho hai
ha non mi ti si ci con per tra fra nel nella sul sulla al alla da dal dalla questo questa puoi spiegami dimmi aiutami
vorrei posso fammi anche più ma se io tu noi mio mia poi allora ancora adesso quindi sì altro altra
"""
_ENGLISH = """
what who why how when where which the a an of is are am was were do does did not i you we they my your it this that
with for from in on at to and or but if can could would please explain tell help me about be then so now again more
yes no another
"""
_WORDS = {"it": frozenset(_ITALIAN.split()), "en": frozenset(_ENGLISH.split())}
SMALL_WORDS = _WORDS["it"] | _WORDS["en"]
_WORD = re.compile(r"[a-zà-ÿ]+(?:'[a-zà-ÿ]+)?")


def language_of(text: str, otherwise: str) -> str:
    """``en`` or ``it``; ``otherwise`` where the text does not tell."""
    words = _WORD.findall(text[:2_000].lower())
    counts = {lang: sum(word in small for word in words) for lang, small in _WORDS.items()}
    if counts["it"] == counts["en"]:
        return otherwise
    return max(counts, key=lambda lang: counts[lang])
