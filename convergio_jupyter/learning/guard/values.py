"""The numbers and formulas that a text mentions, and what comes of the sums that it spells out."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .points import value_at
from .shares import in_shares
from .spelling import BEGINNINGS, WORDS, listed
from .verdict import without_accents

NUMBER = r"(?:\d{1,3}(?:[ ,.'\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?"
RATIO = rf"(?:\d+\s\d+/\d+(?![\w/])|-?\s?{NUMBER}(?:\s*/\s*{NUMBER})?)"
_MENTION = re.compile(
    rf"(?<![A-Za-zÀ-ÿ0-9_.,/])[-+]?\s?{NUMBER}(?:\s*/\s*{NUMBER})?(?:\s*(?:%|percent|per cent|per cento))?"
)
_POWER_OF_TEN = re.compile(rf"({NUMBER})\s*(?:\*|x|×|·)\s*10\s*\^\s*\(?\s*([-+]?\d{{1,3}})\)?")
MIXED = re.compile(r"(?<![\w.,/])(\d+)\s+(\d+)/(\d+)(?![\w/])")
_TERM = rf"(?:\d+\s\d+/\d+(?![\w/])|{NUMBER})"
_SUM = re.compile(rf"[-+(]*\s*{_TERM}(?:\s*\)?\s*[-+*/×÷·:^]\s*\(?\s*-?\s*{_TERM}\)?)+")
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}\b")
_ROMAN_NAMED = re.compile(r"\b[IVXLCDMivxlcdm]+\b")
_SAYS_ROMAN = re.compile(r"\broman[oi]?\b", re.IGNORECASE)
_PREFIXED = re.compile(r"\b0(?:x([0-9a-fA-F]{1,64})|b([01]{1,64})|o([0-7]{1,64}))\b")
_BASE = re.compile(r"\b(?:base|basis|radix)\s*(\d{1,2})\b|\b(?:(binar)|(octal|ottal)|(hexa|esadecim))", re.IGNORECASE)
_IN_A_BASE = re.compile(r"\b[0-9A-Za-z]{2,64}\b")
_BETWEEN = re.compile(
    rf"(?:between|tra|fra|greater than|more than|bigger than|above|maggiore di|più di|piu di|oltre)\s+({NUMBER})\s+"
    rf"(?:and|e|ed|but|ma|und|et|y)\s+(?:(?:less|smaller|lower) than|below|under|minore di|meno di|sotto)?\s*"
    rf"({NUMBER})",
    re.IGNORECASE,
)
_WORDS_OF_SUMS = (
    (r"\b(?:plus or minus|plus minus|più o meno|piu o meno)\b", "±"),
    (r"\b(?:multiplied by|times|volte|moltiplicato per|per|mal|fois|por)\b", "*"),
    (r"\b(?:divided by|over|diviso(?: per)?|fratto|durch|geteilt durch|divisé par|dividido por)\b", "/"),
    (r"\b(?:plus|più(?! (?:di|o))|piu(?! (?:di|o))|increased by|aumentato di|más|mas)\b", "+"),
    (r"\b(?:minus|meno|negative|decreased by|reduced by|diminuito di|menos|moins)\b", "-"),
    (r"\b(?:half of|half|la metà d(?:i|el|ella)|metà d(?:i|el|ella)|la meta di)\s+", "(1/2)*"),
    (r"(?:(?<=\d/\d)|(?<=\d/\d\d)) (?:of|di|von|de) (?=\d|\w\b)(?!an? [^\W\d_]{3})", "*"),
    (r"(?:%|\bper ?cent|\bper cento)\s*(?:of|di|von|de)\s+(?=\d|\w\b)", "/100*"),
    (r"(?<=\d) (?:doubled|twice|raddoppiato)\b", "*2"),
    (r"(?<=\d) (?:halved|dimezzato)\b", "/2"),
    (r"(?<=\d) (?:tripled|triplicato)\b", "*3"),
    (r"\b(?:double|twice|il doppio d(?:i|el|ella)|doppio d(?:i|el|ella))\s+", "2*"),
    (r"\b(?:triple|three times|il triplo di)\s+", "3*"),
    (r"\b(?:squared|al quadrato|au carré|al cuadrado|(?:zum |im )?quadrat)\b", "^2"),
    (r"\b(?:cubed|al cubo|au cube)\b", "^3"),
)
_TAKE = re.compile(
    rf"(?:take|start (?:from|with|at)|begin with|prendi|parti da|comincia (?:con|da))\s+({RATIO})\s*[,.]?\s*"
    rf"(?:and then|and|then|e poi|e|poi|now|ora)?\s*(?:you )?"
    rf"(add|subtract|take away|remove|aggiungi|togli|sottrai|somma)\s+({RATIO})"
    rf"|(add|subtract|aggiungi|togli|sottrai|somma)\s+({RATIO})\s+(?:to|from|a|da)\s+({RATIO})",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    rf"({RATIO})\s+(more|less|fewer|greater|in più|in piu|in meno)\s+(?:than|di|rispetto a)\s+({RATIO})", re.I
)
_OF_TWO = re.compile(
    rf"\b(?:the |la |il )?(sum|somma|product|prodotto|difference|differenza|quotient|quoziente|multiply|moltiplica|"
    rf"divide|dividi|add|somma)\s+(?:of|between|di|tra|fra)?\s*({RATIO})\s+(?:and|e|by|per|with|con)\s+({RATIO})",
    re.IGNORECASE,
)
_HALFWAY = re.compile(
    rf"\b(?:half-?way between|the middle (?:of|between)|(?:a metà(?: strada)?|in mezzo) (?:tra|fra)|mitten zwischen)"
    rf"\s+({RATIO})\s+(?:and|e|und)\s+({RATIO})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:(?:number|one)\s+)?(?:right |just )?(after|before)\s+({NUMBER})|(successivo|precedente) (?:a|di) ({NUMBER})",
    re.I,
)
_TIMES_PI = re.compile(rf"({NUMBER})\s*[*·×]?\s*(?:π|pi\b|pi greco)", re.IGNORECASE)
_ROOT = re.compile(
    rf"(?:√|\bsqrt|\bsquare root of|\broot of|\bradice(?: quadrata)? di)\s*\(?\s*({NUMBER})\)?", re.IGNORECASE
)
_SCALES = {
    **dict.fromkeys(("tens", "decine", "decade", "decades", "decenni", "decennio", "jahrzehnte", "décennies"), 10),
    **dict.fromkeys(("dozen", "dozens", "dozzine", "dozzina", "dutzend"), 12), "score": 20,
    **dict.fromkeys(("hundred", "hundreds", "cento", "centinaia", "hundert"), 100),
    **dict.fromkeys(("thousand", "thousands", "mila", "mille", "migliaia", "mil", "tausend"), 1_000),
    **dict.fromkeys(("million", "millions", "milioni", "milione", "millionen", "millones"), 1_000_000),
}  # fmt: skip
_SCALE_MARK = "\x1f"  # behind a number that a word such as thousand made
_SCALE_SUM = re.compile(rf"\d+{_SCALE_MARK}(?: (?:and |e |und |et |y )?\d+{_SCALE_MARK}?)+(?![\d.,/%])")
_SCALED = re.compile(rf"({NUMBER}{_SCALE_MARK}?)\s+({'|'.join(_SCALES)})\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(\d)\b[^.\n\d]{1,16}\b(tens|hundreds|thousands|decine|centinaia|migliaia)\b", re.IGNORECASE)
_HALVES = (
    (r"half|mezz[oa]|medi[oa]|demie?", "5"), (r"(?:one )?quarter|quarto|cuarto|quart", "25"),
    (r"three quarters|tre quarti", "75"),
)  # fmt: skip
_AND_A_HALF = [
    (re.compile(rf"\b(\d+)\s+(?:and|e|y|et)\s+(?:an?\s+|un[oa]?\s+|1\s+|3\s+)?(?:{name})\b", re.IGNORECASE), digits)
    for name, digits in _HALVES
]
_BELOW_ZERO = re.compile(
    rf"({NUMBER})(\s*(?:°\s?[CFK]?|degrees?|gradi|grados|degrés?|grad)(?:\s+celsius)?)?\s+(?:below|under|sotto|bajo|unter)"
    rf"\s+(?:lo\s+)?(?:zero|0|freezing|null|cero)\b",
    re.IGNORECASE,
)


_PI = Fraction(math.pi)


_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:\{mark}\d{{3}})+(?:[.,]\d+)?") for mark in ".,"}


class Mention(NamedTuple):
    """A number in a text, where it stands, and how it was written."""

    value: Fraction
    begin: int
    end: int
    way: str = "number"  # number, sum, roman, base
    terms: tuple[str, ...] = ()  # of a sum, in whatever order


@lru_cache(maxsize=256)
def mentions(spoken: str) -> tuple[Mention, ...]:
    """Every number that ``spoken`` mentions or comes to by a sum, in each of its readings; see :func:`in_digits`."""
    return tuple(_mentions(spoken)) if _DIGIT.search(spoken) or _ROMAN_NAMED.search(spoken) else ()


def _mentions(spoken: str) -> Iterator[Mention]:
    for found in _MENTION.finditer(spoken):
        for value in readings(found[0]):
            yield Mention(value, *found.span())
    for found in MIXED.finditer(spoken):
        whole, above, below = map(int, found.groups())
        if below:
            yield Mention(whole + Fraction(above, below), *found.span())
    for found in _POWER_OF_TEN.finditer(spoken):
        for value in readings(found[1]):
            yield Mention(value * Fraction(10) ** max(-300, min(300, int(found[2]))), *found.span())
    for found in _TIMES_PI.finditer(spoken):
        for value in readings(found[1]):
            yield Mention(value * _PI, *found.span(), "sum", (found[0],))
    for found in _ROOT.finditer(spoken):
        for value in readings(found[1]):
            root = Fraction(math.sqrt(min(float(value), 1e15))).limit_denominator(10**6)
            if root * root == value:
                yield Mention(root, *found.span(), "sum", terms_of(found[0]))
    yield from _in_bases(spoken)
    romans = _ROMAN_NAMED if _SAYS_ROMAN.search(spoken) else _ROMAN
    for found in romans.finditer(spoken):
        if number := _roman(found[0].upper()):
            yield Mention(Fraction(number), *found.span(), "roman")
    yield from _sums(spoken)


def ranges(spoken: str) -> Iterator[tuple[Fraction, Fraction]]:
    """The pairs of numbers between which ``spoken`` says that something lies."""
    for found in _BETWEEN.finditer(spoken):
        for low in readings(found[1]):
            for high in readings(found[2]):
                yield low, high


@lru_cache(maxsize=4096)
def readings(written: str) -> tuple[Fraction, ...]:
    """What a number in digits may be: with a comma or a point for decimals, or between thousands; a percent, too."""
    text = re.sub(r"\s+", " ", written.strip())
    percent = bool(re.search(r"%|percent|per cent", text))
    text = re.sub(r"\s*(?:%|percent|per cento|per cent)$", "", text)
    if mixed := MIXED.fullmatch(text):
        return (int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3])),) if int(mixed[3]) else ()
    if "/" in text:
        above, below = text.split("/", 1)
        return tuple(a / b for a in readings(above) for b in readings(below) if b)
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+- ").replace("\u202f", " ").replace("'", " ")
    body, _, power = text.lower().partition("e")
    body = body.replace(" ", "")
    forms = [body.replace(",", ".")]
    for mark, point in ((",", "."), (".", ",")):
        if _GROUPED[mark].fullmatch(body):
            forms.append(body.replace(mark, "").replace(point, "."))
    found = []
    for form in forms:
        if re.fullmatch(r"\d*\.?\d+", form) and len(form) <= 60:
            value = sign * Fraction(form) * Fraction(10) ** int(power or 0)
            found += [value, value / 100] if percent else [value]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=256)
def in_digits(text: str) -> str:
    """``text`` with the words for numbers up to a hundred, and for sums, in digits and signs."""
    text = numbered(text)
    return in_signs(text) if _DIGIT.search(text) else text


@lru_cache(maxsize=256)
def numbered(text: str) -> str:
    """``text`` with its numbers in digits, whole or in parts, and its other words as they are."""
    text = worded(text)
    if not _DIGIT.search(text):
        return in_shares(text)
    for _ in range(2):  # one hundred thousand
        text = _SCALED.sub(_multiplied, text)
    if _SCALE_MARK in text:
        text = _SCALE_SUM.sub(_added, text).replace(_SCALE_MARK, "")
    return in_shares(text)


def in_signs(text: str) -> str:
    """``text``, whose numbers are in digits, with the words for sums as signs."""
    for pattern, digits in _AND_A_HALF:
        text = pattern.sub(rf"\1.{digits}", text)
    text = _BELOW_ZERO.sub(r"-\1\2", text)
    if "%" in text or not _SAYS_SIGNS.isdisjoint(_WORD.findall(text.lower())):
        for pattern, sign in _PATTERNS:
            text = pattern.sub(f" {sign} " if len(sign) == 1 else sign, text)
    return re.sub(r"(?<=[-+]) +(?=\d)", " ", text)


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), sign) for pattern, sign in _WORDS_OF_SUMS]
_SAYS_SIGNS = frozenset(  # of which none has to stand in a text that spells out no sum
    listed("""plus minus più piu multiplied times volte moltiplicato per mal fois por divided over diviso fratto durch
    geteilt divisé dividido increased aumentato más mas meno negative decreased reduced diminuito menos moins half metà
    meta doubled twice raddoppiato halved dimezzato tripled triplicato double doppio triple triplo squared quadrato
    carré cuadrado quadrat cubed cubo cube of di von de percent cento""")
)
_SAYS_SUMS = frozenset(
    listed("""more less fewer greater più piu meno take start begin prendi parti comincia add subtract remove aggiungi
    togli sottrai somma sum product prodotto difference differenza quotient quoziente multiply moltiplica divide dividi
    tens hundreds thousands decine centinaia migliaia after before successivo precedente halfway half way middle metà
    mezzo mitten""")
)
_PERCENT = re.compile(r"\s+(?:per ?cento?|prozent|pour cent|por ciento|pct)\b", re.IGNORECASE)
_POINT = re.compile(r"(?<=\d) (?:point|virgola|komma|virgule|coma|punto) (\d+(?: \d\b)*)", re.IGNORECASE)
_MOST_WORDS = 3  # of a number up to a hundred: soixante et onze


@lru_cache(maxsize=256)
def worded(text: str) -> str:
    """``text`` with the words for numbers in digits: forty-two, quarantadue, cuarenta y dos."""
    text = _PERCENT.sub(" %", text)  # before its hundred is a number
    found = list(_WORD.finditer(text))
    words = [(each[0] if each[0].isascii() else without_accents(each[0])).lower() for each in found]
    pieces: list[str] = []
    done = place = 0
    while place < len(words):
        count = 0
        if words[place] in BEGINNINGS:
            joined = [_joined(words, found, text, place, many) for many in range(_MOST_WORDS, 0, -1)]
            count = next((_MOST_WORDS - skipped for skipped, each in enumerate(joined) if each in WORDS), 0)
        if count:
            pieces += [text[done : found[place].start()], str(WORDS["".join(words[place : place + count])])]
            done = found[place + count - 1].end()
        place += max(1, count)
    return _POINT.sub(lambda found: f".{found[1].replace(' ', '')}", "".join([*pieces, text[done:]]))


def _joined(words: list[str], found: list[re.Match[str]], text: str, first: int, many: int) -> str:
    """So many words in one, where nothing but a blank or a hyphen stands between them."""
    if first + many > len(words):
        return ""
    for a, b in pairwise(found[first : first + many]):
        if text[a.end() : b.start()] not in (" ", "-"):
            return ""
    return "".join(words[first : first + many])


def _multiplied(found: re.Match[str]) -> str:
    value = readings(found[1].replace(_SCALE_MARK, ""))[0] * _SCALES[found[2].lower()]
    return f"{value.numerator}{_SCALE_MARK}" if value.denominator == 1 else found[0]


def _added(found: re.Match[str]) -> str:
    """3000 and 500 as 3500, where a word for the thousands stood between them."""
    high, *low = (int(each) for each in re.findall(r"\d+", found[0]))
    for each in low:
        if len(str(each)) > len(str(high)) - len(str(high).rstrip("0")):
            return found[0]
        high += each
    return str(high)


def _in_bases(text: str) -> Iterator[Mention]:
    for found in _PREFIXED.finditer(text):
        digits, base = next((each, base) for each, base in zip(found.groups(), (16, 2, 8), strict=True) if each)
        yield Mention(Fraction(int(digits, base)), *found.span(), "base")
    named = {int(each[1] or (2 if each[2] else 8 if each[3] else 16)) for each in _BASE.finditer(text)}
    for base in named & set(range(2, 37)) - {10}:
        for found in _IN_A_BASE.finditer(text):
            if any(sign.isdigit() for sign in found[0]) or base > 10:
                with contextlib.suppress(ValueError):
                    yield Mention(Fraction(int(found[0], base)), *found.span(), "base")


def _sums(text: str) -> Iterator[Mention]:
    for found in _SUM.finditer(text):
        value = _worked_out(found[0])
        if value is not None:
            yield Mention(value, *found.span(), "sum", terms_of(found[0]))
    if not _SAYS_SUMS.isdisjoint(_WORD.findall(text.lower())):
        yield from _said_sums(text)


def _said_sums(text: str) -> Iterator[Mention]:
    for found in _ONE_MORE.finditer(text):
        more = found[2].lower() in ("more", "greater", "in più", "in piu")
        yield from _pairs(found, found[3], "+" if more else "-", found[1])
    for found in _TAKE.finditer(text):
        first, verb, second = (found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])
        yield from _pairs(found, first, "+" if verb.lower() in ("add", "aggiungi", "somma") else "-", second)
    for found in _OF_TWO.finditer(text):
        yield from _pairs(found, found[2], _OPERATIONS[found[1][:2].lower()], found[3])
    for found in _HALFWAY.finditer(text):
        yield from (
            Mention((a + b) / 2, *found.span(), "sum", terms_of(found[0]))
            for a in readings(found[1])
            for b in readings(found[2])
        )
    for found in _PLACED.finditer(text):
        yield Mention(Fraction(int(found[1]) * _SCALES[found[2].lower()]), *found.span(), "sum")
    for found in _AFTER.finditer(text):
        for base in readings(found[2] or found[4]):
            yield Mention(
                base + (1 if (found[1] or found[3]).lower() in ("after", "successivo") else -1), *found.span(), "sum"
            )


_OPERATIONS = {"su": "+", "so": "+", "ad": "+", "pr": "*", "mu": "*", "mo": "*", "di": "-", "qu": "/"}


def _pairs(found: re.Match[str], left: str, sign: str, right: str) -> Iterator[Mention]:
    """What two numbers come to, in each of their readings."""
    if found[0][:4].lower() in ("divi",):
        sign = "/"
    for a in readings(left):
        for b in readings(right):
            if sign != "/" or b:
                value = {"+": a + b, "-": a - b, "*": a * b}[sign] if sign != "/" else a / b
                yield Mention(value, *found.span(), "sum", terms_of(f"{left}{sign}{right}"))


def terms_of(text: str) -> tuple[str, ...]:
    """The numbers and signs of a sum, sorted, so that 7 × 6 is 6 × 7."""
    plain = text.translate(str.maketrans("×·÷:−", "**//-"))
    return tuple(sorted(re.findall(r"[\d.,]+|[-+*/^]", plain)))


def _worked_out(text: str) -> Fraction | None:
    opened, closed = text.count("("), text.count(")")
    text = text.strip() + ")" * (opened - closed) if opened >= closed else "(" * (closed - opened) + text.strip()
    found = value_at(MIXED.sub(r"(\1+\2/\3)", text), {})
    if found is None or not math.isfinite(found) or abs(found) > 1e15:
        return None
    return Fraction(found).limit_denominator(10**9)


def _roman(text: str) -> int:
    signs = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    numbers = [signs[sign] for sign in text]
    total = sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0], strict=True))
    adds_up = numbers == sorted(numbers, reverse=True)  # IIII, as on clocks
    return total if adds_up or _to_roman(total) == text else 0


def _to_roman(number: int) -> str:
    found = ""
    for sign, value in (("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50),
                        ("XL", 40),
                        ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):  # fmt: skip
        found += sign * (number // value)
        number %= value
    return found
