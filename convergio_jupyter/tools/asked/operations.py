"""Means, fractions, common divisors and the like that are asked for by name, for the calculator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from ...core.schema import Attachment
from .charts import numbers_meant
from .numerals import in_figures
from .wish import FIND, Wish

MOST_NUMBERS = 40


def operations_in(text: str, lent: Iterable[Attachment]) -> Iterator[Wish]:
    """What ``text`` wants to be done with numbers by the name of it, with those that it gives or some of ``lent``."""
    if found := _LISTED.fullmatch(_CALLED.sub(r"\1 of \2", text)):
        numbers = numbers_meant(found["numbers"], lent) or _numbers(
            in_figures(found["numbers"]), is_english=found["english"] is not None
        )
        if 1 < len(numbers) <= MOST_NUMBERS and all(map(_NUMBER.fullmatch, numbers)):
            name = next(name for name, words in _NAMES.items() if re.fullmatch(words, found["name"], re.IGNORECASE))
            yield Wish("calculator", {"expression": _expression(name, numbers)})
        return
    part = _part(text) or _power(text)
    for words, expression in () if part else _OF_ONE:
        if found := words.fullmatch(_with_figures(text)):
            part = found.expand(expression)
    if part:
        yield Wish("calculator", {"expression": part})


def _numbers(text: str, *, is_english: bool) -> list[str]:
    """The numbers of a list as they are written, which the calculator reads, or says what it cannot.

    A comma is a decimal sign in 6,5; 7,5 and in Italian in 6,5 e 7,5 and 6,5, 7,5; it parts numbers in 6,7,8.
    """
    if _BARE_LIST.fullmatch(text):
        return text.split(",")
    decimal = ";" in text or (not is_english and _DECIMAL.search(text))
    numbers: list[str] = []
    for each in _BETWEEN.split(text):
        is_one = _THOUSANDS.fullmatch(each) or (decimal and _NUMBER.fullmatch(each))
        numbers += [each] if is_one else each.split(",")
    return numbers


def _value(number: str) -> Fraction:
    return Fraction(number.replace(",", "" if _THOUSANDS.fullmatch(number) else "."))


def _expression(name: str, numbers: list[str]) -> str:
    if name == "median":
        ordered = sorted(numbers, key=_value)
        unclear = list(filter(_TWO_WAYS.fullmatch, numbers))  # for the calculator to ask about, wherever it stands
        middle = unclear[:1] or ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
        return f"({' + '.join(middle)}) / {len(middle)}"
    if name == "mean":
        return f"({' + '.join(numbers)}) / {len(numbers)}"
    if name == "-" and len(numbers) == 2:
        numbers = sorted(numbers, key=_value, reverse=True)  # what is between two is never below zero
    between = "; " if any("," in each for each in numbers) else ", "
    return f"{name}({between.join(numbers)})" if name.isalpha() else f" {name} ".join(numbers)


def _part(text: str) -> str:
    """A fraction or a multiple of a number: two thirds of 90."""
    found = _PART.fullmatch(text)
    if found is None:
        return ""
    of = _with_figures(found["of"])
    if not _SHARED.fullmatch(of):
        return ""
    if found["times"]:
        return f"{_key(_TIMES, found['times'])} * {of}"
    below = _key(_BELOW, found["below"])
    above = in_figures(found["above"] or "1").casefold()
    return f"{above if above.isdigit() else '1'}/{below} * {of}"


def _power(text: str) -> str:
    found = _TO_THE.fullmatch(text)
    return f"{found['base']}^{_key(_POWERS, found['power'])}" if found else ""


def _with_figures(text: str) -> str:
    bare = _MONEY.sub(" ", text)
    grouped = _BY_POINTS if _ITALIAN_MONEY.search(text) else _BY_COMMAS
    said = bare if bare == text else grouped.sub(r"\1\2", bare)
    return " ".join(in_figures(_PERCENT.sub("%", said)).split())


def _key(names: dict[int, str], said: str) -> int:
    return next(number for number, words in names.items() if re.fullmatch(words, said, re.IGNORECASE))


_BETWEEN = re.compile(r"\s*;\s*|,\s+(?:and |e )?|\s+(?:and|e|ed)\s+")
_BARE_LIST = re.compile(r"(?!.*,000)-?\d+(?:,-?\d+){2,}")
_DECIMAL = re.compile(r",\s|\s(?:e|ed)\s")  # what parts numbers in Italian where a comma is their decimal sign
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,15})?")
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_NUMBER = re.compile(rf"-?\d{{1,15}}(?:[.,]\d{{1,15}})?|{_THOUSANDS.pattern}")
_SHARED = re.compile(rf"{_NUMBER.pattern}|\d{{1,15}} ?/ ?\d{{1,15}}")
_NAMES = {
    "gcd": r"greatest common (?:divisor|factor)|highest common factor|gcd|hcf|gcf|massimo comun(?:e)? divisore|mcd",
    "lcm": r"(?:least|lowest) common multiple|lcm|minimo comun(?:e)? multiplo|mcm|m\.c\.m\.?",
    "mean": r"average|mean|arithmetic mean|media(?: aritmetica)?",
    "median": r"median|mediana",
    "max": r"(?:maximum|largest|greatest|highest)|massimo|maggiore",
    "min": r"(?:minimum|smallest|least|lowest)|minimo|minore",
    "+": r"sum|somma",
    "*": r"product|prodotto",
    "-": r"difference|differenza",
}
_LISTED = re.compile(
    rf"{FIND}(?P<name>{'|'.join(_NAMES.values())})\s+(?:(?:(?P<english>of|between|among)|di|del|della|tra|fra|dei|degli)\s+)"
    r"(?:(?:the |i |gli )?(?:numbers|values|numeri|valori|voti|marks|grades):?\s+)?(?P<numbers>.*\d.*|.+)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(sum)\((\w+)\)", re.IGNORECASE)
_BELOW = {
    2: r"half|metà|mezzo", 3: r"thirds?|terz[oi]", 4: r"quarters?|fourths?|quart[oi]", 5: r"fifths?|quint[oi]",
    6: r"sixths?|sest[oi]", 7: r"sevenths?|settim[oi]", 8: r"eighths?|ottav[oi]", 9: r"ninths?|non[oi]",
    10: r"tenths?|decim[oi]",
}  # fmt: skip
_TIMES = {2: "twice|double|doppio", 3: "triple|triplo", 4: "quadruple|quadruplo"}
_PART = re.compile(
    r"(?:what(?:'s| is| are)|how much (?:is|are)|calculate|find|quanto (?:fa|fanno|è|sono|vale|valgono)|qual è|quant'è|"
    r"calcola(?:re)?|trova)?\s*(?:the |la |il |un |i )?(?:"
    rf"(?:(?P<above>[^\W_]+) )?(?P<below>{'|'.join(_BELOW.values())})|(?P<times>{'|'.join(_TIMES.values())}))"
    r" (?:of |di )?(?P<of>.+)",
    re.IGNORECASE,
)
_POWERS = {
    2: "second|seconda", 3: "third|terza", 4: "fourth|quarta", 5: "fifth|quinta", 6: "sixth|sesta",
    7: "seventh|settima", 8: "eighth|ottava", 9: "ninth|nona", 10: "tenth|decima",
}  # fmt: skip
_TO_THE = re.compile(
    rf"{FIND}(?:quanto fa )?(?P<base>\d[\d.,]*) (?:to the|alla) "
    rf"(?P<power>{'|'.join(_POWERS.values())})(?: power| potenza)?",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\s*(?:\b(?:euros?|dollars?|pounds?|dollari|sterline)\b|[€$£])", re.IGNORECASE)
_ITALIAN_MONEY = re.compile(r"\b(?:euro|dollari|sterline)\b|\d ?€", re.IGNORECASE)
# Thousands. The other sign stands before decimals, of which fuel has three.
_BY_POINTS, _BY_COMMAS = (
    re.compile(rf"(?<![\d.,])([1-9]\d{{0,2}}){sign}(\d{{3}})(?![.,]?\d)") for sign in (r"\.", ",")
)
_PERCENT = re.compile(r"\s*\bper ?cent(?:o)?\b", re.IGNORECASE)
_N = r"(\d[\d.,]*)"
_LEAD = (
    r"(?:how much (?:is|are|do (?:i|you|we) pay for) |"
    rf"quanto (?:fa|fanno|è|sono|costa(?:no)?|viene|vengono|pago) (?:il |l['’])?|{FIND})"
)
_OFF = rf"{_N} ?%"
_SOLD = r"(?:scont(?:o|at[oaie])|off|discount(?:ed)?|reduced|less|meno)"
_OF_ONE = [
    (re.compile(rf"{_LEAD}(?:{words})", re.IGNORECASE), expression)
    for words, expression in (
        (rf"(?:cube root of|radice cubica di) {_N}", r"cbrt(\1)"),
        (rf"{_N} (?:factorial|fattoriale)|(?:factorial of|fattoriale di) {_N}", r"\1\2!"),
        (rf"{_N} ?% (?:of|di|del|dei|degli|delle) {_N}", r"\1% of \2"),
        (rf"(?:an? )?{_OFF} (?:di )?{_SOLD}(?: (?:of|on|su|sul|sui|per|a))? {_N}", r"\2 - \1% of \2"),
        (rf"(?:an? |un[ao]? |lo )?{_SOLD} (?:of |del |di |dell')?{_OFF} (?:on|su|sul|sui|per) {_N}", r"\2 - \1% of \2"),
        (rf"{_N} (?:con )?(?:an? |uno |lo )?{_SOLD} (?:by |del |di |il |dell'|l')?{_OFF}", r"\1 - \2% of \1"),
        (rf"{_N} (?:with|con)(?: an?| il| l'| un)? ?{_OFF} (?:di )?{_SOLD}", r"\1 - \2% of \1"),
        (rf"{_N} (?:plus|with) {_N} ?% (?:tax|vat)|{_N} più (?:l'iva al|iva al) {_N} ?%", r"\1\3 + \2\4% of \1\3"),
        (rf"what percent(?:age)? of {_N} is {_N}|(?:che|quale) percentuale di {_N} è {_N}", r"100 * \2\4 / \1\3"),
        (rf"{_N} (?:is what percent(?:age)?|è (?:che|quale) percentuale) (?:of|di) {_N}", r"100 * \1 / \2"),
        (rf"{_N} (?:squared|al quadrato)|(?:square of|quadrato di) {_N}", r"\1\2^2"),
        (rf"{_N} (?:cubed|al cubo)|(?:cube of|cubo di) {_N}", r"\1\2^3"),
    )
]
