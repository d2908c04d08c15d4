"""Writes the outline of the land that maps are drawn on, from Natural Earth (public domain) at 1:50 million.

npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
python scripts/make_land.py package/land-50m.json
"""

from __future__ import annotations

import json
import math
import sys
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "convergio_jupyter/tools/data/land.json"
NOTE = (
    "The outline of the land. For each ring, in twentieths of a degree: lon and lat of its first point, then the steps "
    "from point to point. A ring across the date line goes on beyond 180. Made by scripts/make_land.py from Natural "
    "Earth 1:50m, which is in the public domain, by way of world-atlas 2 (ISC)."
)
UNIT = 20
ALLOWED = 0.1  # degrees that a coast may be off
LEAST_AREA = 0.12  # square degrees of an island that is kept
Point = tuple[float, float]


def rings(atlas: dict[str, Any]) -> list[list[Point]]:
    """Every outer ring in the TopoJSON ``atlas``, in degrees. Holes (the Caspian Sea) follow as rings of their own."""
    (sx, sy), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * sx + dx, y * sy + dy))
        arcs.append(points)
    found = []
    for shape in atlas["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            joined: list[Point] = []
            for number in ring:
                part = arcs[number] if number >= 0 else arcs[~number][::-1]
                joined += part[1:] if joined else part
            found.append(joined)
    return found


def unrolled(ring: list[Point]) -> list[Point]:
    """``ring`` without jumps at the date line; one around a pole (Antarctica) is closed along the edge of the map."""
    found = [ring[0]]
    for lon, lat in ring[1:]:
        turn = 360 * round((found[-1][0] - lon) / 360)
        found.append((lon + turn, lat))
    if abs(found[-1][0] - found[0][0]) > 180:
        found += [(found[-1][0], -90.0), (found[0][0], -90.0), found[0]]
    return found


def area(ring: list[Point]) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))) / 2


def simpler(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's way: without the points that lie almost on the line between those that stay."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        x, y = point
        if length == 0:
            return math.hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    farthest = max(range(1, len(points) - 1), key=lambda place: off(points[place]))
    if off(points[farthest]) <= ALLOWED:
        return [points[0], points[-1]]
    return simpler(points[: farthest + 1])[:-1] + simpler(points[farthest:])


def steps(ring: list[Point]) -> list[int]:
    """The first point, then the way from each point to the next, in whole units."""
    places = [(round(lon * UNIT), round(lat * UNIT)) for lon, lat in ring]
    places = [place for place, _ in groupby(places)]
    moves = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(places)]
    return [value for pair in (places[0], *moves) for value in pair]


def main(source: str) -> None:
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    kept = [simpler(ring)[:-1] for ring in map(unrolled, rings(atlas)) if area(ring) >= LEAST_AREA]
    lines = [json.dumps(steps(ring), separators=(",", ":")) for ring in kept if len(ring) > 2]
    body = ",\n".join(lines)
    TARGET.write_text(f'{{"note": {json.dumps(NOTE, ensure_ascii=False)},\n"rings": [\n{body}\n]}}\n', encoding="utf-8")
    print(f"{len(lines)} rings, {sum(map(len, kept)):,} points, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
