"""Where the keys of lessons are kept: a folder that only whoever checks can read."""

from __future__ import annotations

import contextlib
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from ..core.errors import NoKey, NotANotebook
from ..core.syntax import names_bound
from .key import Key, key_from
from .lesson import read_lesson
from .quiz import Item, QuizFault, read_quiz, telling

SUFFIX = ".key.json"
MOST_BYTES = 5_000_000
MOST_KEYS = 2_000
MOST_NAMED = 60  # characters of a question that stand for it
_HEADING = re.compile(r"#{1,6} ")  # at the top of a task
_MARKS = re.compile(r"[*`$]")
_FOR_LEARNERS = ("app", "student")  # folders beside that of the keys


class KeptExercise(NamedTuple):
    """An exercise as its key holds it. ``hints`` are the rungs of its ladder, the lowest first."""

    id: str
    key: Key | None
    visible: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hints: tuple[tuple[int, str], ...] = ()
    solution: str = ""  # in words
    points: float = 1.0
    skills: tuple[str, ...] = ()
    cell: str = ""  # the id of the cell for the answer
    opens: str = ""  # the first line of code that a learner finds in it
    stub: str = ""  # all of what they find in it
    name: str = ""  # to which its solution assigns, where the answer is no code

    @property
    def given(self) -> str:
        """The code that runs before an answer."""
        return self.key.given if self.key is not None else ""

    @property
    def title(self) -> str:
        """The heading of its task, without marks of Markdown; its id where the task has none."""
        first = self.key.asked.lstrip().partition("\n")[0] if self.key else ""
        return (_MARKS.sub("", first.strip("# ")) if _HEADING.match(first) else "") or self.id


class KeptLesson(NamedTuple):
    """The key of one lesson."""

    id: str
    lang: str
    exercises: Mapping[str, KeptExercise]
    items: Mapping[str, Item]
    solution_after: int = 0  # attempts; 0 is never
    guard: str = "socratic"
    quizzes: Mapping[str, tuple[str, ...]] = {}  # the ids of the questions by the cell that they stand in
    cards: tuple[tuple[str, str], ...] = ()  # front and back
    reflections: tuple[str, ...] = ()  # the ids of the cells with open questions
    title: str = ""
    minutes: int = 0  # that it takes; 0 where nobody says
    skills: tuple[str, ...] = ()
    prereqs: tuple[str, ...] = ()
    skill_names: Mapping[str, str] = {}  # by their ids, where the lesson says how they are called
    prose: str = ""  # what it says before it asks, in Markdown

    @property
    def keys(self) -> dict[str, Key]:
        """Everything in it that can be said, by name; the parts of a question stand behind its name."""
        keys = {
            name: self._with_earlier(name, each.key) for name, each in self.exercises.items() if each.key is not None
        }
        for name, item in self.items.items():
            keys |= {f"{name} {part}".strip(): key for part, key in telling(item).items()}
        return keys

    def _with_earlier(self, name: str, key: Key) -> Key:
        """``key`` with the solutions above it, for code that builds on them; but for those of what it solves itself."""
        if key.kind != "code":
            return key
        names, own = list(self.exercises), names_bound(key.solution)
        above = (self.exercises[each].key for each in names[: names.index(name)])
        solutions = [each.solution for each in above if each is not None and own.isdisjoint(names_bound(each.solution))]
        return key._replace(earlier="\n\n".join(filter(None, solutions)))

    def place(self, part: str = "") -> str:
        """Where in it ``part`` stands, an exercise or a question, as a reader of the lesson would say it."""
        title, exercise = self.title or self.id, self.exercises.get(part)
        item = self.items.get(part)
        named = exercise.title if exercise else _beginning(item.text) if item else part
        alike = [each for each in self.exercises.values() if each.title == named]
        return " › ".join(filter(None, (title, f"{named} ({part})" if len(alike) > 1 else named)))


def _beginning(text: str) -> str:
    """The first words of a question, by which it is known."""
    return textwrap.shorten(text, MOST_NAMED, placeholder=" …")


class Shelf:
    """The keys in ``folder``. A file that changes is read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, tuple[float, KeptLesson | None]] = {}

    def lesson(self, name: str, lang: str = "") -> KeptLesson:
        """The key of a lesson by its id. Raises ``NoKey``.

        Behind the id the language of the notebook may stand, ``loops-1/it``; without it, ``lang`` decides between
        several: who reads a lesson need not speak its language.
        """
        id, _, own = name.partition("/")
        lang = own or lang
        found = [lesson for lesson in self.all() if lesson.id == id and (not own or lesson.lang == own)]
        if not found:
            raise NoKey(lesson=name[:80])
        return next((lesson for lesson in found if lesson.lang == lang), found[0])

    def named(self, id: str) -> list[KeptLesson]:
        """The keys of a lesson in all languages; none where it is not here."""
        return [lesson for lesson in self.all() if lesson.id == id]

    def exercise(self, lesson: str, exercise: str, lang: str = "") -> tuple[KeptLesson, KeptExercise]:
        """One exercise of a lesson, and the lesson. Raises ``NoKey``."""
        found = self.lesson(lesson, lang)
        if exercise not in found.exercises:
            raise NoKey(lesson=f"{lesson[:80]} › {exercise[:80]}")
        return found, found.exercises[exercise]

    def item(self, lesson: str, item: str, lang: str = "") -> tuple[KeptLesson, Item]:
        """One question of a lesson, and the lesson. Raises ``NoKey``."""
        found = self.lesson(lesson, lang)
        if item not in found.items:
            raise NoKey(lesson=f"{lesson[:80]} › {item[:80]}")
        return found, found.items[item]

    def skill_names(self, lang: str) -> Mapping[str, str]:
        """What skills are called in ``lang``, by their ids; one that no lesson names is called as its id reads."""
        found = _AsTheyRead()
        for lesson in self.all():
            if lesson.lang == lang:
                found.update(lesson.skill_names)
        return found

    def all(self) -> list[KeptLesson]:
        """The keys of all lessons, in all languages."""
        try:
            paths = sorted(self._folder.glob(f"**/*{SUFFIX}"))[:MOST_KEYS]
        except OSError:
            return []
        return [lesson for path in paths if (lesson := self._lesson(path)) is not None]

    def _lesson(self, path: Path) -> KeptLesson | None:
        """What ``path`` holds; None where it cannot be used: that is no other lesson's fault."""
        try:
            stat = path.stat()
            known = self._read.get(path)
            if known is not None and known[0] == stat.st_mtime:
                return known[1]
            found = _lesson(json.loads(path.read_text(encoding="utf-8"))) if stat.st_size <= MOST_BYTES else None
            if found is not None and not found.title:  # keys of before held none
                found = found._replace(title=_title_beside(path))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            found, stat = None, None
        if stat is not None:
            self._read[path] = (stat.st_mtime, found)
        return found


class _AsTheyRead(dict[str, str]):
    def __missing__(self, skill: str) -> str:
        return skill.replace("-", " ").replace("_", " ")


class InLanguage(Protocol):
    """Something of a lesson, in one of its languages."""

    @property
    def id(self) -> str: ...

    @property
    def lang(self) -> str: ...


L = TypeVar("L", bound=InLanguage)


def one_of_each(lessons: Iterable[L], lang: str) -> list[L]:
    """Each lesson once: in ``lang`` where it is there in several languages."""
    chosen: dict[str, L] = {}
    for lesson in lessons:
        if lesson.id not in chosen or lesson.lang == lang:
            chosen[lesson.id] = lesson
    return list(chosen.values())


def _lesson(found: Mapping[str, Any]) -> KeptLesson:
    exercises = {str(name): _exercise(str(name), each) for name, each in found["exercises"].items()}
    trained = found.get("quiz_skills", {})
    quizzes = {
        str(name): _items(source, name, _texts(trained.get(name, ())))
        for name, source in found.get("quizzes", {}).items()
    }
    items = {item.id: item for quiz in quizzes.values() for item in quiz}
    after = found.get("solution_after", 0)
    return KeptLesson(
        str(found["lesson"]),
        str(found.get("lang", "")),
        exercises,
        items,
        after if isinstance(after, int) else 0,
        str(found.get("guard", "socratic")),
        {name: tuple(item.id for item in quiz) for name, quiz in quizzes.items()},
        tuple((str(front), str(back)) for front, back in found.get("cards", ())),
        _texts(found.get("reflections", ())),
        str(found.get("title", "")),
        int(found.get("minutes", 0)),
        _texts(found.get("skills", ())),
        _texts(found.get("prereqs", ())),
        {str(skill): str(name) for skill, name in found.get("skill_names", {}).items()},
        str(found.get("prose", "")),
    )


def _title_beside(path: Path) -> str:
    """The title that the lesson itself says, in what was built for learners with the key at ``path``; else nothing."""
    name = path.name.removesuffix(SUFFIX)
    for folder in _FOR_LEARNERS:
        with contextlib.suppress(NotANotebook):
            return read_lesson(path.parent.parent / folder / f"{name}.ipynb").title
    return ""


def _exercise(name: str, found: Mapping[str, Any]) -> KeptExercise:
    key = found.get("key")
    hints = sorted((int(each["level"]), str(each["text"])) for each in found.get("hints", ()))
    return KeptExercise(
        name,
        key_from({"stub": str(found.get("stub", "")), **key}) if key is not None else None,
        _texts(found.get("visible", ())),
        _texts(found.get("hidden", ())),
        tuple(hints),
        str(found.get("solution", "")),
        float(found.get("points", 1)),
        _texts(found.get("skills", ())),
        str(found.get("cell", "")),
        str(found.get("opens", "")),
        str(found.get("stub", "")),
        str(found.get("name", "")),
    )


def _items(source: str, name: str, skills: tuple[str, ...]) -> Sequence[Item]:
    """The questions of a cell; those that name no ``skills`` train the cell's."""
    try:
        return [item._replace(skills=item.skills or skills) for item in read_quiz(source, name)]
    except QuizFault:
        return ()


def _texts(found: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(str, found))
