"""What several replies of a talk add up to: digit by digit, letter by letter, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..key import Key
from .numbers import goals
from .values import in_digits
from .verdict import CLEAN, Verdict, bare, letters, squeezed
from .views import SHORT

_ORDINALS = (
    ("first|leftmost|prima|erste", 0), ("second|seconda", 1), ("third|terza", 2), ("fourth|quarta", 3),
    ("fifth|quinta", 4),
)  # fmt: skip
_FROM_END = (
    ("last|units?|ones|rightmost|ultima|unità|unita", 1), ("tens|decine", 2), ("hundreds|centinaia", 3),
)  # fmt: skip


def adds_up(plain: str, key: Key, history: Sequence[str], judge: Callable[[str], Verdict]) -> Verdict:
    """What several replies add up to: digit by digit, letter by letter, piece by piece."""
    talk = [*history, plain]
    if key.kind == "number":
        for goal in goals(key):
            if goal.value.denominator == 1 and _digits_told(talk, abs(int(goal.value))):
                return Verdict(True, "partial", "digits")
    pieces = [bare(each) for each in talk if 0 < len(bare(each)) <= SHORT]
    if history and len(bare(plain)) <= SHORT and len(pieces) > 1:
        for joined in ("".join(pieces), " ".join(each.strip() for each in talk if len(each) <= SHORT)):
            found = judge(joined)
            if found.leaks:
                return Verdict(True, "partial", found.found)
            answers = {letters(answer) for answer in (key.answer, *key.accepted)}
            if any(len(answer) > 1 and answer in letters(joined) for answer in answers):
                return Verdict(True, "partial", "letters")
    marked = "".join(each for text in talk for each in _marked(text))
    if marked and _says(marked, key, judge):
        return Verdict(True, "partial", "pieces")
    if key.kind == "text" and _letters_told(talk, key):
        return Verdict(True, "partial", "letters")
    if history and key.kind in ("set", "interval", "expression"):
        joined = " ".join(talk[-6:])
        found = judge(joined)
        if found.leaks:
            return Verdict(True, "partial", found.found)
    return CLEAN


def _digits_told(talk: Sequence[str], number: int) -> bool:
    """Whether each digit was told by its place: “the first digit is 4”."""
    digits = str(number)
    if len(digits) < 2:
        return False
    told: dict[int, str] = {}
    for text in talk:
        spoken = in_digits(text)
        for names, place in (*_ORDINALS, *((names, len(digits) - back) for names, back in _FROM_END)):
            for found in re.finditer(
                rf"\b(?:{names})\b[^.\n\d]{{0,40}}?\b(\d)\b|\b(\d)\b[^.\n\d]{{0,30}}?\b(?:{names})\b",
                spoken,
                re.IGNORECASE,
            ):
                told[place] = found[1] or found[2]
    return all(told.get(place) == digit for place, digit in enumerate(digits))


def _letters_told(talk: Sequence[str], key: Key) -> bool:
    """Whether each letter was told by its place: “the first letter is R”."""
    for answer in (key.answer, *key.accepted):
        wanted = letters(answer)
        if len(wanted) < 3:
            continue
        told = [
            found[1].lower()
            for text in talk
            for found in re.finditer(
                r"\b(?:letter|lettera)\b[^.\n]{0,30}?[\"'“«]?\b([A-Za-z])\b[\"'”»]?(?:[.,!\n]|$)", text, re.IGNORECASE
            )
        ]
        if "".join(told).endswith(wanted):
            return True
    return False


_PIECE = re.compile(
    r"[“«\"'`]\s?([^“”«»\"'`\n]{1,12})\s?[”»\"'`]"
    r"|(?:\b(?:with|comes|then|that|is|con|viene|poi|c'è|è)\s+)(-?[\w{}()\[\],;.+^*/-]{1,12}?)(?=[.,!]?(?:\s|$))",
    re.IGNORECASE,
)
_TELLS_A_PIECE = re.compile(
    r"\b(?:begin|start|next|then|after|end|last|first|second|third|follow|cominci|inizi|poi|dopo|fin|ultim|prim|second|terz"
    r"|segu)\w*",
    re.IGNORECASE,
)
LONGEST_PIECE = 70  # signs of a sentence that tells one


def _marked(text: str) -> list[str]:
    """What a reply sets apart in sentences such as “it begins with 4”."""
    sentences = re.split(r"(?<=[^\d\W])[.!?]\s|(?<=[”»\"'`\d])[.!?,]?\s+(?=[A-ZÈ])|\n", text)
    telling = [each for each in sentences if len(each) <= LONGEST_PIECE and _TELLS_A_PIECE.search(each)]
    return [piece for each in telling for piece in _pieces_of(each)]


def _pieces_of(sentence: str) -> list[str]:
    """What stands in quotes; where nothing does, the last word."""
    found = list(_PIECE.finditer(sentence))
    quoted = [each[1].strip() for each in found if each[1]]
    return quoted or [each[2] for each in found[-1:]]


def _says(joined: str, key: Key, judge: Callable[[str], Verdict]) -> bool:
    answers = {squeezed(answer) for answer in (key.answer, *key.accepted)}
    return squeezed(joined) in answers or judge(joined).leaks
