"""The tool that draws places and ways on a map of the earth, and says how far they are apart."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.i18n import Unable, decimal, translate
from ..base import Desk, Result, Tool, schema
from ..drawing.figures import LOOKS, MUTED, Frame, Point, card, fitted, marker, number, path, rule, text, wide
from ..drawing.telling import celled, table
from .earth import WORLD, Region, distance, framed, land, shown_pieces, way
from .places import Place, capitals_of, place_named

MOST_PLACES = 40
_WIDTH = 640
_LEFT, _TOP, _BELOW = 34, 34, 26  # pixels around the map
_MOST_HEIGHT = 420
_LEAST_WIDE = 20.0  # degrees: the outline is too coarse to look closer
_WIDE_ALONE = 90.0  # around one place, so that one sees where it is
_NETS = (1, 2, 5, 10, 15, 30)  # degrees between the lines of the net
_SEA, _LAND, _NET = "#EAF1F5", "#EFE4CC", "#D5CFC0"
_FINE = 1.2  # pixels
_WIDEST = 180  # pixels of a label

Box = tuple[float, float, float, float]  # left, top, right, bottom


def world_map(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """A map, and the same places in a table."""
    lang = desk.lang
    found = [_found(each, lang) for each in arguments["places"]]
    known = [place for each in arguments["places"] if "lat" not in each and (place := place_named(each["name"]))]
    names, places = [name for name, _ in found], [place for _, place in found]
    route = bool(arguments.get("route")) and len(places) > 1
    region = _asked(arguments["region"], lang) if "region" in arguments else _around(places)
    inside = [place for place, (lon, lat) in enumerate(places) if region.holds(lon, lat)]
    frame = framed(region, _WIDTH, _MOST_HEIGHT, _LEFT, _TOP)
    ways = [shown_pieces(way(a, b), region) for a, b in itertools.pairwise(places)] if route else []
    labels, unnamed = _labels([(places[each], names[each]) for each in inside], region, frame)
    parts = [*_ground(region, frame, lang), *(_drawn(pieces, frame) for pieces in ways), *labels]
    title = arguments.get("title") or translate("Map", lang)
    lines = [celled(arguments["title"])] if "title" in arguments else []
    lines += [
        _in_words(names, places, route, lang),
        *([] if route else _capitals(known, lang)),
        *_measured(known if len(places) > 1 else [], lang),
        _in_table(names, places, route, lang),
    ]
    beyond = [name for place, name in enumerate(names) if place not in inside]
    if beyond:
        lines.append(translate("Not on this part of the map: {names}.", lang, names=_listed(beyond)))
    if unnamed:
        lines.append(
            translate("Too close to others to be named in the picture: {names}.", lang, names=_listed(unnamed))
        )
    simplified = "Distances are along great circles; the outline of the land is simplified."
    lines.append(translate(simplified if len(places) > 1 else "The outline of the land is simplified.", lang))
    height = math.ceil(frame.bottom) + _BELOW
    told = translate("A map with these places: {names}.", lang, names=", ".join(names))
    return Result("\n\n".join(lines), card(title, told, parts, width=_WIDTH, height=height))


def _found(asked: Mapping[str, Any], lang: str) -> tuple[str, Point]:
    """The name of a place and where it is; what is known by its name needs no numbers."""
    if "lat" in asked and "lon" in asked:
        return asked["name"], (float(asked["lon"]), float(asked["lat"]))
    place = place_named(asked["name"])
    if place is None:
        sentence = "“{name}” is not among the places that are known here: give its latitude and longitude."
        raise Unable(sentence, lang, name=celled(asked["name"]))
    return place.name(lang), (place.lon, place.lat)


def _asked(region: Sequence[float], lang: str) -> Region:
    south, west, north, east = map(float, region)
    if not -90 <= south < north <= 90:
        raise Unable("A region is [south, west, north, east] in degrees, with south below north.", lang)
    east += 360 if east < west else 0
    if north - south < 1 or east - west < 1:
        raise Unable("A region must be at least one degree wide and high.", lang)
    return Region(south, west, north, east)


def _around(places: Sequence[Point]) -> Region:
    """The part of the earth where the places are, or all of it where they are far apart."""
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    if max(lons) - min(lons) > 100 or max(lats) - min(lats) > 70:
        return WORLD
    across = max(
        _LEAST_WIDE if len(places) > 1 else _WIDE_ALONE, 1.5 * (max(lons) - min(lons)), 2 * (max(lats) - min(lats))
    )
    up = max(_LEAST_WIDE * 0.6, 1.4 * (max(lats) - min(lats)), across * 0.45)
    lon, lat = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    return Region(
        max(-90, lat - up / 2), max(-180, lon - across / 2), min(90, lat + up / 2), min(180, lon + across / 2)
    )


def _ground(region: Region, frame: Frame, lang: str) -> list[str]:
    """Sea, land and the net of degrees."""
    parts = [_box(frame, f'fill="{_SEA}"')]
    outline = "".join(_outline([(frame.x(lon), frame.y(lat)) for lon, lat in ring]) for ring in land(region))
    if outline:
        parts.append(f'<path d="{outline}" fill="{_LAND}" stroke="{MUTED}" stroke-width="0.6"/>')
    step = _step(region.east - region.west, 9)
    for lon in range(math.ceil(region.west / step) * step, math.floor(region.east) + 1, step):
        parts.append(rule(frame.x(lon), frame.top, frame.x(lon), frame.bottom, _NET))
        parts.append(text(frame.x(lon), frame.bottom + 15, _longitude((lon + 180) % 360 - 180, 0, lang), size=10))
    step = _step(region.north - region.south, 7)
    for lat in range(math.ceil(region.south / step) * step, math.floor(region.north) + 1, step):
        parts.append(rule(frame.left, frame.y(lat), frame.right, frame.y(lat), _NET))
        parts.append(text(frame.left - 4, frame.y(lat) + 4, _latitude(lat, 0, lang), size=10, anchor="end"))
    parts.append(_box(frame, f'fill="none" stroke="{MUTED}" stroke-width="1"'))
    return parts


def _outline(ring: Sequence[Point]) -> str:
    """A closed line, without the points that nobody could tell from the one before; nothing if few are left."""
    kept = [ring[0]]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINE:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def _box(frame: Frame, look: str) -> str:
    return (
        f'<rect x="{number(frame.left)}" y="{number(frame.top)}" width="{number(frame.right - frame.left)}" '
        f'height="{number(frame.bottom - frame.top)}" {look}/>'
    )


def _step(span: float, most: int) -> int:
    return next((step for step in _NETS if span / step <= most), 45)


def _drawn(pieces: Sequence[Sequence[Point]], frame: Frame) -> str:
    return path([[(frame.x(lon), frame.y(lat)) for lon, lat in piece] for piece in pieces], LOOKS[1])


def _labels(places: Sequence[tuple[Point, str]], region: Region, frame: Frame) -> tuple[list[str], list[str]]:
    """Marks with their names where there is room beside them, and the names for which there was none."""
    spots = [(frame.x(region.lon(lon)), frame.y(lat)) for (lon, lat), _ in places]
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    marks = [marker(x, y, LOOKS[0]) for x, y in spots]
    unnamed = []
    for (x, y), (_, name) in zip(spots, places, strict=True):
        said = fitted(name, _WIDEST)
        room = wide(said)
        tries = [(x + 8, y + 4), (x - 8 - room, y + 4), (x - room / 2, y - 9), (x - room / 2, y + 18)]
        tries += [(x + 6, y - 7), (x + 6, y + 16), (x - 6 - room, y - 7), (x - 6 - room, y + 16)]
        for left, base in tries:
            here = (left, base - 11, left + room, base + 3)
            on_card = left >= 2 and here[2] <= _WIDTH - 2 and here[1] >= frame.top and here[3] <= frame.bottom + 4
            if on_card and not any(_meet(here, other) for other in taken):
                taken.append(here)
                marks += [_ground_of(here), text(left, base, said, anchor="start")]
                break
        else:
            unnamed.append(name)
    return marks, unnamed


def _ground_of(label: Box) -> str:
    """Something lighter under a label, so that it reads on coasts and ways."""
    left, top, right, _ = label
    places = f'x="{number(left - 2)}" y="{number(top)}" width="{number(right - left + 4)}" height="14"'
    return f'<rect {places} rx="2" fill="#FFFFFF" fill-opacity="0.75"/>'


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _in_words(names: Sequence[str], places: Sequence[Point], route: bool, lang: str) -> str:
    said = translate("A map with these places: {names}.", lang, names=_listed(names))
    if not route:
        return said
    length = sum(distance(a, b) for a, b in itertools.pairwise(places))
    return f"{said} {translate('All the way: {distance}.', lang, distance=_kilometres(length, lang))}"


def _capitals(known: Sequence[Place], lang: str) -> list[str]:
    """Of what the places are capitals, in a paragraph; none where there is nothing to say."""
    said = []
    for area in filter(None, map(place_named, dict.fromkeys(name for each in known for name in each.capital_of))):
        names = ", ".join(each.name(lang) for each in capitals_of(area))
        if len(capitals_of(area)) > 1:
            said.append(translate("{area}: the capitals are {names}.", lang, area=area.name(lang), names=names))
        elif area.kind == "region":
            said.append(translate("{area}: the regional capital is {name}.", lang, area=area.name(lang), name=names))
        else:
            said.append(translate("{area}: the capital is {name}.", lang, area=area.name(lang), name=names))
    return [" ".join(said)] if said else []


def _measured(known: Sequence[Place], lang: str) -> list[str]:
    is_told = any(each.is_area for each in known)
    return [translate("A country or a region is measured from its middle.", lang)] if is_told else []


def _in_table(names: Sequence[str], places: Sequence[Point], route: bool, lang: str) -> str:
    rows = []
    for place, (name, (lon, lat)) in enumerate(zip(names, places, strict=True)):
        km = distance(places[place - 1 if route else 0], places[place]) if place else 0.0
        far = _kilometres(km, lang) if place else "–"
        rows.append([str(place + 1), name, _latitude(lat, 2, lang), _longitude(lon, 2, lang), far])
    last = (
        translate("From the one before", lang)
        if route
        else translate("From {name}", lang, name=fitted(names[0], _WIDEST))
    )
    heads = ["", translate("Place", lang), translate("Latitude", lang), translate("Longitude", lang), last]
    shown = len(heads) if len(names) > 1 else -1  # one place is far from nothing
    return table(heads[:shown], [row[:shown] for row in rows])


def _kilometres(value: float, lang: str) -> str:
    said = f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
    return (said.translate(str.maketrans(",.", ".,")) if lang == "it" else said) + " km"


def _latitude(value: float, digits: int, lang: str) -> str:
    said = decimal(abs(value), digits, lang)
    if round(value, digits) == 0:
        return f"{said}°"
    return translate("{value}° N", lang, value=said) if value > 0 else translate("{value}° S", lang, value=said)


def _longitude(value: float, digits: int, lang: str) -> str:
    said = decimal(abs(value), digits, lang)
    if round(value, digits) == 0 or abs(value) == 180:
        return f"{said}°"
    return translate("{value}° E", lang, value=said) if value > 0 else translate("{value}° W", lang, value=said)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(celled, names))


WORLD_MAP = Tool(
    name="world_map",
    title="Map",
    description=(
        "Draws places on a world map and gives their great-circle distances. places: each with name, lat and lon "
        "in degrees (south and west are negative); a country or a large city needs its name only. route: true joins "
        "them in order by the shortest way. region: [south, west, north, east] shows only that part; without it the "
        "map shows the part where the places are. There are coasts, but no borders, rivers or cities of its own."
    ),
    parameters=schema(
        ["places"],
        title={"type": "string", "maxLength": 120},
        places={
            "type": "array",
            "items": schema(
                ["name"],
                name={"type": "string", "minLength": 1, "maxLength": 60},
                lat={"type": "number", "minimum": -90, "maximum": 90},
                lon={"type": "number", "minimum": -180, "maximum": 180},
            ),
            "minItems": 1,
            "maxItems": MOST_PLACES,
        },
        route={"type": "boolean"},
        region={
            "type": "array",
            "items": {"type": "number", "minimum": -180, "maximum": 180},
            "minItems": 4,
            "maxItems": 4,
        },
    ),
    run=world_map,
)
