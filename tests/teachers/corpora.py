"""What the choice of a teacher is trained on, what it is judged by, and how near one question is to another."""

from collections import Counter, defaultdict
from pathlib import Path

from convergio_jupyter.memory.words import words_of
from convergio_jupyter.teachers import intent

HELD_OUT = Path(__file__).with_name("held_out.txt")
TRAINING = sorted((Path(__file__).parents[2] / "scripts/intent").glob("*.txt"))
NEAR = 0.6  # of the telling words of two questions, that both have: below it, pairs mostly ask different things
WHOLE = 3  # telling words of one that all stand in the other: “… in a light year” and “… in a light year, and in two?”
SENTENCE = 4  # words: what is shorter names a matter, as “circle of fifths” does, and asks nothing


def questions(path):
    """``(teacher, what is said)`` of each line of a list, and of lines of words what is as long as a question."""
    teacher = ""
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        if line[0] == "[":
            teacher = line.strip("[]")
        elif line[0] == "=":
            yield from ((teacher, each.strip()) for each in line[1:].split(",") if len(each.split()) >= SENTENCE)
        elif line[0] != "#":
            yield teacher, line


def near(held_out, training):
    """Pairs of a held-out question and something in the training text that says nearly the same."""
    told = [(text, _telling(text)) for text in training]
    where = defaultdict(list)
    for number, (_, words) in enumerate(told):
        for word in words:
            where[word].append(number)
    for text in held_out:
        words = _telling(text)
        shared = Counter(number for word in words for number in where[word])
        for number, count in shared.items():
            if _are_near(words, told[number][1], count):
                yield text, told[number][0]


def _telling(text):
    """The heads of the words that say what is asked; all that is said, as one, where there are hardly any of those."""
    heads = set(words_of(text))
    return heads if len(heads) > 1 else {" ".join(intent.words_of(text))}


def _are_near(one, other, shared):
    return one == other or (
        shared > 1 and (shared >= NEAR * len(one | other) or shared == min(len(one), len(other)) >= WHOLE)
    )
