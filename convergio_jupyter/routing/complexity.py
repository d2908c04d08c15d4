"""How hard a question is for a small model, from what can be read off its surface in some ten microseconds.

The score is linear in a few counts, trained by ``scripts/train_routing.py`` on recorded outcomes of a smaller and a
larger model (see ``docs/routing.md`` for the data, the figures and their limits). What it predicts is not how hard a
question looks but how much more often the larger model is right. It reads no network and imports nothing heavy.
"""

from __future__ import annotations

import functools
import math
import re

from . import weights

WINDOW = 1_000  # characters that are looked at; the length counts all of them

LONGEST_WORD = 20  # letters; a text with fewer spaces than that is counted as if it had them
MOST_CAPITALS = 0.1  # of all characters; whoever shouts asks no harder question
MOST_MARKS = 2.0  # of one kind for each word; a table or a formula has more, and is no harder for it

# Counted over bytes: that is many times faster than over characters, and only ASCII is counted, whose bytes no other
# letter holds in UTF-8.
_DIGITS = b"0123456789"
_CAPITALS = bytes(range(65, 91))
_MARKS = (b"\n", b",", b".", b"?", b"$")
_OTHERS = bytes(set(range(256)) - set(_DIGITS + _CAPITALS + b"".join(_MARKS)))
_PHRASES = (b" not ", b"if ", b"how many", b"def ")
_WORDS = re.compile(r"[a-zàèéìòù]+")

# Fifteen more were tried (other marks and phrases, symbols, letters to a word) and made the score worse on what it had
# not seen.
FEATURES = (
    "length", "words", "digits", "capitals",
    *(f"{mark.decode()!r} a word" for mark in _MARKS), *(phrase.decode().strip() for phrase in _PHRASES),
)  # fmt: skip


def difficulty(prompt: str, subject: str | None = None) -> float:
    """How much a larger model would help with ``prompt``: 0 not at all, 1 very likely, 0.5 as with the average one.

    ``subject`` is the lesson's, in plain words (“college physics”, “matematica”); knowing it makes the score better.
    """
    return weights.score("difficulty", features(prompt), subject_effect(subject) if subject else 0.0)


def features(prompt: str) -> tuple[float, ...]:
    """The counts that the score is made of, in the order of :data:`FEATURES`."""
    text = prompt[:WINDOW]
    raw = text.encode("utf-8", "surrogatepass")
    counted = raw.translate(None, _OTHERS)  # what is counted is little of a text: the rest is gone through once
    low, size, whole = raw.lower(), len(text) + 1, len(counted)
    words = max(raw.count(b" ") + 1, size // LONGEST_WORD)  # some scripts put no spaces between words
    return (
        math.log(len(prompt) + 1),
        math.log(words),
        (whole - len(counted.translate(None, _DIGITS))) / size,
        min((whole - len(counted.translate(None, _CAPITALS))) / size, MOST_CAPITALS),
        *[min(counted.count(mark) / words, MOST_MARKS) for mark in _MARKS],
        *[phrase in low for phrase in _PHRASES],
    )


@functools.lru_cache(maxsize=256)
def subject_effect(subject: str) -> float:
    """What knowing the subject adds to the score: its own figure, else that of subjects that share its words."""
    model = weights.load()["difficulty"]
    name = " ".join(_WORDS.findall(subject.lower().replace("_", " ")))
    name = model["aliases"].get(name, name)
    if name in model["subjects"]:
        return float(model["subjects"][name])
    return float(sum(model["words"].get(word, 0.0) for word in name.split()))
