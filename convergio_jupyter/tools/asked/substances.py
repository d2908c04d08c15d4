"""Elements and masses that are asked for, for the periodic table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .wish import FIND, Wish


def substances_in(text: str) -> Iterator[Wish]:
    """What ``text`` wants to know of the elements and what they make."""
    if _TABLE.fullmatch(text):
        yield Wish("periodic_table", {})
    if found := _MASS.fullmatch(text):
        yield Wish("periodic_table", {"formula": found["what"]})
    if found := _MASS_OF_NAME.fullmatch(text):
        yield Wish("periodic_table", {"formula": _FORMULAS[found["what"].casefold()]})
    if found := _ELEMENT.fullmatch(text):
        yield Wish("periodic_table", {"element": found["what"]})


_TABLE = re.compile(
    r"(?:(?:show|draw|give)(?: me)?|mostra(?:mi)?|disegna(?:mi)?|dammi)?\s*(?:the |la )?"
    r"(?:periodic table|tavola periodica)(?: (?:of|degli) elementi?(?:s)?| of the elements)?",
    re.IGNORECASE,
)
_MOLAR = "(?:molar mass|molecular weight|massa molare|peso molecolare)"
_MASS = re.compile(
    rf"(?i:{FIND}{_MOLAR})\s+(?i:of|di|del|dell'|dello)?\s*"
    r"(?P<what>(?:[A-Z][a-z]?|[\d()·.])+)"
)
_FORMULAS = {
    "water": "H2O", "acqua": "H2O", "carbon dioxide": "CO2", "anidride carbonica": "CO2", "glucose": "C6H12O6",
    "glucosio": "C6H12O6", "ammonia": "NH3", "ammoniaca": "NH3", "methane": "CH4", "metano": "CH4",
    "table salt": "NaCl", "sale da cucina": "NaCl",
}  # fmt: skip
_MASS_OF_NAME = re.compile(
    rf"{FIND}{_MOLAR}\s+(?:of |di |del |della |dell')"
    rf"(?P<what>{'|'.join(_FORMULAS)})",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    rf"{FIND}(?:atomic (?:number|weight|mass)|numero atomico|peso atomico|massa atomica)"
    r"\s+(?:of|di|del|dell'|dello)?\s*(?P<what>[^\W\d]+)",
    re.IGNORECASE,
)
