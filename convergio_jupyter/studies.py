"""The calls around a learner's own way of studying: profile, plan and practice. No model is asked for any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from .belongings import practice_of, study_of
from .core.errors import WrongOption
from .core.i18n import Phrase, choose_language
from .engine import Engine
from .learning.study.agenda import DAYS, as_ics, day_said, piece_said, verdict, wish_said
from .learning.study.planning import USUAL_DAYS, Piece, Wish
from .learning.study.plans import Standing

JSON = dict[str, Any]
Call = Callable[[JSON, str], Awaitable[Any]]
ACTING = frozenset({"profile_change", "profile_forget", "study_make", "study_again", "study_tick", "study_forget"})


class Studies:
    """How the accounts of one host study."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.calls: Mapping[str, Call] = {
            "profile": self._profile,
            "profile_change": self._change,
            "profile_forget": self._forget,
            "practice": self._practice,
            "study": self._study,
            "study_make": self._make,
            "study_again": self._again,
            "study_tick": self._tick,
            "study_calendar": self._calendar,
            "study_forget": self._forget_plan,
        }

    async def _profile(self, parameters: JSON, account: str) -> JSON:
        return await profile_of(self._engine, account)

    async def _change(self, parameters: JSON, account: str) -> JSON:
        """Says the ``values`` of a profile, and adds a ``goal``."""
        return await change_profile(self._engine, account, **parameters["values"])

    async def _forget(self, parameters: JSON, account: str) -> JSON:
        """Deletes the profile and the goals."""
        memory = self._engine.memory_of(account)
        for goal in await memory.facts.list(kinds=["goal"]):
            await memory.facts.forget(goal.id)
        await memory.profiles.forget()
        return {}

    async def _practice(self, parameters: JSON, account: str) -> list[JSON]:
        """What was done on each of the last days."""
        days = await practice_of(self._engine, account).days()
        return [each._asdict() | {"day": each.day.isoformat()} for each in days]

    async def _study(self, parameters: JSON, account: str) -> JSON | None:
        """The study plan as it stands today; None where there is none."""
        lang = self._lang(parameters)
        standing = await (await study_of(self._engine, account)).standing(lang)
        return None if standing is None else shown(standing, lang)

    async def _make(self, parameters: JSON, account: str) -> JSON:
        """Makes a plan: ``days`` of the week with Monday as 0, ``minutes`` a day, and ``until`` when."""
        lang, until = self._lang(parameters), str(parameters.get("until") or "")
        wish = wish_of(map(int, parameters.get("days", USUAL_DAYS)), int(parameters.get("minutes", 20)), until)
        return shown(await (await study_of(self._engine, account)).make(wish, lang), lang)

    async def _again(self, parameters: JSON, account: str) -> JSON | None:
        """The same plan made anew from today."""
        lang = self._lang(parameters)
        standing = await (await study_of(self._engine, account)).again(lang)
        return None if standing is None else shown(standing, lang)

    async def _tick(self, parameters: JSON, account: str) -> JSON | None:
        """A ``piece`` is ``done``, or is not."""
        study = await study_of(self._engine, account)
        await study.tick(str(parameters["piece"]), parameters.get("done") is not False)
        return await self._study(parameters, account)

    async def _calendar(self, parameters: JSON, account: str) -> JSON:
        """What is left of the plan, as a text that calendars read."""
        lang = self._lang(parameters)
        standing = await (await study_of(self._engine, account)).standing(lang)
        return {"text": "" if standing is None else as_ics(standing, lang)}

    async def _forget_plan(self, parameters: JSON, account: str) -> JSON:
        await (await study_of(self._engine, account)).forget()
        return {}

    def _lang(self, parameters: JSON) -> str:
        return choose_language(str(parameters.get("lang") or ""), self._engine.settings.language)


def wish_of(days: Iterable[int], minutes: int, until: str) -> Wish:
    """When a learner has time, as a form or a call says it. Raises ``WrongOption``."""
    try:
        goal = date.fromisoformat(until) if until else None
    except ValueError:
        hint = Phrase("Write a day to come, at most a year away, like {day}.", day=date.today() + timedelta(days=14))
        raise WrongOption(name="until", hint=hint) from None
    return Wish(tuple(sorted({each for each in days if 0 <= each < len(DAYS)})), minutes, goal)


def shown(standing: Standing, lang: str) -> JSON:
    """A plan as a surface shows it: in words, by day."""
    wish, until = standing.plan.wish, standing.plan.wish.until
    by_day = {standing.today: [], **standing.by_day}
    return {
        "wish": {
            "days": list(wish.days),
            "minutes": wish.minutes,
            "until": until.isoformat() if until else "",
        },
        "said": wish_said(wish, lang),
        "verdict": verdict(standing, lang),
        "late": [_piece(each, lang) for each in standing.late],
        "days": [
            {"day": day.isoformat(), "said": day_said(day, lang), "pieces": [_piece(each, lang) for each in pieces]}
            for day, pieces in sorted(by_day.items())
        ],
    }


def _piece(piece: Piece, lang: str) -> JSON:
    kept = {"id": piece.id, "kind": piece.kind, "ref": piece.ref, "minutes": piece.minutes, "done": piece.done}
    return kept | {"said": piece_said(piece, lang)}


async def profile_of(engine: Engine, account: str) -> JSON:
    """The profile of ``account``, with the goals among what is remembered of it, the newest first."""
    memory = engine.memory_of(account)
    goals = await memory.facts.list(kinds=["goal"])
    shown = asdict(await memory.profiles.get())
    return shown | {"access": list(shown["access"]), "goals": [{"id": each.id, "text": each.text} for each in goals]}


async def change_profile(engine: Engine, account: str, *, goal: str = "", **values: Any) -> JSON:
    """Says ``values``, adds a ``goal``, and gives the whole. Raises ``WrongOption`` and ``MemoryOff``."""
    memory = engine.memory_of(account)
    if values:
        await memory.profiles.change(**values)
    if goal.strip():
        await memory.write_down(goal, "goal")
    return await profile_of(engine, account)
