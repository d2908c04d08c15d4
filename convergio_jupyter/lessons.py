"""The calls around lessons: checking, hints, quizzes and what a learner has come to. No model is asked for any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from .core.i18n import choose_language
from .engine import Engine
from .learning.desk import Desk

JSON = dict[str, Any]
Call = Callable[[JSON, str], Awaitable[Any]]
# Those that keep something, or give something of the key.
ACTING = frozenset({"lesson_check", "lesson_item", "lesson_hint", "lesson_solution", "lesson_draft", "lesson_forget"})


class Lessons:
    """The desks of all accounts of one host."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shelf = engine.shelf
        self.calls: Mapping[str, Call] = {
            "lesson_outline": self._outline,
            "lesson_check": self._check,
            "lesson_item": self._item,
            "lesson_hint": self._hint,
            "lesson_solution": self._solution,
            "lesson_standing": self._standing,
            "lesson_draft": self._draft,
            "lesson_skills": self._skills,
            "lesson_export": self._export,
            "lesson_forget": self._forget,
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

    async def _check(self, parameters: JSON, account: str) -> JSON:
        """Checks ``answer`` to an exercise: which part is right, which is not, and what to do now."""
        desk, place, lang = self._at(parameters, account)
        checked = await desk.check(*place, str(parameters["answer"]), lang)
        return checked._asdict() | {"parts": [part._asdict() for part in checked.parts]}

    async def _item(self, parameters: JSON, account: str) -> JSON:
        """Grades what is ``given`` as the answer to a question of a quiz."""
        desk, lang = self._desk(parameters, account), self._lang(parameters)
        graded = await desk.answer_item(
            str(parameters["lesson"]), str(parameters["item"]), parameters.get("given"), lang
        )
        return graded._asdict() | {"correct": graded.correct}

    async def _hint(self, parameters: JSON, account: str) -> JSON:
        desk, place, lang = self._at(parameters, account)
        return (await desk.hint(*place, lang))._asdict()

    async def _solution(self, parameters: JSON, account: str) -> JSON:
        desk, place, lang = self._at(parameters, account)
        return {"text": await desk.solution(*place, lang)}

    async def _standing(self, parameters: JSON, account: str) -> JSON:
        desk, place, lang = self._at(parameters, account)
        standing = await desk.standing(*place, lang)
        return standing._asdict() | {"hints": [hint._asdict() for hint in standing.hints]}

    async def _draft(self, parameters: JSON, account: str) -> JSON:
        desk, place, _ = self._at(parameters, account)
        await desk.draft(*place, str(parameters["text"]))
        return {}

    async def _skills(self, parameters: JSON, account: str) -> list[JSON]:
        return [state._asdict() for state in await self._desk(parameters, account).skills()]

    async def _export(self, parameters: JSON, account: str) -> JSON:
        return await self._desk(parameters, account).export()

    async def _forget(self, parameters: JSON, account: str) -> JSON:
        return {"count": await self._desk(parameters, account).forget()}

    def _at(self, parameters: JSON, account: str) -> tuple[Desk, tuple[str, str], str]:
        place = (str(parameters["lesson"]), str(parameters["exercise"]))
        return self._desk(parameters, account), place, self._lang(parameters)

    def _desk(self, parameters: JSON, account: str) -> Desk:
        return self._engine.desk_of(account, str(parameters.get("course") or ""))

    def _lang(self, parameters: JSON) -> str:
        return choose_language(str(parameters.get("lang") or ""), self._engine.settings.language)
