"""Whether a text says that a statement is true, or that it is false."""

from __future__ import annotations

import re

from ..key import Key
from .verdict import CLEAN, Verdict

_SENTENCES = re.compile(r"(?<=[^\W_][.;!?…])(?=\s|$)|(?<=[\"'”»)\]][.;!?…])(?=\s|$)|(?<=[.!?…][\"'”»)\]])(?=\s|$)|\n+")
TRUTH = ("true", "false")
_TRUE, _FALSE = r"true|ver[ao]|wahr|vraie?|verdader[ao]", r"false|fals[ao]|falsch|faux|fausse|untrue|unwahr"
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
    r"(?:(?:tick|select|pick|mark|check|say|answer)(?:ing)?|choos(?:e|ing)|writ(?:e|ing)|go(?:ing)? for|tak(?:e|ing)"
    r"|(?:spunta|seleziona|segna|barra)(?:re)?|scegli(?:ere)?|rispond(?:i|ere)|scriv(?:i|ere)|wählen?|kreuzen?)"
)
_OPENS = r"(?:^|[,;:.!]\s*|\b(?:so|and|but|quindi|e|ma)\s+)"
_SAYS_TRUTH = re.compile(
    rf"(?:\b(?:{_STATEMENT})(?P<no1>{_IS}(?:\s+{_NOT})?|\s+non{_IS}|:)\s+"
    rf"[\"'“«]?(?:(?P<yes1>{_TRUE}|{_GOOD})|(?P<bad1>{_FALSE}|{_BAD}))"
    rf"|{_OPENS}(?P<no2>(?:(?:it|that|this|das|es|ce|c){_IS}\s*(?:{_NOT}\s+)?|(?:non\s+)?è\s+|not\s+|non\s+)?)"
    rf"(?:an? |una? )?[\"'“«]?(?:(?P<yes2>{_TRUE})|(?P<bad2>{_FALSE}))(?:\s+{_STATEMENT})?"
    rf"|\b{_STATEMENT}\s+(?P<no4>(?:does\s+not\s+|doesn't\s+|non\s+)?)"
    rf"(?:(?P<yes4>holds?(?:\s+(?:true|up))?|regge)|(?P<bad4>fails))"
    rf"|(?P<no3>(?:(?:n't|\b(?:not|never|non|nicht))\s+(?:[^\W\d_]+\s+){{0,2}}?)?)\b{_TICK}\s+[\"'“«]?(?:(?P<yes3>{_TRUE})|(?P<bad3>{_FALSE})))[\"'”»]?{_ENDS}",
    re.IGNORECASE,
)
_WOULD_BE = r"\s+(?:would|must|can|could|sarebbe|wäre)(?:n't|not)?(?:\s+not)?(?:\s+be)?"
_JUDGES_ONE = re.compile(
    rf"\b(?:(?P<yes>{_TRUE})|(?:{_FALSE}))[\"'”»]?(?P<no>(?:\s+non)?(?:{_IS}|{_WOULD_BE})(?:\s+{_NOT})?)\s+"
    rf"(?:(?:the|la|die|das|une?|an?)\s+)?(?:(?P<bad>{_BAD})|{_GOOD}|(?:(?:{_GOOD})\s+)?(?:{_STATEMENT}|one|choice|option))\b",
    re.IGNORECASE,
)
_OUT = (
    r"(?:(?:is|goes|falls|drops|can be|should be|must be|is to be|va|è|può essere|deve essere)\s+)?"
    r"(?:(?:ruled |crossed |struck )?out|excluded|eliminated|discarded|dismissed|rejected|impossible|no good"
    r"|fuori|esclus[oa]|scartat[oa]|eliminat[oa]|impossibile)"
)
_PUTS_OUT = (
    r"(?:rule|cross|strike|throw)(?:\s+out)?|exclude|eliminate|discard|dismiss|reject|drop"
    r"|esclud\w+|scarta(?:re)?|elimina(?:re)?"
)
_RULES_OUT = re.compile(
    rf"\b(?:{_PUTS_OUT})\s+[\"'“«]?(?:(?P<yes1>{_TRUE})|(?:{_FALSE}))\b"
    rf"|\b(?:(?P<yes2>{_TRUE})|(?:{_FALSE}))[\"'”»]?(?:\s+|\s*[:,]\s*){_OUT}\b",
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
            denied = re.search(rf"\b(?:{_NOT}|never)\b|n't", found[f"no{which}"] or "", re.IGNORECASE)
            if (bool(found[f"yes{which}"]) != bool(denied)) == (key.answer == TRUTH[0]):
                return Verdict(True, "choice", found[0])
        for found in _JUDGES_ONE.finditer(sentence):
            denied = re.search(rf"\b(?:{_NOT}|cannot)\b|n't", found["no"], re.IGNORECASE)
            if (bool(found["yes"]) == (bool(denied) == bool(found["bad"]))) == (key.answer == TRUTH[0]):
                return Verdict(True, "choice", found[0])
        for found in _RULES_OUT.finditer(sentence):
            if bool(found["yes1"] or found["yes2"]) != (key.answer == TRUTH[0]):
                return Verdict(True, "choice", found[0])
    return CLEAN
