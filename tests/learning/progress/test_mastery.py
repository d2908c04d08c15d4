"""Only stored attempts move what is believed of a learner, and help never makes a master."""

import itertools
import math
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.progress.mastery import (
    MASTERED,
    USUAL,
    Attempt,
    Skill,
    fit,
    mastered,
    predict,
    traced,
    update,
)

DAY = date(2026, 11, 26)
LATER = DAY + timedelta(days=1)
skills = st.builds(Skill, st.floats(0.01, 0.99), st.floats(0.001, 0.99), st.floats(0.001, 0.49), st.floats(0.001, 0.49))
chances = st.floats(1e-6, 1 - 1e-6)
attempts = st.builds(Attempt, st.booleans(), st.dates(), st.booleans())


def simulated(skill, learners, length, seed=1):
    dice = random.Random(seed)
    for _ in range(learners):
        known, answers = dice.random() < skill.prior, []
        for _ in range(length):
            answers.append(dice.random() < (1 - skill.slip if known else skill.guess))
            known = known or dice.random() < skill.learn
        yield answers


def likelihood(answers, skill):
    """By its definition: over every attempt at which the skill may have been learnt."""
    chance = 0.0
    for learnt in range(len(answers) + 1):
        path = skill.prior if not learnt else (1 - skill.prior) * (1 - skill.learn) ** (learnt - 1)
        path *= skill.learn if 0 < learnt < len(answers) else 1
        for place, correct in enumerate(answers):
            right = 1 - skill.slip if place >= learnt else skill.guess
            path *= right if correct else 1 - right
        chance += path
    return chance


def test_an_update_follows_the_paper():
    skill = Skill(prior=0.4, learn=0.1, guess=0.2, slip=0.1)
    right = 0.4 * 0.9 / (0.4 * 0.9 + 0.6 * 0.2)
    wrong = 0.4 * 0.1 / (0.4 * 0.1 + 0.6 * 0.8)
    assert update(0.4, True, skill) == pytest.approx(right + (1 - right) * 0.1)
    assert update(0.4, False, skill) == pytest.approx(wrong + (1 - wrong) * 0.1)
    assert predict(0.4, skill) == pytest.approx(0.4 * 0.9 + 0.6 * 0.2)


@given(skills, st.lists(attempts, max_size=60))
def test_nobody_is_ever_quite_sure(skill, tried):
    assert 0 < traced(tried, skill) < 1
    assert 0 < predict(traced(tried, skill), skill) < 1


@given(skills)
def test_without_an_attempt_nothing_changes(skill):
    assert traced([], skill) == skill.prior
    assert not mastered([], skill)


@given(skills, chances, chances, st.booleans(), st.booleans())
def test_more_known_before_is_more_known_after(skill, one, other, correct, assisted):
    less, more = sorted((one, other))
    assert update(less, correct, skill, assisted=assisted) <= update(more, correct, skill, assisted=assisted) + 1e-12


@given(skills, chances, st.booleans())
def test_right_is_no_worse_a_sign_than_wrong(skill, known, assisted):
    right, wrong = (update(known, correct, skill, assisted=assisted) for correct in (True, False))
    assert right >= wrong - 1e-12
    assert assisted or right >= known - 1e-12


@given(skills, chances)
def test_right_with_help_says_less(skill, known):
    assert update(known, True, skill, assisted=True) <= update(known, True, skill) + 1e-12


@given(skills, chances, st.booleans())
def test_help_lifts_nobody_to_mastered(skill, known, correct):
    assert update(known, correct, skill, assisted=True) < max(MASTERED, known + 1e-12)


@given(skills, st.lists(st.builds(Attempt, st.booleans(), st.dates(), st.just(True)), max_size=40), st.booleans())
def test_assisted_attempts_never_reach_mastered(skill, helped, correct):
    assert not mastered(helped, skill)
    assert not mastered([*helped, Attempt(correct, LATER), Attempt(True, LATER + timedelta(days=9))], skill)


def test_mastered_takes_three_right_answers_of_ones_own_on_two_days():
    right = Attempt(True, DAY)
    assert not mastered([right] * 9)
    assert not mastered([right, Attempt(True, LATER)])
    assert mastered([right, right, Attempt(True, LATER)])
    assert not mastered([right, right, Attempt(True, LATER, assisted=True)])
    assert not mastered([right, right, Attempt(True, LATER), *[Attempt(False, LATER)] * 3])


def test_a_wrong_answer_the_day_before_makes_no_second_day():
    assert not mastered([Attempt(False, DAY), *[Attempt(True, LATER)] * 5])


def test_a_clock_set_back_neither_masters_nor_bars():
    future, past = DAY + timedelta(days=2_000), DAY - timedelta(days=2_000)
    assert not mastered([Attempt(True, DAY), Attempt(True, past), Attempt(True, past)])
    assert mastered([Attempt(True, DAY), Attempt(True, past), Attempt(True, past + timedelta(days=1))])
    assert not mastered([Attempt(True, future), Attempt(True, DAY), Attempt(True, DAY)])
    assert mastered([Attempt(True, future), Attempt(True, DAY), Attempt(True, LATER)])


@given(st.lists(attempts, max_size=12))
def test_the_same_attempts_always_say_the_same(tried):
    assert mastered(tried) == mastered(list(tried))
    assert not mastered(tried) or (traced(tried) >= MASTERED and sum(a.correct and not a.assisted for a in tried) >= 3)


def test_a_fit_finds_the_skill_behind_the_answers():
    true = Skill(prior=0.3, learn=0.2, guess=0.15, slip=0.08)
    found = fit(simulated(true, 3_000, 10))
    assert all(abs(a - b) < 0.05 for a, b in zip(found, true, strict=True)), found


def test_a_fit_is_at_least_as_likely_as_the_truth():
    true = Skill(prior=0.2, learn=0.1, guess=0.25, slip=0.1)
    answers = list(simulated(true, 200, 6))
    found = fit(answers)
    assert sum(math.log(likelihood(each, found)) for each in answers) >= sum(
        math.log(likelihood(each, true)) for each in answers
    )


def test_a_fit_stands_on_a_hill():
    answers = list(simulated(Skill(0.35, 0.15, 0.2, 0.1), 120, 7))
    found = fit(answers)
    height = sum(math.log(likelihood(each, found)) for each in answers)
    for place, change in itertools.product(range(4), (-0.02, 0.02)):
        moved = list(found)
        moved[place] = min(max(moved[place] + change, 0.001), 0.5)
        assert sum(math.log(likelihood(each, Skill(*moved))) for each in answers) <= height + 0.02


def test_a_fit_can_be_repeated():
    answers = list(simulated(USUAL, 100, 5))
    assert fit(answers, seed=7) == fit(list(answers), seed=7)


@given(st.lists(st.lists(st.booleans(), max_size=8), max_size=20))
def test_a_fit_stays_where_a_right_answer_is_a_good_sign(sequences):
    found = fit(sequences, starts=2)
    assert all(0 < each < 1 for each in found)
    assert found.guess <= 1 - found.slip


def test_nothing_to_fit_is_the_usual_skill():
    assert fit([]) == fit([[], []]) == USUAL


def test_a_clock_that_goes_back_and_returns_makes_no_new_day():
    assert not mastered([Attempt(True, DAY), Attempt(True, DAY - timedelta(days=1)), *[Attempt(True, DAY)] * 3])


def test_what_was_right_once_in_a_day_says_nothing_new_again():
    once, other = Attempt(True, DAY, exercise="one"), Attempt(True, DAY, exercise="two")
    assert traced([once] * 5) == traced([once]) < traced([once, other])
    later = once._replace(day=LATER)
    assert not mastered([once, once, later, later])
    assert mastered([once, other, later])
    wrong = once._replace(correct=False)
    assert traced([once, wrong, once]) == traced([once, wrong])
