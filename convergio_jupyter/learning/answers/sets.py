"""Sets: in any order, with braces or in words, each element an expression or a point."""

from __future__ import annotations

import re
from fractions import Fraction

from ...core.i18n import Unable
from ..key import Key, KeyFault
from . import verdict
from .amounts import OtherUnit, bare_numbers
from .expressions import same_expressions
from .tidy import mathematical, readings
from .verdict import Checked, TooHard

MOST_ELEMENTS = 40
_Element = tuple[str, ...]  # one expression, or the coordinates of a point
_BEFORE = re.compile(r"^[^\W\d_]\w{0,3} ?(?:=|∈|:=) ?(?=[{∅Ø])")  # S = {1, 2}
_NOTHING = re.compile(
    r"∅|Ø|ø|\{ ?\}|(?:the )?empty(?: set)?|none|nothing|no (?:real )?solutions?|(?:l')?(?:insieme )?vuoto|"
    r"nessuna(?: soluzione(?: reale)?)?|impossibile|impossible",
    re.IGNORECASE,
)
_WORDS = re.compile(r" ?(?:∨|∧|&|∪|(?<![^\s,}])(?:and|or|e|ed|o|od|oppure)(?=[ {])) ?", re.IGNORECASE)
_LISTED = re.compile(r"^\[([^][]*)\]$")
_IN_PARENTHESES = re.compile(r"^\(([^()]*)\)$")
_COUNTED_OFF = re.compile(
    r"\b(?:the|numbers?|no\.|nos\.|places?|i[il]?|la|le|gli|numer[io]|post[io])\s+(?=[0-9])", re.IGNORECASE
)
_UNIT_BEHIND = re.compile(r"(?<=\}) ?[^\W\d_]{1,8}$")
_IN_A_ROW = re.compile(r"^[0-9]{1,2}(?: [0-9]{1,2})+$")
# Numbers that are listed, with a sign between them that parts no elements; and those of one digit, with none.
_RUN_ON = re.compile(r"[0-9]{1,2} ?-+ ?[0-9]{1,2}|[0-9]{1,2}(?: ?([-/.:|_\\]) ?[0-9]{1,2})(?: ?\1 ?[0-9]{1,2})+")
# +-3 at the head of an element: in 1+-3 and 2*+-3 it is a sum or a product, as it stands.
_PLUS_MINUS = re.compile(r"(?<![\w)\]*/^+\-−·×⋅∙÷] )(?<![\w)\]*/^+\-−·×⋅∙÷])\+ ?[-−](?= ?[0-9√(])")
_EITHER_SIGN = re.compile(rf"\+ ?/ ?[-−]|{_PLUS_MINUS.pattern}")
_DIGITS = re.compile(r"0?1?2?3?4?5?6?7?8?9?")
LEAST_DIGITS = 3  # of a number that is taken for elements of one digit, in their order: 245, and not 25
_NAME = re.compile(r"^[^\W\d_]\w{0,3} ?(?:=|∈) ?")  # x = 1
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
_LETTER = re.compile(r"[^\W\d_]")
_STRAY = re.compile(r"[^\W\d_]{3}|#")  # words around a set
_HELD = "\x00"  # a decimal comma while commas part the elements; no answer holds it, and the parser would refuse it


def check_set(given: str, key: Key, lang: str) -> Checked:
    """The verdict on a set. Raises ``KeyFault`` where the key is none."""
    found, plain = _checked(given, key, lang), _PLUS_MINUS.sub("-", given)
    if plain != given and not found.correct and _checked(plain, key, lang).correct:
        return verdict.two_ways("+-", "±", "-", lang)
    return found


def _checked(given: str, key: Key, lang: str) -> Checked:
    given, share = mathematical(given), Fraction(1)
    if not any(map(_LETTER.search, (key.answer, *key.accepted))):  # else a letter is no unit
        try:
            given, share = bare_numbers(given, key)
        except OtherUnit:
            return verdict.other_unit(lang)
    try:
        answers = [elements(mathematical(each), "en")[0] for each in (key.answer, *key.accepted)]
    except Unable as unable:
        raise KeyFault("the answer cannot be read as a set: {why}", why=unable.why) from None
    if _runs_on(given, answers):
        return verdict.run_on(lang)
    texts = elements(given, lang)
    if (listed := _IN_PARENTHESES.match(given)) is not None:  # a point, or a set as Python writes a tuple
        texts += elements(listed[1], lang)
    judged = _best(texts if share == 1 else [_times(found, share) for found in texts], answers, key, lang)
    if share != 1 and not judged.correct and _best(texts, answers, key, lang).correct:
        return verdict.other_unit(lang)
    return verdict.only_elements(lang) if judged.reason == "unreadable" and _STRAY.search(given) else judged


def parts_of(answer: str) -> list[str]:
    """The expressions that the elements of an answer consist of; none where it is no set at all."""
    try:
        return [part for element in elements(mathematical(answer), "en")[0] for part in element]
    except Unable:
        return []


def _runs_on(given: str, answers: list[list[_Element]]) -> bool:
    """Whether it lists whole numbers without a comma: 2-4-5, 2/4/5 or 245, where that can be no element on its own.

    That is said of all of them alike where the right set has several elements: no such answer could be right.
    """
    text = _BEFORE.sub("", given).strip(" .").removeprefix("{").removesuffix("}").strip()
    plain = [part for each in answers for element in each for part in element]
    if min(map(len, answers)) < 2 or not all(map(str.isdecimal, plain)):
        return False
    digits = len(text) >= LEAST_DIGITS and _DIGITS.fullmatch(text) and max(map(len, plain)) == 1
    return bool(digits or _RUN_ON.fullmatch(text))


def _best(texts: list[list[_Element]], answers: list[list[_Element]], key: Key, lang: str) -> Checked:
    return verdict.best(_read_and_compared(found, wanted, key, lang) for found in texts for wanted in answers)


def _times(found: list[_Element], share: Fraction) -> list[_Element]:
    return [tuple(f"({part})*({share})" for part in each) for each in found]


def is_nothing(text: str) -> bool:
    """Whether a text says that there is no element at all."""
    return _NOTHING.fullmatch(text.strip(" .")) is not None


def elements(text: str, lang: str) -> list[list[_Element]]:
    """The elements of a set, in each way to read it, the likelier one first: 1,5 may be two numbers, or one."""
    text = _EITHER_SIGN.sub("±", _COUNTED_OFF.sub("", _BEFORE.sub("", text.rstrip(" ."))))
    text = _UNIT_BEHIND.sub("", text)
    if is_nothing(text):
        return [[]]
    text = re.sub(r"\} ?[∪U] ?\{", ";", text)
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    elif (listed := _LISTED.match(text)) is not None:
        text = listed[1]
    if _IN_A_ROW.match(text):
        text = ";".join(text.split())
    if "{" in text or "}" in text:
        raise Unable("Write the set as its elements: {example}.", lang, example="{1, 2}")
    found: list[list[_Element]] = []
    ways = [way for each in (text, *readings(text, lang)) for way in (each, _DECIMAL_COMMA.sub(_HELD, each))]
    if ";" in text:
        ways[:2] = ways[1::-1]
    for each in dict.fromkeys(ways):
        lines = [words for line in _parted(each, ";") for words in _WORDS.split(line)]
        parted = [part for line in lines for part in _parted(line, ",")]
        found.append([one for part in parted if part.strip() for one in _both_signs(_named_off(part))])
    if any(len(each) > MOST_ELEMENTS for each in found):
        raise Unable("A set may have {most} elements here.", lang, most=MOST_ELEMENTS)
    return found


def _read_and_compared(found: list[_Element], wanted: list[_Element], key: Key, lang: str) -> Checked:
    try:
        return _compared(found, wanted, key, lang)
    except TooHard:  # another reading would only be waited for, too
        raise
    except Unable as unable:
        return verdict.refused(unable)


def _compared(found: list[_Element], wanted: list[_Element], key: Key, lang: str) -> Checked:
    if not found or not wanted:
        return verdict.wrong(lang) if found or wanted else verdict.right(lang)
    alike = [(a, b) for a in found for b in wanted if len(a) == len(b)]
    said = iter(same_expressions([pair for a, b in alike for pair in zip(a, b, strict=True)], key, lang))
    judged = {(a, b): {next(said) for _ in a} for a, b in alike}
    if _matched(judged, found, wanted, {"right"}) == (True, True):
        return verdict.right(lang)
    if _matched(judged, found, wanted, {"right", "close", "rounded"}) == (True, True):
        return verdict.close(lang)
    belongs, complete = _matched(judged, found, wanted, {"right"})
    return verdict.incomplete(lang) if belongs else verdict.too_much(lang) if complete else verdict.wrong(lang)


def _matched(
    judged: dict[tuple[_Element, _Element], set[str]], found: list[_Element], wanted: list[_Element], well: set[str]
) -> tuple[bool, bool]:
    """Whether all that was found belongs to what is wanted, and whether all of that was found."""
    pairs = [pair for pair, said in judged.items() if said <= well]
    return {a for a, _ in pairs} >= set(found), {b for _, b in pairs} >= set(wanted)


def _both_signs(text: str) -> list[_Element]:
    """Two elements of ``3 ± √2``; the coordinates of a point; else the one element."""
    if "±" in text:
        return [(text.replace("±", sign),) for sign in "+-"]
    if text.startswith("(") and text.endswith(")"):
        sign = ";" if ";" in text else ","
        parts = _parted(text[1:-1], sign)
        if len(parts) > 1:
            return [tuple(_said(each) for each in parts)]
    return [(_said(text),)]


def _named_off(text: str) -> str:
    return _NAME.sub("", text.strip())


def _said(text: str) -> str:
    return text.replace(_HELD, ",").strip()


def _parted(text: str, separator: str) -> list[str]:
    """``text`` parted at each ``separator`` outside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if sign == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
