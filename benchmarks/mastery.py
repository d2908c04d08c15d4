"""How well knowledge tracing predicts the next answer, how near a fit comes to the truth, and how long it takes.

On simulated learners the true skill is known, so that its own predictions are what nobody can beat. Where pyBKT can be
imported, it is fitted to the same answers; it needs packages of its own (scikit-learn 1.7.2, numpy 2.2.6, pandas
2.3.3, pyBKT 1.4.3). ``--data FILE …`` takes public answers instead: CSV with user_id, skill_name and correct.
"""

from __future__ import annotations

import csv
import importlib.util
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from common import Bars, bar, note, show

from convergio_jupyter.learning.progress.mastery import Skill, fit, predict, update

SEED = 20261126
LEARNERS, HELD_OUT = 600, 300
SKILLS = [
    *(Skill(0.3, 0.15, 0.2, 0.1), Skill(0.1, 0.3, 0.1, 0.05), Skill(0.5, 0.1, 0.25, 0.15), Skill(0.2, 0.05, 0.15, 0.1)),
    *(Skill(0.6, 0.2, 0.3, 0.05), Skill(0.05, 0.4, 0.05, 0.2), Skill(0.4, 0.25, 0.2, 0.2), Skill(0.25, 0.1, 0.35, 0.1)),
]
UPDATES = 20_000
Answers = list[bool]


class Course(NamedTuple):
    """The answers to one skill: those to learn from, those to predict, and the skill that made them, if known."""

    name: str
    seen: list[Answers]
    held_out: list[Answers]
    true: Skill | None = None


def measure() -> Bars:
    files = [Path(each) for each in sys.argv[sys.argv.index("--data") + 1 :]] if "--data" in sys.argv else []
    courses = [course for path in files for course in _read(path)] or _simulated()
    fitted, times = zip(*(_timed(lambda course=course: fit(course.seen)) for course in courses), strict=True)
    ours = _auc_of(courses, fitted)
    answers = sum(len(each) for course in courses for each in course.held_out)
    how = f"{len(courses)} skills, {answers} answers held out, {'read' if files else 'simulated'}"
    bars = {
        "mastery: time of a fit, all skills": bar(1000 * sum(times), None, "ms", how=how),
        "mastery: one update": bar(_update(), 50, "µs", how=f"{UPDATES} updates"),
    }
    if not files:
        true = _auc_of(courses, [course.true for course in courses if course.true])
        apart = [
            abs(a - b)
            for course, found in zip(courses, fitted, strict=True)
            for a, b in zip(found, course.true, strict=True)
        ]
        bars["mastery: AUC short of the true skills"] = bar(
            1000 * (true - ours), 2, "thousandths", baseline=1000 * true, how=how
        )
        bars["mastery: parameters off the true ones, mean"] = bar(statistics.mean(apart), None, "", how=how)
        bars["mastery: parameters off the true ones, most"] = bar(max(apart), None, "", how=how)
    return (
        bars
        | {"mastery: AUC": bar(1000 * ours, None, "thousandths", how=how)}
        | _beside_pybkt(courses, ours, sum(times), how)
    )


def _pairs(found: Skill, true: Skill | None) -> list[tuple[float, float]]:
    return list(zip(found, true or found, strict=True))


def _simulated() -> list[Course]:
    dice = random.Random(SEED)
    courses = []
    for number, skill in enumerate(SKILLS):
        learners = [_learner(skill, dice.randint(4, 12), dice) for _ in range(LEARNERS + HELD_OUT)]
        courses.append(Course(f"skill {number}", learners[:LEARNERS], learners[LEARNERS:], skill))
    return courses


def _learner(skill: Skill, length: int, dice: random.Random) -> Answers:
    known, answers = dice.random() < skill.prior, []
    for _ in range(length):
        answers.append(dice.random() < (1 - skill.slip if known else skill.guess))
        known = known or dice.random() < skill.learn
    return answers


def _read(path: Path) -> list[Course]:
    """One course for each skill of a file; every third learner is held out."""
    skills: dict[str, dict[str, Answers]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            learners = skills.setdefault(row["skill_name"], {})
            learners.setdefault(row["user_id"], []).append(row["correct"].strip() == "1")
    courses = []
    for name, learners in skills.items():
        answers = list(learners.values())
        held_out = answers[::3]
        courses.append(Course(f"{path.stem} {name}", [each for n, each in enumerate(answers) if n % 3], held_out))
    return courses


def _auc_of(courses: Sequence[Course], skills: Sequence[Skill]) -> float:
    return auc([pair for course, skill in zip(courses, skills, strict=True) for pair in _predicted(course, skill)])


def _predicted(course: Course, skill: Skill) -> list[tuple[float, bool]]:
    pairs = []
    for answers in course.held_out:
        known = skill.prior
        for correct in answers:
            pairs.append((predict(known, skill), correct))
            known = update(known, correct, skill)
    return pairs


def auc(pairs: list[tuple[float, bool]]) -> float:
    """How often a right answer was thought likelier than a wrong one; ties count half."""
    ordered = sorted(pairs)
    ranks = place = 0.0
    while place < len(ordered):
        end = int(place)
        while end < len(ordered) and ordered[end][0] == ordered[int(place)][0]:
            end += 1
        rank = (place + 1 + end) / 2
        ranks += rank * sum(correct for _, correct in ordered[int(place) : end])
        place = end
    right = sum(correct for _, correct in pairs)
    return (ranks - right * (right + 1) / 2) / (right * (len(pairs) - right))


def _beside_pybkt(courses: list[Course], ours: float, seconds: float, how: str) -> Bars:
    if importlib.util.find_spec("pyBKT") is None:
        note("pyBKT is not installed here: without it there is no comparison")
        return {}
    models, times = zip(*(_pybkt(course) for course in courses), strict=True)
    theirs = auc([pair for course, model in zip(courses, models, strict=True) for pair in _said(model, course)])
    how += "; pyBKT with five starts"
    return {
        "mastery: AUC apart from pyBKT": bar(
            1000 * abs(ours - theirs), 2, "thousandths", baseline=1000 * theirs, how=how
        ),
        "mastery: faster than pyBKT": bar(sum(times) / seconds, 10, "times", how=how, at_least=True),
    }


def _pybkt(course: Course) -> tuple[Any, float]:
    import pandas as pd
    from pyBKT.models import Model

    rows = pd.DataFrame(_rows(course.seen))
    model = Model(seed=SEED, num_fits=5, parallel=False)
    _, seconds = _timed(lambda: model.fit(data=rows))
    return model, seconds


def _said(model: Any, course: Course) -> list[tuple[float, bool]]:
    import pandas as pd

    said = model.predict(data=pd.DataFrame(_rows(course.held_out)))
    pairs = zip(said["correct_predictions"], said["correct"], strict=True)
    return [(float(chance), bool(correct)) for chance, correct in pairs]


def _rows(sequences: list[Answers]) -> list[dict[str, Any]]:
    order = iter(range(sum(map(len, sequences))))
    return [
        {"user_id": learner, "skill_name": "skill", "correct": int(correct), "order_id": next(order)}
        for learner, answers in enumerate(sequences)
        for correct in answers
    ]


def _update() -> float:
    start = time.perf_counter()
    known = 0.5
    for number in range(UPDATES):
        known = update(known, number % 3 > 0)
    return 1e6 * (time.perf_counter() - start) / UPDATES


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


if __name__ == "__main__":
    show(measure)
