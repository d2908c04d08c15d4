"""The user's language: English sentences are the keys, ``locale/<lang>.json`` holds the others.

The front end has a catalogue of its own; a sentence that both show (an error) is translated here, once.
"""

from __future__ import annotations

import functools
import json
import os
import re

LANGUAGES = ("en", "it")
# No pathlib here or in routing/weights.py: whoever only routes a question imports it for nothing else.
_LOCALE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")
_NAME = re.compile(r"\{(\w+)\}")
_preferred = ""  # what the settings of this process say


class Phrase:
    """A sentence that waits for its reader's language: an error carries it among its values."""

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values = values

    def said(self, lang: str) -> str:
        """The sentence in ``lang``."""
        return translate(self.text, lang, **self.values)

    def __str__(self) -> str:
        return self.said("en")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.text, self.values) == (other.text, other.values)

    def __hash__(self) -> int:
        return hash(self.text)


def translate(text: str, lang: str, /, **values: object) -> str:
    """``text`` in ``lang``, with ``{names}`` filled in. Falls back to English, word by word as written."""
    found = text if lang == "en" else _catalogue(lang).get(text, text)
    said = {name: value.said(lang) if isinstance(value, Phrase) else str(value) for name, value in values.items()}
    return _NAME.sub(lambda name: said.get(name[1], name[0]), found)  # at once: what is filled in may hold braces


class Unable(Exception):
    """Why something could not be done, as a sentence in the language of whoever reads it: a model, a learner."""

    def __init__(self, sentence: str, /, lang: str = "en", **values: object) -> None:
        super().__init__(translate(sentence, lang, **values))
        self.why = Phrase(sentence, **values)  # for whoever reads another language


def decimal(value: float, digits: int, lang: str) -> str:
    """A number as it is written in ``lang``: 0.5 or 0,5."""
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if lang == "it" else written


def prefer_language(lang: str) -> None:
    """Where no wish is said, this process speaks ``lang``, whatever the environment says; empty leaves it that."""
    global _preferred
    _preferred = lang


def choose_language(*wishes: str, otherwise: str = "en") -> str:
    """The first of ``wishes`` (``it``, ``it-IT``, ``it_IT.UTF-8`` …) that we speak.

    Else what the process prefers, else the environment's, else ``otherwise``, else English.
    """
    environment = (os.environ.get(name, "") for name in ("CONVERGIO_LANGUAGE", "LC_ALL", "LANG"))
    for wish in (*wishes, _preferred, *environment, otherwise):
        short = wish[:2].lower()
        if short in LANGUAGES:
            return short
    return "en"


@functools.cache
def _catalogue(lang: str) -> dict[str, str]:
    if lang not in LANGUAGES:
        return {}
    with open(os.path.join(_LOCALE, f"{lang}.json"), encoding="utf-8") as file:
        found: dict[str, str] = json.load(file)
    return found
