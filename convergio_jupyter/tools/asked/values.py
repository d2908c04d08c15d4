"""Roots, logarithms and the sides of angles that are to be calculated: sin(30°), √50, the logarithm of 100."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...mathematics.expressions import FUNCTIONS, SAME
from .wish import FIND, Wish


def values_in(text: str) -> Iterator[Wish]:
    """The value that ``text`` asks for, where it is written in numbers and functions and has no letters."""
    text = _LEAD.sub("", text, count=1)
    for words, signs in _WORDS:
        text = words.sub(signs, text)
    is_one = not re.search(r"[,;]\s", _BRACKETS.sub("", text))
    if is_one and _VALUE.fullmatch(text) and _CALLED.search(text) and _NUMBER.search(text):
        yield Wish("calculator", {"expression": text.strip()})


_LEAD = re.compile(
    rf"^(?:how much is |quanto fa |{FIND})(?:(?:value of |valore (?:di |del(?:la|lo)? |dell'))(?:the )?)?",
    re.IGNORECASE,
)
_N = r"((?:-?\d[\d.,]*|π|pi)(?:/\d[\d.,]*)?(?: ?(?:°|degrees?\b|deg\b|gradi\b))?)"
_OF = r"(?: of| di| del| dell'angolo di)(?: an angle of| un angolo di)?"
_LOG = r"log(?:arithm|aritmo)?"
_BASE = r"(?:to |in )?(?:the )?base"
_WORDS = [
    (re.compile(rf"\b(?:the |il |la |l')?(?:{words})", re.IGNORECASE), signs)
    for words, signs in (
        (rf"{_LOG} {_BASE} {_N}(?:{_OF} | ?\(){_N}\)?", r"log(\2; \1)"),
        (rf"{_LOG}{_OF} {_N} {_BASE} {_N}", r"log(\1; \2)"),
        (rf"{_LOG}{_OF} {_N}", r"log(\1)"),
        (rf"(?:natural {_LOG}|logaritmo naturale|ln){_OF} {_N}", r"ln(\1)"),
        (rf"(?:sine|seno|sin|sen){_OF} {_N}", r"sin(\1)"),
        (rf"(?:cosine|coseno|cos){_OF} {_N}", r"cos(\1)"),
        (rf"(?:tangente?|tan|tg){_OF} {_N}", r"tan(\1)"),
        (rf"(?:fourth root|radice quarta){_OF} {_N}", r"root(\1; 4)"),
        (rf"(?:(?:square )?root|radice(?: quadrata)?|sqrt){_OF} {_N}", r"sqrt(\1)"),
        (rf"(?:absolute value|valore assoluto){_OF} {_N}", r"abs(\1)"),
    )
]
_BARE = r"sin|sen|cos|tan|tg|log|ln|sqrt"  # what is called also without brackets; “5 min” and “round 2” are no calls
_CALL = rf"(?:(?:{'|'.join(sorted({*FUNCTIONS, *SAME}, key=len, reverse=True))})(?=\()|(?:{_BARE})(?= ?[-\d(√π]| pi\b))"
_UNIT = r"(?:degrees?|deg|gradi|rad|radians?|radianti|pi)(?![^\W\d_])"
_VALUE = re.compile(
    rf"(?:[-\d.,;\s+−*×·/÷:^%()!√°π]|(?<![^\W\d_])(?:{_CALL}|{_UNIT}|e(?=\^| ?\*| ?\+)))+", re.IGNORECASE
)
_CALLED = re.compile(
    rf"√ ?[\d(π]|(?<![^\W\d_])(?:e\^|{_CALL})|[\d+\-−*×/] ?(?:π|pi\b)|(?:π|\bpi) ?[+\-−*×/^]", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"\d|π|\bpi\b", re.IGNORECASE)
