"""Tells Italian from English by the small words that every sentence has, and by how its other words end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..memory.words import ELIDED

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
SMALL_WORDS = _WORDS["it"] | _WORDS["en"]  # the weights of who should answer are trained with these
_MORE = {
    "it": """
    quanto quanta quanti quante lei lui loro suo sua suoi sue miei mie tuo tua nostro nostra ai agli alle allo dai
    dagli dalle nei negli nelle nello sui sulle sugli sullo degli dello col o oppure però mentre dopo prima senza
    già mai molto molti tutto tutti tutte ogni fa fanno fai faccio siamo sei ero era erano abbiamo può devo deve va
    su quello quella questi queste così qui cui c'è dov'è un' po' ciao salve buongiorno buonasera buonanotte
    arrivederci grazie coniuga deriva integra scomponi sviluppa semplifica converti grafico derivata integrale massa
    molare equazione calcola traduci risolvi scrivi descrivi disegna elenca definisci riassumi correggi continua
    esempio esempi aiuto voglio devi dammi dimmelo raccontami perchè cioè meglio interrogami interrogarmi
    """,
    "en": """
    there here he she his her its their our us has have had will should must much many some any than as by into out up
    because these those get make been just like between own it's what's don't can't i'm hello hi hey thanks thank
    calculate translate solve write describe draw list define summarize summarise continue example examples want need
    give show
    """,
}
# Where no small word tells: “72 kg in libbre”, “factor x^2 - 9”. What a tool is asked with, and units.
_ASKING = {
    "it": """
    esegui eseguire lancia avvia prova fattorizza fattorizzare fattorizzo scompone scomporre scompongo risolvere
    disegnami traccia somma sottrai moltiplica coniugare convertire derivo integrare
    libbra libbre miglio miglia chilometro chilometri metri centimetri millimetri litro litri grammo grammi chilogrammi
    chili etti ora ore minuto minuti secondi giorno giorni settimana settimane mese mesi anno anni grado gradi radianti
    oncia pollice pollici piede piedi iarda iarde gallone galloni tazza tazze pinta pinte ettari tonnellate nodi
    metà doppio triplo quadruplo terzo sconto percento meno diviso quadrato radice seno coseno tangente sen tg logaritmo
    fattori primi mediana mcm mcd numero atomico simbolo peso
    """,
    "en": """
    run execute try factor factorise factorize expand simplify convert conjugate plot graph sketch differentiate
    integrate derive add subtract multiply divide
    pound pounds mile miles kilometre kilometres kilometer kilometers metre metres meter meters centimetres litre litres
    liter liters gram grams kilogram kilograms hour hours minute minutes second seconds day days week weeks month months
    year years degree degrees radians ounce ounces inch inches foot feet yard yards gallon gallons cup cups pint pints
    acres knots
    half twice double triple third off discount percent plus minus times divided squared square root sine cosine tangent
    logarithm prime factors average median lcm gcd atomic number symbol weight mass
    """,
}
# Of Spanish, French, German and Portuguese, as far as neither English nor Italian has them.
_ELSEWHERE = """
el los las qué que cómo cuál quién dónde cuándo por pero muy hola gracias ayuda explícame ayúdame
qu'est c'est pourquoi les des du une je j'ai vous nous avec dans merci bonjour expliquez
der das ist sind ein eine einen und wie warum wer wann ich nicht bitte danke hallo mir erkläre kannst
uma não são você olá obrigado obrigada explique
"""
_FOREIGN = frozenset(_ELSEWHERE.split())
_FOREIGN_LETTERS = re.compile(r"[¿¡ñãõßœ]|[^\W\d_\u0000-\u024f\u0370-\u03ff]{2}")  # Greek ones stand in formulas
_BOTH = frozenset(["i", "a", "in", "no", "me"])  # “i cani in casa a Roma”: they tell nothing
_ENDS = frozenset("aioàèéìòù")  # of Italian words; “luce” and “line” tell nothing
_TELLING = {lang: (words | frozenset(_MORE[lang].split())) - _BOTH for lang, words in _WORDS.items()}
_WORKING = {lang: frozenset(words.split()) for lang, words in _ASKING.items()}
_ELIDED = re.compile(rf"{ELIDED}'[a-zà-ÿ]{{2,}}")
_SHORTENED = re.compile(r".+'(?:s|t|m|re|ll|ve|d)?")
_CLEARLY = 2  # by how many words that end as Italian ones do, or do not, a text tells where no small word does
_WORD = re.compile(r"\b[a-zà-ÿ]+(?:'[a-zà-ÿ]*|\b)")  # the letters of H2O are none
_CODE = re.compile(r"```.*?(?:```|$)|`[^`\n]*`", re.DOTALL)
_MENTION = re.compile(r"@\w+")  # a name is of no language: “ali” ends as Italian words do
_NAMES = re.compile(r"(?<=\w) [A-ZÀ-Þ]\w+|\([^()]*\)")  # “what is El Niño”: names may be of any language
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»")


def language_of(text: str, otherwise: str) -> str:
    """``en`` or ``it``; ``otherwise`` where the text does not tell. What is quoted and code may be in any language."""
    text = _MENTION.sub(" ", _CODE.sub(" ", text[:2_000].lower().replace("’", "'")))
    own = _QUOTED.sub(" ", text)
    asks, colon, _ = own.partition(":")  # “Translate: …” asks before the colon
    told = (colon and "(" not in asks and _italian(asks)) or _italian(own) or _italian(text)
    if not told:
        return otherwise
    return "it" if told > 0 else "en"


def is_foreign(text: str) -> bool:
    """Whether a text is in neither language, as far as a few words or its letters tell."""
    own = _NAMES.sub(" ", _CODE.sub(" ", text[:2_000])).lower().replace("’", "'")
    words = _WORD.findall(own)
    told: int = len(_FOREIGN_LETTERS.findall(own)) + sum(word in _FOREIGN or word.startswith("qu'") for word in words)
    return told > 0 and told >= sum(map(abs, map(_small, words)))


def spoken_in(texts: Iterable[str], otherwise: str) -> str:
    """The language of the first of ``texts`` that tells it: “esempi?” goes on in that of the talk before it."""
    return next(filter(None, (language_of(text, otherwise="") for text in texts)), otherwise)


def _italian(text: str) -> int:
    """How much more Italian than English there is in a text; below nothing where it is English."""
    words = _WORD.findall(text)
    small = sum(map(_small, words))
    told = small or sum((word in _WORKING["it"]) - (word in _WORKING["en"]) for word in words)
    if told:
        return told
    ends = sum(1 if word[-1] in _ENDS else -1 for word in words if len(word) > 2 and word[-1] != "e")
    return ends if abs(ends) >= _CLEARLY else 0


def _small(word: str) -> int:
    if "'" in word and word not in _TELLING["it"]:
        return 1 if _ELIDED.fullmatch(word) else -1 if _SHORTENED.fullmatch(word) else 0
    return (word in _TELLING["it"]) - (word in _TELLING["en"])
