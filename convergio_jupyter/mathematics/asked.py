"""The sum that a question asks for, where it asks for nothing else: “What is 17 × 23?”, “quanto fa 17 per 23?”."""

from __future__ import annotations

import re

LONGEST = 200  # characters of a question that is looked at
_LEAD = re.compile(
    r"^(?:(?:please|per favore)\W+)?(?:what(?:'s| is)|how much is|calculate|compute|work out|"
    r"quanto (?:fa|fanno|è)|quant'è|calcola(?:mi)?|fammi)?\s*(?=[\d(√-])",
    re.IGNORECASE,
)
_WORDS = {
    r"(?:times|multiplied by|per)": "*",
    r"(?:divided by|diviso(?: per)?)": "/",
    r"(?:plus|più|piu)": "+",
    r"(?:minus|meno)": "-",
}
_SUM = re.compile(r"[\d.,\s()+\-−*×·/÷:^%xX√]*[+\-−*×·/÷:^xX√][\d.,\s()+\-−*×·/÷:^%xX√]*")


def sum_in(question: str) -> str:
    """The sum as the calculator reads it; empty where the question is about something else."""
    text = question.strip().rstrip("?=. !")
    lead = _LEAD.match(text) if len(text) <= LONGEST else None
    if lead is None:
        return ""
    text = text[lead.end() :]
    for words, sign in _WORDS.items():
        text = re.sub(rf"(?<=[\d)%])\s*\b{words}\b\s*(?=[\d(√-])", f" {sign} ", text, flags=re.IGNORECASE)
    return text.strip() if _SUM.fullmatch(text) and len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else ""
