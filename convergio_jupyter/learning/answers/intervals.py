"""Intervals of real numbers, with brackets of any school or as inequalities, and their unions."""

from __future__ import annotations

import re
from decimal import Context
from fractions import Fraction
from typing import NamedTuple

from ...core.i18n import Unable, translate
from ...mathematics.expressions import read
from ..key import Key, KeyFault
from . import verdict
from .amounts import OtherUnit, bare_numbers
from .measures import Measures
from .numbers import exact, within
from .sets import elements, is_nothing
from .tidy import mathematical, readings
from .verdict import Checked

Bound = Fraction | float  # a float only where it is infinite
INFINITE = float("inf")
MOST_PARTS = 40
_CLOSED = "Infinity is no number, so it cannot belong to an interval: mind the bracket."
DIGITS = 60  # of an irrational end: far fewer than are worked out, so that 2√3 and √12 are one


class Part(NamedTuple):
    """All numbers between two ends, and those ends that belong to it."""

    low: Bound
    with_low: bool
    high: Bound
    with_high: bool

    @property
    def empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and not (self.with_low and self.with_high))


class Interval(NamedTuple):
    """Parts in order, apart from each other; ``letter`` is the unknown, where one was written."""

    parts: tuple[Part, ...]
    letter: str = ""


LINE = Part(-INFINITE, False, INFINITE, False)
_SIGNS = (
    (re.compile(r"<=|=<|⩽|≦|⩽"), "≤"),
    (re.compile(r">=|=>|⩾|≧"), "≥"),
    (re.compile(r"!=|<>|=/="), "≠"),
    (re.compile(r"(?<![^\W\d_])(?:infinity|infinito|inf|oo)(?![^\W\d_])|\\infty", re.IGNORECASE), "∞"),
    (re.compile(r"(?<![^\W\d_])(?:or|oppure|o|union|unione|unito a)(?![^\W\d_])|∨|(?<=[\])[}]) ?U ?(?=[\])[({])"), "∪"),
    (re.compile(r"(?<![^\W\d_])(?:and|ed?)(?![^\W\d_])|∧|&"), "∩"),
    (re.compile(r"\\|∖|(?<=[Rℝ]) ?- ?(?=\{)"), "∖"),
)
_BEFORE = re.compile(r"^[^\W\d_]\w{0,3} ?(?:=|∈|in|:=) ?(?=[][({Rℝ∅])")
_BUILDER = re.compile(r"^\{ ?([^\W\d_]) ?(?:(?:∈|in) ?[Rℝ] ?)?(?:\||:|∣|/|;|,) ?(.*)\}$")
_ALL = re.compile(
    r"R|ℝ|(?:all|every|any)(?: real)?(?: numbers?| x)?|(?:tutti i |ogni )(?:numeri |numero )?real[ei]|tutto [Rℝ]|"
    r"(?:ogni|qualunque) [^\W\d_]|∀ ?[^\W\d_](?: ?∈ ?[Rℝ])?",
    re.IGNORECASE,
)
_NUMBER = r"([-+]?[0-9]+(?:[.,][0-9]+)?)( ?[^\W\d_]{1,15}?)?"
_AROUND = re.compile(rf"^{_NUMBER} ?(?:±|\+/-) ?{_NUMBER}$")
_FROM_TO = re.compile(
    rf"^(?:from |between |da |tra |fra |dal? )?{_NUMBER}(?: ?- ?| ?\.\.\.? ?| to | and | a | e )(?=[0-9]){_NUMBER}$",
    re.I,
)
_UNIT_BEHIND = re.compile(r"(?<=[])[]) ?[^\W\d_]{1,6}$")
_RELATION = re.compile("[<>≤≥=≠]")
_BRACKETS = re.compile(r"^([\[\](])(.*)([\[\])])$")


class Closed(Unable):
    """An infinite end that is said to belong to it."""


def check_interval(given: str, key: Key, lang: str) -> Checked:
    """The verdict on an interval. Raises ``KeyFault`` where the key is none."""
    try:
        answers = [interval(each, "en") for each in (key.answer, *key.accepted)]
    except Unable as error:
        raise KeyFault("the answer cannot be read as an interval: {why}", why=error.why) from None
    try:
        text, share = bare_numbers(_in_brackets(mathematical(given).rstrip(" ."), units=True), key)
    except OtherUnit:
        return verdict.other_unit(lang)
    return verdict.best(_read_and_compared(each, share, answers, key, lang) for each in readings(text, lang))


def _read_and_compared(text: str, share: Fraction, answers: list[Interval], key: Key, lang: str) -> Checked:
    try:
        found = interval(text, lang)
    except Closed as closed:
        return Checked(False, "form", str(closed))
    except Unable as unable:
        return verdict.refused(unable)
    judged, as_written = (
        verdict.best(_compared(_times(found, each), wanted, key, lang) for wanted in answers) for each in (share, 1)
    )
    return verdict.other_unit(lang) if as_written.correct and not judged.correct else judged


def interval(text: str, lang: str) -> Interval:
    """What ``text`` means. Raises ``Unable`` where it is no interval."""
    text = _in_brackets(mathematical(text).rstrip(" ."))
    for sign, written in _SIGNS:
        text = sign.sub(f" {written} " if written in "∪∩∖" else written, text)
    text = " ".join(_BEFORE.sub("", text).split())
    if is_nothing(text):
        return Interval(())
    letters: set[str] = set()
    pieces = text.split("∪")
    if len(pieces) > MOST_PARTS:
        raise _unreadable(lang)
    parts = [part for piece in pieces for part in _intersection(piece, letters, lang)]
    if len(letters) > 1:
        raise Unable("Write the interval with one letter only.", lang)
    return Interval(_joined(parts), next(iter(letters), ""))


def _times(found: Interval, share: Fraction | int) -> Interval:
    parts = (part._replace(low=part.low * share, high=part.high * share) for part in found.parts)
    return found._replace(parts=tuple(parts))


def _in_brackets(text: str, *, units: bool = False) -> str:
    """``from 2.95 to 3.05`` and ``3 ± 0.05`` as the interval that they mean, with both of its ends, or their units."""
    around, ends = _AROUND.match(text), _FROM_TO.match(text)
    if (found := around or ends) is None:
        return text if units else _UNIT_BEHIND.sub("", text)
    low, high = ((found[n] + (found[n + 1] or "") if units else found[n]) for n in (1, 3))
    return f"[{low}-{high}; {low}+{high}]" if around else f"[{low}; {high}]"


def _compared(found: Interval, wanted: Interval, key: Key, lang: str) -> Checked:
    if found.letter and wanted.letter and found.letter != wanted.letter:
        return verdict.other_letters(lang)
    if len(found.parts) != len(wanted.parts):
        return verdict.wrong(lang)
    pairs = list(zip(found.parts, wanted.parts, strict=True))
    if not all(_near(a.low, b.low, key) and _near(a.high, b.high, key) for a, b in pairs):
        return verdict.wrong(lang)
    if all((a.with_low, a.with_high) == (b.with_low, b.with_high) for a, b in pairs):
        return verdict.right(lang)
    said = translate("The ends are right: look at which of them belong to the interval.", lang)
    return Checked(False, "wrong", said)


def _near(found: Bound, right: Bound, key: Key) -> bool:
    if isinstance(found, float) or isinstance(right, float):
        return found == right
    return within(found, right, max(exact(key.tolerance), abs(right) * exact(key.relative)))


def _intersection(text: str, letters: set[str], lang: str) -> list[Part]:
    pieces = text.split("∩")
    if len(pieces) == 1 and len(_RELATION.findall(text)) > 1 and not re.search(r"[][{}(]", text):
        pieces = re.split(r"[,;](?! ?[0-9])", text)  # x > 2, x < 5
    if len(pieces) > MOST_PARTS:
        raise _unreadable(lang)
    found = [LINE]
    for piece in pieces:
        found = [both for a in found for b in _piece(piece.strip(), letters, lang) if not (both := _common(a, b)).empty]
    return found


def _piece(text: str, letters: set[str], lang: str) -> list[Part]:
    if (builder := _BUILDER.match(text)) is not None and _RELATION.search(builder[2]):
        letters.add(builder[1])
        return _intersection(builder[2], letters, lang)
    whole, *without = (each.strip() for each in text.split("∖"))
    if without:
        if len(without) > 1:
            raise _unreadable(lang)
        found = _piece(whole, letters, lang)
        for point in _points(without[0], lang):
            found = [both for each in found for rest in _around(point) if not (both := _common(each, rest)).empty]
        return found
    if _ALL.fullmatch(text):
        return [LINE]
    if is_nothing(text):
        return []
    if text.startswith("{"):
        return [Part(point, True, point, True) for point in _points(text, lang)]
    if _RELATION.search(text):
        return _inequality(text, letters, lang)
    return [_bracketed(text, lang)]


def _bracketed(text: str, lang: str) -> Part:
    found = _BRACKETS.match(text)
    if found is None:
        raise _unreadable(lang)
    ends = found[2].split(";" if ";" in found[2] else ",")
    if len(ends) > 2 and ";" not in found[2]:
        ends = re.split(", ", found[2])
    if len(ends) != 2:
        raise Unable("Part the two ends of the interval with a semicolon: {example}.", lang, example="[0,5; 3)")
    low, high = (_bound(each, lang) for each in ends)
    with_low, with_high = found[1] == "[", found[3] == "]"
    if (with_low and isinstance(low, float)) or (with_high and isinstance(high, float)):
        raise Closed(_CLOSED, lang)
    if low > high:
        raise Unable("The smaller end of an interval comes first.", lang)
    return Part(low, with_low, high, with_high)


def _inequality(text: str, letters: set[str], lang: str) -> list[Part]:
    """``x > 2``, ``0 ≤ x < 3``, ``x ≠ 1``: one letter, alone on its side."""
    terms = [each.strip() for each in _RELATION.split(text)]
    signs = _RELATION.findall(text)
    places = [place for place, each in enumerate(terms) if re.fullmatch(r"[^\W\d_][0-9_]{0,3}", each)]
    between = len(terms) == 3 and places == [1]
    if not between and not (len(terms) == 2 and len(places) == 1):
        raise Unable("Write the unknown alone, with numbers beside it: {example}.", lang, example="0 ≤ x < 3")
    place = places[0]
    letters.add(terms[place])
    if between and ({*signs} & {"=", "≠"} or (signs[0] in "<≤") != (signs[1] in "<≤")):
        raise Unable("Both signs of an inequality must point the same way.", lang)
    found = [LINE]
    for number, sign in enumerate(signs):
        other = _bound(terms[number if number < place else number + 1], lang)
        turned = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}.get(sign, sign) if number < place else sign
        found = [both for a in found for b in _beside(turned, other, lang) if not (both := _common(a, b)).empty]
    return found


def _beside(sign: str, end: Bound, lang: str) -> list[Part]:
    if isinstance(end, float):
        if sign in "≤≥=≠":
            raise Closed(_CLOSED, lang)
        return [LINE]
    if sign == "=":
        return [Part(end, True, end, True)]
    if sign == "≠":
        return _around(end)
    return [Part(-INFINITE, False, end, sign == "≤") if sign in "<≤" else Part(end, sign == "≥", INFINITE, False)]


def _around(point: Bound) -> list[Part]:
    return [Part(-INFINITE, False, point, False), Part(point, False, INFINITE, False)]


def _points(text: str, lang: str) -> list[Bound]:
    if not (text.startswith("{") and text.endswith("}")):
        raise _unreadable(lang)
    return [_bound(each[0], lang) for each in elements(text, lang)[0] if len(each) == 1]


def _bound(text: str, lang: str) -> Bound:
    text = text.strip()
    if text in ("∞", "+∞", "-∞"):
        return -INFINITE if text[0] == "-" else INFINITE
    value = read(text, Measures(lang, units=False)).value
    return value if isinstance(value, Fraction) else Fraction(Context(prec=DIGITS).create_decimal(value))


def _common(a: Part, b: Part) -> Part:
    low = max((a.low, not a.with_low), (b.low, not b.with_low))
    high = min((a.high, a.with_high), (b.high, b.with_high))
    return Part(low[0], not low[1], high[0], high[1])


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """The same numbers in as few parts as possible."""
    joined: list[Part] = []
    for part in sorted((each for each in parts if not each.empty), key=lambda each: (each.low, not each.with_low)):
        last = joined[-1] if joined else None
        touching = last and (part.low < last.high or (part.low == last.high and (part.with_low or last.with_high)))
        if last is None or not touching:
            joined.append(part)
        else:
            high = max((last.high, last.with_high), (part.high, part.with_high))
            joined[-1] = Part(last.low, last.with_low, high[0], high[1])
    return tuple(joined)


def _unreadable(lang: str) -> Unable:
    return Unable("Write an interval with its two ends, as in {example}.", lang, example="[0; 3)")
