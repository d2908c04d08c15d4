"""Numbers with units: what the signs of a text mean where 12 km/h stands among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..core.i18n import Unable
from .exact import Exact
from .expressions import raised
from .units import BASES, NONE, Dimension, Unit, named, times, unit

_ANGLES = ("sin", "cos", "tan", "cot", "sec", "csc")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` in base units; ``shown`` are the units to show it in, with their powers.

    ``on_scale``: it is a reading of a thermometer and not a difference of two. ``unit_only``: no number stood by it.
    """

    value: Any
    shown: Mapping[Unit, Fraction]
    on_scale: bool = False
    unit_only: bool = False

    @property
    def dimension(self) -> Dimension:
        found = NONE
        for each, power in self.shown.items():
            found = times(found, each.dimension, power)
        return found

    def reading(self) -> Any:
        """The number to write before its units."""
        found = self.value / size_of(self.shown)
        scale = next(iter(self.shown), None)
        return found - _offset(scale) if self.on_scale and scale is not None else found

    def units(self) -> str:
        """Its units as they are written: km/h, kg·m/s²."""
        above = "·".join(_powered(each, power) for each, power in self.shown.items() if power > 0)
        below = [_powered(each, -power) for each, power in self.shown.items() if power < 0]
        if not below:
            return above
        return f"{above or '1'}/{'·'.join(below) if len(below) == 1 else '(' + '·'.join(below) + ')'}"


class Quantities:
    """An :class:`~.expressions.Algebra` of quantities, exact ones."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.exact = Exact(lang, letters=False)
        self.radians = False  # whether an angle came as a plain number

    def number(self, value: Fraction) -> Quantity:
        return Quantity(self.exact.number(value), {})

    def constant(self, name: str) -> Quantity:
        return Quantity(self.exact.constant(name), {})

    def parts(self, name: str) -> list[str]:
        return [name]

    def name(self, name: str) -> Quantity | None:
        found, power = unit(name), Fraction(1)
        if found is None and name[-1] in "23":  # m2, cm3
            found, power = unit(name[:-1].rstrip("_")), Fraction(name[-1])
        if found is None:
            return None
        shown = {found: power}
        return Quantity(size_of(shown), shown, unit_only=True)

    def is_number(self, value: Quantity) -> bool:
        return not value.shown

    def negated(self, value: Quantity) -> Quantity:
        if value.on_scale:  # -5 °C is five degrees below zero
            return on_scale(-value.reading(), next(iter(value.shown)))
        return Quantity(-value.value, value.shown)

    def combined(self, sign: str, left: Quantity, right: Quantity) -> Quantity:
        if sign in ("+", "-"):
            return self._sum(sign, left, right)
        if sign == "^":
            return self._power(left, right)
        if sign == "" and right.unit_only and not left.shown and (scale := _scale_of(right)):
            return on_scale(left.value, scale)
        if left.on_scale or right.on_scale:
            raise Unable("Temperatures can be multiplied in kelvin only: convert them to K first.", self.lang)
        power = Fraction(-1 if sign == "/" else 1)
        shown = dict(left.shown)
        for each, exponent in right.shown.items():
            shown[each] = shown.get(each, Fraction(0)) + power * exponent
        value = self.exact.combined("/" if sign == "/" else "*", left.value, right.value)
        unit_only = left.unit_only and right.unit_only
        return Quantity(value, _merged(shown), unit_only=unit_only)

    def _sum(self, sign: str, left: Quantity, right: Quantity) -> Quantity:
        if left.dimension != right.dimension:
            raise Unable(
                "{left} and {right} measure different things: they cannot be added or compared.",
                self.lang,
                left=left.units() or "1",
                right=right.units() or "1",
            )
        if left.on_scale and right.on_scale and sign == "+":
            raise Unable("Two temperatures cannot be added: write a difference in K.", self.lang)
        if right.on_scale and not left.on_scale:
            left, right = (right, left) if sign == "+" else (left, Quantity(right.value, right.shown))
        value = self.exact.combined(sign, left.value, right.value)
        if left.on_scale and right.on_scale:
            return Quantity(value, {_kelvin(): Fraction(1)})
        return Quantity(value, left.shown or right.shown, on_scale=left.on_scale)

    def _power(self, base: Quantity, exponent: Quantity) -> Quantity:
        if exponent.dimension != NONE or base.on_scale:
            raise Unable("An exponent must be a plain number.", self.lang)
        value = self.exact.power(base.value, exponent.value)
        if not base.shown:
            return Quantity(value, {})
        if not exponent.value.is_Rational or abs(exponent.value) > 12 or exponent.value.q > 12:
            raise Unable("Units cannot be raised to that power.", self.lang)
        power = Fraction(int(exponent.value.p), int(exponent.value.q))
        return Quantity(value, {each: had * power for each, had in base.shown.items()}, unit_only=base.unit_only)

    def called(self, name: str, values: list[Quantity]) -> Quantity:
        first = values[0]
        if name == "sqrt":
            return self._power(first, self.number(Fraction(1, 2)))
        if name == "cbrt" and first.shown:
            return self._power(first, self.number(Fraction(1, 3)))
        if name in ("abs", "min", "max") and all(each.dimension == first.dimension for each in values):
            found = self.exact.called(name, [each.value for each in values])
            return Quantity(found, first.shown, on_scale=first.on_scale)
        if any(each.dimension != NONE for each in values):
            raise Unable("{name} takes plain numbers, without a unit.", self.lang, name=name)
        self.radians |= name in _ANGLES and not first.shown and first.value.is_Rational and first.value != 0
        return Quantity(self.exact.called(name, [each.value for each in values]), {})


def converted(found: Quantity, target: Quantity, lang: str) -> Quantity:
    """``found`` in the units of ``target``."""
    if found.dimension != target.dimension:
        raise Unable(
            "{left} and {right} measure different things: one cannot be converted to the other.",
            lang,
            left=found.units() or "1",
            right=target.units() or "1",
        )
    to_scale = _scale_of(target) is not None
    from_temperature = found.on_scale or dict(found.shown) == {_kelvin(): Fraction(1)}
    return Quantity(found.value, target.shown, on_scale=to_scale and from_temperature)


def in_named_unit(found: Quantity) -> Quantity | None:
    """The same in the SI unit that has a name of its own for it, as N for kg·m/s²; None if there is none to gain."""
    short = named(found.dimension)
    if short is None or len(found.shown) < 2 or not all(each.symbol in BASES for each in found.shown):
        return None
    return Quantity(found.value, {short: Fraction(1)})


def on_scale(reading: Any, scale: Unit) -> Quantity:
    """The temperature that a thermometer with this scale reads."""
    return Quantity((reading + _offset(scale)) * size_of({scale: Fraction(1)}), {scale: Fraction(1)}, on_scale=True)


def size_of(shown: Mapping[Unit, Fraction]) -> Any:
    """One of these units in base units."""
    from sympy import Integer, Rational, pi

    found = Integer(1)
    for each, power in shown.items():
        size = Rational(each.size.numerator, each.size.denominator) * (pi if each.turns else 1)
        found *= size ** Rational(power.numerator, power.denominator)
    return found


def _merged(shown: Mapping[Unit, Fraction]) -> dict[Unit, Fraction]:
    """Without what cancels, and with one unit only for each kind: km·min/h are km."""
    merged: dict[Unit, Fraction] = {}
    for each, power in shown.items():
        same = next((had for had in merged if had.dimension == each.dimension), each)
        merged[same] = merged.get(same, Fraction(0)) + power
    return {each: power for each, power in merged.items() if power and (each.dimension != NONE or len(shown) == 1)}


def _scale_of(found: Quantity) -> Unit | None:
    only = next(iter(found.shown)) if len(found.shown) == 1 else None
    return only if only is not None and only.zero is not None and found.shown[only] == 1 else None


def _offset(scale: Unit) -> Any:
    from sympy import Rational

    zero = scale.zero or Fraction(0)
    return Rational(zero.numerator, zero.denominator) / Rational(scale.size.numerator, scale.size.denominator)


def _kelvin() -> Unit:
    found = unit("K")
    assert found is not None
    return found


def _powered(each: Unit, power: Fraction) -> str:
    if power == 1:
        return each.symbol
    if power.denominator == 1:
        return each.symbol + raised(int(power))
    return f"{each.symbol}^({power})"
