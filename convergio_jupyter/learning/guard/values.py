"""The numbers and formulas that a text mentions, and what comes of the sums that it spells out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ...core.i18n import Unable
from ...mathematics.expressions import read
from .spelling import WORDS

NUMBER = r"(?:\d{1,3}(?:[ ,.'\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?"
_MENTION = re.compile(
    rf"(?<![A-Za-zÀ-ÿ0-9_.,/])[-+]?\s?{NUMBER}(?:\s*/\s*{NUMBER})?(?:\s*(?:%|percent|per cent|per cento))?"
)
_POWER_OF_TEN = re.compile(rf"({NUMBER})\s*(?:\*|x|×|·)\s*10\s*\^\s*\(?\s*([-+]?\d{{1,3}})\)?")
_SUM = re.compile(rf"[-+(]*\s*{NUMBER}(?:\s*\)?\s*[-+*/×÷·:^]\s*\(?\s*-?\s*{NUMBER}\)?)+")
_MIXED = re.compile(r"(?<![\w.,/])(\d+)\s+(\d+)/(\d+)(?![\w/])")
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}\b")
_BASES = (
    (re.compile(r"\b0x([0-9a-fA-F]+)\b"), 16),
    (re.compile(r"\b0b([01]+)\b"), 2),
    (re.compile(r"\b0o([0-7]+)\b"), 8),
)
_BETWEEN = re.compile(
    rf"(?:between|tra|fra|greater than|more than|bigger than|above|maggiore di|più di|piu di|oltre)\s+({NUMBER})\s+"
    rf"(?:and|e|ed|but|ma|und|et|y)\s+(?:(?:less|smaller|lower) than|below|under|minore di|meno di|sotto)?\s*"
    rf"({NUMBER})",
    re.IGNORECASE,
)
_WORDS_OF_SUMS = (
    (r"\b(?:multiplied by|times|volte|moltiplicato per|per)\b", "*"),
    (r"\b(?:divided by|over|diviso(?: per)?|fratto)\b", "/"),
    (r"\b(?:plus|più(?! di)|piu(?! di))\b", "+"),
    (r"\b(?:minus|meno)\b", "-"),
    (r"\b(?:half of|half|la metà di|metà di|la meta di)\s+", "(1/2)*"),
    (r"\b(?:a third of|un terzo di)\s+", "(1/3)*"),
    (r"\b(?:a quarter of|un quarto di)\s+", "(1/4)*"),
    (r"\b(?:double|twice|il doppio di|doppio di)\s+", "2*"),
    (r"\b(?:triple|three times|il triplo di)\s+", "3*"),
    (r"\b(?:squared|al quadrato)\b", "^2"),
    (r"\b(?:cubed|al cubo)\b", "^3"),
)
_TAKE = re.compile(
    rf"(?:take|start (?:from|with)|begin with|prendi|parti da|comincia (?:con|da))\s+(-?{NUMBER})\s*,?\s*"
    rf"(?:and|then|and then|e|poi|e poi)?\s*(add|subtract|take away|remove|aggiungi|togli|sottrai|somma)\s+(-?{NUMBER})"
    rf"|(add|subtract|aggiungi|togli|sottrai|somma)\s+(-?{NUMBER})\s+(?:to|from|a|da)\s+(-?{NUMBER})",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    rf"({NUMBER})\s+(more|less|fewer|greater|in più|in piu|in meno)\s+(?:than|di|rispetto a)\s+(-?\s?{NUMBER})", re.I
)
_AFTER = re.compile(
    rf"(?:(?:number|one)\s+)?(?:right |just )?(after|before)\s+({NUMBER})|(successivo|precedente) (?:a|di) ({NUMBER})",
    re.I,
)


class Mention(NamedTuple):
    """A number in a text, where it stands, and how it was written."""

    value: Fraction
    begin: int
    end: int
    way: str = "number"  # number, sum, roman, base
    terms: tuple[str, ...] = ()  # of a sum, in whatever order


def mentions(spoken: str) -> Iterator[Mention]:
    """Every number that ``spoken`` mentions or comes to by a sum, in each of its readings; see :func:`in_digits`."""
    for found in _MENTION.finditer(spoken):
        for value in readings(found[0]):
            yield Mention(value, *found.span())
    for found in _MIXED.finditer(spoken):
        whole, above, below = map(int, found.groups())
        if below:
            yield Mention(whole + Fraction(above, below), *found.span())
    for found in _POWER_OF_TEN.finditer(spoken):
        for value in readings(found[1]):
            yield Mention(value * Fraction(10) ** max(-300, min(300, int(found[2]))), *found.span())
    for pattern, base in _BASES:
        for found in pattern.finditer(spoken):
            yield Mention(Fraction(int(found[1][:64], base)), *found.span(), "base")
    if re.search(r"binar|base 2|base two|base due", spoken, re.IGNORECASE):
        for found in re.finditer(r"\b[01]{2,64}\b", spoken):
            yield Mention(Fraction(int(found[0], 2)), *found.span(), "base")
    if re.search(r"hexa|esadecimal|base 16", spoken, re.IGNORECASE):
        for found in re.finditer(r"\b[0-9a-fA-F]{1,16}\b", spoken):
            yield Mention(Fraction(int(found[0], 16)), *found.span(), "base")
    for found in _ROMAN.finditer(spoken):
        if number := _roman(found[0]):
            yield Mention(Fraction(number), *found.span(), "roman")
    yield from _sums(spoken)


def ranges(spoken: str) -> Iterator[tuple[Fraction, Fraction]]:
    """The pairs of numbers between which ``spoken`` says that something lies."""
    for found in _BETWEEN.finditer(spoken):
        for low in readings(found[1]):
            for high in readings(found[2]):
                yield low, high


def readings(written: str) -> list[Fraction]:
    """What a number in digits may be: with a comma or a point for decimals, or between thousands; a percent, too."""
    text = re.sub(r"\s+", " ", written.strip())
    percent = bool(re.search(r"%|percent|per cent", text))
    text = re.sub(r"\s*(?:%|percent|per cento|per cent)$", "", text)
    if "/" in text:
        above, below = text.split("/", 1)
        return [a / b for a in readings(above) for b in readings(below) if b]
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+- ").replace("\u202f", " ").replace("'", " ")
    body, _, power = text.lower().partition("e")
    forms = {body.replace(" ", "").replace(",", ""), body.replace(" ", "").replace(".", "").replace(",", ".")}
    forms.add(body.replace(" ", "").replace(",", "."))
    found = []
    for form in forms:
        if re.fullmatch(r"\d*\.?\d+", form) and len(form) <= 60:
            value = sign * Fraction(form) * Fraction(10) ** int(power or 0)
            found += [value, value / 100] if percent else [value]
    return list(dict.fromkeys(found))


def in_digits(text: str) -> str:
    """``text`` with the words for numbers up to a hundred, and for sums, in digits and signs."""
    text = _HYPHENATED.sub(
        lambda found: found[0] if found[0].lower() not in _COMPOUND else _COMPOUND[found[0].lower()], text
    )
    text = _WORD.sub(lambda found: str(WORDS[found[0].lower()]) if found[0].lower() in WORDS else found[0], text)
    for pattern, sign in _PATTERNS:
        text = pattern.sub(f" {sign} " if len(sign) == 1 else sign, text)
    return re.sub(r"(?<=[-+]) +(?=\d)", " ", text)


_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"\b[a-zA-Z]+[- ][a-zA-Z]+\b")
_COMPOUND = {
    f"{tens}{sep}{unit}": str(WORDS[tens] + WORDS[unit])
    for tens in ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for unit in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for sep in "- "
}
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), sign) for pattern, sign in _WORDS_OF_SUMS]


def _sums(text: str) -> Iterator[Mention]:
    for found in _SUM.finditer(text):
        value = _worked_out(found[0])
        if value is not None:
            yield Mention(value, *found.span(), "sum", terms_of(found[0]))
    for found in _ONE_MORE.finditer(text):
        for step in readings(found[1]):
            for base in readings(found[3]):
                more = found[2].lower() in ("more", "greater", "in più", "in piu")
                yield Mention(base + step if more else base - step, *found.span(), "sum")
    for found in _TAKE.finditer(text):
        first, verb, second = (found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])
        more = verb.lower() in ("add", "aggiungi", "somma")
        for base in readings(first):
            for step in readings(second):
                yield Mention(base + step if more else base - step, *found.span(), "sum")
    for found in _AFTER.finditer(text):
        for base in readings(found[2] or found[4]):
            yield Mention(
                base + (1 if (found[1] or found[3]).lower() in ("after", "successivo") else -1), *found.span(), "sum"
            )


def terms_of(text: str) -> tuple[str, ...]:
    """The numbers and signs of a sum, sorted, so that 7 × 6 is 6 × 7."""
    plain = text.translate(str.maketrans("×·÷:−", "**//-"))
    return tuple(sorted(re.findall(r"[\d.,]+|[-+*/^]", plain)))


def _worked_out(text: str) -> Fraction | None:
    opened, closed = text.count("("), text.count(")")
    text = text.strip() + ")" * (opened - closed) if opened >= closed else "(" * (closed - opened) + text.strip()
    found = value_at(text, {})
    if found is None or not math.isfinite(found) or abs(found) > 1e15:
        return None
    return Fraction(found).limit_denominator(10**9)


def value_at(text: str, point: Mapping[str, float]) -> float | None:
    """What a formula comes to where its letters have these values; None where it cannot be read, or has no value."""
    try:
        found = read(text, _Point(point))
    except (Unable, ArithmeticError, ValueError, TypeError):
        return None
    return found if isinstance(found, float) and math.isfinite(found) else None


class _Point:
    """An :class:`~...mathematics.expressions.Algebra` of floats: fast, and exact enough to tell formulas apart."""

    lang = "en"

    def __init__(self, point: Mapping[str, float]) -> None:
        self._point = point

    def number(self, value: Fraction) -> float:
        return float(value)

    def constant(self, name: str) -> float:
        if name == "i":
            raise Unable("There is no such number here.")
        return math.pi if name == "pi" else math.e

    def parts(self, name: str) -> Sequence[str]:
        return [name] if name in self._point else list(name)

    def name(self, name: str) -> float | None:
        return self._point.get(name)

    def is_number(self, value: float) -> bool:
        return True

    def negated(self, value: float) -> float:
        return -value

    def combined(self, sign: str, left: float, right: float) -> float:
        if sign == "+":
            return left + right
        if sign == "-":
            return left - right
        if sign == "/":
            return left / right
        if sign == "^":
            found = left**right if abs(right) < 1_000 else math.inf
            return found if isinstance(found, float) else math.nan
        return left * right

    def called(self, name: str, values: list[float]) -> float:
        return float(_FUNCTIONS[name](*values))


def _root(value: float, index: float) -> float:
    return math.copysign(abs(value) ** (1 / index), value)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(math, name) for name in ("exp", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh")},
    "tanh": math.tanh, "sqrt": math.sqrt, "cbrt": lambda x: _root(x, 3), "ln": math.log, "abs": abs,
    "floor": math.floor, "ceil": math.ceil,
    "log": lambda x, base=10.0: math.log(x, base), "log2": math.log2, "log10": math.log10, "root": _root,
    "min": min, "max": max, "round": lambda x, digits=0.0: round(x, int(digits)), "mod": math.fmod,
    "factorial": lambda x: math.factorial(int(x)) if 0 <= x <= 150 else math.inf,
}  # fmt: skip


def _roman(text: str) -> int:
    signs = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    numbers = [signs[sign] for sign in text]
    total = sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0], strict=True))
    return total if _to_roman(total) == text else 0


def _to_roman(number: int) -> str:
    found = ""
    for sign, value in (("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50),
                        ("XL", 40),
                        ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):  # fmt: skip
        found += sign * (number // value)
        number %= value
    return found
