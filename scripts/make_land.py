"""Writes the outline of the land that maps are drawn on, from Natural Earth (public domain) at 1:110 million.

npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
python scripts/make_land.py package/land-110m.json
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "convergio_jupyter/tools/data/land.json"
NOTE = (
    "The outline of the land, a tenth of a degree a unit: lon, lat, lon, lat … for each ring. "
    "Made from Natural Earth 1:110m, which is in the public domain, by way of world-atlas 2 (ISC)."
)
ALLOWED = 0.08  # degrees that a coast may be off
LEAST = 4  # points of a ring
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


def main(source: str) -> None:
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    kept = [simpler(ring)[:-1] for ring in rings(atlas)]
    lines = [
        json.dumps([round(10 * value) for point in ring for value in point], separators=(",", ":"))
        for ring in kept
        if len(ring) >= LEAST
    ]
    body = ",\n".join(lines)
    TARGET.write_text(f'{{"note": {json.dumps(NOTE, ensure_ascii=False)},\n"rings": [\n{body}\n]}}\n', encoding="utf-8")
    print(f"{len(lines)} rings, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
