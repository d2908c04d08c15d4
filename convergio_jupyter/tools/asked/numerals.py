"""Numbers that are written in words, in English and Italian, below a million."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

_ENGLISH_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ITALIAN_UNITS = ("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_ITALIAN_TEENS = (
    *("dieci", "undici", "dodici", "tredici", "quattordici", "quindici"),
    *("sedici", "diciassette", "diciotto", "diciannove"),
)
_ITALIAN_TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")


def in_figures(text: str) -> str:
    """``text`` with figures for the numbers that are whole words in it: twenty-five, duecentosei."""
    text = _ENGLISH.sub(lambda found: str(_english(found[0].casefold())), text)
    return _WORD.sub(_italian, text)


def _english(words: str) -> int:
    thousands = number = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "thousand":
            thousands, number = number * 1000, 0
        else:
            number = number * 100 if word == "hundred" else number + _VALUES.get(word, 0)
    return thousands + number


def _italian(found: re.Match[str]) -> str:
    """The word in figures; itself where it is no number."""
    word, known = found[0].casefold().replace("é", "e"), _italian_words()
    thousands, mila, rest = word.partition("mila")
    if not mila:
        one, mila, rest = word.partition("mille")
        thousands = "" if one else "uno"
    if not mila:
        return str(known[word]) if word in known else found[0]
    return (
        str(known[thousands] * 1000 + known.get(rest, 0)) if thousands in known and rest in {*known, ""} else found[0]
    )


@functools.cache
def _italian_words() -> Mapping[str, int]:
    """Each number below 1000 as one word, where two of them meet in either way: centotto, centootto."""
    below = dict(zip((*_ITALIAN_UNITS, *_ITALIAN_TEENS), range(20), strict=True))
    for ten, name in enumerate(_ITALIAN_TENS, 2):
        for unit, last in enumerate(_ITALIAN_UNITS):
            below[(name[:-1] if unit in (1, 8) else name) + last] = ten * 10 + unit
    hundreds = {
        ("" if hundred == 1 else name) + "cento": hundred for hundred, name in enumerate(_ITALIAN_UNITS) if name
    }
    words = dict(below)
    for name, hundred in hundreds.items():
        for last, rest in below.items():
            words[name + last] = hundred * 100 + rest
            if last.startswith("o"):
                words[name[:-1] + last] = hundred * 100 + rest
    return {name: number for name, number in words.items() if name} | {"zero": 0}


def _any(names: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(names)})"


_VALUES = {
    **{name: number for number, name in enumerate((*_ENGLISH_UNITS, *_ENGLISH_TEENS))},
    **{name: number * 10 for number, name in enumerate(_ENGLISH_TENS, 2)},
    "a": 1,
}
_UNIT = _any(_ENGLISH_UNITS[1:])
_BELOW_100 = rf"(?:{_any(_ENGLISH_TENS)}(?:[- ]{_UNIT})?|{_any(_ENGLISH_TEENS)}|{_UNIT})"
_BELOW_1000 = rf"(?:(?:{_UNIT}|a) hundred(?:(?: and)? {_BELOW_100}\b)?|{_BELOW_100})"
_ENGLISH = re.compile(
    rf"(?<![\w-])(?:zero|{_BELOW_1000}(?: thousand(?:(?: and)? {_BELOW_1000}\b)?)?)(?![\w-])", re.IGNORECASE
)
_WORD = re.compile(r"(?<![\w-])[a-zé]{3,}(?![\w-])", re.IGNORECASE)
