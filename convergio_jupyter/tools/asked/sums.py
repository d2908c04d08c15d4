"""Sums and shares that are asked for in words, for the calculator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import in_figures
from .wish import Wish


def sums_in(text: str) -> Iterator[Wish]:
    """What ``text`` asks the calculator for."""
    if expression := _sum(text):
        yield Wish("calculator", {"expression": expression})


def _sum(text: str) -> str:
    """The sum as the calculator reads it; empty where it is about something else."""
    if not _OPERATION.search(text):
        return ""
    text = _ROOT.sub(r"sqrt(\1)", in_figures(_PER_MILLE.sub("‰", _PERCENT.sub("%", text))))
    lead = _LEAD.match(text)
    if lead is None:
        return ""
    text = text[lead.end() :]
    if _ENGLISH.match(lead[0]) and _PER.search(text):  # “5 per 1000” is a product in Italian only
        return ""
    if _NO_SUM.fullmatch(text) and not _COUNTS.match(lead[0]):
        return ""
    if _SHARE.fullmatch(text) or _ROOT_ALONE.fullmatch(text):
        return text.replace(" di ", " of ")
    text = _SHARE_OF_1000.sub(r"\1 / 1000 * \2", text)
    for words, sign in _SIGNS:
        text = words.sub(sign, text)
    return text.strip() if _SUM.fullmatch(text) and len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else ""


_LEAD = re.compile(
    r"^(?:what(?:'s| is)|how much is|(?:how (?:do|can|would) (?:i|you|we) )?(?:calculate|compute|work out|find)|"
    r"come (?:si calcola|calcolo|posso calcolare|faccio a calcolare)|"
    r"quanto (?:fa|fanno|è)|quant'è|qual è|calcola(?:re|mi)?|fammi)?\s*(?:the |il |l'|la )?(?=[\d(√-]|sqrt\()",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"how|calc|comp|work|quant|fammi", re.IGNORECASE)
_NO_SUM = re.compile(r"\d{4} ?[-–] ?\d{1,4}(?:-\d\d?)?|\d+/\d+|\d+:\d+|1 per 1")  # years, 24/7, 16:9, one by one
_PERCENT = re.compile(r"\s*\bper ?cent(?:o)?\b", re.IGNORECASE)
_PER_MILLE = re.compile(r"(?<!diviso)\s+per mille\b", re.IGNORECASE)
_SHARE_OF_1000 = re.compile(r"^(\d[\d.,]*)‰ di (\d[\d.,]*)$")
_ENGLISH = re.compile(r"what|how|calculate|compute|work", re.IGNORECASE)
_PER = re.compile(r"\bper\b", re.IGNORECASE)
_ROOT = re.compile(r"\b(?:square root of|radice(?: quadrata)? di)\s+(\d[\d.,]*)", re.IGNORECASE)
_ROOT_ALONE = re.compile(r"sqrt\(\d[\d.,]*\)")
_SHARE = re.compile(r"\d[\d.,]*\s*% (?:of|di) \d[\d.,]*")
_WORDS = {
    r"(?:times|multiplied by|per)": " * ",
    r"(?:divided by|diviso(?: per)?)": " / ",
    r"(?:plus|più|piu)": " + ",
    r"(?:minus|meno)": " - ",
    r"(?:to the power of|elevato (?:a|alla))": "^",
}
_SIGNS = [
    (re.compile(r"(?<=[\d)])\s*\b(?:squared|al quadrato)\b", re.IGNORECASE), "^2"),
    (re.compile(r"(?<=[\d)])\s*\b(?:cubed|al cubo)\b", re.IGNORECASE), "^3"),
    *((re.compile(rf"(?<=[\d)%])\s*\b{words}\b\s*(?=[\d(√-])", re.IGNORECASE), sign) for words, sign in _WORDS.items()),
]
_OPERATION = re.compile(  # what no sum is without
    r"[-+−*×·/÷:^%√]|\d\s*x|\b(?:times|multiplied|per|percent|percento|divided|diviso|plus|più|piu|minus|meno|power|"
    r"elevato|squared|cubed|quadrato|cubo|root|radice|x)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"[\d.,\s()+\-−*×·/÷:^%xX√]*[+\-−*×·/÷:^xX√][\d.,\s()+\-−*×·/÷:^%xX√]*")
