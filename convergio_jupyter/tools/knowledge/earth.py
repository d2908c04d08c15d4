"""The earth as maps need it: the outline of the land, how far places are apart, and the shortest way between them."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..drawing.figures import Frame, Point
from .shipped import shipped

RADIUS = 6371.0088  # km, the mean radius of the earth (IUGG)
_POINTS = 180  # points of a way
_DATE_LINE = 180.0
_UNIT = 20  # of the data, to a degree


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the earth. ``east`` is more than 180 where the region goes across the date line."""

    south: float
    west: float
    north: float
    east: float

    def lon(self, value: float) -> float:
        """A longitude as it is counted in this region."""
        return value + 360 if value < self.west and value + 360 <= self.east else value

    def holds(self, lon: float, lat: float) -> bool:
        return self.south <= lat <= self.north and self.west <= self.lon(lon) <= self.east


WORLD = Region(-90, -180, 90, 180)


def distance(a: Point, b: Point) -> float:
    """Kilometres along the great circle between two places (lon, lat), by the haversine formula."""
    (a_lon, a_lat), (b_lon, b_lat) = (tuple(map(math.radians, each)) for each in (a, b))
    half = math.sin((b_lat - a_lat) / 2) ** 2
    half += math.cos(a_lat) * math.cos(b_lat) * math.sin((b_lon - a_lon) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def way(a: Point, b: Point) -> list[Point]:
    """Places on the great circle from one place to another."""
    angle = distance(a, b) / RADIUS
    if angle < 1e-9:
        return [a, b]
    if math.pi - angle < 1e-6:  # every way is the shortest: over the pole
        pole = (a[0], 90.0 if a[1] + b[1] >= 0 else -90.0)
        return [*way(a, pole), *way((b[0], pole[1]), b)] if abs(a[1]) < 90 > abs(b[1]) else [a, b]
    first, last = _upright(a), _upright(b)
    found = []
    for step in range(_POINTS + 1):
        part = step / _POINTS
        of_a, of_b = math.sin((1 - part) * angle) / math.sin(angle), math.sin(part * angle) / math.sin(angle)
        x, y, z = (of_a * start + of_b * end for start, end in zip(first, last, strict=True))
        found.append((math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))))
    return found


def shown_pieces(places: Sequence[Point], region: Region) -> list[list[Point]]:
    """The pieces of a way that lie in ``region``."""
    pieces: list[list[Point]] = [[]]
    for lon, lat in places:
        here = (region.lon(lon), lat)
        jumps = bool(pieces[-1]) and abs(pieces[-1][-1][0] - here[0]) > _DATE_LINE
        if not region.holds(lon, lat) or jumps:
            pieces.append([])
        if region.holds(lon, lat):
            pieces[-1].append(here)
    return [piece for piece in pieces if len(piece) > 1]


def land(region: Region) -> Iterator[list[Point]]:
    """The outlines of the land, and of the Caspian Sea in it, cut off at the borders of ``region``."""
    for ring in _rings():
        for turn in (-360.0, 0.0, 360.0):
            piece = _cut([(lon + turn, lat) for lon, lat in ring], region)
            if len(piece) > 2:
                yield piece


def framed(region: Region, width: float, most_height: float, left: float, top: float) -> Frame:
    """Where ``region`` stands on a card of ``width``, with degrees as wide as they are at its middle latitude."""
    narrow = max(0.2, math.cos(math.radians((region.south + region.north) / 2)))
    across, up = (region.east - region.west) * narrow, region.north - region.south
    scale = min((width - 2 * left) / across, most_height / up)
    start = (width - across * scale) / 2
    return Frame(
        (region.west, region.south),
        (region.east, region.north),
        left=start,
        top=top,
        right=start + across * scale,
        bottom=top + up * scale,
    )


def _cut(ring: list[Point], region: Region) -> list[Point]:
    """Sutherland and Hodgman's way: side by side of the region, what lies beyond it is cut off."""
    borders = [(0, region.west, 1), (0, region.east, -1), (1, region.south, 1), (1, region.north, -1)]
    for axis, at, sign in borders:
        kept: list[Point] = []
        for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
            a_in, b_in = sign * (a[axis] - at) >= 0, sign * (b[axis] - at) >= 0
            if a_in != b_in:
                part = (at - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
            if b_in:
                kept.append(b)
        ring = kept
    return ring


@functools.cache
def _rings() -> list[list[Point]]:
    found = []
    for steps in json.loads(shipped("land.json"))["rings"]:  # the first point, then the way from each to the next
        lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
        found.append([(lon / _UNIT, lat / _UNIT) for lon, lat in zip(lons, lats, strict=True)])
    return found


def _upright(place: Point) -> tuple[float, float, float]:
    lon, lat = map(math.radians, place)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
