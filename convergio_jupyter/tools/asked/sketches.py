"""Shapes that are to be drawn with the lengths that are given."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from .numerals import in_figures
from .shapes import SHAPE, SHAPES, can_be, given_in, key_of
from .wish import Wish

DIGITS = 6  # of the place of a corner
Corner = tuple[float, float]


def sketches_in(text: str) -> Iterator[Wish]:
    """The shape that ``text`` wants to see, where its lengths make one."""
    found = _ASKED.fullmatch(text)
    given = given_in(in_figures(f"{found['before'] or ''} {found['given']}")) if found else None
    if not (found and given):
        return
    shape, lengths = key_of(SHAPES, found["shape"]), [each for all_of in given.values() for each in all_of]
    kinds, numbers = "".join(name[0] * len(of) for name, of in sorted(given.items())), list(map(_number, lengths))
    if len({each.partition(" ")[2] for each in lengths}) > 1 or not all(numbers) or not can_be(shape, given):
        return
    if shape == "circle" and kinds in ("r", "d"):
        radius = numbers[0] if kinds == "r" else numbers[0] / 2
        yield Wish("draw_geometry", {"points": [_point("O", (0, 0))], "circles": [{"center": "O", "radius": radius}]})
    elif kinds in _KINDS.get(shape, ()):
        said = {"right": [list("ACB")]} if shape == "right" and not _makes_right(numbers) else {}
        yield Wish("draw_geometry", {**_polygon(_corners(shape, numbers), _told(shape, lengths)), **said})


def _number(length: str) -> float:
    return float(length.partition(" ")[0].replace(",", "."))


def _corners(shape: str, of: Sequence[float]) -> list[Corner]:
    if shape in ("square", "rectangle"):
        wide, high = of[0], of[-1]
        return [(0, 0), (wide, 0), (wide, high), (0, high)]
    if shape == "right" and len(of) == 2:
        return [(0, 0), (of[0], 0), (0, of[1])]
    base, left, right = sorted(of if len(of) == 3 else [of[0]] * 3, reverse=True)
    across = (base**2 + left**2 - right**2) / (2 * base)
    return [(0, 0), (base, 0), (across, math.sqrt(max(0.0, left**2 - across**2)))]


def _makes_right(of: Sequence[float]) -> bool:
    """Whether these are sides of a right triangle, which may be rounded; any two are."""
    *legs, longest = sorted(of)
    return len(of) < 3 or abs(sum(leg**2 for leg in legs) - longest**2) < 0.01 * longest**2


def _told(shape: str, lengths: Sequence[str]) -> Sequence[str]:
    """The lengths in the order of the sides from A to B, B to C and on; fewer where the rest follows."""
    if shape == "right" and len(lengths) == 2:
        return [lengths[0], "", lengths[1]]
    if shape not in ("triangle", "right"):
        return lengths
    base, left, right = sorted(lengths, key=_number, reverse=True)
    return [base, right, left]


def _polygon(corners: Sequence[Corner], told: Sequence[str]) -> dict[str, Any]:
    names = "ABCD"[: len(corners)]
    labels = [
        {"from": names[place], "to": names[(place + 1) % len(names)], "text": said}
        for place, said in enumerate(told)
        if said
    ]
    return {"points": list(map(_point, names, corners)), "polygons": [list(names)], "labels": labels}


def _point(name: str, at: Corner) -> dict[str, Any]:
    x, y = (round(each, DIGITS) for each in at)
    return {"name": name, "x": x, "y": y}


_KINDS = {  # the first letters of what is given
    "square": ("s",),
    "rectangle": ("ss", "bh", "lw"),
    "equilateral": ("s",),
    "right": ("ss", "bh", "sss"),
    "triangle": ("sss",),
}
_ASKED = re.compile(
    r"(?:draw|sketch|show|make|disegn(?:a(?:re|mi)?|i)|traccia(?:re)?|costruisci|mostra(?:mi)?|fammi)(?: me)? "
    rf"{SHAPE}(?P<given>.*)",
    re.IGNORECASE,
)
