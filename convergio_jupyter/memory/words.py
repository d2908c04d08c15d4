"""The words by which a text is found: without accents, endings and the small words that every sentence has.

Everyday wording changes the ending of a word and not its head: “fractions” meets “a fraction”, “frazioni” meets “una
frazione”, and “preparing” meets “prepare”. What is cut off is the same when a text is kept and when it is looked for.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import resources

MOST_CHARACTERS = 4_000  # of a text that are looked at
MOST_WORDS = 32  # of them, the first ones
MOST_KIN = 32  # words that are looked for beside them
STRETCH = 200  # characters of a long text whose words are noted together
HEAD = 6  # letters of a word that tell it from others; “photosynthesis” and “photosynthetic” share them
FAMILY = 4  # letters that words of one family begin with
_MOST_LETTERS = 24  # of a word with a digit in it
_LEAST = 4  # letters that an ending leaves; a single letter may leave one less
_WORD = re.compile(r"[^\W_]+")
_RAISED = str.maketrans(dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "))  # “mc²” is the word that “mc^2” is
# Small Italian words that have lost their end: “cos'è l'ossigeno” is about oxygen.
ELIDED = r"(?:[cdlmnstv]|un|[dns]ell|[ad]ll|dall|sull|quest|quell|dov|cos|com|quand|quant|tutt)"
_ELIDED = re.compile(rf"\b{ELIDED}['’](?=[a-z])")
_SMALL_WORDS = """
a about again al alla alle allo also always am an anche ancora and another any are aren as at be been but by can che
chi ci come con cosa could couldn da dai dal dalla de degli dei del della delle dello di did didn do does doesn doing
don dove e ed essere every fa fai fammi fare for from gli ha hadn hai hanno hasn have haven help ho how i if il in into
is isn it its just l la le let li lo ma me mi mia mie miei mio more my ne nei nel nella nelle no non not now o of on
one or per perche piu please poi posso potresti puoi qual quale quali quando questa queste questi questo s se sei senza
she should shouldn si so some sono spiega spiegami sta sto sua sul sulla suo t tell than that the their them then there
these they this those ti to tra tu tuo un una uno us use ve very vorrei want was wasn we weren what when where which
who whom whose why will with would wouldn you your
"""
_CUT_OFF = """
es ies ed ing er ly al als ical ically ation ations ment ments ness ity ities ive ives able ible y
o a e i io ia ie ii he hi are ere ire ato ata ati ate ito ita iti ite uto uta ando endo zione zioni mente amente
ismo ista isti iste oso osa osi ose abile abili ibile ibili
"""
_SMALL = frozenset(_SMALL_WORDS.split())
# The longest that fits is cut off. Italian and English together: a learner mixes them.
_ENDINGS = tuple(sorted(_CUT_OFF.split(), key=len, reverse=True))


def words_of(text: str) -> list[str]:
    """The heads of the words of ``text``, each once, in the order in which they come."""
    letters = unicodedata.normalize("NFKD", text[:MOST_CHARACTERS].translate(_RAISED))
    plain = "".join(each for each in letters if not unicodedata.combining(each)).casefold()
    heads = (_head(word) for word in _WORD.findall(_ELIDED.sub(" ", plain)) if word not in _SMALL)
    return list(dict.fromkeys(heads))[:MOST_WORDS]


def every_word_of(text: str) -> Iterator[str]:
    """The heads of all words, stretch by stretch: a question has few words, a passage many."""
    stretches = (text[at : at + STRETCH] for at in range(0, len(text), STRETCH))
    return (word for stretch in stretches for word in words_of(stretch))


def kin_of(words: Iterable[str]) -> list[str]:
    """Heads that belong to ``words`` though they do not begin alike, also in the other language."""
    known = _families()
    return list(dict.fromkeys(head for word in words for head in known.get(word, ())))[:MOST_KIN]


def heads_of(words: Iterable[str]) -> list[str]:
    """What words of the same family begin with: “japanese” and “Japan”."""
    return list(dict.fromkeys(word[:FAMILY] for word in words if len(word) >= FAMILY and word.isalpha()))


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, 0 to 1."""
    ours, theirs = set(words_of(one)), set(words_of(other))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else float(one == other)


@functools.cache
def _families() -> dict[str, tuple[str, ...]]:
    """The other heads of the family of each head."""
    text = resources.files(__package__).joinpath("families.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        family = [] if line.startswith("#") else words_of(line)
        for head in family:
            found[head] = (*found.get(head, ()), *(each for each in family if each != head))
    return found


def _head(word: str) -> str:
    if not word.isalpha():
        return word[:_MOST_LETTERS]
    if word.endswith("s") and not word.endswith("ss") and len(word) >= _LEAST:
        word = word[:-1]  # “games” is “game” before that becomes “gam”
    return (_cut(word) or word)[:HEAD]


def _cut(word: str) -> str:
    """``word`` without the longest ending that fits; empty where none does."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST - (len(ending) == 1):
            return word[: -len(ending)]
    return ""
