"""Reads what people and models write as mathematics, without ever running it: text in, values out.

A small operator-precedence parser (Pratt 1973). It builds no tree: an :class:`Algebra` says what numbers, names and
operations are, so the same text becomes a sympy expression, a quantity with its unit, or a list of values to draw.
Nothing that an algebra does not know by name is reached, and length, depth and the size of numbers have an end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from ..core.i18n import Unable
from .letters import LOW_DIGITS

MOST_TEXT = 1_000  # characters
MOST_DEPTH = 40  # brackets in brackets
MOST_EXPONENT = 2_000  # of a number in scientific notation

# How many arguments each takes at least and at most; 9 stands for many. Names that mean one and the same are below.
FUNCTIONS = {
    **dict.fromkeys(("sqrt", "cbrt", "exp", "ln", "abs", "floor", "ceil", "factorial", "sign"), (1, 1)),
    **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan"), (1, 1)),
    **dict.fromkeys(("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"), (1, 1)),
    **{"log": (1, 2), "log2": (1, 1), "log10": (1, 1), "root": (2, 2), "pow": (2, 2), "round": (1, 2), "mod": (2, 2)},
    **{"binomial": (2, 2), "gcd": (2, 9), "lcm": (2, 9), "min": (1, 9), "max": (1, 9)},
}
SAME = {
    **{"sen": "sin", "tg": "tan", "cotg": "cot", "ctg": "cot", "cosec": "csc", "sgn": "sign", "ceiling": "ceil"},
    **{"arcsin": "asin", "arccos": "acos", "arctan": "atan", "arcsen": "asin", "arctg": "atan"},
    **{"mcd": "gcd", "mcm": "lcm", "choose": "binomial", "lg": "log10", "radq": "sqrt", "exponential": "exp"},
}
CONSTANTS = {"pi": "pi", "π": "pi", "e": "e", "i": "i"}

_SUM, _PRODUCT, _SIGN, _IMPLICIT, _EXPONENT, _POWER, _POSTFIX = 10, 20, 25, 30, 35, 40, 50
_REWRITTEN = str.maketrans(
    {"×": "*", "·": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/", "⁄": "/", ":": "/", "−": "-", "–": "-", "’": "'"}
    | LOW_DIGITS
    | {"µ": "μ", "Ω": "Ω", "[": "(", "]": ")", "{": "(", "}": ")", "\u00a0": " ", "\u202f": " ", "º": "°"}
)
SUPERSCRIPTS = dict(zip("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", strict=True))
_RAISED = {high: low for low, high in SUPERSCRIPTS.items()}
_FRACTIONS = {"½": "(1/2)", "⅓": "(1/3)", "⅔": "(2/3)", "¼": "(1/4)", "¾": "(3/4)", "⅕": "(1/5)", "⅛": "(1/8)"}
_INDEX = re.compile(r"_[({]([0-9]+|[^\W\d_])[)}]")  # F_{1}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9][0-9.,]*[0-9]|[0-9]|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![\w.]))?)"
    r"|(?P<name>°[CFcf]?(?![^\W\d_])|[^\W\d_]+(?:_?[0-9]+|_[^\W\d_])?)|(?P<sign>\*\*|[-+*/^!%(),;|√]))"
)


class Algebra(Protocol):
    """What the operations of a text mean. Each may raise ``Unable``."""

    lang: str

    def number(self, value: Fraction) -> Any: ...
    def parts(self, name: str) -> Sequence[str]:
        """The names that ``name`` consists of: x and y where xy is their product; else itself."""

    def name(self, name: str) -> Any:
        """The value of a name that is no function and no constant; None if it has none."""

    def constant(self, name: str) -> Any: ...
    def negated(self, value: Any) -> Any: ...
    def combined(self, sign: str, left: Any, right: Any) -> Any:
        """``left`` and ``right`` under one of ``+ - * / ^``, or side by side, which is the empty sign."""

    def called(self, name: str, values: list[Any]) -> Any:
        """One of FUNCTIONS, with as many values as it takes."""

    def is_number(self, value: Any) -> bool:
        """Whether it is a plain number, so that 1/2 x is half of x, and a/2 x is a through 2 x."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, name, function, sign, end
    text: str
    value: Fraction = Fraction(0)
    spaced: bool = False  # whether a space stands before it


def read(text: str, algebra: Algebra) -> Any:
    """The value of ``text`` in ``algebra``. Raises ``Unable`` and nothing else for whatever cannot be read."""
    try:
        return _Parser(_parted(_tokens(plain(text, algebra.lang), algebra.lang), algebra), algebra).whole()
    except Unable:
        raise
    except Exception:  # what a library raises at values that it never met has no list
        raise Unable("This has no value that can be worked out.", algebra.lang) from None


def plain(text: str, lang: str) -> str:
    """``text`` with one way of writing each sign. Raises ``Unable`` where it is too long."""
    if len(text) > MOST_TEXT:
        raise Unable("The expression is longer than {most} characters.", lang, most=MOST_TEXT)
    for sign, written in _FRACTIONS.items():
        text = re.sub(f"([0-9]+) ?{sign}", rf"(\1+{written})", text).replace(sign, written)
    text = re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: "^(" + "".join(_RAISED[each] for each in found[0]) + ")", text)
    text = _INDEX.sub(r"_\1", text)
    return text.translate(_REWRITTEN).strip()


def shown(text: str) -> str:
    """``text`` as people read it, in signs that Markdown leaves alone: x² and 3 × 4, not x^2 and 3*4."""
    said = re.sub(r"\s+", " ", text).replace("**", "^").replace("*", " × ").replace("|", "∣").replace("_", "")
    said = re.sub(r"(?<![^\W\d_])pi(?!\w)", "π", said)
    powers = r"\^(?:\((-?[0-9]+)\)|([0-9]+))(?![\w!.,^(])"
    said = re.sub(powers, lambda found: raised(int(found[1] or found[2])), said)
    return re.sub(r" +", " ", said).strip()


def raised(power: int) -> str:
    """A whole number as an exponent: ⁻³."""
    return "".join(SUPERSCRIPTS[digit] for digit in str(power))


def lowered(power: str) -> str:
    """An exponent as a whole number: -3."""
    return "".join(_RAISED[sign] for sign in power)


def _tokens(text: str, lang: str) -> list[_Token]:
    tokens: list[_Token] = []
    calls: list[bool] = []  # for each open bracket, whether a comma between digits parts arguments there
    place = 0
    while place < len(text.rstrip()):
        found = _TOKEN.match(text, place)
        if found is None:
            raise Unable("“{sign}” cannot be read here.", lang, sign=text[place:].strip()[:1])
        kind, written = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "number" and calls and calls[-1] and "," in written:
            found = re.compile(r"\s*[0-9.]*[0-9]").match(text, place)
            assert found is not None
            written = found[0].strip()
        if kind == "number":
            tokens.append(_Token("number", written, _number(written, lang)))
        elif kind == "name":
            tokens.append(_named(written, text[found.end() :].lstrip()[:1] == "("))
        else:
            if written == "(":
                call = tokens[-1].text if tokens and tokens[-1].kind == "function" else ""
                calls.append(bool(call) and FUNCTIONS[call][1] > 1 and ";" not in text)
            elif written == ")" and calls:
                calls.pop()
            tokens.append(_Token("sign", "^" if written == "**" else written, spaced=found[0][0].isspace()))
        place = found.end()
    return [*tokens, _Token("end", "")]


def _named(written: str, before_bracket: bool) -> _Token:
    name = written.lower() if written.lower() in FUNCTIONS or written.lower() in SAME else written
    name = SAME.get(name, name)
    if name in FUNCTIONS and (name != "min" or before_bracket):  # else it is a minute
        return _Token("function", name)
    return _Token("name", {"Pi": "pi", "PI": "pi"}.get(name, name))


def _parted(tokens: list[_Token], algebra: Algebra) -> list[_Token]:
    """``tokens`` with ax² as a·x², and foo(1) left whole, as it is a function that is not known."""
    parted: list[_Token] = []
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        called = after.text == "(" and not after.spaced
        split = token.kind == "name" and token.text not in CONSTANTS and not called
        parted += [_Token("name", each) for each in algebra.parts(token.text)] if split else [token]
    return parted


def _number(written: str, lang: str) -> Fraction:
    """A number with a decimal point or comma, and perhaps the other one, or several, between thousands."""
    digits, _, exponent = written.lower().partition("e")
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        thousands = "," if digits.rfind(",") < digits.rfind(".") else "."
    else:
        thousands = "." if points > 1 else "," if commas > 1 else ""
    if thousands and not re.fullmatch(rf"[0-9]{{1,3}}(?:\{thousands}[0-9]{{3}})+(?:[.,][0-9]+)?", digits):
        raise Unable("“{number}” is no number that can be read.", lang, number=written[:40])
    if not thousands and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", digits):
        whole, part = digits.split(",")
        raise Unable(
            "“{number}” can be read in two ways: write {whole} or {decimal}.",
            lang,
            number=digits,
            whole=whole + part,
            decimal=f"{whole}.{part.rstrip('0') or '0'}",
        )
    if thousands:
        digits = digits.replace(thousands, "")
    if len(digits) > MOST_TEXT or len(exponent) > 6 or abs(int(exponent or 0)) > MOST_EXPONENT:
        raise Unable("“{number}” is too large or too small a number.", lang, number=written[:40])
    return Fraction(digits.replace(",", ".") + (f"e{exponent}" if exponent else ""))


class _Parser:
    def __init__(self, tokens: list[_Token], algebra: Algebra) -> None:
        self._tokens = tokens
        self._algebra = algebra
        self._place = 0
        self._depth = 0

    def whole(self) -> Any:
        if self._next.kind == "end":
            raise Unable("There is no expression.", self._algebra.lang)
        value = self._expression(0)
        if self._next.kind != "end":
            raise self._unexpected()
        return value

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._next
        self._place += token.kind != "end"
        return token

    def _sees(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _unexpected(self) -> Unable:
        if self._next.kind == "end":
            return Unable("The expression ends too early.", self._algebra.lang)
        return Unable("“{sign}” cannot be read here.", self._algebra.lang, sign=self._next.text[:40])

    def _close(self, sign: str) -> None:
        if not self._sees(sign):
            raise self._unexpected()
        self._take()

    def _expression(self, binding: int, *, functions: bool = True) -> Any:
        """What follows, up to an operator that binds no stronger than ``binding``.

        ``functions``: whether a function may follow side by side; in sin x cos x it does not belong to sin.
        """
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Unable("There are too many brackets in brackets.", self._algebra.lang)
        value = self._operand(max(_SIGN, binding), functions)
        while (sign := self._operator(functions)) is not None and _BINDING[sign] > binding:
            if sign in ("!", "%"):
                self._take()
                value = self._after(sign, value)
                continue
            if sign:
                self._take()
            # 1/2 x is half of x, but 6 km / 2 h is a speed.
            loose = sign == "/" and self._algebra.is_number(value)
            right = _EXPONENT if sign == "^" else _IMPLICIT if loose else _BINDING[sign]
            other = self._expression(right, functions=functions)
            value = self._joined(sign, value, other)
        self._depth -= 1
        return value

    def _operator(self, functions: bool) -> str | None:
        """The operator that comes next, empty where two things stand side by side, None where there is none."""
        token = self._next
        if token.kind == "sign" and token.text in _BINDING:
            return token.text
        if token.kind == "name" and token.text in ("of", "di"):
            return "of"
        if (token.kind, token.text) in (("function", "mod"), ("name", "modulo")):
            return "mod"
        if token.kind == "name" or (token.kind == "sign" and token.text in ("(", "√")):
            return ""
        return "" if token.kind == "function" and functions else None

    def _joined(self, sign: str, left: Any, right: Any) -> Any:
        if sign == "mod":
            return self._algebra.called("mod", [left, right])
        return self._algebra.combined("*" if sign == "of" else sign, left, right)

    def _after(self, sign: str, value: Any) -> Any:
        if sign == "!":
            return self._algebra.called("factorial", [value])
        return self._algebra.combined("/", value, self._algebra.number(Fraction(100)))

    def _operand(self, binding: int, functions: bool) -> Any:
        """What stands alone, or behind a sign of its own, which reaches as far as ``binding`` lets it."""
        token = self._next
        if token.kind == "end" or (token.kind == "sign" and token.text not in ("+", "-", "(", "|", "√")):
            raise self._unexpected()
        self._take()
        if token.kind == "number":
            return self._algebra.number(token.value)
        if token.kind == "function":
            return self._call(token.text)
        if token.kind == "name":
            return self._name(token.text)
        if token.text == "√":
            return self._algebra.called("sqrt", [self._expression(_IMPLICIT)])
        if token.text in "+-":
            value = self._expression(binding, functions=functions)
            return value if token.text == "+" else self._algebra.negated(value)
        value = self._expression(0)
        self._close("|" if token.text == "|" else ")")
        return self._algebra.called("abs", [value]) if token.text == "|" else value

    def _name(self, name: str) -> Any:
        if name in CONSTANTS:
            return self._algebra.constant(CONSTANTS[name])
        value = self._algebra.name(name)
        if value is None:
            raise Unable("“{name}” is not known here.", self._algebra.lang, name=name[:40])
        return value

    def _call(self, name: str) -> Any:
        power = None
        if self._sees("^"):  # sin²(x)
            self._take()
            power = self._expression(_POWER)
        if self._sees("("):
            self._take()
            values = [self._expression(0)]
            while self._sees(",", ";"):
                self._take()
                values.append(self._expression(0))
            self._close(")")
        else:
            values = [self._expression(_PRODUCT, functions=False)]
        least, most = FUNCTIONS[name]
        if not least <= len(values) <= most:
            raise Unable("{name} does not take {count} values.", self._algebra.lang, name=name, count=len(values))
        value = self._algebra.combined("^", *values) if name == "pow" else self._algebra.called(name, values)
        return value if power is None else self._algebra.combined("^", value, power)


_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "of": _PRODUCT, "": _IMPLICIT, "^": _POWER}
_BINDING |= {"mod": _PRODUCT, "!": _POSTFIX, "%": _POSTFIX}
