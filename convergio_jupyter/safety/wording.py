"""How rules are written: over plain words, so that accents, apostrophes, typing habits and case do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

LONGEST = 4_000  # characters; of a longer question, which quotes something, the beginning and the end are read
_QUOTES = re.compile(
    r"“[^”]{1,300}”|«[^»]{1,300}»|„[^“”]{1,300}[“”]|\"[^\"]{1,300}\"|(?<!\w)'[^'\n]{2,300}'(?!\w)|(?<!\w)‘[^’\n]{2,300}’(?!\w)"
)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_SHORT_FORM = re.compile(r"(?<=[a-z])'(?=(?:t|m|s|d|ll|ve|re)\b)")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_END = re.compile(r"[.!?;:…\n]+")
_NO_WORD = re.compile(r"[^a-z0-9.]+")
_HABITS = {
    "wanna": "want to", "gonna": "going to", "u": "you", "ur": "your", "r": "are", "kms": "kill myself", "cuz": "because",
    "rly": "really", "bf": "boyfriend", "gf": "girlfriend", "mommy": "mom", "mummy": "mum", "daddy": "dad",
    "selfharm": "self harm", "selfharming": "self harming", "im": "i am", "ive": "i have", "id": "i would", "ill": "i will",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "wasnt": "was not", "wont": "will not",
    "cant": "can not", "cannot": "can not", "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not",
    "havent": "have not", "hasnt": "has not", "arent": "are not", "aint": "is not", "hes": "he is", "shes": "she is",
    "theyre": "they are", "theres": "there is", "noone": "nobody", "someones": "someone is", "somebodys": "somebody is",
    "nn": "non", "xke": "perche", "xche": "perche", "pke": "perche", "ke": "che", "sn": "sono", "cn": "con", "cmq": "comunque",
    "tt": "tutti", "qualcn": "qualcuno", "qlcn": "qualcuno", "piu": "piu", "babbo": "papa", "mamy": "mamma",
}  # fmt: skip
_HABIT = re.compile(rf"\b(?:{'|'.join(sorted(_HABITS, key=len, reverse=True))})\b")


def plain(text: str) -> str:
    """``text`` as words with single spaces between them and `` . `` where a sentence begins or ends."""
    text = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES).lower()
    text = "".join(each for each in text if not unicodedata.combining(each)) if not text.isascii() else text
    text = _STRETCHED.sub(r"\1", _SHORT_FORM.sub("", text))
    text = _NO_WORD.sub(" ", _END.sub(" . ", text))
    text = _HABIT.sub(lambda found: _HABITS[found[0]], text).replace("my self", "myself")
    return f" . {' '.join(text.split())} . "


def own_words(text: str, *, quotes: bool) -> str:
    """What somebody wrote in their own words: without code, and without quotations where they are ``quotes``."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}\n{text[-LONGEST // 2 :]}"
    text = _CODE.sub(" ", text)
    return _QUOTES.sub(" ", text) if quotes else text


def has_quotes(text: str) -> bool:
    return _QUOTES.search(text[:LONGEST]) is not None


@dataclass(frozen=True)
class Rules:
    """Many patterns as one; ``<name>`` stands for a group of words. Compiled when it is needed first: it takes a while."""

    lines: Sequence[str]
    names: Mapping[str, str]

    def match(self, words: str) -> bool:
        return self._pattern.search(words) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(rf"(?: {_expanded(line, self.names)} )" for line in self.lines))


def _expanded(line: str, names: Mapping[str, str]) -> str:
    for _ in range(3):  # groups of words may hold others
        line = _NAME.sub(lambda found: f"(?:{names[found[1]]})", line)
    return line


_NAME = re.compile(r"(?<!\?)<(\w+)>")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "\u200b": "", "\u00ad": ""})
