"""Plane geometry with exact coordinates: lengths, areas, angles and what a polygon is called."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from ...core.i18n import translate
from .figures import spoken

NEAR = 1e-6  # of a length, to which two are taken for equal
MOST_ROOT = 1_000_000  # under a root that is still worth reading


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the plane."""

    x: Fraction
    y: Fraction

    def __sub__(self, other: Place) -> Place:
        return Place(self.x - other.x, self.y - other.y)

    @property
    def squared(self) -> Fraction:
        """The square of its distance from the origin."""
        return self.x * self.x + self.y * self.y


def dot(a: Place, b: Place) -> Fraction:
    return a.x * b.x + a.y * b.y


def cross(a: Place, b: Place) -> Fraction:
    return a.x * b.y - a.y * b.x


def sides(corners: Sequence[Place]) -> list[Place]:
    """The sides of a polygon, as arrows from corner to corner."""
    return [b - a for a, b in pairwise([*corners, corners[0]])]


def area(corners: Sequence[Place]) -> Fraction:
    """The area by the shoelace formula, for a polygon whose sides do not cross."""
    return abs(sum((cross(a, b) for a, b in pairwise([*corners, corners[0]])), Fraction(0))) / 2


def is_simple(corners: Sequence[Place]) -> bool:
    """Whether no two sides of a polygon meet but neighbours at their corner."""
    edges = list(pairwise([*corners, corners[0]]))
    for (one, first), (other, second) in combinations(enumerate(edges), 2):
        near = other - one == 1 or (one == 0 and other == len(edges) - 1)
        if not near and _meet(*first, *second):
            return False
    return True


def degrees(arm: Place, other: Place) -> float:
    """The angle between two arrows."""
    return math.degrees(abs(math.atan2(float(cross(arm, other)), float(dot(arm, other)))))


def kind_of(corners: Sequence[Place], lang: str) -> str:
    """What a polygon is called, as far as lengths and right angles tell."""
    arrows = sides(corners)
    lengths = [each.squared for each in arrows]
    right = [dot(a, b) == 0 for a, b in pairwise([*arrows, arrows[0]])]
    if len(corners) == 3:
        return _triangle(_different(lengths), any(right), lang)
    if len(corners) != 4 or not is_simple(corners):
        return translate("polygon with {count} corners", lang, count=len(corners))
    equal, rectangular = len(set(lengths)) == 1, all(right)
    if equal or rectangular:
        if equal and rectangular:
            return translate("square", lang)
        return translate("rhombus", lang) if equal else translate("rectangle", lang)
    parallel = [cross(arrows[0], arrows[2]) == 0, cross(arrows[1], arrows[3]) == 0]
    if all(parallel):
        return translate("parallelogram", lang)
    return translate("trapezium", lang) if any(parallel) else translate("quadrilateral", lang)


def said(value: Fraction, lang: str) -> str:
    """A number: whole, as a fraction, or in decimals where that is all of it."""
    if value.denominator == 1 and abs(value) < 10**12:
        return str(value)
    short = spoken(float(value), lang)
    exact = Fraction(f"{float(value):.5g}") == value
    if exact or value.denominator > 1000:
        return short
    return f"{value} ≈ {short}"


def root(square: Fraction, lang: str) -> str:
    """The root of a number, exactly where that is short: 2√5 ≈ 4.4721."""
    exact = simple_root(square)
    short = spoken(math.sqrt(square), lang)
    if exact is None:
        return f"≈ {short}"
    outside, inside, below = exact
    if inside == 1:
        return said(Fraction(outside, below), lang)
    above = f"{outside if outside > 1 else ''}√{inside}"
    return f"{above}{f'/{below}' if below > 1 else ''} ≈ {short}"


def simple_root(square: Fraction) -> tuple[int, int, int] | None:
    """a, b, c with a·√b/c as the root, and b as small as can be; None where the numbers are too large to read."""
    inside, below = square.numerator * square.denominator, square.denominator
    whole = math.isqrt(inside)
    if whole * whole == inside:
        outside, inside = whole, 1
    elif inside > MOST_ROOT**2:
        return None
    else:
        outside, factor = 1, 2
        while factor * factor <= inside and factor <= 1_000:
            while inside % (factor * factor) == 0:
                inside //= factor * factor
                outside *= factor
            factor += 1
    common = math.gcd(outside, below)
    return (outside // common, inside, below // common) if inside <= MOST_ROOT else None


def _different(squares: Sequence[Fraction]) -> int:
    """How many lengths differ by more than what is lost where a root is written in decimals: 1.732051 for √3."""
    found: list[Fraction] = []
    for each in squares:
        if not any(math.isclose(each, had, rel_tol=NEAR) for had in found):
            found.append(each)
    return len(found)


def _triangle(lengths: int, right: bool, lang: str) -> str:
    if right:
        return translate("right isosceles triangle", lang) if lengths < 3 else translate("right triangle", lang)
    if lengths == 1:
        return translate("equilateral triangle", lang)
    return translate("isosceles triangle", lang) if lengths == 2 else translate("scalene triangle", lang)


def _meet(a: Place, b: Place, c: Place, d: Place) -> bool:
    """Whether the segments ab and cd have a point in common."""
    turns = [cross(b - a, c - a), cross(b - a, d - a), cross(d - c, a - c), cross(d - c, b - c)]
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = zip(turns, (c, d, a, b), ((a, b), (a, b), (c, d), (c, d)), strict=True)
    return any(turn == 0 and _between(point, *pair) for turn, point, pair in ends)


def _between(point: Place, a: Place, b: Place) -> bool:
    return min(a.x, b.x) <= point.x <= max(a.x, b.x) and min(a.y, b.y) <= point.y <= max(a.y, b.y)
