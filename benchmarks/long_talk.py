"""Does a long conversation get slower? The 2,000th message against the 20th, with a scripted model.

Two hosts in this process, each with an SQLite file of its own: one conversation is grown to 1,000 turns (2,000
messages), another to ten. Then windows of turns are asked in turns, one here and one there. History is cut in steps of
turns, so a window covers whole steps and the figure is its average; a short conversation that has grown is put aside
for a new one. Time is from asking to the end of the answer, with all that is written to disk; bytes are what the
provider is sent.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from common import Bars, bar, note, ratio, show

from convergio_jupyter.core.schema import Question
from convergio_jupyter.engine import Engine
from convergio_jupyter.memory.conversations import TURNS_STEP
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.service import Service
from convergio_jupyter.settings import Settings

LONG_TURNS, SHORT_TURNS = 1000, 12  # both begin a step of the history
WINDOW = 3 * TURNS_STEP  # turns
ROUNDS = 9
ANSWER = "A river bends because water is faster on the outside of a bend, and takes the bank away there. " * 3


class Cost(NamedTuple):
    seconds: float
    bytes: float


class Talk:
    """One conversation with a host."""

    def __init__(self, service: Service, model: ScriptedProvider) -> None:
        self._service = service
        self._model = model
        self._conversation = ""
        self._turns = 0

    async def grow(self, turns: int) -> None:
        for _ in range(turns):
            await self.turn()

    async def turn(self) -> Cost:
        self._turns += 1
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        text = f"Question {self._turns:04d}: and what happens to the river after that?"
        start = time.perf_counter()
        question = Question(text=text, teacher="darwin", conversation=self._conversation, lang="en")
        self._service.turns.ask(question, events.put_nowait)
        while True:
            event = await events.get()
            if event["type"] == "asked":
                self._conversation = event["conversation"]
            elif event["type"] == "done":
                break
            elif event["type"] == "error":
                raise RuntimeError(event["error"]["message"])
        seconds = time.perf_counter() - start
        sent = self._model.calls[-1].size
        self._model.calls.clear()
        return Cost(seconds, sent)


def measure() -> Bars:
    with tempfile.TemporaryDirectory() as folder:
        long, short = asyncio.run(compare(Path(folder)))
    how = f"{ROUNDS} windows of {WINDOW} turns each, in turns; ratio of the averages, median of the rounds"
    return {
        "2,000th message beside the 20th: time": bar(
            ratio([cost.seconds for cost in long], [cost.seconds for cost in short]),
            1.2,
            "×",
            baseline=1000 * statistics.median(cost.seconds for cost in short),
            how=how + "; baseline in ms a turn",
        ),
        "2,000th message beside the 20th: bytes sent": bar(
            ratio([cost.bytes for cost in long], [cost.bytes for cost in short]),
            1.2,
            "×",
            baseline=statistics.median(cost.bytes for cost in short),
            how=how + "; baseline in bytes a turn",
        ),
    }


async def compare(folder: Path) -> tuple[list[Cost], list[Cost]]:
    hosts = [host(folder / name) for name in ("long", "short")]
    (long_service, long_model), (short_service, short_model) = hosts
    long = Talk(long_service, long_model)
    note("long_talk: growing")
    await long.grow(LONG_TURNS)
    found: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(ROUNDS):
        short = Talk(short_service, short_model)
        await short.grow(SHORT_TURNS)
        sides: tuple[list[Cost], list[Cost]] = ([], [])
        for number in range(WINDOW):
            for side in (0, 1) if number % 2 else (1, 0):
                sides[side].append(await (long, short)[side].turn())
        for costs, window in zip(found, sides, strict=True):
            costs.append(Cost(*(statistics.fmean(values) for values in zip(*window, strict=True))))
    for service, _ in hosts:
        await service.close()
    return found


def host(folder: Path) -> tuple[Service, ScriptedProvider]:
    engine = Engine.from_settings(Settings(data_dir=str(folder), scripted=ANSWER))
    model = engine.providers["scripted"]
    assert isinstance(model, ScriptedProvider)
    return Service(engine), model


if __name__ == "__main__":
    show(measure)
