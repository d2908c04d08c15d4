"""What a teacher has prepared, found by the words of a question: quoted where a model is too small to teach freely."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from ..core.faculty import Prepared
from ..memory.words import every_word_of, kin_of, words_of

ENOUGH = 0.6  # of what a question's words weigh, that a note must have
LONGEST = 4_000  # characters of a question that are looked at; what is longer is a text, and is asked about
MOST_SENTENCES = 20  # of it
SURELY = 0.8  # of it, that the note of somebody must have who is not the likeliest to be asked
NEIGHBOUR = 1 / 4  # of a question's words, that the title of a note must have to be near
NAMED = 0.3  # of a title's words, that a question must name
MOSTLY = 0.75  # of them, with which a title may also answer what is asked in another way
_LONG = re.compile(r"\w{9,}")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Þ][\w-]+")  # a word with a capital that begins no sentence
_PARAGRAPH = re.compile(r"\n\s*\n")
# What a question asks, and titles that tell something else: how to clap a rhythm is not what rhythm is.
_OTHERWISE = tuple(
    (re.compile(rf"\W*(?:{asks})\b", re.IGNORECASE), re.compile(rf"(?:{tells})\b", re.IGNORECASE))
    for asks, tells in (
        ("what(?:['’]s| is| are| was| were)|define|(?:che )?cos(?:['’]|a )(?:è|sono)", "how to|come si|why|perché"),
        ("why|perché", "how to|come si"),
    )
)
# Who somebody was tells no note that only mentions them.
_WHO = re.compile(r"\W*(?:who(?:['’]s| is| was| were)|chi (?:è|era|erano|fu|furono))\b", re.IGNORECASE)
_ORDINALS = (
    "first prima primo", "second seconda secondo", "third terza terzo", "fourth quarta quarto", "fifth quinta quinto",
    "sixth sesta sesto",
)  # fmt: skip
PLACE_OF = {word: place for place, words in enumerate(_ORDINALS, 1) for word in words.split()}
_ORDINAL = re.compile(rf"\b({'|'.join(PLACE_OF)})(?= (?:\w+ )?(?:war|guerra|law|legge|declension|declinazione)\b)")
MOST_NAMES = 3  # words of somebody's name
# What an Italian verb ends with, once its last vowel is cut off: “volano” and “voliamo” are forms of “vola”.
_FORM = re.compile(r"(?<=\w{3})(?:an|on|iam|at|av)$")
_TITLE = re.compile(r"[^\n]{0,80}[^\n.?!:;…`$|)]")
_CLAUSE = re.compile(r"[,:;]| (?:and|or|e|o) ")
_ENDS = re.compile(r"(?<=[.?!])\s+")  # of sentences
_GOES_ON = re.compile(r"(?<=\w)(?:,| because | so | but | perché | ma | però )")
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
# “Una frase sola” has nothing to do with the sun, “il sole”, and who wants it as if for a child asks about no child.
_SAID_BY_THE_WAY = re.compile(
    r"\bsol[oa]\b|\b(?:as if i (?:were|was)|like i(?:['’]m| am)|come se avessi|come a) .{0,12}?"
    r"(?:\d+|five|cinque|sei|dieci)(?: years?(?: old)?| anni)?\b|\beli5\b",
    re.IGNORECASE,
)
# How an answer should be is not what it is about.
_SAID_OF_ANY = """
give one example sentence simple words short briefly explain child children use used works say begin began start
started describe talk difference nice best many much after before want learn know understand study ok okay next
yesterday today tomorrow tonight last long really nothing made calculate compute m ll ve big large huge esempio frase
parole bel bello bella semplici semplice breve vs versus cannot need help always please aiuto sempre vogliono tanto
tanta tanti tante bambino bambini usare funziona dimmi dice comincia cominciò parlami descrivi differenza devo abbiamo
voglio faccio facciamo imparare sapere capire studiare quanto quanta quanti quante ieri oggi domani stanotte scorso
scorsa davvero niente grande grosso enorme nasce nascono calcola calcolano calcolo spieghi spiega spiegami spiegare
spiegarmi inizia iniziò era erano fu furono anymore
"""
_MANNER = frozenset(head for word in _SAID_OF_ANY.split() for head in words_of(word))


def find(notes: tuple[Prepared, ...], question: str, enough: float = ENOUGH) -> Prepared | None:
    """The one of ``notes`` on ``question``, or on one of its sentences; None where nothing clearly fits.

    ``enough`` is how much of what the question's words weigh it must have.
    """
    if not notes:
        return None
    best, share = max((_best(notes, each) for each in _sentences(question)), key=lambda found: found[1])
    if best is not None and share >= enough:
        return best
    heads = ((*_best(notes, each), telling(each)) for each in _heads(question))
    fitting = (note for note, share, asked in heads if note and share >= enough and (asked[1:] or _holds(note, asked)))
    return next(fitting, None)


def holds_all(note: Prepared, question: str) -> bool:
    """Whether ``note`` has every telling word of ``question``, or of one of its sentences; else it may miss it.

    A single word it must have by itself: what light is answers who asks for light, what a light year is may not.
    """
    return any(_holds(note, asked) for asked in map(telling, (*_sentences(question), *_heads(question))) if asked)


def _holds(note: Prepared, asked: list[str]) -> bool:
    if len(asked) == 1:
        return _tells_of(asked, _clauses(note.title))
    title, text = _words(note)
    return all(not _forms(word).isdisjoint(title | text) for word in asked)


def names(note: Prepared, thing: str) -> bool:
    """Whether the title of ``note`` has ``thing`` as one of what it tells of."""
    about = telling(thing)
    return bool(about) and _tells_of(about, _clauses(note.title))


def nearest(notes: tuple[Prepared, ...], question: str) -> list[Prepared]:
    """``notes`` by how much of ``question`` their titles share, most first, though they may answer something else."""
    asked, weights = set(telling(question)), _weights(notes)

    def likeness(note: Prepared) -> tuple[float, float]:
        of_title = max((_share(asked, clause) for clause in _clauses(note.title)), default=0.0)
        return sum(weights[word] for word in asked & _words(note)[0]), of_title

    return sorted(notes, key=likeness, reverse=True)


def is_near(note: Prepared, question: str) -> bool:
    """Whether the title of ``note`` shares so much with ``question`` that it can be shown in the place of an answer.

    One short word is no neighbour: “who won the world cup” is not about the World Wars. A long one may be, and so may
    one that is most of the title, or all of one thing that it names where that is half of the question.
    """
    asked = set(telling(question))
    shared = asked & _words(note)[0]
    is_long = not shared.isdisjoint(words_of(" ".join(_LONG.findall(question[:LONGEST]))))
    is_most = 2 * len(shared) > len(_telling(_words(note)[0]))
    is_half = 2 * len(shared) >= len(asked) and _tells_of(shared, _clauses(note.title))
    is_alike = (len(shared) > 1 or is_long) and _names(question) <= _words(note)[0]
    return (is_alike or is_most or is_half) and len(shared) >= NEIGHBOUR * len(asked)


def mentioning(notes: Iterable[Prepared], question: str) -> tuple[Prepared, str] | None:
    """The one of ``notes``, and its paragraph, that holds every telling word of ``question``; None where none does.

    A single word tells enough only where it is a long one: “photosynthesis” does, “draw” does not.
    """
    asked = set(telling(question))
    if len(asked) < 2 and not (asked and _LONG.search(question)):
        return None
    return next(((note, text) for note, text in _paragraphs(notes) if asked.issubset(every_word_of(text))), None)


def said_of(note: Prepared, question: str) -> str:
    """The sentences of ``note`` that hold every telling word of ``question``; empty where none does."""
    asked = telling(question)
    sentences = _ENDS.split(" ".join(note.text.split())) if asked else ()
    held = ((each, every_word_of(each)) for each in sentences)
    return " ".join(each for each, words in held if all(not _forms(word).isdisjoint(words) for word in asked))


def closest(notes: Iterable[Prepared], question: str) -> tuple[Prepared, str] | None:
    """The one of ``notes``, and its paragraph, that holds most telling words of ``question``; None where that is few.

    For a text that was lent to be asked about, which need not say it in the very words of the question.
    """
    asked = set(telling(question))
    found = max(
        ((len(asked.intersection(every_word_of(text))), note, text) for note, text in _paragraphs(notes)),
        default=None,
        key=lambda each: each[0],
    )
    enough = found and found[0] > 1 and found[0] >= ENOUGH * len(asked)
    return found[1:] if found and enough else None


def _paragraphs(notes: Iterable[Prepared]) -> Iterator[tuple[Prepared, str]]:
    """Each paragraph with its note, without the titles of a plain text, which say nothing."""
    every = ((note, text.strip()) for note in notes for text in _PARAGRAPH.split(note.text))
    return ((note, text) for note, text in every if not _TITLE.fullmatch(text))


def telling(text: str) -> list[str]:
    """The heads of the words of ``text`` that say what it is about."""
    return _telling(words_of(_SAID_BY_THE_WAY.sub(" ", text[:LONGEST])))


def _sentences(question: str) -> list[str]:
    """``question`` and each of its sentences."""
    text = question[:LONGEST]
    return list(dict.fromkeys((text, *_SENTENCE.findall(text))))[:MOST_SENTENCES]


def _heads(question: str) -> Iterator[str]:
    """What the sentences of ``question`` say before they go on about it: “I cannot concentrate, my phone …”."""
    sentences = _SENTENCE.findall(question[:LONGEST])[:MOST_SENTENCES]
    return (each[: found.start()] for each in sentences if (found := _GOES_ON.search(each)))


def _best(notes: tuple[Prepared, ...], question: str) -> tuple[Prepared | None, float]:
    """The note that has most of what the words of ``question`` weigh, and how much of it that is.

    Of two that have as much, the one of whose title the question names more; none without a name that it asks about.
    """
    asked, names = telling(question), _names(question)
    weights = _weights(notes)
    known = sum(_weight(word, weights) or math.log(1 + len(notes)) for word in asked)
    others = [tells for asks, tells in _OTHERWISE if asks.match(question)]
    is_who = len(asked) <= MOST_NAMES and _WHO.match(question) is not None
    best, share, likeness = None, 0.0, 0.0
    for note in notes:
        title, text = _words(note)
        if not names <= title | text:
            continue
        in_title = [word for word in asked if not _forms(word).isdisjoint(title)]
        if (is_who and not in_title) or _is_another(question, note.title):
            continue
        found = [word for word in asked if word in in_title or not _forms(word).isdisjoint(text)]
        titled = _telling(title)
        of_title = sum(_weight(word, weights) for word in in_title) / (sum(weights[word] for word in titled) or 1.0)
        of_asked = sum(_weight(word, weights) for word in found) / (known or 1.0)
        is_otherwise = any(tells.match(note.title) for tells in others) and not _is_named(note.title, asked)
        is_otherwise = is_otherwise and not _tells_of(asked, _clauses(note.title)[1:])
        clauses = [titled] if is_otherwise else [titled, *_clauses(note.title)]
        is_fit = any(_share(in_title, each) >= (MOSTLY if is_otherwise else NAMED) for each in clauses)
        is_own = len(in_title) == len(asked) == len(titled)  # it asks for this very note
        if known and is_fit and (is_own or (of_asked, of_title) > (share, likeness)):
            best, share, likeness = note, of_asked + is_own, of_title
    return best, share


def _is_another(question: str, title: str) -> bool:
    """Whether ``title`` is on the second of what ``question`` asks the first of: the wars, Newton's laws."""
    asked, told = (
        {PLACE_OF[word] for word in _ORDINAL.findall(text.casefold())} for text in (question[:LONGEST], title)
    )
    return bool(asked and told) and asked.isdisjoint(told)


def _is_named(title: str, asked: Iterable[str]) -> bool:
    """Whether ``title`` says what it tells of is: “Why all gets dearer: inflation” does."""
    named = words_of(title.partition(":")[2])
    return any(not _forms(word).isdisjoint(named) for word in asked)


def _tells_of(words: Iterable[str], clauses: Iterable[Collection[str]]) -> bool:
    """Whether one of ``clauses`` says nothing but ``words``, in any form."""
    return any(_share(words, clause) == 1 for clause in clauses)


@functools.lru_cache(maxsize=4096)
def _clauses(title: str) -> tuple[tuple[str, ...], ...]:
    """The telling words of each of the things that ``title`` names."""
    return tuple(filter(None, (tuple(_telling(words_of(clause))) for clause in _CLAUSE.split(title))))


def _share(named: Iterable[str], clause: Collection[str]) -> float:
    """The share of the words of ``clause`` that are among those ``named``, in any form."""
    forms = set().union(*map(_forms, named))
    return len(forms.intersection(clause)) / (len(clause) or 1)


def _weight(word: str, weights: Mapping[str, float]) -> float:
    """What the form of ``word`` that the notes have weighs; nothing where they have none."""
    return max((weights[each] for each in _forms(word) if each in weights), default=0.0)


@functools.lru_cache(maxsize=1024)
def _forms(word: str) -> frozenset[str]:
    """``word``, those of its family, and what it begins with."""
    return frozenset((word, _FORM.sub("", word), *kin_of([word])))


def _names(question: str) -> set[str]:
    return set(words_of(" ".join(_NAME.findall(question[:LONGEST]))))


def _telling(words: Iterable[str]) -> list[str]:
    """The words that say what something is about."""
    return [word for word in words if word not in _MANNER and not word.isdigit()]


@functools.lru_cache(maxsize=4096)  # the notes of all teachers, whom one question may go through, and of lessons
def _words(note: Prepared) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(words_of(note.title)), frozenset(every_word_of(note.text))


@functools.lru_cache(maxsize=64)
def _weights(notes: tuple[Prepared, ...]) -> Mapping[str, float]:
    """A word that stands in many notes tells little."""
    counts = Counter(word for note in notes for word in set().union(*_words(note)))
    return {word: math.log(1 + len(notes) / count) for word, count in counts.items()}
