"""What stands in for a model's help in a lesson: the author's next hint, for who asks for help and for nobody else.

A hint that was taken counts, so none is given to a question on something else.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .core.errors import NoHintLeft
from .core.i18n import translate
from .learning.shelf import KeptExercise
from .learning.tutoring import Tutoring
from .memory.words import words_of
from .teachers import prepared

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
_IS_IT_RIGHT = re.compile(
    r"\b(?:(?:is|was|are) (?:my|this|that|the|it) ?(?:\w+ )?(?:right|correct|ok|wrong)|"
    r"(?:did i|have i) (?:get|got|do|done) it right|(?:è|era) (?:giust[oa]|corrett[oa])|ho fatto (?:bene|giusto)|"
    r"(?:la mia risposta|così) (?:è|va) (?:giusta|corretta|bene))\b",
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
_EXERCISE = "(?:exercise|task|problem|esercizio|compito|problema)"
_OF_A_QUIZ = re.compile(r"\b(?:question|quiz|domanda)\W+(?:number |numero |n\W{0,2})?\d{1,2}\b", re.IGNORECASE)
_NUMBERED = re.compile(rf"\b{_EXERCISE}\W+(?:number |numero |n\W{{0,2}})?(?P<digit>\d{{1,2}})\b", re.IGNORECASE)
_ORDINALS = (
    "first primo prima", "second secondo seconda", "third terzo terza", "fourth quarto quarta", "fifth quinto quinta",
    "sixth sesto sesta",
)  # fmt: skip
_ORDINAL = re.compile(rf"\b(?P<before>\w+) {_EXERCISE}\b|\b(?:esercizio|compito) (?P<behind>\w+)\b", re.IGNORECASE)
_ALL_TAKEN = (
    "You have all the hints on “{title}”. This was the last one. Change one thing in your answer and check it again: "
    "the check says which part is not right yet."
)
_NONE_THERE = "“{title}” has no hints. Write what you think and check it: the check says which part is not right yet."
_DONE = "“{title}” is behind you: it is solved, or you have seen its solution."
_NO_SUCH = "This lesson has no exercise {number}: it has {count}."
_CHECK_IT = "Code says whether it is right: press *Check my answer* below it."
_NO_QUIZ = "A question of the quiz has no hints. Choose what you think: what is behind it is explained then."
_ALL_DONE = "All exercises of this lesson are done that code can check."
_TO_GET_ONE = "If you are stuck at “{title}”, ask me for a hint, or press *Hint* below your answer."


class Hinted(NamedTuple):
    """What is said; ``place`` is where the hint belongs, empty where it is none."""

    text: str
    place: str = ""


def asks_for_help(question: str) -> bool:
    """Whether ``question`` asks for help with an exercise, and for nothing that has a name of its own."""
    if len(question) > LONGEST or _WANTS_NONE.search(question):
        return False
    if _PLAINLY.search(question) or _IS_IT_RIGHT.search(question):
        return True
    left = set(prepared.telling(question)) - _OF_THE_EXERCISE
    return not left and _IN_A_WAY.search(question) is not None


async def hinted(tutoring: Tutoring, question: str, lang: str) -> Hinted:
    """The next hint on the exercise that ``question`` names, else on the one at hand, else on the next open one."""
    if _IS_IT_RIGHT.search(question):
        return Hinted(translate(_CHECK_IT, lang))
    if _OF_A_QUIZ.search(question):
        return Hinted(translate(_NO_QUIZ, lang))
    exercises, number = list(tutoring.lesson.exercises.values()), _number_in(question)
    if number > len(exercises):
        return Hinted(translate(_NO_SUCH, lang, number=number, count=len(exercises)))
    exercise = exercises[number - 1] if number else _at_hand(tutoring)
    if exercise is None:
        return Hinted(translate(_ALL_DONE, lang))
    if exercise.key is not None and exercise.id not in tutoring.keys:
        return Hinted(translate(_DONE, lang, title=exercise.title))
    place = tutoring.lesson.place(exercise.id)
    try:
        return Hinted(await tutoring.next_hint(exercise.id), place)
    except NoHintLeft:
        last = await tutoring.last_hint(exercise.id)
        said = translate(_ALL_TAKEN if last else _NONE_THERE, lang, title=exercise.title)
        return Hinted(f"{said}\n\n{last}" if last else said, "")


def way_to_a_hint(tutoring: Tutoring, lang: str) -> str:
    """How to get help with the exercise at hand; empty where none is open."""
    exercise = _at_hand(tutoring)
    return translate(_TO_GET_ONE, lang, title=exercise.title) if exercise is not None else ""


def _at_hand(tutoring: Tutoring) -> KeptExercise | None:
    own = tutoring.exercise
    return own if own is not None and not tutoring.work.solved and not tutoring.work.seen else tutoring.next_open


def _number_in(question: str) -> int:
    """“Exercise 2”, “the second exercise”: its place in the lesson, from 1 on; 0 where none is named."""
    if found := _NUMBERED.search(question):
        return int(found["digit"])
    if found := _ORDINAL.search(question):
        said = (found["before"] or found["behind"]).casefold()
        return next((at for at, words in enumerate(_ORDINALS, 1) if said in words.split()), 0)
    return 0
