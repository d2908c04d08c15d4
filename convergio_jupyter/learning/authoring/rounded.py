"""Whether the key of a number is one that was rounded, and takes neither the exact value nor more of its digits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..guard.values import mentions, numbered
from ..key import Key
from ..lesson.reading import Cell
from .findings import Finding, advice

_DECIMAL = re.compile(r"[-+]?\d+[.,](?P<places>\d{2,})")
# Whose fractions come out even in no number of digits. With two digits others would be met by chance.
_BELOW = {2: (3, 6), 3: (3, 6, 7, 9, 11, 12)}
_PARTS_OF_PI = (1, 2, 3, 4, 6)
_MOST_OF_PI = 100  # times
_PI = Fraction(math.pi)
_ROUND_THINGS = re.compile(
    r"π|\b(?:pi|circ\w+|cerch\w+|radi\w*|ragg\w+|diam\w+|spher\w+|sfer\w+|c[yi]lind\w+|con[eio]|wheels?|ruot[ae]|dis[ck]s?"
    r"|disc[oh]\w*|ball|palla|angl\w+|angol\w+)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[€$£¥]|\b(?:euros?|cents?|centesim\w+|dollar\w*|pounds?|pence|sterlin\w+|money|soldi|monet\w+|coins?|pric\w+|prezz\w+"
    r"|cost\w*|pay\w*|paid|paga\w*|spen[dt]\w*|spes[ae]|wages?|stipendi\w*)\b",
    re.IGNORECASE,
)
_SAYS_HOW_EXACT = re.compile(
    r"\b(?:round\w*|decimals?|digits?|nearest|approx\w*|about|roughly|significant|hundredths?|thousandths?|tenths?|places"
    r"|arrotond\w*|decimal[ei]|cifr[ae]|approssim\w*|circa|millesim\w+|decim[oi]|virgola)\b|[≈~]",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\b(?:round|in a round|all round)\s+(?:table|cake|pond|plate|garden|pool)\b", re.IGNORECASE)


def rounded(key: Key, cell: Cell, asked: str) -> Iterator[Finding]:
    """Points out a rounded answer without a tolerance; in ``asked`` the task may say how exact it is to be."""
    answer = key.answer.strip()
    found = _DECIMAL.fullmatch(answer)
    if key.kind != "number" or not found or key.tolerance or key.relative or key.accepted:
        return
    if _MONEY.search(f"{key.unit} {asked}") or _SAYS_HOW_EXACT.search(_ROUND.sub(" ", asked)):
        return
    exact = _exact(Fraction(answer.replace(",", ".")), len(found["places"]), asked)
    if exact:
        yield advice(
            "rounded_answer",
            "The answer of the key, “{answer}”, looks like {exact}, rounded: who writes {exact} or more of its digits"
            " would be wrong.",
            "Write {exact} as the answer, or give it a tolerance (in a quiz ± behind the answer), or say in the task to"
            " how many digits it is to be rounded.", cell, answer=answer[:40], exact=exact,
        )  # fmt: skip


def _exact(value: Fraction, places: int, asked: str) -> str:
    """What ``value`` was before it was rounded, as people write it; empty where it may as well be exact."""
    numbers = [each.value for each in mentions(numbered(asked)) if each.way == "number"]
    if any(value in _together(a, b) for a in [*numbers, Fraction(1)] for b in numbers):
        return ""
    for above in numbers:
        for below in filter(None, numbers):
            if _rounds_to(above / below, value, places):
                return _written(above / below)
    whole = all(each.denominator == 1 and abs(each) != 100 for each in numbers)
    for parts in _BELOW[min(places, 3)] if whole else ():
        if _rounds_to(found := Fraction(round(value * parts), parts), value, places):
            return _written(found)
    return _of_pi(value, places, _PARTS_OF_PI if _ROUND_THINGS.search(asked) else ())


def _together(one: Fraction, other: Fraction) -> list[Fraction]:
    return [one + other, one - other, one * other, *([one / other] if other else [])]


def _of_pi(value: Fraction, places: int, parts: Sequence[int]) -> str:
    for below in parts:
        above = round(value * below / _PI)
        if 0 < above <= _MOST_OF_PI * below and _rounds_to(_PI * above / below, value, places):
            return ("" if above == 1 else str(above)) + "π" + ("" if below == 1 else f"/{below}")
    return ""


def _rounds_to(exact: Fraction, value: Fraction, places: int) -> bool:
    return exact != value and 2 * abs(exact - value) <= Fraction(1, 10**places)


def _written(exact: Fraction) -> str:
    return f"{exact.numerator}/{exact.denominator}"
