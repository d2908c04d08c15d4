"""Whether a number was worked out, or is still the sum that leads to it: who repeats the task has not answered it."""

from __future__ import annotations

import re

_NUMBER_ENDS, _NUMBER_BEGINS = r"[0-9)%!⁰¹²³⁴-⁹¼-¾⅐-⅞] *", r" *[-+−]? *[0-9(¼-¾⅐-⅞]"
_OPERATION = re.compile(rf"{_NUMBER_ENDS}[-+*·×⋅∙−–xX]{_NUMBER_BEGINS}")
_POWER_OF_TEN = re.compile(r"(?<=[0-9]) *[*·×⋅∙xX] *10 *(?:\^|\*\*|(?=[⁻⁰¹²³⁴-⁹]))")
_EXACT = re.compile(r"√|∛|π|\bpi\b|sqrt|cbrt|root|radice|\^ *\(? *[0-9]+ */", re.IGNORECASE)  # what no plain number is
_FRACTION = re.compile(r"([0-9]+) *[/:÷] *([0-9]+)(?! *[/:÷.,0-9])")
_DIVISION = re.compile(rf"{_NUMBER_ENDS}[/÷](?= *[0-9(])")


def is_unfinished(text: str) -> bool:
    """Whether ``text`` is a sum, a difference or a product of plain numbers, or a quotient that comes out even.

    Fractions, mixed numbers, powers of ten, and roots and π, which have no other exact form, are finished.
    """
    if _EXACT.search(text):
        return False
    text = _POWER_OF_TEN.sub("e", text)
    if _OPERATION.search(text) or len(_DIVISION.findall(text)) > 1:
        return True
    return any(int(below) > 1 and int(above) % int(below) == 0 for above, below in _FRACTION.findall(text))
