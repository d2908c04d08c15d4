"""How likely a question says that somebody is in danger, in words that no rule foresaw.

Words, their beginnings and pairs weigh for or against; ``scripts/train_concern.py`` learns the weights from sentences
written for this project, beside all the ordinary questions by which teachers are found. It guesses at no mood: what is
learned is what people write who need a human now, and what they write who ask about a lesson.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast

from ..core.softmax import Softmax

Kind = Literal["danger", "harm_by_others", "self_harm"]
SURE = 0.35  # how likely it must be to be heard; see docs/safety.md for what that hears, and what it takes wrongly
FEWEST = 6  # words that are looked at: “I want to sleep” may mean anything, and what is short and clear has a rule
WINDOW = 24  # words that are judged at once: what is said around a sentence says nothing of it
NOBODY = "nobody"  # the class of all that says nothing of the kind
_HEAD = 5  # letters by which the forms of a word are told to be one


def pieces(words: str) -> Iterator[str]:
    """The sentences of plain ``words`` that can tell something; of a long one, each half of it with the next half."""
    for sentence in words.split(" . "):
        said = sentence.split()
        for begin in range(0, max(1, len(said) - WINDOW // 2), WINDOW // 2):
            piece = [word for word in said[begin : begin + WINDOW] if word != "."]
            if len(piece) >= FEWEST:
                yield f". {' '.join(piece)} ."


def features(words: str) -> set[str]:
    """What a text is judged by, of its plain words (see ``wording.plain``)."""
    said = words.split()
    found = {word for word in said if word != "."}
    found |= {f"{word[:_HEAD]}~" for word in said if len(word) > _HEAD}
    found |= {f"{first} {second}" for first, second in pairwise(said)}
    return found | {f"{first} * {third}" for first, third in zip(said, said[2:], strict=False)}


def heard(words: str) -> tuple[str, Kind] | None:
    """The language and the kind of danger that plain ``words`` tell of; None where that is not likely enough."""
    weights = _weights()
    nobody = weights.classes.index(NOBODY)
    judged = [shares for piece in pieces(words) if (shares := weights.shares(features(piece))) is not None]
    surest = min(judged, key=lambda shares: shares[nobody], default=None)
    if surest is None or 1 - surest[nobody] < SURE:
        return None
    _, best = max((share, name) for share, name in zip(surest, weights.classes, strict=True) if name != NOBODY)
    lang, kind = best.split(" ")
    return lang, cast(Kind, kind)


@functools.cache
def _weights() -> Softmax:
    return Softmax(json.loads(Path(__file__).with_name("concern.json").read_text(encoding="utf-8")))
