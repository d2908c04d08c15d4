"""Whether two expressions are one and the same: the part of the work that needs sympy, and a process of its own."""

from __future__ import annotations

import math
import random
import re
from typing import Any

from ...core.i18n import Unable
from ...mathematics.exact import Exact
from ...mathematics.expressions import read

ENOUGH = 6  # points at which two expressions agree
MOST_POINTS = 40  # that are tried to find these
MOST_TERMS = 2_000  # of a difference that is expanded before any point is tried
DIGITS = 30
ROUNDED = 1e-4  # the share by which a formula with rounded numbers may be off everywhere, and still be close
_DECIMAL = re.compile(r"[.,][0-9]")
_REACHES = (1, 3, 10)  # how far from 0 the points lie: a logarithm and a power are at home in different places


def read_all(texts: list[str], lang: str) -> None:
    """Raises ``Unable`` at the first of ``texts`` that is no expression."""
    for text in texts:
        read(text, Exact(lang))


def compared(pairs: list[tuple[str, str]], lang: str) -> list[str]:
    """For each pair of a given text and a right one: right, rounded, wrong, letters, or unsure.

    ``rounded`` means close to the right one everywhere, and ``letters`` wrong, and with other letters than it has. Of
    a text that cannot be read the answer is a sentence that says why, after ``given:`` or ``key:``.
    """
    known: dict[str, Any] = {}
    return [_one(given, right, known, lang) for given, right in pairs]


def compared_equations(given: tuple[str, str], right: tuple[str, str], lang: str) -> str:
    """The same for two equations, each as its two sides: they are one where they hold for the same values."""
    known: dict[str, Any] = {}
    try:
        sides = [_value(each, known, "key", "en") for each in right]
        sides += [_value(each, known, "given", lang) for each in given]
    except Unable as unable:
        return str(unable)
    wanted, found = sides[0] - sides[1], sides[2] - sides[3]
    if wanted.free_symbols != found.free_symbols:
        return "letters" if found.free_symbols - wanted.free_symbols else "wrong"
    return _agree(wanted, found, up_to_a_factor=True)


def _one(given: str, right: str, known: dict[str, Any], lang: str) -> str:
    try:
        wanted, found = _value(right, known, "key", "en"), _value(given, known, "given", lang)
    except Unable as unable:
        return str(unable)
    if found == wanted:
        return "right"
    said = _agree(wanted, found)
    if said == "rounded" and not _DECIMAL.search(given):  # 10^6 + 2x for 10^6 + 3x
        return "wrong"
    return "letters" if said == "wrong" and found.free_symbols - wanted.free_symbols else said


def _value(text: str, known: dict[str, Any], whose: str, lang: str) -> Any:
    if text not in known:
        try:
            known[text] = read(text, Exact(lang))
        except Unable as unable:
            raise Unable(f"{whose}:{unable}") from None
    return known[text]


def _agree(wanted: Any, found: Any, up_to_a_factor: bool = False) -> str:
    """By exact algebra where that is short; else at random points, which only one function passes through.

    Two expressions count as one where both have real values and these are equal: ln(x²) and 2·ln(x), x²/x and x.
    Where all of these are close and not all are equal, a number in one of them is rounded: 1.059^n for 2^(n/12).
    """
    letters = sorted(wanted.free_symbols | found.free_symbols, key=str)
    if not up_to_a_factor and _vanishes(wanted - found):
        return "right"
    dice = random.Random(5)
    agreed, factor, well = 0, None, "right"
    others: list[bool] = []  # where a value is not real, and so may be another branch
    for count in range(MOST_POINTS if letters else 1):
        point = {each: _somewhere(dice, _REACHES[count % len(_REACHES)]) for each in letters}
        a, b = _at(wanted, point), _at(found, point)
        if a is None or b is None:
            continue
        if not _real(a) or not _real(b):
            others.append(not up_to_a_factor and _near(a, b))
            continue
        if up_to_a_factor:
            if _zero(a) or _zero(b):
                if _zero(a) != _zero(b):
                    return "wrong"
                continue
            factor = b / a if factor is None else factor
            a = a * factor
        if not _near(a, b):
            if up_to_a_factor or not _near(a, b, ROUNDED):
                return "wrong"
            well = "rounded"
        agreed += 1
        if agreed >= (ENOUGH if letters else 1):
            return well
    if agreed:
        return well
    return "unsure" if not others else "right" if all(others) else "wrong"


def _vanishes(difference: Any) -> bool:
    from sympy import expand

    return bool(difference.is_zero or (_terms(difference) <= MOST_TERMS and expand(difference) == 0))


def _terms(expression: Any) -> float:
    """How many terms it may have when it is expanded."""
    if expression.is_Add:
        return sum(map(_terms, expression.args))
    if expression.is_Mul:
        return math.prod(map(_terms, expression.args))
    if expression.is_Pow and expression.exp.is_Integer:
        base, exponent = _terms(expression.base), abs(int(expression.exp))
        return base if base == 1 else min(base, 1e9) ** min(exponent, 30)
    return max(map(_terms, expression.args), default=1)


def _somewhere(dice: random.Random, reach: int) -> Any:
    from sympy import Rational

    return Rational(dice.randint(-9973 * reach, 9973 * reach) or 1, 9967)


def _at(expression: Any, point: dict[Any, Any]) -> Any:
    """The value at a point, to many digits; None where it has none there."""
    from sympy import N, nan, oo, zoo

    try:
        value = N(expression, DIGITS, subs=point) if point else N(expression, DIGITS)
    except Exception:  # what evalf raises at values out of its reach has no list
        return None
    return None if value.free_symbols or not value.is_number or value.has(nan, oo, -oo, zoo) else value


def _real(value: Any) -> bool:
    from sympy import im

    return bool(abs(im(value)) <= abs(value) * 10 ** (-DIGITS // 2))


def _zero(value: Any) -> bool:
    """Also of what evalf leaves of 0; the constants of physics are small, but not that small."""
    return bool(abs(value) < 10.0**-90)


def _near(a: Any, b: Any, share: float = 10 ** (-DIGITS // 2)) -> bool:
    return bool(abs(a - b) <= max(abs(a), abs(b)) * share or (_zero(a) and _zero(b)))
