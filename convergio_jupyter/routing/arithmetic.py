"""Reads and redoes the sums that a text states: “3 × 60 = 180”, “8 x $5 = $40 = 40”, “60% of …” left alone.

Exact fractions, a parser of its own for + − × ÷, brackets, percent and thousands, and time that grows with the length
of the text and no faster. Nothing is ever evaluated.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from fractions import Fraction

LONGEST_NUMBER = 300  # characters; Python reads no more than 4,300 digits, and a float holds 308
LONGEST_SIDE = 80  # characters of one side of an equals sign
TOLERANCE = Fraction(1, 200)  # people round: a stated result may be off by half a percent …
CENT = Fraction(11, 1000)  # … or by a cent

_TERM = frozenset("0123456789.,+-*/×÷x()%$\\ −")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|(.))")
_IS_SUM = re.compile(r"[\d)%]\s*[-+*/x×÷−]\s*\(?\$?\s*[\d.(]")
_MARKED = re.compile(r"<<[^<>]{1,120}>>")  # how a calculator's sums are marked in some corpora
_RESULT = re.compile(r"=\s*\$?\s*(-?\d[\d,]*(?:\.\d+)?)")


def check_sums(text: str) -> tuple[int, int]:
    """How many of the sums that ``text`` states are right, and how many are wrong."""
    right = wrong = 0
    for left, written in _sides(text):
        if not _IS_SUM.search(left) and not _IS_SUM.search(written):
            continue
        stated, result = value_of(left), value_of(written)
        if stated is None or result is None:
            continue
        if abs(stated - result) <= max(CENT, abs(stated) * TOLERANCE):
            right += 1
        else:
            wrong += 1
    return right, wrong


def value_of(expression: str) -> Fraction | None:
    """What ``expression`` comes to; None where it is not plain arithmetic."""
    text = expression.strip(" .,$").replace(",", "").replace("\\", "").replace("$", "").replace("−", "-")
    try:
        parser = _Parser([(number, sign) for number, sign in _TOKEN.findall(text)])
        found = parser.sum()
        return found if parser.done else None
    except (ValueError, ZeroDivisionError, RecursionError):
        return None


def numbers_in(text: str) -> list[Fraction]:
    """Every number in ``text``, in order; “1,200.50” is one. Those of hundreds of digits are passed over."""
    return _fractions(_NUMBER.findall(text))


def results_in(text: str) -> list[Fraction]:
    """Every number that stands behind an equals sign, in order, likewise."""
    return _fractions(_RESULT.findall(text))


def _fractions(found: Iterable[str]) -> list[Fraction]:
    return [Fraction(each.replace(",", "")) for each in found if len(each) <= LONGEST_NUMBER]


def without_marks(text: str) -> str:
    return _MARKED.sub("", text)


def _sides(text: str) -> list[tuple[str, str]]:
    """What stands left and right of each equals sign, marked sums included."""
    found = [tuple(mark[2:-2].split("=", 1)) for mark in _MARKED.findall(text) if "=" in mark]
    for line in without_marks(text).split("\n"):
        parts = line.split("=")
        found += [(_tail(left), _head(right)) for left, right in itertools.pairwise(parts)]
    return found


def _tail(text: str) -> str:
    start = end = len(text)
    while start > max(0, end - LONGEST_SIDE) and text[start - 1] in _TERM:
        start -= 1
    return text[start:]


def _head(text: str) -> str:
    end = 0
    while end < min(len(text), LONGEST_SIDE) and text[end] in _TERM:
        end += 1
    return text[:end]


class _Parser:
    """A recursive descent over ``(number, sign)`` tokens. Raises ``ValueError`` for anything that is no arithmetic."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._tokens)

    def sum(self) -> Fraction:
        value = self._product()
        while sign := self._take("+-"):
            right = self._product()
            value = value + right if sign == "+" else value - right
        return value

    def _product(self) -> Fraction:
        value = self._factor()
        while sign := self._take("*/×÷x"):
            right = self._factor()
            value = value * right if sign in "*×x" else value / right
        return value

    def _factor(self) -> Fraction:
        if self._take("-"):
            return -self._factor()
        if self._take("("):
            value = self.sum()
            if not self._take(")"):
                raise ValueError("a bracket is not closed")
        else:
            value = self._number()
        return value / 100 if self._take("%") else value

    def _number(self) -> Fraction:
        if self.done or not self._tokens[self._at][0]:
            raise ValueError("a number is missing")
        self._at += 1
        return Fraction(self._tokens[self._at - 1][0])

    def _take(self, signs: str) -> str:
        if not self.done and self._tokens[self._at][1] and self._tokens[self._at][1] in signs:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""
