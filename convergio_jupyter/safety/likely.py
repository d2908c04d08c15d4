"""How likely a question says that somebody is in danger, in words that no rule foresaw.

Words, their beginnings and pairs weigh for or against; ``scripts/train_concern.py`` learns the weights from sentences
written for this project, beside all the ordinary questions by which teachers are found. It guesses at no mood: what is
learned is what people write who need a human now, and what they write who ask about a lesson.
"""

from __future__ import annotations

import functools
import json
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast

from ..core.softmax import Softmax

Kind = Literal["danger", "harm_by_others", "self_harm"]
SURE = 0.5  # how likely it must be to be heard; see docs/safety.md for what that hears, and what it takes wrongly
FEWEST = 6  # words that are looked at: “I want to sleep” may mean anything, and what is short and clear has a rule
MOST = 60  # a long text is no cry for help
NOBODY = "nobody"  # the class of all that says nothing of the kind
_HEAD = 5  # letters by which the forms of a word are told to be one


def is_told(words: str) -> bool:
    """Whether plain ``words`` are so many that they can tell something."""
    return FEWEST <= sum(word != "." for word in words.split()) <= MOST


def features(words: str) -> set[str]:
    """What a text is judged by, of its plain words (see ``wording.plain``)."""
    said = words.split()
    found = {word for word in said if word != "."}
    found |= {f"{word[:_HEAD]}~" for word in said if len(word) > _HEAD}
    found |= {f"{first} {second}" for first, second in pairwise(said)}
    return found | {f"{first} * {third}" for first, third in zip(said, said[2:], strict=False)}


def heard(words: str) -> tuple[str, Kind] | None:
    """The language and the kind of danger that plain ``words`` tell of; None where that is not likely enough."""
    if not is_told(words):
        return None
    weights = _weights()
    shares = weights.shares(features(words))
    if shares is None or 1 - shares[weights.classes.index(NOBODY)] < SURE:
        return None
    _, best = max((share, name) for share, name in zip(shares, weights.classes, strict=True) if name != NOBODY)
    lang, kind = best.split(" ")
    return lang, cast(Kind, kind)


@functools.cache
def _weights() -> Softmax:
    return Softmax(json.loads(Path(__file__).with_name("concern.json").read_text(encoding="utf-8")))
