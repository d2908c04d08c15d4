"""The tool that calculates: exactly, with units, and without running what it reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.i18n import Unable, translate
from ...mathematics.exact import decimal, written
from ...mathematics.expressions import plain, read, shown
from ...mathematics.quantities import Quantities, Quantity, converted, in_named_unit
from ..base import Desk, Result, Tool, schema
from ..elsewhere import TOOL_SECONDS, elsewhere

DIGITS = 10
MOST_EXACT = 60  # characters of an exact value that somebody still reads
MOST_OPERATIONS = 40  # of a value that is made simpler
_TIMES = re.compile(r"(?<=[0-9)])\s*[xX]\s*(?=[0-9(])")  # 3 x 4, as it is written by hand
_TO = re.compile(r"\s(?:to|TO)\s|->|→|⟶")
_IN = re.compile(r"^(.+)\s(?:in|a)\s+([^\W\d_°][^=]*|°.*)$", re.DOTALL)

_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_](?!\w)")
_COUNTED = {  # units that others may count otherwise
    "yr": "A year is counted as 365.25 days, as it is on average.",
    **dict.fromkeys(
        ("gal", "qt", "pint", "cup", "tbsp", "tsp"), "This is the measure of the United States; others differ."
    ),
}
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def calculate(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """The value of an expression, as one line of Markdown, and under it how it was understood."""
    text, target = _asked(arguments["expression"], arguments.get("to", ""), desk.lang)
    algebra = Quantities(desk.lang)
    put_in = _put_in(text, arguments.get("letters", ()))
    found = read(put_in, algebra)
    asked = (
        shown(text).replace("% of", translate("% of", desk.lang))
        if put_in == text
        else f"{shown(text)} = {shown(put_in)}"
    )
    line = [asked, *_values(found, arguments.get("digits", DIGITS), desk.lang)]
    if target:
        goal = read(target, algebra)
        if not goal.unit_only:
            raise Unable("“{text}” is no unit.", desk.lang, text=shown(target)[:40])
        line = [asked, *_values(converted(found, goal, desk.lang), arguments.get("digits", DIGITS), desk.lang)]
        for note in dict.fromkeys(
            _COUNTED[each.symbol] for each in (*found.shown, *goal.shown) if each.symbol in _COUNTED
        ):
            algebra.exact.notes[translate(note, desk.lang)] = None
    elif (short := in_named_unit(found)) is not None:
        line += [each for each in _values(short, arguments.get("digits", DIGITS), desk.lang) if "=" in each[:1]][:1]
    notes = list(algebra.exact.notes)
    if algebra.radians:
        notes.append(translate("The angle was taken in radians; for degrees write 30°.", desk.lang))
    if "taken" in arguments:
        notes.append(_taken(arguments["taken"], desk.lang))
    if desk.lang == "it" and (number := re.search(r"(?<![\d.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![\d.,])", text)):
        notes.append(translate("In {number} the point was taken as the decimal sign.", desk.lang, number=number[0]))
    return Result("\n\n".join([" ".join(_once(line)), *notes]))


def _taken(what: str, lang: str) -> str:
    return {
        "area": translate("This is its area.", lang),
        "volume": translate("This is its volume.", lang),
        "square base": translate("The base was taken to be a square with this side.", lang),
        "parallel sides": translate("The two sides were taken to be the parallel ones, the bases.", lang),
    }[what]


def _asked(text: str, target: str, lang: str) -> tuple[str, str]:
    """The expression, and the unit to convert to, which may stand behind it: 12 km/h to m/s."""
    text = plain(text, lang).rstrip("= ?")
    target = plain(target, lang)
    *before, last = _TO.split(text)
    if not target and before:
        text, target = " ".join(before), last
    elif not target and (found := _IN.match(text)) is not None:
        text, target = found[1], found[2]
    return _TIMES.sub("*", text), target.strip()


def _put_in(text: str, letters: Sequence[Mapping[str, str]]) -> str:
    """``text`` with the values in the places of its letters: π × (3 cm)² for π × r²."""
    values = {each["letter"]: each["value"] for each in letters}

    def value(found: re.Match[str]) -> str:
        said = values.get(found[0])
        stands_free = said is not None and _PLAIN.fullmatch(said) and not text[: found.start()].rstrip()[-1:].isalnum()
        return found[0] if said is None else said if stands_free else f"({said})"

    return _LETTER.sub(value, text)


def _values(found: Quantity, digits: int, lang: str) -> list[str]:
    """``= exact value``, ``= decimals`` or ``≈ decimals``, each with its units."""
    number = _simplest(found.reading())
    exact = written(number, lang)
    short, all_of_it = decimal(number, digits, lang)
    sign = "=" if all_of_it else "≈"
    units = found.units()
    units = units if not units or (units.startswith("°") and len(units) == 1) else f" {units}"
    if number.is_Rational and len(exact) > MOST_EXACT:
        whole = [f"= {exact}"] if number.is_Integer and not all_of_it else []
        return [f"{each}{units}" for each in [*whole, f"{sign} {short}"]]
    if not number.is_Rational and len(exact) > MOST_EXACT:
        return [f"{sign} {short}{units}"]
    exact = f"({exact})" if units and not number.is_Rational and number.is_Add else exact
    if number.is_Rational and not number.is_Integer and units:  # nobody says 10/3 m/s
        return [f"{sign} {short}{units}"] + ([] if all_of_it else [f"(= {exact}{units})"])
    return [f"= {exact}{units}", f"{sign} {short}{units}"]


def _simplest(value: Any) -> Any:
    """The shortest of some ways to write it: 41 + 29·√2, not (1 + √2)^5."""
    from sympy import count_ops, expand, radsimp

    if value.is_Rational or count_ops(value) > MOST_OPERATIONS or any(abs(each) > 20 for each in _exponents(value)):
        return value
    return min((expand(value), radsimp(value), value), key=count_ops)


def _exponents(value: Any) -> list[Any]:
    from sympy import Pow

    return [each.exp for each in value.atoms(Pow) if each.exp.is_Rational]


def _once(parts: list[str]) -> list[str]:
    """Without what says again what stands before it: 2 + 2 = 4, not 2 + 2 = 4 = 4."""
    kept: list[str] = []
    for part in parts:
        bare = part.lstrip("=≈ ").replace(" ", "")
        if not kept or bare != kept[-1].lstrip("=≈ ").replace(" ", "") or (len(kept) == 1 and part is parts[-1]):
            kept.append(part)
    return kept


CALCULATOR = Tool(
    name="calculator",
    title="Calculator",
    description=(
        "Exact arithmetic, with units. expression: numbers (decimal point), + - * / ^ ! % and brackets; pi, e, i; "
        "sqrt, cbrt, root(x, n), abs, exp, ln, log (base 10), log(x, base), sin and its kin in radians (or sin(30°)), "
        "floor, ceil, round(x, places), mod, gcd, lcm, min, max, factorial, binomial(n, k); units behind numbers "
        "(5 kg * 9.81 m/s^2, 20 °C, 3 h + 20 min). letters: what letters in it stand for, so that the formula is seen "
        "(pi*r^2, r: 3 cm). taken: what of a shape was not said. to: a unit to convert to. digits: significant "
        "digits (10). No unknowns and no equations: use solve_steps for those. Examples: 1/3 + 1/6; 12 km/h to m/s."
    ),
    parameters=schema(
        ["expression"],
        expression={"type": "string", "minLength": 1},
        letters={
            "type": "array",
            "items": schema(
                ["letter", "value"],
                letter={"type": "string", "pattern": "^[a-zA-Z]$"},
                value={"type": "string", "minLength": 1, "maxLength": 60},
            ),
            "maxItems": 12,
        },
        taken={"enum": ["area", "volume", "square base", "parallel sides"]},
        to={"type": "string", "maxLength": 60},
        digits={"type": "integer", "minimum": 1, "maximum": 50},
    ),
    run=elsewhere(calculate, needs="sympy"),
    seconds=TOOL_SECONDS,
    shares="elsewhere",
)
