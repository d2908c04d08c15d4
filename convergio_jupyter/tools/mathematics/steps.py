"""Lines of a worked solution: what was done, in words, and the formula that came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ...core.i18n import Unable, translate
from ...mathematics.expressions import lowered

MOST_STEPS = 24
MOST_FORMULA = 1_200  # characters of LaTeX that somebody still reads
_PLACES = (Fraction(37, 100), Fraction(183, 100), Fraction(-71, 100), Fraction(29, 7))


class Steps:
    """The lines of one solution, numbered as they come, in the reader's language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._lines: list[str] = []

    def add(self, said: str, formula: str = "") -> None:
        """A line that says ``said``, already translated, and shows ``formula``, which is LaTeX."""
        if len(formula) > MOST_FORMULA:
            raise Unable("The result is too long to be read: take a smaller expression.", self.lang)
        self._lines.append(f"{said} ${formula}$" if formula else said)

    def add_new(self, said: str, formula: str) -> None:
        """The same, unless the line before already shows ``formula``."""
        if not (self._lines and self._lines[-1].endswith(f" ${formula}$")):
            self.add(said, formula)

    def text(self) -> str:
        lines = self._lines
        if len(lines) > MOST_STEPS:
            left_out = translate("({count} more steps of the same kind)", self.lang, count=len(lines) - MOST_STEPS)
            lines = [*lines[: MOST_STEPS - 2], left_out, *lines[-2:]]
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def latex(value: Any) -> str:
    """The LaTeX of an expression."""
    from sympy import latex as of

    return str(of(value, ln_notation=True))


def in_latex(digits: str) -> str:
    """The LaTeX of a number in decimals, as 1,5 × 10⁻⁷."""
    powers = re.sub("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: f"10^{{{lowered(found[1])}}}", digits)
    return powers.replace(",", "{,}").replace("×", r"\times")


def equation(left: Any, right: Any) -> str:
    """The LaTeX of an equation."""
    return f"{latex(left)} = {latex(right)}"


def same(left: Any, right: Any) -> bool:
    """Whether two expressions have the same values at some places, which is quick and cannot hang as a proof could."""
    letters = sorted(left.free_symbols | right.free_symbols, key=str)
    compared = 0
    for shift, place in enumerate(_PLACES):
        values = {each: _rational(place + Fraction(shift + number, 11)) for number, each in enumerate(letters)}
        try:
            a, b = (complex(each.subs(values).evalf(20)) for each in (left, right))
        except (TypeError, ValueError, OverflowError):
            continue
        if a != a or b != b:
            continue
        compared += 1
        if abs(a - b) > 1e-9 * max(1.0, abs(a), abs(b)):
            return False
    return compared > 0


def shortest(choices: Sequence[Any]) -> Any:
    """The one that is the least work to read."""
    from sympy import count_ops

    return min(choices, key=count_ops)


def _rational(value: Fraction) -> Any:
    from sympy import Rational

    return Rational(value.numerator, value.denominator)
