"""The calls of whoever leads a class: the board, what they decide, and what they take along. Nobody else may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from .core import is_visitor
from .core.errors import LeadersOnly, NoKey, NoSuchClass
from .core.i18n import choose_language
from .engine import Engine
from .learning.classes.board import Board, Boards, Standing, Stuck, Wrong, as_csv, as_statements
from .learning.classes.joining import Class
from .personal import all_of, erase

JSON = dict[str, Any]
Call = Callable[[JSON, str], Awaitable[Any]]
ACTING = frozenset({"class_change", "class_remove"})


class Leading:
    """The classes of one host, for its owner."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._boards = Boards(engine.store, engine.classes)
        calls = {
            "class_of": self._class_of,
            "class_board": self._board,
            "class_change": self._change,
            "class_learners": self._learners,
            "class_learner": self._learner,
            "class_remove": self._remove,
            "class_export": self._export,
        }
        self.calls: Mapping[str, Call] = {name: _for_leaders(call) for name, call in calls.items()}

    async def _class_of(self, parameters: JSON) -> JSON:
        """The class of a ``course``."""
        return self._shown(await self._engine.classes.of_course(str(parameters["course"])))

    async def _board(self, parameters: JSON) -> JSON:
        """Where the class stands now; with ``names`` who everybody is."""
        code, lang = str(parameters["code"]), self._lang(parameters)
        led = await self._engine.classes.find(code)
        board = await self._boards.board(code, lang, names=bool(parameters.get("names")))
        accounts = {each.id: each.account for each in await self._engine.classes.learners(code)}
        names = self._engine.shelf.skill_names(lang)
        costs = {name: await self._engine.ledger.spent(account) for name, account in accounts.items()}
        return {
            "class": self._shown(led),
            "at": board.at,
            "stuck": [self._placed(each, lang) for each in board.stuck],
            "learners": [_standing(each) | {"cost_micro": costs.get(each.learner, 0)} for each in board.learners],
            "exercises": self._exercises(board, lang),
            "skills": [{"skill": each, "name": names[each]} for each in sorted(board.skills, key=names.__getitem__)],
            "wrong": [self._placed(each, lang) for each in board.wrong],
        }

    async def _change(self, parameters: JSON) -> JSON:
        """Pauses the teachers, makes it an exam, or says something to everybody."""
        wished: JSON = {name: bool(parameters[name]) for name in ("paused", "exam") if name in parameters}
        wished |= {"message": str(parameters["message"])} if "message" in parameters else {}
        return self._shown(await self._engine.classes.change(str(parameters["code"]), **wished))

    async def _learners(self, parameters: JSON) -> list[JSON]:
        """Who is in the class, with the codes by which they come back."""
        learners = await self._engine.classes.learners(str(parameters["code"]))
        return [
            {"id": each.id, "nickname": each.nickname, "return_code": each.return_code, "joined": each.joined}
            for each in learners
        ]

    async def _learner(self, parameters: JSON) -> JSON:
        """Everything that is kept of one learner."""
        found = await self._engine.classes.learner(str(parameters["id"]))
        if found is None:
            raise NoSuchClass()
        return await all_of(self._engine, found.account)

    async def _remove(self, parameters: JSON) -> JSON:
        """Takes a learner out, and deletes all that they did."""
        found = await self._engine.classes.learner(str(parameters["id"]))
        if found is not None:
            await self._engine.classes.leave(found.id)
            await erase(self._engine, found.account)
        return {}

    async def _export(self, parameters: JSON) -> JSON:
        """Every attempt: as ``csv`` for a spreadsheet, as ``xapi`` for a learning record store."""
        code, lang, names = str(parameters["code"]), self._lang(parameters), bool(parameters.get("names"))
        rows = await self._boards.rows(code, lang, names=names)
        if parameters.get("form") == "xapi":
            home = str(parameters.get("home") or "https://example.org")
            return {"statements": as_statements(rows, home.rstrip("/"))}
        return {"text": as_csv(rows)}

    def _exercises(self, board: Board, lang: str) -> list[JSON]:
        """What was tried, in the order of its lesson, and what came of it for each learner, by their ids."""
        rows: dict[tuple[str, str], JSON] = {}
        for learner in board.learners:
            for place, tried in learner.tried.items():
                rows.setdefault(place, {})[learner.learner] = tried._asdict()
        order = {place: self._order(*place, lang) for place in rows}
        return [
            {"lesson": place[0], "exercise": place[1], "place": self._place(*place, lang), "tried": rows[place]}
            for place in sorted(rows, key=order.__getitem__)
        ]

    def _order(self, lesson: str, exercise: str, lang: str) -> tuple[str, int, str]:
        try:
            kept = self._engine.shelf.lesson(lesson, lang)
        except NoKey:
            return lesson, 0, exercise
        names = [*kept.exercises, *kept.items]
        return lesson, names.index(exercise) if exercise in names else len(names), exercise

    def _placed(self, found: Stuck | Wrong, lang: str) -> JSON:
        return found._asdict() | {"place": self._place(found.lesson, found.exercise, lang)}

    def _place(self, lesson: str, exercise: str, lang: str) -> str:
        """Where something is, as who wrote the lesson calls it; by the ids where its key is gone."""
        try:
            return self._engine.shelf.lesson(lesson, lang).place(exercise)
        except NoKey:
            return f"{lesson} › {exercise}"

    def _shown(self, led: Class) -> JSON:
        return led._asdict() | {"by_code": self._engine.classes.by_code}

    def _lang(self, parameters: JSON) -> str:
        return choose_language(str(parameters.get("lang") or ""), self._engine.settings.language)


def _standing(learner: Standing) -> JSON:
    return {name: value for name, value in learner._asdict().items() if name != "tried"}


def _for_leaders(call: Callable[[JSON], Awaitable[Any]]) -> Call:
    async def checked(parameters: JSON, account: str) -> Any:
        if is_visitor(account):
            raise LeadersOnly()
        return await call(parameters)

    return checked
