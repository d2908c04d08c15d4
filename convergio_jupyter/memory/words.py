"""The words by which a text is found: without accents, endings and the small words that every sentence has.

Everyday wording changes the ending of a word and not its head: “fractions” meets “a fraction”, “frazioni” meets “una
frazione”, and “preparing” meets “prepare”. What is cut off is the same when a text is kept and when it is looked for.
"""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 4_000  # of a text that are looked at
MOST_WORDS = 32  # of them, the first ones
HEAD = 6  # letters of a word that tell it from others; “photosynthesis” and “photosynthetic” share them
_MOST_LETTERS = 24  # of a word with a digit in it
_LEAST = 3  # letters that an ending leaves
_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = """
a about again al alla alle allo also always am an and anche ancora another any are as at be been but by can che chi ci
come con cosa could da dai dal dalla de degli dei del della delle dello di did do does doing don dove e ed essere every
fai fammi fare fa for from gli ha hai hanno have help ho how i if il in into is isn it its just l la le let li lo ma me
mi mia mie miei mio more my ne nei nel nella nelle no non not now o of on one or per perche piu please poi posso
potresti puoi qual quale quali quando questa queste questi questo s se sei senza she should si so some sono spiega
spiegami sta sto sua sul sulla suo t tell than that the their them then there these they this those ti to tra tu tuo un
una uno us use ve very vorrei want was we what when where which who whom whose why will with would you your
"""
_CUT_OFF = """
s es ies ed ing ings er ers ly al als ical ically ation ations ment ments ness ity ities ive ives able ible y
o a e i io ia ie ii he hi are ere ire ato ata ati ate ito ita iti ite uto uta ando endo zione zioni mente amente
ismo ista isti iste oso osa osi ose abile abili ibile ibili
"""
_SMALL = frozenset(_SMALL_WORDS.split())
# The longest that fits is cut off. Italian and English together: a learner mixes them.
_ENDINGS = tuple(sorted(_CUT_OFF.split(), key=len, reverse=True))


def words_of(text: str) -> list[str]:
    """The heads of the words of ``text``, each once, in the order in which they come."""
    letters = unicodedata.normalize("NFKD", text[:MOST_CHARACTERS])
    plain = "".join(each for each in letters if not unicodedata.combining(each)).casefold()
    heads = (_head(word) for word in _WORD.findall(plain) if word not in _SMALL)
    return list(dict.fromkeys(heads))[:MOST_WORDS]


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, 0 to 1."""
    ours, theirs = set(words_of(one)), set(words_of(other))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else float(one == other)


def _head(word: str) -> str:
    if not word.isalpha():
        return word[:_MOST_LETTERS]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)][:HEAD]
    return word[:HEAD]
