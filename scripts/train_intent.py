"""Trains ``convergio_jupyter/teachers/intent.json``, by which a question finds its teacher.

    python scripts/train_intent.py            # prints, as JSON, how often questions that were not seen find theirs
    python scripts/train_intent.py --write    # writes the weights, trained on everything

The questions and words stand in ``scripts/intent/``, by language. The weights of words, beginnings of words and pairs
are those of complement naive Bayes (Rennie et al., ICML 2003), which knows best what rare words mean, and a little of a
softmax regression, which knows how words go together; numpy is all it needs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from softmax import Array, Model, packed, regression

from convergio_jupyter.teachers import intent, load_faculty

CORPUS = Path(__file__).with_name("intent")
WEIGHTS = Path(intent.__file__).with_name("intent.json")
FOLDS = 5
WORD_WEIGHT = 0.5  # of a word beside a whole question, in the regression
WORD_COUNT = 2  # and in naive Bayes
SMOOTHING = 0.7
REGRESSION = 0.2  # its part beside naive Bayes


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was said, and to whom it belongs."""

    text: str
    teacher: str
    lang: str
    weight: float = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights")
    questions, words = read()
    write = parser.parse_args().write
    unseen = cross_validated(questions, words)
    print(json.dumps(report(unseen, len(words)), indent=2))
    if write:
        model = fit(questions + words).sharpened(sharpness(unseen))
        WEIGHTS.write_text(json.dumps(packed(model, list(load_faculty())), indent=1), encoding="utf-8")


def read() -> tuple[list[Row], list[Row]]:
    """The questions and the words of the corpus."""
    questions: list[Row] = []
    words: list[Row] = []
    for path in sorted(CORPUS.glob("*.txt")):
        teacher, lang = "", path.stem[:2]
        for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            if head := re.fullmatch(r"\[(\w+)\]", line):
                teacher = head[1]
            elif line[0] == "=":
                words += [Row(word.strip(), teacher, lang, WORD_WEIGHT) for word in line[1:].split(",") if word.strip()]
            elif line[0] != "#":
                questions.append(Row(line, teacher, lang))
    return questions, words


def fit(rows: list[Row]) -> Model:
    """Naive Bayes with a little regression."""
    teachers = list(load_faculty())
    bags = [_features(row) for row in rows]
    owners, shares = [teachers.index(row.teacher) for row in rows], [row.weight for row in rows]
    model, counts = regression(bags, owners, shares), bayes(rows)
    table = REGRESSION * model.table
    for name, weights in counts.items():
        if name in model.place:
            table[model.place[name]] += weights
    return Model(model.place, table, REGRESSION * model.bias)


def bayes(rows: list[Row]) -> dict[str, Array]:
    """How much each feature speaks for a teacher: how rare it is among all others."""
    teachers = list(load_faculty())
    counts: dict[str, Array] = defaultdict(lambda: np.zeros(len(teachers)))
    for row in rows:
        for feature in _features(row):
            counts[feature][teachers.index(row.teacher)] += 1 if row.weight == 1 else WORD_COUNT
    mine = np.sum(list(counts.values()), axis=0)
    others = np.log(mine.sum() - mine + SMOOTHING * len(counts))
    found = {name: others - np.log(count.sum() - count + SMOOTHING) for name, count in counts.items()}
    return {name: weights - weights.mean() for name, weights in found.items()}


def _features(row: Row) -> set[str]:
    return intent.features(intent.words_of(row.text))


def cross_validated(questions: list[Row], words: list[Row]) -> list[tuple[Row, Array]]:
    """Each question with its scores by weights that have not seen it."""
    shuffled = random.Random(1).sample(questions, len(questions))
    found = []
    for fold in range(FOLDS):
        model = fit([row for number, row in enumerate(shuffled) if number % FOLDS != fold] + words)
        found += [(row, model.scores(_features(row))) for row in shuffled[fold::FOLDS]]
    return found


def sharpness(unseen: list[tuple[Row, Array]]) -> float:
    """The factor with which shares are as sure as they are right: it makes what was asked likeliest."""
    teachers = list(load_faculty())
    scores = np.array([found for _, found in unseen])
    right = np.array([teachers.index(row.teacher) for row, _ in unseen])

    def likelihood(factor: float) -> float:
        sharp = scores * factor
        sharp = sharp - sharp.max(1, keepdims=True)
        chosen = sharp[np.arange(len(right)), right]
        return float((chosen - np.log(np.exp(sharp).sum(1))).mean())

    return max(np.geomspace(0.2, 20, 200), key=likelihood)


def report(unseen: list[tuple[Row, Array]], words: int) -> dict[str, Any]:
    """How often the first and the first two are right, for questions that were kept away from the training."""
    teachers = list(load_faculty())
    orders = [(row, [teachers[each] for each in np.argsort(-scores)]) for row, scores in unseen]
    ranks = [(row, order.index(row.teacher), order[0]) for row, order in orders]
    return {
        "questions": len(unseen),
        "words": words,
        "first, en": _share([rank == 0 for row, rank, _ in ranks if row.lang == "en"]),
        "first, it": _share([rank == 0 for row, rank, _ in ranks if row.lang == "it"]),
        "first": _share([rank == 0 for _, rank, _ in ranks]),
        "first two": _share([rank < 2 for _, rank, _ in ranks]),
        "sharpness": round(sharpness(unseen), 3),
        "taken for": Counter(f"{row.teacher} as {best}" for row, rank, best in ranks if rank).most_common(12),
    }


def _share(hits: list[bool]) -> float:
    return round(sum(hits) / max(1, len(hits)), 3)


if __name__ == "__main__":
    main()
