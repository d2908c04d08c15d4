"""Whether somebody asks for help with what lies before them, an exercise, and names nothing that it is about."""

from __future__ import annotations

import re

from ..memory.words import words_of
from .prepared import telling

LONGEST = 300  # characters of a cry for help
_PLAINLY = re.compile(
    r"\b(?:hints?|suggeriment[oi]|(?:i am|i'm|i’m|i get|i got) (?:\w+ )?(?:stuck|stumped))\b", re.IGNORECASE
)
_WANTS_NONE = re.compile(
    r"\b(?:(?:do not|don['’]?t) (?:want|need|give)(?: \w+){0,2}|(?:need|want) no|no(?: more)?|without(?: an?y?)?|"
    r"non (?:voglio|vorrei|mi serv\w+|ho bisogno di|mi dare|darmi)(?: \w+){0,2}|senza(?: \w+)?|nessun) "
    r"(?:hints?|help|clues?|suggeriment\w+|aiut\w*|indizi\w*)\b",
    re.IGNORECASE,
)
IS_IT_RIGHT = re.compile(
    r"\b(?:(?:is|was|are) (?:my|this|that|the|it) ?(?:\w+ )?(?:right|correct|ok|wrong)|"
    r"is [^?\n]{1,30} (?:right|correct)(?=\?)|è (?:giusto|corretto) [^?\n]{1,30}(?=\?)|"
    r"(?:did i|have i) (?:get|got|do|done) it right|(?:è|era) (?:giust[oa]|corrett[oa])|ho fatto (?:bene|giusto)|"
    r"(?:la mia risposta|così) (?:è|va) (?:giusta|corretta|bene))\b|"
    r"\b(?:the (?:answer|result) is|(?:la risposta|il risultato) è) [^?]{1,40}\?",
    re.IGNORECASE,
)
_IN_A_WAY = re.compile(
    r"\b(?:help|clues?|stuck|lost|solve|solutions?|answers?|results?|next step|go on|continue|begin|start|give up|"
    r"wrong|explain|no idea|what (?:do|should|can) i do|"
    r"(?:don'?t|don’t|do not|can'?t|can’t|cannot) (?:\w+ )?(?:understand|get|do|solve|manage)|"
    r"aiut\w*|mano|indizio?|soluzion[ei]|rispost[ae]|risultat[oi]|risolv\w+|prossimo passo|"
    r"(?:vado|andare) avanti|continu\w+|bloccat[oa]|incagliat[oa]|nessuna idea|ne ho idea|spieg\w*|"
    r"comincio|cominciare|inizio|iniziare|mi arrendo|sbagli\w*|non (?:\w+ )?(?:capisco|capito|riesco|so|arrivo)|"
    r"(?:che )?(?:cosa|come) (?:devo fare|faccio|si fa))\b",
    re.IGNORECASE,
)
_ON_AN_EXERCISE = re.compile(
    r"\b(?:solutions?|answers?|exercises?|soluzion[ei]|rispost[ae]|esercizi[o]?)\b", re.IGNORECASE
)
# Whoever says nothing else speaks of the exercise that lies before them.
_NOTHING_ELSE = """
help helping please stuck lost solve solving solution solutions answer answers result results next step steps go going
continue begin start give up wrong exercise exercises task problem question one this here first second third fourth
fifth sixth number get manage show part way hand need tell could thing aiuto aiutami aiutarmi aiuta mano soluzione
soluzioni risposta risposte risultato risolvere risolvo risolve prossimo passo vado andare avanti continuo continuare
comincio cominciare inizio iniziare arrendo sbaglio sbagliato esercizio esercizi compito problema domanda quesito
questo primo secondo terzo quarto quinto sesto numero capisco riesco arrivo serve bisogno fare faccio dammi dare
mostrami parte può puoi potresti vorrei devo right correct now better explain giusto giusta corretta adesso capito
niente meglio spieghi spiega spiegami ancora vuole chiede ask asked want clue clues indizio indizi idea bloccato
bloccata incagliato proprio davvero qui ne ho
"""
_OF_THE_EXERCISE = frozenset(head for word in _NOTHING_ELSE.split() for head in words_of(word))


def asks_for_help(question: str) -> bool:
    """Whether ``question`` asks for help with an exercise, and for nothing that has a name of its own."""
    if len(question) > LONGEST or _WANTS_NONE.search(question):
        return False
    if _PLAINLY.search(question) or IS_IT_RIGHT.search(question):
        return True
    return is_bare_cry(question)


def is_on_an_exercise(question: str) -> bool:
    """Whether it asks for an answer or a way to it and says no more: “the solution”, which is no chemistry."""
    return _ON_AN_EXERCISE.search(question[:LONGEST]) is not None and is_bare_cry(question)


def is_bare_cry(question: str) -> bool:
    """Whether it asks for help and says nothing else, so that it is about what lies before whoever asks."""
    return _IN_A_WAY.search(question[:LONGEST]) is not None and _OF_THE_EXERCISE.issuperset(telling(question))
