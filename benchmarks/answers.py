"""How often the answer checker agrees with sympy, what hostile answers do to it, and how long a learner waits.

Each pair is made as values of sympy, and written down in one of many ways beside it. Sympy judges the values and never
sees the text; the checker judges the text and never sees the values.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import sympy as sp
from common import Bars, bar, note, percentile, show

from convergio_jupyter.learning.answers import check_answer
from convergio_jupyter.learning.key import Key
from tests.learning.hostile import HOSTILE

SEED = 20261126
PAIRS = {"number": 400, "expression": 300, "set": 200, "interval": 300}
HANGS = 12.0  # seconds: what waiting for a process, and for it to be stopped, may take at most
ANSWERS = {"number": "7", "expression": "2x + 1", "set": "{1, 2}", "interval": "[0, 3)", "text": "Rome"}
UNITS = {
    **{"m": (1, "L"), "km": (1000, "L"), "cm": (sp.Rational(1, 100), "L"), "g": (sp.Rational(1, 1000), "M")},
    **{"kg": (1, "M"), "t": (1000, "M"), "s": (1, "T"), "min": (60, "T"), "h": (3600, "T"), "m/s": (1, "V")},
    **{"km/h": (sp.Rational(5, 18), "V"), "m^2": (1, "A"), "ha": (10_000, "A"), "cm^2": (sp.Rational(1, 10_000), "A")},
}
X, Y = sp.symbols("x y", real=True)


class Pair(NamedTuple):
    """An answer and a key as texts, and whether sympy says that they mean the same."""

    given: str
    key: Key
    same: bool


class Term(NamedTuple):
    """A value, and one way to write it."""

    value: Any
    text: str


def measure() -> Bars:
    dice = random.Random(SEED)
    makers = {"number": _number, "expression": _expression, "set": _set, "interval": _interval}
    bars: Bars = {}
    agreed = total = 0
    waited: dict[str, list[float]] = {}
    for kind, count in PAIRS.items():
        pairs = [makers[kind](dice) for _ in range(count)]
        check_answer(pairs[0].given, pairs[0].key)  # the other process may have to start
        found = [_judged(pair, waited.setdefault(kind, [])) for pair in pairs]
        agreed, total = agreed + sum(found), total + count
        right = sum(pair.same for pair in pairs)
        bars[f"answers: agreement with sympy, {kind}"] = bar(
            100 * sum(found) / count, 99, "%", how=f"{count} pairs, {right} of them right", at_least=True
        )
    bars["answers: agreement with sympy"] = bar(
        100 * agreed / total, 99, "%", how=f"{total} pairs made with seed {SEED}", at_least=True
    )
    for kind, times in waited.items():
        how = f"{len(times)} answers, sympy already loaded"
        limit = 5 if kind == "number" else None
        bars[f"answers: {kind}, p50"] = bar(statistics.median(times), limit, "ms", how=how)
        bars[f"answers: {kind}, p99"] = bar(percentile(times, 0.99), None, "ms", how=how)
    return bars | _hostile()


def _judged(pair: Pair, times: list[float]) -> bool:
    start = time.perf_counter()
    found = check_answer(pair.given, pair.key)
    times.append(1000 * (time.perf_counter() - start))
    if found.correct != pair.same:
        note(
            f"{pair.key.kind}: {pair.given!r} for {pair.key.answer!r} {pair.key.unit}: {found.reason}, not {pair.same}"
        )
    return found.correct == pair.same


def _hostile() -> Bars:
    hung = passed = ran = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        for text in HOSTILE:
            for kind, answer in ANSWERS.items():
                start = time.monotonic()
                try:
                    passed += check_answer(text.replace("{trace}", str(trace)), Key(kind, answer)).correct
                except Exception as error:
                    note(f"{kind}: {text[:60]!a}: {error!r}")
                    passed += 1
                slowest = max(slowest, time.monotonic() - start)
                hung += time.monotonic() - start > HANGS
                ran += trace.exists()
    how = f"{len(set(HOSTILE))} texts, each as {len(ANSWERS)} kinds of answer"
    return {
        "answers: hostile ones that hang or run": bar(hung + ran, 0, "", how=how),
        "answers: hostile ones that pass or raise": bar(passed, 0, "", how=how),
        "answers: slowest hostile one": bar(slowest, HANGS, "s", how=how),
    }


def _pair(kind: str, given: Term, right: Term, same: bool | None = None, **more: Any) -> Pair:
    agree = _equal(given.value, right.value) if same is None else same
    return Pair(given.text, Key(kind, right.text, **more), agree)


def _equal(a: Any, b: Any) -> bool:
    difference = sp.simplify(a - b)
    return bool(difference == 0 or difference.equals(0))


def _number(dice: random.Random) -> Pair:
    kind = dice.choice([_rational_pair, _rational_pair, _surd_pair, _unit_pair, _constant_pair])
    return kind(dice)


def _rational_pair(dice: random.Random) -> Pair:
    value = _rational(dice)
    other = value if dice.random() < 0.5 else _near(dice, value)
    return _pair("number", _written(dice, other), _written(dice, value, commas=False))


def _rational(dice: random.Random) -> Any:
    return sp.Rational(dice.randint(-400, 400), dice.choice([1, 1, 2, 3, 4, 5, 7, 8, 10, 20, 100, 125]))


def _near(dice: random.Random, value: Any) -> Any:
    changes: list[Callable[[Any], Any]] = [
        lambda v: -v, lambda v: v + 1, lambda v: v * 10, lambda v: v + sp.Rational(1, 1000), lambda v: v / 2,
        lambda v: 1 / v if v else v, lambda v: v * sp.Rational(1001, 1000), lambda v: v,
    ]  # fmt: skip
    return dice.choice(changes)(value)


def _written(dice: random.Random, value: Any, commas: bool = True) -> Term:
    """A rational number in one of the ways in which people write it; a key's author avoids what can be read in two."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(size.p, size.q)
    factor = dice.randint(2, 9)
    ways = [f"{sign}{size.p}/{size.q}", f"{sign}{size.p * factor}/{size.q * factor}", f"{sign}({size.p} ÷ {size.q})"]
    ways.append(f"{sign}{whole} {rest}/{size.q}" if whole and rest else f"{sign}{size.p} : {size.q}")
    decimals = next((n for n in range(7) if (size * 10**n).q == 1), None)
    if decimals is not None:
        digits = str(int(size * 10**decimals)).rjust(decimals + 1, "0")
        point = dice.choice(".,") if commas else "."
        plain = f"{digits[:-decimals]}{point}{digits[-decimals:]}" if decimals else digits
        ways += [sign + plain] * 3
        ways += [f"{sign}{digits}e-{decimals}", f"{sign}{digits}·10^(-{decimals})", f"x = {sign}{plain}"]
        ways += [f"{sign}{int(size * 10**decimals * 100)}e-{decimals} %", f"−{plain}" if sign else f"+{plain}"]
    return Term(value, dice.choice(ways))


def _surd_pair(dice: random.Random) -> Pair:
    """a + b√c, and what rationalising, squaring under the root, or an error makes of it."""
    a, b, c = dice.randint(-9, 9), dice.choice([-3, -2, -1, 1, 2, 3, 5]), dice.choice([2, 3, 5, 6, 7, 10])
    value = a + b * sp.sqrt(c)
    key = Term(value, f"{a} + {b}√{c}" if b > 0 else f"{a} - {-b}*sqrt({c})")
    sign = "+" if b > 0 else "-"
    same = [
        Term(a + sp.sign(b) * sp.sqrt(b * b * c), f"{a} {sign} √({b * b * c})"),
        Term(a + b * sp.Integer(c) ** sp.Rational(1, 2), f"{b}*{c}^(1/2) + {a}"),
        Term((a * a - b * b * c) / (a - b * sp.sqrt(c)), f"({a * a - b * b * c})/({a} - ({b})√{c})"),
        Term(sp.sqrt(value**2) * sp.sign(value), f"{'-' if value < 0 else ''}√(({a} + ({b})√{c})²)"),
    ]
    wrong = [
        Term(a - b * sp.sqrt(c), f"{a} - ({b})√{c}"), Term((a + b) * sp.sqrt(c), f"{a + b}√{c}"),
        Term(a + b * sp.sqrt(c + 1), f"{a} + ({b})√{c + 1}"), Term(a + b * sp.Integer(c), f"{a} + ({b})*{c}"),
    ]  # fmt: skip
    return _pair("number", dice.choice(same if dice.random() < 0.5 else wrong), key)


def _constant_pair(dice: random.Random) -> Pair:
    p, q = dice.randint(1, 9), dice.randint(1, 9)
    terms = [
        Term(p * sp.pi / q, f"{p}π/{q}"), Term(sp.pi * p / q, f"pi*{p}/{q}"), Term(sp.pi * q / p, f"{q}π/{p}"),
        Term(sp.Rational(p, q), f"ln(e^{p})/{q}"), Term(sp.Rational(p, q), f"{p}·sin(π/2)/{q}"),
        Term(sp.log(p * q), f"ln({p * q})"), Term(sp.log(p) + sp.log(q), f"ln({p}) + ln {q}"),
        Term(sp.E**p, f"e^{p}"), Term(sp.exp(p), f"exp({p})"), Term(sp.factorial(p), f"{p}!"),
        Term(sp.Integer(2) ** sp.Rational(p, q), f"2^({p}/{q})"), Term(sp.root(2**p, q), f"root({2**p}, {q})"),
        Term(sp.tan(sp.pi / 3), "tan(π/3)"), Term(sp.sqrt(3), "√3"), Term(sp.cos(sp.pi * p / q), f"cos({p}π/{q})"),
    ]  # fmt: skip
    key = dice.choice(terms)
    alike = [each for each in terms if _equal(each.value, key.value)]
    return _pair("number", dice.choice(alike if dice.random() < 0.5 else terms), key)


def _unit_pair(dice: random.Random) -> Pair:
    unit = dice.choice(list(UNITS))
    size, kind = UNITS[unit]
    value = sp.Rational(dice.randint(1, 400), dice.choice([1, 2, 4, 5, 10]))
    other_unit = dice.choice([each for each in UNITS if UNITS[each][1] == kind] if dice.random() < 0.8 else list(UNITS))
    other_size, other_kind = UNITS[other_unit]
    number = value * size / other_size if dice.random() < 0.6 else _near(dice, value)
    text = f"{number.p}/{number.q}" if number.q > 1 else str(number)
    same = kind == other_kind and number * other_size == value * size
    return _pair("number", Term(None, f"{text} {other_unit}"), Term(None, str(value)), same, unit=unit)


def _expression(dice: random.Random) -> Pair:
    if dice.random() < 0.3:
        return _identity(dice)
    key = _tree(dice, 3)
    if dice.random() < 0.5:
        rewrite = dice.choice([sp.expand, sp.factor, sp.together, sp.simplify, lambda v: sp.expand(v) + 0])
        value = rewrite(key.value)
        given = Term(value, _printed(value))
    else:
        given = _mutated(dice, key)
    return _pair("expression", given, key)


def _tree(dice: random.Random, depth: int) -> Term:
    if depth == 0 or dice.random() < 0.15:
        letter = dice.choice([Term(X, "x"), Term(X, "x"), Term(Y, "y")])
        number = dice.randint(1, 9)
        return dice.choice([letter, letter, Term(sp.Integer(number), str(number))])
    left, right = _tree(dice, depth - 1), _tree(dice, depth - 1)
    ways = [
        Term(left.value + right.value, f"{left.text} + {right.text}"),
        Term(left.value - right.value, f"{left.text} - ({right.text})"),
        Term(left.value * right.value, f"({left.text})({right.text})"),
        Term(left.value * right.value, f"({left.text})·({right.text})"),
        Term(left.value**2, f"({left.text})²"),
        Term(left.value**3, f"({left.text})^3"),
        Term(left.value / (right.value**2 + 1), f"({left.text})/(({right.text})^2 + 1)"),
    ]
    return dice.choice(ways)


def _mutated(dice: random.Random, key: Term) -> Term:
    change = dice.choice([(0, 1), (0, X), (1, 0), (2, 0), (3, 0), (0, Y)])
    if change[0] == 0:
        return Term(key.value + change[1], f"{key.text} + {change[1]}")
    if change[0] == 1:
        return Term(-key.value, f"-({key.text})")
    if change[0] == 2:
        return Term(2 * key.value, f"2({key.text})")
    return Term(key.value.subs(X, X + 1), _printed(key.value.subs(X, X + 1)))


def _identity(dice: random.Random) -> Pair:
    """Both sides of what holds for real numbers, mixed with the sides of others."""
    n = dice.randint(2, 6)
    power_sum = Term(sum(X**k for k in range(n)), "+".join(f"x^{k}" for k in range(n)))
    sine, cosine, e = sp.sin(X), sp.cos(X), sp.exp(X)
    groups = [
        [Term(sine**2, "sin²(x)"), Term(1 - cosine**2, "1 - cos(x)^2"), Term((1 - sp.cos(2 * X)) / 2, "(1-cos 2x)/2")],
        [Term(sp.sin(2 * X), "sin 2x"), Term(2 * sine * cosine, "2 sin x cos x")],
        [Term(sp.exp(n * X), f"e^({n}x)"), Term(e**n, f"(e^x)^{n}"), Term(e * e ** (n - 1), f"e^x e^({n - 1}x)")],
        [Term(sp.sqrt(X**2), "√(x²)"), Term(sp.Abs(X), "|x|")],
        [Term(X**n / n, f"x^{n}/{n}"), Term(sp.Rational(1, n) * X**n, f"1/{n} x^{n}")],
        [Term(sp.tan(X), "tan x"), Term(sine / cosine, "sin(x)/cos(x)"), Term(sine / cosine, "sen x / cos x")],
        [Term((X**n - 1) / (X - 1), f"(x^{n}-1)/(x-1)"), power_sum],
        [Term(sp.cosh(X) ** 2 - sp.sinh(X) ** 2 + X, "cosh(x)^2 - sinh(x)^2 + x"), Term(X + 1, "x+1")],
        [Term(X, "x"), Term(2 * X / 2, "2x/2"), Term(sp.cbrt(8) * X / 2, "cbrt(8)x/2")],
    ]
    key = dice.choice(dice.choice(groups))
    same = next(group for group in groups if key in group)
    other = same if dice.random() < 0.6 else dice.choice(groups)
    return _pair("expression", dice.choice(other), key)


def _printed(value: Any) -> str:
    return str(value).replace("**", "^")


def _set(dice: random.Random) -> Pair:
    values = [_rational(dice) for _ in range(dice.randint(0, 5))]
    given = list(values)
    if dice.random() < 0.5 and given:
        place = dice.randrange(len(given))
        dice.choice(
            [lambda: given.pop(place), lambda: given.append(_rational(dice)), lambda: _change(dice, given, place)]
        )()
    same = sp.FiniteSet(*given) == sp.FiniteSet(*values)
    given += dice.sample(given, k=min(len(given), dice.randint(0, 2)))
    dice.shuffle(given)
    return _pair("set", Term(None, _listed(dice, given)), Term(None, _listed(dice, values)), same)


def _change(dice: random.Random, values: list[Any], place: int) -> None:
    values[place] = _near(dice, values[place])


def _listed(dice: random.Random, values: list[Any]) -> str:
    texts = [f"{each.p}/{each.q}" if dice.random() < 0.5 else _simple(dice, each) for each in values]
    if not texts:
        return dice.choice(["∅", "{}", "{ }", "no solution", "nessuna soluzione"])
    if len(texts) > 1 and any("," in each for each in texts):
        return "{" + "; ".join(texts) + "}"
    texts = [each.replace(",", ".") for each in texts]
    if dice.random() < 0.3:
        return dice.choice([" or ", " and ", " e ", " oppure "]).join(f"x = {each}" for each in texts)
    line = dice.choice([", ", "; ", ","]).join(texts)
    return dice.choice(["{%s}", "{ %s }", "S = {%s}", "%s"]) % line


def _simple(dice: random.Random, value: Any) -> str:
    text = str(value.p) if value.q == 1 else f"{float(value)!r}" if value.q in (2, 4, 5, 10, 20, 100) else str(value)
    return text.replace(".", ",") if dice.random() < 0.2 else text


def _interval(dice: random.Random) -> Pair:
    parts = [_part(dice) for _ in range(dice.choice([1, 1, 1, 2, 2, 3]))]
    other = list(parts)
    if dice.random() < 0.5:
        place = dice.randrange(len(other))
        other[place] = dice.choice([_part, lambda d: _turned(d, other[place])])(dice)
    dice.shuffle(other)
    same = sp.Union(*other) == sp.Union(*parts)
    texts = [" ∪ ".join(_marked(dice, each) for each in other), " ∪ ".join(_marked(dice, each) for each in parts)]
    if all(each.is_Interval for each in other) and dice.random() < 0.4:
        texts[0] = dice.choice([" or ", " oppure ", " o "]).join(_inequality(dice, each) for each in other)
    return _pair("interval", Term(None, texts[0]), Term(None, texts[1]), same)


def _part(dice: random.Random) -> Any:
    low = sp.Rational(dice.randint(-12, 12), dice.choice([1, 1, 2]))
    high = low + sp.Rational(dice.randint(1, 12), dice.choice([1, 1, 2]))
    if dice.random() < 0.25:
        low, high = dice.choice([(-sp.oo, high), (low, sp.oo)])
    return sp.Interval(low, high, dice.random() < 0.5, dice.random() < 0.5)


def _turned(dice: random.Random, part: Any) -> Any:
    return sp.Interval(part.start, part.end, not part.left_open, part.right_open)


def _marked(dice: random.Random, part: Any) -> str:
    low, high = (str(each).replace("oo", "∞") for each in (part.start, part.end))
    opening, closing = dice.choice(["()", "]["])
    opening = opening if part.left_open else "["
    closing = closing if part.right_open else "]"
    return f"{opening}{low}{dice.choice([', ', '; ', ','])}{high}{closing}"


def _inequality(dice: random.Random, part: Any) -> str:
    less = [dice.choice(["<"] if is_open else ["≤", "<="]) for is_open in (part.left_open, part.right_open)]
    if part.start == -sp.oo:
        return f"x {less[1]} {part.end}"
    if part.end == sp.oo:
        return dice.choice([f"{part.start} {less[0]} x", f"x {'>' if part.left_open else '≥'} {part.start}"])
    return f"{part.start} {less[0]} x {less[1]} {part.end}"


if __name__ == "__main__":
    show(measure)
