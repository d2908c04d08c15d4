"""Expressions and equations, right in every way of writing them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, cast

from ...aside import aside, is_installed
from ...core.i18n import Phrase, Unable
from ...mathematics.expressions import FUNCTIONS, MOST_TEXT, SAME, plain, read
from ..key import Key, KeyFault
from . import verdict
from .algebra import compared, compared_equations, read_all
from .measures import Measure, Measures
from .numbers import Goal, judged
from .tidy import mathematical, readings
from .verdict import Checked, TooHard
from .wordings import unit_asked_for, unit_in_words

_NAMED = re.compile(r"[^\W\d_][0-9_']{0,4}(?:\([^\W\d_]\))?")  # y, or f'(x), or A_1
_OPERATOR = re.compile(r"[-+*/^(√]")
_AROUND_SIGNS = re.compile(r"\s*([-+*/^()=])\s*")
_POWER = re.compile(r"\^\(([0-9]+)\)")
_EQUALS = re.compile(r"==|(?<![<>=!])=(?![<>=])")
_CROSS = re.compile(r"(?<=[\w)]) +[xX] +(?=[\w(√])|(?<=[0-9])[xX](?=[0-9])")  # 3 x y and 2x3: 3xy has a letter x
_NAME = re.compile(r"[^\W\d_]+")
# Words with an x; other names of a task that have one are letters side by side: xy, ax², wxyz.
_WORD = re.compile(r"(?=.*[aeiou])[^\W\d_]{4,}|six|max|box|fox|mix|fix|tax|wax|axe", re.IGNORECASE)
_BEFORE_A_POWER = re.compile(r"([^\W\d_]+|\)) (?=[0-9]+(?:[.,][0-9]+)? ?(?:\^|\*\*))")
_OPERATORS = frozenset((*FUNCTIONS, *SAME, "of", "di", "modulo"))


class ExtraNeeded(Exception):
    """Sympy is not installed."""


_UNIT_BEHIND = re.compile(r"(?<=[\w)²³]) +([^\W\d_]{2,12})$")


def check_expression(given: str, key: Key, lang: str) -> Checked:
    """The verdict on an expression or an equation. Raises ``KeyFault`` where the key is neither."""
    alone = _without_unit(given, key)
    if alone is None:
        return verdict.with_unit(lang)
    text = mathematical(alone).rstrip(" .")
    answers = [mathematical(each).rstrip(" .") for each in (key.answer, *key.accepted)]
    text = text if _has_an_x(answers, key.asked) else _CROSS.sub("*", text)
    text = _BEFORE_A_POWER.sub(_times, text)
    found = verdict.best(_beside(text, answer, key, lang) for answer in answers)
    own = {_bare(each, lang) for each in answers}
    if found.correct and _bare(text, lang) not in own and _stands_in(key.asked, text, lang):
        return verdict.as_in_the_task(lang)
    return found


def _without_unit(given: str, key: Key) -> str | None:
    """``given`` without the unit that the task asks for; None where there is another one."""
    found = _UNIT_BEHIND.search(given)
    unit = unit_in_words(found[1]) if found else None
    if found is None or unit is None or set(found[1]) <= set("".join((key.answer, *key.accepted))):  # a m is a product
        return given
    asked = unit_asked_for(key.asked)
    if asked is not None and (asked.size, asked.dimension) == (unit.size, unit.dimension):
        return given[: found.start()]
    return None


def _has_an_x(answers: Sequence[str], asked: str) -> bool:
    """Whether an x may be a letter, and no sign of multiplication: one of the answers has it, or the task does."""
    names = {name for text in answers for name in _NAME.findall(text)}
    names |= {name for name in _NAME.findall(asked) if not _WORD.fullmatch(name)}
    return any("x" in name for name in {each.lower() for each in names} - FUNCTIONS.keys() - SAME.keys())


def _times(found: re.Match[str]) -> str:
    """A letter before a power of a number as a factor: f 2^n, and not sin 2^n."""
    return found[0] if found[1].lower() in _OPERATORS else f"{found[1]}*"


def sides_of(answer: str) -> list[str]:
    """The expressions that an answer consists of: one, or the two sides of an equation."""
    return _sides(mathematical(answer).rstrip(" ."))


def raise_unless_expressions(texts: Sequence[str]) -> None:
    """Raises ``KeyFault`` for one of ``texts`` that is no expression; plain numbers are read without sympy."""
    formulas = [text for text in texts if _number(text, "en") is None]
    try:
        if formulas and is_installed("sympy"):
            aside(read_all, formulas, "en")
    except Unable as unable:
        raise KeyFault("the answer cannot be read: {why}", why=unable.why) from None


def _stands_in(task: str, text: str, lang: str) -> bool:
    """Whether the task has this very expression, and more than a number or a letter is in it."""
    given = _tight(text, lang)
    lines = [_tight(mathematical(line), lang) for line in task.splitlines() if len(line) <= MOST_TEXT]
    return bool(_OPERATOR.search(given)) and any(re.search(rf"(?<!\w){re.escape(given)}(?!\w)", each) for each in lines)


def _tight(text: str, lang: str) -> str:
    """``text`` in one way of writing, with blanks between words only."""
    signs = plain(text, lang).replace("**", "^").replace("*", "")
    return _POWER.sub(r"^\1", _AROUND_SIGNS.sub(r"\1", signs))


def same_expressions(pairs: Sequence[tuple[str, str]], key: Key, lang: str) -> list[str]:
    """For each pair of a given and a right text: right, close, rounded, wrong, letters or unsure.

    Raises ``Unable`` where a given text cannot be read, and ``KeyFault`` where a right one cannot. Plain numbers and
    equal texts need no sympy.
    """
    numbers: dict[str, Measure | None] = {}
    said = [_without_sympy(*pair, numbers, key, lang) for pair in pairs]
    rest = [pair for pair, known in zip(pairs, said, strict=True) if not known]
    found = iter(_elsewhere(compared, rest, lang) if rest else [])
    return [_heard(known or next(found)) for known in said]


def _beside(text: str, answer: str, key: Key, lang: str) -> Checked:
    sides, wanted = _sides(text), _sides(answer)
    if len(wanted) > 2:
        raise KeyFault("the answer has more than one equals sign")
    if len(sides) > 2:
        raise Unable("Write one equation, with one equals sign.", lang)
    if len(wanted) == 1:
        return _beside_an_expression(sides, answer, key, lang)
    if len(sides) == 2:
        return _judged(_heard(_elsewhere(compared_equations, sides, wanted, lang)), lang)
    named = [other for side, other in (wanted, wanted[::-1]) if _NAMED.fullmatch(side)]
    same = "right" in same_expressions([(text, each) for each in named], key, lang)
    return verdict.equation_wanted(lang) if same else verdict.wrong(lang)


def _beside_an_expression(sides: list[str], answer: str, key: Key, lang: str) -> Checked:
    """Also ``y = 2x + 1`` where 2x + 1 is asked for, as long as y is no letter of the answer."""
    if len(sides) == 2:
        name, text = sides if _NAMED.fullmatch(sides[0]) else sides[::-1]
        if name and (not _NAMED.fullmatch(name) or name[0] in answer):
            return verdict.no_equation_wanted(lang)
    else:
        text = sides[0]
    return verdict.best(_read_once(each, answer, key, lang) for each in readings(text, lang))


def _read_once(text: str, answer: str, key: Key, lang: str) -> Checked:
    try:
        return _judged(same_expressions([(text, answer)], key, lang)[0], lang)
    except TooHard:  # another reading would only be waited for, too
        raise
    except Unable as unable:
        return verdict.refused(unable)


def _judged(said: str, lang: str) -> Checked:
    if said == "unsure":
        raise TooHard("This has no value that can be worked out.", lang)
    verdicts = {"right": verdict.right, "close": verdict.close, "rounded": verdict.close_formula}
    return {**verdicts, "letters": verdict.other_letters}.get(said, verdict.wrong)(lang)


def _without_sympy(given: str, right: str, numbers: dict[str, Measure | None], key: Key, lang: str) -> str:
    """What can be said of equal texts and plain numbers; empty where it takes more than that."""
    if _bare(given, lang) == _bare(right, lang):
        return "right"
    for text in (given, right):
        if text not in numbers:
            numbers[text] = _number(text, lang)
    found, wanted = numbers[given], numbers[right]
    if found is None or wanted is None:
        return ""
    allowed = max(Fraction(key.tolerance), abs(Fraction(wanted.value) * Fraction(key.relative)))
    return judged(found, Goal(wanted, allowed), lang, given).reason


def _number(text: str, lang: str) -> Measure | None:
    """What a plain number comes to; None where a text is none. Raises ``TooHard``."""
    try:
        return cast(Measure, read(text, Measures(lang, units=False)))
    except TooHard:
        raise
    except Unable:
        return None


def _elsewhere(work: Callable[..., Any], *arguments: Any) -> Any:
    if not is_installed("sympy"):
        raise ExtraNeeded
    try:
        return aside(work, *arguments, lang=arguments[-1])
    except Unable as unable:
        raise TooHard(str(unable)) from None
    except RuntimeError:  # what sympy raises at values that it never met has no list
        raise TooHard("This has no value that can be worked out.", arguments[-1]) from None


def _heard(said: str) -> str:
    whose, colon, sentence = said.partition(":")
    if colon and whose == "key":
        raise KeyFault("the answer cannot be read: {why}", why=Phrase(sentence))
    if colon:
        raise Unable(sentence)
    return said


def _sides(text: str) -> list[str]:
    return [each.strip() for each in _EQUALS.split(text)]


def _bare(text: str, lang: str) -> str:
    return re.sub(r"\s+", "", plain(text, lang))
