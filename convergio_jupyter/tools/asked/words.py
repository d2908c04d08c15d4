"""English words whose meaning is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..knowledge.meanings import meanings_of
from .wish import LONGEST, Wish


def word_in(question: str, tools: Collection[str]) -> Wish | None:
    """The English word whose meaning ``question`` asks for, where ``tools`` have a dictionary."""
    text = " ".join(question.split()).rstrip("?. !") if len(question) <= LONGEST else ""
    found = _MEANS.fullmatch(text)
    word = (found["a"] or found["b"]).casefold() if found else ""
    is_there = word and word not in _POINTING and "look_up_word" in tools and meanings_of(word)[1]
    return Wish("look_up_word", {"word": word}) if is_there else None


_WORD = r"[“\"'«]?(?:to )?%s[”\"'»]?"
_MEANS = re.compile(
    r"(?:what does (?:the (?:english )?word )?" + _WORD % r"(?P<a>[a-z]+)" + r" mean|"
    r"(?:(?:what is |what's )?the meaning of|meaning of|define|look up|synonyms? (?:of|for)|"
    r"(?:che cosa|cosa|che) (?:significa|vuol dire)(?: la)?(?: parola)? inglese|(?:un )?sinonim[oi] ingles[ei] di)"
    r"(?: the)?(?: english)?(?: word)? " + _WORD % r"(?P<b>[a-z]+)" + r")",
    re.IGNORECASE,
)
_POINTING = frozenset({"this", "that", "it", "these", "those", "he", "she", "they", "him", "her", "them", "you", "all"})
