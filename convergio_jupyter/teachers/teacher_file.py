"""A teacher's file: Markdown with front matter that somebody without programming knowledge can read, copy and edit.

The front matter holds identity, subject, greeting, examples, tools and to whom a question is handed over; sections hold
the rest for each language: ``## brief en`` (for small models), ``## persona en`` (who this is, how they teach),
``## voice en`` and ``## never en``; and what the teacher has prepared, which is quoted where the model is too small to
teach freely: ``## note en: title``. It is data only: nothing in it is executed, and what it says of honesty, safety or
privacy stands behind what every teacher is told first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..core.faculty import Prepared, Teacher
from ..core.i18n import Phrase

MOST_CHARACTERS = 100_000
MOST_OF_HEAD = 20_000  # characters of front matter
DEEPEST = 10  # brackets within brackets there; the parser's time grows with the square of them
SECTIONS = ("brief", "persona", "voice", "never")
_SECTION = re.compile(r"^## (persona|brief|voice|never) ([a-z]{2})[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
_NOTE = re.compile(r"^## note ([a-z]{2}):[ \t]*(\S.*)$", re.MULTILINE)
_HEADS = {
    "en": ("How you write:", "What you never do:", "Who knows more than you; name them where it is so:"),
    "it": ("Come scrivi:", "Che cosa non fai mai:", "Chi ne sa più di te; fai il suo nome quando è così:"),
}


def parse_teacher(source: str) -> Teacher:
    """The teacher written in ``source``. Raises ``ValueError`` with the reason where it cannot be read."""
    head, sections = split(source)
    try:
        return Teacher(
            id=head["id"],
            name=head["name"],
            glyph=head["glyph"],
            color_light=head["color"]["light"],
            color_dark=head["color"]["dark"],
            subject=head["subject"],
            greeting=head["greeting"],
            examples={lang: tuple(head["examples"][lang]) for lang in head["languages"]},
            persona={lang: _persona(sections, lang, head) for lang in head["languages"]},
            brief={lang: sections["brief", lang] for lang in head["languages"]},
            kind=head.get("kind", "teacher"),
            languages=tuple(head["languages"]),
            tools=tuple(head.get("tools") or ()),
            ages=tuple(head.get("ages") or (6, 99)),
            hand_over=head.get("hand_over") or {},
            parent=head.get("parent") or "",
            prepared=_prepared(source),
        )
    except KeyError as error:
        raise ValueError(f"a teacher file needs {error}") from None
    except (TypeError, AttributeError):
        raise ValueError("a field of the front matter has another form than expected") from None


def split(source: str) -> tuple[dict[str, Any], dict[tuple[str, str], str]]:
    """The front matter and the sections. Raises ``ValueError`` with the reason where there are none."""
    if len(source) > MOST_CHARACTERS:
        raise ValueError(Phrase("it has more than {most} characters", most=f"{MOST_CHARACTERS:,}"))
    parts = source.removeprefix("\ufeff").replace("\r\n", "\n").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(Phrase("a teacher file begins with front matter between two lines of ---"))
    return _front_matter(parts[1]), _sections(parts[2])


def identity(source: str) -> tuple[str, str]:
    """The id and the name that a file gives its teacher; empty where it gives none."""
    try:
        head, _ = split(source)
    except ValueError:
        return "", ""
    name, shown = head.get("id"), head.get("name")
    return name if isinstance(name, str) else "", shown if isinstance(shown, str) else ""


def headings(source: str) -> list[str]:
    """What stands behind ``##`` in a file, in order."""
    return [found.strip() for found in _HEADING.findall(source)]


def is_section(heading: str) -> bool:
    """Whether a heading begins a section or a note."""
    return bool(_SECTION.match(f"## {heading}") or _NOTE.match(f"## {heading}"))


def _place_of(error: Exception) -> Any:
    """Where a YAML error begins: of what is never closed that is where it opens, and not the end of the file."""
    opens = any(each in (getattr(error, "context", None) or "") for each in ("quoted scalar", "flow "))
    return getattr(error, "context_mark" if opens else "problem_mark", None)


def _front_matter(text: str) -> dict[str, Any]:
    """Plain data only: no tags that make objects, and no aliases, which can make a small text endless."""
    import yaml

    if len(text) > MOST_OF_HEAD:
        raise ValueError(Phrase("its front matter has more than {most} characters", most=f"{MOST_OF_HEAD:,}"))
    if _depth(text) > DEEPEST:
        raise ValueError(Phrase("its front matter has too many brackets within brackets"))
    try:
        tokens = list(yaml.scan(text, Loader=yaml.SafeLoader))
        plain = not any(isinstance(token, (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)) for token in tokens)
        head = yaml.safe_load(text) if plain else None
    except (yaml.YAMLError, RecursionError, ValueError) as error:  # of no value: the 99th of a month
        mark = _place_of(error)
        if mark is None:
            raise ValueError(Phrase("its front matter is no YAML")) from None
        raise ValueError(Phrase("its front matter is no YAML in line {line}", line=mark.line + 2)) from None
    if not plain:
        raise ValueError(Phrase("its front matter uses anchors or tags"))
    if not isinstance(head, dict):
        raise ValueError(Phrase("its front matter names no fields"))
    fields = [key.value for key, _ in yaml.compose(text, Loader=yaml.SafeLoader).value]
    if twice := next((name for name in fields if fields.count(name) > 1), None):
        raise ValueError(Phrase("its front matter says “{name}” twice", name=str(twice)[:40]))
    return head


def _depth(text: str) -> int:
    """How many brackets stand within each other at most."""
    deepest = depth = 0
    for sign in text:
        depth = max(0, depth + (sign in "[{") - (sign in "]}"))
        deepest = max(deepest, depth)
    return deepest


def _persona(sections: Mapping[tuple[str, str], str], lang: str, head: Mapping[str, Any]) -> str:
    """Who a teacher is, how they teach and write, what they never do, and who knows more about what, for a model."""
    voice, never, others = _HEADS[lang]
    said = [sections["persona", lang], f"{voice}\n{sections['voice', lang]}", f"{never}\n{sections['never', lang]}"]
    colleagues = [f"- @{name}: {when[lang]}" for name, when in (head.get("hand_over") or {}).items() if lang in when]
    if colleagues:
        said.append("\n".join([others, *colleagues]))
    return "\n\n".join(said)


def _sections(body: str) -> dict[tuple[str, str], str]:
    pieces = _SECTION.split(body[: found.start()] if (found := _NOTE.search(body)) else body)
    return {
        (kind, lang): text.strip() for kind, lang, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    }


def _prepared(source: str) -> dict[str, tuple[Prepared, ...]]:
    """The notes at the end of a file, by language, each as one paragraph."""
    pieces, found = _NOTE.split(source), dict[str, tuple[Prepared, ...]]()
    for lang, title, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        found[lang] = (*found.get(lang, ()), Prepared(title.strip(), " ".join(text.split())))
    return found
