"""Whether a talk names the factors of the formula that is asked for: “the factors are 2x and x - 3”, “2x times x - 3”.

Numbers count as factors where such a word is said, and two of the task's own are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, combinations_with_replacement
from math import prod
from typing import NamedTuple

from ..key import Key
from .formulas import Goal, formulas_in, goal_of_formula
from .points import value_at
from .values import in_digits
from .verdict import squeezed

READ_AS_ONE = 6  # replies
MOST_NAMED = 8  # formulas of them, the last ones
MOST_FACTORS = 3
LONGEST = 24  # signs of a factor
_BETWEEN = re.compile(
    r"\b(?:times|multiplied by|moltiplicat[oaie] per|volte|per|by|mal|fois|por|and|or|und|et|ed|con|with)\b|,(?=\s)|\n"
    r"|(?<=\s)(?:e|o|y)(?=\s)",
    re.IGNORECASE,
)
_SAYS_FACTORS = re.compile(
    r"\b(?:factor|bracket|product|times|multipl|fattor|parentes|prodott|moltiplic|faktor|klammer|facteur)",
    re.IGNORECASE,
)
_HALVED = re.compile(r"\b(?:hal(?:f|ve[sd]?|ving)|metà|dimezza\w*|halbier\w*)\b(?: of\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ARTICLE = re.compile(r"(?<![\w)])[aeio] (?=[^\W\d_]{2,})")
_NUMBER = re.compile(r"(?:^|[^\W\d_]\s|[:(])\s*(-?\d+(?:/\d+)?)[.)]?\s*$")
_SUM = re.compile(r"(?<=[\w)])[-+]")
_TWICE = re.compile(
    r"\b(?:twice|both|two times|itself|same|squared?|due volte|entramb\w+|stess[oa]|quadrato|zweimal|beide)\b",
    re.IGNORECASE,
)


def names_factors(talk: Sequence[str], key: Key) -> bool:
    """Whether the last reply of ``talk`` names a factor that, with others of it, makes the answer."""
    for answer in (key.answer, *key.accepted):
        formula = answer.split("=")[-1]
        goal = goal_of_formula(formula, key.asked)
        if not goal.factored or not (new := _named(talk[-1], formula, key.asked)):
            continue
        said = "\n".join(talk[-READ_AS_ONE:])
        named = dict.fromkeys(each for text in talk[-READ_AS_ONE:] for each in _named(text, formula, key.asked))
        numbers = bool(_SAYS_FACTORS.search(said) or _HALVED.search(said)) or not _WORD.search(_BETWEEN.sub("", said))
        factors = [each for each in named if numbers or each.has_letters][-MOST_NAMED:]
        for chosen in _choices(factors, twice=bool(_TWICE.search(said))):
            if not set(new).isdisjoint(chosen) and not all(each.asked for each in chosen) and _makes(chosen, goal):
                return True
    return False


class _Factor(NamedTuple):
    formula: str
    value: float  # at the first of the goal's points
    has_letters: bool
    is_sum: bool
    asked: bool  # whether it stands in the task


def _choices(factors: Sequence[_Factor], *, twice: bool) -> Iterator[tuple[_Factor, ...]]:
    for many in range(2, MOST_FACTORS + 1):
        yield from combinations_with_replacement(factors, many) if twice else combinations(factors, many)


def _makes(factors: Sequence[_Factor], goal: Goal) -> bool:
    """Whether the product is the goal, at the first point and then at all others."""
    if not any(each.is_sum for each in factors) or not _near(prod(each.value for each in factors), goal.values[0]):
        return False
    whole = "*".join(f"({each.formula})" for each in factors)
    return all(_near(value_at(whole, point), right) for point, right in zip(goal.points, goal.values, strict=True))


def _near(value: float | None, wanted: float | None) -> bool:
    return value is not None and wanted is not None and abs(value - wanted) <= 1e-7 * max(1.0, abs(wanted))


@lru_cache(maxsize=256)
def _named(text: str, formula: str, asked: str) -> tuple[_Factor, ...]:
    """What may be a factor in ``text``: each formula between words such as “and” and “times”."""
    goal = goal_of_formula(formula, asked)
    apart = _BETWEEN.sub(lambda found: found[0] if found[0] in goal.letters else " ; ", text)
    apart = _ARTICLE.sub("", _HALVED.sub(" ; 1/2 ; ", apart))
    found: dict[_Factor, None] = {}
    for whole in dict.fromkeys((apart, in_digits(apart))):
        numbers = [each[1] for side in whole.split(";") for each in _NUMBER.finditer(side)]
        for piece in (*formulas_in(whole, goal), *numbers):
            value = value_at(piece, goal.points[0]) if len(piece) <= LONGEST else None
            if value is not None:
                bare = squeezed(piece)
                letters = any(letter in bare for letter in goal.letters)
                is_sum, known = letters and bool(_SUM.search(bare)), bare.strip("()") in goal.asked
                found[_Factor(bare, value, letters, is_sum, known)] = None
    return tuple(found)
