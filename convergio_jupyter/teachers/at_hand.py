"""Whether a question is about what lies at hand: this cell, this code, this error; or asks to be tested.

Such a question names no subject, whatever its words are: a cell in it is none of biology's. What it is about was lent
with it, or stands in it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..plainly.errors import knows

LONGEST_HEAD = 160  # characters of what is asked, before the code that it is asked of
MOST_TEXT = 30_000  # characters of a question with code that is looked at


class Pointed(NamedTuple):
    """What is to be explained: the ``text`` in the question, else what was lent; ``number`` is that of a cell."""

    about: Literal["cell", "code", "error"]
    number: int = 0
    text: str = ""


def pointed_at(question: str, *, is_lent: bool = False) -> Pointed | None:
    """What a question asks to explain; None where it asks something else.

    ``is_lent`` where a cell or an error came along with it, so that “what does this do?” is meant of that.
    """
    if len(question) > MOST_TEXT:
        return None
    question = question.strip().replace("’", "'")
    if _REPORTED.match(question):
        return Pointed("error", text=_reported_in(question))
    if (found := _KIND_OF_ERROR.fullmatch(question)) and knows(found["kind"]):
        return Pointed("error", text=found["kind"])
    block = _BLOCK.search(question)
    head, parted, rest = (question, "", "") if block is None else (question[: block.start()], "\n", block["code"])
    if block is None and (cut := _CUT.search(question)):
        head, parted, rest = question[: cut.start()], cut[0], question[cut.end() :]
    words = " ".join(head.split()).strip(" ?.!:,")
    found = _ASKED.fullmatch(words) if len(words) <= LONGEST_HEAD else None
    if found is None:
        return _told_of(question, words, rest.strip("\n`").rstrip(), is_lent=is_lent and not parted)
    about: Literal["cell", "code", "error"] = "error" if found["error"] else "cell" if found["cell"] else "code"
    return Pointed(about, int(found["number"] or found["in_cell"] or 0), rest.strip("\n`").rstrip())


def _told_of(question: str, words: str, rest: str, *, is_lent: bool) -> Pointed | None:
    """The same where it only tells what happened: a report among its sentences, or that some code does not work."""
    if report := _reported_in(question):
        return Pointed("error", text=report)
    if len(words) <= LONGEST_HEAD and _FAILS.fullmatch(words):
        return Pointed("code", text=rest) if rest else Pointed("error")
    return Pointed("code") if is_lent and _OF_IT.fullmatch(words) else None


def _reported_in(question: str) -> str:
    """What Python reports in ``question``, without what is said before and behind it; empty where that is nothing."""
    found = _REPORTED.search(question)
    if found is None or _OF_ERRORS.search(question, 0, found.start()):
        return ""
    behind = question[found.start() :]
    asks = _ASKS_BEHIND.search(behind)
    return behind[: asks.start()] if asks else behind


def asks_test_on(question: str) -> str | None:
    """What a question asks to be tested on; empty where that is what lies at hand, None where it asks for none."""
    words = " ".join(question.replace("’", "'").split()).strip(" ?.!") if len(question) <= LONGEST_HEAD else ""
    found = _TEST.fullmatch(words)
    if found is None:
        return None
    topic: str = found["topic"] or ""
    return "" if _AT_HAND.fullmatch(topic) else topic


def is_at_hand(question: str) -> bool:
    """Whether a question is about what lies at hand, so that its words tell of nobody's subject."""
    return pointed_at(question) is not None or asks_test_on(question) == ""


_POLITE = r"(?:(?:please|can you|could you|hi|hello|ciao|per favore|puoi|potresti|mi)\W+)*"
_BLOCK = re.compile(r"```[\w-]*[ \t]*\n?(?P<code>.*?)(?:```|\Z)", re.DOTALL)
_CUT = re.compile(r":\s*(?=\S)|\n+(?=\S)")
_CELL = (
    r"(?P<cell>(?:this|that|my|the current|the active|questa|la mia|quella) (?:cell|cella)|"
    r"(?:the |la )?(?:cell|cella) (?:numero |number )?\[?(?P<number>\d{1,4})\]?)"
)
_CODE = (
    r"(?:(?:this|that|these|my|the|questo|quel|il|il mio|queste|questa) (?:piece of |pezzo di )?(?:python )?"
    r"(?:code|program|script|snippet|lines? of code|codice|programma|righe di codice|riga di codice)(?: python)?)"
)
_ERROR = (
    r"(?P<error>(?:(?:this|that|my|the|questo|quel|il|il mio) |(?:quest|quell?|l)')"
    r"(?:error(?: message)?|exception|traceback|errore|eccezione|messaggio d'errore|messaggio di errore)"
    r"(?: (?:in|from|of) (?:this|the|my) (?:cell|code|program)| here| qui|"
    r" (?:di|in|nel|della|nella|del) (?:questa |questo |mio |mia )?(?:cella|codice|programma))?"
    r"(?: (?:in|from|of|della|nella|in) (?:the |la )?(?:cell|cella) \[?(?P<in_cell>\d{1,4})\]?)?)"
)
_VERB = (
    r"(?:explain|describe|walk me through|take me through|help me (?:to )?(?:understand|with)|I don't understand|"
    r"what (?:does|do|is|about)|what's|what went wrong (?:with|in)|what(?: is|'s) wrong (?:with|in)|"
    r"why (?:do|did) I get|why is there|how (?:do|can) I fix|fix|"
    r"spiegami|spiega|spieghi|spiegarmi|spiegare|descrivi|descrivimi|commenta|aiutami (?:a capire|con)|non capisco|"
    r"(?:che )?cosa (?:fa|fanno|significa|vuol dire|c'è che non va (?:in|con|nel|nella))|"
    r"che (?:fa|significa|vuol dire)|cos'è|perché (?:ho|mi dà|mi esce|esce|c'è|ricevo)|"
    r"come (?:correggo|risolvo|si corregge))"
    r"(?: (?:to )?me)?(?: (?:what|how|che cosa|cosa|che|come))?(?: fa| significa| funziona)?"
)
_TAIL = (
    r"(?:[, ]+(?:does|do|means?|mean|works?|line by line|step by step|to me|for me|please|in (?:simple|plain) words|"
    r"riga per riga|passo passo|per favore|con parole semplici|grazie))*"
)
_ASKED = re.compile(rf"{_POLITE}{_VERB} (?:{_CELL}|{_ERROR}|{_CODE}){_TAIL}", re.IGNORECASE)
_OF_IT = re.compile(
    rf"{_POLITE}(?:(?:explain|spiegami|spiega|spiegamelo|spiegamela)(?: (?:this|it|questo|questa))?(?: to me)?|"
    r"what (?:does|is) (?:this|it)(?: do| mean)?|what's this|what(?: is|'s) wrong(?: here| with (?:this|it))?|"
    r"why does(?:n't| not) (?:this|it) work|what happens here|what went wrong|(?:che )?cosa (?:fa|succede)(?: qui)?|"
    r"(?:che )?cos'è(?: questo)?|(?:che )?cosa c'è che non va(?: qui)?|perché non (?:funziona|va)|"
    r"che cosa ho sbagliato|cosa ho sbagliato|dov'è l'errore)",
    re.IGNORECASE,
)
_KINDS = r"(?:Error|Exception|Interrupt|Iteration|Exit|Warning)"
# By its first line, or, where all of it stands in one line, by the name of the error.
_REPORTED = re.compile(
    r"Traceback \(most recent call last\):?[ \t]*\n|(?<!-)-{20,}+\n|^[ \t]*(?:File [\"<]|Cell In ?\[)|"
    rf"(?<![\w.])(?:\w+\.){{0,8}}(?:[A-Z]\w{{0,60}}{_KINDS}): *\S",
    re.MULTILINE,
)
# Before its name: who asks how an error is caught, or writes code that does so, did not get it.
_OF_ERRORS = re.compile(r"\b(?:catch|except|raise|handle|cattur\w+|gesti\w+|solleva\w*)\b", re.IGNORECASE)
_ASKS_BEHIND = re.compile(
    r"[.?!,;\n]\s*(?=(?:what|why|how|can you|could you|please|help|I |che|cosa|perché|come|puoi|potresti|aiut|mi |non "
    r"(?:capisco|so)|per favore)\b)|"
    r"\s(?:[-–—]\s)?(?=(?:what (?:does|do|should|can) (?:it|this|that|I)|why\?|help|how (?:do|can) I|perché\?|aiut|"
    r"(?:che )?cosa (?:significa|vuol dire|faccio|devo)|che (?:significa|vuol dire)|"
    r"come (?:lo |si )?(?:risolv|corregg|faccio)))",
    re.IGNORECASE,
)
_MINE = (
    r"(?:(?:(?:(?:my|this|that|the|il mio|questo|quel|il|lo) )?(?:python )?(?:code|program|script|codice|programma)|"
    r"(?:my|la mia|il mio) (?:python )?(?:cell|function|loop|cella|funzione|ciclo))(?: (?:in |di )?python)?)"
)
_FAILING = (
    r"(?:(?:(?:still )?(?:(?:does(?:n't| not)|won't|will not) (?:work|run)|is(?:n't| not) (?:working|running)|fails|"
    r"crashes|is broken|stopped working|(?:gives|throws|shows)(?: me)? (?:an )?errors?|has (?:an error|a bug|errors))|"
    r"(?:ancora )?(?:non (?:mi )?(?:funziona|va|parte|gira)|(?:mi )?d[àa] (?:un )?errore|va in errore|si blocca|"
    r"ha un (?:errore|bug)))(?: (?:any ?more|at all|più|ancora|bene|per niente))?)"
)
_GOT = (
    r"(?:(?:I (?:get|got|have)|there is|there's|ho|(?:mi )?d[àa]|ricevo|mi esce|c'è) (?:an |un )?(?:error|errore)"
    r"(?: message)?(?: (?:in|with|from|nel|con|dal) (?:(?:my|the|this|il mio|il|mio|questo) )?"
    r"(?:code|program|script|codice|programma))?)"
)
_PLEA = (
    r"(?:[ ,.!?]+(?:why|help(?: me)?|please|can you help(?: me)?|what (?:can|do|should) I do|perché|per favore|"
    r"aiut[oa](?:mi)?|mi aiuti|puoi aiutarmi|(?:che )?cosa (?:faccio|devo fare)|che faccio|come (?:faccio|risolvo)))*"
)
_FAILS = re.compile(
    rf"{_POLITE}(?:(?:why|perché|help(?: me)?|aiut[oa](?:mi)?|but|ma)[ ,:!]+)?(?:{_MINE} {_FAILING}|{_GOT}|"
    rf"non (?:mi )?funziona {_MINE}|(?:why )?does(?:n't| not) {_MINE} (?:work|run)|"
    rf"why (?:is {_MINE} not working|does {_MINE} (?:not work|fail))){_PLEA}",
    re.IGNORECASE,
)
_KIND_OF_ERROR = re.compile(
    rf"(?i:{_POLITE}(?:(?:what is|what's|what does|explain|why do I get|what causes|how do I fix|"
    r"I (?:keep getting|get|got|have)|(?:che )?cos'è|(?:che )?cosa (?:significa|vuol dire)|che significa|spiegami|"
    r"spiega|(?:perché )?(?:ho|mi (?:dà|esce|viene|appare)|ricevo)|come risolvo)"
    r" (?:a |an |the |un |uno |il |lo |la |l')?)?)(?P<kind>[A-Z]\w+)(?: mean| error)?[?.! ]*"
)
_AT_HAND = re.compile(
    r"(?:(?:this|the|my|quest[oa]|l[ao'] ?|il|mi[oa])? ?(?:lesson|notebook|page|lezione|pagina|quaderno)|this|it|"
    r"that|quest[oa]|ciò|what (?:I|we) (?:have )?learn(?:ed|t)|quello che ho (?:imparato|studiato))?",
    re.IGNORECASE,
)
_TEST = re.compile(
    rf"{_POLITE}(?:(?:test|quiz|examine|drill) me|"
    r"(?:ask|give) me (?:a |some |one |two |three )?(?:quiz|test|questions?)|"
    r"interrogami|interrogarmi|mettimi alla prova|mettermi alla prova|"
    r"(?:fammi|farmi|dammi) (?:un |una |due |tre |qualche |delle |alcune )?(?:quiz|test|domand[ae]|interrogazione))"
    r"(?: (?:now|adesso|ora))?"
    r"(?: (?:on|about|in|su|sul|sull'|sulla|sullo|sui|sugli|sulle|di|in)(?:(?<=')| )(?P<topic>.+?))?"
    r"(?:,? (?:please|per favore))?",
    re.IGNORECASE,
)
