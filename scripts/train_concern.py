"""Trains ``convergio_jupyter/safety/concern.json``, by which danger is heard in words that no rule foresaw.

    python scripts/train_concern.py            # prints, as JSON, what is heard of sentences that were not seen
    python scripts/train_concern.py --write    # writes the weights, trained on everything

It learns from ``scripts/concern/``, from the lists of ``tests/safety`` but the unseen ones, and from the ordinary
questions of ``scripts/intent/`` and the sentences of the teachers' notes in which no rule hears anything.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import train_intent
from softmax import Model, packed, regression

from convergio_jupyter.safety import likely
from convergio_jupyter.safety.concern import by_rules
from convergio_jupyter.safety.wording import own_words, plain
from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.teachers.choice import PRINCIPAL

CORPUS = Path(__file__).with_name("concern")
LISTS = Path(__file__).parent.parent / "tests/safety"
WEIGHTS = Path(likely.__file__).with_name("concern.json")
SEEN = ("development", "held_out", "families")
FOLDS = 4
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
EPOCHS, RATE = 25, 0.1
SAID, ALIKE, ORDINARY = 8.0, 3.0, 1.0  # how much a sentence counts: of danger, of what sounds alike, of all else
_NAMES = {SAID: "heard", ALIKE: "taken wrongly, alike", ORDINARY: "taken wrongly, ordinary"}


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was said, what it tells of, and how much it counts."""

    text: str
    kind: str
    weight: float
    source: str = ""  # the line that it comes from, where that gives several

    @property
    def words(self) -> str:
        return plain(own_words(self.text, quotes=False))

    @property
    def bags(self) -> list[set[str]]:
        pieces = likely.pieces(self.words) if self.kind == likely.NOBODY else ()
        return [likely.features(each) for each in dict.fromkeys([self.words, *pieces])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights")
    write = parser.parse_args().write
    rows = list(read())
    print(json.dumps(report(rows), indent=2))
    if write:
        WEIGHTS.write_text(json.dumps(packed(fit(rows), kinds(rows)), indent=1), encoding="utf-8")


def read() -> Iterator[Row]:
    """All that is learned from."""
    for lang in ("en", "it"):
        for line in _lines(CORPUS / f"{lang}.txt"):
            kind, text = line.split(" | ", 1)
            yield Row(text, f"{lang} {kind}", SAID)
    for name in SEEN:
        for line in _lines(LISTS / f"{name}_distress.txt"):
            kind, text = line.split(" | ", 1)
            yield Row(text.replace("\\n", "\n"), kind, SAID)
    for path in (CORPUS / "benign.txt", *(LISTS / f"{name}_benign.txt" for name in SEEN)):
        for line in _lines(path):
            said = [Row(each, likely.NOBODY, ORDINARY, line) for each in _combined(line)]
            yield from said or [Row(line, likely.NOBODY, ALIKE)]
    questions, _ = train_intent.read()
    for text in (*(each.text for each in questions), *_prose()):
        if not by_rules(plain(own_words(text, quotes=True))):
            yield Row(text, likely.NOBODY, ORDINARY)


def _prose() -> Iterator[str]:
    """The sentences of the teachers' notes, without those of Ali, who speaks of what weighs on somebody."""
    for name, teacher in load_faculty().items():
        notes = (note for each in teacher.prepared.values() for note in each) if name != PRINCIPAL else ()
        yield from (sentence for note in notes for sentence in _SENTENCE.findall(" ".join(note.text.split())))


def _combined(line: str) -> Iterator[str]:
    """Each beginning with each end, of a line that gives them: ``+ my mum, my dad : is ill today, has a dog``."""
    if line.startswith("+ "):
        begins, _, ends = line[2:].partition(": ")
        for begin, end in product(begins.split(", "), ends.split(", ")):
            yield f"{begin.strip()} {end}".strip()


def kinds(rows: list[Row]) -> list[str]:
    return sorted({row.kind for row in rows})


def fit(rows: list[Row]) -> Model:
    """Danger is learned from what was said as a whole, all else from each of its pieces, too."""
    names = kinds(rows)
    bags = [(row, features) for row in rows for features in row.bags]
    owners, weights = [names.index(row.kind) for row, _ in bags], [row.weight for row, _ in bags]
    return regression([features for _, features in bags], owners, weights, epochs=EPOCHS, rate=RATE)


def report(rows: list[Row]) -> dict[str, float]:
    """What is heard of sentences by weights that have not seen them, without the rules."""
    nobody = kinds(rows).index(likely.NOBODY)
    sources = sorted({row.source or row.text for row in rows})
    fold_of = {source: number % FOLDS for number, source in enumerate(random.Random(1).sample(sources, len(sources)))}
    heard: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        model = fit([row for row in rows if fold_of[row.source or row.text] != fold])
        for row in (row for row in rows if fold_of[row.source or row.text] == fold):
            danger = (1 - model.shares(likely.features(each))[nobody] for each in likely.pieces(row.words))
            name = "taken wrongly, whole kinds of sentences" if row.source else _NAMES[row.weight]
            heard[name].append(max(danger, default=0) >= likely.SURE)
    return {name: round(sum(hits) / len(hits), 4) for name, hits in heard.items()}


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


if __name__ == "__main__":
    main()
