"""The tool for chemistry: the periodic table, the facts of an element, and the molar mass of a formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.i18n import translate
from ..base import Desk, Result, Tool, schema
from ..drawing.figures import INK, MUTED, card, fitted, number, text
from ..drawing.telling import table
from .elements import Element, categories, elements, facts, found
from .molar import MOST_CHARACTERS, molar_mass

_WIDTH, _HEIGHT = 640, 456
_CELL, _LEFT, _TOP = 34, 14, 34
_APART = 12  # pixels between the table and its f block
_FILLS = {  # light enough for ink on them; a letter says the same as the colour
    "alkali metal": "#F9D5C9",
    "alkaline earth metal": "#FBE6B8",
    "transition metal": "#DDE6F5",
    "post-transition metal": "#D3EDE3",
    "metalloid": "#E6E8C3",
    "nonmetal": "#F3EEE3",
    "halogen": "#F4D8E6",
    "noble gas": "#E0D8F0",
    "lanthanoid": "#D2ECF2",
    "actinoid": "#F0DDD0",
    "": "#FFFFFF",
}
_LETTERS = dict(zip(_FILLS, "abcdefghij?", strict=True))


def periodic_table(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """What was asked of the elements; the whole table where nothing was."""
    lang = desk.lang
    said = [molar_mass(arguments["formula"], lang)] if "formula" in arguments else []
    if "element" not in arguments and said:
        return Result(said[0])
    if "element" not in arguments:
        return Result(_in_words(lang), _picture(None, translate("Periodic table of the elements", lang), lang))
    element = found(arguments["element"], lang)
    said.append(_of_element(element, lang))
    title = translate("{name} in the periodic table", lang, name=element.names.get(lang, element.names["en"]))
    return Result("\n\n".join(said), _picture(element, title, lang))


def _of_element(element: Element, lang: str) -> str:
    name = element.names.get(lang, element.names["en"])
    return table([name, element.symbol], [list(row) for row in facts(element, lang)])


def _in_words(lang: str) -> str:
    """The table for who does not see it: its rows, and who belongs together."""
    lines = [translate("The periodic table: number and symbol of each element.", lang), ""]
    for period in range(1, 8):
        row = ", ".join(f"{each.number} {each.symbol}" for each in elements() if each.period == period)
        lines.append("- " + translate("Period {number}: {elements}.", lang, number=period, elements=row))
    lines += ["", translate("By kind, with the letter in the picture:", lang), ""]
    for kind, name in categories(lang).items():
        row = ", ".join(each.symbol for each in elements() if each.category == kind)
        lines.append(f"- {_LETTERS[kind]} – {name}: {row}.")
    return "\n".join(lines)


def _picture(marked: Element | None, title: str, lang: str) -> str:
    parts = [_cell(each, marked is each) for each in elements() if each is not marked]
    parts += [_cell(marked, True)] if marked else []  # last, so that nothing covers its frame
    for group in range(1, 19):
        parts.append(text(_LEFT + (group - 0.5) * _CELL, _TOP + 8, str(group), size=9))
    parts += _legend(lang)
    told = _in_words(lang) if marked is None else "; ".join(f"{name}: {fact}" for name, fact in facts(marked, lang))
    return card(title, told, parts, width=_WIDTH, height=_HEIGHT)


def _cell(element: Element, marked: bool) -> str:
    x, y = _place(element)
    frame = f'stroke="{INK}" stroke-width="3"' if marked else f'stroke="{MUTED}" stroke-width="0.5"'
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{_CELL - 2}" height="{_CELL - 2}" rx="2" '
        f'fill="{_FILLS[element.category]}" {frame}/>'
        + text(x + 3, y + 9, str(element.number), size=8, anchor="start")
        + text(x + _CELL - 5, y + 9, _LETTERS[element.category], size=8, anchor="end")
        + text(x + _CELL / 2 - 1, y + 25, element.symbol, size=14, weight=600)
    )


def _place(element: Element) -> tuple[float, float]:
    """The left upper corner of its cell; the f block stands below the rest."""
    row: float = element.period
    if element.group is None:
        first = 57 if element.period == 6 else 89
        column = 3 + element.number - first
        row = element.period + 2 + _APART / _CELL
    else:
        column = element.group
    return _LEFT + (column - 1) * _CELL, _TOP + 12 + (row - 1) * _CELL


def _legend(lang: str) -> list[str]:
    parts = []
    for place, (kind, name) in enumerate(categories(lang).items()):
        x, y = _LEFT + place % 3 * 206, _TOP + 9 * _CELL + 32 + place // 3 * 20
        parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="14" height="14" rx="2" fill="{_FILLS[kind]}" '
            f'stroke="{MUTED}" stroke-width="0.5"/>'
        )
        parts.append(text(x + 7, y + 10, _LETTERS[kind], size=9))
        parts.append(text(x + 20, y + 11, fitted(name, 184, 11), size=11, anchor="start"))
    return parts


PERIODIC_TABLE = Tool(
    name="periodic_table",
    title="Periodic table",
    description=(
        "Facts of chemistry. element: a symbol, an English or Italian name, or an atomic number; gives its facts and "
        "its place in the table. formula: gives the molar mass with its sum and percent by mass; write H2O, Ca(OH)2, "
        "CuSO4·5H2O, SO4^2-, or the name of a common substance. Neither: draws the whole periodic table."
    ),
    parameters=schema(
        element={"type": ["string", "integer"], "maxLength": 40},
        formula={"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS},
    ),
    run=periodic_table,
)
