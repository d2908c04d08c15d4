"""Pictures of our own making, as SVG: a white card with axes, grid, curves, points, bars, a legend and words.

What is drawn is told apart by a line style or a shape as well as by its colour, and the card is white so that it reads
on light and dark pages. All text is escaped; there are no ids, no scripts, no styles and no references in a picture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from ...mathematics.expressions import raised

WIDTH, HEIGHT = 480, 320
INK, MUTED, GRID = "#23201B", "#5E574C", "#E4DED2"
MOST_LOOKS = 6
MOST_LETTERS = 200
_SIZE, _TITLE_SIZE = 12, 14  # pixels
_ILLEGAL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is told from the others. Colours are apart for every kind of colour vision, and 3:1 on white."""

    colour: str
    dashes: str
    shape: str
    fill: str


LOOKS = (
    Look("#0072B2", "", "circle", "#0072B2"),
    Look("#C24E00", "8 4", "square", "#FFFFFF"),
    Look("#00805E", "2 4", "triangle", "#A9DCCB"),
    Look("#7A2E63", "10 4 2 4", "diamond", "#7A2E63"),
    Look("#5B6210", "14 5", "circle", "#FFFFFF"),
    Look("#444444", "4 2", "square", "#CCCCCC"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that is shown, and where on the card."""

    low: Point
    high: Point
    left: float = 56
    top: float = 34
    right: float = WIDTH - 16
    bottom: float = HEIGHT - 48

    def x(self, value: float) -> float:
        return self.left + (value - self.low[0]) / (self.high[0] - self.low[0]) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low[1]) / (self.high[1] - self.low[1]) * (self.bottom - self.top)


def card(
    title: str, told: str, parts: Iterable[str], *, headed: bool = True, width: int = WIDTH, height: int = HEIGHT
) -> str:
    """The whole picture. ``told`` says in words what it shows, for who does not see it; ``headed``: show the title."""
    shown = fitted(title, width - 24, _TITLE_SIZE) if headed else ""
    told = re.sub(r"\\([*_\[\]!#~$])", r"\1", told)  # it was written for Markdown
    heading = text(width / 2, 21, shown, size=_TITLE_SIZE, weight=600)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif"><title>{clean(title)}</title><desc>{clean(told)}</desc>'
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="#FFFFFF" stroke="{GRID}"/>'
        f"{heading}{''.join(parts)}</svg>"
    )


def axes(frame: Frame, x_label: str, y_label: str, lang: str, names: Sequence[str] = ()) -> list[str]:
    """Grid, ticks and labels. ``names`` stand below the axis in place of numbers, at 0, 1, 2 …"""
    parts: list[str] = []
    upright = ticks(frame.low[1], frame.high[1], 6)
    for value, said in zip(upright, labels(upright, lang), strict=True):
        parts.append(rule(frame.left, frame.y(value), frame.right, frame.y(value)))
        parts.append(text(frame.left - 6, frame.y(value) + 4, said, anchor="end"))
    if names:
        parts += _names(frame, names)
    else:
        across = ticks(frame.low[0], frame.high[0], 8)
        for value, said in zip(across, labels(across, lang), strict=True):
            parts.append(rule(frame.x(value), frame.top, frame.x(value), frame.bottom))
            parts.append(text(_on_card(frame.x(value), said), frame.bottom + 16, said))
        if frame.low[0] <= 0 <= frame.high[0]:
            parts.append(rule(frame.x(0), frame.top, frame.x(0), frame.bottom, MUTED))
    level = min(max(0.0, frame.low[1]), frame.high[1])
    parts.append(rule(frame.left, frame.y(level), frame.right, frame.y(level), MUTED))
    middle = (frame.top + frame.bottom) / 2
    parts.append(text((frame.left + frame.right) / 2, HEIGHT - 12, fitted(x_label, frame.right - frame.left)))
    said = fitted(y_label, frame.bottom - frame.top)
    parts.append(text(14, middle, said, turned=True))
    return parts


def frame_for(low: Point, high: Point, lang: str, *, rows: int = 0, titled: bool = True) -> Frame:
    """A frame with room for its numbers on the left, and for so many ``rows`` of a legend above."""
    left = 32 + max(map(wide, [*labels(ticks(low[1], high[1], 6), lang), "100"]))
    return Frame(low, high, left=min(left, 120), top=(34 if titled else 14) + 18 * rows)


def legend(names: Sequence[str], top: float, marks: str) -> tuple[list[str], int]:
    """The names with the mark of each (``line``, ``points`` or ``bars``), in rows from ``top`` on, and how many."""
    parts: list[str] = []
    x, row = 24.0, 0
    for name, look in zip(names, LOOKS, strict=False):
        said = fitted(name, 200)
        room = 46 + wide(said)
        if x + room > WIDTH - 12 and x > 24:
            x, row = 24.0, row + 1
        y = top + 18 * row
        if marks == "bars":
            parts.append(box(x, y - 9, 20, 10, look))
        else:
            parts.append(
                path([[(x, y - 4), (x + 24, y - 4)]], look) if marks == "line" else marker(x + 12, y - 4, look)
            )
        parts.append(text(x + 30, y, said, anchor="start"))
        x += room
    return parts, row + 1


def path(pieces: Iterable[Sequence[Point]], look: Look, width: float = 2) -> str:
    """Lines through points of the card, one for each piece."""
    drawn = " ".join(
        f"M{number(piece[0][0])} {number(piece[0][1])}" + "".join(f"L{number(x)} {number(y)}" for x, y in piece[1:])
        for piece in pieces
        if len(piece) > 1
    )
    dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
    return (
        f'<path d="{drawn}" fill="none" stroke="{look.colour}" stroke-width="{width:g}"{dashes} '
        'stroke-linejoin="round"/>'
        if drawn
        else ""
    )


def marker(x: float, y: float, look: Look) -> str:
    """One point of a series, in the shape of its look."""
    drawn = {
        "circle": f'<circle cx="{number(x)}" cy="{number(y)}" r="4"',
        "square": f'<rect x="{number(x - 3.5)}" y="{number(y - 3.5)}" width="7" height="7"',
        "triangle": f'<path d="M{number(x)} {number(y - 5)}l4.5 8.5h-9z"',
        "diamond": f'<path d="M{number(x)} {number(y - 5)}l5 5l-5 5l-5-5z"',
    }[look.shape]
    return f'{drawn} fill="{look.fill}" stroke="{look.colour}" stroke-width="1.5"/>'


def box(x: float, y: float, width: float, height: float, look: Look) -> str:
    """One bar."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{look.fill}" stroke="{look.colour}" stroke-width="1.5"/>'
    )


def rule(x1: float, y1: float, x2: float, y2: float, colour: str = GRID) -> str:
    places = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {places} stroke="{colour}" stroke-width="1"/>'


def text(
    x: float, y: float, said: str, *, anchor: str = "middle", size: int = _SIZE, weight: int = 400, turned: bool = False
) -> str:
    """Words at a place. ``turned``: they read from below."""
    turn = f' transform="rotate(-90 {number(x)} {number(y)})"' if turned else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{INK}"{turn}>{clean(said)}</text>'
        if said
        else ""
    )


def clean(said: str) -> str:
    """``said`` as text in XML."""
    return escape(printable(said))


def printable(said: str) -> str:
    """``said`` without signs that XML may not hold, or that turn a line around, or end it."""
    return _ILLEGAL.sub(" ", said)


def fitted(said: str, width: float, size: int = _SIZE) -> str:
    """``said``, or as much of it as there is room for."""
    if wide(said, size) <= width:
        return said
    kept = said[:MOST_LETTERS]
    while kept and wide(kept + "…", size) > width:
        kept = kept[:-1]
    return kept + "…"


def wrapped(said: str, width: float, most: int, size: int = _SIZE) -> list[str]:
    """``said`` in at most so many lines, broken between words where that is possible."""
    lines: list[str] = []
    rest = " ".join(printable(said[:MOST_LETTERS]).split())
    while rest and len(lines) < most - 1 and wide(rest, size) > width:
        end = max(1, next((at for at in range(1, len(rest) + 1) if wide(rest[:at], size) > width), len(rest)) - 1)
        space = rest.rfind(" ", 1, end + 1)
        end = space if space > 0 else end
        lines.append(rest[:end])
        rest = rest[end:].strip()
    return [*lines, fitted(rest, width, size)] if rest else lines


def wide(said: str, size: int = _SIZE) -> float:
    """About how many pixels ``said`` takes, in the widest of the usual fonts."""
    return size * sum(
        0.36
        if each in "iljtfr.,;:!'|()[] I1"
        else 0.95
        if each in "mwMW—…@" or ord(each) > 0x2E80
        else 0.7
        if each.isupper()
        else 0.62
        for each in said[:MOST_LETTERS]
    )


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from ``low`` to ``high``, at steps of 1, 2 or 5, at most about ``most`` of them."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [each * step for each in range(first, min(last, first + 2 * most) + 1)]


def labels(values: Sequence[float], lang: str) -> list[str]:
    """The numbers beside an axis, all with as many decimals as they need to be told apart."""
    largest = max(map(abs, values), default=0.0)
    step = min((b - a for a, b in pairwise(values)), default=largest or 1.0)
    if largest >= 1e6 or (0 < largest < 1e-3):
        return [spoken(each, lang, 4) for each in values]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    said = [f"{each + 0.0:.{min(decimals, 8)}f}".replace("-", "−") for each in values]
    return [each.replace(".", ",") if lang == "it" else each for each in said]


def spoken(value: float, lang: str, digits: int = 5) -> str:
    """A number in words and tables: 0.3333, 1.5 × 10^7."""
    said = f"{value + 0.0:.{digits}g}"
    if "e" in said:
        whole, _, power = said.partition("e")
        said = f"{whole} × 10{raised(int(power))}"
    return said.replace(".", ",") if lang == "it" else said


def number(value: float) -> str:
    """A place on the card; whatever lies far outside is brought near, so that no viewer stumbles over it."""
    return f"{min(max(value, -5_000.0), 5_000.0):.2f}".rstrip("0").rstrip(".")


def _names(frame: Frame, names: Sequence[str]) -> list[str]:
    slot = frame.x(1) - frame.x(0)
    every = max(1, math.ceil(36 / slot))
    shown = [(place, name) for place, name in enumerate(names) if place % every == 0]
    said = [(place, fitted(name, slot * every - 4)) for place, name in shown]
    return [text(_on_card(frame.x(place), name), frame.bottom + 16, name) for place, name in said]


def _on_card(x: float, said: str) -> float:
    """Where the middle of ``said`` stands so that no letter falls off the right edge."""
    return min(x, WIDTH - 4 - wide(said) / 2)
