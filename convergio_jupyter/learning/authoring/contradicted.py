"""Whether a key says something else than its own task, or than the solution in words."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from ...core.i18n import Unable
from ...mathematics.letters import GREEK, letter_of, with_digits
from ..answers import check_answer
from ..answers.measures import Measure
from ..answers.numbers import goal_of
from ..answers.wordings import unit_named
from ..guard.values import mentions, numbered
from ..key import Key, KeyFault
from ..lesson.reading import Cell, Exercise, Lesson
from .findings import Finding, advice, fault

_READ = ("", "intro", "worked", "task")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_NAMES_A_UNIT = re.compile(r"(?=\b(?:how many|quant[ie]|in)\s)", re.IGNORECASE)
_NO_UNIT = re.compile(r"in (?:second|[A-Z])\b(?!\s*[/·*^])")  # the second gear, and the point A
_MARKS = re.compile(r"[`$*_]")
_TURNS = unit_named("how many radians")  # on a thermometer, too, one counts degrees
_ENDS_WITH = re.compile(  # of x^2 = 9 nobody says that x is 9
    r"(?:^|(?<=[\s(:,;]))(?:[^\W\d]\w*|\d[\d .,:/*·×+÷()%^-]*)\s*=\s*(?P<number>[-+]?\d[\d.,/]*)\s*"
    r"(?P<unit>[^\d\s=.,;]\S*)?\s*[.!]?\s*$"
)
_BESIDE = re.compile(r"\s*[^\s.,;:!?)]+")  # a unit behind its number
_ONLY = re.compile(r"\b(?:only|just|solo|soltanto|solamente)\b(?P<said>[^.;:!?\n]*(?:\.\d[^.;:!?\n]*)*)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])[-+−]?\d+(?:[.,]\d+)?(?!\w)")
_LETTER = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"```.*?```|`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
_NO_LETTERS = re.compile(
    r"π|(?<![^\W\d_])(?:a?(?:sin|cos|tan|sec|csc|cot)h?|arc(?:sin|cos|tan)|sen|tg|sqrt|cbrt|root|exp|log|ln|lg|abs|min|max|floor|ceil"
    r"|round|factorial|pi|[eEi]|oo|inf)(?![^\W\d_])|\\(?!(?:" + "|".join(GREEK.values()) + r")\b)[a-z]+",
)


def contradicted(lesson: Lesson, exercise: Exercise, key: Key) -> Iterator[Finding]:
    """What the cells of an exercise, and those that learners read before it, hold against its key."""
    answer = exercise.answer
    if answer is None:
        return
    yield from unit_asked(key, answer, key.asked)
    yield from _letters(lesson, key, answer)
    for cell in exercise.of("solution"):
        yield from _last_equation(key, cell) if key.kind == "number" else ()
        yield from _only_some(key, cell) if key.kind == "set" else ()


def unit_asked(key: Key, cell: Cell, asked: str) -> Iterator[Finding]:
    """Whether the task names one unit for its answer, and the key has another."""
    wanted, has = _wanted(asked), _has(key)
    if wanted is None or has is None or _unit_of(wanted) == _unit_of(has):
        return
    unit = key.unit or key.answer
    if wanted.dimension == has.dimension:
        yield advice(
            "other_unit", "The task asks for another unit than “{unit}”, which the key has.",
            "If the number of the key is in the unit of the task, write that one beside it.", cell, unit=unit[:40],
        )  # fmt: skip
    elif _TURNS is None or wanted.dimension != _TURNS.dimension:
        yield fault(
            "other_unit", "The key has “{unit}”, and the task asks for a unit of another kind: who answers as asked"
            " would be wrong.", "Mend the unit in the key, or what the task asks for.", cell, unit=unit[:40],
        )  # fmt: skip


def _wanted(asked: str) -> Measure | None:
    """The unit that the last question of a task names; None where it names none, or all of them name several."""
    sentences = _SENTENCE.split(_MARKS.sub("", asked))
    found = [[*_units_in(each)] for each in sentences if each.rstrip().endswith("?")]
    return found[-1][0] if found and found[-1] and len({_unit_of(each) for each in chain(*found)}) == 1 else None


def _units_in(question: str) -> Iterator[Measure]:
    for each in _NAMES_A_UNIT.split(question):
        if not _NO_UNIT.match(each) and (unit := unit_named(each)) is not None:
            yield unit


def _unit_of(measure: Measure) -> tuple[object, ...]:
    return measure.size, measure.zero, measure.dimension


def _has(key: Key) -> Measure | None:
    """The unit of a key; None where it has none, or a word."""
    if key.kind != "number" or key.unit.strip() == "%":
        return None
    with contextlib.suppress(KeyFault, Unable):  # said of the key itself
        found = goal_of(key.answer, key).measure
        return found if found.marked else None
    return None


def _letters(lesson: Lesson, key: Key, answer: Cell) -> Iterator[Finding]:
    """Letters of a formula that nobody has read before they are to write them."""
    if key.kind != "expression":
        return
    shown = "\n".join(cell.source for cell in lesson.cells if cell.role in _READ and cell.number <= answer.number)
    unknown = [each for each in _named(key.answer) if not _is_shown(each, f"{shown}\n{key.asked}")]
    if unknown:
        yield advice(
            "unknown_letter", "The key has “{letters}”, which the task does not show: who takes another letter would be"
            " wrong.", "Say in the task which letters a formula is to have, or mend the key.", answer,
            letters=", ".join(unknown)[:80],
        )  # fmt: skip


def _named(expression: str) -> list[str]:
    """The letters of an expression; of an equation, without what it is for: y = …, and x beside it."""
    own = {"x", "y"} if "=" in expression else set()
    left, sign, right = expression.partition("=")
    text = right if sign and _LETTER.fullmatch(left.strip()) else expression
    return list(dict.fromkeys(each for each in _LETTER.findall(_NO_LETTERS.sub(" ", text)) if each not in own))


def _is_shown(name: str, text: str) -> bool:
    """Whether a text shows ``name``, or, as at is a times t, all of its letters."""
    text = with_digits(text)
    forms = {name, letter_of(name) or name, GREEK.get(name, name)}
    code = " ".join(_CODE.findall(text))
    if any(re.search(rf"(?<![^\W\d_]){re.escape(form)}(?![^\W\d_])", text) or form in code for form in forms):
        return True
    return len(name) > 1 and name not in GREEK.values() and all(_is_shown(letter, text) for letter in name)


def _last_equation(key: Key, cell: Cell) -> Iterator[Finding]:
    """A solution in words that ends with an equation, and nowhere says what the key has."""
    text = _MARKS.sub("", cell.source).replace("{,}", ",").replace("−", "-").strip()
    found = _ENDS_WITH.search(text)
    if found is None or _says(key, text):
        return
    value = f"{found['number'].rstrip('.,')} {found['unit'] or ''}".strip(" .")
    yield advice(
        "solution_in_words",
        "The solution in words ends with “{value}”, and nowhere says what the key has: “{answer}”.",
        "Mend one of them.", cell, value=value[:40], answer=f"{key.answer} {key.unit}".strip()[:80],
    )  # fmt: skip


def _says(key: Key, text: str) -> bool:
    """Whether a text says the number of a key, in digits or words, in whatever unit, or rounded."""
    spoken = numbered(text)
    with contextlib.suppress(KeyFault):  # said of the key itself
        for each in mentions(spoken):
            number = str(each.value) if each.way != "number" else spoken[each.begin : each.end]
            beside = _BESIDE.match(spoken, each.end)
            forms = {number, f"{number} {key.unit}", f"{number} {beside[0] if beside else ''}", str(each.value)}
            if any(check_answer(form.strip(), key).reason not in ("wrong", "unit", "unreadable") for form in forms):
                return True
        return False
    return True


def _only_some(key: Key, cell: Cell) -> Iterator[Finding]:
    """A solution in words that says “only 2 and 3” beside a key of 2, 3 and more."""
    wanted = {_value(each) for each in _NUMBER.findall(key.answer)}
    said = {each.value for each in mentions(numbered(cell.source))}
    for found in _ONLY.finditer(numbered(_MARKS.sub("", cell.source))):
        named = {_value(each) for each in _NUMBER.findall(found["said"])}
        if len(named) > 1 and named < wanted and not (wanted - named) & said:
            yield advice(
                "solution_in_words", "The solution in words says “{value}”, and the key has more: “{answer}”.",
                "Mend one of them.", cell, value=found[0].strip()[:80], answer=key.answer[:80],
            )  # fmt: skip


def _value(number: str) -> Fraction:
    return Fraction(number.replace(",", ".").replace("−", "-"))
