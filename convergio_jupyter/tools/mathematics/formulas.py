"""The tool that works with formulas and shows its steps: equations, derivatives, integrals and plain rewriting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...core.i18n import Unable, translate
from ...mathematics.exact import Exact
from ...mathematics.expressions import plain, read
from ..base import MOST_TEXT, Desk, Result, Tool, schema
from ..elsewhere import TOOL_SECONDS, elsewhere
from . import equations
from .curves import follow, function
from .derivatives import differentiate
from .steps import Steps, equation, latex, same, shortest

MOST_OPERATIONS = {"simplify": 80, "expand": 80, "factor": 80, "differentiate": 80, "integrate": 40}


def work_out(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """The steps of one task, as a numbered list in Markdown, and under it how something was understood."""
    algebra = Exact(desk.lang)
    steps = Steps(desk.lang)
    task, text = arguments["task"], plain(arguments["expression"], desk.lang)
    if task == "solve":
        _solve(text, arguments.get("variable", ""), algebra, steps)
    else:
        from sympy import count_ops

        value = read(_bare(text, task), algebra)
        if count_ops(value) > MOST_OPERATIONS[task]:
            raise Unable("The expression is too long for this.", desk.lang)
        by_letter = task in ("differentiate", "integrate")
        letter = _letter(arguments.get("variable", ""), value.free_symbols, algebra) if by_letter else None
        _TASKS[task](value, letter, steps)
    said = "\n\n".join([steps.text(), *algebra.notes])
    if len(said) > MOST_TEXT:
        raise Unable("The result is too long to be read: take a smaller expression.", desk.lang)
    return Result(said)


def _solve(text: str, wish: str, algebra: Exact, steps: Steps) -> None:
    if re.search("[<>≤≥≠]", text):
        raise Unable(
            "An inequality cannot be solved here: solve the equation, then try a number between its solutions.",
            algebra.lang,
        )
    pairs = []
    for part in re.split(r"[;\n]|\s(?:and|e)\s(?=[^=]*=)", text):
        sides = part.split("=")
        if len(sides) > 2:
            raise Unable("An equation has one = sign; write several equations with ; between them.", algebra.lang)
        left = read(sides[0], algebra)
        pairs.append((left, read(sides[1], algebra) if len(sides) == 2 else left * 0))
    if len(pairs) > 1:
        equations.solve_system(pairs, steps)
        return
    left, right = pairs[0]
    letters = left.free_symbols | right.free_symbols
    letter = _letter(wish, letters, algebra)
    if not letters:
        raise Unable("There is no letter to solve for.", algebra.lang)
    equations.solve(left, right, letter, steps, lambda: _near(text, str(letter), algebra.lang))


def _near(text: str, letter: str, lang: str) -> list[float]:
    """Where the two sides of an equation are equal, looked for between -10 and 10."""
    left, _, right = text.partition("=")
    try:
        return follow(function(f"({left})-({right or 0})", letter, lang), -10.0, 10.0).zeros
    except Unable:  # another letter is in it, or it is too long to be followed
        return []


def _bare(text: str, task: str) -> str:
    """What is to be worked on in y = x², ∫ x² dx or d/dx x²."""
    text = re.sub(r"^\s*(?:∫|d\s*/\s*d[a-z]|(?:y|[a-z]\s*\(\s*[a-z]\s*\))\s*=(?!.*=))", "", text)
    return re.sub(r"\bd[a-z]\s*$", "", text) if task == "integrate" else text


def _letter(wish: str, letters: set[Any], algebra: Exact) -> Any:
    """The letter that ``wish`` names; else the only one there is, or x."""
    from sympy import Symbol

    if wish:
        found = read(wish, algebra)
        if not found.is_Symbol:
            raise Unable("“{text}” is no letter to work with.", algebra.lang, text=wish[:40])
        return found
    if len(letters) == 1:
        return next(iter(letters))
    x = Symbol("x")
    if x in letters or not letters:
        return x
    known = ", ".join(sorted(map(str, letters)))
    raise Unable("Say in variable which letter is meant: {known}.", algebra.lang, known=known)


def _simplify(value: Any, _letter: Any, steps: Steps) -> None:
    from sympy import cancel, fraction, simplify, together

    steps.add(translate("The expression:", steps.lang), latex(value))
    short = shortest([value, simplify(value), cancel(value) if value.is_rational_function() else value])
    steps.add(translate("Simplified:", steps.lang), equation(value, short))
    below = fraction(together(value))[1]
    if below.free_symbols and below != fraction(together(short))[1]:
        steps.add(translate("This holds where the denominator is not 0:", steps.lang), rf"{latex(below)} \neq 0")
    _compare(value, short, steps)


def _expand(value: Any, _letter: Any, steps: Steps) -> None:
    from sympy import expand

    steps.add(translate("The expression:", steps.lang), latex(value))
    found = expand(value)
    steps.add(translate("Multiply out each bracket and collect like terms:", steps.lang), equation(value, found))
    _compare(value, found, steps)


def _factor(value: Any, _letter: Any, steps: Steps) -> None:
    from sympy import factor, factorint

    steps.add(translate("The expression:", steps.lang), latex(value))
    if value.is_Integer and abs(value) < 10**30:
        if value < 2:
            steps.add(_no_prime(int(value), steps.lang))
        if value in (0, 1):
            return
        parts = factorint(int(value))
        product = r" \cdot ".join(
            str(each) if power == 1 else f"{each}^{{{power}}}" for each, power in sorted(parts.items())
        )
        if parts == {int(value): 1}:
            steps.add(translate("It is a prime number: only 1 and the number itself divide it.", steps.lang))
        else:
            if value > 0:
                said = "It is not a prime number: {divisor} divides it."
                steps.add(translate(said, steps.lang, divisor=min(parts)))
            steps.add(translate("Its prime factors:", steps.lang), f"{latex(value)} = {product}")
        return
    found = factor(value)
    if found == value:
        steps.add(translate("It cannot be factored with whole numbers or fractions.", steps.lang))
        return
    steps.add(translate("Factored:", steps.lang), equation(value, found))
    _compare(value, found, steps)


def _no_prime(number: int, lang: str) -> str:
    """Why a whole number below 2 is no prime."""
    if number < 0:
        return translate("It is not a prime number: negative numbers are none by definition.", lang)
    if number:
        return translate("It is not a prime number: it has only one divisor, itself.", lang)
    return translate("It is not a prime number: every whole number above 0 divides it.", lang)


def _integrate(value: Any, letter: Any, steps: Steps) -> None:
    from sympy import Integral, diff, integrate, log

    by = rf"\, d{latex(letter)}"
    integral = rf"\int {latex(value) if not value.is_Add else rf'{chr(92)}left({latex(value)}{chr(92)}right)'} {by}"
    steps.add(translate("The integral:", steps.lang), integral)
    if value.is_polynomial(letter) and letter in value.free_symbols:
        rule = rf"\int {latex(letter)}^n {by} = \frac{{{latex(letter)}^{{n+1}}}}{{n+1}}"
        steps.add(translate("Term by term, by the power rule:", steps.lang), rule)
    found = integrate(value, letter)
    if found.has(Integral):
        raise Unable("No formula for this integral was found.", steps.lang)
    shown = found if value.has(log) else _on_both_sides(found, letter)
    steps.add(translate("The integral is:", steps.lang), f"{integral} = {latex(shown)} + C")
    back = diff(found, letter)
    if not same(back, value):
        raise Unable("No formula for this integral was found.", steps.lang)
    said = translate("Check: its derivative is the function again:", steps.lang)
    steps.add(said, rf"\left({latex(shown)}\right)' = {latex(value)}")


def _on_both_sides(value: Any, letter: Any) -> Any:
    """``value`` with ln |x| for ln x, which has the same derivative, below zero too."""
    from sympy import Abs, I, Symbol, log

    def whole(of: Any) -> Any:
        real = of.subs({each: Symbol(each.name, real=True) for each in of.free_symbols})
        return log(of) if letter not in of.free_symbols or real.is_positive or of.has(I) else log(Abs(of))

    return value.replace(log, whole)


def _compare(before: Any, after: Any, steps: Steps) -> None:
    if not same(before, after):
        raise Unable("This could not be worked out reliably.", steps.lang)
    steps.add(translate("Check: both have the same values where they were tried.", steps.lang))


_TASKS = {
    "simplify": _simplify,
    "expand": _expand,
    "factor": _factor,
    "differentiate": differentiate,
    "integrate": _integrate,
}

SOLVE_STEPS = Tool(
    name="solve_steps",
    title="Formulas, step by step",
    description=(
        "Works with formulas and shows each step, checked. task: solve (expression is an equation as 2x+3=7, or linear "
        "equations with ; between them), simplify, expand, factor, differentiate, integrate (without limits). "
        "variable: the letter to solve for or to work by, where there are several. Letters are single: x, y, a, x1. "
        "Write x^2, sqrt(x), ln(x), e^x. The steps are Markdown with LaTeX, in the learner's language."
    ),
    parameters=schema(
        ["task", "expression"],
        task={"type": "string", "enum": ["solve", *_TASKS]},
        expression={"type": "string", "minLength": 1},
        variable={"type": "string", "maxLength": 12},
    ),
    run=elsewhere(work_out, needs="sympy"),
    seconds=TOOL_SECONDS,
    shares="elsewhere",
)
