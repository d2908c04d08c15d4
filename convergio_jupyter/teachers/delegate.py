"""Parts a question that has several subjects, so that each part has one owner.

A model fills in a form; code reads it and takes only teachers who exist. Where no model here can, the question is cut
where its sentences and clauses are, as far as they surely belong to different teachers; one that relates things of
several subjects to each other goes whole to all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..core.faculty import Prepared, Teacher
from ..core.i18n import translate
from ..core.values import Message
from ..safety import may_be_said
from . import intent, mention, prepared
from . import sentences as reading
from .choice import PRINCIPAL, is_between_us, ranked, whose_subject
from .prepared import telling
from .prompt import charter
from .roster import Assigned

MOST_PARTS = 5  # of one question; who is asked a part parts it no further
LONGEST_PART = 4_000  # characters that a model may write as one; the learner's own words are not cut
LONGEST_QUESTION = 10_000  # characters that are parted; what is longer is a text, and a question on it
LONGEST_LINE = 300  # characters of a part that the plan shows
SURE = 0.8  # how likely a piece must belong to somebody to be cut off
SURE_OF_WHOLE = 0.55  # and one that is a whole question by itself
# What relates things to each other, in a question; none of its words says what those are.
_RELATES = re.compile(
    r"\b(?:in common|hangs? together|(?:have|has) to do with|compar\w*|relat(?:ed?|es|ions?|ionship)|connect\w*|links?|"
    r"linked|between|differs?|differences?|in comune|rapport[oi]|legam[ei]|legat[oaie]|colleg\w+|relazion[ei]|entra|"
    r"confront\w*|tra|fra|differenz[ae]|differisc\w+)\b",
    re.IGNORECASE,
)
# What holds of several things at once: “what do a chord and a fraction have in common” has no parts.
_TOGETHER = re.compile(
    r"\b(?:in common|hangs? together|to do with each other|in comune|a che fare l'un)\b", re.IGNORECASE
)
LONGEST_JOINT = 8  # characters of a comma or an “and” between two clauses
OWNED = 0.97  # how likely a word alone must belong to somebody for them to be asked because of it
MOST_RELATED = 3
LIKELIEST = 2  # teachers for a thing of a list whose word is not surely one's own
Span = tuple[int, int]  # where a stretch of text begins and ends
_TOLD = {
    "en": (
        "Part the question below so that each part has exactly one owner among these teachers. Keep the learner's words"
        " where you can; each part must make sense alone. Use as few parts as there are subjects, and {most} at most."
        " What is meant for you yourself, or belongs to nobody here, has no parts."
    ),
    "it": (
        "Dividi la domanda qui sotto in modo che ogni parte sia di un solo insegnante fra questi. Tieni dove puoi le"
        " parole di chi chiede; ogni parte deve avere senso da sola. Usa tante parti quante sono le materie, {most} al"
        " massimo. Quello che si chiede proprio a te, o che qui non è di nessuno, non ha parti."
    ),
}


class Parts(list[Assigned]):
    """The parts of a question, each with its owner, and what of it is left for later, so that nothing gets lost."""

    def __init__(self, parts: Iterable[Assigned] = (), later: Iterable[str] = ()) -> None:
        super().__init__(parts)
        self.later = tuple(later)


def schema(teachers: Mapping[str, Teacher]) -> dict[str, Any]:
    """The form: who gets which part."""
    part = {
        "type": "object",
        "properties": {
            "teacher": {"type": "string", "enum": _owners(teachers)},
            "question": {"type": "string"},
        },
        "required": ["teacher", "question"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"parts": {"type": "array", "items": part}},
        "required": ["parts"],
        "additionalProperties": False,
    }


def compose(
    principal: Teacher, question: str, teachers: Mapping[str, Teacher], lang: str, age: str = ""
) -> tuple[Message, ...]:
    """The prompt that asks the principal for the form, for learners of an ``age``."""
    spoken = lang if lang in principal.languages else principal.languages[0]
    told = _TOLD.get(spoken, _TOLD["en"]).replace("{most}", str(MOST_PARTS))
    lines = "\n".join(f"- {name}: {_subject(teachers[name], spoken)}" for name in _owners(teachers))
    system = f"{charter(spoken, age)}\n\n{principal.persona[spoken]}\n\n{told}\n\n{lines}"
    return Message("system", system), Message("user", question)


def read(form: str, teachers: Mapping[str, Teacher]) -> Parts:
    """The parts of a filled-in form; one, where a model finds that all of it is one teacher's.

    Raises ``ValueError`` where there is none that somebody owns.
    """
    try:
        data = json.loads(form)
    except (ValueError, RecursionError):
        raise ValueError("no form") from None
    found: dict[str, str] = {}
    parts = data.get("parts") if isinstance(data, dict) else None
    for each in parts if isinstance(parts, list) else ():
        name, question = (each.get("teacher"), each.get("question")) if isinstance(each, dict) else (None, None)
        if name in _owners(teachers) and isinstance(question, str) and question.strip():
            if len(question) > LONGEST_PART or not may_be_said(question):
                raise ValueError("a part that is no question")
            found[name] = " ".join(filter(None, (found.get(name), question.strip())))
    if not found:
        raise ValueError("no part that somebody owns")
    return _parts(found, teachers)


def _parts(found: Mapping[str, str], teachers: Mapping[str, Teacher]) -> Parts:
    """As many as can be asked at once, and what is left."""
    asked, later = list(found.items())[:MOST_PARTS], list(found.values())[MOST_PARTS:]
    return Parts((Assigned(teachers[name], question) for name, question in asked), later)


def with_what_was_left(parts: Parts, question: str) -> Parts:
    """``parts`` as a model made them, and of what is asked each sentence that none of them speaks of, for later."""
    told = set(telling(" ".join([*(part.question for part in parts), *parts.later])))
    text = uncalled(question)
    asked = [text[begin:end] for begin, end in reading.sentences(text) if reading.asks(text[begin:end])]
    left = [each for each in asked if (about := telling(each)) and told.isdisjoint(about)]
    return Parts(parts, [*parts.later, *left])


def by_clauses(question: str, teachers: Mapping[str, Teacher], *, sentences: bool = False) -> Parts:
    """The parts by the words of each clause, or only of each of its ``sentences`` and of clauses that all ask.

    Fewer than two where they do not surely point to several teachers: somebody who is told too much can answer, but
    nobody can who is told half of what belongs together.
    """
    text = uncalled(question)
    may_cut = not _TOGETHER.search(text)
    found = _by_pieces(text, teachers, cut=not sentences and may_cut)
    if len(found) > 1 or not (sentences and may_cut):
        return found
    found = _by_pieces(text, teachers, cut=True)
    return found if all(reading.asks(part.question) for part in found) else Parts()


def uncalled(question: str) -> str:
    """What is asked, without whom it calls."""
    return mention.without_mentions(question, mention.called(question))


def _by_pieces(text: str, teachers: Mapping[str, Teacher], *, cut: bool) -> Parts:
    """The parts by the words of each sentence; where sentences are ``cut``, of each clause."""
    matters, for_all = _matters(text, cut=cut) if len(text) <= LONGEST_QUESTION else ([], [])
    if len(matters) < 2:
        return Parts()
    owned: dict[str, list[Span]] = {}  # by owner: where the stretches of text begin and end
    last, before = "", list[Span]()
    for span in matters:
        owner = _owner(text, span, teachers, last and owned[last][-1])
        if owner not in ("", last):
            owned.setdefault(owner, []).extend([*before, span])
            last, before = owner, []
        elif last:  # what points to nobody goes on with what was said before it
            owned[last][-1] = (owned[last][-1][0], span[1])
        else:
            before.append(span)
    said = {name: reading.as_sentence(_joined(text, [*for_all, *spans])) for name, spans in owned.items()}
    return _parts(said, teachers)


def _owner(text: str, span: Span, teachers: Mapping[str, Teacher], last: Span | str) -> str:
    """Who surely owns a stretch of ``text``; nobody where it speaks of what the ``last`` one speaks of.

    A whole question is also that of who is likely to own it, and has a note on just that.
    """
    said = reading.as_sentence(text[slice(*span)])
    found = intent.load().judge(said)
    best, share = found.shares[0] if found is not None else ("", 0.0)
    is_whole = reading.asks(said) and not reading.refers_back(said)
    if best not in _owners(teachers) or share < (SURE_OF_WHOLE if is_whole else SURE):
        best = _who_has_noted(said, teachers) if is_whole else ""
    if last and not set(telling(said)).isdisjoint(telling(text[slice(*last)])):
        return ""
    return best


def _matters(text: str, *, cut: bool) -> tuple[list[Span], list[Span]]:
    """The stretches of ``text`` that each ask for something of their own, and those that whoever is asked is told.

    Where sentences are ``cut``, so are their clauses; and what somebody has to do is asked, too.
    """
    found, for_all = list[Span](), list[Span]()
    told: Span | None = None  # what was told since, which leads to what is asked next
    for begin, end in reading.sentences(text):
        said = text[begin:end]
        asked, back = (reading.wants if cut else reading.asks)(said), reading.refers_back(said)
        if reading.is_manner(said):
            for_all.append((begin, end))
        elif back and found and told is None:
            found[-1] = (found[-1][0], end)
        elif not asked:
            told = (told[0] if told else begin, end)
        else:
            if told and not found and not back:  # the scene is set for all
                for_all.append(told)
                told = None
            first, *others = _clauses(text, begin, end) if cut else [(begin, end)]
            found.extend([(told[0] if told else first[0], first[1]), *others])
            told = None
    return found, [*for_all, told] if told else for_all


def _clauses(text: str, begin: int, end: int) -> list[Span]:
    """The clauses of a sentence, where those that make sense only with the one before stay with it."""
    found, is_question = list[Span](), text[begin:end].rstrip().endswith("?")
    refers = reading.refers_back if is_question else reading.begins_with_what_was_named
    for span in _clause_spans(text, begin, end):
        if found and refers(text[slice(*span)]):
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def _clause_spans(text: str, begin: int, end: int) -> Iterator[Span]:
    return ((begin + first, begin + last) for first, last in reading.clauses(text[begin:end]))


def _joined(text: str, spans: Sequence[Span]) -> str:
    """Stretches of ``text`` in their order, what two share once."""
    said, until = "", 0
    for begin, end in sorted(spans):
        between = text[until:begin] if said else ""
        apart = " " if len(between) > LONGEST_JOINT else between  # what stands between two clauses belongs to others
        said, until = said + apart + text[max(begin, until) : end], max(until, end)
    return said.strip()


def by_list(question: str, teachers: Mapping[str, Teacher]) -> Parts:
    """The parts of one sentence that asks the same of several things; fewer than two where one may be nobody's."""
    text, owners = uncalled(question), {name: teachers[name] for name in _owners(teachers)}
    found: dict[str, str] = {}
    for thing, asked in reading.listed(text) if not _RELATES.search(text) else ():
        owner = "" if reading.refers_back(thing) else _owner_of_thing(thing, owners)
        if not owner:
            return Parts()
        found[owner] = f"{found[owner]}; {asked}" if owner in found else asked
    said = {name: reading.as_sentence(asked) for name, asked in found.items()}
    return _parts(said, teachers) if len(found) > 1 else Parts()


def _owner_of_thing(thing: str, owners: Mapping[str, Teacher]) -> str:
    """Whose subject one thing of a list is, or whose word; or who of the likeliest has a note on it. Else nobody."""
    if owner := whose_subject(thing, owners):
        return owner
    best, share = _likeliest(thing)[0]
    return best if share >= SURE and best in owners else _who_has_noted(thing, owners)


def _who_has_noted(thing: str, owners: Mapping[str, Teacher]) -> str:
    """Who of the likeliest to be asked about ``thing`` has a note whose title names it; nobody where none has."""
    likely = (name for name, _ in _likeliest(thing) if name in owners)
    return next((name for name in likely if any(prepared.names(each, thing) for each in _notes(owners[name]))), "")


def _likeliest(thing: str) -> Sequence[tuple[str, float]]:
    judged = intent.load().judge(thing)
    return judged.shares[:LIKELIEST] if judged is not None else [("", 0.0)]


def _notes(teacher: Teacher) -> Iterator[Prepared]:
    return (note for notes in teacher.prepared.values() for note in notes)


def by_relation(question: str, teachers: Mapping[str, Teacher]) -> Parts:
    """The owners of what a question relates to each other, each of whom gets all of it; fewer than two where none does.

    “What do art and mathematics have in common?” has no parts that make sense alone.
    """
    text = uncalled(question)
    if not _RELATES.search(text):
        return Parts()
    return Parts(Assigned(teachers[name], text) for name in _of_words(text, teachers)[:MOST_RELATED])


def may_have_parts(question: str, teachers: Mapping[str, Teacher], *, called: bool) -> bool:
    """Whether it is worth asking a model for the parts of a question that its words do not surely part.

    Its words belong to several teachers, and it asks for several things; where the principal was ``called`` for it,
    one of both is enough.
    """
    text = uncalled(question)
    if len(text) > LONGEST_QUESTION:
        return False
    pieces = (text[begin:end] for each in reading.sentences(text) for begin, end in _clause_spans(text, *each))
    asks = sum(map(reading.wants, pieces)) > 1
    if asks == called:  # enough, or nothing at all
        return asks
    return len(_of_words(text, teachers)) > 1


def by_notes(question: str, teachers: Mapping[str, Teacher], lang: str) -> Parts:
    """The likeliest teacher who has prepared what fits a question best, who gets all of it; nobody where none has.

    For a model that may only quote: “why are there seasons?” sounds like biology, and Galileo's notes say it.
    """
    text = uncalled(question)
    if len(text) > LONGEST_QUESTION:
        return Parts()
    left_out = "" if is_between_us(text) else PRINCIPAL  # whose notes are on what weighs on somebody
    likeliest = (each.id for each in ranked(text, teachers, lang, "") if each.id != left_out)
    notes = ((name, teachers[name].prepared.get(lang, ())) for name in likeliest)
    found = ((name, prepared.find(each, text, prepared.SURELY)) for name, each in notes)
    whole = likely = ""
    for name, note in found:
        if note and prepared.names(note, text):
            whole = name
            break
        if note and prepared.holds_all(note, text):
            whole = whole or name
        if note and len(telling(text)) > 1:  # a single word may mean anything
            likely = likely or name
    return Parts([Assigned(teachers[whole or likely], text)] if whole or likely else ())


def to_who_has_notes(parts: Parts, teachers: Mapping[str, Teacher], lang: str) -> Parts:
    """``parts`` where those go to others who have prepared what fits, whose owners have nothing on them.

    For a model that may only quote.
    """
    found: dict[str, list[str]] = {}
    for part in parts:
        has_note = prepared.find(part.teacher.prepared.get(lang, ()), part.question)
        others = () if has_note else by_notes(part.question, teachers, lang)
        owner = next((each.teacher.id for each in others), part.teacher.id)
        found.setdefault(owner, []).append(part.question)
    return Parts((Assigned(teachers[name], " ".join(asked)) for name, asked in found.items()), parts.later)


def by_words(question: str, teachers: Mapping[str, Teacher]) -> Parts:
    """Whose words a question has, each of whom gets all of it; nobody where it is the principal's own, or no one's.

    For a principal who has no model to part it with, and nothing to say on it.
    """
    text = uncalled(question)
    if len(text) > LONGEST_QUESTION:
        return Parts()
    found = intent.load().judge(text)
    best, share = found.shares[0] if found else ("", 0.0)
    if best == PRINCIPAL:
        return Parts()
    names = dict.fromkeys([*([best] if share >= SURE and best in teachers else ()), *_of_words(text, teachers)])
    return Parts(Assigned(teachers[name], text) for name in list(names)[:MOST_RELATED])


def _of_words(text: str, teachers: Mapping[str, Teacher]) -> list[str]:
    """Whose the single words of ``text`` surely are, in their order."""
    owners, weights = _owners(teachers), intent.load()
    words = dict.fromkeys(intent.words_of(_RELATES.sub(" ", text)))
    judged = (weights.judge(word) for word in words if len(word) > 2)
    best = (found.shares[0] for found in judged if found is not None)
    return list(dict.fromkeys(name for name, share in best if share >= OWNED and name in owners))


def said(parts: Parts, lang: str) -> str:
    """Who is asked what, and what is left for later, for the learner."""
    if len(parts) == 1 and parts[0].teacher.id == PRINCIPAL:
        return translate("This I answer myself.", lang)
    if len(parts) == 1:
        return translate("This is a question for {name}.", lang, name=parts[0].teacher.name)
    if len({part.question for part in parts}) == 1:
        names = ", ".join(part.teacher.name for part in parts)
        return translate("This has several subjects, so I ask each of them: {names}.", lang, names=names)
    head = translate("This has several subjects, so I ask each of them:", lang)
    asked = "\n".join(f"- **{part.teacher.name}**: {_line(part.question)}" for part in parts)
    if not parts.later:
        return f"{head}\n\n{asked}"
    most = "I ask {most} teachers at once at most, so ask me again for this:"
    left = translate(most if len(parts) == MOST_PARTS else "Ask me again for this:", lang, most=MOST_PARTS)
    return "\n\n".join([head, asked, left, "\n".join(f"- {each}" for each in map(_line, parts.later))])


def _line(text: str) -> str:
    """One line of a plan; the part itself shows the whole of it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def _owners(teachers: Mapping[str, Teacher]) -> list[str]:
    return [name for name, one in teachers.items() if one.kind == "teacher"]


def _subject(teacher: Teacher, lang: str) -> str:
    return teacher.subject.get(lang) or next(iter(teacher.subject.values()))
