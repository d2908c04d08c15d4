"""Numbers: exact where nothing else is said, within a tolerance where it is, and in any unit of the same kind."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from ...core.i18n import Unable
from ...mathematics.expressions import read
from ..key import Key, KeyFault
from . import reals, verdict
from .finished import is_unfinished
from .measures import Measure, Measures
from .reals import Real
from .tidy import mathematical, on_thermometer, readings, spelled_out, without_about
from .verdict import Checked
from .wordings import counted, on_clock, unit_asked_for, unit_at_start, wordings

FLOAT = Fraction(1, 10**12)  # the share by which a number that Python worked out may be off
MOST_COUNTED = 2**53  # up to which Python counts in floats; such a whole number is right or wrong
LEAST_DIGITS = 2  # of a rounded number that counts as close to the right one
_BEFORE = re.compile(r"^(?:[^\W\d_][\w']{0,9}(?:\([^\W\d_]\))? ?)?[=≈~] ?")  # x = 5
_ARTICLE = re.compile(r"^(?:il|lo|la|i|le|the) (?=[0-9])|^l['’](?=[0-9])", re.IGNORECASE)
_YEAR = re.compile(
    r"^(?:(?:in|by|since|nel|dal) |nell['’])?(?:(?:the )?year |(?:l['’])?anno )?(?:a\.?d\.? )?([0-9]{3,4})"
    r"(?: ?(?:a\.? ?d|c\.? ?e|d\.? ?c)\.?)?$",
    re.IGNORECASE,
)  # in 1789, 1789 AD, nell'anno 1789 d.C.
_BARE = re.compile(r"^([+-]?)(?=[.,][0-9])")  # ,75
# Twelve, written exactly, or twelve thousand: 12.000 where the point stands between thousands, and 12,000 elsewhere.
_THOUSANDS = {
    lang: re.compile(rf"([1-9][0-9]{{0,2}})\{sign}000(?![0-9.,])") for lang, sign in (("it", "."), ("en", ","))
}
_SHARES = re.compile(r"%|per ?cent|percentual|percentage", re.IGNORECASE)
_DECIMALS = re.compile(r"([+-]?[0-9]*)[.,]?([0-9]*)(?:(?:[eE]|\*10\^\(?)([+-]?[0-9]{1,4})\)?)?")
_TIMES = r"(?<=[0-9)])[xX](?=[0-9(])|(?<=[0-9)] )[xX](?= [0-9(])"  # no letter that an equation asks for
_SUM = rf"(?:[0-9 .,+*·×⋅∙/÷:()^%−–-]|{_TIMES})*"
_WORKED_OUT = re.compile(rf"^{_SUM}[0-9)%] *(?:[+*·×⋅∙/÷:−–-]|{_TIMES}){_SUM}= *(?=[-+−]?[0-9])")  # 7 x 20 = 140
_TWICE = re.compile(r"^([^()]*[\w%°€]) \(([-+−]?[0-9][0-9.,/]* ?(?:%|[^\W\d_][^()0-9=]{0,20}))\)$")  # 3.5 km (3500 m)
_WORDS = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")  # seven, due ore e mezza
_LABEL = r"[^\W\d_€$£¥][^\d€$£¥=<>(){}\[\]+*/^%]*|[€$£¥]"
_LABELLED = re.compile(rf"^(?P<before>{_LABEL})?(?P<number>.*?)(?P<after>{_LABEL})?$")
_SAME_LABELS = {
    **dict.fromkeys(("euro", "euros", "eur"), "€"),
    **dict.fromkeys(("dollar", "dollars", "dollaro", "dollari", "usd"), "$"),
    **dict.fromkeys(("pound sterling", "pounds sterling", "sterlina", "sterline", "gbp"), "£"),
    **dict.fromkeys(("yen", "jpy"), "¥"),
}


class Goal(NamedTuple):
    """A right number: what it is, how far off an answer may be, and what it counts: a unit, or a word such as €."""

    measure: Measure
    allowed: Fraction = Fraction(0)
    label: str = ""
    percent: bool = False
    shares: bool = False  # per cent are asked for, and the number alone is the answer
    asked: str = ""
    implied: Measure | None = None  # the unit that the task asks for, where the key says none: it may be written
    bare: bool = False  # the task asks how many of its unit there are, and the number alone is an answer


def check_number(given: str, key: Key, lang: str) -> Checked:
    """The verdict on a number. Raises ``KeyFault`` where the key is none."""
    goals = [goal_of(answer, key) for answer in (key.answer, *key.accepted)]
    text = _BARE.sub(r"\g<1>0", _ARTICLE.sub("", _BEFORE.sub("", given))).rstrip(" .,;")
    text = text if key.unit else _YEAR.sub(r"\1", text)
    text = on_thermometer(_WORKED_OUT.sub("", without_about(text)), key.unit.strip())

    def found_in(text: str) -> Checked:
        found = verdict.best(_read_and_judged(text, goal, lang) for goal in goals)
        if found.correct or not (text.isupper() and key.unit.islower()):
            return found
        return verdict.best([found, *(_read_and_judged(text.lower(), goal, lang) for goal in goals)])  # KM/H

    found = found_in(text)
    if found.reason == "unreadable" and _WORDS.fullmatch(text):
        return verdict.in_digits(lang)
    thousands = _THOUSANDS["it" if lang == "it" else "en"].match(text)
    is_read = found.reason not in ("unreadable", "too_hard")  # else there is more to mend; which it is, is not told
    if is_read and is_unfinished(text) and not any(map(is_unfinished, (key.answer, *key.accepted))):
        return verdict.unfinished(lang)
    if found.correct and thousands and not found_in(thousands[1] + "000" + text[thousands.end() :]).correct:
        return verdict.two_ways(thousands[0], thousands[1] + "000", thousands[1], lang)
    said_twice = None if found.correct else _TWICE.match(given)
    return (_both(said_twice[1], said_twice[2], key, lang) or found) if said_twice else found


def _both(first: str, second: str, key: Key, lang: str) -> Checked | None:
    """The verdict on a number with another form of it behind, as 3.5 km (3500 m); None where that is none of it."""
    found, other = (check_number(each, key, lang) for each in (first, second))
    if found.correct and other.reason not in ("right", "close"):
        return verdict.wrong(lang) if other.reason == "wrong" else None
    return found


def goal_of(answer: str, key: Key) -> Goal:
    """What a key's ``answer`` means. Its unit may stand in it, or beside it."""
    answer = _BEFORE.sub("", answer).rstrip(" .")
    percent = key.unit.strip() == "%" or (not key.unit and answer.endswith("%"))
    unit = None if percent else _unit(key.unit)
    label = "" if unit is not None or percent else _same_label(key.unit)
    try:
        text = mathematical(answer + "%" * (percent and not answer.endswith("%")))
        measure = read(spelled_out(text, "en"), Measures("en"))
    except Unable as error:
        raise KeyFault("the answer cannot be read as a number: {why}", why=error.why) from None
    if unit is not None and not measure.marked:
        measure = unit._replace(number=measure.number, alone=False)
    absolute = exact(key.tolerance) / (100 if percent else 1)
    allowed = max(absolute, abs(Fraction(measure.number)) * exact(key.relative)) * Fraction(measure.size)
    shares = not percent and not measure.marked and _SHARES.search(key.asked) is not None
    implied = None if percent or measure.marked or key.unit else unit_asked_for(key.asked)
    bare = any(_begins(text, measure, label, percent) for text in counted(key.asked))
    return Goal(measure, allowed, label, percent, shares, key.asked, implied, bare)


def _begins(text: str, measure: Measure, label: str, percent: bool) -> bool:
    """Whether ``text`` begins with what the right number counts: moles, euros, per cent."""
    if percent or label:
        first = " ".join(text.split()[:2])
        return _SHARES.search(first) is not None if percent else _agrees(first.partition(" ")[0], label)
    said = unit_at_start(text) if measure.marked else None
    return said is not None and said[1:4] == measure[1:4]


def judged(found: Measure, goal: Goal, lang: str, written: str = "") -> Checked:
    """What ``found`` is beside the ``goal``; ``written`` is its text, for its digits."""
    right = goal.measure
    if goal.bare and right.marked and not found.marked and "%" not in written:
        found = right._replace(number=found.number, alone=False)
    if goal.implied is not None and found.marked and found.dimension == goal.implied.dimension:
        right = goal.implied._replace(number=right.number)
        goal = goal._replace(measure=right, allowed=goal.allowed * Fraction(right.size))
    if found.dimension != right.dimension:
        if found.marked:
            return verdict.other_unit(lang)
        as_number = within(found.number, right.number, goal.allowed / Fraction(right.size))
        return verdict.unit_missing(lang) if as_number else verdict.wrong(lang)
    last_digit = _last_digit(written)
    if within(found.value, right.value, goal.allowed, rounded=last_digit > 0):
        return verdict.right(lang)
    if _as_share(found, goal, written, rounded=last_digit > 0):
        return verdict.right(lang)
    if right.marked and not found.marked and reals.same(found.number, right.number):
        return verdict.unit_missing(lang)
    if goal.percent and "%" not in written and reals.same(found.number, 100 * right.number):
        return verdict.unit_missing(lang)
    if found.marked and found.size != right.size and reals.same(found.number, right.number):
        return verdict.other_unit(lang)
    apart = abs(Fraction(found.value) - Fraction(right.value)) / Fraction(found.size)
    cut_off = apart < last_digit and abs(Fraction(found.value)) < abs(Fraction(right.value))
    if not apart or not (cut_off or 2 * apart <= last_digit):
        return verdict.wrong(lang)
    has_no_end = not goal.allowed and _has_no_end(reals.combined("/", right.value, found.size, lang))
    return verdict.close_to_a_fraction(lang) if has_no_end else verdict.close(lang)


def _has_no_end(number: Real) -> bool:
    """Whether a fraction has digits without an end as a decimal number: 4/3, and not 5/8."""
    rest = number.denominator if isinstance(number, Fraction) else 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1


def _as_share(found: Measure, goal: Goal, written: str, *, rounded: bool) -> bool:
    """Whether it is right, with a sign of per cent or without, as the task says already that it counts these."""
    number, right = found.number, goal.measure.number
    if goal.shares:
        return "%" in written and within(100 * number, right, goal.allowed, rounded=rounded)
    only = goal.percent and goal.bare and "%" not in written
    return only and within(number, 100 * right, 100 * goal.allowed, rounded=rounded)


def _read_and_judged(text: str, goal: Goal, lang: str) -> Checked:
    labelled = True
    if goal.label:
        text, label = _without_label(text)
        labelled = _agrees(label, goal.label)
        if label and not labelled:
            return verdict.other_unit(lang)
    hours = [text] if goal.measure.marked else on_clock(text, goal.asked)  # 6 of a unit that is called pm
    read_as = [each for hour in hours for each in readings(mathematical(hour), lang)]
    found = verdict.best(_read_once(each, goal, lang) for each in read_as)
    if not found.correct:
        words = (each for hour in hours for each in wordings(hour, goal.asked))
        others = (other for each in words for other in readings(mathematical(each), lang))
        found = verdict.best([found, *(_read_once(each, goal, lang) for each in others if each not in read_as)])
    return verdict.unit_missing(lang) if found.correct and not (labelled or goal.bare) else found


def _read_once(text: str, goal: Goal, lang: str) -> Checked:
    try:
        return judged(read(spelled_out(text, lang), Measures(lang)), goal, lang, text)
    except Unable as unable:
        return verdict.refused(unable)


def exact(share: float) -> Fraction:
    """A tolerance as its author wrote it: 0.03 is three hundredths, and not the float that lies below."""
    return Fraction(repr(share))


def _unit(text: str) -> Measure | None:
    """A key's unit; None where it is empty, or a word such as €, which only counts."""
    if not text.strip():
        return None
    try:
        found: Measure = read(mathematical(text), Measures("en"))
    except Unable:
        return None
    return found if found.alone else None


def within(found: Real, right: Real, allowed: Fraction, *, rounded: bool = True) -> bool:
    """Whether a number is the right one, or not farther off than is ``allowed``.

    Where nothing is, one that was ``rounded`` may be off by as much as floats are.
    """
    if reals.same(found, right):
        return True
    a, b = Fraction(found), Fraction(right)
    counted = b.denominator == 1 and abs(b) < MOST_COUNTED
    return abs(a - b) <= (allowed or (FLOAT * abs(b) if rounded and not counted else 0))


def _last_digit(written: str) -> Fraction:
    """What the last digit of a decimal number counts; 0 where it is no such number, or has hardly a digit."""
    found = _DECIMALS.match(written.replace(" ", ""))
    if found is None or len((found[1] + found[2]).lstrip("+-0")) < LEAST_DIGITS:
        return Fraction(0)
    if re.match("[-+/√(*^!]|pi|π|sqrt", written.replace(" ", "")[found.end() :]):
        return Fraction(0)
    return Fraction(10) ** (int(found[3] or 0) - len(found[2])) / (100 if written.rstrip().endswith("%") else 1)


def _without_label(text: str) -> tuple[str, str]:
    found = _LABELLED.match(text)
    if found is None or not found["number"].strip():
        return text, ""
    return found["number"].strip(), (found["after"] or found["before"] or "").strip()


def _same_label(text: str) -> str:
    folded = " ".join(text.casefold().split()).strip(" .")
    return _SAME_LABELS.get(folded, folded)


def _agrees(label: str, wanted: str) -> bool:
    """Whether it is the same word, be it in the singular or the plural."""
    label = _same_label(label)
    shared = min(len(label), len(wanted)) - 1
    return label == wanted or (shared > 1 and abs(len(label) - len(wanted)) < 2 and label[:shared] == wanted[:shared])
