"""Who should answer a question, how sure that is, and why.

In this order: whom the question mentions · who is wanted · which of the course's teachers has it as an example · what
the question is about, where the teacher who is already talking stays unless another one is clearly better.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..core.faculty import Teacher
from ..core.i18n import translate
from ..memory.words import every_word_of, words_of
from . import intent, prepared
from .at_hand import asks_test_on, is_at_hand, pointed_at
from .language import language_of
from .mention import meant, mentioned, without_mentions
from .stuck import is_on_an_exercise

PRINCIPAL = "ali"  # who answers where nobody else is meant
HEALTH = "ippocrate"  # whose questions no small model guesses at
PLANNER = "anna"  # who is told of a learner's study plan
CODER = "lovelace"  # who explains code
CLEARLY = 0.35  # by how much likelier another one must be to take over from who is talking
SURE = 0.75  # and at least how likely
LIKELIER = 0.25  # by how much, and at least how likely, another one must be to be proposed
LIKELY = 0.6
WORTH_SAYING = 0.01  # how likely one must be to be told as one of whom it may be about
MOSTLY = 0.5  # of a question's telling words, that one of the course's own teachers must have
MOST_UNKNOWN = 5  # mentions of nobody that are named
# Words that go on with what was said, in other words or another language or by an example, and ask for nobody else.
_AGAIN = frozenset(
    re.findall(
        r"\w+",
        "a again an and another but can continue could different differently easier easy english example examples"
        " explain for get give go in it italian italiano longer me mean means more now of ok on once other plain"
        " please put repeat say short shorter show simple simpler simply slower slowly so still tell that the this to"
        " understand us way what why with word words would write you"
        " adesso altra altre altro ancora avanti breve brevemente capire che con continua cosa dai dammi di dimmelo"
        " dirlo dirmelo diverse diverso e esempi esempio facile fai fammi fare favore grazie in inglese la lentamente"
        " lo lungo ma me mi modo nuovo ora parola parole per perche perché piano piu più potresti prosegui puoi questo"
        " ridimmelo riesci ripetere ripeterlo ripetimelo scrivere scriverlo semplice semplicemente semplici significa"
        " spiegamelo spiegare spiegarlo spiegarmelo un una vai volta vorrei vuol",
    )
)
_LOST = re.compile(
    r"\W*(?:(?:sorry|thanks|thank you|no|but|scusa|grazie|ma)\W+)*(?:"
    r"I (?:still |really )?(?:don['’]t|do not|didn['’]t|did not) (?:get|understand|follow)(?: (?:it|this|that|you))?"
    r"(?: (?:any of it|at all))?|I['’]m (?:still )?lost|(?:it|this|that)(?:['’]s| is) (?:still )?not clear(?: to me)?|"
    r"mi sono pers[oa]|(?:ancora |io )?non (?:ho (?:ancora )?capito|(?:ti |lo )?capisco|(?:mi )?è (?:ancora )?chiaro)"
    r"(?: (?:niente|bene|ancora))?)\W*",
    re.IGNORECASE,
)
# Words of greetings and thanks, and of what stands in a notebook, which speak of no subject.
_SMALL_TALK = frozenset(
    re.findall(
        r"\w+",
        "afternoon are bye evening fine good goodbye great hello hey hi how morning much night no ok okay thank thanks"
        " there very who yes you cell explain lesson me notebook on test this"
        " arrivederci bene buon buona buonanotte buonasera buongiorno chi chiami ciao come giorno grazie mille molte"
        " notte perfetto prego salve sei sera si sì stai ti tu tutto va"
        " cella interrogami la lezione questa spiega spiegami su",
    )
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A teacher who may answer. ``confidence`` is between 0 and 1; ``reason`` is a sentence for the learner."""

    id: str
    confidence: float
    reason: str = ""


def of_nobody(mentions: Sequence[str], known: Collection[str], lang: str) -> str:
    """What to say on those of ``mentions`` who are not here, and whom they may mean; empty where all are."""
    unknown = [name for name in mentions if name not in known][:MOST_UNKNOWN]
    if not unknown:
        return ""
    names = ", ".join(f"@{name}" for name in unknown)
    one, several = "There is no teacher called {name} here.", "There are no teachers called {names} here."
    said = translate(several, lang, names=names) if len(unknown) > 1 else translate(one, lang, name=names)
    near = ", ".join(f"@{found}" for name in unknown if (found := meant(name, known)))
    return f"{said} {translate('Did you mean {names}?', lang, names=near)}" if near else said


_OF_ONESELF = re.compile(
    r"\b(?:i|i'm|me|my|we|us|our|io|mi|mio|mia|miei|mie|ci|noi|nostr[oaie]|sono|ho)\b", re.IGNORECASE
)
_I_DO = re.compile(r"\b(?:voglio|vorrei|credo|devo|posso|penso|temo|odio|sto|you|your|tu|puoi|fai)\b", re.IGNORECASE)
_ASKS_FOR = re.compile(
    r"\W*(?:what|which|who|where|when|how|can|could|che|cosa|quale|quali|chi|dove|quando|come|posso)\b", re.IGNORECASE
)


def choose(question: str, lang: str | None = None, current: str | None = None) -> list[Choice]:
    """All teachers of the faculty by how well they fit ``question``, the best first.

    ``current`` is who is talking already. Asks no model and no network, and says the same every time.
    """
    from .roster import load_faculty

    return ranked(question, load_faculty(), lang or language_of(question, "en"), current or "")


def is_small_talk(question: str) -> bool:
    """Whether it greets, thanks or says goodbye, and asks nothing of anybody's subject."""
    return _says_only(question, _SMALL_TALK)


def asks_again(question: str) -> bool:
    """Whether it only goes on with what was said before: “simpler, please”, “an example?”, “I don't understand”."""
    return _says_only(question, _AGAIN) or _LOST.fullmatch(question) is not None


def whose_subject(thing: str, teachers: Mapping[str, Teacher]) -> str:
    """Who of ``teachers`` teaches what ``thing`` names, as “la storia” does; nobody where it names no subject."""
    about = prepared.telling(thing)
    every = ((name, prepared.telling(each)) for name, one in teachers.items() for each in one.subject.values())
    return next((name for name, subject in every if about == subject), "") if about else ""


def is_between_us(text: str) -> bool:
    """Whether somebody speaks of themselves, or of what whoever answers may do for them."""
    return bool(_OF_ONESELF.search(text) or _I_DO.search(text))


def weighs(text: str) -> bool:
    """Whether something may weigh on whoever writes it: they speak of themselves, and ask for no knowledge."""
    return bool(_OF_ONESELF.search(text)) and not (asks_again(text) or _ASKS_FOR.match(text))


def ranked(question: str, teachers: Mapping[str, Teacher], lang: str, current: str) -> list[Choice]:
    """All ``teachers`` by how well they fit."""
    named = [name for name in mentioned(question) if name in teachers]
    if named:
        reasons = {name: translate("You asked for {name}.", lang, name=teachers[name].name) for name in named}
        return _order(teachers, dict.fromkeys(named, 1.0), reasons, lang)
    question = without_mentions(question, mentioned(question)) or question  # a name says nothing of what is asked
    if (name := _who_offers(question, teachers, current)) and name not in intent.load().teachers:
        reason = translate("It is one of {name}'s own examples.", lang, name=teachers[name].name)
        return _order(teachers, {name: 1.0}, {name: reason}, lang)
    if is_at_hand(question):
        return _on_what_is_at_hand(question, teachers, lang, current)
    if is_small_talk(question) or is_on_an_exercise(question):
        return _nobody_else(teachers, lang, current)
    question = asks_test_on(question) or question  # who is tested on what, not how one prepares for a test
    found = None if current in teachers and asks_again(question) else intent.load().judge(question)
    if own := _of_the_course(question, teachers):
        name, share = own
        shares = dict(found.shares) if found is not None else {}
        reason = translate("It speaks of what {name} teaches here.", lang, name=teachers[name].name)
        return _order(teachers, shares | {name: share}, {name: reason}, lang, first=name)
    if found is None:
        return _nobody_else(teachers, lang, current)
    shares = {name: share for name, share in found.shares if name in teachers}
    best = next(iter(shares), "")
    reasons = {best: _because(found.words, lang)}
    stays = current in teachers and current != PRINCIPAL  # who coordinates holds nobody back
    if stays and best != current and not _takes_over(shares, best, current):
        reasons = {
            current: translate("{name} goes on: nobody else is clearly better.", lang, name=teachers[current].name)
        }
        return _order(teachers, shares, reasons, lang, first=current)
    return _order(teachers, shares, reasons, lang)


def _who_offers(question: str, teachers: Mapping[str, Teacher], current: str) -> str:
    """Who has just this question among their examples: who is talking, or a parent before its copies; or nobody."""
    asked = _letters(question)
    lines = {name: [each for said in one.examples.values() for each in said] for name, one in teachers.items()}
    offering = [name for name, examples in lines.items() if asked and asked in map(_letters, examples)]
    return current if current in offering else next(iter(offering), "")


@functools.lru_cache(maxsize=512)
def _letters(text: str) -> str:
    return " ".join(intent.words_of(text))


def _says_only(question: str, known: frozenset[str]) -> bool:
    words = re.findall(r"[^\W_]+", question.lower())  # “and 3*8?” says something of its own
    return bool(words) and known.issuperset(words)


def _on_what_is_at_hand(question: str, teachers: Mapping[str, Teacher], lang: str, current: str) -> list[Choice]:
    """Who explains code and its errors, where nobody but the principal is talking; of all else, who is talking."""
    pointed = pointed_at(question)
    if pointed is None or pointed.about == "cell" or CODER not in teachers or current not in ("", PRINCIPAL):
        return _nobody_else(teachers, lang, current, "It is about what lies before you.")
    reason = translate("It asks about code.", lang)
    return _order(teachers, {CODER: 1.0}, {CODER: reason}, lang, first=CODER)


def _nobody_else(
    teachers: Mapping[str, Teacher], lang: str, current: str, why: str = "Nothing in it says what it is about."
) -> list[Choice]:
    """Who is talking goes on; where nobody is, the principal, as ``why`` says."""
    first = current if current in teachers else PRINCIPAL if PRINCIPAL in teachers else next(iter(teachers))
    stays = first == current
    reason = "Nothing in it asks for somebody else." if stays else why
    return _order(teachers, {first: 0.5}, {first: translate(reason, lang)}, lang)


def proposed(question: str, teachers: Mapping[str, Teacher], lang: str, asked: str) -> Choice | None:
    """Who fits ``question`` better than the teacher who was ``asked``, with why; None where nobody clearly does.

    Only a proposal: whoever was asked answers, and nobody is handed on without the learner's word.
    """
    weights = intent.load()
    question = without_mentions(question, mentioned(question))
    found = None if is_small_talk(question) else weights.judge(question)
    if found is None or asked not in weights.teachers or asked not in teachers or teachers[asked].kind != "teacher":
        return None  # of a course's own teachers the weights know nothing
    shares = {name: share for name, share in found.shares if name in teachers}
    best = next(iter(shares), asked)
    if best == asked or teachers[best].kind != "teacher" or shares[best] < max(LIKELY, shares.get(asked, 0) + LIKELIER):
        return None
    said = translate("This sounds like a question for {name}.", lang, name=teachers[best].name)
    return Choice(best, round(shares[best], 4), f"{said} {_because(found.words, lang)}")


def _of_the_course(question: str, teachers: Mapping[str, Teacher]) -> tuple[str, float] | None:
    """The course's own teacher with most words of ``question`` in subject, notes or examples, and the share of them.

    The trained weights know only the faculty. One of the course is meant where most telling words are theirs; what a
    copy has from its parent is the parent's.
    """
    known = intent.load().teachers
    own = {name: one for name, one in teachers.items() if name not in known and one.kind == "teacher"}
    asked = set(words_of(question)) if own else set()
    shares = {name: len(asked & _own_words(one, teachers)) / len(asked) for name, one in own.items() if asked}
    best = max(shares, key=shares.__getitem__, default="")
    return (best, shares[best]) if best and shares[best] > MOSTLY else None


def _own_words(teacher: Teacher, teachers: Mapping[str, Teacher]) -> frozenset[str]:
    words, parent = _words(_texts(teacher)), teachers.get(teacher.parent)
    return words if parent is None else words - _words(_texts(parent))


def _texts(teacher: Teacher) -> tuple[str, ...]:
    notes = (text for notes in teacher.prepared.values() for note in notes for text in (note.title, note.text))
    return (*teacher.subject.values(), *(each for lines in teacher.examples.values() for each in lines), *notes)


@functools.lru_cache(maxsize=64)  # taking a teacher's texts apart costs more than all else that a choice does
def _words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(every_word_of(" ".join(texts)))


def _takes_over(shares: Mapping[str, float], best: str, current: str) -> bool:
    return shares[best] >= SURE and shares[best] >= shares.get(current, 0.0) + CLEARLY


def _because(words: Sequence[str], lang: str) -> str:
    telling = ", ".join(f"“{word}”" for word in words if prepared.telling(word))  # “give” asks, and is no subject
    if not telling:
        return translate("It sounds most like this subject.", lang)
    return translate("It speaks of {words}.", lang, words=telling)


def _order(
    teachers: Mapping[str, Teacher], shares: Mapping[str, float], reasons: Mapping[str, str], lang: str, first: str = ""
) -> list[Choice]:
    """Best first, and among equals as the faculty stands; ``first`` before all others, and no less likely than they."""
    shares = dict(shares)
    if first:
        shares[first] = max(shares.values(), default=0.0)
    order = sorted(teachers, key=lambda name: (name != first, -shares.get(name, 0.0)))
    likely = [(name, shares.get(name, 0.0)) for name in order]
    return [
        Choice(name, round(share, 4), reasons.get(name) or _why(teachers[name], share, lang)) for name, share in likely
    ]


def _why(teacher: Teacher, share: float, lang: str) -> str:
    """Why somebody is no more likely than that."""
    if share < WORTH_SAYING:
        return translate("Little or nothing in it asks for {name}.", lang, name=teacher.name)
    subject = teacher.subject.get(lang) or next(iter(teacher.subject.values()))
    return translate("It may be about this: {subject}.", lang, subject=subject)
