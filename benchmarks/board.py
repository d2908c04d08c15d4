"""The leader's board of a full class, and what it costs beside reading the rows that it is made of."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
from pathlib import Path

from common import Bars, bar, show

from convergio_jupyter.learning.classes.board import Boards
from convergio_jupyter.learning.classes.joining import Classes
from convergio_jupyter.store import Transaction, open_store

LEARNERS, EVENTS = 40, 500
KINDS = ("check", "check", "check", "quiz", "hint", "talk")


def measure() -> Bars:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder)))


async def _measured(folder: Path) -> Bars:
    store = open_store(folder)
    classes = Classes(store)
    led = await classes.open("course", "Course")
    accounts = [(await classes.join(led.code, f"Learner {number}")).account for number in range(LEARNERS)]
    await store.write(lambda tx: _fill(tx, accounts))
    reading = [await _seconds(lambda: store.fetch("SELECT * FROM attempts")) for _ in range(5)]
    whole = [await _seconds(lambda: Boards(store, classes).board(led.code)) for _ in range(5)]
    store.close()
    return {
        "board of a class": bar(
            max(whole), 1, "s", baseline=statistics.median(reading),
            how=f"{LEARNERS} learners, {EVENTS} events each; the slowest of 5, beside reading all rows once",
        )
    }  # fmt: skip


async def _seconds(work) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    await work()
    return time.perf_counter() - start


def _fill(tx: Transaction, accounts: list[str]) -> None:
    dice, now = random.Random(1), time.time()
    for account in accounts:
        for number in range(EVENTS):
            kind = dice.choice(KINDS)
            share = float(dice.random() < 0.6) if kind in ("check", "quiz") else 0.0
            report = {"misconceptions": [dice.choice(["adds", "turns", "drops"])]} if kind == "quiz" else {"leak": ""}
            tx.execute(
                "INSERT INTO attempts (account, lesson, exercise, course, kind, share, assisted, level, skills, given,"
                " report, created) VALUES (?, ?, ?, '', ?, ?, 0, ?, ?, ?, ?, ?)",
                (
                    account, f"lesson-{number % 12}", f"ex-{number % 7}", kind, share, number % 4,
                    json.dumps([f"skill-{number % 20}"]), str(dice.randint(1, 40)), json.dumps(report),
                    now - EVENTS + number,
                ),
            )  # fmt: skip


if __name__ == "__main__":
    show(measure)
