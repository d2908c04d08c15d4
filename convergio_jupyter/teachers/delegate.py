"""Parts a question that has several subjects, so that each part has one owner.

A model fills in a form; code reads it and takes only teachers who exist. Where no model here can, the question is cut
where its sentences and clauses are, and each piece goes to whom its words point to; one that relates things of several
subjects to each other goes whole to all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.faculty import Teacher
from ..core.i18n import translate
from ..core.values import Message
from . import intent
from .choice import PRINCIPAL, without_mentions
from .roster import Assigned

MOST_PARTS = 5  # of one question; who is asked a part parts it no further
LONGEST_PART = 1_000  # characters
SURE = 0.7  # how likely a piece must belong to somebody to be cut off
FEWEST_WORDS = 4  # of a piece
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_CLAUSES = re.compile(rf"{_SENTENCES.pattern}|\s*[,;:]\s+|\s+(?:and|e|ed|but|ma|also|anche|then|poi)\s+", re.IGNORECASE)
# What relates things to each other, in a question; none of its words says what those are.
_RELATES = re.compile(
    r"\b(?:in common|hangs? together|(?:have|has) to do with|compar\w*|relat(?:ed?|es|ions?|ionship)|connect\w*|links?|"
    r"linked|between|differs?|differences?|in comune|rapport[oi]|legam[ei]|legat[oaie]|colleg\w+|relazion[ei]|entra|"
    r"confront\w*|tra|fra|differenz[ae]|differisc\w+)\b",
    re.IGNORECASE,
)
OWNED = 0.97  # how likely a word alone must belong to somebody for them to be asked because of it
MOST_RELATED = 3
_TOLD = {
    "en": (
        "Part the question below so that each part has exactly one owner among these teachers. Keep the learner's words"
        " where you can; each part must make sense alone. Use as few parts as there are subjects, and {most} at most."
    ),
    "it": (
        "Dividi la domanda qui sotto in modo che ogni parte sia di un solo insegnante fra questi. Tieni dove puoi le"
        " parole di chi chiede; ogni parte deve avere senso da sola. Usa tante parti quante sono le materie, {most} al"
        " massimo."
    ),
}


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


def compose(principal: Teacher, question: str, teachers: Mapping[str, Teacher], lang: str) -> tuple[Message, ...]:
    """The prompt that asks the principal for the form."""
    spoken = lang if lang in principal.languages else principal.languages[0]
    told = _TOLD.get(spoken, _TOLD["en"]).replace("{most}", str(MOST_PARTS))
    lines = "\n".join(f"- {name}: {_subject(teachers[name], spoken)}" for name in _owners(teachers))
    return Message("system", f"{principal.persona[spoken]}\n\n{told}\n\n{lines}"), Message("user", question)


def read(form: str, teachers: Mapping[str, Teacher]) -> list[Assigned]:
    """The parts of a filled-in form. Raises ``ValueError`` where there are fewer than two that somebody owns."""
    try:
        data = json.loads(form)
    except (ValueError, RecursionError):
        raise ValueError("no form") from None
    found: dict[str, Assigned] = {}
    parts = data.get("parts") if isinstance(data, dict) else None
    for each in parts if isinstance(parts, list) else ():
        name, question = (each.get("teacher"), each.get("question")) if isinstance(each, dict) else (None, None)
        if name in _owners(teachers) and isinstance(question, str) and question.strip():
            found.setdefault(name, Assigned(teachers[name], question.strip()[:LONGEST_PART]))
    if len(found) < 2:
        raise ValueError("fewer than two parts")
    return list(found.values())[:MOST_PARTS]


def by_clauses(question: str, teachers: Mapping[str, Teacher], *, sentences: bool = False) -> list[Assigned]:
    """The parts by the words of each clause, or only of each of its ``sentences``.

    Fewer than two where they do not point to several teachers.
    """
    text = without_mentions(question, [PRINCIPAL])
    stretches = _pieces(text, _SENTENCES if sentences else _CLAUSES)
    if len(stretches) < 2:
        return []
    owners, weights = _owners(teachers), intent.load()
    pieces: dict[str, list[tuple[int, int]]] = {}  # by owner: where the stretches of text begin and end
    last = ""
    for begin, end in stretches:
        found = weights.judge(text[begin:end])
        best, share = found.shares[0] if found is not None else ("", 0.0)
        goes_on = best not in owners or share < SURE or best == last
        if not goes_on:
            last = best
            pieces.setdefault(best, []).append((begin, end))
        elif last:  # what points to nobody goes on with what was said before it
            pieces[last][-1] = (pieces[last][-1][0], end)
    return [
        Assigned(teachers[name], " ".join(text[begin:end] for begin, end in owned)[:LONGEST_PART])
        for name, owned in list(pieces.items())[:MOST_PARTS]
    ]


def by_relation(question: str, teachers: Mapping[str, Teacher]) -> list[Assigned]:
    """The owners of what a question relates to each other, each of whom gets all of it; fewer than two where none does.

    “What do art and mathematics have in common?” has no parts that make sense alone.
    """
    text = without_mentions(question, [PRINCIPAL])
    if not _RELATES.search(text):
        return []
    owners, weights = _owners(teachers), intent.load()
    judged = (weights.judge(word) for word in intent.words_of(_RELATES.sub(" ", text)) if len(word) > 2)
    best = (found.shares[0] for found in judged if found is not None)
    names = dict.fromkeys(name for name, share in best if share >= OWNED and name in owners)
    return [Assigned(teachers[name], text[:LONGEST_PART]) for name in list(names)[:MOST_RELATED]]


def _pieces(text: str, cuts: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where each piece begins and ends; a short one belongs to the one before it."""
    found: list[tuple[int, int]] = []
    ends = [*((cut.start(), cut.end()) for cut in cuts.finditer(text)), (len(text), len(text))]
    begin = 0
    for end, following in ends:
        if found and len(text[begin:end].split()) < FEWEST_WORDS:
            found[-1] = (found[-1][0], end)
        elif end > begin:
            found.append((begin, end))
        begin = following
    return found


def said(parts: Sequence[Assigned], lang: str) -> str:
    """Who is asked what, for the learner."""
    if len({part.question for part in parts}) == 1:
        names = ", ".join(part.teacher.name for part in parts)
        return translate("This has several subjects, so I ask each of them: {names}.", lang, names=names)
    head = translate("This has several subjects, so I ask each of them:", lang)
    return f"{head}\n\n" + "\n".join(f"- **{part.teacher.name}**: {part.question}" for part in parts)


def _owners(teachers: Mapping[str, Teacher]) -> list[str]:
    return [name for name, one in teachers.items() if one.kind == "teacher"]


def _subject(teacher: Teacher, lang: str) -> str:
    return teacher.subject.get(lang) or next(iter(teacher.subject.values()))
