"""Trains ``convergio_jupyter/teachers/intent.json``, by which a question finds its teacher.

    python scripts/train_intent.py            # prints, as JSON, how often questions that were not seen find theirs
    python scripts/train_intent.py --write    # writes the weights, trained on everything

The questions and words stand in ``scripts/intent/``, by language. The weights of words, beginnings of words and pairs
are those of complement naive Bayes (Rennie et al., ICML 2003), which knows best what rare words mean, and a little of a
softmax regression, which knows how words go together; numpy is all it needs.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from convergio_jupyter.teachers import intent, load_faculty

CORPUS = Path(__file__).with_name("intent")
WEIGHTS = Path(intent.__file__).with_name("intent.json")
FOLDS = 5
EPOCHS, RATE, RIDGE = 60, 0.3, 1e-5
WORD_WEIGHT = 0.5  # of a word beside a whole question, in the regression
WORD_COUNT = 2  # and in naive Bayes
SMOOTHING = 0.7
REGRESSION = 0.2  # its part beside naive Bayes

Array = Any


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was said, and to whom it belongs."""

    text: str
    teacher: str
    lang: str
    weight: float = 1.0


@dataclass
class Model:
    """Features by number, their weights for each teacher, and what speaks for a teacher before any word."""

    place: dict[str, int]
    table: Array
    bias: Array

    def scores(self, text: str) -> Array:
        found = intent.features(intent.words_of(text))
        known = [self.place[feature] for feature in found if feature in self.place]
        return self.bias + self.table[known].sum(0) / np.sqrt(max(1, len(found)))

    def sharpened(self, factor: float) -> Model:
        """The same order of teachers, with shares that are so much surer of it."""
        return Model(self.place, self.table * factor, self.bias * factor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights")
    questions, words = read()
    write = parser.parse_args().write
    unseen = cross_validated(questions, words)
    print(json.dumps(report(unseen, len(words)), indent=2))
    if write:
        model = fit(questions + words).sharpened(sharpness(unseen))
        WEIGHTS.write_text(json.dumps(packed(model), indent=1), encoding="utf-8")


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
    model, counts = regression(rows), bayes(rows)
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
        for feature in intent.features(intent.words_of(row.text)):
            counts[feature][teachers.index(row.teacher)] += 1 if row.weight == 1 else WORD_COUNT
    mine = np.sum(list(counts.values()), axis=0)
    others = np.log(mine.sum() - mine + SMOOTHING * len(counts))
    found = {name: others - np.log(count.sum() - count + SMOOTHING) for name, count in counts.items()}
    return {name: weights - weights.mean() for name, weights in found.items()}


def regression(rows: list[Row]) -> Model:
    """Softmax regression by Adam over all rows at once."""
    teachers = list(load_faculty())
    bags = [intent.features(intent.words_of(row.text)) for row in rows]
    counted = Counter(feature for bag in bags for feature in bag)
    kept = [name for name, count in counted.items() if count > 1 or " " not in name]  # a pair seen once tells nothing
    place = {name: number for number, name in enumerate(sorted(kept))}
    columns = [[place[name] for name in bag if name in place] for bag in bags]
    owner = np.repeat(np.arange(len(rows)), [len(each) for each in columns])
    column = np.concatenate([np.array(each, dtype=int) for each in columns])
    value = np.repeat([1 / np.sqrt(max(1, len(bag))) for bag in bags], [len(each) for each in columns])[:, None]
    target = np.zeros((len(rows), len(teachers)))
    target[np.arange(len(rows)), [teachers.index(row.teacher) for row in rows]] = 1
    share = np.array([row.weight for row in rows])[:, None]
    share = share / share.sum()

    table, bias = np.zeros((len(place), len(teachers))), np.zeros(len(teachers))
    pace, spread = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, EPOCHS + 1):
        scores = _summed(owner, table[column] * value, len(rows)) + bias
        scores = np.exp(scores - scores.max(1, keepdims=True))
        error = (scores / scores.sum(1, keepdims=True) - target) * share
        slope = _summed(column, error[owner] * value, len(place)) + RIDGE * table
        pace, spread = 0.9 * pace + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        table -= RATE * (pace / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        bias -= 0.1 * RATE * error.sum(0)
    return Model(place, table, bias)


def _summed(rows: Array, values: Array, count: int) -> Array:
    """The sum of ``values`` by the number of their row."""
    return np.stack([np.bincount(rows, weights=each, minlength=count) for each in values.T], axis=1)


def cross_validated(questions: list[Row], words: list[Row]) -> list[tuple[Row, Array]]:
    """Each question with its scores by weights that have not seen it."""
    shuffled = random.Random(1).sample(questions, len(questions))
    found = []
    for fold in range(FOLDS):
        model = fit([row for number, row in enumerate(shuffled) if number % FOLDS != fold] + words)
        found += [(row, model.scores(row.text)) for row in shuffled[fold::FOLDS]]
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


def packed(model: Model) -> dict[str, Any]:
    """The weights as ``intent`` reads them: one signed byte each."""
    scale = float(np.abs(model.table).max()) / 127
    table = np.rint(model.table / scale).astype(np.int8)
    names = sorted(model.place, key=lambda name: model.place[name])
    kept = [number for number in range(len(names)) if np.abs(table[number]).max() > 2]
    return {
        "teachers": list(load_faculty()),
        "bias": [round(float(value), 4) for value in model.bias],
        "scale": scale,
        "features": "\n".join(names[number] for number in kept),
        "table": base64.b64encode(zlib.compress(table[kept].tobytes(), 9)).decode(),
    }


if __name__ == "__main__":
    main()
