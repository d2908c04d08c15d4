"""Words whose meaning is asked for: English ones, and Italian ones, of which the dictionary says that it has none."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..knowledge.meanings import meanings_of
from .wish import LONGEST, Wish


def word_in(question: str, tools: Collection[str]) -> Wish | None:
    """The word whose meaning ``question`` asks for, where ``tools`` have a dictionary."""
    text = " ".join(question.split()).rstrip("?. !") if len(question) <= LONGEST else ""
    if "look_up_word" in tools and (found := _ITALIAN.fullmatch(text)):
        word = found["a"] or found["b"] or found["quoted"]
        is_italian = not found["quoted"] or not meanings_of(word.casefold())[1]
        return Wish("look_up_word", {"word": word, "language": "it"}) if is_italian else None
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
# Only where it is said that a word is meant: what a thing is, somebody's notes may say.
_CALLED = r"(?:(?:la |una )?parola|(?:il )?(?:verbo|termine|vocabolo))(?: italian[oa])? [“\"'«]?"
_ITALIAN = re.compile(
    r"(?:(?:che cosa|cosa|che) (?:significa|vuol dire)|(?:qual è )?(?:il |un )?(?:significato|definizione|sinonim[oi]|"
    rf"contrari[oi])(?: di| della| del)?) (?:{_CALLED}(?P<a>[^\W\d_]{{2,30}})[”\"'»]?|"
    r"[“\"«](?P<quoted>[^\W\d_]+)[”\"»])|"
    r"what does (?:the )?italian (?:word|verb) [“\"'«]?(?P<b>[^\W\d_]{2,30})[”\"'»]? mean",
    re.IGNORECASE,
)
_POINTING = frozenset({"this", "that", "it", "these", "those", "he", "she", "they", "him", "her", "them", "you", "all"})
