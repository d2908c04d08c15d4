"""What the guard finds, and how texts are made bare to compare them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Verdict(NamedTuple):
    """Whether a reply leaks, how, and what was found; the last is for the educator's log, not for the learner."""

    leaks: bool
    # number, spelled, range, partial, formula, set, interval, text, encoded, code, retold; opaque: nobody can tell
    reason: str = ""
    found: str = ""


CLEAN = Verdict(False)

# What stands before an answer when it is said to be one.
CLAIM = re.compile(
    r"(?:=|≈|:|→|=>|->|\b(?:is|are|be|was|equals?|equal to|gives?|get|gets|makes?|comes? to|answer|result|solution"
    r"|total|sum|product|value|write|type|enter|say|say it with me|fa|è|e'|sono|dà|da|risultato|risposta|soluzione"
    r"|totale|somma|prodotto|valore|vale|ottieni|viene|scrivi|uguale a|means|leaves?|exactly|proprio|esattamente"
    r"|must be|dev'essere|deve essere|found|obtained|trova|(?:sono|alle) le|a las|has|gets|ha|hat|ist|lautet|est|son"
    r"|es))\s*"
    r"(?:(?:a|about|circa|just|only|the number|il numero|to|actually|really|simply|in fact|indeed|infatti|davvero"
    r"|in realtà|definitely|of course|not)\s+)*"
    r"[\"'“«(\[]*\s*$",
    re.IGNORECASE,
)

# What stands before a number that is the name of something.
NO_ANSWER = re.compile(
    r"(?:\b(?:step|steps|page|part|exercise|chapter|question|figure|line|hint|attempt|level|case|grade|year|section"
    r"|number of|passo|pagina|parte|esercizio|capitolo|domanda|figura|riga|suggerimento|tentativo|livello|caso"
    r"|classe|anno|cella|cell|class|week|settimana|day|giorno|point|punto|paragraph|paragrafo|tip|rule"
    r"|regola|indizio|consiglio|zeile|schritt|seite|aufgabe|ligne|étape|línea|paso)s?\s*(?:n\.|no\.|number|numero)?\s*)$",
    re.IGNORECASE,
)


_BLANKS, _STOPS, _NO_LETTERS = (re.compile(signs) for signs in (r"[\s$`*]+", r"[\s.,!?:;\"'“”()*_-]+", r"[^a-z0-9]+"))


def squeezed(text: str) -> str:
    return _BLANKS.sub("", text).lower()


def bare(text: str) -> str:
    return _STOPS.sub("", text)


def letters(text: str) -> str:
    return _NO_LETTERS.sub("", without_accents(text).lower())


def without_accents(text: str) -> str:
    if text.isascii():
        return text
    plain = "".join(each for each in unicodedata.normalize("NFD", text) if unicodedata.category(each) != "Mn")
    return plain.replace("ß", "ss")
