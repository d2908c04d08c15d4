"""Whether a skill is mastered, from stored attempts alone: Bayesian knowledge tracing.

Corbett and Anderson, "Knowledge tracing: modeling the acquisition of procedural knowledge" (1995). A learner either
knows a skill or does not, may learn it at each attempt, and never forgets. Nobody sees which; every answer says a
little about it. Four numbers describe a skill, and ``fit`` finds them in the answers of many learners.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Skill(NamedTuple):
    """``prior``: known before the first attempt. ``learn``: learnt at one. ``guess``: right without knowing it.

    ``slip``: wrong in spite of knowing it. Nothing is forgotten.
    """

    prior: float = 0.3
    learn: float = 0.15
    guess: float = 0.2
    slip: float = 0.1


class Attempt(NamedTuple):
    """A stored attempt; ``day`` is the date that the learner's clock showed. ``assisted``: the solution was seen.

    ``exercise`` is what was answered; of nothing each attempt is one of its own.
    """

    correct: bool
    day: date
    assisted: bool = False
    exercise: str = ""


USUAL = Skill()
MASTERED = 0.95
LEAST_CORRECT = 3  # unassisted ones
ASSISTED_MOST = 0.94  # how sure an assisted attempt can make us
_HELP = 0.8  # the share of those who do not know a skill, and would be wrong, that help makes right
_EDGE = 1e-6  # nobody is ever quite sure

_LEAST = Skill(0.001, 0.001, 0.001, 0.001)
_MOST = Skill(0.999, 0.999, 0.5, 0.5)  # above, right would be a sign of not knowing
_STARTS = 5
_FIRST_STEPS = 10  # of every start; the best two go on
_STEPS = 300
_SETTLED = 1e-6  # of the log likelihood of one answer


def update(known: float, correct: bool, skill: Skill = USUAL, *, assisted: bool = False) -> float:
    """How likely the skill is known after an attempt. With help, right says little, and never lifts to mastered."""
    guess = skill.guess + _HELP * max(0.0, 1 - skill.slip - skill.guess) if assisted else skill.guess
    of_known, of_unknown = (1 - skill.slip, guess) if correct else (skill.slip, 1 - guess)
    sure = known * of_known / (known * of_known + (1 - known) * of_unknown)
    after = sure + (1 - sure) * skill.learn
    if assisted:
        after = min(after, max(known, ASSISTED_MOST))
    return min(max(after, _EDGE), 1 - _EDGE)


def predict(known: float, skill: Skill = USUAL) -> float:
    """How likely the next answer is right."""
    return known * (1 - skill.slip) + (1 - known) * skill.guess


def traced(attempts: Iterable[Attempt], skill: Skill = USUAL) -> float:
    """How likely the skill is known after these attempts, in the order in which they were stored."""
    known = skill.prior
    for attempt in telling(attempts):
        known = update(known, attempt.correct, skill, assisted=attempt.assisted)
    return known


def telling(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The attempts without those that only repeat: what was right once in a day says nothing new again."""
    found, known = list[Attempt](), set[tuple[str, date]]()
    for attempt in attempts:
        place = attempt.exercise, attempt.day
        if attempt.correct and attempt.exercise and place in known:
            continue
        found.append(attempt)
        if attempt.correct:
            known.add(place)
    return found


def mastered(attempts: Sequence[Attempt], skill: Skill = USUAL) -> bool:
    """Whether the skill may be called mastered: likely enough, and shown three times without help, not on one day.

    A later day is one that was not there before, and to which the date moved forward from one stored attempt to the
    next. So an attempt that a clock set back dates into the past counts for the day before it in storage, a clock that
    goes back and returns makes no new day, and a date far in the future, once the clock is put right, bars nobody from
    what comes after.
    """
    days, day, seen = [], 0, set[date]()
    attempts = telling(attempts)
    for place, attempt in enumerate(attempts):
        day += place > 0 and attempt.day > attempts[place - 1].day and attempt.day not in seen
        seen.add(attempt.day)
        if attempt.correct and not attempt.assisted:
            days.append(day)
    return len(days) >= LEAST_CORRECT and days[-1] > days[0] and traced(attempts, skill) >= MASTERED


def fit(sequences: Iterable[Sequence[bool]], *, starts: int = _STARTS, seed: int = 0) -> Skill:
    """The skill that makes these answers likeliest: one sequence for each learner, of answers without help.

    Expectation maximisation (Baum and Welch), from several starts; the same ``seed`` gives the same skill. Without
    answers it is the usual one.
    """
    counted = Counter(tuple(map(bool, each)) for each in sequences)  # short ones repeat a lot
    counted.pop((), None)
    if not counted:
        return USUAL
    answers = sum(len(each) * times for each, times in counted.items())
    dice = random.Random(seed)
    begun = [_climbed(USUAL, counted, answers, _FIRST_STEPS)]
    for _ in range(starts - 1):
        begun.append(_climbed(_anywhere(dice), counted, answers, _FIRST_STEPS))
    begun.sort(reverse=True)
    return max(_climbed(skill, counted, answers, _STEPS) for _, skill in begun[:2])[1]


def _anywhere(dice: random.Random) -> Skill:
    return Skill(dice.uniform(0.05, 0.9), dice.uniform(0.02, 0.5), dice.uniform(0.02, 0.45), dice.uniform(0.02, 0.4))


def _climbed(skill: Skill, counted: Counter[tuple[bool, ...]], answers: int, steps: int) -> tuple[float, Skill]:
    """The log likelihood, and the skill, after so many steps uphill, or as soon as they lead no higher."""
    last = -math.inf
    for _ in range(steps):
        likelihood, better = _step(skill, counted)
        if likelihood - last < _SETTLED * answers:
            return likelihood, skill
        last, skill = likelihood, better
    return last, skill


def _step(skill: Skill, counted: Counter[tuple[bool, ...]]) -> tuple[float, Skill]:
    """The log likelihood of the answers, and the skill that explains best what is expected to lie behind them."""
    sums = [0.0] * 7
    likelihood = 0.0
    for answers, times in counted.items():
        found, expected = _expected(answers, skill)
        likelihood += times * found
        for place, value in enumerate(expected):
            sums[place] += times * value
    prior, learnt, could_learn, unknown, guessed, known, slipped = sums
    better = (
        prior / counted.total(),
        learnt / could_learn if could_learn else skill.learn,
        guessed / unknown if unknown else skill.guess,
        slipped / known if known else skill.slip,
    )
    return likelihood, Skill(*(min(max(v, low), high) for v, low, high in zip(better, _LEAST, _MOST, strict=True)))


def _expected(answers: tuple[bool, ...], skill: Skill) -> tuple[float, tuple[float, ...]]:
    """The log likelihood of one learner's answers, and how often each thing is expected to have happened.

    Forward and backward through the answers, each step scaled by the chance of its answer.
    """
    prior, learn, guess, slip = skill
    right, wrong = (1 - slip, guess), (slip, 1 - guess)
    known, likelihood = prior, 0.0
    forward = []
    for correct in answers:
        of_known, of_unknown = right if correct else wrong
        chance = known * of_known + (1 - known) * of_unknown
        sure = known * of_known / chance
        forward.append((sure, of_known / chance, of_unknown / chance))
        likelihood += math.log(chance)
        known = sure + (1 - sure) * learn
    learnt = could_learn = unknown = guessed = known_sum = slipped = 0.0
    later_known = later_unknown = 1.0  # how much likelier what follows is than expected, from either state
    for place in range(len(answers) - 1, -1, -1):
        sure, of_known, of_unknown = forward[place]
        is_known = sure * later_known
        known_sum += is_known
        unknown += 1 - is_known
        if answers[place]:
            guessed += 1 - is_known
        else:
            slipped += is_known
        if place:
            before = 1 - forward[place - 1][0]  # not known after the answer before
            by_learning = learn * of_known * later_known
            by_staying = (1 - learn) * of_unknown * later_unknown
            learnt += before * by_learning
            could_learn += before * (by_learning + by_staying)
            later_known, later_unknown = of_known * later_known, by_learning + by_staying
    return likelihood, (is_known, learnt, could_learn, unknown, guessed, known_sum, slipped)
