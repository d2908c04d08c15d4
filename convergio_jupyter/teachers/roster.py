"""The roster: teachers read from Markdown files with front matter.

A file has front matter (identity, subject, greeting, examples, to whom a question is handed over) and sections for each
language: ``## brief en`` (for small models), ``## persona en`` (who this is, how they teach), ``## voice en`` and ``##
never en``. It is data only: nothing in it is executed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ..core.cards import TeacherCard
from ..core.errors import UnknownTeacher
from ..core.i18n import translate
from ..core.values import Teacher
from .choice import mentioned, ranked, without_mentions

_SECTION = re.compile(r"^## (persona|brief|voice|never) ([a-z]{2})\s*$", re.MULTILINE)
_HEADS = {"en": ("How you write:", "What you never do:"), "it": ("Come scrivi:", "Che cosa non fai mai:")}


@dataclass(frozen=True, slots=True)
class Assigned:
    """A teacher, what they are asked, and why it is them where nobody was named."""

    teacher: Teacher
    question: str
    reason: str = ""


class Roster(Mapping[str, Teacher]):
    """Teachers by id, in the order of the faculty."""

    def __init__(self, teachers: Iterable[Teacher]) -> None:
        self._teachers = {teacher.id: teacher for teacher in teachers}

    def __getitem__(self, name: str) -> Teacher:
        return self._teachers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._teachers)

    def __len__(self) -> int:
        return len(self._teachers)

    def find(self, name: str) -> Teacher:
        """The teacher called ``name``, in any case. Raises ``UnknownTeacher`` with the names that exist."""
        teacher = self._teachers.get(name.strip().lower())
        if teacher is None:
            raise UnknownTeacher(name=name, known=", ".join(self._teachers))
        return teacher

    def assign(
        self, text: str, *, wanted: str = "", current: str = "", lang: str = "en", among: Collection[str] = ()
    ) -> list[Assigned]:
        """Who answers ``text``: all whom it mentions where they are several, whom the user wants, whom it mentions, or
        who fits best of ``among``, which means all where it is empty. ``wanted`` may be several, with commas between.

        Raises ``UnknownTeacher`` where the one who is wanted does not exist.
        """
        mentions = mentioned(text)
        named = [name for name in mentions if name in self._teachers]
        if len(named) > 1:
            asked = without_mentions(text, named) or text
            return [Assigned(self._teachers[name], asked) for name in named]
        if wanted:
            names = dict.fromkeys(filter(None, re.split(r"[\s,]+", wanted)))
            return [Assigned(self.find(name), text) for name in names]
        if named:
            return [Assigned(self._teachers[named[0]], text)]
        open_to = {name: one for name, one in self._teachers.items() if not among or name in among}
        best = ranked(text, open_to, lang, current)[0]
        unknown = translate("There is no teacher called {name} here.", lang, name=f"@{mentions[0]}") if mentions else ""
        return [Assigned(self._teachers[best.id], text, " ".join(filter(None, (unknown, best.reason))))]

    def cards(self, lang: str) -> tuple[TeacherCard, ...]:
        """The teachers as a surface shows them, in its language."""
        return tuple(_card(teacher, lang) for teacher in self._teachers.values())


@functools.cache
def load_faculty() -> Roster:
    """The teachers that come with Convergio, in the order of ``faculty/ORDER``."""
    folder = resources.files(__package__).joinpath("faculty")
    order = folder.joinpath("ORDER").read_text(encoding="utf-8").split()
    return Roster(parse_teacher(folder.joinpath(f"{name}.md").read_text(encoding="utf-8")) for name in order)


def parse_teacher(source: str) -> Teacher:
    """The teacher written in ``source``. Raises ``ValueError`` with the reason if something is missing."""
    import yaml

    parts = source.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError("a teacher file begins with front matter between two lines of ---")
    head: dict[str, Any] = yaml.safe_load(parts[1])
    sections = _sections(parts[2])
    try:
        return Teacher(
            id=head["id"],
            name=head["name"],
            glyph=head["glyph"],
            color_light=head["color"]["light"],
            color_dark=head["color"]["dark"],
            subject=head["subject"],
            greeting=head["greeting"],
            examples={lang: tuple(lines) for lang, lines in head["examples"].items()},
            persona={lang: _persona(sections, lang) for lang in head["languages"]},
            brief={lang: sections["brief", lang] for lang in head["languages"]},
            kind=head.get("kind", "teacher"),
            languages=tuple(head["languages"]),
            tools=tuple(head.get("tools") or ()),
        )
    except KeyError as error:
        raise ValueError(f"a teacher file needs {error}") from None


def _persona(sections: Mapping[tuple[str, str], str], lang: str) -> str:
    """Who a teacher is, how they teach and write, and what they never do, as one text for a model."""
    voice, never = _HEADS[lang]
    said = (sections["persona", lang], f"{voice}\n{sections['voice', lang]}", f"{never}\n{sections['never', lang]}")
    return "\n\n".join(said)


def _sections(body: str) -> dict[tuple[str, str], str]:
    pieces = _SECTION.split(body)
    return {
        (kind, lang): text.strip() for kind, lang, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    }


def _card(teacher: Teacher, lang: str) -> TeacherCard:
    spoken = lang if lang in teacher.languages else teacher.languages[0]
    return TeacherCard(
        id=teacher.id,
        name=teacher.name,
        subject=teacher.subject[spoken],
        greeting=teacher.greeting[spoken],
        examples=teacher.examples[spoken],
        glyph=teacher.glyph,
        color_light=teacher.color_light,
        color_dark=teacher.color_dark,
    )
