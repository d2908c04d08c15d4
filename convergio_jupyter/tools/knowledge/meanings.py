"""The tool that says what an English word means, from the part of WordNet that comes with it.

None of Italian comes with it, and the tool says so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...core.i18n import Unable, decimal, translate
from ..base import Desk, Result, Tool, schema
from ..drawing.telling import celled
from .shipped import rows_of, shipped

_FILE = "meanings_en.tsv"
_KINDS = {"noun": "noun", "verb": "verb", "adj": "adjective", "adv": "adverb"}
# Endings of inflected words and what stands in their place in a dictionary; WordNet's own rules of detachment.
_ENDINGS = (
    *(("ies", "y"), ("ves", "f"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("s", "")),
    *(
        ("ied", "y"),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
        ("er", ""),
        ("er", "e"),
        ("est", ""),
        ("est", "e"),
    ),
)

_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "geese": "goose", "lice": "louse", "oxen": "ox", "knives": "knife", "wives": "wife", "lives": "life",
}  # fmt: skip


class Meaning(NamedTuple):
    """One meaning of a word."""

    kind: str  # noun, verb, adj or adv
    said: str
    example: str
    same: str  # words that mean the same


def meanings_of(word: str) -> tuple[str, Sequence[Meaning]]:
    """The word as a dictionary has it, and its meanings, the most frequent first; none where it is not there."""
    known = _meanings()
    found = next((each for each in _bases(word) if each in known), word)
    return found, known.get(found, ())


def look_up(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """What a word means, as Markdown. The meanings are English, as the word is."""
    asked = " ".join(str(arguments["word"]).casefold().split()).removeprefix("to ")
    if arguments.get("language") == "it":
        sentence = (
            "No dictionary of Italian comes with Convergio, so what “{word}” means is not known here. What there is: "
            "the forms of Italian verbs (“coniuga andare”), and what English words mean."
        )
        raise Unable(sentence, desk.lang, word=celled(asked))
    word, meanings = meanings_of(asked)
    if not meanings:
        sentence = (
            "“{word}” is not in this dictionary, which has {count} of the commoner English words. None of Italian "
            "comes with Convergio."
        )
        raise Unable(sentence, desk.lang, word=celled(asked), count=decimal(len(_meanings()), 0, desk.lang))
    said = [translate("The English word {word}", desk.lang, word=word)]
    for kind in dict.fromkeys(each.kind for each in meanings):
        said.append(f"*{translate(_KINDS[kind], desk.lang)}*")
        said.append("\n".join(_line(each, desk.lang) for each in meanings if each.kind == kind))
    said.append(translate("From WordNet 3.1, Princeton University.", desk.lang))
    return Result("\n\n".join(said))


def _line(meaning: Meaning, lang: str) -> str:
    example = f" “{meaning.example}”" if meaning.example else ""
    same = f" {translate('The same:', lang)} {meaning.same}." if meaning.same else ""
    return f"- {meaning.said}.{example}{same}"


def _bases(word: str) -> Iterator[str]:
    """The words of which ``word`` may be a form: itself first."""
    if word in _PLURALS:
        yield _PLURALS[word]
    yield word
    yield from _irregular().get(word, ())
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem + instead
            if not instead and stem[-1] == stem[-2]:
                yield stem[:-1]  # running, bigger


@functools.cache
def _irregular() -> Mapping[str, Sequence[str]]:
    """The base of each irregular form of a verb."""
    found: dict[str, list[str]] = {}
    for row in rows_of("verbs_en.csv"):
        for form in f"{row['past']}/{row['participle']}".split("/"):
            found.setdefault(form, []).append(row["base"])
    return found


@functools.cache
def _meanings() -> Mapping[str, Sequence[Meaning]]:
    found: dict[str, list[Meaning]] = {}
    for line in shipped(_FILE).splitlines():
        if not line.startswith("#"):
            word, *fields = line.split("\t")
            found.setdefault(word, []).append(Meaning(*fields))
    return found


LOOK_UP_WORD = Tool(
    name="look_up_word",
    title="English dictionary",
    description=(
        "What an English word means: up to three meanings with an example and words for the same. word: one word, in "
        "its base form or inflected. It has the commoner words only, and no Italian ones."
    ),
    parameters=schema(
        ["word"], word={"type": "string", "minLength": 1, "maxLength": 40}, language={"enum": ["en", "it"]}
    ),
    run=look_up,
)
