"""Follows a function along the x axis: its values, where it has none, where it is zero, turns, or jumps.

All of it is plain arithmetic on lists, so it ends soon whatever the function is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ...core.i18n import Unable
from ...mathematics.expressions import read
from ...mathematics.letters import letter_of

Values = float | list[float]
Function = Callable[[Sequence[float]], list[float]]

MOST_TEXT = 300  # characters of a function that is drawn
SAMPLES = 480
ROUNDS = 48  # of halving
GROWS = 1e6  # times the usual height: so far up that there must be a pole
_NEARING = (0, 8, 16)  # halvings of the way to an edge, where it is looked whether the heights end
MOST_PLACES = 60  # of one kind that are looked at closely
NAN = math.nan


@dataclass(slots=True)
class Curve:
    """What was found: stretches to draw, and places worth telling."""

    pieces: list[list[tuple[float, float]]] = field(default_factory=list)
    zeros: list[float] = field(default_factory=list)
    flat: list[tuple[float, float]] = field(default_factory=list)  # stretches where it is zero
    highs: list[tuple[float, float]] = field(default_factory=list)
    lows: list[tuple[float, float]] = field(default_factory=list)
    breaks: list[float] = field(default_factory=list)  # jumps and poles
    undefined: list[tuple[float, float]] = field(default_factory=list)  # stretches, or single places, without a value
    climbs: list[float] = field(default_factory=list)  # where it slowly grows without end, beside a stretch without
    grows: bool = False  # whether it grows without end at one of them

    def heights(self) -> list[float]:
        """Of the places that were tried and, which lie between them, of the extremes that were found."""
        return [y for line in (*self.pieces, self.highs, self.lows) for _, y in line]


def function(text: str, letter: str, lang: str) -> Function:
    """The function that ``text`` writes, from many values to many. Raises ``Unable`` if it cannot be read."""
    if len(text) > MOST_TEXT:
        raise Unable("The expression is longer than {most} characters.", lang, most=MOST_TEXT)

    def of(xs: Sequence[float]) -> list[float]:
        found: Values = read(text, _Lists(lang, letter, list(xs)))
        return [found] * len(xs) if isinstance(found, float) else found

    of([0.0])
    return of


def follow(of: Function, low: float, high: float) -> Curve:
    """The curve of a function from ``low`` to ``high``."""
    xs = [low + (high - low) * place / SAMPLES for place in range(SAMPLES + 1)]
    ys = of(xs)
    curve = Curve()
    finite = sorted(y for y in ys if math.isfinite(y))
    if not finite:
        return curve
    usual = max(finite[len(finite) * 9 // 10] - finite[len(finite) // 10], abs(finite[len(finite) // 2]) / 1000, 1e-9)
    jumps = _jumps(of, xs, ys, usual)
    curve.breaks = sorted(place for place, _ in jumps.values())
    curve.grows = any(grows for _, grows in jumps.values())
    _cut(of, xs, ys, jumps, curve, usual)
    curve.grows |= any(abs(y) > GROWS * usual for y in curve.heights())
    _zeros(of, xs, ys, jumps, curve)
    _turns(of, xs, ys, jumps, curve, usual)
    _snap(curve, (high - low) * 1e-6)
    return curve


class _Lists:
    """An :class:`~.expressions.Algebra` of the values that a function has at many places; not a number: none."""

    def __init__(self, lang: str, letter: str, xs: list[float]) -> None:
        self.lang = lang
        self._letter = letter
        self._xs = xs

    def number(self, value: Fraction) -> Values:
        return float(value) if abs(value) < 10**300 else NAN

    def constant(self, name: str) -> Values:
        if name == "i":
            raise Unable("A function to draw has real values only, without i.", self.lang)
        return math.pi if name == "pi" else math.e

    def parts(self, name: str) -> Sequence[str]:
        return list(name) if len(name) <= 3 and set(name) <= {self._letter, "e"} else [name]

    def name(self, name: str) -> Values | None:
        return self._xs if letter_of(name) == letter_of(self._letter) else None

    def is_number(self, value: Values) -> bool:
        return isinstance(value, float)

    def negated(self, value: Values) -> Values:
        return _each(lambda a: -a, value)

    def combined(self, sign: str, left: Values, right: Values) -> Values:
        return _each(_OPERATIONS[sign], left, right)

    def called(self, name: str, values: list[Values]) -> Values:
        return _each(_FUNCTIONS[name], *values)


def _each(operation: Callable[..., float], *values: Values) -> Values:
    """``operation`` on each place of some lists, where a number counts as the same at every place."""
    lists = [each for each in values if isinstance(each, list)]
    if not lists:
        return _one(operation, *(each for each in values if isinstance(each, float)))
    same = [each if isinstance(each, list) else [each] * len(lists[0]) for each in values]
    return [_one(operation, *place) for place in zip(*same, strict=True)]


def _one(operation: Callable[..., float], *values: float) -> float:
    try:
        found = operation(*values)
    except (ArithmeticError, ValueError, TypeError):
        return NAN
    return float(found) if not isinstance(found, complex) and math.isfinite(found) else NAN


def _root(value: float, index: float) -> float:
    if value < 0 and index % 2 == 1:
        return float(-((-value) ** (1 / index)))
    return float(value ** (1 / index))


def _round(value: float, digits: float = 0.0) -> float:
    return math.copysign(math.floor(abs(value) * 10**digits + 0.5) / 10**digits, value)


def _whole(operation: Callable[..., int]) -> Callable[..., float]:
    def of(*values: float) -> float:
        if any(each != int(each) or abs(each) > 1000 for each in values):
            return NAN
        return float(operation(*map(int, values)))

    return of


_OPERATIONS: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in ("sqrt", "exp", "sin", "cos", "tan", "asin", "acos", "atan", "floor")},
    **{name: getattr(math, name) for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "log2", "log10")},
    **{"ln": math.log, "log": lambda a, b=10.0: math.log10(a) if b == 10 else math.log(a, b), "abs": abs},
    **{"cot": lambda a: 1 / math.tan(a), "sec": lambda a: 1 / math.cos(a), "csc": lambda a: 1 / math.sin(a)},
    **{"ceil": math.ceil, "cbrt": lambda a: _root(a, 3.0), "root": _root, "round": _round, "min": min, "max": max},
    **{"sign": lambda a: math.copysign(1.0, a) if a else 0.0, "mod": lambda a, b: a % b},
    **{"factorial": lambda a: math.gamma(a + 1) if a >= 0 else NAN},
    **{"gcd": _whole(math.gcd), "lcm": _whole(math.lcm), "binomial": _whole(math.comb)},
}


def _jumps(of: Function, xs: list[float], ys: list[float], usual: float) -> dict[int, tuple[float, bool]]:
    """The steps (by number) that hide a jump or a pole: where it is, and whether the values grow there without end.

    A step that stays as high however close one looks is a jump; that of a curve gets lower.
    """
    steep = [
        place
        for place in range(len(xs) - 1)
        if math.isfinite(ys[place]) and math.isfinite(ys[place + 1]) and abs(ys[place + 1] - ys[place]) > usual / 25
    ]
    steep = sorted(steep, key=lambda place: -abs(ys[place + 1] - ys[place]))[:MOST_PLACES]
    ends = [[xs[place], ys[place], xs[place + 1], ys[place + 1]] for place in steep]
    undefined: set[int] = set()
    for _ in range(ROUNDS):
        middles = [(a + c) / 2 for a, _, c, _ in ends]
        for index, (end, x, y) in enumerate(zip(ends, middles, of(middles) if middles else [], strict=True)):
            if not math.isfinite(y):
                undefined.add(index)
            elif index in undefined:
                continue
            elif abs(y - end[1]) > abs(end[3] - y):
                end[2], end[3] = x, y
            else:
                end[0], end[1] = x, y
    found = {}
    for index, (place, end) in enumerate(zip(steep, ends, strict=True)):
        before, after = abs(ys[place + 1] - ys[place]), abs(end[3] - end[1])
        if index in undefined or after > before / 2:
            found[place] = ((end[0] + end[2]) / 2, after > 20 * before or index in undefined)
    return found


def _cut(
    of: Function,
    xs: list[float],
    ys: list[float],
    jumps: dict[int, tuple[float, bool]],
    curve: Curve,
    usual: float,
) -> None:
    """The stretches to draw and those without a value, which end exactly where the function does."""
    piece: list[tuple[float, float]] = []

    def edge(inside: int, outside: int) -> float:
        """Where it ends between two places; drawn up to there, unless it has no end there."""
        (x, y), climbs = _edge(of, xs[inside], xs[outside])
        if climbs and abs(y) <= GROWS * usual:
            curve.climbs.append(x)
        else:
            piece.append((x, y))
        if y == 0 and ys[inside]:
            curve.zeros.append(x)
        return x

    since = xs[0]  # where the last value was
    for place, (x, y) in enumerate(zip(xs, ys, strict=True)):
        here = math.isfinite(y)
        if here and place and not math.isfinite(ys[place - 1]):
            curve.undefined.append((since, edge(place, place - 1)))
        if here:
            piece.append((x, y))
        elif piece:
            since = edge(place - 1, place)
        if piece and (not here or place in jumps):
            curve.pieces.append(piece)
            piece = []
    if piece:
        curve.pieces.append(piece)
    else:
        curve.undefined.append((since, xs[-1]))


def _edge(of: Function, inside: float, outside: float) -> tuple[tuple[float, float], bool]:
    """The last place with a value between one that has and one that has not, and whether it has no end there."""
    start, wide = inside, abs(outside - inside)
    for _ in range(ROUNDS // 2):
        middle = (inside + outside) / 2
        if math.isfinite(of([middle])[0]):
            inside = middle
        else:
            outside = middle
    whole = round(inside, 4)  # what is meant, but for the halving
    *heights, last, at = of([*(outside + (start - outside) * 2.0**-far for far in _NEARING), inside, whole])
    if abs(whole - inside) <= wide * 1e-6:
        if math.isfinite(at):
            return (whole, at), False
    elif _falls_to_zero(heights):
        return (inside, 0.0), False
    first, second = (abs(b - a) for a, b in itertools.pairwise(heights))
    return (inside, last), second > 0.75 * first and second > 1e-9 * abs(last)


def _falls_to_zero(heights: Sequence[float]) -> bool:
    """Whether each of three heights is as small a part of the one before, and the last is next to nothing."""
    first, second, third = heights
    return abs(third) < 5e-3 * abs(first) and abs(second**2 - third * first) < 0.1 * abs(third * first)


def _zeros(of: Function, xs: list[float], ys: list[float], jumps: dict[int, tuple[float, bool]], curve: Curve) -> None:
    between = [place for place in range(len(xs) - 1) if place not in jumps and ys[place] * ys[place + 1] < 0][
        :MOST_PLACES
    ]
    ends = [[xs[place], xs[place + 1], ys[place]] for place in between]
    for _ in range(ROUNDS):
        middles = [(a + b) / 2 for a, b, _ in ends]
        for end, x, y in zip(ends, middles, of(middles) if middles else [], strict=True):
            end[0 if y * end[2] > 0 else 1] = x
    curve.zeros += [(a + b) / 2 for a, b, _ in ends]
    run: list[float] = []
    for x, y in [*zip(xs, ys, strict=True), (xs[-1], 1.0)]:
        if y == 0:
            run.append(x)
        elif run:
            if len(run) < 3:
                curve.zeros += run
            else:
                curve.flat.append((run[0], run[-1]))
            run = []
    curve.zeros.sort()


def _turns(
    of: Function,
    xs: list[float],
    ys: list[float],
    jumps: dict[int, tuple[float, bool]],
    curve: Curve,
    usual: float,
) -> None:
    """Local extremes, by thirds; one that touches the axis is a zero as well."""
    places = [
        place
        for place in range(1, len(xs) - 1)
        if place not in jumps
        and place - 1 not in jumps
        and (ys[place] - ys[place - 1]) * (ys[place + 1] - ys[place]) <= 0
        and (ys[place] != ys[place - 1])
        and (ys[place + 1] != ys[place] or ys[place + 1 : place + 3][-1] != ys[place])
        and all(math.isfinite(y) for y in ys[place - 1 : place + 2])
    ][:MOST_PLACES]
    signs = [1.0 if ys[place] > ys[place - 1] else -1.0 for place in places]
    ends = [[xs[place - 1], xs[place + 1]] for place in places]
    for _ in range(ROUNDS):
        inner = [(a + (b - a) / 3, b - (b - a) / 3) for a, b in ends]
        heights = of([x for pair in inner for x in pair]) if inner else []
        for index, (end, sign) in enumerate(zip(ends, signs, strict=True)):
            if sign * heights[2 * index] < sign * heights[2 * index + 1]:
                end[0] = inner[index][0]
            else:
                end[1] = inner[index][1]
    middles = [(a + b) / 2 for a, b in ends]
    for place, x, y, sign in zip(places, middles, of(middles) if middles else [], signs, strict=True):
        if abs(y) > GROWS * usual:
            curve.breaks.append(x)
            curve.grows = True
            continue
        touches = abs(y) <= 1e-6 * min(abs(ys[place - 1] - y), abs(ys[place + 1] - y))  # judged by what is beside it
        (curve.highs if sign > 0 else curve.lows).append((x, 0.0 if touches else y))
        if touches and all(abs(x - had) > 1e-6 * max(1.0, abs(x)) for had in curve.zeros):
            curve.zeros.append(x)
    curve.zeros.sort()


def _snap(curve: Curve, near: float) -> None:
    """Makes of places that are 0 but for rounding a 0, as they are told to people."""

    def snapped(x: float) -> float:
        return 0.0 if abs(x) < near else x

    curve.zeros = [snapped(x) for x in curve.zeros]
    curve.breaks = [snapped(x) for x in curve.breaks]
    curve.climbs = [snapped(x) for x in curve.climbs]
    curve.undefined = [(snapped(a), snapped(b)) for a, b in curve.undefined]
    curve.highs, curve.lows = ([(snapped(x), y) for x, y in points] for points in (curve.highs, curve.lows))
