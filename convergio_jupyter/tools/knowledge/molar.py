"""Chemical formulas: how many atoms of what, and what a mole of it weighs.

A formula is read by a grammar and nothing is guessed: ``parts`` joined by ·, each with a number before it if there is
more than one, made of symbols and brackets with a number behind them. A charge and a state behind it change nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ...core.i18n import Unable, translate
from ..drawing.telling import celled, table
from .elements import Element, by_symbol, written
from .substances import formula_of

MOST_CHARACTERS = 120
MOST_DEPTH = 8
MOST_ATOMS = 1_000_000
_MOST_DIGITS = 4
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−–∙•⋅*×（）", "01234567890123456789+---·····()")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]$")
_BEHIND = re.compile(r"\((?:s|l|g|aq)\)$")
_CHARGE = re.compile(r"(?:\^\{?[0-9]{0,2}[+-][0-9]{0,2}\}?|(?<![0-9])[+-])$")
_SIGN = re.compile(r"([A-Z][a-z]?)|([0-9]+)|([(\[{])|([)\]}])|(·)")
_CLOSES = {"(": ")", "[": "]", "{": "}"}

Atoms = Counter[str]


def atoms_of(text: str, lang: str) -> Atoms:
    """The atoms in one formula, in the order in which they stand there. Raises ``Unable``."""
    if len(text) > MOST_CHARACTERS:
        raise Unable("A formula has at most {most} characters here.", lang, most=MOST_CHARACTERS)
    bare = _BEHIND.sub("", text.strip())
    bare = re.sub(r"\s", "", _SUPERSCRIPT.sub("", bare).translate(_PLAIN)).replace(".", "·")
    bare = _CHARGE.sub("", bare)
    reading = _Reading(_signs(bare, lang), lang)
    atoms = reading.formula()
    if sum(atoms.values()) > MOST_ATOMS:
        raise Unable("There are too many atoms in it.", lang)
    return atoms


def molar_mass(text: str, lang: str) -> str:
    """What a mole weighs, with its sum line by line and each part in percent, as Markdown.

    ``text`` is a formula, or the name of a common substance.
    """
    formula = formula_of(text)
    atoms = atoms_of(formula or text, lang)
    weights = {symbol: _weight(by_symbol()[symbol], lang) for symbol in atoms}
    parts = {symbol: count * weights[symbol] for symbol, count in atoms.items()}
    total = sum(parts.values(), Decimal(0))
    rows = [
        [
            f"{symbol} ({by_symbol()[symbol].name(lang)})",
            str(count),
            written(weights[symbol], lang),
            f"{count} × {written(weights[symbol], lang)} = {written(parts[symbol], lang)}",
            f"{written((100 * parts[symbol] / total).quantize(Decimal('0.01')), lang)} %",
        ]
        for symbol, count in atoms.items()
    ]
    heads = [
        translate("Element", lang),
        translate("Atoms", lang),
        translate("Atomic weight", lang),
        translate("Share in g/mol", lang),
        translate("Percent by mass", lang),
    ]
    sum_of = " + ".join(written(each, lang) for each in parts.values())
    shown = f"{formula} ({celled(text)})" if formula else celled(text)
    said = translate("Molar mass of {formula}: {mass} g/mol.", lang, formula=shown, mass=_rounded(parts, lang))
    rule = translate("Atomic weights are the abridged standard ones of IUPAC.", lang)
    adding = f"\n\n{sum_of} = {written(total, lang)}" if len(parts) > 1 else ""
    return f"{said}\n\n{table(heads, rows)}{adding}\n\n{rule}"


def _rounded(parts: Mapping[str, Decimal], lang: str) -> str:
    """The sum, with no more decimals than the least exact of its parts."""
    least = max(int(part.as_tuple().exponent) for part in parts.values())
    return written(sum(parts.values(), Decimal(0)).quantize(Decimal(1).scaleb(least)), lang)


def _weight(element: Element, lang: str) -> Decimal:
    if element.weight is None:
        raise Unable(
            "{name} has no standard atomic weight, since all its isotopes decay.", lang, name=element.name(lang)
        )
    return element.weight


def _signs(text: str, lang: str) -> list[str]:
    signs: list[str] = []
    place = 0
    while place < len(text):
        found = _SIGN.match(text, place)
        if found is None and text[place] in "+-^":  # is SO42- four oxygens, or 42 of them?
            raise Unable("Write a charge at the end and behind ^, like SO4^2-.", lang)
        if found is None:
            raise Unable(
                "“{sign}” cannot stand in a formula. Write it like Ca(OH)2 or CuSO4·5H2O.",
                lang,
                sign=celled(text[place]),
            )
        signs.append(found[0])
        place = found.end()
    return signs


@dataclass(slots=True)
class _Reading:
    """One formula while it is read, sign by sign."""

    signs: list[str]
    lang: str
    place: int = field(default=0)

    def formula(self) -> Atoms:
        atoms: Atoms = Counter()
        while True:
            many = self._number()
            for symbol, count in self._groups(0).items():
                atoms[symbol] += many * count
            if self._next() != "·":
                break
            self.place += 1
        if self._next():
            raise Unable("A bracket is closed that was never opened.", self.lang)
        return atoms

    def _groups(self, depth: int) -> Atoms:
        if depth > MOST_DEPTH:
            raise Unable("There are too many brackets within brackets.", self.lang)
        atoms: Atoms = Counter()
        while (sign := self._next()) and (sign[0].isalpha() or sign in _CLOSES):
            self.place += 1
            inner = self._symbol(sign) if sign not in _CLOSES else self._bracket(sign, depth)
            many = self._number()
            for symbol, count in inner.items():
                atoms[symbol] += many * count
        if not atoms:
            raise Unable("Where an element should stand in the formula there is none.", self.lang)
        return atoms

    def _symbol(self, sign: str) -> Atoms:
        if sign not in by_symbol():
            raise Unable(
                "There is no element with the symbol {name}. Capital letters matter: Co is cobalt, CO is not.",
                self.lang,
                name=sign,
            )
        return Counter({sign: 1})

    def _bracket(self, sign: str, depth: int) -> Atoms:
        inner = self._groups(depth + 1)
        if self._next() != _CLOSES[sign]:
            raise Unable("A bracket is not closed.", self.lang)
        self.place += 1
        return inner

    def _number(self) -> int:
        sign = self._next()
        if not sign.isdigit():
            return 1
        self.place += 1
        if len(sign) > _MOST_DIGITS or int(sign) == 0:
            raise Unable("A number in a formula goes from 1 to 9999.", self.lang)
        return int(sign)

    def _next(self) -> str:
        return self.signs[self.place] if self.place < len(self.signs) else ""
