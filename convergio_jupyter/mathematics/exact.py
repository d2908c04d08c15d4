"""What the signs of a text mean to sympy: exact values and formulas, whose size has an end before they are made."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from ..core.i18n import Unable, translate
from .expressions import raised
from .letters import letter_of

MOST_BITS = 14_000  # of a whole number: about 4,200 digits, as many as Python writes
MOST_ROOT_BITS = 1_000  # of a number whose root is drawn, which is taken apart into factors for that
MOST_FACTORIAL = 1_000
MOST_ANY_EXPONENT = 10_000  # of what is no plain number
MOST_SUM_EXPONENT = 60  # of a sum with letters in it, which somebody may want expanded
_BESIDE_GREEK = re.compile("(?=..)([a-z]{1,3}|[A-Z])?([α-ωΑ-Ω])([a-z]{1,3}(?:_?[0-9])?|[A-Z](?:_?[0-9])?)?")
_PRODUCT = re.compile("(?!mu|nu|of)[abcdghkmnpqrstuvwxyz]{2,3}")


class Exact:
    """An :class:`~.expressions.Algebra` of sympy expressions. ``letters``: whether unknowns may stand in them."""

    def __init__(self, lang: str, *, letters: bool = True) -> None:
        self.lang = lang
        self._letters = letters
        self.notes: dict[str, None] = {}  # how something was understood that others understand differently

    def number(self, value: Fraction) -> Any:
        from sympy import Rational

        return Rational(value.numerator, value.denominator)

    def constant(self, name: str) -> Any:
        from sympy import E, I, pi

        return {"pi": pi, "e": E, "i": I}[name]

    def parts(self, name: str) -> list[str]:
        if self._letters and (greek := _BESIDE_GREEK.fullmatch(name)):  # πr, αt_1: no word is in two scripts
            return [each for part in greek.groups() if part for each in self.parts(part)]
        short = len(name) == 2 or list(name) == sorted(name)  # xy and abc are products; for and foo are words
        product = _PRODUCT.fullmatch(name) and len(set(name)) == len(name) and short
        return list(name) if self._letters and product else [name]

    def name(self, name: str) -> Any:
        from sympy import Symbol

        letter = letter_of(name) if self._letters else ""
        return Symbol(letter) if letter else None

    def is_number(self, value: Any) -> bool:
        return bool(value.is_Rational)

    def negated(self, value: Any) -> Any:
        return -value

    def combined(self, sign: str, left: Any, right: Any) -> Any:
        if sign == "+":
            return self._checked(left + right)
        if sign == "-":
            return self._checked(left - right)
        if sign == "^":
            return self.power(left, right)
        if sign == "/":
            if right.is_zero:
                raise Unable("Nothing can be divided by zero.", self.lang)
            return self._checked(left / right)
        return self._checked(left * right)

    def power(self, base: Any, exponent: Any) -> Any:
        """``base`` to the ``exponent``, unless the number would be too large to write."""
        if base.is_zero and exponent.is_negative:
            raise Unable("Nothing can be divided by zero.", self.lang)
        size = abs(exponent) if exponent.is_Rational else 0
        if exponent.is_Rational and not exponent.is_Integer and base.is_Rational and _bits(base) > MOST_ROOT_BITS:
            raise self._too_large()
        for part in [base, *base.args]:
            if part.is_Rational and part not in (0, 1, -1) and size * _bits(part) > MOST_BITS:
                raise self._too_large()
        if size > MOST_ANY_EXPONENT and not base.is_Rational and base != self.constant("e"):
            raise self._too_large()
        if base.free_symbols and base.is_Add and size > MOST_SUM_EXPONENT:
            raise self._too_large()
        return self._checked(base**exponent)

    def called(self, name: str, values: list[Any]) -> Any:
        import sympy

        own = getattr(self, f"_{name}", None)
        if own is not None:
            return self._checked(own(*values))
        if name in ("gcd", "lcm"):
            if not all(each.is_Integer for each in values):
                raise Unable("{name} needs whole numbers.", self.lang, name=name)
            return self._checked(sympy.Integer(getattr(sympy, f"i{name}" if name == "gcd" else "ilcm")(*values)))
        sympys = {"abs": "Abs", "ceil": "ceiling", "min": "Min", "max": "Max", "mod": "Mod", "ln": "log"}
        if name in ("min", "max", "mod", "floor", "ceil") and any(each.is_real is False for each in values):
            raise Unable("{name} needs real numbers.", self.lang, name=name)
        return self._checked(getattr(sympy, sympys.get(name, name))(*values))

    def _log(self, value: Any, base: Any = None) -> Any:
        from sympy import Integer, log

        if base is None:
            said = translate("log is the logarithm to base 10, ln the natural one.", self.lang)
            self.notes[said] = None
            base = Integer(10)
        if base in (0, 1):
            raise Unable("There is no logarithm to this base.", self.lang)
        return log(value, base)

    def _log2(self, value: Any) -> Any:
        return self._log(value, self.number(Fraction(2)))

    def _log10(self, value: Any) -> Any:
        return self._log(value, self.number(Fraction(10)))

    def _cbrt(self, value: Any) -> Any:
        return self._root(value, self.number(Fraction(3)))

    def _root(self, value: Any, index: Any) -> Any:
        """The real root of a real number, where there is one: the third root of -8 is -2."""
        if not (index.is_Integer and 0 < index <= MOST_FACTORIAL):
            raise Unable("A root needs a whole number above zero as its index.", self.lang)
        if value.is_negative and index % 2:
            return -self.power(-value, 1 / index)
        return self.power(value, 1 / index)

    def _factorial(self, value: Any) -> Any:
        from sympy import factorial

        if value.is_number and not (value.is_Integer and value >= 0):
            raise Unable("A factorial needs a whole number that is not negative.", self.lang)
        if value.is_number and value > MOST_FACTORIAL:
            raise self._too_large()
        return factorial(value)

    def _binomial(self, n: Any, k: Any) -> Any:
        from sympy import binomial

        if not (n.is_Integer and k.is_Integer):
            raise Unable("{name} needs whole numbers.", self.lang, name="binomial")
        if abs(n) > 2 * MOST_FACTORIAL or abs(k) > 2 * MOST_FACTORIAL:
            raise self._too_large()
        return binomial(n, k)

    def _round(self, value: Any, digits: Any = None) -> Any:
        from sympy import Integer, Rational, floor

        places = Integer(0) if digits is None else digits
        if not (places.is_Integer and abs(places) <= 100 and value.is_real and value.is_number):
            raise Unable("{name} needs real numbers.", self.lang, name="round")
        scale = Integer(10) ** places
        half = floor(abs(value) * scale + Rational(1, 2)) / scale
        return -half if value.is_negative else half

    def _checked(self, value: Any) -> Any:
        from sympy import nan, oo, zoo

        if value.is_Rational and _bits(value) > MOST_BITS:
            raise self._too_large()
        if value.has(nan, oo, -oo, zoo):
            raise Unable("This has no value: something in it is divided by zero, or is infinite.", self.lang)
        return value

    def _too_large(self) -> Unable:
        return Unable("A number in this gets too large to be worked out.", self.lang)


def _bits(value: Any) -> int:
    return max(int(value.p).bit_length(), int(value.q).bit_length())


def written(value: Any, lang: str) -> str:
    """An exact value as a line of text: √2/2, not sqrt(2)/2, and nothing that Markdown would take for a sign of its."""
    from sympy import sstr

    text = sstr(value, order="grlex" if value.free_symbols else None)
    text = re.sub(r"\bsqrt\(([0-9]+|\w)\)", r"√\1", text).replace("sqrt(", "√(")
    text = re.sub(r"\bE\b", "e", re.sub(r"\bI\b", "i", re.sub(r"\bpi\b", "π", text)))
    text = re.sub(r"\bexp\((\w+)\)", r"e^\1", re.sub(r"\blog\(", "ln(", text))
    return text.replace("**", "^").replace("*", "·")


def decimal(value: Any, digits: int, lang: str) -> tuple[str, bool]:
    """``value`` with ``digits`` significant digits, and whether that is all of it."""
    from sympy import im
    from sympy import re as real

    if value.is_Rational:
        return _digits(value, digits, lang)
    try:
        parts = [_approximate(each, digits) for each in (real(value), im(value))]
        (whole, whole_exact), (other, other_exact) = (_digits(each, digits, lang) for each in parts)
        if "NaN" in whole + other or "Infinity" in whole + other:
            raise ValueError(whole)
    except Exception:  # what evalf raises at values out of its reach has no list
        raise Unable("This has no value that can be worked out.", lang) from None
    if other == "0":
        return whole, False
    sign = "-" if other.startswith("-") else "+"
    other = other.lstrip("-").removeprefix("1").strip() if other in ("1", "-1") else other.lstrip("-")
    unit = f"{other} i".strip()
    exact = whole_exact and other_exact
    if whole == "0":
        return (f"-{unit}" if sign == "-" else unit), exact
    return f"{whole} {sign} {unit}", exact


def _approximate(value: Any, digits: int) -> Any:
    from sympy import Integer, N

    found = value if value.is_Rational else N(value, digits + 2)
    return Integer(0) if found.is_Float and found._prec == 1 else found  # evalf's way of saying that no digit is sure


def _digits(value: Any, digits: int, lang: str) -> tuple[str, bool]:
    """A real number to so many significant digits, in scientific notation where it would have many zeros."""
    from decimal import Context, Decimal

    context = Context(prec=digits, Emax=999_999, Emin=-999_999)
    if value.is_Rational:
        whole = Context(prec=digits + 2_000, Emax=999_999, Emin=-999_999).divide(Decimal(int(value.p)), int(value.q))
    else:
        whole = Decimal(str(value))
    short = context.plus(whole)
    size = short.adjusted() if short else 0
    if -6 < size < max(digits, 15):
        text = f"{short:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        digits_of, _, exponent = f"{short:e}".partition("e")
        text = f"{digits_of.rstrip('0').rstrip('.') if '.' in digits_of else digits_of} × 10{raised(int(exponent))}"
    exact = bool(value.is_Rational) and Fraction(short) == Fraction(int(value.p), int(value.q))
    return (text.replace(".", ",") if lang == "it" else text), exact
