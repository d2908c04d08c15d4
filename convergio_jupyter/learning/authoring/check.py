"""``convergio lesson check``: everything that is wrong in lessons, alone and among each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...core.errors import NotANotebook
from ...core.i18n import Phrase
from ..lesson.reading import Lesson, lesson_from, read_notebook
from . import scan
from .findings import Finding, advice, fault
from .links import links
from .pictures import pictures
from .prose import language, prose
from .structure import structure
from .targets import quiz_name, student
from .told import told
from .trial import OWN, Trying, trial


def check_files(
    paths: Sequence[Path],
    *,
    run: bool = True,
    teachers: Collection[str] = (),
    language_of: Callable[[str, str], str] | None = None,
) -> dict[Path, list[Finding]]:
    """The findings for each file. ``run``: their code is run, too. The others are as in :func:`check_lesson`.

    Raises ``NotANotebook`` for a single file that is none; among others it is a finding, and the rest is checked.
    """
    notebooks, broken = dict[Path, dict[str, Any]](), dict[Path, list[Finding]]()
    for path in paths:
        try:
            notebooks[path] = read_notebook(path)
        except NotANotebook as error:
            if len(paths) == 1:
                raise
            broken[path] = [Finding(error.code, Phrase(error.message, **error.values), Phrase(error.remedy))]
    lessons = {path: lesson_from(notebook) for path, notebook in notebooks.items()}
    found = {
        path: check_lesson(
            lesson, notebooks[path], run=run, teachers=teachers, language_of=language_of, folder=path.parent
        )
        for path, lesson in lessons.items()
    }
    for path, finding in _among(lessons):
        found[path].append(finding)
    return broken | found


def check_lesson(
    lesson: Lesson,
    notebook: Mapping[str, Any],
    *,
    run: bool = True,
    trying: Trying = OWN,
    teachers: Collection[str] = (),
    language_of: Callable[[str, str], str] | None = None,
    folder: Path | None = None,
) -> list[Finding]:
    """What is wrong in one lesson, the lesson as a whole first, then cell by cell; ``trying`` is how it is run.

    ``teachers`` are the ids of those who are known; without any, nobody's name is looked at. ``language_of`` tells the
    language of a text, or gives its second argument back; without it nobody asks for that. ``folder`` is where the
    lesson lies, with its pictures; without it nobody looks for them.
    """
    found = [*structure(lesson), *prose(lesson), *links(lesson), *told(lesson)]
    found += pictures(lesson, notebook, folder) if folder is not None else ()
    teacher = str(lesson.head.get("teacher") or "")
    if teachers and teacher and teacher not in teachers:
        message, remedy = "No teacher here is called “{name}”.", "Write an id that `convergio teachers` shows."
        found.append(advice("unknown_teacher", message, remedy, name=teacher[:40]))
    found += language(lesson, language_of) if language_of is not None else ()
    if run:
        found += trial(lesson, trying)
    if not any(finding.code in ("fence", "fence_unknown") for finding in found):  # what is hidden is not known yet
        found += leaks_in(lesson, student(notebook, lesson))
    return sorted(found, key=lambda finding: finding.cell)


def leaks_in(lesson: Lesson, target: Mapping[str, Any] | str) -> list[Finding]:
    """What ``target``, a notebook or the text of another file, would hold of the key."""
    return [
        fault(
            "key_in_target", "What learners get would hold something of the key ({what} of {where}): “{text}”",
            "Take it out of what is shown before the answer.", what=leak.what, where=leak.where, text=leak.text[:80],
        )
        for leak in scan.leaks(lesson, target)
    ]  # fmt: skip


def _among(lessons: Mapping[Path, Lesson]) -> list[tuple[Path, Finding]]:
    """What two lessons have against each other: one id, or prerequisites that go round in a circle."""
    found: list[tuple[Path, Finding]] = []
    by_id: dict[tuple[str, str], Path] = {}
    for path, lesson in lessons.items():
        other = by_id.setdefault((lesson.id, lesson.lang), path)
        if other is not path and lesson.id:
            message = "The lesson in {other} has the same id: “{id}”."
            remedy = "Give one of them another id."
            found.append((path, fault("lesson_id_twice", message, remedy, other=other.name, id=lesson.id)))
    found += _translations(lessons)
    needs = {path: _needed(lesson, lessons) for path, lesson in lessons.items()}
    for path, lesson in lessons.items():
        circle = _circle(path, needs)
        if circle:
            way = " → ".join(each.name for each in circle)
            message, remedy = "The prerequisites go round in a circle: {way}.", "Take one of them out."
            found.append((path, fault("circle", message, remedy, way=way)))
        taught = {lesson.id for lesson in lessons.values()} | {s for each in lessons.values() for s in each.skills}
        for name in lesson.prerequisites if len(lessons) > 1 else ():
            if name not in taught:
                message = "No lesson here teaches what this one builds on: “{name}”."
                found.append((path, advice("unknown_prerequisite", message, "Check how it is written.", name=name)))
    return found


def _translations(lessons: Mapping[Path, Lesson]) -> Iterator[tuple[Path, Finding]]:
    """What a lesson has and one with its id in another language has not: there it would never be solved."""
    first: dict[str, Path] = {}
    for path, lesson in lessons.items():
        other = first.setdefault(lesson.id, path)
        apart = sorted(_parts(lesson) ^ _parts(lessons[other])) if lesson.lang != lessons[other].lang else []
        if apart:
            message = "This lesson and its translation in {other} have not the same exercises and questions: {names}."
            remedy = "Give each the same id in both: what is solved in one language is solved in the other then."
            names = ", ".join(apart)[:120]
            yield path, advice("translation_differs", message, remedy, other=other.name, names=names)


def _parts(lesson: Lesson) -> set[str]:
    """The names under which answers of a lesson are kept."""
    return {*lesson.exercises, *(quiz_name(cell) for cell in lesson.of("quiz"))}


def _needed(lesson: Lesson, lessons: Mapping[Path, Lesson]) -> list[Path]:
    """The lessons that have to come before ``lesson``, in its language."""
    names = set(lesson.prerequisites)
    return [
        path
        for path, other in lessons.items()
        if other.lang == lesson.lang and other is not lesson and (other.id in names or names & set(other.skills))
    ]


def _circle(start: Path, needs: Mapping[Path, list[Path]]) -> list[Path]:
    """A way from ``start`` back to itself; empty where there is none."""
    ways = [[start]]
    seen: set[Path] = set()
    while ways:
        way = ways.pop()
        for path in needs[way[-1]]:
            if path == start:
                return [*way, start]
            if path not in seen:
                seen.add(path)
                ways.append([*way, path])
    return []
