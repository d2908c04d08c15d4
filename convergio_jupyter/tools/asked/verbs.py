"""Verbs that are to be conjugated, and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..knowledge.meanings import meanings_of
from .wish import Wish


def verbs_in(text: str) -> Iterator[Wish]:
    """The verb whose forms ``text`` asks for."""
    if found := _VERB.fullmatch(text):
        verb = found["what"].casefold().removeprefix("to ")
        english = "coniuga" not in found["lead"].casefold() and not found["italian"] and not _is_italian(verb)
        yield Wish("conjugate", {"verb": verb, "language": "en" if english else "it"})


def _is_italian(verb: str) -> bool:
    """Whether ``verb`` ends like an Italian one and is no English word: andare is, compare is not."""
    return _INFINITIVE.search(verb) is not None and not meanings_of(verb)[1]


_VERB = re.compile(
    r"(?P<lead>conjugate|coniuga(?:re|mi)?|(?:how do you|come si) (?:conjugate|coniuga)|"
    r"(?:what is |what's )?the past tense of)\s+(?:the |il )?(?P<italian>italian )?(?:verb |verbo )?[“\"'«]?"
    r"(?P<what>(?:to )?[^\W\d_]+)[”\"'»]?",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:[aei]re|[aei]rsi|rre)$")
