"""What makes learning easier for somebody: settings that go together, each for the page, the teachers and the plan.

A learner takes as many as they like. Nothing says why, and nobody is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_READ = ":is(nav, main, #rendered_cells > *)"  # of a class's page, and of a lesson, whose frame Voila measures itself


class Access(NamedTuple):
    """One of them. ``told`` is what teachers are told, by language; ``css`` changes pages.

    ``pace`` is how much longer everything may take, ``longest`` how many minutes a piece of a plan has; 0 leaves that.
    """

    label: str
    css: str = ""
    told: Mapping[str, str] = {}
    pace: float = 1.0
    longest: int = 0


ACCESS: Mapping[str, Access] = {
    "large-text": Access("Large text", f"{_READ} {{ zoom: 1.3; }}"),
    "wide-spacing": Access(  # as WCAG 1.4.12 asks pages to bear
        "Wide spacing",
        f"{_READ} {{ line-height: 1.8; letter-spacing: 0.08em; word-spacing: 0.16em; }}"
        " :is(pre, code, svg, .cm-editor) { letter-spacing: 0; word-spacing: 0; }",
    ),
    "no-motion": Access(
        "Nothing that moves",
        "*, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto; }",
    ),
    "short-answers": Access(
        "Short answers",
        told={
            "en": "Answer in five short sentences at most, and offer to go on.",
            "it": "Rispondi in cinque frasi brevi al massimo, e proponi di andare avanti.",
        },
    ),
    "step-by-step": Access(
        "One step at a time",
        told={
            "en": "Give one step at a time, and wait for the learner before the next one.",
            "it": "Dai un passo alla volta, e aspetta chi impara prima del successivo.",
        },
    ),
    "plain-words": Access(
        "Plain words",
        told={
            "en": "Use everyday words and short sentences, no idioms, and explain each term where it first stands.",
            "it": "Usa parole di tutti i giorni e frasi brevi, niente modi di dire, e spiega ogni termine nuovo.",
        },
    ),
    "more-time": Access("More time", pace=1.5),
    "short-sessions": Access("Short sessions", longest=10),
}


def css_of(names: Iterable[str]) -> str:
    """The style of pages for who chose these."""
    return "\n".join(ACCESS[name].css for name in names if ACCESS[name].css)


def told_of(names: Iterable[str], lang: str) -> str:
    """What teachers are told of these."""
    return " ".join(ACCESS[name].told[lang] for name in names if ACCESS[name].told)


def pace_of(names: Iterable[str]) -> float:
    """How much longer everything may take."""
    return max((ACCESS[name].pace for name in names), default=1.0)


def longest_of(names: Iterable[str]) -> int:
    """How many minutes a piece of a plan has at most; 0 where nothing is said."""
    return min((ACCESS[name].longest for name in names if ACCESS[name].longest), default=0)
