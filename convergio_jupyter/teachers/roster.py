"""The roster: the teachers that there are here, and who of them answers a question."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from ..core.cards import TeacherCard
from ..core.errors import UnknownTeacher
from ..core.faculty import Teacher
from ..core.i18n import translate
from .choice import Choice, of_nobody, proposed, ranked
from .mention import EVERYBODY, called, mentioned, nearest_first, without_mentions
from .teacher_check import Finding, check, left_to_write
from .teacher_file import identity, parse_teacher


@dataclass(frozen=True, slots=True)
class Assigned:
    """A teacher, what they are asked, and why it is them where nobody was named."""

    teacher: Teacher
    question: str
    reason: str = ""
    instead: Choice | None = None  # who may fit better, as a proposal


class Roster(Mapping[str, Teacher]):
    """Teachers by id, in the order of the faculty."""

    def __init__(self, teachers: Iterable[Teacher], files: Mapping[str, Path] | None = None) -> None:
        self._teachers = {teacher.id: teacher for teacher in teachers}
        self.files = files or {}  # by id, of those who did not come with Convergio

    def __getitem__(self, name: str) -> Teacher:
        return self._teachers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._teachers)

    def __len__(self) -> int:
        return len(self._teachers)

    def names(self) -> dict[str, str]:
        """How the teachers are called, by id."""
        return {name: one.name for name, one in self._teachers.items()}

    def find(self, name: str) -> Teacher:
        """The teacher called ``name``, in any case. Raises ``UnknownTeacher`` with the names that exist."""
        teacher = self._teachers.get(name.strip().lower())
        if teacher is None:
            raise UnknownTeacher(name=name, known=nearest_first(name, self._teachers))
        return teacher

    def assign(
        self, text: str, *, wanted: str = "", current: str = "", lang: str = "en", among: Collection[str] = ()
    ) -> list[Assigned]:
        """Who answers ``text``: all whom it mentions where they are several, whom the user wants, whom it mentions, or
        who fits best of ``among``, which means all where it is empty. ``wanted`` may be several, with commas between.
        Who calls or wants everybody mentions all who teach a subject here, but no copies of them.

        Raises ``UnknownTeacher`` where the one who is wanted does not exist.
        """
        everybody = EVERYBODY.intersection([*called(text), *names_in(wanted.lower())]).difference(self._teachers)
        unknown = of_nobody(called(text), {*self._teachers, *everybody}, lang)
        named = [name for name in mentioned(text) if name in self._teachers]
        named = list(dict.fromkeys([*named, *self._who_teach()])) if everybody else named
        if len(named) > 1:
            asked = without_mentions(text, {*named, *everybody}) or text
            return _told_first(unknown, [Assigned(self._teachers[name], asked) for name in named])
        open_to = {name: one for name, one in self._teachers.items() if not among or name in among}
        if wanted:
            found = [self.find(name) for name in names_in(wanted) or [wanted]]  # “,” is nobody's name
            instead = proposed(text, open_to, lang, found[0].id) if len(found) == 1 and not named else None
            return _told_first(unknown, [Assigned(teacher, text, instead=instead) for teacher in found])
        if named:
            return [Assigned(self._teachers[named[0]], text, unknown)]
        best = ranked(text, open_to, lang, current)[0]
        instead = proposed(text, open_to, lang, best.id) if best.id == current else None
        return [Assigned(self._teachers[best.id], text, " ".join(filter(None, (unknown, best.reason))), instead)]

    def _who_teach(self) -> Iterator[str]:
        here = self._teachers
        return (name for name, one in here.items() if one.kind == "teacher" and one.parent not in here)

    def cards(self, lang: str) -> tuple[TeacherCard, ...]:
        """The teachers as a surface shows them, in its language."""
        return tuple(_card(teacher, lang) for teacher in self._teachers.values())


def _told_first(reason: str, assigned: list[Assigned]) -> list[Assigned]:
    """``assigned`` with a ``reason`` that concerns all of them at the first."""
    return [replace(assigned[0], reason=reason), *assigned[1:]]


def names_in(wanted: str) -> list[str]:
    """The names of who is wanted, which stand with commas or spaces between them, each once."""
    return list(dict.fromkeys(filter(None, re.split(r"[\s,]+", wanted))))


@functools.cache
def load_faculty() -> Roster:
    """The teachers that come with Convergio, in the order of ``faculty/ORDER``."""
    folder = resources.files(__package__).joinpath("faculty")
    order = folder.joinpath("ORDER").read_text(encoding="utf-8").split()
    return Roster(parse_teacher(folder.joinpath(f"{name}.md").read_text(encoding="utf-8")) for name in order)


def is_ours(teacher: Teacher) -> bool:
    """Whether ``teacher`` came with Convergio: what others write is untrusted."""
    return teacher.id in load_faculty()


def faculty_file(name: str) -> str:
    """The file of one who comes with Convergio; empty where the name is somebody else's."""
    path = resources.files(__package__).joinpath("faculty", f"{name}.md")
    return path.read_text(encoding="utf-8") if name in load_faculty() else ""


def with_folders(
    roster: Roster, folders: Iterable[Path], *, tools: Collection[str], lang: str
) -> tuple[Roster, list[Finding]]:
    """``roster`` with the teachers in the files of ``folders``, and what is wrong with those that are left out.

    They may name each other, whoever's file comes first; where one is left out, so is who hands over to them.
    """
    files, wrong = list[_File](), list[Finding]()
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.md"))):
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            wrong.append(Finding(str(path), translate("The file cannot be opened.", lang), ""))
        else:
            files.append(_File(path, source, *identity(source)))
    files.sort(key=_is_unfilled)  # one that nobody has filled in takes no name from one that is
    doubtful = files
    while doubtful:
        out = {each.path: found for each in doubtful if (found := _wrong(each, files, roster, tools, lang))}
        files = [each for each in files if each.path not in out]
        wrong.extend(out.values())
        gone = {each.id for each in doubtful if each.path in out} - {each.id for each in files}
        doubtful = [each for each in files if any(name in each.source for name in gone)]
    teachers = [*roster.values(), *(parse_teacher(each.source) for each in files)]
    return Roster(teachers, {each.id: each.path for each in files}), sorted(wrong, key=lambda found: found.where)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    source: str
    id: str
    name: str


def _is_unfilled(file: _File) -> bool:
    try:
        return bool(left_to_write(file.source, "en"))
    except ValueError:  # what cannot be read is told as that
        return False


def _wrong(file: _File, files: Sequence[_File], roster: Roster, tools: Collection[str], lang: str) -> Finding | None:
    """What keeps a file out, also that nobody has filled it in; of two with one id, or one name, the first is kept."""
    before = files[: files.index(file)]
    later = {each.id: "" for each in files if each.id != file.id}
    others = later | {each.id: each.name for each in before}
    found = check(file.source, known=roster.names() | others, tools=tools, lang=lang)
    found = found or left_to_write(file.source, lang)
    if found:
        return Finding(str(file.path), f"{found[0].where}: {found[0].message}", found[0].remedy)
    try:
        parse_teacher(file.source)
    except ValueError as error:  # what no check foresaw must not keep the others from teaching
        said = translate("The file cannot be read: {why}.", lang, why=error.args[0] if error.args else error)
        return Finding(str(file.path), said, "")
    return None


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
