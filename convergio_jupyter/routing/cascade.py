"""Whether an answer of a small model is to be trusted: its sums are redone, its code is run, a few counts say the rest.

``doubt`` asks nobody, and runs code only in the sandbox that it is given. It is a logistic score, trained by
``scripts/train_routing.py`` on recorded answers (see ``docs/routing.md``). Sums are redone by :mod:`.arithmetic`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction

from . import weights
from .arithmetic import check_sums, numbers_in, results_in, without_marks
from .snippets import Runner, is_broken

LONGEST = 20_000  # characters of an answer that are read
BROKEN_CODE = 0.95  # the least doubt about an answer whose code does not parse or fails

_HEDGE = re.compile(
    r"\b(?:however|but|assum\w*|cannot|can't|not enough|unclear|depends|let's say|approximately|about|wait|actually"
    r"|mistake|need to know|not possible|unknown|tuttavia|forse|circa|dipende|non posso|non è possibile)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"half|third|quarter|twice|percent|%|times as|more than|less than|fewer", re.IGNORECASE)
_REST = re.compile(r"left|remain|still|rest", re.IGNORECASE)
_FRACTION = re.compile(r"\b(?:half|third|quarter)\b", re.IGNORECASE)
_ENDS_WELL = re.compile(r"[.!?\d)%$]$")
_ORDINARY = frozenset(map(Fraction, (0, 1, 2, 3, 4, 5, 7, 10, 12, 24, 30, 52, 60, 100, 365, 1000)))

FEATURES = (
    "length", "sums right", "sums wrong", "share of sums wrong", "no sums", "lines", "hedges", "numbers used",
    "new numbers", "ends with a fraction", "size of the last number", "ends with a number of the question",
    "ends well", "length beside the question", "numbers a line", "repeats a line", "length of the question",
    "numbers in the question", "results not used", "numbers from nowhere", "a negative result",
    "fractions among results", "results", "results beyond the question's numbers", "last number is no result",
    "parts in the question", "rests in the question", "sentences in the question", "numbers not used",
    "a half or a third",
)  # fmt: skip


def doubt(question: str, answer: str, run: Runner | None = None) -> float:
    """How likely it is that ``answer`` is wrong, from 0 (no sign of it) to 1; an empty answer is 1.

    ``run`` runs the answer's code in a sandbox (:func:`convergio_jupyter.tools.sandbox.errors_of`); without it code is
    only parsed.
    """
    if not answer.strip():
        return 1.0
    score = weights.score("doubt", features(question, answer))
    return max(score, BROKEN_CODE) if is_broken(answer[:LONGEST], run) else score


def features(question: str, answer: str) -> tuple[float, ...]:
    """The counts that the score is made of, in the order of :data:`FEATURES`."""
    question, answer = question[:LONGEST], answer[:LONGEST].strip()
    plain = without_marks(answer)
    right, wrong = check_sums(answer)
    asked, said, results = set(numbers_in(question)), numbers_in(plain), results_in(plain)
    times, known = Counter(said), asked | set(results) | _ORDINARY
    last = said[-1] if said else Fraction(0)
    lines = [line for line in answer.split("\n") if line.strip()]
    return (
        math.log(len(answer) + 1),
        min(right, 12),
        min(wrong, 3),
        wrong / (right + wrong + 1),
        float(right + wrong == 0),
        min(len(lines), 30),
        len(_HEDGE.findall(answer)) / (len(answer) / 100 + 1),
        len(asked & times.keys()) / max(1, len(asked)),
        min(len(times.keys() - asked), 20),
        float(last.denominator != 1),
        min(math.log(float(abs(last)) + 1), 12.0),
        float(last in asked),
        float(bool(_ENDS_WELL.search(answer))),
        min(len(answer) / (len(question) + 1), 10.0),
        min(len(said) / (len(lines) + 1), 10.0),
        float(len(set(lines)) < len(lines)),
        math.log(len(question) + 1),
        min(len(asked), 15),
        min(sum(times[result] < 2 for result in results[:-1]), 10),
        min(len(times.keys() - known), 10),
        float(any(result < 0 for result in results)),
        min(sum(result.denominator != 1 for result in results), 10),
        min(len(results), 15),
        max(-10, min(len(results) - len(asked), 10)),
        float(bool(results) and bool(said) and said[-1] != results[-1]),
        min(len(_PART.findall(question)), 10),
        min(len(_REST.findall(question)), 10),
        min(question.count("."), 15),
        min(len(asked - times.keys()), 10),
        float(bool(_FRACTION.search(question))),
    )
