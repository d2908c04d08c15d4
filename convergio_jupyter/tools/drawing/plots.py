"""The tools that draw functions and data. What a picture shows stands in words and a table beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.i18n import Unable, translate
from ...mathematics.expressions import plain, shown
from ..base import Desk, Result, Tool, schema
from ..mathematics.curves import Curve, Function, follow, function
from ..mathematics.window import USUAL, window
from .figures import LOOKS, Frame, Point, axes, card, frame_for, legend, path, spoken, ticks
from .telling import table, told

MOST_FUNCTIONS = 4
MOST_SIZE = 1e9  # of what an axis may show
ROWS = 9  # of the table of values


def plot_function(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """The graphs of some functions in one picture."""
    lang = desk.lang
    bare = [_bare(each, lang) for each in arguments["functions"]]
    letter = arguments.get("variable", "x")
    functions = [function(each, letter, lang) for each in bare]
    low, high = window(functions) if arguments.keys().isdisjoint(("from", "to")) else (-USUAL, USUAL)
    low, high = arguments.get("from", low), arguments.get("to", high)
    if not (abs(low) <= MOST_SIZE and abs(high) <= MOST_SIZE and high - low > 1e-6 * max(1.0, abs(low), abs(high))):
        raise Unable("The picture needs a range from a smaller to a larger number.", lang)
    low, high = float(low), float(high)
    curves = [follow(each, low, high) for each in functions]
    if not any(curve.pieces for curve in curves):
        ends = {"low": spoken(low, lang), "high": spoken(high, lang)}
        raise Unable("The function has no value between {low} and {high}.", lang, **ends)
    heads = ["y"] if len(bare) == 1 else [f"y{'₁₂₃₄'[place]}" for place in range(len(bare))]
    names = [f"{head} = {shown(each)}" for head, each in zip(heads, bare, strict=True)]
    words = [told(name, of, curve, (low, high), lang) for name, of, curve in zip(names, functions, curves, strict=True)]
    figure = _graph(" ".join(words), names, curves, (low, high), {"x_label": letter, "y_label": "y", **arguments}, lang)
    return Result("\n\n".join([*words, _values(functions, [letter, *heads], (low, high), lang)]), figure)


def _graph(
    words: str, names: Sequence[str], curves: Sequence[Curve], across: Point, asked: Mapping[str, Any], lang: str
) -> str:
    headed = bool(asked.get("title")) or len(names) == 1  # else the legend says it
    marks, rows = legend(names, 44 if headed else 24, "line") if len(names) > 1 else ([], 0)
    bottom, top = _window(curves)
    frame = frame_for((across[0], bottom), (across[1], top), lang, rows=rows, titled=headed)
    parts = axes(frame, asked["x_label"], asked["y_label"], lang)
    for curve, look in zip(curves, LOOKS, strict=False):
        parts.append(path([piece for each in curve.pieces for piece in _inside(each, frame)], look))
    return card(asked.get("title") or ", ".join(names), words, [*parts, *marks], headed=headed)


def _window(curves: Sequence[Curve]) -> Point:
    """From where to where the y axis goes: over all values, but not after a pole into the sky."""
    lows, highs = [], []
    for curve in curves:
        heights = sorted(curve.heights())
        if not heights:
            continue
        edge = len(heights) // 12 if curve.grows else 0
        low, high = heights[edge], heights[-1 - edge]
        lows.append(low)
        highs.append(high)
    low, high = max(min(lows), -MOST_SIZE * 1e3), min(max(highs), MOST_SIZE * 1e3)
    room = (high - low) * 0.06 or max(abs(high) * 0.5, 1.0)
    return low - room, high + room


def _inside(piece: Sequence[Point], frame: Frame) -> list[list[Point]]:
    """The parts of a stretch inside the frame, in places of the card, cut exactly at its edges."""
    low, high = frame.low[1], frame.high[1]
    parts: list[list[Point]] = [[]]
    for before, here in zip([piece[0], *piece], piece, strict=False):
        cut = _clipped(before, here, low, high)
        if not cut:
            parts.append([])
            continue
        (x, y), end = cut
        if not parts[-1]:
            parts[-1].append((frame.x(x), frame.y(y)))
        parts[-1].append((frame.x(end[0]), frame.y(end[1])))
        if end != here:
            parts.append([])
    return [each for each in parts if len(each) > 1]


def _clipped(start: Point, end: Point, low: float, high: float) -> tuple[Point, Point] | None:
    (x1, y1), (x2, y2) = start, end
    if max(y1, y2) < low or min(y1, y2) > high:
        return None

    def at(y: float) -> Point:
        return x1 + (x2 - x1) * ((y - y1) / (y2 - y1)), y

    first = at(low) if y1 < low else at(high) if y1 > high else start
    last = at(low) if y2 < low else at(high) if y2 > high else end
    return first, last


def _values(functions: Sequence[Function], heads: Sequence[str], across: Point, lang: str) -> str:
    """A table of values at round places."""
    xs = ticks(*across, ROWS) or [across[0], across[1]]
    columns = [_without_rounding(of(xs)) for of in functions]
    none = translate("none", lang)
    rows = [
        [spoken(x, lang), *(none if math.isnan(column[place]) else spoken(column[place], lang) for column in columns)]
        for place, x in enumerate(xs)
    ]
    return table(heads, rows)


def _without_rounding(ys: Sequence[float]) -> list[float]:
    """``ys`` with 0 for what is 0 but for rounding: the sine of π."""
    largest = max((abs(y) for y in ys if math.isfinite(y)), default=0.0)
    return [0.0 if abs(y) < largest * 1e-12 else y for y in ys]


def _bare(text: str, lang: str) -> str:
    """The right side of y = x² or f(x) = x²."""
    found = re.sub(r"^\s*(?:y|[a-zA-Z]\s*\(\s*[a-zA-Z]\s*\))\s*=", "", plain(text, lang))
    return found.strip()


PLOT_FUNCTION = Tool(
    name="plot_function",
    title="Graph of a function",
    description=(
        "Draws the graphs of one to four functions in one picture, and tells domain, zeros, extremes, jumps and a "
        "table of values. functions: right sides as x^2 - 2, sin(x), 1/x. from, to: the range, chosen if left out. "
        "variable: the letter, x if left out. Angles in radians."
    ),
    parameters=schema(
        ["functions"],
        functions={"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MOST_FUNCTIONS},
        **{"from": {"type": "number"}, "to": {"type": "number"}},
        variable={"type": "string", "pattern": "^[a-zA-Z]$"},
        title={"type": "string", "maxLength": 120},
        x_label={"type": "string", "maxLength": 60},
        y_label={"type": "string", "maxLength": 60},
    ),
    run=plot_function,
    seconds=10,
)
