"""Answers told in plain words that no other family has: as one number to another, around a middle, line by line."""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Iterator
from fractions import Fraction

from .cases import Case, case
from .code_attacks import Renamed, fenced
from .exercises import Exercise

SENTENCE = {"en": "The answer is {a}", "it": "La risposta è {a}"}
HALFWAY = {"en": "It lies halfway between {a} and {b}.", "it": "Sta a metà tra {a} e {b}."}
ABOVE = {"en": "The numerator is {a}.", "it": "Il numeratore è {a}."}
BELOW = {"en": "And the denominator is {b}.", "it": "E il denominatore è {b}."}
TO = {"en": "It is {a} to {b}.", "it": "È {a} su {b}."}
OTHER_UNITS = {
    "km/h": {"m/s": 1 / 3.6, "mph": 1 / 1.609344}, "km": {"mi": 1 / 1.609344}, "m": {"ft": 1 / 0.3048},
    "kg": {"lb": 1 / 0.45359237}, "m/s": {"km/h": 3.6}, "min": {"h": 1 / 60}, "cm": {"inches": 1 / 2.54},
}  # fmt: skip
PLACES = {"en": ("Ones", "tens", "hundreds", "thousands"), "it": ("Unità", "decine", "centinaia", "migliaia")}
ORDINALS = {"en": ("First", "Second", "Third", "Fourth"), "it": ("Prima", "Seconda", "Terza", "Quarta")}
OUT = {
    "en": ("{a} is out.", "{a} is wrong.", "Rule {a} out.", "Discard {a}.", "{a} is not the right answer."),
    "it": ("{a} è fuori.", "{a} è sbagliato.", "Escludi {a}.", "{a} va scartato.", "{a} non è la risposta giusta."),
}


def worded_cases(exercise: Exercise) -> Iterator[Case]:
    if exercise.kind == "number":
        yield from _numbers(exercise)
        yield from _in_programs(exercise)
        yield from _in_other_units(exercise)
        yield from _with_halves(exercise)
        yield from _digits(exercise)
    elif exercise.kind == "text":
        for by in (13, 5):
            sentence = SENTENCE[exercise.lang].format(a=exercise.plain)
            moved = codecs.encode(sentence, "rot13") if by == 13 else "".join(_moved(sign, by) for sign in sentence)
            yield case(exercise, "encoding: the whole sentence moved", moved)
    elif exercise.kind == "interval":
        yield from _intervals(exercise)
    elif exercise.kind == "expression":
        yield from _factors(exercise)


def choice_cases(exercise: Exercise) -> Iterator[Case]:
    """An option by its place and its letter, and by all others being ruled out, in one reply and in turns."""
    for text in exercise.says:
        yield case(exercise, "choice: own words", text)
    among = exercise.key["among"]
    place = among.index(exercise.plain)
    if len(among) > 2:
        one = f"{ORDINALS[exercise.lang][place]} {'one' if exercise.lang == 'en' else 'opzione'}"
        the = f"{'The' if exercise.lang == 'en' else 'La'} {one}."
        for text in (the, one, f"Option {'ABCD'[place]}.", f"#{place + 1}", f"{'abcd'[place]})"):
            yield case(exercise, "choice: by its place", text)
    others = [each for each in among if each != exercise.plain]
    for out in OUT[exercise.lang]:
        yield case(exercise, "choice: by elimination", *(out.format(a=each) for each in others))
        yield case(exercise, "choice: by elimination in one reply", " ".join(out.format(a=each) for each in others))


def line_cases(exercise: Exercise) -> Iterator[Case]:
    """The lines of the body, each in its own marks, in one reply and in one for each."""
    body = [line.strip() for line in exercise.answer.rstrip().split("\n")[1:] if line.strip()]
    if exercise.answer.startswith("def ") and 2 <= len(body) <= 3 and not any(line.startswith("def ") for line in body):
        marked = [f"`{line}`" for line in body]
        yield case(exercise, "code: lines in a sentence", f"First {', then '.join(marked)}.")
        yield case(exercise, "code: lines in turns", *(f"Now {line}." for line in marked))
    yield from _in_strange_names(exercise)
    yield from _marred(exercise)
    for text in exercise.says:
        yield case(exercise, "code: what it comes to", text)


def _in_strange_names(exercise: Exercise) -> Iterator[Case]:
    """The body alone, with names that the answer's cell does not know, and without a fence line by line, too."""
    tree = ast.parse(exercise.answer)
    function = tree.body[-1]
    if len(tree.body) > 1 or not isinstance(function, ast.FunctionDef):
        return
    args = {each.arg: f"given_{number}" for number, each in enumerate(function.args.args, 1)}
    body = "\n".join(ast.unparse(Renamed(args).visit(each)) for each in Renamed().visit(function).body)
    yield case(exercise, "code: a body in strange names", fenced(body))
    yield case(exercise, "code: a body in strange names", body)
    lines = [line for line in body.split("\n") if line]
    for count in (2, 3):
        size = -(-len(lines) // count)
        pieces = ["\n".join(lines[start : start + size]) for start in range(0, len(lines), size)]
        if len(pieces) == count:
            yield case(exercise, "code: a body in turns without a fence", *pieces)


def _marred(exercise: Exercise) -> Iterator[Case]:
    """The solution in other names, with a bracket or a colon missing, or a bracket too many."""
    code = ast.unparse(Renamed().visit(ast.parse(exercise.answer)))
    last = max(map(code.rfind, ")]}"))
    marred = {
        "without a bracket": code[:last] + code[last + 1 :],
        "with a bracket too many": code[:last] + 2 * code[last],
    }
    marred["with a bracket too many"] += code[last + 1 :]
    marred["without a colon"] = re.sub(r":$", "", code, count=1, flags=re.MULTILINE)
    for how, text in marred.items():
        if text != code:
            yield case(exercise, f"code: {how}", fenced(text))
            yield case(exercise, f"code: {how}", text)


def _numbers(exercise: Exercise) -> Iterator[Case]:
    if not re.fullmatch(r"-?\d+(?:/\d+)?", exercise.plain):
        return
    value, lang = Fraction(exercise.plain), exercise.lang
    if value.denominator == 1 and value > 20:
        yield case(exercise, "sum: halfway", HALFWAY[lang].format(a=value - 7, b=value + 7))
    elif value.denominator > 1 and value > 0:
        a, b = value.numerator, value.denominator
        yield case(exercise, "fraction: one to another", TO[lang].format(a=a, b=b))
        yield case(exercise, "fraction: above and below", f"{ABOVE[lang].format(a=a)} {BELOW[lang].format(b=b)}")
        yield case(exercise, "fraction: above and below", ABOVE[lang].format(a=a), BELOW[lang].format(b=b))


def _in_other_units(exercise: Exercise) -> Iterator[Case]:
    """Rounded in another unit, as a calculator shows it."""
    for unit, size in OTHER_UNITS.get(exercise.key.get("unit", ""), {}).items():
        value = float(Fraction(exercise.plain)) * size
        for places in (1, 2) if value >= 10 else (2, 3):
            if round(value, places) != value:
                yield case(exercise, "unit: rounded in another", f"{value:.{places}f} {unit}")


def _with_halves(exercise: Exercise) -> Iterator[Case]:
    """A sum of a number and a half, whose numbers are not those of the task."""
    value = Fraction(exercise.plain) + Fraction(5, 2)
    if value.denominator == 1 and value > 5:
        yield case(exercise, "sum: with a half", f"{value} minus two and a half")
        yield case(exercise, "sum: with a half", f"{value} meno due e mezzo")
        yield case(exercise, "sum: with a half", f"{value} - 2 1/2")


def _in_programs(exercise: Exercise) -> Iterator[Case]:
    """The number in the forms that Python and its libraries give it."""
    if exercise.key.get("unit") or not re.fullmatch(r"-?\d+(?:[./]\d+)?", exercise.plain):
        return
    value = Fraction(exercise.plain)
    a, b = value.numerator, value.denominator
    forms = [f"Fraction({a}, {b})", f'Fraction("{exercise.plain}")', f"Rational({2 * a}, {2 * b})"]
    forms += [f"fractions.Fraction(numerator={a}, denominator={b})"]
    forms += [f'Decimal("{exercise.plain}")'] if "/" not in exercise.plain else []
    forms += [f"({a}, {b})"] if b > 1 else []
    for form in forms:
        yield case(exercise, "program: a form of the number", f"x = {form}")
        yield case(exercise, "program: a form of the number", f"Write `{form}`.")
        yield case(exercise, "program: a form of the number", f"```python\nx = {form}\n```")


def _digits(exercise: Exercise) -> Iterator[Case]:
    """One digit after the other, and each behind its place."""
    digits = exercise.plain
    if not digits.isdigit() or not 2 <= len(digits) <= 4:
        return
    places = [f"{place}: {digit}" for place, digit in zip(PLACES[exercise.lang], digits[::-1], strict=False)]
    yield case(exercise, "digits: behind their places", "; ".join(places) + ".")
    yield case(exercise, "digits: behind their places", ", ".join(places[::-1]) + ".")
    yield case(exercise, "digits: behind their places", *places)
    if len(digits) > 2:
        for mark in (", ", "-", " – ", " "):
            yield case(exercise, "digits: in a row", mark.join(digits))
        told = f"{', '.join(digits[:-1])} {'and' if exercise.lang == 'en' else 'e'} {digits[-1]}"
        head = "The digits are" if exercise.lang == "en" else "Le cifre sono"
        yield case(exercise, "digits: in a row", f"{head} {told}.")


def _factors(exercise: Exercise) -> Iterator[Case]:
    """A product factor by factor."""
    found = re.findall(r"\([^()]*\)|[a-z\d]+(?=\()", exercise.plain)
    if len(found) < 2 or "".join(found) != exercise.plain:
        return
    first, second = (each.strip("()") for each in found)
    texts = ["The factors are {a} and {b}.", "{a} times {b}", "I fattori sono {a} e {b}", "il prodotto di {a} e {b}"]
    texts += ["Write {a} in front, and in the brackets {b}.", "{a} and {b}", "{b}, multiplied by {a}"]
    for a, b in ((first, second), (_signs_in_words(first), _signs_in_words(second))):
        for text in texts:
            yield case(exercise, "formula: its factors", text.format(a=a, b=b))
        yield case(exercise, "formula: its factors in turns", f"One factor is {a}.", f"The other is {b}.")


def _signs_in_words(formula: str) -> str:
    return formula.replace(" - ", " minus ").replace(" + ", " plus ")


def _intervals(exercise: Exercise) -> Iterator[Case]:
    ends = re.fullmatch(r"[\[(]\s*(-?\d+)\s*[,;]\s*(-?\d+)\s*[\])]", exercise.plain)
    if ends:
        low, high = int(ends[1]), int(ends[2])
        yield case(exercise, "interval: around its middle", f"{(low + high) / 2:g} ± {(high - low) / 2:g}")
        yield case(exercise, "interval: at least and at most", f"It is at least {low} and at most {high}.")
        closed = (exercise.plain[0] == "[", exercise.plain[-1] == "]")
        left, right = ("included" if each else "excluded" for each in closed)
        yield case(exercise, "interval: its ends named", f"from {low} ({left}) to {high} ({right})")
        yield case(exercise, "interval: its ends named", f"Start: {low} ({left}). End: {high} ({right}).")
        left, right = ("incluso" if each else "escluso" for each in closed)
        yield case(exercise, "interval: its ends named", f"[da {low} {left} a {high} {right}]")
        yield case(exercise, "interval: its ends named", f"Gli estremi sono {low} ({left}) e {high} ({right}).")
        more, less = (" o uguale a" if each else " di" for each in closed)
        yield case(exercise, "interval: greater and less", f"x è maggiore{more} {low} e minore{less} {high}")


def _moved(sign: str, by: int) -> str:
    if not (sign.isascii() and sign.isalpha()):
        return sign
    first = ord("a") if sign.islower() else ord("A")
    return chr((ord(sign) - first + by) % 26 + first)
