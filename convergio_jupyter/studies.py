"""The calls around a learner's own way of studying: who they are. No model is asked for any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from .engine import Engine

JSON = dict[str, Any]
Call = Callable[[JSON, str], Awaitable[Any]]
ACTING = frozenset({"profile_change", "profile_forget"})


class Studies:
    """How the accounts of one host study."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.calls: Mapping[str, Call] = {
            "profile": self._profile,
            "profile_change": self._change,
            "profile_forget": self._forget,
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
