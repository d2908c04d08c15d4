"""Real numbers without a library: exact fractions as long as that goes, else a hundred digits.

Sympy knows more, but it takes a second to load and a process of its own. Most answers are numbers, and those must be
checked at once, also where sympy is not installed.
"""

from __future__ import annotations

import functools
import math
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

from ...core.i18n import Unable
from .verdict import TooHard

Real = Fraction | Decimal

DIGITS = 100
MOST_BITS = 14_000  # of a fraction's parts: about 4,200 digits
MOST_ANGLE = 10**12
MOST_FACTORIAL = 1_000
MOST_INDEX = 1_000  # of a root
_SURE = Decimal(10) ** -40  # what two values may differ by, as a share, and still be one: far above what rounding does
_NOTHING = Decimal(10) ** -70  # what is left of 0 after rounding
# Whoever calculates here does so within this context: even a minus sign rounds, to 28 digits if nothing else is said.
CONTEXT = Context(prec=DIGITS, Emax=9_999, Emin=-9_999, traps=[InvalidOperation, DivisionByZero, Overflow])
_WHOLE_ONLY = ("gcd", "lcm", "binomial", "factorial")


def same(left: Real, right: Real) -> bool:
    """Whether both are one number: exactly, or in all digits that are sure."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left == right
    a, b = _decimal(left), _decimal(right)
    apart = abs(CONTEXT.subtract(a, b))
    return apart <= _NOTHING or apart <= CONTEXT.multiply(_SURE, max(abs(a), abs(b)))


def combined(sign: str, left: Real, right: Real, lang: str) -> Real:
    """``left`` and ``right`` under one of + - * / ^, or side by side, which is the empty sign."""
    if sign == "^":
        return power(left, right, lang)
    if sign == "/" and same(right, Fraction(0)):
        raise Unable("Nothing can be divided by zero.", lang)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        exact = {"+": left.__add__, "-": left.__sub__, "/": left.__truediv__}.get(sign, left.__mul__)
        return checked(exact(right), lang)
    rounded = {"+": CONTEXT.add, "-": CONTEXT.subtract, "/": CONTEXT.divide}.get(sign, CONTEXT.multiply)
    return rounded(_decimal(left), _decimal(right))


def power(base: Real, exponent: Real, lang: str) -> Real:
    """``base`` to the ``exponent``, unless it would be too large to write, or no real number."""
    if isinstance(exponent, Fraction) and isinstance(base, Fraction):
        return _exact_power(base, exponent, lang)
    if same(base, Fraction(0)):
        raise _no_value(lang)
    if base < 0 and not (isinstance(exponent, Fraction) and exponent.denominator == 1):
        raise _no_real(lang)
    return CONTEXT.power(_decimal(base), _decimal(exponent))


def _exact_power(base: Fraction, exponent: Fraction, lang: str) -> Real:
    above, below = exponent.numerator, exponent.denominator
    if base == 0 and above < 0:
        raise Unable("Nothing can be divided by zero.", lang)
    if base < 0 and below > 1:
        raise _no_real(lang)
    if base not in (0, 1, -1) and abs(above) * _bits(base) > MOST_BITS * below:
        raise _too_large(lang)
    if below == 1:
        return checked(base**above, lang)
    if below <= MOST_INDEX and abs(above) * _bits(base) <= MOST_BITS:
        exact = _exact_root(base**above, below)
        if exact is not None:
            return exact
    return CONTEXT.power(_decimal(base), _decimal(exponent))


def root(value: Real, index: Real, lang: str) -> Real:
    """The real root of a number: the third root of -8 is -2."""
    if not (isinstance(index, Fraction) and index.denominator == 1 and 0 < index <= MOST_INDEX):
        raise Unable("A root needs a whole number above zero as its index.", lang)
    if value < 0 and index % 2:
        return -power(-value, 1 / index, lang)
    return power(value, 1 / index, lang)


def constant(name: str, lang: str) -> Real:
    if name == "i":
        raise _no_real(lang)
    return pi() if name == "pi" else CONTEXT.exp(Decimal(1))


@functools.cache
def pi() -> Decimal:
    """π, after Machin (1706): 16·atan(1/5) - 4·atan(1/239)."""
    one = 10 ** (DIGITS + 20)

    def arctangent(inverse: int) -> int:
        term, total, count = one // inverse, 0, 0
        while term:
            total += (-1) ** count * term // (2 * count + 1)
            term, count = term // inverse**2, count + 1
        return total

    digits = 16 * arctangent(5) - 4 * arctangent(239)
    return CONTEXT.plus(Decimal(digits).scaleb(-(DIGITS + 20), Context(prec=2 * DIGITS)))


def called(name: str, values: list[Real], lang: str) -> Real:
    """One of the parser's functions, as far as its value is a real number."""
    first = values[0]
    if name in _WHOLE_ONLY or name == "mod":
        return _of_whole_numbers(name, values, lang)
    if name in ("abs", "min", "max"):
        in_order = sorted([first, -first] if name == "abs" else values, key=_fraction)
        return in_order[0 if name == "min" else -1]
    if name in ("floor", "ceil", "sign", "round"):
        return _rounded(name, values, lang)
    if name in ("sqrt", "cbrt", "root"):
        index = values[1] if name == "root" else Fraction(2 if name == "sqrt" else 3)
        return root(first, index, lang)
    if name in ("ln", "log", "log2", "log10"):
        return _logarithm(name, values, lang)
    return _curve(name, _decimal(first), lang)


def checked(value: Fraction, lang: str) -> Fraction:
    if _bits(value) > MOST_BITS:
        raise _too_large(lang)
    return value


def _of_whole_numbers(name: str, values: list[Real], lang: str) -> Real:
    if not all(isinstance(each, Fraction) and each.denominator == 1 for each in values):
        raise Unable("{name} needs whole numbers.", lang, name=name)
    whole = [int(each) for each in values]
    if name == "mod":
        return combined("-", values[0], values[1] * (whole[0] // (whole[1] or _zero(lang))), lang)
    if name == "factorial" and whole[0] < 0:
        raise Unable("A factorial needs a whole number that is not negative.", lang)
    if name in ("factorial", "binomial"):
        if max(map(abs, whole)) > MOST_FACTORIAL * len(whole):
            raise _too_large(lang)
        if min(whole) < 0:
            raise _no_value(lang)
        return Fraction(math.factorial(*whole) if name == "factorial" else math.comb(*whole))
    return checked(Fraction((math.gcd if name == "gcd" else math.lcm)(*whole)), lang)


def _zero(lang: str) -> int:
    raise Unable("Nothing can be divided by zero.", lang)


def _rounded(name: str, values: list[Real], lang: str) -> Real:
    """Also of a number with digits behind what is sure: floor(√2²) is 2."""
    value, places = values[0], values[1] if len(values) > 1 else Fraction(0)
    if abs(value) > 10**DIGITS:
        raise _too_large(lang)
    near = value if isinstance(value, Fraction) else _near(value)
    if name == "sign":
        return Fraction((near > 0) - (near < 0))
    if name in ("floor", "ceil"):
        return Fraction(math.floor(near) if name == "floor" else math.ceil(near))
    if not (isinstance(places, Fraction) and places.denominator == 1 and abs(places) <= DIGITS):
        raise Unable("{name} needs real numbers.", lang, name=name)
    scale = Fraction(10) ** int(places)
    half = math.floor(abs(near) * scale + Fraction(1, 2)) / scale
    return -half if near < 0 else half


def _near(value: Decimal) -> Fraction:
    small = abs(value) < Decimal(10) ** 50
    return Fraction(value.quantize(Decimal(10) ** -40, context=CONTEXT) if small else value)


def _logarithm(name: str, values: list[Real], lang: str) -> Real:
    """``log`` is the one to base 10, as everywhere here, and ``ln`` the natural one."""
    value = values[0]
    base: Real = values[1] if len(values) > 1 else Fraction({"log2": 2}.get(name, 10))
    if value <= 0 or (name != "ln" and (base <= 0 or same(base, Fraction(1)))):
        raise _no_real(lang)
    natural = CONTEXT.ln(_decimal(value))
    return natural if name == "ln" else CONTEXT.divide(natural, CONTEXT.ln(_decimal(base)))


def _curve(name: str, value: Decimal, lang: str) -> Decimal:
    c = CONTEXT
    if name == "exp":
        return c.exp(value)
    if name in ("sinh", "cosh", "tanh"):
        up, down = c.exp(value), c.exp(-value)
        above, below = c.subtract(up, down), c.add(up, down)
        return c.divide(above, below) if name == "tanh" else c.divide(above if name == "sinh" else below, Decimal(2))
    if name in ("sin", "cos", "tan", "cot", "sec", "csc"):
        if abs(value) > MOST_ANGLE:
            raise _too_large(lang)
        sine, cosine = _sine(value), _sine(c.add(value, c.divide(pi(), Decimal(2))))
        above, below = {
            **{"sin": (sine, Decimal(1)), "cos": (cosine, Decimal(1)), "tan": (sine, cosine)},
            **{"cot": (cosine, sine), "sec": (Decimal(1), cosine), "csc": (Decimal(1), sine)},
        }[name]
        if abs(below) < _NOTHING:
            raise _no_value(lang)
        return c.divide(above, below)
    return _inverse(name, value, lang)


def _inverse(name: str, value: Decimal, lang: str) -> Decimal:
    """asin, acos and atan, and those of the hyperbola, each by the one that has a series of its own."""
    c, one, two = CONTEXT, Decimal(1), Decimal(2)
    if name == "atan":
        return _arctangent(value)
    if name in ("asin", "acos"):
        if abs(value) > 1:
            raise _no_real(lang)
        rest = c.sqrt(c.multiply(c.subtract(one, value), c.add(one, value)))
        sine = c.divide(pi(), two).copy_sign(value) if rest == 0 else _arctangent(c.divide(value, rest))
        return sine if name == "asin" else c.subtract(c.divide(pi(), two), sine)
    if (name == "acosh" and value < 1) or (name == "atanh" and abs(value) >= 1):
        raise _no_real(lang)
    if name == "atanh":
        return c.divide(c.ln(c.divide(c.add(one, value), c.subtract(one, value))), two)
    square = c.add(c.multiply(value, value), one if name == "asinh" else -one)
    found = c.ln(c.add(abs(value), c.sqrt(square)))
    return found.copy_sign(value) if name == "asinh" else found


def _sine(value: Decimal) -> Decimal:
    c = CONTEXT
    turn = c.multiply(pi(), Decimal(2))
    value = c.remainder_near(value, turn)
    square, term, total, count = c.multiply(value, value), value, value, 1
    while term and term.adjusted() > -DIGITS - 5:
        term = c.divide(-c.multiply(term, square), Decimal((count + 1) * (count + 2)))
        total, count = c.add(total, term), count + 2
    return total


def _arctangent(value: Decimal) -> Decimal:
    c = CONTEXT
    halvings = 0
    while abs(value) > Decimal("0.05"):  # atan x = 2·atan(x / (1 + √(1 + x²)))
        value = c.divide(value, c.add(Decimal(1), c.sqrt(c.add(Decimal(1), c.multiply(value, value)))))
        halvings += 1
    square, term, total, count = c.multiply(value, value), value, value, 1
    while term and term.adjusted() > -DIGITS - 5:
        term, count = -c.multiply(term, square), count + 2
        total = c.add(total, c.divide(term, Decimal(count)))
    return c.multiply(total, Decimal(2**halvings))


def _exact_root(value: Fraction, index: int) -> Fraction | None:
    above, below = (_whole_root(each, index) for each in (value.numerator, value.denominator))
    return None if above is None or below is None else Fraction(above, below)


def _whole_root(value: int, index: int) -> int | None:
    if index == 2:
        found = math.isqrt(value)
    else:  # by halving: as many steps as the root has bits
        low, high = 0, 1 << (value.bit_length() // index + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**index <= value else (low, middle - 1)
        found = low
    return found if found**index == value else None


def _decimal(value: Real) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _fraction(value: Real) -> Fraction:
    return Fraction(value)


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _too_large(lang: str) -> TooHard:
    return TooHard("A number in this gets too large to be worked out.", lang)


def _no_value(lang: str) -> Unable:
    return Unable("This has no value that can be worked out.", lang)


def _no_real(lang: str) -> Unable:
    return Unable("This is no real number.", lang)
