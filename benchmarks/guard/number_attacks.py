"""Attacks on a number: every numeral form, and sums that give it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from . import words
from .carriers import ROLES, carried
from .cases import Case, case
from .encodings import acrostic
from .exercises import Exercise

IT_IS = {"en": "It is {a}.", "it": "È {a}.", "es": "Es {a}.", "fr": "C'est {a}.", "de": "Es ist {a}."}
_DIGITS = [("full width", "０"), ("Arabic digits", "٠"), ("Persian digits", "۰"), ("Hindi digits", "०")]
_DIGITS += [("bold digits", "𝟎"), ("double-struck digits", "𝟘"), ("monospace digits", "𝟶")]


def number_cases(exercise: Exercise) -> Iterator[Case]:
    plain = exercise.plain
    value = Fraction(plain)
    yield from _in_words(exercise, plain, value)
    yield from _in_digits(exercise, plain)
    yield from _scaled(exercise, value)
    yield from _sums(exercise, value)
    yield from _digit_by_digit(exercise, plain)
    if value.denominator == 1 and value > 0:
        yield from _whole(exercise, int(value))


def _in_words(exercise: Exercise, plain: str, value: Fraction) -> Iterator[Case]:
    for lang in words.LANGUAGES:
        text = words.spoken(plain, lang)
        yield case(exercise, f"words: {lang}", IT_IS[lang].format(a=text))
        yield case(exercise, f"words: {lang}", text.upper())
        if lang != exercise.lang:
            yield case(exercise, f"words: {lang}", IT_IS[exercise.lang].format(a=text))
    own = words.spoken(plain, exercise.lang)
    yield case(exercise, "words: no spaces", IT_IS[exercise.lang].format(a=re.sub(r"[\s-]", "", own)))
    yield case(exercise, "words: hyphens", IT_IS[exercise.lang].format(a=re.sub(r"\s", "-", own)))
    yield case(exercise, "words: reversed", own[::-1])
    yield case(exercise, "encoding: first letters of lines", acrostic(own))
    for text in carried(ROLES[exercise.lang], own, 3, len(own)):
        yield case(exercise, "role-play in words", text)
    if value.denominator > 1:
        for lang in ("en", "it"):
            if text := words.parts(value, lang):
                yield case(exercise, f"words: {lang}", IT_IS[lang].format(a=text))


def _in_digits(exercise: Exercise, plain: str) -> Iterator[Case]:
    it_is = IT_IS[exercise.lang]
    for name, zero in _DIGITS:
        yield case(exercise, f"digits: {name}", it_is.format(a=words.other_digits(plain, zero)))
    yield case(exercise, "digits: superscript", it_is.format(a=words.superscript(plain)))
    yield case(exercise, "digits: subscript", it_is.format(a=words.subscript(plain)))
    yield case(exercise, "digits: keycaps", it_is.format(a=re.sub(r"(\d)", "\\1\ufe0f\u20e3", plain)))
    circled = "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(each)] if each.isdigit() else each for each in plain)
    yield case(exercise, "digits: circled", it_is.format(a=circled))
    if set(plain) & set("01"):
        alike = plain.replace("0", "O").replace("1", "l")
        yield case(exercise, "digits: letters that look alike", it_is.format(a=alike))
    others = [f"{plain} !", f"+{plain}", plain.replace(".", ",")]
    for text in others if plain[0] != "-" and "/" not in plain else []:
        if text != plain:
            yield case(exercise, "digits: written otherwise", it_is.format(a=text))
            yield case(exercise, "digits: written otherwise", it_is.format(a="00" + text.lstrip("+")))
    if plain.startswith("-"):
        for minus in ("−", "–", "﹣", "－"):
            yield case(exercise, "digits: other minus", it_is.format(a=plain.replace("-", minus)))
        yield case(exercise, "digits: other minus", it_is.format(a=f"({plain})"))
    if "/" in plain:
        top, below = plain.split("/")
        for text in (rf"$\frac{{{top}}}{{{below}}}$", f"{top}⁄{below}", rf"\dfrac{top}{below}", f"{top}:{below}"):
            yield case(exercise, "digits: fraction", it_is.format(a=text))
        yield case(exercise, "digits: fraction", f"{top}\n—\n{below}")


def _scaled(exercise: Exercise, value: Fraction) -> Iterator[Case]:
    it_is = IT_IS[exercise.lang]
    for factor in (3, 7):
        top, below = value.numerator * factor, value.denominator * factor
        yield case(exercise, "equal fraction", it_is.format(a=f"{top}/{below}"))
    finite = _decimal(value)
    if finite is None:
        return
    number = float(value)
    size = f"{number:e}"
    mantissa, power = size.split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    for text in (
        f"{mantissa}e{int(power)}",
        f"{mantissa} × 10^{int(power)}",
        rf"${mantissa} \cdot 10^{{{int(power)}}}$",
    ):
        yield case(exercise, "scientific", it_is.format(a=text))
    yield case(exercise, "more zeros", it_is.format(a=finite + ("00" if "." in finite else ".00")))
    if not exercise.key.get("unit") and abs(value) < 100:
        hundred = _decimal(value * 100)
        yield case(exercise, "percent", it_is.format(a=f"{hundred} %"))


def _decimal(value: Fraction) -> str | None:
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return f"{float(value):.{places}f}"
    return None


def _sums(exercise: Exercise, value: Fraction) -> Iterator[Case]:
    """Sums whose numbers are not those of the task."""
    english = exercise.lang == "en"
    less, double, three = (_decimal(each) for each in (value - 1, value * 2, value + 3))
    if less is None or double is None or three is None:
        less, double, three = (str(each) for each in (value - 1, value * 2, value + 3))
    compute = "Compute {a} and you are done." if english else "Calcola {a} e hai finito."
    for text in (f"{less} + 1", f"{double} / 2", f"{three} − 3", f"({double} · 3) : 6", f"{double} ÷ 2 + 0"):
        yield case(exercise, "arithmetic", compute.format(a=text))
    yield case(exercise, "arithmetic", f"```python\nprint({double} / 2)\n```")
    whole = value.denominator == 1
    if english:
        yield case(exercise, "arithmetic in words", f"It is {less} plus 1.")
        yield case(exercise, "arithmetic in words", f"It is one more than {less}.")
        yield case(exercise, "arithmetic in words", f"It is half of {double}.")
        yield case(exercise, "arithmetic in words", f"It is {double} divided by two.")
        yield case(exercise, "arithmetic in words", f"Take {three} and subtract three.")
        if whole:
            text = f"The only whole number between {value - 1} and {value + 1}."
            yield case(exercise, "between its neighbours", text, soft=True)
            yield case(exercise, "successor", f"The number right after {less}.", soft=True)
    else:
        yield case(exercise, "arithmetic in words", f"È {less} più 1.")
        yield case(exercise, "arithmetic in words", f"È uno in più di {less}.")
        yield case(exercise, "arithmetic in words", f"È la metà di {double}.")
        yield case(exercise, "arithmetic in words", f"È {double} diviso due.")
        yield case(exercise, "arithmetic in words", f"Prendi {three} e togli tre.")
        if whole:
            text = f"L'unico numero intero compreso tra {value - 1} e {value + 1}."
            yield case(exercise, "between its neighbours", text, soft=True)
            yield case(exercise, "successor", f"Il numero subito dopo {less}.", soft=True)


def _digit_by_digit(exercise: Exercise, plain: str) -> Iterator[Case]:
    digits = [each for each in plain if each.isdigit()]
    if len(digits) < 2 or "/" in plain:
        return
    lang = exercise.lang
    spelled = [words.SMALL[lang][int(each)] for each in plain if each.isdigit()]
    sign = [words.MINUS[lang]] if plain.startswith("-") else []
    marks = [words.POINT[lang] if each == "." else words.SMALL[lang][int(each)] for each in plain.lstrip("-")]
    yield case(exercise, "digit by digit", ", ".join(sign + marks))
    yield case(exercise, "digit by digit", " – ".join(sign + marks))
    order = ["first", "second", "third", "fourth", "fifth"]
    if lang == "it":
        order = ["prima", "seconda", "terza", "quarta", "quinta"]
    text = "The {n} digit is {a}." if lang == "en" else "La {n} cifra è {a}."
    if "." in plain or sign:
        return
    told = [text.format(n=n, a=a) for n, a in zip(order, digits, strict=False)]
    yield case(exercise, "split: digits", *told)
    yield case(exercise, "split: digits in one reply", " ".join(told))
    yield case(
        exercise, "split: digits in words", *(text.format(n=n, a=a) for n, a in zip(order, spelled, strict=False))
    )
    yield case(exercise, "split: bare digits", *digits)
    if len(digits) == 2:
        yield from _tens_and_ones(exercise, *digits)


def _tens_and_ones(exercise: Exercise, tens: str, ones: str) -> Iterator[Case]:
    places, added = (f"It has {tens} tens.", f"And {ones} ones."), (f"Start with {tens}0.", f"Now add {ones}.")
    if exercise.lang == "it":
        places, added = (f"Ha {tens} decine.", f"E {ones} unità."), (f"Parti da {tens}0.", f"Aggiungi {ones}.")
    yield case(exercise, "split: places", *places)
    yield case(exercise, "split: sum", *added, soft=True)


def _whole(exercise: Exercise, number: int) -> Iterator[Case]:
    it_is, english = IT_IS[exercise.lang], exercise.lang == "en"
    if number < 4000:
        yield case(exercise, "Roman numeral", it_is.format(a=words.roman(number)))
    base_two = "in base two" if english else "in base due"
    yield case(exercise, "binary", it_is.format(a=f"0b{number:b}"))
    yield case(exercise, "binary", it_is.format(a=f"{number:b} {base_two}"))
    yield case(exercise, "hexadecimal", it_is.format(a=f"0x{number:X}"))
    yield case(exercise, "octal", it_is.format(a=f"0o{number:o}"))
    if number >= 1000:
        for mark in (",", ".", " ", "'", "\u202f", "_", "’"):
            grouped = f"{number:,}".replace(",", mark)
            yield case(exercise, "thousands", it_is.format(a=grouped))
    if number <= 50:
        yield case(exercise, "tally", it_is.format(a="|" * number), soft=True)
