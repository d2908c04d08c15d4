"""What 300 killed processes do to the ledger that they share: nothing may be lost, doubled, or above a budget."""

from __future__ import annotations

import tempfile
from pathlib import Path

from common import Bars, bar, show

from tests.metering.crashing import PROCESSES, crash

KILLS, PAUSE = 300, 0.4
EXPLAINED = ("requests", "promises", "came again", "refused", "left open")


def measure() -> Bars:
    with tempfile.TemporaryDirectory() as folder:
        found = crash(Path(folder), KILLS, PAUSE)
    how = f"{PROCESSES} processes on one SQLite file, {KILLS} times SIGKILL at a random moment, then a sweep"
    return {
        f"after crashes, {name}": bar(value, None if name in EXPLAINED else 0, "", how=how)
        for name, value in found.items()
    }


if __name__ == "__main__":
    show(measure)
