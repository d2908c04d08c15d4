"""How rules are written: as lists of patterns in files, over plain words.

So accents, apostrophes, typing habits and case do not matter, and a rule can be read without knowing the code.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path

FOLDER = Path(__file__).parent / "rules"
LONGEST = 4_000  # characters; of a longer question, which quotes something, the beginning and the end are read
_QUOTES = re.compile(
    r"“[^”]{1,300}”|«[^»]{1,300}»|„[^“”]{1,300}[“”]|\"[^\"]{1,300}\""
    r"|(?<!\w)'[^'\n]{2,300}'(?!\w)|(?<!\w)‘[^’\n]{2,300}’(?!\w)"
)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_SHORT_FORM = re.compile(r"(?<=[a-z])'(?=(?:t|m|s|d|ll|ve|re)\b)")
_DIGITS = str.maketrans("013457@$", "oieastas")  # letters as they are hidden from filters: k1ll, suicid3
_HIDDEN = re.compile(r"\b[a-z]+[013457@$]+[a-z][a-z013457@$]*|\b[a-z]{2,}1?[03]\b")
_TO = re.compile(r"\b(want|wanna|going|need|have|try) 2 (?=[a-z])")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_END = re.compile(r"[.!?;:…\n]+")
_NO_WORD = re.compile(r"[^a-z0-9.]+")
_NAME = re.compile(r"(?<!\(\?)<(\w+)>")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′", "'") | {"\u200b": "", "\u00ad": ""})
_HABITS = {
    "wanna": "want to", "gonna": "going to", "u": "you", "ur": "your", "r": "are", "kms": "kill myself",
    "kys": "kill yourself", "unalive": "kill", "unaliving": "killing", "unalived": "killed",
    "cuz": "because", "rly": "really", "bf": "boyfriend", "gf": "girlfriend", "mommy": "mom", "mummy": "mum",
    "daddy": "dad", "selfharm": "self harm", "selfharming": "self harming", "im": "i am", "ive": "i have",
    "id": "i would", "ill": "i will", "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
    "wasnt": "was not", "wont": "will not", "cant": "can not", "cannot": "can not", "couldnt": "could not",
    "wouldnt": "would not", "shouldnt": "should not", "havent": "have not", "hasnt": "has not", "arent": "are not",
    "aint": "is not", "hes": "he is", "shes": "she is", "theyre": "they are", "theres": "there is",
    "noone": "nobody", "someones": "someone is", "somebodys": "somebody is",
    "nn": "non", "xke": "perche", "xche": "perche", "pke": "perche", "ke": "che", "sn": "sono", "cn": "con",
    "cmq": "comunque", "tt": "tutti", "qualcn": "qualcuno", "qlcn": "qualcuno", "babbo": "papa", "mamy": "mamma",
}  # fmt: skip
_HABIT = re.compile(rf"\b(?:{'|'.join(sorted(_HABITS, key=len, reverse=True))})\b")


def plain(text: str) -> str:
    """``text`` as words with single spaces between them and `` . `` where a sentence begins or ends."""
    text = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES).lower()
    text = "".join(each for each in text if not unicodedata.combining(each)) if not text.isascii() else text
    text = _HIDDEN.sub(lambda found: found[0].translate(_DIGITS), _TO.sub(r"\1 to ", text))
    text = _STRETCHED.sub(r"\1", _SHORT_FORM.sub("", text))
    text = _NO_WORD.sub(" ", _END.sub(" . ", text))
    text = _HABIT.sub(lambda found: _HABITS[found[0]], text).replace("my self", "myself")
    return f" . {' '.join(text.split())} . "


def own_words(text: str, *, quotes: bool) -> str:
    """What somebody wrote in their own words: without code, and without quotations where ``quotes`` says so."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}\n{text[-LONGEST // 2 :]}"
    text = _CODE.sub(" ", text)
    return _QUOTES.sub(" ", text) if quotes else text


class RuleFile:
    """The rules of one file, by section. Read and compiled when they are needed first, since that takes a while."""

    def __init__(self, name: str, *, words: bool) -> None:
        self._path = FOLDER / name
        self._form = "(?: {} )" if words else "(?:{})"  # over plain words, a pattern begins and ends with one
        self._compiled: dict[str, re.Pattern[str]] = {}

    def finds(self, section: str, text: str) -> bool:
        """Whether any pattern of ``section`` is in ``text``."""
        return self.pattern(section).search(text) is not None

    def pattern(self, section: str) -> re.Pattern[str]:
        if section not in self._compiled:
            lines = self.lines[section]
            self._compiled[section] = re.compile("|".join(self._form.format(self._expanded(line)) for line in lines))
        return self._compiled[section]

    @cached_property
    def lines(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        section = ""
        for line in self._path.read_text(encoding="utf-8").splitlines():
            if line.startswith("[") and line.endswith("]"):
                section = line[1:-1]
            elif line and not line.startswith("#"):
                found.setdefault(section, []).append(line)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        pairs = (line.split(" = ", 1) for line in self.lines["names"])
        return {name: words for name, words in pairs}  # noqa: C416  (a list of two is no pair to a type checker)

    def _expanded(self, line: str) -> str:
        while _NAME.search(line):  # groups of words may hold others
            line = _NAME.sub(lambda found: f"(?:{self._names[found[1]]})", line)
        return line
