"""Fits the threshold of difficulty to a course's own questions, so that at most a given share of them goes to a cloud.

The share is a promise and not an average: once the latest questions have used it up, what can stay here stays, whatever
the threshold says. The stated error is the Dvoretzky–Kiefer–Wolfowitz bound with Massart's constant (Ann. Probab. 18,
1990): with 95 % certainty the true share beyond the threshold differs from the counted one by no more, whatever the
distribution of the questions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WINDOW = 200  # of the latest questions of a course that are looked at
FEWEST = 20  # below this the threshold of the house holds, and only the promise is kept
NEVER = 1.01  # a threshold that no difficulty reaches


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the router saw it: how hard, and whether it went to a cloud."""

    difficulty: float
    cloud: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The threshold to use now. ``expected`` share ± ``error`` of coming questions reach it.

    ``used`` is the share that went to a cloud lately; ``is_spent`` says that one more would break the promise.
    """

    hard_from: float
    expected: float
    error: float
    used: float
    is_spent: bool
    questions: int


def calibrate(asked: Sequence[Asked], share: float, hard_from: float) -> Calibration:
    """The threshold with which at most ``share`` of questions like ``asked`` go to a cloud; ``hard_from`` for too few.

    ``asked`` are the latest questions, ``share`` lies between 0 and 1.
    """
    latest = list(asked)[-WINDOW:]
    count, clouds = len(latest), sum(each.cloud for each in latest)
    scores = sorted((each.difficulty for each in latest), reverse=True)
    threshold = _threshold(scores, share) if count >= FEWEST else hard_from if share > 0 else NEVER
    return Calibration(
        hard_from=threshold,
        expected=sum(score >= threshold for score in scores) / max(1, count),
        error=min(1.0, math.sqrt(math.log(2 / 0.05) / (2 * max(1, count)))),
        used=clouds / max(1, count),
        is_spent=clouds + 1 > share * (min(count, WINDOW - 1) + 1),
        questions=count,
    )


def share_within(left_micro: int, each_micro: int, a_day: float, days: float) -> float:
    """The share of questions that ``left_micro`` pays for, at ``each_micro`` a question and ``a_day`` for ``days``."""
    coming = each_micro * a_day * days
    return 1.0 if coming <= 0 else max(0.0, min(1.0, left_micro / coming))


def _threshold(falling: list[float], share: float) -> float:
    """The lowest threshold that at most ``share`` of the scores reach; those that are equal go together."""
    most = int(share * len(falling) + 1e-9)
    if most >= len(falling):
        return 0.0
    barred = falling[most]  # the hardest one that must stay; what is as hard stays with it
    harder = [score for score in falling[:most] if score > barred]
    return harder[-1] if harder else NEVER
