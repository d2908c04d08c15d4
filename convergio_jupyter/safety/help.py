"""The answer to a learner who may be in danger: written by people, said by code, the same whoever teaches.

It takes what was said seriously, finds out nothing, says that this is a program, and names people who can help now.
Numbers as their own organisations publish them: 112 (EU), 911 and 988 (US and Canada), 999 and Samaritans (UK and
Ireland), 116 111 (the children's helpline number of the EU), Telefono Azzurro and Telefono Amico (Italy).
"""

from __future__ import annotations

from ..core.i18n import translate
from .concern import Concern
from .likely import Kind

LONGEST_CONTACT = 300  # characters of a school's own line


def first_help(found: Concern, contact: str = "") -> str:
    """What is said first, in the language of the question. ``contact`` is a line of the school, shown before others."""
    lang = found.lang
    lines = [f"- {translate(line, lang)}" for line in (_AT_ONCE, *_LINES[lang])]
    own = " ".join(contact.split())[:LONGEST_CONTACT]
    if own:
        lines.insert(0, f"- **{translate('At your school:', lang)}** {own}")
    told = (*_BEGINNING[found.kind], _PROGRAM)
    return "\n\n".join([*(translate(each, lang) for each in told), "\n".join(lines), translate(_END[found.kind], lang)])


_BEGINNING: dict[Kind, tuple[str, ...]] = {
    "danger": (
        "**This sounds urgent. Call an emergency number now, before you read on: 112, in the US and Canada 911, in the"
        " UK 999.** Say where you are and what has happened; they tell you what to do. Shout for an adult near you.",
    ),
    "self_harm": (
        "Thank you for writing this. I take it seriously. You are not to blame for feeling like this, or for worrying"
        " about somebody who does, and you need not carry it alone.",
        "If you or somebody else may get hurt now, or has taken too much of a medicine, call an emergency number or a"
        " poison centre first, also if nothing hurts yet, and stay with other people.",
    ),
    "harm_by_others": (
        "Thank you for writing this. I take it seriously. If somebody hurts, threatens or pressures you or someone you"
        " know, it is not your fault, and telling somebody about it is right, even where you were told to keep"
        " it secret.",
        "If somebody is in danger now, call an emergency number first, and go where other people are, if you can.",
    ),
}
_PROGRAM = "I am a program: I cannot see how you are, and I cannot send help. A person can help now:"
_AT_ONCE = "Emergency: 112 in Italy and the EU, 911 in the US and Canada, 999 in the UK."
_LINES = {
    "en": (
        "US and Canada: call or text 988.",
        "UK and Ireland: Samaritans, 116 123.",
        "Children and teenagers in many countries of the EU: 116 111.",
        "Italy: Telefono Azzurro, 19696 (children and teenagers); Telefono Amico, 02 2327 2327.",
        "A trusted adult: a parent, a relative, a teacher, a school nurse or counsellor, a doctor.",
    ),
    "it": (
        "Italy: Telefono Azzurro, 19696 (children and teenagers); Telefono Amico, 02 2327 2327.",
        "Children and teenagers in many countries of the EU: 116 111.",
        "US and Canada: call or text 988.",
        "UK and Ireland: Samaritans, 116 123.",
        "A trusted adult: a parent, a relative, a teacher, a school nurse or counsellor, a doctor.",
    ),
}
_STAY = (
    "You need not tell me anything private. If you like, write on here: we can think about whom to tell and find the"
    " first words together. If I misread you and this was about a lesson, just say so in other words, and we go on."
)
_END: dict[Kind, str] = {
    "danger": (
        "When help is on its way, you can write on here. If I misread you and this was about a lesson, just say so in"
        " other words, and we go on."
    ),
    "self_harm": _STAY,
    "harm_by_others": _STAY,
}
