"""Exercises of a lesson from a cell: ``%convergio check``, ``hint``, ``solution`` and ``progress``.

What a learner wrote is taken from the cells that they ran. JupyterLab says which cell that was; where nothing says so,
the last one that begins as the exercise's answer does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from ..core.errors import ConvergioError, NoLessonSaid, NothingTried, WrongOption
from ..core.i18n import Phrase, choose_language, translate
from ..core.schema import Question
from ..learning.review.cards import RATINGS
from ..learning.study.agenda import back_said, day_said
from . import api
from .memory import save, save_text
from .safe_markdown import escape, to_html
from .tables import Note, Table, Tables

MOST_CELLS = 500  # that are remembered
COMMANDS = ("lesson", "check", "hint", "solution", "progress", "review")
REVIEWS = (*RATINGS, "import FILE", "export FILE")
PROGRESS_USAGE = "progress [export FILE | forget all]"
MOST_CARDS = 20_000_000  # bytes of a file from Anki
JSON = dict[str, Any]


class Exercises:
    """The lesson that a notebook works on, and what was run in it."""

    def __init__(self) -> None:
        self.lesson = ""
        self._ran: dict[str, str] = {}  # source by cell, the one that ran last at the end
        self._unnamed = 0
        self._card = ""  # the one that was shown last

    @property
    def lang(self) -> str:
        """The lesson's own language; empty where it does not say."""
        return self.lesson.partition("/")[2]

    def note_cell(self, info: Any) -> None:
        """IPython is about to run a cell."""
        source = str(getattr(info, "raw_cell", "") or "")
        if source.lstrip().startswith("%convergio"):
            return
        self._unnamed += 1
        cell = str(getattr(info, "cell_id", "") or f"#{self._unnamed}")
        self._ran.pop(cell, None)
        self._ran[cell] = source
        while len(self._ran) > MOST_CELLS:
            del self._ran[next(iter(self._ran))]

    def run(self, command: str, rest: str, lang: str) -> Any:
        """Does what ``%convergio command rest`` says, in the lesson's own language without a ``lang``.

        Raises our errors.
        """
        if command == "lesson":
            return self._open(rest.strip(), lang)
        lang = choose_language(lang or self.lang)
        if command == "progress":
            return _kept(rest.strip(), lang)
        if command == "review":
            action, _, path = rest.strip().partition(" ")
            if action in ("import", "export"):
                return _anki(action, path.strip(), lang)
            return self._review(rest.strip().lower(), lang)
        outline = self._outline(lang)
        exercise = self._meant(rest.strip(), outline)
        place = {"lesson": self.lesson, "exercise": exercise["id"], "lang": lang}
        if command == "check":
            return Checked(api.client().call("lesson_check", **place, answer=self._answer(exercise)), lang)
        if command == "hint":
            return Told.of_hint(api.client().call("lesson_hint", **place), lang)
        text = api.client().call("lesson_solution", **place)["text"]
        return Told(translate("A solution", lang), text)

    def _review(self, rating: str, lang: str) -> Card | Note:
        """The next card that is due; with a ``rating``, after that of the card before."""
        if rating and rating not in RATINGS:
            raise WrongOption(name=rating[:60], hint=Phrase("Choose one of: {known}.", known=", ".join(REVIEWS)))
        if rating and self._card:
            api.client().call("review_rate", card=self._card, rating=rating, lang=lang)
        found = api.client().call("review_due", lang=lang)
        due, back = found["due"], found["next"]
        self._card = due[0]["id"] if due else ""
        if not due:
            moment = datetime.fromtimestamp(back, UTC) if back is not None else None
            return Note(back_said(moment, datetime.now(UTC), lang))
        return Card(due[0]["front"], due[0]["back"], len(due), lang)

    def about(self, question: Question) -> Question:
        """``question`` with the lesson of this notebook, and the exercise that was worked on last."""
        if not self.lesson:
            return question
        try:
            exercise = self._meant("", self._outline(question.lang))["id"]
        except ConvergioError:  # nothing of it was tried yet, or its key is not here
            exercise = ""
        return replace(question, lesson=self.lesson, exercise=exercise)

    def _open(self, lesson: str, wished: str) -> Note:
        """Goes on in ``lesson``; where there is none of that name, in the one before."""
        before, self.lesson = self.lesson, lesson
        lang = choose_language(wished or self.lang)
        try:
            found = self._outline(lang)
        except ConvergioError:
            self.lesson = before
            raise
        said = "This notebook works on the lesson “{name}”. `%convergio check` checks the answer that you ran last."
        return Note(translate(said, lang, name=found["lesson"]))

    def _outline(self, lang: str) -> JSON:
        if not self.lesson:
            raise NoLessonSaid()
        outline: JSON = api.client().call("lesson_outline", lesson=self.lesson, lang=lang)
        return outline

    def _meant(self, name: str, outline: JSON) -> JSON:
        """The exercise called ``name``; without a name the one whose answer ran last."""
        exercises: list[JSON] = outline["exercises"]
        known = ", ".join(each["id"] for each in exercises)
        if name:
            found = next((each for each in exercises if each["id"] == name), None)
            if found is None:
                raise WrongOption(name=name[:60], hint=Phrase("Choose one of: {known}.", known=known))
            return found
        for cell, source in reversed(self._ran.items()):
            for each in exercises:
                if each["cell"] == cell or (cell.startswith("#") and _begins(source, each["opens"])):
                    return each
        raise NothingTried(known=known)

    def _answer(self, exercise: JSON) -> str:
        return self._ran.get(exercise["cell"]) or next(
            (source for source in reversed(self._ran.values()) if _begins(source, exercise["opens"])), ""
        )


@dataclass(frozen=True)
class Checked:
    """What came of a check, part by part."""

    found: JSON
    lang: str

    def __repr__(self) -> str:
        lines = [f"{_sign(part['passed'])} {_said(part)}" for part in self.found["parts"]]
        return "\n".join([self.found["note"], *lines, self.found["next"]])

    def _repr_html_(self) -> str:
        yes, no = translate("right", self.lang), translate("not yet", self.lang)
        rows = "".join(
            f"<li>{_sign(part['passed'])} <strong>{escape(yes if part['passed'] else no)}</strong>"
            f" {escape(_said(part))}</li>"
            for part in self.found["parts"]
        )
        parts = f'<ul style="list-style: none; padding-inline-start: 0">{rows}</ul>' if rows else ""
        number = translate("Attempt {number}", self.lang, number=self.found["number"]) if self.found["number"] else ""
        head = f"<p><strong>{escape(number)}</strong> {escape(self.found['note'])}</p>"
        return f'<div role="status">{head}{parts}<p>{escape(self.found["next"])}</p></div>'


@dataclass(frozen=True)
class Told:
    """A hint or a solution: Markdown that an author wrote."""

    title: str
    text: str
    note: str = field(default="")

    @classmethod
    def of_hint(cls, found: JSON, lang: str) -> Told:
        titles = (
            "The goal once more", "The concept", "Where to look", "A similar example", "A part of the way"
        )  # fmt: skip
        left = translate("Further hints: {count}.", lang, count=found["left"])
        return cls(translate(titles[min(found["level"], 4)], lang), found["text"], left)

    def __repr__(self) -> str:
        return "\n\n".join(filter(None, (self.title, self.text, self.note)))

    def _repr_html_(self) -> str:
        note = f"<p><em>{escape(self.note)}</em></p>" if self.note else ""
        return f'<div role="status"><p><strong>{escape(self.title)}</strong></p>{to_html(self.text)}{note}</div>'


@dataclass(frozen=True)
class Card:
    """A card to review: its front, and its back for who wants to see it."""

    front: str
    back: str
    due: int
    lang: str

    def __repr__(self) -> str:
        return f"{self.front}\n\n{self._next}"

    @property
    def _next(self) -> str:
        said = "Cards that are due: {count}. Think, look at the other side, then say how well you knew it: {rates}."
        rates = ", ".join(f"`%convergio review {rating}`" for rating in RATINGS)
        return translate(said, self.lang, count=self.due, rates=rates)

    def _repr_html_(self) -> str:
        title = escape(translate("Show the other side", self.lang))
        back = f"<details><summary>{title}</summary>{to_html(self.back)}</details>"
        return f'<div role="status">{to_html(self.front)}{back}{to_html(self._next)}</div>'


def _anki(action: str, path: str, lang: str) -> Note:
    """Cards from a text file of Anki, or into one. Raises ``WrongOption``."""
    if not path:
        hint = Phrase("Write it like this: `{usage}`.", usage=f"review {action} FILE")
        raise WrongOption(name=action, hint=hint)
    if action == "export":
        save_text(api.client().call("review_anki", lang=lang)["text"], path)
        return Note(translate("Your cards are in {path}: Anki takes them in with *File › Import*.", lang, path=path))
    count = api.client().call("review_take_in", text=_read(path), lang=lang)["count"]
    return Note(translate("New cards: {count}. `%convergio review` shows them.", lang, count=count))


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(MOST_CARDS).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        hint = Phrase("{path} cannot be read as text: export your notes from Anki as plain text.", path=path)
        raise WrongOption(name="import", hint=hint, detail=str(error)) from error


def _kept(wished: str, lang: str) -> Tables | Note:
    """Where somebody stands; or all that is kept of it in a file, or gone for good. Raises ``WrongOption``."""
    action, _, behind = wished.partition(" ")
    if not wished:
        return _progress(lang)
    if action == "export" and behind.strip():
        save(api.client().call("lesson_export", lang=lang), behind.strip())
        return Note(translate("Your attempts, drafts and cards are in {path}.", lang, path=behind.strip()))
    if wished == "forget all":
        count = api.client().call("lesson_forget", lang=lang)["count"]
        return Note(translate("All of it is deleted; attempts and hints that were kept: {count}.", lang, count=count))
    raise WrongOption(name="progress", hint=Phrase("Write it like this: `{usage}`.", usage=PROGRESS_USAGE))


def _progress(lang: str) -> Tables | Note:
    states = api.client().call("lesson_skills", lang=lang)
    if not states:
        return Note(translate("Nothing has been practised yet: solve an exercise and check it.", lang))
    columns = [translate(name, lang) for name in ("skill", "how sure", "mastered", "attempts")]
    yes, no = translate("yes", lang), translate("not yet", lang)
    rows = [
        [state["name"], f"{round(100 * state['known'])} %", yes if state["mastered"] else no, str(state["attempts"])]
        for state in states
    ]
    why = "Mastered is what you have shown three times without help, not all of them on one day."
    skills = Table(translate("What you have practised", lang), columns, rows, translate(why, lang))
    return Tables((skills, _days(lang)))


def _days(lang: str) -> Table:
    """The days with practice, the newest first."""
    days = api.client().call("practice")
    counts = ("answers", "right", "cards", "minutes")
    practised = [each for each in reversed(days) if any(each[name] for name in counts)]
    rows = [
        (day_said(date.fromisoformat(each["day"]), lang), *(str(each[name]) for name in counts)) for each in practised
    ]
    columns = [translate(name, lang) for name in ("day", "answers", "right ones", "cards", "minutes")]
    return Table(translate("Your last {count} days", lang, count=len(days)), columns, rows)


def _begins(source: str, opens: str) -> bool:
    return bool(opens) and any(line.strip() == opens for line in source.split("\n"))


def _said(part: JSON) -> str:
    return " – ".join(filter(None, (part["label"], part["note"])))  # after a colon, Italian has no capital


def _sign(passed: bool) -> str:
    return "✓" if passed else "✗"
