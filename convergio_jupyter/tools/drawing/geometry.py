"""The tool that draws a sketch of plane geometry, and says all that is in it with its lengths, areas and angles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...core.i18n import Unable, translate
from ..base import Desk, Result, Tool, schema
from .figures import HEIGHT, INK, LOOKS, MUTED, WIDTH, Frame, axes, card, number, path, spoken, text
from .plane import Place, area, cross, degrees, dot, is_simple, kind_of, root, said, sides
from .telling import celled

MOST_POINTS = 40
MOST_SHAPES = 30
MOST_CORNERS = 20
MOST_SIZE = 1e6
_ARC = 20  # pixels from the corner of an angle to its mark

Names = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A checked drawing: names are known, shapes are no mere point, numbers are not too large."""

    places: Mapping[str, Place]
    segments: Sequence[Names]
    polygons: Sequence[Names]
    circles: Sequence[tuple[str, Fraction]]  # the centre, and the square of the radius
    angles: Sequence[Names]
    right: Sequence[Names]  # angles that somebody says are right
    labels: Sequence[Mapping[str, str]]


def draw_geometry(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """A sketch, and its description as a list in Markdown."""
    sketch = _checked(arguments, desk.lang)
    lines = _described(sketch, desk.lang)
    title = arguments.get("title", "")
    heading = [celled(title)] if title else []
    with_axes = bool(arguments.get("axes"))
    frame = _framed(sketch, titled=bool(title), with_axes=with_axes)
    parts = axes(frame, "x", "y", desk.lang) if with_axes else []
    parts += [*_shapes(sketch, frame), *_marks(sketch, frame), *_names(sketch, frame)]
    shown = title or translate("Geometry sketch", desk.lang)
    picture = card(shown, " ".join(lines), parts, headed=bool(title))
    told = "\n".join([*heading, "", *(f"- {line}" for line in lines)]).strip()
    return Result(told, picture)


def _checked(arguments: Mapping[str, Any], lang: str) -> Sketch:
    places: dict[str, Place] = {}
    for each in arguments["points"]:
        if each["name"] in places:
            raise Unable("There are two points named {name}.", lang, name=celled(each["name"]))
        if not (abs(each["x"]) <= MOST_SIZE and abs(each["y"]) <= MOST_SIZE):
            raise Unable("A value is too large to be drawn.", lang)
        places[each["name"]] = Place(_exact(each["x"]), _exact(each["y"]))
    shapes = {name: arguments.get(name, []) for name in ("segments", "polygons", "angles", "right")}
    labels = arguments.get("labels", [])
    circles = arguments.get("circles", [])
    used = [name for kind in shapes.values() for shape in kind for name in shape]
    used += [each[key] for each in labels for key in ("from", "to")]
    used += [each[key] for each in circles for key in ("center", "through") if key in each]
    for name in used:
        if name not in places:
            raise Unable("There is no point named {name}.", lang, name=celled(name))
    for shape in (shape for kind in shapes.values() for shape in kind):
        if any(places[a] == places[b] for a, b in pairwise(shape)):
            raise Unable("Two points of {shape} are at the same place.", lang, shape=_joined(shape))
    return Sketch(
        places,
        **shapes,
        circles=[(each["center"], _radius(each, places, lang)) for each in circles],
        labels=labels,
    )


def _radius(circle: Mapping[str, Any], places: Mapping[str, Place], lang: str) -> Fraction:
    if ("radius" in circle) == ("through" in circle):
        raise Unable("A circle needs either a radius or a point that it goes through.", lang)
    if "through" in circle:
        squared = (places[circle["through"]] - places[circle["center"]]).squared
    else:
        squared = _exact(circle["radius"]) ** 2 if 0 < circle["radius"] <= MOST_SIZE else Fraction(0)
    if not squared:
        raise Unable("The radius of a circle must be above zero, and at most a million.", lang)
    return squared


def _described(sketch: Sketch, lang: str) -> list[str]:
    shown = "; ".join(f"{celled(name)} ({said(at.x, lang)}; {said(at.y, lang)})" for name, at in sketch.places.items())
    lines = [translate("Points: {points}.", lang, points=shown)]
    for a, b in sketch.segments:
        length = root((sketch.places[b] - sketch.places[a]).squared, lang)
        lines.append(translate("Segment {name}: length {length}.", lang, name=_joined((a, b)), length=length))
    lines += [_of_polygon(each, [sketch.places[name] for name in each], lang) for each in sketch.polygons]
    for centre, squared in sketch.circles:
        radius = math.sqrt(squared)
        lines.append(
            translate(
                "Circle around {name}: radius {radius}, circumference {around}, area {area}.",
                lang,
                name=celled(centre),
                radius=root(squared, lang),
                around=_rounded(2 * math.pi * radius, lang),
                area=f"{said(squared, lang)}·π" if squared.denominator == 1 else _rounded(math.pi * radius**2, lang),
            )
        )
    for a, corner, b in sketch.angles:
        size = _angle(sketch, (a, corner, b), lang)
        lines.append(translate("Angle {name}: {size}.", lang, name=_joined((a, corner, b)), size=size))
    lines += [_of_right(sketch, each, lang) for each in sketch.right]
    for each in sketch.labels:
        ends = _joined((each["from"], each["to"]))
        lines.append(translate("{name} is labelled “{label}”.", lang, name=ends, label=celled(each["text"])))
    return lines


def _of_polygon(names: Names, corners: Sequence[Place], lang: str) -> str:
    if not is_simple(corners):
        return translate("Polygon {name}: its sides cross.", lang, name=_joined(names))
    around = math.fsum(math.sqrt(each.squared) for each in sides(corners))
    return translate(
        "Polygon {name}: {kind}, sides {sides}; perimeter {around}, area {area}.",
        lang,
        name=_joined(names),
        kind=kind_of(corners, lang),
        sides=", ".join(root(each.squared, lang) for each in sides(corners)),
        around=_rounded(around, lang),
        area=said(area(corners), lang),
    )


def _angle(sketch: Sketch, names: Names, lang: str) -> str:
    a, corner, b = (sketch.places[name] for name in names)
    found = degrees(a - corner, b - corner)
    if dot(a - corner, b - corner) == 0:
        return translate("90°, a right angle", lang)
    return f"{_rounded(found, lang)}°"


def _of_right(sketch: Sketch, names: Names, lang: str) -> str:
    size = _angle(sketch, names, lang)
    a, corner, b = (sketch.places[name] for name in names)
    if dot(a - corner, b - corner) == 0:
        return translate("Angle {name}: {size}.", lang, name=_joined(names), size=size)
    return translate("Angle {name} is not right: it is {size}.", lang, name=_joined(names), size=size)


def _framed(sketch: Sketch, *, titled: bool, with_axes: bool) -> Frame:
    """A frame that shows everything, with one and the same scale along and up."""
    xs = [float(at.x) for at in sketch.places.values()]
    ys = [float(at.y) for at in sketch.places.values()]
    for centre, squared in sketch.circles:
        radius, at = math.sqrt(squared), sketch.places[centre]
        xs += [float(at.x) - radius, float(at.x) + radius]
        ys += [float(at.y) - radius, float(at.y) + radius]
    left, right = (56.0, WIDTH - 24.0) if with_axes else (36.0, WIDTH - 36.0)
    top, bottom = (48.0 if titled else 28.0), HEIGHT - (56.0 if with_axes else 28.0)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = max(wide / (right - left), high / (bottom - top)) or 1.0 / 40
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    half = scale * (right - left) / 2, scale * (bottom - top) / 2
    low, upper = (middle[0] - half[0], middle[1] - half[1]), (middle[0] + half[0], middle[1] + half[1])
    return Frame(low, upper, left=left, top=top, right=right, bottom=bottom)


def _shapes(sketch: Sketch, frame: Frame) -> list[str]:
    parts = []
    for place, each in enumerate(sketch.polygons):
        look = LOOKS[place % len(LOOKS)]
        corners = [_at(frame, sketch.places[name]) for name in each]
        drawn = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
        parts.append(f'<polygon points="{drawn}" fill="{look.colour}" fill-opacity="0.1"/>')
        parts.append(path([[*corners, corners[0]]], look))
    for place, (centre, squared) in enumerate(sketch.circles):
        look = LOOKS[(place + len(sketch.polygons)) % len(LOOKS)]
        x, y = _at(frame, sketch.places[centre])
        radius = number(frame.x(frame.low[0] + math.sqrt(squared)) - frame.left)
        dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
        parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="none" stroke="{look.colour}" '
            f'stroke-width="2"{dashes}/>'
        )
    for ends in sketch.segments:
        (x1, y1), (x2, y2) = (_at(frame, sketch.places[name]) for name in ends)
        line = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        parts.append(f'<line {line} stroke="{INK}" stroke-width="1.5"/>')
    return parts


def _marks(sketch: Sketch, frame: Frame) -> list[str]:
    """Arcs at angles, one more for each next angle, and little squares at right ones."""
    parts = []
    for place, names in enumerate(sketch.angles):
        a, corner, b = (sketch.places[name] for name in names)
        x, y = _at(frame, corner)
        arms = [(_toward(corner, end), end) for end in (a, b)]
        (c1, s1), (c2, s2) = (arm for arm, _ in arms)
        look = f'fill="none" stroke="{MUTED}" stroke-width="1.5"'
        if dot(a - corner, b - corner) == 0:
            r = 12
            corners = [(x + r * c1, y - r * s1), (x + r * (c1 + c2), y - r * (s1 + s2)), (x + r * c2, y - r * s2)]
            drawn = " ".join(f"{number(px)},{number(py)}" for px, py in corners)
            parts.append(f'<polyline points="{drawn}" {look}/>')
            continue
        sweep = 0 if cross(a - corner, b - corner) > 0 else 1
        for ring in range(place % 3 + 1):
            r = _ARC + 4 * ring
            start, end = f"{number(x + r * c1)} {number(y - r * s1)}", f"{number(x + r * c2)} {number(y - r * s2)}"
            parts.append(f'<path d="M{start}A{r} {r} 0 0 {sweep} {end}" {look}/>')
    return parts


def _names(sketch: Sketch, frame: Frame) -> list[str]:
    """The points with their names, which stand away from the middle of the sketch, and the labels of segments."""
    spots = {name: _at(frame, at) for name, at in sketch.places.items()}
    middle = [sum(spot[axis] for spot in spots.values()) / len(spots) for axis in (0, 1)]
    parts = []
    for each in sketch.labels:
        (x1, y1), (x2, y2) = spots[each["from"]], spots[each["to"]]
        spot = ((x1 + x2) / 2, (y1 + y2) / 2)
        size = math.hypot(x2 - x1, y2 - y1) or 1.0
        across = ((y2 - y1) / size, (x1 - x2) / size)  # at a right angle to the segment
        side = 1 if across[0] * (spot[0] - middle[0]) + across[1] * (spot[1] - middle[1]) >= 0 else -1
        dx, dy = side * across[0], side * across[1]
        anchor = "start" if dx > 0.3 else "end" if dx < -0.3 else "middle"
        parts.append(text(spot[0] + 10 * dx, spot[1] + 13 * dy + 4, each["text"], anchor=anchor))
    for name, spot in spots.items():
        parts.append(f'<circle cx="{number(spot[0])}" cy="{number(spot[1])}" r="3" fill="{INK}"/>')
        x, y = _away(spot, middle, 14)
        parts.append(text(x, y + 4, name, weight=600))
    return parts


def _away(spot: Sequence[float], middle: Sequence[float], far: float) -> tuple[float, float]:
    dx, dy = spot[0] - middle[0], spot[1] - middle[1]
    size = math.hypot(dx, dy)
    return (spot[0] + far * dx / size, spot[1] + far * dy / size) if size > 1 else (spot[0] + far * 0.7, spot[1] - far)


def _toward(corner: Place, end: Place) -> tuple[float, float]:
    direction = end - corner
    x, y = float(direction.x), float(direction.y)
    size = math.hypot(x, y) or 1.0  # the square of something tiny is nothing, and so may it be itself
    return x / size, y / size


def _at(frame: Frame, place: Place) -> tuple[float, float]:
    return frame.x(float(place.x)), frame.y(float(place.y))


def _exact(value: float) -> Fraction:
    """The decimal that somebody wrote: 0.1 is a tenth."""
    return Fraction(str(value))


def _joined(names: Names) -> str:
    return ("" if all(len(each) == 1 for each in names) else "–").join(map(celled, names))


def _rounded(value: float, lang: str) -> str:
    near = abs(value - round(value)) < 1e-9 * max(1.0, abs(value))
    return spoken(round(value), lang, 9) if near else f"≈ {spoken(value, lang)}"


_NAME = {"type": "string", "minLength": 1, "maxLength": 12}


def _list_of(item: Mapping[str, Any], least: int, most: int) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least, "maxItems": most}


DRAW_GEOMETRY = Tool(
    name="draw_geometry",
    title="Geometry sketch",
    description=(
        "Draws plane geometry from points with coordinates, and tells lengths, areas and angles. points: name, x, y. "
        "segments: pairs of names. polygons: names in order. circles: center, and radius or through (a point). angles: "
        "three names, the corner in the middle; right: those that should be right, which is checked. labels: a text at "
        "the middle of two points. axes: true shows them."
    ),
    parameters=schema(
        ["points"],
        points=_list_of(
            schema(["name", "x", "y"], name=_NAME, x={"type": "number"}, y={"type": "number"}), 1, MOST_POINTS
        ),
        segments=_list_of(_list_of(_NAME, 2, 2), 0, MOST_SHAPES),
        polygons=_list_of(_list_of(_NAME, 3, MOST_CORNERS), 0, MOST_SHAPES),
        circles=_list_of(schema(["center"], center=_NAME, radius={"type": "number"}, through=_NAME), 0, MOST_SHAPES),
        angles=_list_of(_list_of(_NAME, 3, 3), 0, MOST_SHAPES),
        right=_list_of(_list_of(_NAME, 3, 3), 0, MOST_SHAPES),
        labels=_list_of(
            schema(["from", "to", "text"], **{"from": _NAME}, to=_NAME, text={"type": "string", "maxLength": 40}),
            0,
            MOST_SHAPES,
        ),
        title={"type": "string", "maxLength": 120},
        axes={"type": "boolean"},
    ),
    run=draw_geometry,
    seconds=10,
)
