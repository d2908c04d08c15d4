"""Whether a text says a formula that is asked for, in whatever form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from ..key import Key
from .plain import tidy
from .points import value_at
from .spoken import in_words
from .values import in_digits
from .verdict import CLEAN, Verdict, squeezed

LONGEST = 200  # signs of a formula
POINTS = (0.37, 1.71, 2.93)  # where two formulas that are equal everywhere are equal
_FORMULA = re.compile(
    r"[-+]?\s?[A-Za-z0-9π∞√(\[{][A-Za-z0-9π√.,+\-*/^×·÷()\[\]{}!| \n]*[A-Za-z0-9π√)\]}²³]|[A-Za-z0-9]"
)
_SIDES = re.compile(r"[=≈→≡;]|(?<=[^\d])[.:!?](?:\s|$)|\n\s*\n|\b(?:is|è|equals)\b")
_VARIABLE = re.compile(r"[A-Za-z]")
_NAMES = re.compile(r"(?<![A-Za-z])(?:sin|sen|cos|tan|cot|exp|ln|log|sqrt|pi|abs|asin|acos|atan)(?![A-Za-z])")
_CONNECTORS = re.compile(r"^(?:[aeio]\s+)+|(?:[\s,]+[aeio])+$")
_SHORT_WORDS = re.compile(  # in prose, and no products there
    "a[mnst]|b[ey]|do|go|h[eo]|i[fnst]|m[ey]|no|o[fnr]|s[ou]|to|u[ps]|we|a[dl]|d[aiu]|fa|ha|i[lo]|l[aeio]|m[ai]|ne|s[ei]|t[eiu]"
    "|un|v[ai]",
    re.IGNORECASE,
)
_SUM_IN_BRACKETS = re.compile(r"\([^()]*[^()][-+][^()]*\)")
_FACTOR = re.compile(r"\([^()]*\)(?:\^\(?-?\d+\)?)?|[A-Za-z0-9]+(?=\()")


def says_formula(text: str, key: Key) -> Verdict:
    text = re.sub(r"π(?=[A-Za-z])", "π ", text)  # 2πr
    for answer in (key.answer, *key.accepted):
        if found := says_expression(text, answer.split("=")[-1], key.asked):
            return Verdict(True, "formula", found)
    return CLEAN


def says_expression(text: str, answer: str, asked: str) -> str:
    """The formula in ``text`` that is ``answer``; empty where there is none. One of the task may be said again."""
    goal = goal_of_formula(answer, asked)
    for piece in _pieces(text, goal):
        if goal.letters and not any(letter in piece for letter in goal.letters):
            continue
        bare = squeezed(piece)
        if bare in goal.asked and bare != goal.bare:
            continue
        if _equal(piece, goal) and (goal.shape(piece) not in goal.shapes or _terms(piece) == _terms(goal.formula)):
            return piece
    return ""


class Goal:
    """A formula that is asked for: what it comes to at some points, and whether the task shows an equal one."""

    def __init__(self, answer: str, asked: str) -> None:
        self.formula = tidy(answer).strip()
        self.bare = squeezed(self.formula)
        self.letters = tuple(sorted(set(_VARIABLE.findall(_NAMES.sub("", self.formula)))))
        self.points = [{letter: shift + 0.613 * place for place, letter in enumerate(self.letters)} for shift in POINTS]
        self.near = re.compile(rf"(?<![^\W\d_{''.join(self.letters)}])[{''.join(self.letters) or '0-9'}]")
        self.values = [value_at(self.formula, point) for point in self.points]
        task = tidy(asked)
        self.asked = squeezed(task)
        self.factored = len(_parted(plain := _plain(self.formula))) == 1 and bool(_SUM_IN_BRACKETS.search(plain))
        self.shapes = {self.shape(each) for each in _pieces(task, self) if _equal(each, self)}

    def shape(self, formula: str) -> object:
        """What it is a sum, or a product, of: the task's own shape is no answer, in whatever order or words."""
        plain = _plain(formula)
        parts = _parted(plain)
        kind = "sum" if len(parts) > 1 else "product"
        factors = _FACTORS.findall(plain) if kind == "product" else []
        if "".join(factors) == re.sub(r"[*/]|^-", "", plain):
            parts = [base for factor in factors for base in _repeated(factor)]
        return kind, tuple(sorted(filter(None, (self._value(each, kind) for each in parts))))

    def _value(self, part: str, kind: str) -> tuple[float, ...]:
        """A part at some points; of a factor only how it changes from one to the other, and nothing of a number."""
        values = [value_at(part, point) for point in self.points]
        known = [each for each in values if each is not None]
        if len(known) < len(values) or (kind == "product" and not known[0]):
            return (0.0,)
        if kind == "product":
            known = [each / known[0] for each in known]
        return () if kind == "product" and len(set(known)) == 1 else tuple(float(f"{each:.6g}") for each in known)


@lru_cache(maxsize=256)
def goal_of_formula(answer: str, asked: str) -> Goal:
    return Goal(answer, asked)


def _pieces(text: str, goal: Goal) -> Iterator[str]:
    """What may be a formula in ``text``: runs of signs, and the sides of an equation in them."""
    seen: set[str] = set()
    for whole in dict.fromkeys((text, in_digits(text), *in_words(text, goal.letters))):
        for piece in formulas_in(whole, goal):
            if piece not in seen:
                seen.add(piece)
                yield piece


def formulas_in(text: str, goal: Goal) -> Iterator[str]:
    """The runs of signs in ``text`` that may be formulas with the letters of ``goal``."""
    for side in _SIDES.split(text):
        for found in _FORMULA.finditer(side) if goal.near.search(side) else ():
            yield from (piece for piece in _trimmed(found[0], goal) if 0 < len(piece) <= LONGEST)


def _trimmed(run: str, goal: Goal) -> Iterator[str]:
    """``run`` without the words that stand around a formula, and without “e” and “a” at its ends."""
    known = set(goal.letters) | {"e", "i"}

    def fits(token: str) -> bool:
        names = re.findall(r"[A-Za-z]+", _NAMES.sub("", token))
        formal = len(token) < 2 or bool(re.search(r"[^A-Za-z.,]", token)) or token in goal.formula or token == "pi"
        return formal and all(set(name) <= known for name in names)

    kept: list[str] = []
    tokens = _products_apart(run.split(), goal.letters)
    for token in [*tokens, ""]:
        if token and fits(token.rstrip(".,") or token):
            kept.append(token)
            if not (token.endswith(",") and _is_closed(" ".join(kept))):  # “2 pi r, you see”, but max(x, y)
                continue
        piece = " ".join(kept).strip(" ,.'")
        kept = []
        for each in dict.fromkeys((piece, _CONNECTORS.sub("", piece), _closed(piece), re.sub(r"^[-+] ", "", piece))):
            if each:
                yield each


def _products_apart(tokens: Sequence[str], letters: Collection[str]) -> Iterator[str]:
    """``tokens``, where one that is a product of the formula's ``letters`` is taken apart: m, g and h for mgh.

    A short word is one only at the end, where “F = ma” stands, and neither “at the top” nor “a river, ma è” do.
    """
    for place, token in enumerate(tokens, 1):
        name = token.rstrip(".,")
        is_product = 1 < len(name) == len(set(name)) and all(letter in letters for letter in name)
        if is_product and any(map(_SHORT_WORDS.fullmatch, (name, name[::-1]))):  # be it read backwards
            is_product = place == len(tokens) and not (place > 1 and tokens[place - 2].endswith(","))
        if is_product:
            yield from name[:-1]
            yield token[len(name) - 1 :]
        else:
            yield token


def _is_closed(piece: str) -> bool:
    return all(piece.count(opening) <= piece.count(closing) for opening, closing in ("()", "[]", "{}"))


def _closed(piece: str) -> str:
    """``piece`` without a bracket too many at its end or beginning, as in a sentence in brackets."""
    extra = piece.count(")") - piece.count("(")
    if extra > 0 and piece.endswith(")" * extra):
        return piece[: len(piece) - extra]
    return piece[-extra:] if extra < 0 and piece.startswith("(" * -extra) else piece


def _equal(piece: str, goal: Goal) -> bool:
    if goal.letters and not any(letter in piece for letter in goal.letters):
        return False
    for point, wanted in zip(goal.points, goal.values, strict=True):
        value = value_at(piece, point)
        if value is None or wanted is None or abs(value - wanted) > 1e-7 * max(1.0, abs(wanted)):
            return False
    return True


def _terms(formula: str) -> Sequence[str]:
    """The terms of a sum, or the factors of a product, in an order of their own.

    So 1 + x is x + 1, and (x+1)(x+2) is (x+2)(x+1), but (x+1)² is not x²+2x+1.
    """
    plain = _plain(formula).replace("*", "")
    factors = _FACTOR.findall(plain)
    if "".join(factors) == plain and len(factors) > 1:
        return sorted("".join(_summands(factor)) for factor in factors)
    return _summands(plain)


def _summands(plain: str) -> list[str]:
    return sorted(term.lstrip("+") for term in re.findall(r"[+-]?[^+-]+", re.sub(r"[()]", "", plain)))


def _plain(formula: str) -> str:
    return squeezed(formula.replace("**", "^").replace("*", "·")).translate(str.maketrans("·×÷:[]{}", "**//()()"))


_FACTORS = re.compile(r"\([^()]*\)(?:\^\(?\d\)?)?|[a-z](?:\^\(?\d\)?)?|\d+(?:[.,]\d+)?")


def _repeated(factor: str) -> list[str]:
    """(x+2)^2 as x+2 twice."""
    found = re.fullmatch(r"(.+)\^\(?(\d)\)?", factor)
    return [found[1]] * int(found[2]) if found else [factor]


def _parted(plain: str) -> list[str]:
    """The terms of a sum, with their signs."""
    parts, depth = [""], 0
    for place, sign in enumerate(plain):
        depth += (sign == "(") - (sign == ")")
        if sign in "+-" and depth == 0 and place and plain[place - 1] not in "*/^+-(":
            parts.append("")
        parts[-1] += sign
    return parts
