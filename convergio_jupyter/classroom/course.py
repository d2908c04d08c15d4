"""A course as a classroom serves it: a folder of lessons, built so that nothing of their keys is in reach."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat

from ..core.errors import LessonTwice, LessonUnfit, NoLessons, NotANotebook
from ..core.i18n import choose_language
from ..learning.authoring.build import KEYS, TARGETS, build, sources
from ..learning.authoring.pictures import beside
from ..learning.lesson import Lesson, read_lesson
from ..learning.progress.lessons import as_taught
from ..learning.shelf import SUFFIX

APP = "app"
BOARD = "convergio-board.ipynb"
_BOARD_TITLE = "Convergio"
_SUMS = "sums"  # of the sources that were built, beside what came of them


class LessonCard(NamedTuple):
    """What the course's page says of a lesson. ``file`` is its notebook, in the folder that is served."""

    id: str
    title: str
    lang: str
    teacher: str
    minutes: int
    file: str
    skills: tuple[str, ...] = ()
    prereqs: tuple[str, ...] = ()


class Course(NamedTuple):
    """``root`` is the folder that is served, ``keys`` where its keys are, ``name`` what the store calls it."""

    name: str
    title: str
    root: Path
    keys: Path
    lessons: tuple[LessonCard, ...]


def open_course(
    folder: Path,
    work: Path,
    tell: Callable[[str], None] = lambda name: None,
    left_out: Callable[[NotANotebook | LessonUnfit], None] = lambda error: None,
) -> Course:
    """The course in ``folder``, of lessons as their authors write them or as `convergio lesson build` built them.

    Sources are built into a folder of their own below ``work``; ``tell`` hears of each that is, and ``left_out`` of
    each that cannot be read or built: the others are served without it.
    Raises ``NoLessons``, ``LessonTwice``, and ``LessonUnfit`` where none is left.
    """
    folder = folder.resolve()
    name = f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"
    built, keys, unfit = work / name, folder / KEYS, list[LessonUnfit]()
    if any((folder / APP).glob("*.ipynb")):
        shutil.rmtree(built, ignore_errors=True)
        shutil.copytree(folder / APP, built / APP)
        _raise_for_twins(_cards(built / APP))
    else:
        found = dict(_lessons(folder, left_out))
        _raise_for_twins(found.values())
        unfit += _build(folder, found, built, tell)
        keys = built / KEYS
    lessons = tuple(as_taught(list(_cards(built / APP))))
    if not lessons:
        raise unfit[0] if unfit else NoLessons(path=folder)
    for error in unfit:
        left_out(error)
    (built / APP / BOARD).write_text(_board(name), encoding="utf-8")
    return Course(name, _title(folder), built / APP, keys, lessons)


def _raise_for_twins(lessons: Iterable[LessonCard]) -> None:
    """Answers are kept under a lesson's id: those of two lessons would be taken for one another's."""
    seen: dict[tuple[str, str], str] = {}
    for card in lessons:
        other = seen.setdefault((card.id, card.lang), card.file)
        if other != card.file:
            raise LessonTwice(id=card.id, first=other, second=card.file)


def _board(course: str) -> str:
    """The leader's board as a notebook. Whoever else opens it is told that it is not for them."""
    source = f"from convergio_jupyter import board\n\nboard({course!r})"
    cell = nbformat.v4.new_code_cell(source, id="board", metadata={"tags": ["hide-input"]})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "lang": choose_language(), "title": _BOARD_TITLE, "convergio": {"board": True}}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=metadata)
    return str(nbformat.writes(notebook))


def _lessons(folder: Path, left_out: Callable[[NotANotebook], None]) -> Iterator[tuple[Path, LessonCard]]:
    """The lessons below ``folder``, by their files, which their cards name by their place there."""
    for path in sources(folder):
        try:
            lesson = read_lesson(path)
        except NotANotebook as error:
            left_out(error)
            continue
        if lesson.id:
            yield path, _card(lesson, path.relative_to(folder))


def _build(folder: Path, found: Iterable[Path], built: Path, tell: Callable[[str], None]) -> Iterator[LessonUnfit]:
    """Builds what is new or has changed, and takes away what is not there any more; says what cannot be built."""
    lessons = {_name(path, folder): path for path in found}
    for old in (built / APP).glob("*.ipynb"):
        if old.stem not in lessons and old.name != BOARD:
            _take_away(old.stem, built)
    for name, path in lessons.items():
        done, of, content = built / TARGETS[APP].place.format(name=name), built / _SUMS / name, _sum(path)
        if done.exists() and of.exists() and of.read_text(encoding="ascii") == content:
            continue
        tell(path.relative_to(folder).as_posix())
        made = build(path, built, (APP,), name=name)
        if made.failed:
            _take_away(name, built)
            yield LessonUnfit(path=path, count=sum(each.severity == "error" for each in made.findings))
            continue
        of.parent.mkdir(exist_ok=True)
        of.write_text(content, encoding="ascii")


def _take_away(name: str, built: Path) -> None:
    for file in (built / TARGETS[APP].place.format(name=name), built / KEYS / f"{name}{SUFFIX}", built / _SUMS / name):
        file.unlink(missing_ok=True)


def _sum(path: Path) -> str:
    """Of a lesson and its pictures. A file's time says little: a copy or a backup brings an old one along."""
    found = hashlib.sha256(path.read_bytes())
    for picture in beside(read_lesson(path), path.parent):
        found.update(hashlib.sha256(picture.read_bytes()).digest())
    return found.hexdigest()


def _name(path: Path, folder: Path) -> str:
    """What the built files of a lesson are called: its place in the course, in one word."""
    return "-".join(path.relative_to(folder).with_suffix("").parts)


def _cards(root: Path) -> Iterator[LessonCard]:
    for path in sorted(set(root.glob("*.ipynb")) - {root / BOARD}):
        with contextlib.suppress(NotANotebook):
            yield _card(read_lesson(path), path.relative_to(root))


def _card(lesson: Lesson, file: Path) -> LessonCard:
    named = (lesson.id or file.stem, lesson.title or file.stem, lesson.lang, lesson.teacher, lesson.minutes)
    return LessonCard(*named, file.as_posix(), lesson.skills, lesson.prerequisites)


def _title(folder: Path) -> str:
    return folder.name.replace("-", " ").replace("_", " ").strip().capitalize() or "Convergio"
