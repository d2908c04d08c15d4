"""Elements and masses that are asked for, for the periodic table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..knowledge.elements import is_element
from ..knowledge.substances import formula_of
from .wish import FIND, Wish


def substances_in(text: str) -> Iterator[Wish]:
    """What ``text`` wants to know of the elements and what they make."""
    if _TABLE.fullmatch(text):
        yield Wish("periodic_table", {})
    if found := _MASS.fullmatch(text):
        yield Wish("periodic_table", {"formula": found["what"]})
    if found := _OF_NAMED.fullmatch(text):
        if formula_of(found["what"]):
            yield Wish("periodic_table", {"formula": found["what"]})
        elif is_element(found["what"]):
            yield Wish("periodic_table", {"element": found["what"]})
    if (found := _ELEMENT.fullmatch(text)) and is_element(name := next(filter(None, found.groups()))):
        yield Wish("periodic_table", {"element": name})


_TABLE = re.compile(
    r"(?:(?:show|draw|give)(?: me)?|mostra(?:mi)?|disegna(?:mi)?|dammi)?\s*(?:the |la )?"
    r"(?:periodic table|tavola periodica)(?: (?:of|degli) elementi?(?:s)?| of the elements)?",
    re.IGNORECASE,
)
_MOLAR = "(?:molar mass(?:es)?|molecular weights?|mass[ae] molar[ei]|pes[oi] molecolar[ei])"
_MASS = re.compile(
    rf"(?i:{FIND}{_MOLAR})\s+(?i:of|di|del|dell'|dello)?\s*"
    r"(?P<what>(?:[A-Z][a-z]?|[\d()·.])+)"
)
_CHEMICAL = r"(?:chemical |molecular )?formula|formula (?:chimica|molecolare|bruta)"
_OF_NAMED = re.compile(
    rf"(?:{FIND}(?:{_MOLAR}|{_CHEMICAL})\s+(?:of |for |di |del |della |dello |dell')(?:the )?|"
    r"(?:how much does|what does) (?:a|one) mole of |quanto pesa una mole (?:di |d'))(?P<what>.+?)(?: weigh)?",
    re.IGNORECASE,
)
_OF = r"(?:of|for|di|del|dell'|dello)"
_ELEMENT = re.compile(
    rf"{FIND}(?:(?:atomic|proton) (?:number|weight|mass)|(?:chemical )?symbol|electronegativity|numero atomico|"
    r"peso atomico|massa atomica|simbolo(?: chimico)?|elettronegatività)"
    rf"\s+(?:{_OF} ?)?(?:the |element |elemento )*(?P<a>[^\W\d]+)|"
    r"(?:what|which) (?:atomic number|symbol) does (?P<f>[^\W\d]+) have|"
    r"(?:che|quale) (?:numero atomico|simbolo(?: chimico)?|massa atomica) ha (?:(?:il|lo|la) |l')?(?P<g>[^\W\d]+)|"
    r"how many (?:protons|electrons) (?:does (?:an? (?:atom of )?)?(?P<b>[^\W\d]+?)(?: atom)? have|"
    r"are (?:there )?in (?:an? (?:atom of )?)?(?P<c>[^\W\d]+?)(?: atom)?)|"
    r"quanti (?:protoni|elettroni) (?:ha|ci sono in) (?:un atomo (?:di |d')|(?:il|lo|la) |l')?(?P<d>[^\W\d]+)|"
    r"(?:(?:what|which) element (?:has|is)|(?:quale|che) elemento (?:ha|è)|element (?:with|number)|"
    r"elemento (?:con|numero))(?: the| an| il| l')?(?: ?(?:atomic number|numero atomico|number|numero))? "
    r"?(?P<e>\d{1,3}|(?-i:[A-Z][a-z]?))",
    re.IGNORECASE,
)
