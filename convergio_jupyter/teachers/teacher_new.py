"""New teachers' files: an empty one to fill in, and a copy of somebody else's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_HEAD = """---
# This file is a teacher. Change every text below; `convergio teacher check FILE` says what is missing.
id: {id}
name: {name}
glyph: bubble
color: {{light: "#1F4E9E", dark: "#9DBDF5"}}
languages: [{languages}]
ages: [6, 99]
# What this teacher can use; `convergio teacher tools` lists them all.
tools: []
# To whom a question is handed over, and when.
hand_over: {{}}
subject:
{subject}
greeting:
{greeting}
examples:
{examples}
# Notes stand at the end of the file, without the first “# ”. A model too small to teach quotes them word for word.
{notes}
---
"""
_QUOTES = " '\""
_TEXTS: dict[str, dict[str, Any]] = {
    "en": {
        "subject": "my subject",
        "greeting": "Ask me about my subject.",
        "examples": ("A first question?", "A second question?", "A third question?"),
        "brief": (
            "You are {name}, a teacher of my subject. Answer in a few short sentences with one small example. End with "
            "one question for the learner."
        ),
        "persona": "You are {name}, teacher of my subject.\n\nHow you teach:\n- Begin with what the learner knows.",
        "voice": "- Short sentences. One idea in each paragraph.",
        "never": "You do not invent a fact or a source.",
        "note": ("Why ice floats", "Ice is lighter than the same amount of water, so it floats."),
    },
    "it": {
        "subject": "la mia materia",
        "greeting": "Chiedimi della mia materia.",
        "examples": ("Una prima domanda?", "Una seconda domanda?", "Una terza domanda?"),
        "brief": (
            "Sei {name}, insegnante della mia materia. Rispondi in italiano con poche frasi brevi e un piccolo "
            "esempio. Chiudi con una domanda per chi impara."
        ),
        "persona": "Sei {name}, insegnante della mia materia.\n\nCome insegni:\n- Parti da ciò che chi impara sa già.",
        "voice": "- Frasi brevi. Un'idea per paragrafo.",
        "never": "Non inventi un fatto o una fonte.",
        "note": ("Perché il ghiaccio galleggia", "Il ghiaccio pesa meno di altrettanta acqua, perciò galleggia."),
    },
}

UNFILLED = {"en": "teacher of my subject", "it": "insegnante della mia materia"}  # what these sections begin with


def template(name: str, shown: str, languages: Sequence[str]) -> str:
    """A complete file for a teacher with the id ``name``, whom learners call ``shown``."""
    head = _HEAD.format(
        id=name,
        name=_quoted(shown),
        languages=", ".join(languages),
        subject="\n".join(f"  {lang}: {_TEXTS[lang]['subject']}" for lang in languages),
        greeting="\n".join(f"  {lang}: {_TEXTS[lang]['greeting']}" for lang in languages),
        examples="\n".join(
            "\n".join([f"  {lang}:", *(f"    - {each}" for each in _TEXTS[lang]["examples"])]) for lang in languages
        ),
        notes="\n".join("# ## note {}: {}\n# {}".format(lang, *_TEXTS[lang]["note"]) for lang in languages),
    )
    sections = [
        f"\n## {kind} {lang}\n\n{str(_TEXTS[lang][kind]).format(name=shown)}\n"
        for kind in ("brief", "persona", "voice", "never")
        for lang in languages
    ]
    return head + "".join(sections)


def starters() -> list[tuple[str, str]]:
    """The texts of a new file's head that are there to be replaced, each with its place."""
    return [
        (f"{name}.{lang}", text)
        for lang, texts in _TEXTS.items()
        for name in ("subject", "greeting", "examples")
        for text in ((texts[name],) if isinstance(texts[name], str) else texts[name])
    ]


def forked(source: str, parent: str, name: str, shown: str = "") -> str:
    """A copy of the file ``source`` of the teacher ``parent`` under the id ``name``; it says whose copy it is.

    Where learners call it ``shown``, the copy calls itself so, too.
    """
    copy = re.sub(r"^parent:.*\n", "", _renamed(source, shown) if shown else source, count=1, flags=re.MULTILINE)
    return re.sub(r"^id:.*$", f"id: {name}\nparent: {parent}", copy, count=1, flags=re.MULTILINE)


def _renamed(source: str, shown: str) -> str:
    """Every text calls the teacher ``shown`` but the notes: who wrote a book there is no teacher of ours."""
    called = re.search(r"^name: *(.*)$", source, flags=re.MULTILINE)
    old = called[1].strip(_QUOTES) if called else ""
    if called is None or not old:
        return source
    name = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    texts = re.split(r"^(?=## )", source[called.end() :], flags=re.MULTILINE)
    tail = "".join(text if text.startswith("## note ") else name.sub(lambda _: shown, text) for text in texts)
    return f"{source[: called.start()]}name: {_quoted(shown)}{tail}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
