"""Small tools for tests of the engine and what stands on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from convergio_jupyter.core.events import Event
from convergio_jupyter.core.schema import Question
from convergio_jupyter.engine import Engine
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.service import Service
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store
from convergio_jupyter.teachers.teacher_new import UNFILLED, starters, template


def scripted_engine(folder: Path, *providers: ScriptedProvider | None, **settings: Any) -> Engine:
    """An engine whose only model says what a test tells it."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = Settings(data_dir=str(folder), **settings)
    return Engine(
        chosen, open_store(folder), [each for each in providers if each] or [ScriptedProvider("One two three.")]
    )


def teacher_file(name: str, shown: str = "", languages: Sequence[str] = ("en",)) -> str:
    """A new teacher's file whose texts somebody has written anew."""
    source = template(name, shown or name.capitalize(), languages)
    for _, text in starters():
        source = source.replace(f" {text}\n", " knots and ropes\n")
    for text in UNFILLED.values():
        source = source.replace(text, "one who ties knots and ropes")
    return source


def with_engine(engine: Engine, work: Callable[[Engine], Any]) -> Any:
    """Runs ``work(engine)`` on a loop of its own and closes the engine."""

    async def main() -> Any:
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(main())


def with_service(engine: Engine, work: Callable[[Service], Any]) -> Any:
    async def main() -> Any:
        service = Service(engine)
        try:
            return await work(service)
        finally:
            await service.close()

    return asyncio.run(main())


async def collect(engine: Engine, question: Question) -> list[Event]:
    return [event async for event in engine.ask(question)]


def text_of(events: list[Any]) -> str:
    return "".join(getattr(event, "text", "") for event in events if event.type == "text")


class Listener:
    """Collects events and waits for the last one of a turn."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self._ended = asyncio.Event()
        self._some = asyncio.Event()

    def __call__(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        if event.get("type") == "text":
            self._some.set()
        if event.get("type") in ("done", "error"):
            self._ended.set()

    async def ended(self) -> list[dict[str, Any]]:
        await asyncio.wait_for(self._ended.wait(), 30)
        self._ended.clear()
        return self.events

    async def first_text(self) -> None:
        await asyncio.wait_for(self._some.wait(), 30)

    @property
    def text(self) -> str:
        return "".join(event["text"] for event in self.events if event["type"] == "text")
