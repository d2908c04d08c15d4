"""Areas, perimeters and volumes of simple shapes with the lengths that are given, as formulas for the calculator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .numerals import in_figures
from .wish import FIND, Wish

Given = Mapping[str, Sequence[str]]  # the lengths by what they are: {"base": ["4 cm"], "height": ["5 cm"]}


def shapes_in(text: str) -> Iterator[Wish]:
    """The measure of a shape that ``text`` asks for, with its formula and the values of the letters in it.

    Where it asks for none, that is its area or volume.
    """
    found = _ASKED.fullmatch(text) or _TOLD.fullmatch(text) or _ALONE.fullmatch(text)
    given = given_in(in_figures(f"{found['before'] or ''} {found['given']}")) if found else None
    if not (found and given):
        return
    shape = key_of(SHAPES, found["shape"])
    measures = [key_of(_MEASURES, found["measure"])] if "measure" in found.groupdict() else ["area", "volume"]
    ways = [(measure, way) for measure in measures for way in _FORMULAS.get((measure, shape), ())]
    counts = {name: len(lengths) for name, lengths in given.items()}
    for measure, (letters, formula) in sorted(ways, key=lambda way: way[0] == "area" and shape in _BODIES):
        if counts == {name: len(of) for name, of in letters.items()} and can_be(shape, given):
            named = [pair for name, of in letters.items() for pair in zip(of, given[name], strict=True)]
            values = [{"letter": letter, "value": value} for letter, value in named]
            taken = measure if found.re is _ALONE else _taken(shape, counts, found["shape"])
            yield Wish("calculator", {"expression": formula, "letters": values, **({"taken": taken} if taken else {})})


def _taken(shape: str, counts: Mapping[str, int], said: str) -> str:
    """What was taken for granted in what was asked, as the calculator knows it; empty for nothing."""
    if shape == "trapezium" and "side" in counts:
        return "parallel sides"
    return (
        "square base" if shape == "pyramid" and "quad" not in said.casefold() and "squ" not in said.casefold() else ""
    )


def can_be(shape: str, given: Given) -> bool:
    """Whether three sides make a triangle; told only where they have one unit."""
    sides = [each.partition(" ") for each in given.get("side", ())]
    if shape not in ("triangle", "right") or len(sides) != 3:
        return True
    lengths = sorted(float(number.replace(",", ".")) for number, _, _ in sides)
    return len({unit for _, _, unit in sides}) > 1 or lengths[2] < lengths[0] + lengths[1]


def given_in(text: str) -> Given | None:
    """The lengths in ``text``; None where it says anything else, or where some of them have no unit.

    A name holds for the lengths behind it (radius 3), or for those before it that have none yet (3 cm long). The unit
    of the last length holds for all before it: sides 3, 4 and 5 cm.
    """
    found: list[list[str]] = []
    name, place = "", 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            return None
        place = token.end()
        if token["name"]:
            key = key_of(_NAMES, token["name"])
            unnamed = [each for each in found if not each[0]]
            for each in unnamed:
                each[0] = key
            name = "" if unnamed else key
        elif token["number"]:
            found.append([name, token["number"], _short(token["unit"] or "")])
    units = [unit for _, _, unit in found]
    if any(units[:-1]) and not all(units):
        return None
    given: dict[str, list[str]] = {}
    for name, number, unit in found:
        given.setdefault(name or "side", []).append(f"{number} {unit or units[-1]}".strip())
    return given


def _short(unit: str) -> str:
    """The sign of a unit: cm for centimetres and centimetri."""
    prefix, metres, _ = unit.casefold().partition("met")
    return _PREFIXES[prefix] + "m" if metres else unit


def key_of(names: Mapping[str, str], said: str) -> str:
    return next(name for name, words in names.items() if re.fullmatch(words, said, re.IGNORECASE))


_MEASURES = {
    "surface": r"surface(?: area)?|superficie(?: totale)?|area (?:della|totale della) superficie",
    "area": "area",
    "perimeter": "perimeter|circumference|perimetro|circonferenza",
    "volume": "volume",
    "hypotenuse": "hypotenuse|ipotenusa",
    "diagonal": "diagonale?",
}
SHAPES = {
    "pyramid": "(?:square )?pyramid|piramide(?: quadrata| a base quadrata)?",
    "circle": "circle|cerchio|circonferenza",
    "square": "square|quadrato",
    "rectangle": "rectangle|rettangolo",
    "equilateral": "equilateral triangle|triangolo equilatero",
    "right": r"right(?:-angled)? triangle|triangolo rettangolo",
    "triangle": "triangle|triangolo",
    "trapezium": "trapezium|trapezoid|trapezio",
    "parallelogram": "parallelogramm?a?",
    "rhombus": "rhombus|rombo",
    "cube": "cube|cubo",
    "cuboid": "cuboid|box|rectangular (?:prism|box)|parallelepipedo",
    "sphere": "sphere|ball|sfera|palla",
    "cylinder": "cylinder|cilindro",
    "cone": "cone|cono",
}
_NAMES = {
    "radius": "(?:base )?radius|raggio(?: di base)?",
    "diameter": "diameter|diametro",
    "side": r"sides?(?: lengths?)?|edges?|legs?|dimensions|lat[oi](?: di base)?|spigol[oi]|catet[oi]|dimensioni",
    "diagonal": "diagonals?|diagonal[ei]",
    "base": "base (?:maggiore|minore)|bases?|basi",
    "height": "height|high|tall|altezza|alto|alta",
    "length": "length|long|lunghezza|lungo|lunga",
    "width": "width|breadth|wide|larghezza|largo|larga",
}
_SIDE, _RADIUS, _WIDE = {"side": "a"}, {"radius": "r"}, {"length": "l", "width": "w"}
_ROUND, _ON_BASE = {"radius": "r", "height": "h"}, {"base": "b", "height": "h"}
_SIDES, _BASES = {"side": "ab"}, {"base": "ab", "height": "h"}
_HERON = ({"side": "abc"}, "sqrt((a+b+c)*(b+c-a)*(a+c-b)*(a+b-c))/4")
_AROUND_THREE = ({"side": "abc"}, "a+b+c")
_FORMULAS: dict[tuple[str, str], Sequence[tuple[Mapping[str, str], str]]] = {  # by what has a letter, and which
    ("area", "circle"): ((_RADIUS, "pi*r^2"), ({"diameter": "d"}, "pi*(d/2)^2")),
    ("perimeter", "circle"): ((_RADIUS, "2*pi*r"), ({"diameter": "d"}, "pi*d")),
    ("area", "square"): ((_SIDE, "a^2"), ({"diagonal": "d"}, "d^2/2")),
    ("perimeter", "square"): ((_SIDE, "4*a"),),
    ("diagonal", "square"): ((_SIDE, "sqrt(2)*a"),),
    ("area", "rectangle"): ((_ON_BASE, "b*h"), (_WIDE, "l*w"), (_SIDES, "a*b")),
    ("perimeter", "rectangle"): ((_ON_BASE, "2*(b+h)"), (_WIDE, "2*(l+w)"), (_SIDES, "2*(a+b)")),
    ("diagonal", "rectangle"): ((_ON_BASE, "sqrt(b^2+h^2)"), (_WIDE, "sqrt(l^2+w^2)"), (_SIDES, "sqrt(a^2+b^2)")),
    ("area", "equilateral"): ((_SIDE, "sqrt(3)/4*a^2"),),
    ("perimeter", "equilateral"): ((_SIDE, "3*a"),),
    ("area", "right"): ((_ON_BASE, "b*h/2"), (_SIDES, "a*b/2"), _HERON),
    ("perimeter", "right"): (_AROUND_THREE,),
    ("hypotenuse", "right"): ((_SIDES, "sqrt(a^2+b^2)"),),
    ("area", "triangle"): ((_ON_BASE, "b*h/2"), _HERON),
    ("perimeter", "triangle"): (_AROUND_THREE,),
    ("area", "trapezium"): ((_BASES, "(a+b)/2*h"), ({"side": "ab", "height": "h"}, "(a+b)/2*h")),
    ("area", "parallelogram"): ((_ON_BASE, "b*h"),),
    ("perimeter", "parallelogram"): ((_SIDES, "2*(a+b)"),),
    ("area", "rhombus"): (({"diagonal": "pq"}, "p*q/2"), ({"side": "a", "height": "h"}, "a*h")),
    ("perimeter", "rhombus"): ((_SIDE, "4*a"),),
    ("volume", "cube"): ((_SIDE, "a^3"),),
    ("surface", "cube"): ((_SIDE, "6*a^2"),),
    ("volume", "cuboid"): (({"side": "abc"}, "a*b*c"), ({**_WIDE, "height": "h"}, "l*w*h")),
    ("surface", "cuboid"): (({"side": "abc"}, "2*(a*b+b*c+a*c)"), ({**_WIDE, "height": "h"}, "2*(l*w+w*h+l*h)")),
    ("volume", "sphere"): ((_RADIUS, "4/3*pi*r^3"), ({"diameter": "d"}, "4/3*pi*(d/2)^3")),
    ("surface", "sphere"): ((_RADIUS, "4*pi*r^2"), ({"diameter": "d"}, "pi*d^2")),
    ("volume", "cylinder"): ((_ROUND, "pi*r^2*h"), ({"diameter": "d", "height": "h"}, "pi*(d/2)^2*h")),
    ("surface", "cylinder"): ((_ROUND, "2*pi*r*(r+h)"),),
    ("volume", "cone"): ((_ROUND, "pi*r^2*h/3"), ({"diameter": "d", "height": "h"}, "pi*(d/2)^2*h/3")),
    ("volume", "pyramid"): (({"side": "a", "height": "h"}, "a^2*h/3"),),
}
_BODIES = frozenset(shape for measure, shape in _FORMULAS if measure == "volume")
# The area of a body is that of its surface.
_FORMULAS |= {("area", shape): ways for (measure, shape), ways in _FORMULAS.items() if measure == "surface"}
_PREFIXES = {"milli": "m", "centi": "c", "deci": "d", "kilo": "k", "chilo": "k", "": ""}
_METRES = r"(?:milli|centi|deci|kilo|chilo)?met(?:res?|ers?|r[oi])"
_AROUND = (
    r"with|whose|having|that|which|has|have|and|by|of|a|an|the|is|are|measures?|equal to|x|×|"
    r"con|di|cui|che|ha|hanno|e|ed|un|una|uno|il|lo|la|le|i|gli|è|sono|misura|misurano|uguale a|pari a|avente|per"
)
_TOKEN = re.compile(
    rf"[\s,:=]*(?:\b(?P<name>{'|'.join(_NAMES.values())})\b|"
    rf"(?P<number>\d+(?:[.,]\d+)?)(?: ?(?P<unit>[mcdk]?m|in|ft|{_METRES}))?(?![\w.])|"
    rf"(?:{_AROUND})(?!\w)|l')\s*",
    re.IGNORECASE,
)
_MEASURE = rf"(?P<measure>{'|'.join(_MEASURES.values())})"
SHAPE = (
    r"(?:an? |the |una? |uno |il |la |un')?(?P<before>\d[\w.,× -]{0,40} )?"
    rf"(?P<shape>{'|'.join(SHAPES.values())})\b,?"
)
_OF_IT = rf"(?: (?:of|del|della) (?:it|{'|'.join(SHAPES.values())}))?"
_ASKED = re.compile(
    rf"{FIND}{_MEASURE}\s+(?:of|di|del|dello|della|dell')\s*{SHAPE}(?P<given>.*)",
    re.IGNORECASE,
)
_TOLD = re.compile(rf"{SHAPE}(?P<given>.*)[.,;:]\s*{FIND}(?:its |sua |suo )?{_MEASURE}{_OF_IT}", re.IGNORECASE)
_ALONE = re.compile(rf"{SHAPE}(?P<given>.*)", re.IGNORECASE)
