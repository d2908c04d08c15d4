"""Everything a surface can ask of a host, in one place: the engine, the turns, and the calls around them.

Each call takes and gives JSON-able dicts, so that it reads the same from a WebSocket, a widget, HTTP and Python.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any, get_args

from . import checkup, preview
from ._version import __version__
from .authoring import Authoring
from .completions import Completions
from .core import OWNER, is_visitor
from .core.cards import Home, TeacherCard
from .core.codec import from_dict, to_dict
from .core.errors import UnknownOption, WrongSetting
from .core.i18n import Phrase, choose_language, translate
from .core.schema import ErrorInfo, ModelCard, Question
from .engine import Engine
from .installing import Installation
from .leading import Leading
from .lessons import ACTING as LESSON_ACTING
from .lessons import Lessons
from .metering import Limit, Whose
from .metering.budgets import began
from .metering.reports import by_model
from .permits import Click
from .privacy.tokens import Tokens
from .studies import ACTING as STUDY_ACTING
from .studies import Studies
from .tools.reading import files
from .turns import Listener, Turns
from .upkeep import Upkeep

log = logging.getLogger("convergio")
ACTING = (
    LESSON_ACTING
    | STUDY_ACTING
    | {
        *("forget", "permit", "conformance", "create_token", "revoke_token", "remember", "correct", "disremember"),
        *("author_check", "author_preview", "author_draft"),
    }
)  # calls that do or cost something
_SETTING = ("name", "value", "source", "help")
JSON = dict[str, Any]
Call = Callable[[JSON, str], Awaitable[Any]]


class Service:
    """One host's offer to its surfaces."""

    def __init__(self, engine: Engine) -> None:
        _refuse_lost_rules(engine)
        self.engine = engine
        self.turns = Turns(engine)
        self.completions = Completions(engine)
        self.authoring = Authoring(engine, self.completions)
        self.tokens = Tokens(engine.store)
        self.upkeep = Upkeep(engine)
        self.upkeep.start()
        self._installing: Installation | None = None
        self._calls: dict[str, Call] = {
            "home": self._home,
            "teachers": self._teachers,
            "models": self._models,
            "conversation": self._conversation,
            "conversations": self._conversations,
            "forget": self._forget,
            "permit": self._permit,
            "permits": self._permits,
            "take_back": self._take_back,
            "extract": self._extract,
            "memory": self._memory,
            "export": self._export,
            "remember": self._remember,
            "correct": self._correct,
            "disremember": self._disremember,
            "usage": self._usage,
            "doctor": self._doctor,
            "conformance": self._conformance,
            "route": self._route,
            "calibration": self._calibration,
            "settings": self._settings,
            "tokens": self._tokens,
            "create_token": self._create_token,
            "revoke_token": self._revoke_token,
            **Lessons(engine).calls,
            **Leading(engine).calls,
            **Studies(engine).calls,
        }

    async def call(
        self, method: str, parameters: JSON, account: str = OWNER, listener: Listener = lambda event: None
    ) -> Any:
        """The result of a call by name, for ``account``. Raises our errors; wrong parameters are ``UnknownOption``.

        What takes long tells ``listener`` how far it is.
        """
        found = self._calls.get(method) or self._authors_call(method, account, listener)
        if found is None:
            raise UnknownOption(
                name=method[:80], hint=Phrase("Calls are: {names}.", names=", ".join(sorted(self._calls)))
            )
        await self.engine.classes.admit(account)
        try:
            return await found(parameters, account)
        except (TypeError, ValueError, KeyError) as error:
            hint = Phrase("Its parameters do not have the right form: {detail}.", detail=error)
            raise UnknownOption(name=method, hint=hint) from error

    def _authors_call(self, method: str, account: str, listener: Listener) -> Call | None:
        """A call for whoever writes lessons, as all others are called; None where there is none of this name."""
        found = self.authoring.calls.get(method)
        if found is None:
            return None
        _owner_only(method, account)
        return lambda parameters, _: found(parameters, listener)

    def install_model(self, turn: str, listener: Listener, *, lang: str = "", force: bool = False) -> None:
        """Fetches the demo model; ``listener`` gets ``progress`` events, then ``done`` or ``error``.

        Who asks while it runs joins the one that runs.
        """
        if self._installing is None or self._installing.ended:
            self._installing = Installation(self.engine, choose_language(lang, self.engine.settings.language), force)
        self._installing.join(turn, listener)

    async def close(self) -> None:
        """Stops what runs, keeps it, and closes the engine."""
        await self.turns.close()
        await self.upkeep.close()
        await self.engine.close()

    async def _home(self, parameters: JSON, account: str) -> JSON:
        """The first screen, in the ``lang`` that is wished for, else in ours, else in the one of the ``browser``."""
        wish, browser = str(parameters.get("lang") or ""), str(parameters.get("browser") or "")
        lang = choose_language(wish, self.engine.settings.language, otherwise=browser)
        if self.engine.servers and not is_visitor(account):
            self.engine.servers.wake()  # so that they are there by the first question
        home = Home(
            version=__version__,
            lang=lang,
            teachers=self._faculty(account, lang),
            models=await self._inventory(account, lang),
            conversations=tuple(await self.engine.conversations_of(account).recent()),
            notice=self._notice(lang, account),
            spent_micro=await self.engine.ledger.spent(_seen_by(account), since=_month_start()),
            local_only=self.engine.settings.local_only,
            visitor=is_visitor(account),
        )
        return to_dict(home)

    async def _teachers(self, parameters: JSON, account: str) -> list[JSON]:
        lang = choose_language(parameters.get("lang", ""), self.engine.settings.language)
        return [to_dict(card) for card in self._faculty(account, lang)]

    async def _models(self, parameters: JSON, account: str) -> list[JSON]:
        lang = choose_language(parameters.get("lang", ""), self.engine.settings.language)
        return [to_dict(card) for card in await self._inventory(account, lang)]

    async def _conversation(self, parameters: JSON, account: str) -> JSON:
        page = await self.engine.conversations_of(account, str(parameters.get("lang") or "")).page(
            str(parameters["id"]), before=int(parameters.get("before") or 0), limit=int(parameters.get("limit") or 50)
        )
        return to_dict(page)

    async def _conversations(self, parameters: JSON, account: str) -> list[JSON]:
        found = await self.engine.conversations_of(account).recent(int(parameters.get("limit") or 20))
        return [to_dict(card) for card in found]

    async def _forget(self, parameters: JSON, account: str) -> JSON:
        await self.engine.conversations_of(account).forget(str(parameters["id"]))
        return {}

    async def _permit(self, parameters: JSON, account: str) -> JSON:
        """The user decided about a tool that waits: ``once``, ``lesson``, ``no`` or ``never``."""
        click = parameters["click"]
        if click not in get_args(Click):
            raise ValueError(f"click: {click!r}")
        turn = str(parameters["turn"])
        taken = self.turns.owns(turn, account) and self.engine.permits.click(
            account, turn, str(parameters["call"]), click
        )
        return {"taken": taken}

    async def _permits(self, parameters: JSON, account: str) -> list[JSON]:
        """The tools that the user allowed or refused beforehand, and where."""
        lang = choose_language(parameters.get("lang", ""), self.engine.settings.language)
        tools, standing = self.engine.tools, self.engine.permits.standing(account)
        titles = {name: translate(tool.title, lang) for name, tool in tools.items()}
        return [asdict(each) | {"title": titles.get(each.tool, each.tool)} for each in standing]

    async def _take_back(self, parameters: JSON, account: str) -> JSON:
        """Forgets what the user said of a tool, by its ``id``, or of ``all``."""
        permits = self.engine.permits
        everything = parameters.get("all") is True
        ids = [each.id for each in permits.standing(account)] if everything else [int(parameters["id"])]
        return {"count": permits.take_back(account, ids)}

    async def _extract(self, parameters: JSON, account: str) -> JSON:
        """A file, as base64, as what a question can carry."""
        data = base64.b64decode(str(parameters["data"]), validate=True)
        async with self.engine.lines[files.shares(data)].turn(account):
            return to_dict(await asyncio.to_thread(files.attachment_of, str(parameters["name"]), data))

    async def _memory(self, parameters: JSON, account: str) -> JSON:
        """What is remembered of ``account``, newest first; with ``query`` what has its words."""
        memory, settings = self.engine.memory_of(account), self.engine.settings
        query, limit = str(parameters.get("query") or ""), int(parameters.get("limit") or 200)
        facts = await (memory.facts.search(query, limit) if query else memory.facts.list(limit))
        talks = await (memory.summaries.search(query) if query else memory.summaries.all())
        shown = {"on": settings.memory, "days": settings.remember_days}
        return shown | {"facts": [asdict(fact) for fact in facts], "talks": talks[:limit]}

    async def _export(self, parameters: JSON, account: str) -> JSON:
        memory = self.engine.memory_of(account)
        return await memory.facts.export() | {"talks": await memory.summaries.all()}

    async def _remember(self, parameters: JSON, account: str) -> JSON:
        """Keeps ``text``, or brings back ``fact`` as it was when it was forgotten."""
        memory, text = self.engine.memory_of(account), str(parameters.get("text") or "")
        forgotten = parameters.get("fact")
        kept = await (memory.restore(forgotten) if forgotten else memory.write_down(text))
        return asdict(kept)

    async def _correct(self, parameters: JSON, account: str) -> JSON:
        facts = self.engine.memory_of(account).facts
        return asdict(await facts.correct(int(parameters["id"]), str(parameters["text"])))

    async def _disremember(self, parameters: JSON, account: str) -> JSON:
        """Forgets the fact ``id``, what one ``talk`` was about, or ``all`` of both."""
        memory = self.engine.memory_of(account)
        if talk := str(parameters.get("talk") or ""):
            return {"talk": await memory.summaries.forget(talk)}
        if parameters.get("all") is True:
            return {"count": await memory.forget_all()}
        return {"fact": asdict(await memory.facts.forget(int(parameters["id"])))}

    async def _usage(self, parameters: JSON, account: str) -> JSON:
        ledger, since = self.engine.ledger, float(parameters.get("since") or 0)
        whose, limits = Whose(account=account), self.engine.limits
        if is_visitor(account):  # what all together spend is the owner's business
            limits = tuple(limit for limit in limits if limit.scope == "account")
        lang = choose_language(parameters.get("lang", ""), self.engine.settings.language)
        seen = _seen_by(account)
        days = await ledger.by_day(seen, since=since)
        rows = by_model(days)
        return {
            "rows": rows,
            "days": days,
            "budgets": [_budget(*each, lang) for each in await ledger.standing(limits, whose)],
            "plan": await self._plan(account),
            "spent_micro": sum(row["cost_micro"] for row in rows),
            "month_micro": await ledger.spent(seen, since=_month_start()),
        }

    async def _plan(self, account: str) -> JSON | None:
        """The plan of ``account`` and what it has asked this month; None where plans are off."""
        plan = self.engine.plans.of(account)
        if plan is None:
            return None
        asked = await self.engine.ledger.questions(account)
        further = plan.further(asked)
        figures = {"asked": asked, "further": further, "further_micro": further * plan.overage_micro}
        return {"name": plan.name, "questions": plan.questions, **figures}

    async def _doctor(self, parameters: JSON, account: str) -> JSON:
        lang = choose_language(parameters.get("lang", ""), self.engine.settings.language)
        if is_visitor(account):
            return checkup.as_dict([])  # how somebody else's computer is set up is not a visitor's business
        await self.engine.refresh()
        return checkup.as_dict(await asyncio.to_thread(checkup.examine, self.engine, lang))

    async def _conformance(self, parameters: JSON, account: str) -> JSON:
        _owner_only("conformance", account)
        lang = choose_language(parameters.get("lang", ""), self.engine.settings.language)
        model, check = str(parameters.get("model") or ""), str(parameters.get("check") or "")
        return await checkup.conformance(self.engine, lang, model=model, check=check)

    async def _route(self, parameters: JSON, account: str) -> JSON:
        _owner_only("route", account)
        question = from_dict(Question, parameters.get("question") or {}, strict=True)
        return to_dict(await preview.route(self.engine, question))

    async def _calibration(self, parameters: JSON, account: str) -> JSON:
        """How a course's threshold stands; ``room`` where its budget lets all questions go; empty without a promise."""
        _owner_only("calibration", account)
        course, house = str(parameters.get("course") or ""), self.engine.house
        found = await house.calibration(course)
        if found is None:
            return {"room": True} if house.has_purse(course) else {}
        return asdict(found)

    async def _settings(self, parameters: JSON, account: str) -> list[JSON]:
        """Every setting, its value as it may be shown, and where it came from."""
        _owner_only("settings", account)
        return [dict(zip(_SETTING, row, strict=True)) for row in self.engine.settings.explain()]

    async def _tokens(self, parameters: JSON, account: str) -> list[JSON]:
        _owner_only("tokens", account)
        spent, since = self.engine.ledger.spent, _month_start()
        found = await self.tokens.list()
        return [asdict(token) | {"month_micro": await spent(token.account, since)} for token in found]

    async def _create_token(self, parameters: JSON, account: str) -> JSON:
        """The new token with its ``secret``, which is never shown again."""
        _owner_only("create_token", account)
        scopes = [str(scope) for scope in parameters.get("scopes") or ("ask",)]
        days = parameters.get("days")
        days = None if days is None else float(days)
        secret, token = await self.tokens.create(str(parameters["name"]), scopes, days)
        return {**asdict(token), "secret": secret}

    async def _revoke_token(self, parameters: JSON, account: str) -> JSON:
        _owner_only("revoke_token", account)
        return asdict(await self.tokens.revoke(str(parameters["id"])))

    def _faculty(self, account: str, lang: str) -> tuple[TeacherCard, ...]:
        """The teachers whom ``account`` may ask: a plan may have the first ones only."""
        open_to = self.engine.open_to(account)
        return tuple(card for card in self.engine.roster.cards(lang) if card.id in open_to)

    async def _inventory(self, account: str, lang: str) -> tuple[ModelCard, ...]:
        """The models; a note may name a file of the host, so visitors see none."""
        await self.engine.refresh()
        hidden = is_visitor(account)
        return tuple(
            replace(card, note="" if hidden else translate(card.note, lang)) for card in self.engine.inventory()
        )

    def _notice(self, lang: str, account: str) -> ErrorInfo | None:
        problem = self.engine.problem()
        return None if problem is None else problem.info(lang, visitor=is_visitor(account))


def _budget(limit: Limit, spent: int, lang: str) -> JSON:
    """A budget as a surface shows it."""
    name = limit.said().said(lang)
    return {"name": name, "spent_micro": spent, "limit_micro": limit.micro, "level": limit.level(spent)}


def _owner_only(name: str, account: str) -> None:
    if is_visitor(account):
        raise UnknownOption(name=name, hint=Phrase("It is for the owner of this host."))


def _refuse_lost_rules(engine: Engine) -> None:
    """A rule for a teacher whom nobody can ask would be lost without a word. Raises ``WrongSetting``."""
    for name, path in engine.settings.rules_for("teacher").items():
        if name not in engine.roster:
            engine.store.close()
            hint = Phrase("Teachers are: {names}.", names=", ".join(engine.roster))
            fault = Phrase("“{name}” in {path} is for a teacher who does not exist.", name=f"teacher.{name}", path=path)
            raise WrongSetting(fault, hint)


def _seen_by(account: str) -> str | None:
    """Whose spending ``account`` may see: the owner pays for all, visitors and tokens included."""
    return account if is_visitor(account) else None


def _month_start() -> float:
    return began("month", time.time())
