"""Numbers as a program writes them, as anybody else does: ``Fraction(5, 6)`` as 5/6, ``Decimal("0.5")`` as 0.5."""

from __future__ import annotations

import ast
import re

from ...core.syntax import parse_python
from ..exercises.written import as_written

MOST_NESTED = 3  # forms in one another
_RATIOS = ("Fraction", "Rational", "mpq", "QQ", "Integer", "S", "sympify", "nsimplify", "mpf")
_FORMS = (*_RATIOS, "Decimal", "float", "int", "str", "complex")
_CALL = re.compile(rf"(?<![\w.])(?:\w+\.)*(?:{'|'.join(_FORMS)})\s*\(([^()]{{1,80}})\)")


def in_figures(text: str) -> str:
    """``text`` with the forms in it that a program gives a number in figures."""
    for _ in range(MOST_NESTED if "(" in text else 0):
        before, text = text, _CALL.sub(_figures, text)
        if text == before:
            break
    return text


def _figures(found: re.Match[str]) -> str:
    """The number that a form holds; as it stands where it holds another thing."""
    try:
        call = parse_python(f"Fraction({found[1].strip()})").body[0]
    except (SyntaxError, ValueError):
        return found[0]
    if not isinstance(call, ast.Expr) or not isinstance(call.value, ast.Call):
        return found[0]
    named = sorted(call.value.keywords, key=lambda each: each.arg == "denominator")
    call.value.args += [each.value for each in named]
    return as_written(call.value) or found[0]
