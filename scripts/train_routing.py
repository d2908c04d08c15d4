"""Trains ``convergio_jupyter/routing/weights.json`` and prints, as JSON, what the coefficients are worth.

Run it with the folder of the recorded outcomes (``docs/routing.md`` says where they come from and their licences):

    python scripts/train_routing.py DATA [--write]

Each figure is measured on groups (subjects, tasks, questions) that the coefficients of its fold have not seen, with the
length of the prompt beside it as the baseline. The rows stay where they are: only coefficients are shipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from convergio_jupyter.routing import cascade, complexity, weights

WEIGHTS = Path(complexity.__file__).with_name("weights.json")
FOLDS, REPEATS = 10, 6
RIDGE = 100.0
SHRINK = 20.0  # a subject's own figure counts like this many rows of the average
SUBJECT_RIDGE = 3.0
SPREAD = 0.6  # standard deviations of the score to the unit of the logistic curve
LOGISTIC_RIDGE = 10.0

Array = Any


@dataclass
class Outcomes:
    """Recorded outcomes: what was asked, how much better the larger model did, and the group of each row."""

    prompts: list[str]
    gain: Array
    groups: Array
    weak: Array
    answers: list[str]

    def where(self, mask: Array) -> Outcomes:
        at = np.flatnonzero(mask)
        return Outcomes(
            [self.prompts[i] for i in at], self.gain[at], self.groups[at], self.weak[at], [self.answers[i] for i in at]
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the router's coefficients.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args()
    every = load(options.data)
    report = {"difficulty": measure_difficulty(every), "doubt": measure_doubt(every)}
    if options.write:
        fitted = {"difficulty": fit_difficulty(every), "doubt": fit_doubt(every.where(answered(every)))}
        WEIGHTS.write_text(json.dumps(fitted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        report["shipped"] = measure_shipped(every)
    json.dump(report, sys.stdout, indent=1)
    print()
    return 0


def load(folder: Path) -> Outcomes:
    rows: list[dict[str, Any]] = []
    for name, group in (("mmlu_subjects", "subject"), ("tasks", "task"), ("gsm8k_with_answers", "")):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                rows.append({**row, "group": f"{name}:{row.get(group, '')}"})
    return Outcomes(
        prompts=[row["prompt"] for row in rows],
        gain=np.array([row["strong"] - row["weak"] for row in rows], float),
        groups=np.array([row["group"] for row in rows]),
        weak=np.array([row["weak"] for row in rows], float),
        answers=[row.get("weak_answer", "") for row in rows],
    )


def apgr(score: Array, gain: Array, seed: int = 0) -> float:
    """Average performance gap recovered (RouteLLM, arXiv 2406.18665): 0.5 is chance; ties are broken at random."""
    order = np.lexsort((np.random.RandomState(seed).rand(len(score)), -np.asarray(score)))
    curve = np.concatenate([[0.0], np.cumsum(gain[order])])
    return float(((curve[1:] + curve[:-1]) / 2).mean() / curve[-1])


def cpt(score: Array, gain: Array, share: float) -> float:
    """Share of calls to the larger model that recovers ``share`` of the gap."""
    order = np.lexsort((np.random.RandomState(0).rand(len(score)), -np.asarray(score)))
    curve = np.concatenate([[0.0], np.cumsum(gain[order])]) / gain.sum()
    return float(np.argmax(curve >= share) / len(score))


def group_folds(groups: Array, seed: int) -> Iterator[Array]:
    """Masks of held-out rows; a group is never on both sides."""
    names = sorted(set(groups))
    np.random.RandomState(seed).shuffle(names)
    for fold in range(FOLDS):
        yield np.isin(groups, names[fold::FOLDS])


def held_out(every: Outcomes, features: Array, predict: Callable[[Array, Outcomes, Array], Array]) -> Iterator[Array]:
    """Scores of every row by coefficients that have not seen its group, once for each way to fold."""
    for seed in range(REPEATS):
        scores = np.zeros(len(every.prompts))
        for test in group_folds(every.groups, seed):
            scores[test] = predict(features[~test], every.where(~test), features[test])
        yield scores


def ridge(features: Array, target: Array, strength: float) -> tuple[Array, float]:
    """Weights and bias of a linear regression on standardised features."""
    mean, scale = features.mean(0), features.std(0) + 1e-9
    known = (features - mean) / scale
    weights = np.linalg.solve(known.T @ known + strength * np.eye(known.shape[1]), known.T @ (target - target.mean()))
    return weights / scale, float(target.mean() - (weights / scale) @ mean)


def logistic(features: Array, target: Array, strength: float) -> tuple[Array, float]:
    """Weights and bias of a logistic regression on standardised features, by Newton's method."""
    mean, scale = features.mean(0), features.std(0) + 1e-9
    known = np.hstack([np.ones((len(features), 1)), (features - mean) / scale])
    penalty = strength * np.diag([0.0] + [1.0] * features.shape[1])
    weights = np.zeros(known.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (target - chance) - penalty @ weights
        weights += np.linalg.solve((known * (chance * (1 - chance))[:, None]).T @ known + penalty, slope)
    return weights[1:] / scale, float(weights[0] - (weights[1:] / scale) @ mean)


def prompt_weights(features: Array, gain: Array) -> tuple[Array, float]:
    """Half what the counts say, half the length, which travels best; scaled to the logistic curve."""
    weights, _ = ridge(features, gain, RIDGE)
    weights = weights / (features @ weights).std()
    weights[0] += 1 / features[:, 0].std()
    score = features @ weights
    weights = weights / score.std() / SPREAD
    return weights, -float((features @ weights).mean())


def prompt_features(every: Outcomes) -> Array:
    return np.array([complexity.features(prompt) for prompt in every.prompts])


def measure_difficulty(every: Outcomes) -> dict[str, Any]:
    features = prompt_features(every)

    def predict(known: Array, train: Outcomes, unknown: Array) -> Array:
        weights, bias = prompt_weights(known, train.gain)
        return unknown @ weights + bias

    parts = {name: mask(every, name) for name in ("mmlu_subjects", "tasks", "gsm8k_with_answers")}
    scores = list(held_out(every, features, predict))
    lengths = features[:, 0]
    report: dict[str, Any] = {
        name: {
            "apgr, unseen groups": spread([apgr(score[part], every.gain[part]) for score in scores]),
            "length alone": round(apgr(lengths[part], every.gain[part]), 3),
        }
        for name, part in parts.items()
    }
    report["mmlu_subjects"]["apgr, subject known"] = spread(list(with_subject(every.where(parts["mmlu_subjects"]))))
    return report


def with_subject(mmlu: Outcomes) -> Iterator[float]:
    """Random folds: the subject is known, the question is not."""
    features = prompt_features(mmlu)
    for seed in range(REPEATS):
        fold = np.random.RandomState(seed).randint(0, 5, len(mmlu.prompts))
        scores = np.zeros(len(mmlu.prompts))
        for number in range(5):
            test = fold == number
            train = mmlu.where(~test)
            weights, bias = prompt_weights(features[~test], train.gain)
            effects = subject_effects(train)
            scores[test] = features[test] @ weights + bias + [effects[name] for name in subjects_of(mmlu.where(test))]
        yield apgr(scores, mmlu.gain)


def subjects_of(mmlu: Outcomes) -> list[str]:
    return [group.partition(":")[2].replace("_", " ") for group in mmlu.groups]


def subject_effects(mmlu: Outcomes) -> dict[str, float]:
    """What each subject adds to the score, shrunk towards the average of all."""
    names, average = np.array(subjects_of(mmlu)), mmlu.gain.mean()
    raw = {
        name: (mmlu.gain[names == name].sum() + SHRINK * average) / ((names == name).sum() + SHRINK) - average
        for name in sorted(set(names))
    }
    scale = np.array([raw[name] for name in names]).std()
    return {name: 2 * value / scale / SPREAD for name, value in raw.items()}


def word_effects(effects: dict[str, float]) -> dict[str, float]:
    """What a word in a subject's name adds, for subjects that nobody has recorded."""
    words = sorted({word for name in effects for word in name.split()})
    known = np.array([[float(word in name.split()) for word in words] for name in effects])
    target = np.array(list(effects.values()))
    weights = np.linalg.solve(known.T @ known + SUBJECT_RIDGE * np.eye(len(words)), known.T @ target)
    return dict(zip(words, weights, strict=True))


def fit_difficulty(every: Outcomes) -> dict[str, Any]:
    weights, bias = prompt_weights(prompt_features(every), every.gain)
    effects = subject_effects(every.where(mask(every, "mmlu_subjects")))
    return {
        "bias": round(bias, 4),
        "weights": [round(float(weight), 4) for weight in weights],
        "subjects": {name: round(value, 3) for name, value in effects.items()},
        "words": {name: round(value, 3) for name, value in word_effects(effects).items()},
        "aliases": ALIASES,
    }


def answer_features(every: Outcomes) -> Array:
    return np.array([cascade.features(*pair) for pair in zip(every.prompts, every.answers, strict=True)])


def measure_doubt(every: Outcomes) -> dict[str, Any]:
    rows = every.where(answered(every))
    rows.groups = np.array(rows.prompts)  # folds by question: some questions stand there twice
    features, hard = answer_features(rows), np.array([complexity.features(prompt) for prompt in rows.prompts])
    others = every.where(~answered(every))
    weights, bias = prompt_weights(prompt_features(others), others.gain)  # has seen none of these questions

    def predict(known: Array, train: Outcomes, unknown: Array) -> Array:
        found, offset = logistic(known, 1 - train.weak, LOGISTIC_RIDGE)
        return 1 / (1 + np.exp(-(unknown @ found + offset)))

    difficult = 1 / (1 + np.exp(-(hard @ weights + bias)))
    report: dict[str, list[float]] = {}
    for doubtful in held_out(rows, features, predict):
        for name, score in (("doubt", doubtful), ("difficulty + doubt", difficult + doubtful)):
            report.setdefault(f"apgr, {name}", []).append(apgr(score, rows.gain))
            report.setdefault(f"cpt50, {name}", []).append(cpt(score, rows.gain, 0.5))
            report.setdefault(f"cpt80, {name}", []).append(cpt(score, rows.gain, 0.8))
    wrong = features[:, cascade.FEATURES.index("sums wrong")]
    return {
        **{name: spread(values) for name, values in report.items()},
        "apgr, wrong sums alone": round(apgr(wrong, rows.gain), 3),
        "apgr, difficulty alone": round(apgr(difficult, rows.gain), 3),
    }


def fit_doubt(rows: Outcomes) -> dict[str, Any]:
    weights, bias = logistic(answer_features(rows), 1 - rows.weak, LOGISTIC_RIDGE)
    return {"bias": round(bias, 4), "weights": [round(float(weight), 4) for weight in weights]}


def measure_shipped(every: Outcomes) -> dict[str, float]:
    """The written file through the public door, on the rows it was trained on: a check of the plumbing, not a claim."""
    weights.load.cache_clear()
    rows = every.where(answered(every))
    pairs = list(zip(rows.prompts, rows.answers, strict=True))
    both = np.array([complexity.difficulty(prompt) + cascade.doubt(prompt, answer) for prompt, answer in pairs])
    mmlu = every.where(mask(every, "mmlu_subjects"))
    named = [complexity.difficulty(*pair) for pair in zip(mmlu.prompts, subjects_of(mmlu), strict=True)]
    return {
        "difficulty, mmlu": round(apgr(np.array([complexity.difficulty(each) for each in mmlu.prompts]), mmlu.gain), 3),
        "difficulty, mmlu with subject": round(apgr(np.array(named), mmlu.gain), 3),
        "difficulty + doubt, gsm8k": round(apgr(both, rows.gain), 3),
    }


def mask(every: Outcomes, name: str) -> Array:
    return np.char.startswith(every.groups, f"{name}:")


def answered(every: Outcomes) -> Array:
    return np.array([bool(answer) for answer in every.answers])


def spread(values: list[float]) -> dict[str, float]:
    return {"mean": round(float(np.mean(values)), 3), "sd": round(float(np.std(values)), 3)}


# What people call their subjects, in words that the records know.
ALIASES = {
    "maths": "mathematics",
    "math": "mathematics",
    "matematica": "mathematics",
    "geometria": "mathematics",
    "fisica": "physics",
    "chimica": "chemistry",
    "biologia": "biology",
    "storia": "history",
    "geografia": "geography",
    "economia": "microeconomics",
    "economics": "microeconomics",
    "informatica": "computer science",
    "programming": "computer science",
    "coding": "computer science",
    "psicologia": "psychology",
    "logica": "logic",
    "astronomia": "astronomy",
    "medicina": "medicine",
    "statistica": "statistics",
    "religione": "religions",
    "diritto": "law",
}


if __name__ == "__main__":
    sys.exit(main())
