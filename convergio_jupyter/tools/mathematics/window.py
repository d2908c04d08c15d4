"""Where to look at a function of which nobody said where: from -10 to 10, unless what is worth seeing lies elsewhere.

Wider where it is zero, grows without end, or has values at all only further off; narrower where it goes up and down too
often to be followed, or gets so high that the rest looks flat. What is looked at are a few round ranges, so that it
ends soon, and is the same each time.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from .curves import GROWS, SAMPLES, Curve, Function, follow

USUAL = 10.0
_FURTHER = (50.0, 200.0, 1200.0)
_WIDER = (20.0, 30.0, 50.0, 80.0, 100.0, 150.0, 200.0, 300.0, 500.0, 800.0, 1000.0, 1500.0)
_NARROWER = (5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
_MOST_TURNS = 13
_HIGHEST = 10_000.0
_ROOM = 1.25  # times as far as the last place that is worth seeing
_BESIDE = 0.382  # of a step, where no grid has a place


def window(functions: Sequence[Function]) -> tuple[float, float]:
    """From where to where all of ``functions`` are to be drawn."""
    halves = [_half(each) for each in functions]
    half = min(halves) if min(halves) < USUAL else max(halves)
    begins = [_begin(each, half) for each in functions]
    return (-half if None in begins else min(begin for begin in begins if begin is not None)), half


def _half(of: Function) -> float:
    curve = follow(of, -USUAL, USUAL)
    if _too_dense(of, curve, USUAL):
        return next((half for half in _NARROWER if not _too_dense(of, follow(of, -half, half), half)), USUAL)
    if not (curve.zeros or curve.breaks or curve.flat):
        for far in _FURTHER:
            if places := _places(of, far, curve):
                last = min(places) if len(places) > _MOST_TURNS else max(places)
                wider = next((half for half in _WIDER if half >= _ROOM * last), _WIDER[-1])
                if not _explodes(of, curve, wider):
                    return wider
    half, places = USUAL, [*curve.zeros, *curve.breaks, *(x for x, _ in (*curve.highs, *curve.lows))]
    for narrower in _NARROWER:
        heights = curve.heights()
        is_low = curve.grows or not heights or max(heights) - min(heights) <= _HIGHEST
        if is_low or any(abs(place) * _ROOM > narrower for place in places):
            break
        half, curve = narrower, follow(of, -narrower, narrower)
    return half


def _explodes(of: Function, near: Curve, half: float) -> bool:
    """Whether it is so high further off that nothing of what is nearer by would be seen."""
    far = [abs(y) for y in of([-half + 2 * half * place / SAMPLES for place in range(SAMPLES + 1)]) if math.isfinite(y)]
    return bool(near.pieces) and max(far, default=0.0) > GROWS * max(map(abs, near.heights()))


def _too_dense(of: Function, curve: Curve, half: float) -> bool:
    if max(len(curve.zeros), len(curve.highs) + len(curve.lows), len(curve.breaks)) > _MOST_TURNS:
        return True
    step = 2 * half / SAMPLES
    xs = [-half + step * place for place in range(SAMPLES + 1)]
    on, beside = of(xs), of([x + step * _BESIDE for x in xs[:-1]])
    triples = [each for each in zip(on, beside, on[1:], strict=False) if all(map(math.isfinite, each))]
    heights = [y for each in triples for y in each]
    most = (max(heights) - min(heights)) / 8 if heights else 0.0
    far = sum(abs(between - a - (b - a) * _BESIDE) > most for a, between, b in triples)
    return most > 0 and far > len(triples) / 8  # it turns between the places that were looked at


def _places(of: Function, far: float, near: Curve) -> list[float]:
    """How far off the function changes its sign, or, where it does not even turn nearer by, turns or begins."""
    xs = [-far + 2 * far * place / SAMPLES for place in range(SAMPLES + 1)]
    there = [(x, y) for x, y in zip(xs, of(xs), strict=True) if math.isfinite(y)]
    signed = [(x, y) for x, y in there if y]
    found = [abs(x) for (x, y), (_, after) in itertools.pairwise(signed) if y * after < 0]
    if not near.pieces:
        found += [abs(x) for x, _ in (*there[:1], *there[-1:]) if abs(x) < far]
    elif not (near.highs or near.lows):
        turns = zip(there, there[1:], there[2:], strict=False)
        found += [
            abs(x) for (_, a), (x, y), (_, b) in turns if (y - a) * (b - y) < 0 and min(abs(y - a), abs(y - b)) > 1e-9
        ]
    return [each for each in found if each > USUAL]


def _begin(of: Function, half: float) -> float | None:
    """Where to begin with a function that has no value on the left; None where it has."""
    curve = follow(of, -half, half)
    first = curve.pieces[0][0][0] if curve.pieces else -half
    return math.floor(first - half / 10) if first >= 0 and half >= 1 else None
