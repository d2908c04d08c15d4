"""Whether a text says a formula, a set or an interval that is asked for, in whatever form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...core.i18n import Unable
from ..answers import check_answer
from ..key import Key, KeyFault
from .values import in_digits, value_at
from .verdict import CLEAN, Verdict, squeezed
from .views import tidy

MOST_ELEMENTS = 12  # of a set that is looked for in a list
_FORMULA = re.compile(r"[-+]?\s?[A-Za-z0-9π∞√(\[{][A-Za-z0-9π√.,+\-*/^×·÷()\[\]{}!| ]*[A-Za-z0-9π√)\]}²³]")
_NAMED = re.compile(r"\b(?:and|or|oppure|e|o|U|inf|pi)\b|[A-Za-z]\s*(?:[=<>≤≥∈]|<=|>=)|[=<>≤≥]\s*[A-Za-z]\b")
_VARIABLE = re.compile(r"[A-Za-z]")
_NAMES = re.compile(r"\b(?:sin|cos|tan|cot|exp|ln|log|sqrt|pi|abs|asin|acos|atan)\b")


def says_formula(text: str, key: Key) -> Verdict:
    asked = tidy(key.asked)
    for answer in (key.answer, *key.accepted):
        wanted = answer.split("=")[-1].strip()
        letters = sorted(set(_VARIABLE.findall(_NAMES.sub("", wanted))))
        same_in_task = any(_equal(each, wanted, letters) for each in _pieces(asked, letters, wanted))
        for piece in [*_pieces(text, letters, wanted), *_pieces(in_digits(text), letters, wanted)]:
            if squeezed(piece) in squeezed(asked) and squeezed(piece) != squeezed(wanted):
                continue
            if not _equal(piece, wanted, letters):
                continue
            if not same_in_task or _terms(piece) == _terms(wanted):
                return Verdict(True, "formula", piece)
    return CLEAN


def _pieces(text: str, letters: Sequence[str], wanted: str) -> Iterator[str]:
    """What may be a formula in ``text`` with these ``letters``: runs of signs, and the sides of an equation in them."""
    seen: set[str] = set()
    for line in re.split(r"[\n;]|(?<=[^\d])[.:!?](?:\s|$)", text):
        for side in re.split(r"=|≈|→|≡|\bis\b|\bè\b|\bequals\b", line):
            for found in _FORMULA.finditer(side):
                for piece in _trimmed(found[0], letters, wanted):
                    if piece not in seen and 0 < len(piece) <= 200:
                        seen.add(piece)
                        yield piece


def _trimmed(run: str, letters: Sequence[str], wanted: str) -> Iterator[str]:
    """``run`` without the words that stand around a formula."""
    known = set(letters) | {"e", "i"}

    def fits(token: str) -> bool:
        names = re.findall(r"[A-Za-z]+", _NAMES.sub("", token))
        formal = len(token) < 2 or bool(re.search(r"[^A-Za-z.,]", token)) or token in wanted
        return formal and all(set(name) <= known for name in names)

    kept: list[str] = []
    for token in [*run.split(), ""]:
        if token and fits(token):
            kept.append(token)
            continue
        if kept:
            yield " ".join(kept).strip(" ,.'")
        kept = []


def _equal(piece: str, wanted: str, letters: Sequence[str]) -> bool:
    if letters and not any(letter in piece for letter in letters):
        return False
    for shift in (0.37, 1.71, 2.93):
        point = {letter: shift + 0.613 * number for number, letter in enumerate(letters)}
        left, right = value_at(piece, point), value_at(wanted, point)
        if left is None or right is None or abs(left - right) > 1e-7 * max(1.0, abs(right)):
            return False
    return True


def _terms(formula: str) -> list[str]:
    """The terms of a sum, or the factors of a product, in an order of their own.

    So 1 + x is x + 1, and (x+1)(x+2) is (x+2)(x+1), but (x+1)² is not x²+2x+1.
    """
    plain = squeezed(formula).replace("**", "^").replace("*", "").replace("·", "").replace("×", "")
    factors = _FACTOR.findall(plain)
    if "".join(factors) == plain and len(factors) > 1:
        return sorted("".join(_summands(factor)) for factor in factors)
    return _summands(plain)


_FACTOR = re.compile(r"\([^()]*\)(?:\^\(?-?\d+\)?)?|[A-Za-z0-9]+(?=\()")


def _summands(plain: str) -> list[str]:
    return sorted(term.lstrip("+") for term in re.findall(r"[+-]?[^+-]+", re.sub(r"[()]", "", plain)))


_WORDY = re.compile(r"[^\W\d_]{2,}")  # what holds words is no set of numbers


def says_set(text: str, key: Key) -> Verdict:
    found = _said_whole(
        text, key, (r"\{[^{}]{1,120}\}", r"\([^()]{1,60}\)", r"\[[^\[\]]{1,120}\]", r"[^.:\n]{1,120}"), "set"
    )
    return found if found.leaks else _numbers_alone(text, key)


def says_interval(text: str, key: Key) -> Verdict:
    shape = (
        r"[\[\](][^\[\]()]{1,40}[,;][^\[\]()]{1,40}[\[\])](?:\s*(?:∪|U|or|oppure|o)\s*[\[\](][^\[\]()]{1,60}[\[\])])*"
    )
    found = _said_whole(text, key, (shape, r"[^.:\n]{0,40}[<>≤≥][^.:\n]{1,60}"), "interval")
    return found if found.leaks else _ends(text, key)


def _said_whole(text: str, key: Key, shapes: Sequence[str], reason: str) -> Verdict:
    for shape in shapes:
        for found in re.finditer(shape, text):
            for given in _phrases(found[0]):
                if _WORDY.search(re.sub(r"\b(?:and|or|oppure)\b", "", given)):
                    continue
                formula = _VARIABLE.search(_NAMED.sub("", given)) or "^" in given  # and no list of numbers
                if formula and not _VARIABLE.search(key.answer):
                    continue
                if squeezed(given) and squeezed(given) in squeezed(key.asked):
                    continue
                if _right(given, key):
                    return Verdict(True, reason, given)
    return CLEAN


def _numbers_alone(text: str, key: Key) -> Verdict:
    """A list, a table or sentences that name the elements, all of them and nothing else."""
    numbers = re.findall(r"(?<![\w.,^])-?\d+(?:[.,]\d+)?(?:/\d+)?(?!\w)", text)
    distinct = list(dict.fromkeys(numbers))
    if 1 < len(distinct) <= MOST_ELEMENTS and _right("{" + "; ".join(distinct) + "}", key):
        asked = set(re.findall(r"-?\d+(?:[.,]\d+)?", key.asked))
        if not set(distinct) <= asked:
            return Verdict(True, "set", ", ".join(distinct))
    return CLEAN


def _ends(text: str, key: Key) -> Verdict:
    """Both ends of an interval, told one after the other."""
    number = r"([-+]?(?:∞|inf\w*|\d+(?:[.,]\d+)?(?:/\d+)?))"
    gap = r"[^\d\n∞+-]{0,40}"
    low = re.findall(
        rf"(?:lower|left|smaller|inferiore|sinistr\w|minore|start\w*|begins?|comincia|parte|from|da){gap}{number}",
        text,
        re.I,
    )
    high = re.findall(
        rf"(?:upper|right|larger|superiore|destr\w|maggiore|ends?|finisce|to|fino a|a){gap}{number}", text, re.I
    )
    for first in low:
        for last in high:
            for opened in "[(":
                for closed in "])":
                    if _right(f"{opened}{first}; {last}{closed}", key):
                        return Verdict(True, "interval", f"{first}, {last}")
    return CLEAN


def _right(given: str, key: Key) -> bool:
    try:
        return check_answer(given, key).correct
    except (KeyFault, Unable):
        return False


def _phrases(text: str) -> Iterator[str]:
    """``text``, and what stands behind the last word of it that is no number: “the solutions are 1 and 2”."""
    yield text.strip(" ,.")
    tail = re.search(
        r"(?:[A-Za-z]\s*=\s*)?[-+]?\d[^A-Za-z]*(?:(?:and|or|e|o|oppure|,|;)\s*(?:[A-Za-z]\s*=\s*)?[-+]?\d[^A-Za-z]*)+",
        text,
    )
    if tail:
        yield tail[0].strip(" ,.")
    inequality = re.search(r"(?:[-+]?[\d.,/∞]+\s*[<>≤≥]=?\s*)?[A-Za-z]\s*[<>≤≥]=?\s*[-+]?[\d.,/∞]+", text)
    if inequality:
        yield inequality[0].strip(" ,.")
