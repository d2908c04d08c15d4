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
from .formulas import formulas_in, goal_of_formula
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
            if (
                not set(new).isdisjoint(chosen)
                and _makes(chosen, goal.values)
                and any(not each.asked for each in chosen)
            ):
                return True
    return False


class _Factor(NamedTuple):
    values: tuple[float, ...]
    has_letters: bool
    is_sum: bool
    asked: bool  # whether it stands in the task


def _choices(factors: Sequence[_Factor], *, twice: bool) -> Iterator[tuple[_Factor, ...]]:
    for many in range(2, MOST_FACTORS + 1):
        yield from combinations_with_replacement(factors, many) if twice else combinations(factors, many)


def _makes(factors: Sequence[_Factor], wanted: Sequence[float | None]) -> bool:
    if not any(each.is_sum for each in factors):
        return False
    made = [prod(values) for values in zip(*(each.values for each in factors), strict=True)]
    return all(
        right is not None and abs(value - right) <= 1e-7 * max(1.0, abs(right))
        for value, right in zip(made, wanted, strict=True)
    )


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
            values = [value_at(piece, point) for point in goal.points if len(piece) <= LONGEST]
            known = tuple(float(f"{value:.9g}") for value in values if value is not None)
            if len(known) == len(goal.points):
                bare = squeezed(piece)
                letters = any(letter in bare for letter in goal.letters)
                is_sum = letters and bool(_SUM.search(bare))
                found[_Factor(known, letters, is_sum, bare.strip("()") in goal.asked)] = None
    return tuple(found)
