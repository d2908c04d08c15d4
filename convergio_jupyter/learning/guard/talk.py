"""What several replies of a talk add up to: digit by digit, letter by letter, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from ..key import Key
from .ends import touches_end
from .factors import names_factors
from .numbers import goals
from .plain import tidy
from .sets import touches
from .values import worded
from .verdict import CLEAN, Verdict, bare, letters
from .views import SHORT

READ_AS_ONE = 6  # replies
LONGEST_PIECE = 24  # signs
LONGEST_TELLING = 70  # signs of a sentence that tells a piece
MOST_BEGUN = 200  # ways to have begun an answer
_ORDINALS = (
    ("first|leftmost|prima|erste", 0), ("second|seconda", 1), ("third|terza", 2), ("fourth|quarta", 3),
    ("fifth|quinta", 4),
)  # fmt: skip
_FROM_END = (
    ("last|units?|ones|rightmost|ultima|unità|unita", 1), ("tens|decine", 2), ("hundreds|centinaia", 3),
    ("thousands|migliaia", 4),
)  # fmt: skip
_BEHIND_PLACE = r"\b(?:{names})\b[^.\n\d]{{0,40}}?\b(\d)\b"
_BEFORE_PLACE = r"\b(\d)\b[^.\n\d]{{0,30}}?\b(?:{names})\b"
_PLACES = [  # as “the tens: 4; the ones: 2” is told, as “4 tens, 2 ones”, and as both
    [
        (re.compile(way.format(names=names), re.IGNORECASE), place)
        for names, place in (*_ORDINALS, *((names, -back) for names, back in _FROM_END))
    ]
    for way in (_BEHIND_PLACE, _BEFORE_PLACE, f"{_BEHIND_PLACE}|{_BEFORE_PLACE}")
]
_NAMES_A_PLACE = re.compile(rf"\b(?:{'|'.join(names for names, _ in (*_ORDINALS, *_FROM_END))})\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_OF_FRACTION = tuple(
    re.compile(
        rf"\b(?:{names})\b\W+(?:[^\W\d]+\W+){{0,4}}?(\d{{1,6}})\b(?![.,/]\d)"
        rf"|(?<![\d/.,])\b(\d{{1,6}}) (?:[^\W\d]+ ){{0,3}}?\b(?:{names})\b",
        re.IGNORECASE,
    )
    for names in (
        "numerator|above|top|numeratore|sopra|zähler|numérateur|numerador",
        "denominator|below|bottom|under|denominatore|sotto|nenner|dénominateur|denominador",
    )
)
_LETTER = re.compile(r"\b(?:letter|lettera)\b[^.\n]{0,30}?[\"'“«]?\b([A-Za-z])\b[\"'”»]?(?=[.,;!\n]|$)", re.IGNORECASE)
_QUOTED = re.compile(r"(?:[“«\"]|(?<!\w)')\s?([^“”«»\"\n]{1,24}?)\s?(?:[”»\"]|'(?!\w))")
_TELLS_A_PIECE = re.compile(
    r"\b(?:begin|start|next|then|after|end|last|first|second|third|follow|cominci|inizi|poi|dopo|fin|ultim|prim|second|terz"
    r"|segu|part|pezzo|piece|digit|cifra|letter|half|metà|rest)\w*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r".*(?:\b(?:first|with|in|comes|then|that|is|are|con|viene|poi|c'è|è|di)|:)\s+(?:(?:an?|un[oa]?|the|il|la)\s+)?"
    r"(\S.{0,23}?)\s*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s(?:and|e|und|y|et)\s|,\s")
_SENTENCES = re.compile(r"(?<=[^\d\W])[.!?]\s|(?<=[”»\"'`\d)\]}])[.!?,]?\s+(?=[A-ZÈ])|\n")


Judge = Callable[[str], Verdict]


def adds_up(plain: str, key: Key, history: Sequence[str], judge: Judge, decode: Judge) -> Verdict:
    """Whether ``plain`` is the last piece of an answer that the replies in ``history`` began.

    ``judge`` takes a text at its word, ``decode`` looks at its other readings, too.
    """
    talk = [*history, plain]
    if key.kind == "number" and _digits_told(talk, key):
        return Verdict(True, "partial", "digits")
    if key.kind == "text" and _letters_told(talk, key):
        return Verdict(True, "partial", "letters")
    if key.kind == "number" and _fraction_told(talk, key):
        return Verdict(True, "partial", "numerator and denominator")
    if key.kind == "expression" and names_factors(talk, key):
        return Verdict(True, "partial", "factors")
    told = [_pieces(each) for each in talk]
    if told[-1] and _spelt([piece for pieces in told for piece in pieces], key):
        return Verdict(True, "partial", "pieces")
    if history and len(bare(plain)) <= SHORT:
        short = [each.strip() for each in talk if 0 < len(bare(each)) <= SHORT]
        for joined in {"".join(short), " ".join(short)} if len(short) > 1 else ():
            if (found := decode(joined)).leaks:
                return Verdict(True, "partial", found.found)
    some = {"set": touches, "interval": touches_end}.get(key.kind)
    if history and some and some(plain, key):
        found = judge("\n".join(talk[-READ_AS_ONE:]))
        if found.leaks:
            return Verdict(True, "partial", found.found)
    return CLEAN


def _digits_told(talk: Sequence[str], key: Key) -> bool:
    """Whether each digit was told by its place: “the first digit is 4”."""
    wanted = {str(abs(int(goal.value))) for goal in goals(key) if goal.value.denominator == 1}
    if not any(map(any, map(_places, talk))):
        return False
    for digits in filter(lambda each: len(each) > 1, wanted):
        for way in range(len(_PLACES)):
            told: dict[int, str] = {}
            for text in talk:
                found = _places(text)[way]
                told.update({place % len(digits): digit for place, digit in found if place >= -len(digits)})
            if all(told.get(place) == digit for place, digit in enumerate(digits)):
                return True
    return False


def _fraction_told(talk: Sequence[str], key: Key) -> bool:
    """Whether what is above the line was told, and what is below: “the numerator is 5”, “put 8 below the line”."""
    wanted = [abs(goal.value) for goal in goals(key) if goal.value.denominator > 1]
    if not wanted or not any(_above_and_below(talk[-1])):
        return False
    told = [_above_and_below(each) for each in talk]
    above, below = ({number for pair in told for number in pair[side]} for side in (0, 1))
    return any(value == Fraction(a, b) for value in wanted for a in above for b in below if b)


@lru_cache(maxsize=256)
def _above_and_below(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    spoken = worded(text)
    above, below = (tuple(int(found[1] or found[2]) for found in side.finditer(spoken)) for side in _OF_FRACTION)
    return above, below


@lru_cache(maxsize=256)
def _places(text: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """The digits that ``text`` tells by their places, in each way to tell them."""
    spoken = worded(text) if _NAMES_A_PLACE.search(text) else ""
    if not _DIGIT.search(spoken):
        return ((),) * len(_PLACES)
    return tuple(
        tuple((place, found[found.lastindex or 1]) for pattern, place in way for found in pattern.finditer(spoken))
        for way in _PLACES
    )


def _letters_told(talk: Sequence[str], key: Key) -> bool:
    """Whether each letter was told by its place: “the first letter is R”."""
    told = "".join(found[1].lower() for text in talk for found in _LETTER.finditer(text))
    return any(told.endswith(letters(answer)) for answer in _answers(key) if len(letters(answer)) > 1)


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[str, ...]:
    """A reply of a few signs, what stands in quotes, and what a sentence such as “it begins with 4” ends in."""
    told = [piece for sentence in _SENTENCES.split(text) for piece in _told(sentence)]
    return tuple(told or ([text] if len(text.strip()) <= SHORT else []))


def _told(sentence: str) -> Iterator[str]:
    if len(sentence) > LONGEST_TELLING or not _TELLS_A_PIECE.search(sentence):
        return
    quoted = _QUOTED.findall(sentence)
    if quoted:
        yield from quoted
        return
    for part in _PARTS.split(sentence):
        if found := _BEHIND.match(part):
            yield found[1]


def _spelt(pieces: Sequence[str], key: Key) -> bool:
    """Whether some of the pieces, in their order or in the other, are the answer when they are put together."""
    signs = [_signs(piece) for piece in pieces]
    for answer in _answers(key):
        fitting = [each for each in signs if each and each != answer and each in answer]
        if _built(answer, fitting) or _built(answer, fitting[::-1]):
            return True
    return False


def _built(answer: str, pieces: Sequence[str]) -> bool:
    begun = {""}
    for piece in pieces:
        begun |= {start + piece for start in begun if answer.startswith(start + piece)}
        if len(begun) > MOST_BEGUN:
            break
    return answer in begun


@lru_cache(maxsize=256)
def _answers(key: Key) -> tuple[str, ...]:
    """The ways to write the answer, without what parts its signs."""
    found = [_signs(tidy(each)) for each in (key.answer, *key.accepted)]
    if key.kind == "number":
        found += [word for goal in goals(key) for word in goal.words if len(word) > LONGEST_PIECE // 4]
    return tuple(dict.fromkeys(each for each in found if len(each) > 1))


def _signs(text: str) -> str:
    return re.sub(r"[^\w+\-*/^∞<>≤≥]", "", text).lower()
