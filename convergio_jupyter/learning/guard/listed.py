"""Whether a text picks the right ones of a numbered list: by ordinals, by what is left, one by one, by a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from .values import worded

LEAST_LISTED = 3  # entries of a list
_ENTRY = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]+\S", re.MULTILINE)
_ORDINALS = (
    "first|prim[aoie]|erste[nr]?|premi[eè]re?|primer[ao]?", "second|second[aoie]|zweite[nr]?|deuxième|segund[ao]",
    "third|terz[aoie]|dritte[nr]?|troisième|tercer[ao]?", "fourth|quart[aoie]|vierte[nr]?|quatrième|cuart[ao]",
    "fifth|quint[aoie]|fünfte[nr]?|cinquième|quint[ao]", "sixth|sest[aoie]|sechste[nr]?|sixième|sext[ao]",
    "seventh|settim[aoie]|siebte[nr]?|septième", "eighth|ottav[aoie]|achte[nr]?|huitième",
)  # fmt: skip
_PLACES = [re.compile(rf"\b(?:{names})\b(?: ones?\b)?", re.IGNORECASE) for names in _ORDINALS]
_LAST = re.compile(r"\b(?:last|ultim[ao]|letzte[nr]?|dernière?|últim[ao])\b(?: one\b)?", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,/])\d{1,2}(?![\d/]|[.,]\d)")
_NOUN = r"(?:the|la|il|le|i|die|der|places?|sentences?|reasons?|numbers?|cases?|points?|[a-z]\w{2,12})?"
_ROW = re.compile(
    rf"\b\d{{1,2}}(?:\s*(?:,|and|e|ed|und|et|y|&|\+)+\s*(?:(?:and|e)\s+)?(?:{_NOUN}\s+){{0,2}}\d{{1,2}}\b)+",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:all|every\w*|each|any|tutt[ei]|ogni|ognuna|alle|tous|toutes|tod[oa]s)\b[^.!?\n\d]{0,20}"
    r"\b(?:but|except(?: for)?|apart from|tranne|eccetto|salvo|meno|außer|bis auf|sauf|excepto|menos)\b([^.!?\n]*)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:the (?:rest|others?|remaining)|gli altri|le altre|i restanti|le restanti|il resto|die (?:anderen|übrigen)"
    r"|les autres|los demás|las demás)\b", re.IGNORECASE,
)  # fmt: skip
_ODD = re.compile(
    r"\b(?:odd[ -](?:ones|numbers|numbered)|dispari|ungerade\w*|impaire?s?|impar(?:es)?)\b", re.IGNORECASE
)
_EVEN = re.compile(
    r"\b(?:even (?:ones|numbers|numbered)|(?<!dis)pari(?! (?:al?|alla)\b)|gerade[nr]? (?:zahlen|nummern)|pairs|pares)"
    r"\b",
    re.IGNORECASE,
)
_YES, _NO = r"yes|sì|si|ja|oui|sí|true|vero|✓|✔|✅", r"no|nein|non|false|falso|✗|✘|❌"
_VERDICT = re.compile(rf"(?<![\w])(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?![\w])", re.IGNORECASE)
_EACH = re.compile(
    rf"(?<![\d.,/])(\d{{1,2}})\s*[:).,=–-]?\s*(?:is |è |are )?(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?!\w)", re.IGNORECASE
)
_BITS = re.compile(r"(?<![\d.,])[01]{3,}(?![\d.,])")


def picks(text: str, asked: str, wanted: frozenset[float]) -> str:
    """What of ``text`` picks just the entries ``wanted`` of the list in ``asked``; empty where nothing does."""
    many = _listed(asked)
    if not many or not all(value == int(value) and 1 <= value <= many for value in wanted) or not wanted:
        return ""
    everything = frozenset(range(1, many + 1))
    spoken = _in_numbers(worded(text), many)
    for found, picked in _picked(spoken, everything):
        if picked == wanted:
            return found
    return ""


@lru_cache(maxsize=256)
def _listed(asked: str) -> int:
    """How many entries the numbered list of a task has; 0 where it has none."""
    numbers = [int(each) for each in _ENTRY.findall(asked)]
    return len(numbers) if len(numbers) >= LEAST_LISTED and numbers == list(range(1, len(numbers) + 1)) else 0


def _in_numbers(text: str, many: int) -> str:
    for place, name in enumerate(_PLACES[:many], 1):
        text = name.sub(str(place), text)
    return _LAST.sub(str(many), text)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(int(each) for each in _NUMBER.findall(text))


def _picked(text: str, everything: frozenset[int]) -> Iterator[tuple[str, frozenset[int]]]:
    for found in _ALL_BUT.finditer(text):
        yield found[0], everything - _numbers(found[1])
    for found in _ROW.finditer(text):
        yield found[0], _numbers(found[0])
    for sentence in re.split(r"(?<=[.!?])\s|\n", text):
        if sentence.endswith("?"):
            continue
        if _REST.search(sentence) and (named := _numbers(sentence)):
            yield sentence, everything - named
            yield sentence, named
    if _ODD.search(text):
        yield "the odd ones", frozenset(each for each in everything if each % 2)
    if _EVEN.search(text):
        yield "the even ones", frozenset(each for each in everything if each % 2 == 0)
    told = {int(found[1]): bool(found["yes"]) for found in _EACH.finditer(text)}
    if told.keys() >= everything or sum(told.values()) > 1:
        yield "one by one", frozenset(each for each, yes in told.items() if yes)
    verdicts = [bool(found["yes"]) for found in _VERDICT.finditer(text)]
    for row in (verdicts, *([sign == "1" for sign in found[0]] for found in _BITS.finditer(text))):
        if len(row) == len(everything):
            yield "one by one", frozenset(place for place, yes in enumerate(row, 1) if yes)


def steps_of(wanted: frozenset[float]) -> float:
    """How far it is from each of the numbers to the next, where that is always the same; else 0."""
    row = sorted(wanted)
    gaps = {round(b - a, 9) for a, b in pairwise(row)}
    return gaps.pop() if len(gaps) == 1 and len(row) > LEAST_LISTED else 0


_EVERY = re.compile(
    r"\b(?:every|each|multiples?|steps? of|ogni|multipl[io]|jede\w*|vielfache\w*|tous les|cada)\b", re.IGNORECASE
)


def tells_steps(text: str, told: frozenset[float], wanted: frozenset[float]) -> bool:
    """Whether a rule gives them all: every 21 from 0 to 84."""
    step, first, last = steps_of(wanted), min(wanted, default=0), max(wanted, default=0)
    return bool(step and _EVERY.search(text) and {step, last} <= told <= {step, first, last})
