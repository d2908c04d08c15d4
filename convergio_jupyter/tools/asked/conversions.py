"""Lengths, weights, times, speeds and temperatures that are to be said in another unit, or added up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...mathematics.units import unit
from .numerals import in_figures
from .wish import Wish

MOST_PARTS = 3  # of one quantity: 1 h 20 min 5 s


def conversions_in(text: str) -> Iterator[Wish]:
    """The quantity that ``text`` wants in another unit, where both units are known.

    Where it orders a conversion one is enough: which one is not known, the calculator says.
    """
    for found in filter(None, (form.fullmatch(text) for form in _FORMS)):
        what, to = _quantity(found["what"]), _unit(found["to"])
        if (what and to) or ((what or to) and _ORDER.match(text) and _UNKNOWN.fullmatch(found["to"])):
            yield Wish("calculator", {"expression": what or found["what"], "to": to or found["to"]})
            return
    if total := _SUM.fullmatch(in_figures(text)):
        first, other = _quantity(total["first"]), _quantity(total["other"])
        if first and other:
            sign = _MINUS.sub("-", total["sign"])
            rest = f"({other})" if "+" in other else other  # 1 h 20 min is taken away as a whole
            yield Wish("calculator", {"expression": f"{first} {sign if sign == '-' else '+'} {rest}"})


def _quantity(said: str) -> str:
    """A number and its unit, or the sum of some, as the calculator reads them; empty where it is anything else."""
    said = in_figures(_ONE.sub("1 ", said))
    for words, figures in _HALVES:
        said = words.sub(figures, said)
    parts = [_PART.fullmatch(each) for each in _BETWEEN.split(said)]
    units = [_unit(each["unit"]) if each else "" for each in parts]
    if len(parts) > MOST_PARTS or not all(units):
        return ""
    return " + ".join(f"{each['number']} {name}" for each, name in zip(parts, units, strict=True) if each)


def _unit(said: str) -> str:
    """A unit as the calculator reads it: km/h for chilometri all'ora, metres^2 for square metres; empty for none."""
    if found := _TEMPERATURE.fullmatch(said):
        return _SCALES[next(filter(None, found.groups()))[0].casefold()]
    parts = [_powered(each) for each in _PER.split(_HOURLY.sub(" all'ora", said))]
    return "/".join(parts) if all(parts) else ""


def _powered(said: str) -> str:
    found = _POWERED.fullmatch(said)
    name = next((each for each in (found["name"], found["name"].casefold()) if unit(each)), "") if found else ""
    power = next((sign for sign, words in _POWERS.items() if words.search(said)), "") if name else ""
    return name + power


_ONE = re.compile(r"^(?:(?:an?|one|un[oa]?) |un')(?=[^\W\d])", re.IGNORECASE)
_HALVES = (
    (re.compile(r"^half (?:an? )?", re.IGNORECASE), "0.5 "),
    (re.compile(r"^mezz(?:[oa] |')", re.IGNORECASE), "0,5 "),
    (re.compile(r"^(\d+) and a half ([^\W\d].*)$|^(\d+) ([^\W\d].*) and a half$", re.IGNORECASE), r"\1\3.5 \2\4"),
    (re.compile(r"^(\d+) (.+) e mezz[oa]$", re.IGNORECASE), r"\1,5 \2"),
)
_BETWEEN = re.compile(r"(?:,| and| e)? (?=\d)")
_PART = re.compile(r"(?P<number>[-−]?\d[\d.,]*(?:/\d+)?)[ -]?(?P<unit>[^\d\s].*)")
_TEMPERATURE = re.compile(
    r"(?:degrees? |gradi |grado |°)?(celsius|centigrad[eio]|fahrenheit|kelvin)|(?:degrees? |gradi |grado |° ?)?([CF])",
    re.IGNORECASE,
)
_SCALES = {"c": "°C", "f": "°F", "k": "K"}  # by itself, F is farad and C is coulomb
_PER = re.compile(r" ?/ ?| per | al(?:la)? | all'", re.IGNORECASE)
_HOURLY = re.compile(r" orari[eao]?$", re.IGNORECASE)
_POWERED = re.compile(
    r"(?:(?:square|cubic) )?(?P<name>[^\W\d_]+|°)(?: (?:squared|cubed|quadrat[oi]|cub[oi])|\^?[23²³])?", re.IGNORECASE
)
_POWERS = {
    "^2": re.compile(r"^square |(?: (?:squared|quadrat[oi])|[2²])$", re.IGNORECASE),
    "^3": re.compile(r"^cubic |(?: (?:cubed|cub[oi])|[3³])$", re.IGNORECASE),
}
_SUM = re.compile(
    r"(?:(?:what(?:'s| is| are)|how much (?:is|are)|add|calculate|compute|work out|"
    r"quanto (?:fa|fanno|è|sono)|calcola(?:re)?|somma) )?"
    r"(?P<first>\d.*?) ?(?P<sign>\+|[-−]|\b(?:plus|minus|and|più|meno|e)\b) ?(?P<other>\d.*)",
    re.IGNORECASE,
)
_MINUS = re.compile("[-−]|minus|meno", re.IGNORECASE)
_UNKNOWN = re.compile(r"[^\W\d_]+")
_ORDER = re.compile(r"convert |converti(?:re|mi)? ", re.IGNORECASE)
_TO = r"(?P<to>[^\d?]{1,40}?[²³23]?)"
_IS = (
    r"(?:(?:is|are|make|equals?|fit)(?: there| up)?(?: in(?:to)?| to)?|there are in|in|"
    r"(?:ci )?(?:sono|fanno|è|fa|stanno|vogliono|corrispondono|equivalgono|valgono|misura(?:no)?|formano|dura(?:no)?)"
    r"(?: in| ad?| per(?: fare)?)?|ha|hanno|contiene)"
)
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:(?:convert|change|express|turn|write|what(?:'s| is| are)|how (?:much|long|far|heavy|hot|cold|tall|fast) "
        r"(?:is|are)|converti(?:re|mi)?|trasforma(?:re)?|esprimi(?:mi)?|cambia|calcola|quant'è|"
        rf"quanto (?:fa|fanno|è|sono|vale|valgono|misura(?:no)?|pesa(?:no)?)) )?(?P<what>.+) (?:to|into|in|as) {_TO}",
        rf"(?:to |in |a )?(?:how many|quant[ie]) {_TO} {_IS} (?P<what>.+)",
        rf"how many {_TO} do(?:es)? (?P<what>.+) (?:have|make|contain|last|equal)",
        rf"(?:(?:if (?:i|you|we) have|se (?:ho|hai|abbiamo)) )?(?P<what>.+?),? "
        rf"(?:how many|quant[ie]) {_TO} (?:is|are|sono|fanno)(?: (?:that|it|they))?",
    )
]
