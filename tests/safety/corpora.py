"""The lists of sentences beside this file."""

from pathlib import Path

FOLDER = Path(__file__).parent
LISTS = ("development", "held_out", "families", "unseen")


def lines(name):
    """The sentences of a list, without its comments."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def marked(name):
    """``(mark, sentence)`` of each line: what stands before and behind the bar."""
    pairs = (line.split(" | ", 1) for line in lines(name))
    return [(mark, sentence.replace("\\n", "\n")) for mark, sentence in pairs]
