"""A derivative, rule by rule, from the inside out."""

from __future__ import annotations

from typing import Any

from ...core.i18n import translate
from .steps import Steps, latex, shortest

MOST_OPERATIONS = 80


def differentiate(value: Any, letter: Any, steps: Steps) -> Any:
    """The derivative of ``value`` by ``letter``; its rules are added to ``steps``."""
    from sympy import count_ops, diff, factor

    steps.add(translate("The function to differentiate:", steps.lang), latex(value))
    if letter not in value.free_symbols:
        steps.add(translate("A constant does not change, so its derivative is 0.", steps.lang))
    _rules(value, letter, steps)
    found = diff(value, letter)
    short = shortest([found, factor(found)]) if count_ops(found) <= MOST_OPERATIONS else found
    steps.add(translate("The derivative is:", steps.lang), f"{_prime(value)} = {latex(short)}")
    return short


def _rules(value: Any, letter: Any, steps: Steps) -> None:
    """The rules that ``value`` takes, those for its parts first."""
    from sympy import diff

    if letter not in value.free_symbols or value == letter:
        return
    said, formal, parts = _rule(value, letter, steps.lang)
    for part in parts:
        _rules(part, letter, steps)
    shown = formal + (f" = {latex(diff(value, letter))}" if formal else "")
    steps.add(said, rf"{_prime(value)} = {shown}" if formal else rf"{_prime(value)} = {latex(diff(value, letter))}")


def _rule(value: Any, letter: Any, lang: str) -> tuple[str, str, list[Any]]:
    """The name of the rule for ``value``, what it says here before anything is worked out, and what it leads to."""
    if value.is_Add:
        terms = value.as_ordered_terms()
        return translate("Sum rule:", lang), " + ".join(_prime(each) for each in terms), terms
    if value.is_Mul:
        return _rule_of_product(value, letter, lang)
    if value.is_Pow:
        return _rule_of_power(value, letter, lang)
    inner = value.args[0] if value.args else value
    if inner == letter:
        return translate("Known derivative:", lang), "", []
    return translate("Chain rule:", lang), _chain(value, inner), [inner]


def _rule_of_product(value: Any, letter: Any, lang: str) -> tuple[str, str, list[Any]]:
    from sympy import Mul, fraction

    constant, rest = value.as_independent(letter, as_Add=False)
    if constant != 1:
        return translate("A constant factor stays:", lang), rf"{_factor(constant)} \cdot {_prime(rest)}", [rest]
    above, below = fraction(value)
    if letter in below.free_symbols:
        formal = (
            rf"\frac{{{_prime(above)} \cdot {_factor(below)} - {_factor(above)} \cdot {_prime(below)}}}"
            rf"{{{_factor(below)}^{{2}}}}"
        )
        return translate("Quotient rule:", lang), formal, [above, below]
    first, other = value.args[0], Mul(*value.args[1:])
    formal = rf"{_prime(first)} \cdot {_factor(other)} + {_factor(first)} \cdot {_prime(other)}"
    return translate("Product rule:", lang), formal, [first, other]


def _rule_of_power(value: Any, letter: Any, lang: str) -> tuple[str, str, list[Any]]:
    base, exponent = value.as_base_exp()
    if letter not in exponent.free_symbols:
        if base == letter:
            return translate("Power rule:", lang), "", []
        formal = rf"{_factor(exponent)} \cdot {_factor(base)}^{{{latex(exponent - 1)}}} \cdot {_prime(base)}"
        return translate("Chain rule, with the power rule outside:", lang), formal, [base]
    if letter not in base.free_symbols:
        if exponent == letter:
            return translate("Known derivative:", lang), "", []
        return translate("Chain rule:", lang), _chain(value, exponent), [exponent]
    return translate("The letter is in the base and in the exponent, so take $f^g = e^{g \\ln f}$:", lang), "", []


def _chain(value: Any, inner: Any) -> str:
    """f'(u) · u', as it looks before u' is worked out."""
    from sympy import Dummy, diff

    u = Dummy("u")
    outer = diff(value.subs(inner, u), u).subs(u, inner)
    return rf"{_factor(outer)} \cdot {_prime(inner)}"


def _prime(value: Any) -> str:
    return rf"\left({latex(value)}\right)'"


def _factor(value: Any) -> str:
    bare = value.is_Symbol or value.is_Function or (value.is_Rational and value.is_nonnegative)
    return latex(value) if bare else rf"\left({latex(value)}\right)"
