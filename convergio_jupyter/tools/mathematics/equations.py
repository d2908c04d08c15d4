"""Equations, solved step by step: linear and quadratic ones by hand, others by what sympy knows; all are checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...core.i18n import Unable, translate
from ...mathematics.exact import decimal
from .steps import Steps, equation, in_latex, latex, same

Near = Callable[[], Sequence[float]]

MOST_DEGREE = 20
MOST_OPERATIONS = 60
MOST_SOLUTIONS = 12
MOST_EQUATIONS = 6


def solve(left: Any, right: Any, letter: Any, steps: Steps, near: Near) -> None:
    """Solves ``left = right`` for ``letter``; every step and a check are added to ``steps``.

    ``near`` looks for solutions by their numbers, for an equation that no formula solves.
    """
    from sympy import count_ops, fraction, together

    if count_ops(left) + count_ops(right) > MOST_OPERATIONS:
        raise Unable("The equation is too long to be solved here.", steps.lang)
    steps.add(translate("The equation:", steps.lang), equation(left, right))
    above, below = fraction(together(left - right))
    over, under = left, right
    if letter in below.free_symbols:
        over, under = above, above * 0
        said = translate("Multiply by the denominator, which must not be 0, and bring all to the left:", steps.lang)
        steps.add(said, equation(over, under))
    found = _solutions(over, under, letter, steps, near)
    if found:
        _check(left, right, letter, found, steps)


def solve_system(pairs: list[tuple[Any, Any]], steps: Steps) -> None:
    """Solves linear equations together, for all of their letters."""
    from sympy import EmptySet, linsolve
    from sympy.solvers.solveset import NonlinearError

    letters = sorted(set().union(*(left.free_symbols | right.free_symbols for left, right in pairs)), key=str)
    if len(pairs) > MOST_EQUATIONS or len(letters) > MOST_EQUATIONS:
        raise Unable("At most {most} equations can be solved together.", steps.lang, most=MOST_EQUATIONS)
    for left, right in pairs:
        steps.add(translate("The equation:", steps.lang), equation(left, right))
    try:
        found = linsolve([left - right for left, right in pairs], *letters)
    except NonlinearError:
        raise Unable("Only linear equations can be solved together.", steps.lang) from None
    if found == EmptySet or not letters:
        steps.add(translate("They contradict each other: there is no solution.", steps.lang))
        return
    values = dict(zip(letters, next(iter(found)), strict=True))
    free = [each for each in letters if values[each] == each]
    solved = r",\; ".join(equation(each, value) for each, value in values.items() if each not in free)
    steps.add(translate("Put one into the other until each letter stands alone:", steps.lang), solved)
    for each in free:
        steps.add(translate("This letter may be any number:", steps.lang), latex(each))
    for left, right in pairs:
        said = translate("Check, with these values put in:", steps.lang)
        steps.add(said, equation(left.subs(values).expand(), right.subs(values).expand()))


def _solutions(left: Any, right: Any, letter: Any, steps: Steps, near: Near) -> list[Any]:
    from sympy import Poly, PolynomialError, expand

    try:
        polynomial = Poly(expand(left - right), letter)
    except PolynomialError:
        return _others(left - right, letter, steps, near)
    if any(letter in each.free_symbols for each in polynomial.coeffs()):
        return _others(left - right, letter, steps, near)
    if polynomial.degree() > MOST_DEGREE:
        raise Unable("The degree of the equation is above {most}.", steps.lang, most=MOST_DEGREE)
    if polynomial.degree() <= 1:
        return _linear(expand(left), expand(right), letter, steps)
    if polynomial.degree() == 2:
        return _quadratic(_cleared(polynomial, steps), letter, steps)
    return _higher(_cleared(polynomial, steps), letter, steps)


def _linear(left: Any, right: Any, letter: Any, steps: Steps) -> list[Any]:
    steps.add_new(translate("Multiply out and collect on each side:", steps.lang), equation(left, right))
    many = _common_denominator(left, right)
    if many != 1:
        left, right = (left * many).expand(), (right * many).expand()
        said = translate("Multiply both sides by ${number}$, so that no fraction is left:", steps.lang, number=many)
        steps.add(said, equation(left, right))
    if right.coeff(letter) != 0:
        moved = right.coeff(letter) * letter
        left, right = (left - moved).expand(), (right - moved).expand()
        steps.add(_moving(moved, steps.lang), equation(left, right))
    factor = left.coeff(letter)
    if factor == 0:
        return _no_letter(left, right, letter, steps)
    if rest := (left - factor * letter).expand():
        left, right = factor * letter, (right - rest).expand()
        steps.add(_moving(rest, steps.lang), equation(left, right))
    if factor != 1:
        right = (right / factor).cancel()
        said = translate("Divide both sides by ${term}$:", steps.lang, term=latex(factor))
        if factor.free_symbols:
            said = translate("Divide both sides by ${term}$, which must not be 0:", steps.lang, term=latex(factor))
        steps.add(said, equation(letter, right))
    return [right]


def _moving(term: Any, lang: str) -> str:
    if term.could_extract_minus_sign():
        return translate("Add ${term}$ on both sides:", lang, term=latex(-term))
    return translate("Subtract ${term}$ on both sides:", lang, term=latex(term))


def _no_letter(left: Any, right: Any, letter: Any, steps: Steps) -> list[Any]:
    difference = (left - right).expand()
    if difference == 0:
        steps.add(translate("This is always true: every number is a solution.", steps.lang))
    elif difference.is_number:
        steps.add(translate("This is never true: there is no solution.", steps.lang))
    else:
        raise Unable("The letter {name} is not in the equation.", steps.lang, name=letter)
    return []


def _cleared(polynomial: Any, steps: Steps) -> Any:
    """``polynomial``, with whole coefficients if they were fractions, as the left side of an equation with 0."""
    many = _common_denominator(polynomial.as_expr(), polynomial.as_expr() * 0)
    cleared = polynomial * many
    said = translate("Bring everything to the left:", steps.lang)
    if many != 1:
        said = translate("Bring everything to the left, times ${number}$:", steps.lang, number=many)
    steps.add_new(said, equation(cleared.as_expr(), 0 * cleared.as_expr()))
    return cleared


def _quadratic(polynomial: Any, letter: Any, steps: Steps) -> list[Any]:
    from sympy import Integer, simplify, sqrt

    a, b, c = polynomial.all_coeffs()
    if b == 0 and (-c / a).is_positive:
        steps.add(translate("The square alone:", steps.lang), equation(letter**2, -c / a))
        steps.add(translate("Take the square root; its sign may be plus or minus.", steps.lang))
        return _said(letter, [-sqrt(-c / a), sqrt(-c / a)], steps)
    names = rf"a = {latex(a)},\; b = {latex(b)},\; c = {latex(c)}"
    steps.add(translate("It is quadratic, with", steps.lang), names)
    under = (b**2 - 4 * a * c).expand()
    worked = rf"\Delta = b^2 - 4ac = {_bracketed(b)}^2 - 4 \cdot {_bracketed(a)} \cdot {_bracketed(c)} = {latex(under)}"
    steps.add(translate("The discriminant:", steps.lang), worked)
    if under.is_negative:
        steps.add(translate("It is negative: there is no real solution. The complex ones follow.", steps.lang))
    if under == 0:
        steps.add(translate("It is zero: both solutions are the same.", steps.lang))
    formula = (
        rf"{latex(letter)} = \frac{{-b \pm \sqrt{{\Delta}}}}{{2a}}"
        rf" = \frac{{{latex(-b)} \pm {latex(sqrt(under))}}}{{{latex(2 * a)}}}"
    )
    steps.add(translate("The quadratic formula:", steps.lang), formula)
    found = [((-b + sign * sqrt(under)) / (2 * a)) for sign in (Integer(-1), Integer(1))]
    found = [simplify(each) if each.is_number else each for each in found]
    return _said(letter, found[:1] if under == 0 else found, steps)


def _higher(polynomial: Any, letter: Any, steps: Steps) -> list[Any]:
    from sympy import Poly, factor, roots

    factored = factor(polynomial.as_expr())
    if factored.is_Mul or factored.is_Pow:
        steps.add(translate("Factor it:", steps.lang), equation(factored, 0 * factored))
        steps.add(translate("A product is 0 where one of its factors is 0.", steps.lang))
    exact = list(roots(polynomial, letter))
    if exact and sum(roots(polynomial, letter).values()) == polynomial.degree() and all(_is_short(x) for x in exact):
        return _said(letter, sorted(exact, key=_order), steps)
    if polynomial.free_symbols_in_domain:
        raise Unable("No formula for the solutions was found.", steps.lang)
    steps.add(translate("There is no short formula for all of them, so these are decimals.", steps.lang))
    return _said(letter, Poly(polynomial, letter).nroots(n=30, maxsteps=200), steps)


def _others(difference: Any, letter: Any, steps: Steps, near: Near) -> list[Any]:
    """Solutions of an equation that is no polynomial, as far as sympy knows them."""
    from sympy import Float, Symbol
    from sympy import solve as of
    from sympy.functions.elementary.trigonometric import TrigonometricFunction

    real = Symbol(str(letter), real=True)
    try:
        every = of(difference.subs(letter, real), real)
        found = [each for each in every if each.count_ops() < MOST_OPERATIONS]
    except Exception:  # it gives up in many ways
        found = []
    if not found and (numbers := near()):
        said = translate("No formula gives the solutions; between -10 and 10 there are these:", steps.lang)
        steps.add(said)
        return _said(letter, [Float(each, 12) for each in numbers], steps)
    if not found:
        raise Unable("No formula for the solutions was found.", steps.lang)
    if difference.has(TrigonometricFunction):
        steps.add(translate("It is periodic: beside these, whole periods may be added.", steps.lang))
    return _said(letter, found, steps)


def _said(letter: Any, found: list[Any], steps: Steps) -> list[Any]:
    """Adds the solutions, exactly and as decimals, and gives them."""
    from sympy import Float, Symbol

    for number, value in enumerate(found[:MOST_SOLUTIONS], 1):
        name = letter if len(found) == 1 else Symbol(f"{letter}_{number}")
        shown = latex(name) if value.has(Float) else equation(name, value)
        if value.is_number and not value.is_Integer:
            digits, all_of_it = decimal(value, 6, steps.lang)
            sign = "=" if all_of_it else r"\approx"
            shown += rf" {sign} {in_latex(digits)}"
        steps.add(translate("A solution:", steps.lang), shown)
    return found[:MOST_SOLUTIONS]


def _check(left: Any, right: Any, letter: Any, found: list[Any], steps: Steps) -> None:
    """Puts every solution into the equation as it was asked, and says what comes out."""
    from sympy import Float

    failing = [each for each in found if not _holds(left, right, letter, each)]
    wrong = [each for each in failing if not each.has(Float)]  # decimals may miss by their rounding
    for each in wrong:
        steps.add(translate("Put into the equation it does not fit, so it is no solution:", steps.lang), latex(each))
    good = [each for each in found if each not in wrong]
    if not good:
        steps.add(translate("So there is no solution.", steps.lang))
        return
    if all(each.is_Rational for each in good):
        for each in good:
            sides = [_put_in(side, letter, each) for side in (left, right) if letter in side.free_symbols]
            steps.add(translate("Check, with the solution put in:", steps.lang), r",\quad ".join(sides))
    elif not [each for each in failing if each in good]:
        steps.add(translate("Check: put in, each solution makes both sides equal.", steps.lang))


def _put_in(side: Any, letter: Any, value: Any) -> str:
    """One side with the value in the place of the letter, and what that makes."""
    from sympy import latex as of

    shown = of(side, ln_notation=True, symbol_names={letter: rf"\left({latex(value)}\right)"})
    return f"{shown} = {latex(side.subs(letter, value))}"


def _holds(left: Any, right: Any, letter: Any, value: Any) -> bool:
    return same(left.subs(letter, value), right.subs(letter, value))


def _common_denominator(left: Any, right: Any) -> Any:
    from sympy import Integer, ilcm

    parts = [each for side in (left, right) for term in side.as_ordered_terms() for each in [term.as_coeff_Mul()[0]]]
    denominators = [int(each.q) for each in parts if each.is_Rational]
    return Integer(ilcm(1, *denominators)) if denominators else Integer(1)


def _bracketed(value: Any) -> str:
    return latex(value) if value.is_Symbol or (value.is_Integer and value >= 0) else rf"\left({latex(value)}\right)"


def _is_short(value: Any) -> bool:
    return bool(value.count_ops() <= 12)


def _order(value: Any) -> tuple[int, float, float]:
    there = complex(value.evalf()) if value.is_number else complex(0)
    return int(abs(there.imag) > 1e-12), there.real, there.imag
