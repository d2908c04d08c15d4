"""Processes that share a ledger and are killed in the middle of it, and what the books say afterwards.

``python -m tests.metering.crashing FOLDER`` is one of these processes. It writes down what the ledger told it, line by
line, so that a lost promise shows. All processes ask with the same numbers: most requests come more than once.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from convergio_jupyter.core.errors import BudgetSpent, QuotaSpent
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.metering import Charge, Ledger, Limit, Quota
from convergio_jupyter.metering.budgets import PERIODS, SCOPES
from convergio_jupyter.metering.totals import Whose, key
from convergio_jupyter.store import Row, Store, open_store

ROOT = Path(__file__).parent.parent.parent
PROCESSES, CALLERS, TALK, ACCOUNT = 4, 6, 40, 20
LIMIT, QUOTA = Limit("ever", 700, "conversation"), Quota(12)
PROMISES = ("reserve", "settle", "release")
TOKENS = Tokens(input=1, output=1)
Findings = dict[str, int]


async def work(folder: Path) -> None:
    """Reserves, settles and releases until it is killed, and notes each promise of the ledger in a file of its own."""
    store = open_store(folder)
    last = await store.fetch("SELECT request FROM ledger ORDER BY id DESC LIMIT 1")
    ledger, numbers = Ledger(store), itertools.count(max(0, int(last[0]["request"]) - 100) if last else 0)
    notes = os.open(folder / f"{os.getpid()}.said", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def said(kind: str, number: int) -> None:
        os.write(notes, f"{kind} {number}\n".encode())

    async def caller() -> None:
        for number in numbers:
            charge = charge_of(number)
            try:
                said("reserve" if await ledger.reserve(charge, 100, (LIMIT,), QUOTA) else "again", number)
            except (BudgetSpent, QuotaSpent):
                said("refused", number)
            if random.random() < 0.8:
                kind = random.choice(("settle", "release"))
                if any(await asyncio.gather(*(_close(ledger, kind, charge) for _ in range(2)))):
                    said(kind, number)

    await asyncio.gather(*(caller() for _ in range(CALLERS)))


def charge_of(number: int) -> Charge:
    """The request of a number; a few dozen of them belong to one talk, which has a budget, and to one plan."""
    names = {"account": f"a{number // ACCOUNT}", "conversation": f"c{number // TALK}"}
    return Charge(request=str(number), teacher="t", provider="p", model="m", place="cloud", **names)


async def _close(ledger: Ledger, kind: str, charge: Charge) -> bool:
    if kind == "release":
        return await ledger.release(charge)
    return await ledger.settle(replace(charge, place=random.choice(("cloud", "local"))), 30, TOKENS)


def crash(folder: Path, kills: int, pause: float) -> Findings:
    """Kills a process ``kills`` times, each time after about ``pause`` seconds, starts another, then does the books."""
    running = [_start(folder) for _ in range(PROCESSES)]
    try:
        for _ in range(kills):
            time.sleep(random.uniform(0, 2 * pause))
            place = random.randrange(PROCESSES)
            _kill(running[place])
            running[place] = _start(folder)
        time.sleep(pause)
    finally:
        for process in running:
            _kill(process)
    return asyncio.run(_books(folder))


def _start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.metering.crashing", str(folder)]
    return subprocess.Popen(command, cwd=ROOT)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise RuntimeError(f"a process ended by itself: {process.returncode}")
    process.kill()
    process.wait()


async def _books(folder: Path) -> Findings:
    store = open_store(folder)
    left = await Ledger(store).sweep(0)
    rows = await store.fetch("SELECT * FROM ledger ORDER BY id")
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row["request"], []).append(row["kind"])
    lines = [line.split() for path in folder.glob("*.said") for line in path.read_text().splitlines()]
    said = [(kind, request) for kind, request in lines if kind in PROMISES]
    findings = {
        "requests": len(kinds),
        "promises": len(said),
        "came again": sum(kind == "again" for kind, _ in lines),
        "refused": sum(kind == "refused" for kind, _ in lines),
        "left open": left,
        "lost": sum(kind not in kinds.get(request, []) for kind, request in said),
        "doubled": len(said) - len(set(said)) + sum(not _in_order(each) for each in kinds.values()),
        "wrong totals": await _wrong_totals(store, rows),
        "over the limit": _overruns(rows),
        "still held": len(await store.fetch("SELECT request FROM held")),
    }
    store.close()
    return findings


def _in_order(kinds: list[str]) -> bool:
    return len(kinds) == 2 and kinds[0] == "reserve" and kinds[1] in ("settle", "release")


async def _wrong_totals(store: Store, rows: list[Row]) -> int:
    reserved = {row["request"]: row for row in rows if row["kind"] == "reserve"}
    micro, questions = Counter[str](), Counter[str]()
    for row in rows:
        first = reserved[row["request"]]
        whose = Whose(**{name: first[name] for name in SCOPES[1:]})
        for each in (key(whose, scope, period, first["created"]) for scope in SCOPES for period in PERIODS):
            if each:
                micro[each] += row["amount_micro"]
                questions[each] += row["questions"]
    kept = {row["key"]: (row["micro"], row["questions"]) for row in await store.fetch("SELECT * FROM totals")}
    return sum((micro[each], questions[each]) != kept.get(each, (0, 0)) for each in micro.keys() | kept.keys())


def _overruns(rows: list[Row]) -> int:
    """How often a talk or an account had too much, after any of the rows in the order in which they were booked."""
    spent, asked, found = Counter[str](), Counter[str](), 0
    for row in rows:
        spent[row["conversation"]] += row["amount_micro"]
        asked[row["account"]] += row["questions"]
        found += spent[row["conversation"]] > LIMIT.micro or asked[row["account"]] > (QUOTA.most or 0)
    return found


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1])))
