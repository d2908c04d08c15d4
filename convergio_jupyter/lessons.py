"""The calls around lessons: checking, hints, quizzes and what a learner has come to. No model is asked for any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from .belongings import deck_of, practice_of
from .core.errors import WrongOption
from .core.i18n import Phrase, Unable, choose_language
from .engine import Engine
from .learning.exercises.desk import Desk
from .learning.exercises.records import Answered, Checked, Standing
from .learning.quiz import Graded, Item, asked
from .learning.review.cards import Card
from .learning.running import Halt

JSON = dict[str, Any]
Call = Callable[[JSON, str], Awaitable[Any]]
# Those that keep something, or give something of the key.
ACTING = frozenset(
    f"lesson_{name}" for name in ("check", "stop", "item", "hint", "solution", "explain", "draft", "forget")
) | {"review_rate", "review_take_in"}  # fmt: skip


class Lessons:
    """The desks of all accounts of one host."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shelf = engine.shelf
        self._running: dict[tuple[str, ...], Halt] = {}  # checks, by account, lesson and exercise
        self.calls: Mapping[str, Call] = {
            "lesson_outline": self._outline,
            "lesson_exercise": self._exercise,
            "lesson_quiz": self._quiz,
            "lesson_check": self._check,
            "lesson_stop": self._stop,
            "lesson_item": self._item,
            "lesson_hint": self._hint,
            "lesson_solution": self._solution,
            "lesson_explain": self._explain,
            "lesson_standing": self._standing,
            "lesson_draft": self._draft,
            "lesson_reflection": self._reflection,
            "lesson_skills": self._skills,
            "lesson_export": self._export,
            "lesson_forget": self._forget,
            "review_due": self._due,
            "review_rate": self._rate,
            "review_anki": self._anki,
            "review_take_in": self._take_in,
        }

    async def _outline(self, parameters: JSON, account: str) -> JSON:
        """The exercises and questions of a lesson by name, and where their answers stand; nothing of what is right."""
        lesson = self._shelf.lesson(str(parameters["lesson"]), self._lang(parameters))
        exercises = [
            {
                "id": each.id,
                "cell": each.cell,
                "opens": each.opens,
                "kind": each.key.kind if each.key is not None else "",
                "points": each.points,
                "skills": list(each.skills),
            }
            for each in lesson.exercises.values()
        ]
        return {"lesson": lesson.id, "lang": lesson.lang, "exercises": exercises, "items": list(lesson.items)}

    async def _exercise(self, parameters: JSON, account: str) -> JSON:
        """An exercise as a learner may hold it, and where they stand in it."""
        desk, place, lang = self._at(parameters, account)
        lesson, found = self._shelf.exercise(*place, lang)
        key = found.key
        shown = {
            "lesson": lesson.id,
            "lang": lesson.lang,
            "exercise": found.id,
            "kind": key.kind if key is not None else "code",
            "unit": bool(key is not None and key.unit),
            "task": key.asked if key is not None else "",
            "stub": found.stub,
        }
        standing = await desk.standing(*place, lang)
        return shown | _standing(standing)

    async def _quiz(self, parameters: JSON, account: str) -> JSON:
        """Questions as a learner may hold them, by name or by the cell that they stand in, and where they stand."""
        desk, lang, name = self._desk(parameters, account), self._lang(parameters), str(parameters["lesson"])
        lesson = self._shelf.lesson(name, lang)
        names = [str(each) for each in parameters.get("items") or lesson.quizzes]
        ids = dict.fromkeys(id for each in names for id in lesson.quizzes.get(each, (each,)))
        items = []
        for id in ids:
            _, item = self._shelf.item(name, id, lang)
            found = await desk.answered(name, id, lang)
            last = _graded(item, found.given, found.graded, found.explain) if found.graded is not None else None
            own = {"draft": found.draft._asdict(), "given": found.given, "last": last}
            items.append(asked(item) | _answered(found) | own)
        return {"lesson": lesson.id, "lang": lesson.lang, "items": items}

    async def _check(self, parameters: JSON, account: str) -> JSON:
        """Checks ``answer`` to an exercise: which part is right, which is not, and what to do now."""
        desk, place, lang = self._at(parameters, account)
        key, halt = (account, *place), Halt()
        self._running[key] = halt
        try:
            return _checked(await desk.check(*place, str(parameters["answer"]), lang, _known(parameters), halt))
        finally:
            if self._running.get(key) is halt:
                del self._running[key]

    async def _stop(self, parameters: JSON, account: str) -> JSON:
        """Stops the check of an exercise that is under way, if one is."""
        _, place, _ = self._at(parameters, account)
        halt = self._running.get((account, *place))
        if halt is not None:
            halt.call()
        return {"stopped": halt is not None}

    async def _item(self, parameters: JSON, account: str) -> JSON:
        """Grades what is ``given`` as the answer to a question of a quiz."""
        desk, lang = self._desk(parameters, account), self._lang(parameters)
        place, given = (str(parameters["lesson"]), str(parameters["item"])), parameters.get("given")
        graded = await desk.answer_item(*place, given, lang, _known(parameters))
        _, item = self._shelf.item(*place, lang)
        found = await desk.answered(*place, lang)
        told = _graded(item, given, graded, found.explain)
        return told | _answered(found)

    async def _hint(self, parameters: JSON, account: str) -> JSON:
        desk, place, lang = self._at(parameters, account)
        shown = parameters.get("shown")
        return (await desk.hint(*place, lang, None if shown is None else int(shown)))._asdict()

    async def _solution(self, parameters: JSON, account: str) -> JSON:
        desk, place, lang = self._at(parameters, account)
        return {"text": await desk.solution(*place, lang)}

    async def _explain(self, parameters: JSON, account: str) -> JSON:
        desk, lang = self._desk(parameters, account), self._lang(parameters)
        return {"text": await desk.explain(str(parameters["lesson"]), str(parameters["item"]), lang)}

    async def _standing(self, parameters: JSON, account: str) -> JSON:
        desk, place, lang = self._at(parameters, account)
        return _standing(await desk.standing(*place, lang))

    async def _draft(self, parameters: JSON, account: str) -> JSON:
        desk, place, _ = self._at(parameters, account)
        since = parameters.get("since")
        kept = await desk.draft(*place, str(parameters["text"]), None if since is None else float(since))
        return {"at": kept.at, "displaced": kept.displaced}

    async def _reflection(self, parameters: JSON, account: str) -> JSON:
        """What was written to the open question in the ``cell``, and when."""
        found = await self._desk(parameters, account).reflection(str(parameters["lesson"]), str(parameters["cell"]))
        return {"text": found.text, "at": found.at}

    async def _skills(self, parameters: JSON, account: str) -> list[JSON]:
        desk, lang = self._desk(parameters, account), self._lang(parameters)
        return [state._asdict() for state in await desk.skills(lang)]

    async def _export(self, parameters: JSON, account: str) -> JSON:
        """All that is kept of exercises, questions and cards, as JSON can hold it."""
        return await self._desk(parameters, account).workbook.export() | await deck_of(self._engine, account).export()

    async def _forget(self, parameters: JSON, account: str) -> JSON:
        """Deletes all of that for good, and the days with practice."""
        await deck_of(self._engine, account).forget()
        await practice_of(self._engine, account).forget()
        count = await self._desk(parameters, account).workbook.forget()
        await self._engine.store.scrub()
        return {"count": count}

    async def _due(self, parameters: JSON, account: str) -> JSON:
        """The cards that are due, how many there are in all, and when the next one comes back."""
        deck, lang = deck_of(self._engine, account), self._lang(parameters)
        cards = await deck.due(lang)
        back = await deck.next(lang)
        told = {"next": back.timestamp() if back is not None else None}
        return {"due": [_card(each) for each in cards], "all": len(await deck.cards(lang))} | told

    async def _rate(self, parameters: JSON, account: str) -> JSON:
        """The ``card`` was reviewed: ``again``, ``hard``, ``good`` or ``easy``. When it comes back."""
        deck = deck_of(self._engine, account)
        return _card(await deck.review(str(parameters["card"]), parameters["rating"], self._lang(parameters)))

    async def _anki(self, parameters: JSON, account: str) -> JSON:
        return {"text": await deck_of(self._engine, account).anki(self._lang(parameters))}

    async def _take_in(self, parameters: JSON, account: str) -> JSON:
        """Adds the cards of a ``text`` from Anki. Raises ``WrongOption`` where it is none."""
        deck, lang = deck_of(self._engine, account), self._lang(parameters)
        try:
            return {"count": await deck.take_in(str(parameters["text"]), lang)}
        except Unable as unable:
            hint = Phrase("These cards cannot be taken in. {why}", why=str(unable))
            raise WrongOption(name="import", hint=hint) from None

    def _at(self, parameters: JSON, account: str) -> tuple[Desk, tuple[str, str], str]:
        place = (str(parameters["lesson"]), str(parameters["exercise"]))
        return self._desk(parameters, account), place, self._lang(parameters)

    def _desk(self, parameters: JSON, account: str) -> Desk:
        return self._engine.desk_of(account, str(parameters.get("course") or ""))

    def _lang(self, parameters: JSON) -> str:
        return choose_language(str(parameters.get("lang") or ""), self._engine.settings.language)


def _known(parameters: JSON) -> int | None:
    """How many attempts the page knows of."""
    attempts = parameters.get("attempts")
    return None if attempts is None else int(attempts)


def _card(card: Card) -> JSON:
    shown = {"id": card.id, "lesson": card.lesson, "front": card.front, "back": card.back}
    return shown | {"due": card.due.timestamp(), "new": card.is_new}


def _checked(checked: Checked) -> JSON:
    return checked._asdict() | {"parts": [part._asdict() for part in checked.parts]}


def _standing(standing: Standing) -> JSON:
    last = _checked(standing.last) if standing.last is not None else None
    return standing._asdict() | {"hints": [hint._asdict() for hint in standing.hints], "last": last}


def _answered(found: Answered) -> JSON:
    return {"attempts": found.attempts, "solved": found.solved, "assisted": found.assisted}


def _graded(item: Item, given: Any, graded: Graded, explain: str) -> JSON:
    """What came of an answer, as a learner may hold it: of options that were not chosen nothing is said."""
    parts: list[bool | None] = list(graded.parts)
    if item.type == "multiple":
        chosen = given if isinstance(given, list) else []
        parts = [part if number in chosen else None for number, part in enumerate(parts)]
    left = bool(item.explain) and not explain and not graded.correct and not graded.sealed
    told = {"parts": parts, "correct": graded.correct, "explain": explain, "explains": left}
    return {name: value for name, value in graded._asdict().items() if name != "misconceptions"} | told
