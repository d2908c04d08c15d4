"""Words: what they say counts, and not how they are typed. Numbers among them must agree."""

from __future__ import annotations

import re
import unicodedata

from ...core.i18n import Unable
from ..key import Key
from . import verdict
from .verdict import Checked

LONG_WORD = 6  # letters from which on a slip of the finger is seen as one
MOST_SLIPS = 2  # in the whole answer, one in a word
_TOKEN = re.compile(
    r"(?<![\w.,])[-+]?[0-9]+(?:[.,][0-9]+)*(?:[^\W\d_]+)?"  # -5 and 3.14 and 20th
    r"|[^\W_]+(?:[+#]+|-(?![\w ]))?"  # C++ is not C, and Cl- not Cl
    r"|[%€$£¥°+=<>*/^]"
)
# Words that may be left out. Those of one letter only where they begin: vitamin A, World War I.
_ARTICLES = frozenset(["the", "an", "il", "lo", "la", "gli", "le", "un", "uno", "una"])
_FIRST_ARTICLES = frozenset(["a", "i", "l"])
# What people begin a sentence with in which they give the answer: it's Rome, è la 3, in the third.
_LEAD = re.compile(
    r"^(?:(?:(?:the )?answer is|it(?: is|['’]s| was)|that(?: is|['’]s)|this is|they(?: are|['’]re| were)|these are"
    r"|in|at|i think|the (?:word|name)|la parola|il nome|credo|penso|secondo me"
    r"|(?:la )?risposta è|è|sono(?= (?:l[aeo]|il|i|gli|[0-9]))"
    r"|si tratta di|nel(?:l[oae])?|nei|negli):? |(?:e|nell)['’] ?)+(?=\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\b(?:number|numero|nr\.?|num\.|no?\.|no?(?= ?[°º]))|№) ?[°º]? ?(?=[0-9])", re.IGNORECASE)
_AND = re.compile(r"(?<=\w),? (?:and|ed?) (?=\w)")  # as a comma: small letters, and so no vitamin E
_WHOLE = re.compile(r"^([0-9]+)\.0$")  # how Python writes 3.
_REMARK = re.compile(r"(?<=\w) \((?=[^()]*[0-9])[\w ,.]{1,20}\)$")  # Fir (230 left)
_HEDGE = re.compile(  # in a remark that takes back what it stands behind, or names another answer; no. 3 is number 3
    r"\b(?:or|nor|not|no(?!\. ?[0-9])|but|maybe|perhaps|possibly|probably|n?either|else|instead|rather|alternatively"
    r"|(?-i:od?)|oppure|ovvero|non|né|ma|però|forse|magari|probabilmente|anzi|invece|piuttosto|altrimenti)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    **{"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth"},
    **{"7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth"},
}
_ITALIAN_ORDINALS = {  # 3a is a name of something elsewhere: of a room, of a part of a task
    **{"1a": "prima", "2a": "seconda", "3a": "terza", "4a": "quarta", "5a": "quinta", "6a": "sesta", "7a": "settima"},
    **{"8a": "ottava", "9a": "nona", "10a": "decima", "1o": "primo", "2o": "secondo", "3o": "terzo", "4o": "quarto"},
    **{"5o": "quinto", "6o": "sesto", "7o": "settimo", "8o": "ottavo", "9o": "nono", "10o": "decimo"},
}
_DEGREE = re.compile(r"(?<![\w.,+-])(10|[1-9]) ?°(?! ?[cfk]\b)")  # on many keyboards also that of an ordinal: 1°
_BRACES = re.compile(r"^\{[^{}]*,[^{}]*\}$")
# Bold and slanted words, as they are copied from a task that is written in Markdown.
_MARKED = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s*])\1(?![\w*])")
_ENDINGS = frozenset("aeio")  # which an Italian word has by what it says something of
MOST_IN_A_NAME = 2  # words
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def check_text(given: str, key: Key, lang: str) -> Checked:
    """The verdict on words, beside the answer and all accepted forms of it."""
    answers = (key.answer, *key.accepted)
    if _BRACES.match(given) and not any("{" in answer for answer in answers):
        raise Unable("Braces make a set, which has no order: write the words without them.", lang)
    if not any("*" in answer for answer in answers):
        given = _MARKED.sub(r"\2", given)
    is_option = words(given) in map(words, key.among)  # in the sun is another choice than the sun
    ways = [given] if is_option else _ways_to_say(given)
    found = verdict.best(_beside(each, answer, lang) for each in ways for answer in answers)
    if found.reason in ("slip", "ending") and is_option:
        return verdict.wrong(lang)
    return (
        verdict.only_names(lang, several=", " in key.answer)
        if found.reason == "wrong" and _says_more(given, key.answer)
        else found
    )


def _says_more(given: str, answer: str) -> bool:
    """Whether there are more words than names, where the right answer is nothing but names, parted by commas.

    Who writes two words where one is wanted has another answer; who writes more of them has a sentence.
    """
    names = [words(each) for each in answer.split(", ")]
    most = sum(map(len, names)) + (1 if len(names) == 1 else 0)
    return max(map(len, names)) <= MOST_IN_A_NAME and len(words(_AND.sub(", ", given))) > most


def _ways_to_say(given: str) -> list[str]:
    """``given``, and what is left of it without words that only lead to an answer: it is no. 3, è la n° 3."""
    remark = _REMARK.search(given)
    said = given[: remark.start()] if remark and not _HEDGE.search(remark[0]) else given
    bare = _WHOLE.sub(r"\1", _NUMBERED.sub("", said))
    return list(dict.fromkeys([given, bare, _LEAD.sub("", bare)]))


def _beside(text: str, answer: str, lang: str) -> Checked:
    found, wanted = (words(_AND.sub(", ", each), lang) for each in (text, answer))
    if not wanted:  # signs only
        return verdict.right(lang) if _bare(text) == _bare(answer) else verdict.wrong(lang)
    if wanted in (found, words(_AND.sub(", ", text))):  # 3a for the key terza, in an English class, too
        return verdict.right(lang)
    if _only_parted(found, wanted):
        return verdict.slip(lang)
    slips = [(a, b) for a, b in zip(found, wanted, strict=False) if a != b]
    if len(found) != len(wanted) or len(slips) > MOST_SLIPS:
        return verdict.wrong(lang)
    endings = [lang == "it" and _ends_otherwise(a, b) for a, b in slips]
    if all(ends or slipped(a, b) for ends, (a, b) in zip(endings, slips, strict=True)):
        return verdict.other_ending(lang) if any(endings) else verdict.slip(lang)
    return verdict.wrong(lang)


def _only_parted(found: list[str], wanted: list[str]) -> bool:
    """Whether they differ only in their blanks: photo synthesis, H 2 O. 11, 2 are other numbers than 1, 12."""
    joined = "".join(found)
    digits, wanted_digits = (re.findall("[0-9]+", " ".join(each)) for each in (found, wanted))
    return joined.isalnum() and joined == "".join(wanted) and digits == wanted_digits


def words(text: str, lang: str = "it") -> list[str]:
    """The words of ``text`` in small letters, without accents, articles and punctuation; ordinals as words of ``lang``.

    English ones are read in every language.
    """
    text = unicodedata.normalize("NFKC", text).casefold().replace("−", "-").replace("’", "'")
    apart = "".join(each for each in unicodedata.normalize("NFD", text) if unicodedata.category(each) != "Mn")
    apart = re.sub(r"(?<=[^\W_])[-‐‑–—/](?=[^\W_])", " ", apart.replace("'s ", " ").replace("ß", "ss"))
    apart = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", apart)
    ordinals = {**_ORDINALS, **_ITALIAN_ORDINALS} if lang == "it" else _ORDINALS
    found = [ordinals.get(each, each) for each in _TOKEN.findall(_DEGREE.sub(r"\1o", apart))]
    kept = [each for each in found if each not in _ARTICLES]
    if len(kept) > 1 and kept[0] in _FIRST_ARTICLES:
        kept = kept[1:]
    return kept or found


def slipped(found: str, wanted: str) -> bool:
    """Whether ``found`` is ``wanted`` with one slip of the finger, or another word: neuron and neutron.

    Two letters that changed places, one too few, one too many, or one that lies beside the right one on the keyboard.
    Any other letter makes another word as a rule: nitrate and nitrite, absorption and adsorption. So does a first one
    too many: typical and atypical.
    """
    if min(len(found), len(wanted)) < LONG_WORD or found[0] != wanted[0] or not (found + wanted).isalpha():
        return False
    start = next((n for n, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), None)
    if start is None:
        return abs(len(found) - len(wanted)) == 1
    if len(found) != len(wanted):
        longer, shorter = sorted((found, wanted), key=len, reverse=True)
        return longer[start + 1 :] == shorter[start:]
    if found[start + 1 :] == wanted[start + 1 :]:
        return _beside_each_other(found[start], wanted[start])
    swapped = found[start : start + 2] == wanted[start : start + 2][::-1]
    return swapped and found[start + 2 :] == wanted[start + 2 :]


def _ends_otherwise(found: str, wanted: str) -> bool:
    """Whether only the ending of an Italian word is another one: malandata and malandato.

    It may be what is asked, as in parlavo and parlava: so it counts, or every ending could be tried for nothing.
    """
    alike = min(len(found), len(wanted)) >= LONG_WORD and found[:-1] == wanted[:-1]
    return alike and {found[-1], wanted[-1]} <= _ENDINGS


def _beside_each_other(a: str, b: str) -> bool:
    places = {letter: (row, column) for row, line in enumerate(_KEYS) for column, letter in enumerate(line)}
    if a not in places or b not in places:
        return False
    (row, column), (other_row, other_column) = places[a], places[b]
    if row == other_row:
        return abs(column - other_column) == 1
    higher, lower = (column, other_column) if row < other_row else (other_column, column)
    return abs(row - other_row) == 1 and higher - lower in (0, 1)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())
