"""The faculty: whether the right teacher is found, how long that takes, and what teamwork costs beside its models."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

from common import Bars, bar, note, percentile, show

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.events import Done, Event, TeacherFinished, TextDelta
from convergio_jupyter.core.schema import Question
from convergio_jupyter.engine import Engine
from convergio_jupyter.providers.base import Call, Part
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store
from convergio_jupyter.teachers import choose, load_faculty
from tests.teachers.corpora import HELD_OUT, questions

NEEDS = 60  # the last of the held-out questions, see there
EVERYBODY = [name for name in load_faculty() if name not in ("ali", "anna", "jenny")]
RUNS, AT_ONCE, LATENCY = 100, 4, 1.0
FEW = EVERYBODY[:5]


class Fixed(ScriptedProvider):
    """A model that takes ``LATENCY`` seconds for any answer; the question names who hangs."""

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        if "hung" in call.messages[-1].text and "You are Socrate" in call.messages[0].text:
            await asyncio.Event().wait()
        await asyncio.sleep(LATENCY if "slow" in call.messages[-1].text else 0)
        async for part in super().stream(call):
            yield part


def measure() -> Bars:
    found = finding()
    with tempfile.TemporaryDirectory() as folder:
        team = asyncio.run(teamwork(Path(folder)))
    return found | team


def finding() -> Bars:
    rows = list(questions(HELD_OUT))
    choose("once, so that the weights are read")
    ranks, times = [], []
    for teacher, question in rows:
        start = time.perf_counter()
        order = [each.id for each in choose(question)]
        times.append(1000 * (time.perf_counter() - start))
        ranks.append(order.index(teacher))
    how = f"{len(rows)} questions, none of which is near what was trained on"
    known = "about needs, written by somebody who knew the training text"
    return {
        "right teacher first": bar(100 * share(ranks, 1), 85, "%", how=how, at_least=True),
        "right teacher among the first two": bar(100 * share(ranks, 2), 95, "%", how=how, at_least=True),
        "right teacher first, needs": bar(100 * share(ranks[-NEEDS:], 1), None, "%", how=f"the last {NEEDS}, {known}"),
        "finding a teacher, p99": bar(percentile(times, 0.99), 2, "ms", how=how),
    }


def share(ranks: list[int], first: int) -> float:
    return sum(rank < first for rank in ranks) / len(ranks)


async def teamwork(folder: Path) -> Bars:
    model = Fixed("One. Two.", place="cloud", name="fixed")
    engine = Engine(Settings(data_dir=str(folder), panel_seconds=3), open_store(folder), [model])
    note("faculty: panels of seventeen, one of whom hangs")
    complete = [await asyncio.gather(*(hung(engine) for _ in range(AT_ONCE))) for _ in range(RUNS // AT_ONCE)]
    alone = statistics.median([await seconds(engine, ["euclide"]) for _ in range(5)])
    panel = statistics.median([await seconds(engine, FEW) for _ in range(5)])
    whole = statistics.median([await seconds(engine, EVERYBODY) for _ in range(5)])
    cpu = await cpu_of(engine, 40)
    silent = [await silence(engine) for _ in range(20)]
    await engine.close()
    return {
        "panels of 17 with one hung that lost nothing": bar(
            100 * sum(map(sum, complete)) / RUNS, 100, "%", how=f"{RUNS} runs, {AT_ONCE} at a time", at_least=True
        ),
        "panel of 5, of one teacher's time": bar(
            panel / alone, 1.15, "×", baseline=alone, how=f"a model that takes {LATENCY} s"
        ),
        "panel of 17, of one teacher's time": bar(
            whole / alone, 1.15, "×", baseline=alone, how=f"a model that takes {LATENCY} s"
        ),
        "CPU of a teacher's turn in a panel": bar(cpu, 2, "ms", how="panels of 17, without the model's own"),
        "from cancel to silence": bar(1000 * max(silent), 100, "ms", how="a panel of 17; the slowest of 20"),
    }


async def ask(engine: Engine, teachers: list[str], text: str, scope: CancelScope | None = None) -> list[Event]:
    return [
        event
        async for event in engine.ask(Question(text=text, teacher=",".join(teachers), turn=uuid.uuid4().hex), scope)
    ]


async def hung(engine: Engine) -> bool:
    """Whether sixteen answered whole, one was left behind, and the turn came to its end."""
    start = time.perf_counter()
    events = await ask(engine, EVERYBODY, "Why? hung")
    ends = [event.reason for event in events if isinstance(event, TeacherFinished)]
    whole = {event.part for event in events if isinstance(event, TextDelta)}
    in_time = time.perf_counter() - start < 3 + 2
    return ends.count("error") == 1 and len(whole) >= 16 and isinstance(events[-1], Done) and in_time


async def seconds(engine: Engine, teachers: list[str]) -> float:
    """How long until every teacher has come to an end; what they come to is not counted."""
    start = time.perf_counter()
    ended = 0
    question = Question(text="Why? slow", teacher=",".join(teachers), turn=uuid.uuid4().hex)
    async for event in engine.ask(question):
        ended += isinstance(event, TeacherFinished)
        if ended == len(teachers):
            return time.perf_counter() - start
    return time.perf_counter() - start


async def cpu_of(engine: Engine, panels: int) -> float:
    start = time.process_time()
    for _ in range(panels):
        await ask(engine, EVERYBODY, "Why?")
    return 1000 * (time.process_time() - start) / panels / (len(EVERYBODY) + 1)


async def silence(engine: Engine) -> float:
    """Seconds from a cancel to the last event of the turn."""
    scope, at = CancelScope(), 0.0

    def cancel() -> None:
        nonlocal at
        at = time.perf_counter()
        scope.cancel()

    asyncio.get_running_loop().call_later(0.2, cancel)
    await ask(engine, EVERYBODY, "Why? slow", scope)
    return time.perf_counter() - at


if __name__ == "__main__":
    show(measure)
