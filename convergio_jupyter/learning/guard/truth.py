"""Whether a text says that a statement is true, or that it is false."""

from __future__ import annotations

import re

from ..key import Key
from .verdict import CLEAN, Verdict

_SENTENCES = re.compile(r"(?<=[^\W_][.;!?…])(?=\s|$)|(?<=[\"'”»)\]][.;!?…])(?=\s|$)|(?<=[.!?…][\"'”»)\]])(?=\s|$)|\n+")
TRUTH = ("true", "false")
_TRUE, _FALSE = r"true|ver[ao]|wahr|vrai[e]?|verdader[ao]", r"false|fals[ao]|falsch|faux|fausse|untrue"
_GOOD, _BAD = (
    r"right|correct|giust[ao]|corrett[ao]|richtig|correct[ao]",
    r"wrong|incorrect|sbagliat[ao]|errat[ao]|unrichtig",
)
_STATEMENT = (
    r"(?:statement|sentence|claim|assertion|answer|proposition|affermazione|frase|risposta|enunciato|proposizione"
    r"|aussage|antwort|satz|phrase|réponse|affirmation|respuesta|afirmación)"
)
_NOT = r"(?:not|n't|non|nicht|pas|no)"
_IS = (
    r"(?:\s+|')(?:is|s|was|è|e'|ist|est|es|isn't|wasn't)"
    r"(?:\s+(?:really|actually|simply|of course|indeed|davvero|proprio|in fact))?"
)
_ENDS = r"(?=\s*(?:$|[.!,;:)*\"'”»]|because\b|since\b|perché\b|as\b))"
_TICK = (
    r"(?:tick|choose|select|pick|mark|check|say|answer|write"
    r"|spunta|scegli|seleziona|rispondi|scrivi|segna|wähle|kreuze)"
)
_OPENS = r"(?:^|[,;:.!]\s*|\b(?:so|and|but|quindi|e|ma)\s+)"
_SAYS_TRUTH = re.compile(
    rf"(?:\b(?:{_STATEMENT})(?P<no1>{_IS}(?:\s+{_NOT})?|\s+non{_IS}|:)\s+"
    rf"[\"'“«]?(?:(?P<yes1>{_TRUE}|{_GOOD})|(?P<bad1>{_FALSE}|{_BAD}))"
    rf"|{_OPENS}(?P<no2>(?:(?:it|that|this|das|es|ce|c){_IS}\s*(?:{_NOT}\s+)?|(?:non\s+)?è\s+|not\s+|non\s+)?)"
    rf"(?:an? |un[a']? ?)?[\"'“«]?(?:(?P<yes2>{_TRUE})|(?P<bad2>{_FALSE}))(?:\s+{_STATEMENT})?"
    rf"|\b{_STATEMENT}\s+(?P<no4>(?:does\s+not\s+|doesn't\s+|non\s+)?)"
    rf"(?:(?P<yes4>holds?(?:\s+(?:true|up))?|regge)|(?P<bad4>fails))"
    rf"|\b{_TICK}(?P<no3>\s+)[\"'“«]?(?:(?P<yes3>{_TRUE})|(?P<bad3>{_FALSE})))[\"'”»]?{_ENDS}",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    return _SENTENCES.split(text)


def says_truth(text: str, key: Key) -> Verdict:
    """Whether ``text`` says that the statement is true, or false, as it is."""
    for sentence in sentences(text):
        if sentence.rstrip().endswith("?"):
            continue
        for found in _SAYS_TRUTH.finditer(sentence.strip(" *_")):
            which = next(number for number in "1234" if found[f"yes{number}"] or found[f"bad{number}"])
            denied = re.search(rf"\b{_NOT}\b|n't", found[f"no{which}"] or "", re.IGNORECASE)
            if (bool(found[f"yes{which}"]) != bool(denied)) == (key.answer == TRUTH[0]):
                return Verdict(True, "choice", found[0])
    return CLEAN
