"""Numbers with units, as a learner writes them: an algebra for the parser that needs no library."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from ...core.i18n import Unable
from ...mathematics.units import NONE, Dimension, Unit, times, unit
from . import reals
from .reals import Real

_PREFIXES = {
    "kilo": 3,
    "chilo": 3,
    "etto": 2,
    "hecto": 2,
    "deci": -1,
    "centi": -2,
    "milli": -3,
    "micro": -6,
    "nano": -9,
}
_PREFIXES |= {"mega": 6, "giga": 9, "tera": 12}


class Measure(NamedTuple):
    """``number`` times ``size``, which is what one of its units is in base units; ``zero`` is where a scale begins.

    ``marked``: a unit was written. ``alone``: nothing but a unit was.
    """

    number: Real
    size: Real = Fraction(1)
    dimension: Dimension = NONE
    zero: Fraction | None = None
    marked: bool = False
    alone: bool = False

    @property
    def value(self) -> Real:
        """In base units; that of a thermometer in kelvin."""
        found = reals.combined("*", self.number, self.size, "en")
        return found if self.zero is None else reals.combined("+", found, self.zero, "en")


class Measures:
    """An :class:`~...mathematics.expressions.Algebra` of them. Without ``units``, names mean nothing."""

    def __init__(self, lang: str, *, units: bool = True) -> None:
        self.lang = lang
        self._units = units

    def number(self, value: Fraction) -> Measure:
        return Measure(value)

    def constant(self, name: str) -> Measure:
        return Measure(reals.constant(name, self.lang))

    def parts(self, name: str) -> list[str]:
        return [name]

    def name(self, name: str) -> Measure | None:
        found, power = unit(name) or _in_full(name) or _loosely(name), 1
        if found is None and name[-1] in "23":  # m2, cm3
            found, power = unit(name[:-1].rstrip("_")), int(name[-1])
        if not self._units:
            return None
        if found is None:
            said = "“{name}” is not known here: write only the number, with its unit if it has one."
            raise Unable(said, self.lang, name=name[:40])
        size: Real = found.size
        if found.turns:
            size = reals.combined("*", size, reals.pi(), self.lang)
        dimension = times(NONE, found.dimension, Fraction(power))
        size = reals.power(size, Fraction(power), self.lang)
        return Measure(Fraction(1), size, dimension, found.zero, marked=True, alone=True)

    def is_number(self, value: Measure) -> bool:
        return not value.marked

    def negated(self, value: Measure) -> Measure:
        return value._replace(number=-value.number, alone=False)

    def combined(self, sign: str, left: Measure, right: Measure) -> Measure:
        if sign in ("+", "-"):
            return self._sum(sign, left, right)
        if sign == "^":
            return self._power(left, right)
        if sign == "" and right.alone and not left.marked:
            return right._replace(number=left.number, alone=False)
        if (left.zero, right.zero) != (None, None):
            raise Unable("Temperatures can be multiplied in kelvin only: convert them to K first.", self.lang)
        return Measure(
            reals.combined(sign, left.number, right.number, self.lang),
            reals.combined(sign, left.size, right.size, self.lang),
            times(left.dimension, right.dimension, Fraction(-1 if sign == "/" else 1)),
            marked=left.marked or right.marked,
            alone=left.alone and right.alone,
        )

    def _sum(self, sign: str, left: Measure, right: Measure) -> Measure:
        if left.dimension != right.dimension or (left.zero, right.zero) != (None, None):
            raise Unable("What measures different things cannot be added or compared.", self.lang)
        other = reals.combined("/", right.value, left.size, self.lang)
        return left._replace(number=reals.combined(sign, left.number, other, self.lang), alone=False)

    def _power(self, base: Measure, exponent: Measure) -> Measure:
        if exponent.marked or base.zero is not None:
            raise Unable("An exponent must be a plain number.", self.lang)
        if not base.marked:
            return Measure(reals.power(base.number, exponent.number, self.lang))
        power = exponent.number
        if not isinstance(power, Fraction) or abs(power) > 12 or power.denominator > 12:
            raise Unable("Units cannot be raised to that power.", self.lang)
        return base._replace(
            number=reals.power(base.number, power, self.lang),
            size=reals.power(base.size, power, self.lang),
            dimension=times(NONE, base.dimension, power),
        )

    def called(self, name: str, values: list[Measure]) -> Measure:
        if name in ("sqrt", "cbrt") and values[0].marked:
            return self._power(values[0], Measure(Fraction(1, 2 if name == "sqrt" else 3)))
        if any(each.dimension != NONE for each in values):
            raise Unable("{name} takes plain numbers, without a unit.", self.lang, name=name)
        return Measure(reals.called(name, [each.value for each in values], self.lang))


_SHORT = {
    **{"hrs": "h", "secs": "s", "mins": "min", "yrs": "yr", "gr": "g", "grs": "g", "gms": "g", "kms": "km"},
    **{"cms": "cm", "mms": "mm", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "mols": "mol", "kgs": "kg"},
    **{"wh": "Wh", "kwh": "kWh", "mwh": "MWh", "ohm": "Ω", "kohm": "kΩ", "mohm": "MΩ", "mt": "m"},
}


def _loosely(name: str) -> Unit | None:
    """A unit in other letters than its own: KM, Hertz, hrs. Where these mean something else, that comes first."""
    lower = name.lower()
    return unit(_SHORT.get(lower, lower)) or _in_full(lower)


def _in_full(name: str) -> Unit | None:
    """A unit whose name and prefix are written out: centimetres, chilogrammi."""
    for prefix, power in _PREFIXES.items():
        if name.lower().startswith(prefix) and len(name) > len(prefix) + 2:
            base = unit(name[len(prefix) :].lower())
            return base and replace(base, symbol=name, size=base.size * Fraction(10) ** power)
    return None
