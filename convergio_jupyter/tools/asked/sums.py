"""Sums, shares and conversions that are asked for in words, for the calculator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .wish import Wish


def sums_in(text: str) -> Iterator[Wish]:
    """What ``text`` asks the calculator for."""
    if expression := _sum(text):
        yield Wish("calculator", {"expression": expression})
    if found := _CONVERT.fullmatch(text):
        what, to = found["what"], found["to"]
        if _DEGREES.search(what) and _DEGREES.fullmatch(to):  # by itself, F is farad and C is coulomb
            what, to = f"{what[:-1].rstrip('° ')} °{what[-1].upper()}", f"°{to[-1].upper()}"
        yield Wish("calculator", {"expression": what, "to": to})


def _sum(text: str) -> str:
    """The sum as the calculator reads it; empty where it is about something else."""
    text = _ROOT.sub(r"sqrt(\1)", text)
    lead = _LEAD.match(text)
    if lead is None:
        return ""
    text = text[lead.end() :]
    if _NO_SUM.fullmatch(text) and not _COUNTS.match(lead[0]):
        return ""
    if _SHARE.fullmatch(text) or _ROOT_ALONE.fullmatch(text):
        return text.replace(" di ", " of ")
    for words, sign in _WORDS.items():
        text = re.sub(rf"(?<=[\d)%])\s*\b{words}\b\s*(?=[\d(√-])", f" {sign} ", text, flags=re.IGNORECASE)
    return text.strip() if _SUM.fullmatch(text) and len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else ""


_LEAD = re.compile(
    r"^(?:what(?:'s| is)|how much is|calculate|compute|work out|"
    r"quanto (?:fa|fanno|è)|quant'è|qual è|calcola(?:re|mi)?|fammi)?\s*(?:the |il |l'|la )?(?=[\d(√-]|sqrt\()",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"how much|calc|comp|work|quant|fammi", re.IGNORECASE)
_NO_SUM = re.compile(r"\d{4} ?[-–] ?\d{1,4}(?:-\d\d?)?|\d+/\d+|\d+:\d+")  # years, a date, 24/7, 16:9
_ROOT = re.compile(r"\b(?:square root of|radice(?: quadrata)? di)\s+(\d[\d.,]*)", re.IGNORECASE)
_ROOT_ALONE = re.compile(r"sqrt\(\d[\d.,]*\)")
_SHARE = re.compile(r"\d[\d.,]*\s*% (?:of|di) \d[\d.,]*")
_WORDS = {
    r"(?:times|multiplied by|per)": "*",
    r"(?:divided by|diviso(?: per)?)": "/",
    r"(?:plus|più|piu)": "+",
    r"(?:minus|meno)": "-",
}
_SUM = re.compile(r"[\d.,\s()+\-−*×·/÷:^%xX√]*[+\-−*×·/÷:^xX√][\d.,\s()+\-−*×·/÷:^%xX√]*")
_CONVERT = re.compile(
    r"(?:convert |converti(?:re)? )?(?P<what>-?[\d.,]+ ?[^\d\s+*/^=()-][^\s+=()]*) (?:to|into|in) (?P<to>[^\d\s]\S*)",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"°?[FC]$", re.IGNORECASE)
