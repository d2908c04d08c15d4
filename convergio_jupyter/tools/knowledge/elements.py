"""The chemical elements: what is known of each, and how one is found by symbol, number or name."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...core.i18n import Unable, translate
from ..drawing.telling import celled
from .shipped import rows_of

_ALSO = {  # other spellings, and what learners call them
    **{"aluminum": "Al", "sulphur": "S", "cesium": "Cs", "wolfram": "W", "wolframio": "W", "nickel": "Ni"},
    **{
        "krypton": "Kr",
        "xeno": "Xe",
        "neo": "Ne",
        "argo": "Ar",
        "tennessinio": "Ts",
        "tantalo": "Ta",
        "glucinio": "Be",
    },
}


@dataclass(frozen=True, slots=True)
class Element:
    """One row of the data. ``None`` and the empty string are what is not known, or not certain."""

    number: int
    symbol: str
    names: Mapping[str, str]  # by language
    weight: Decimal | None
    period: int
    group: int | None
    block: str
    category: str
    electronegativity: Decimal | None
    state: str

    def name(self, lang: str) -> str:
        said = self.names.get(lang, self.names["en"])
        return said.lower() if lang == "it" else said


@functools.cache
def elements() -> Sequence[Element]:
    """All 118, in their order."""
    return tuple(
        Element(
            number=int(row["number"]),
            symbol=row["symbol"],
            names={"en": row["en"], "it": row["it"]},
            weight=Decimal(row["weight"]) if row["weight"] else None,
            period=int(row["period"]),
            group=int(row["group"]) if row["group"] else None,
            block=row["block"],
            category=row["category"],
            electronegativity=Decimal(row["electronegativity"]) if row["electronegativity"] else None,
            state=row["state"],
        )
        for row in rows_of("elements.csv")
    )


@functools.cache
def by_symbol() -> Mapping[str, Element]:
    return {each.symbol: each for each in elements()}


def found(asked: str | float, lang: str) -> Element:
    """The element with this symbol, atomic number, or English or Italian name. Raises ``Unable``."""
    said = str(asked).strip().casefold()
    element = _named(said)
    if element is None:
        sentence = "There is no element “{name}”. Give a symbol, a name or a number from 1 to 118."
        raise Unable(sentence, lang, name=celled(said[:40]))
    return element


def is_element(asked: str) -> bool:
    """Whether an element is known by this symbol, number or name."""
    return _named(asked.casefold()) is not None


def _named(said: str) -> Element | None:
    for each in elements():
        known = (each.symbol, str(each.number), *each.names.values())
        if said in map(str.casefold, known) or _ALSO.get(said) == each.symbol:
            return each
    return None


def categories(lang: str) -> dict[str, str]:
    return {
        "alkali metal": translate("alkali metal", lang),
        "alkaline earth metal": translate("alkaline earth metal", lang),
        "transition metal": translate("transition metal", lang),
        "post-transition metal": translate("post-transition metal", lang),
        "metalloid": translate("metalloid", lang),
        "nonmetal": translate("nonmetal", lang),
        "halogen": translate("halogen", lang),
        "noble gas": translate("noble gas", lang),
        "lanthanoid": translate("lanthanoid", lang),
        "actinoid": translate("actinoid", lang),
        "": translate("not known for certain", lang),
    }


def written(value: Decimal, lang: str) -> str:
    """The digits as they are in the data: 1.008, 1,008."""
    return str(value).replace(".", ",") if lang == "it" else str(value)


def facts(element: Element, lang: str) -> list[tuple[str, str]]:
    """What is known of it, each fact with its name."""
    states = {
        "gas": translate("gas", lang),
        "liquid": translate("liquid", lang),
        "solid": translate("solid", lang),
        "": translate("not known for certain", lang),
    }
    none = translate("none: all its isotopes decay", lang)
    rows = [
        (translate("Symbol", lang), element.symbol),
        (translate("Atomic number", lang), str(element.number)),
        (translate("Standard atomic weight", lang), written(element.weight, lang) if element.weight else none),
        (translate("Period", lang), str(element.period)),
        (translate("Group", lang), str(element.group) if element.group else translate("none (f block)", lang)),
        (translate("Block", lang), element.block),
        (translate("Family", lang), categories(lang)[element.category]),
        (translate("State at 25 °C", lang), states[element.state]),
    ]
    if element.electronegativity is not None:
        said = written(element.electronegativity, lang)
        rows.append((translate("Electronegativity (Pauling)", lang), said))
    return rows
