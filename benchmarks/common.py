"""What all benchmarks share: bars, rounds, and what a process costs.

Every figure is a difference or a ratio against a baseline of the same run, measured in turns (A, B, A, B, …), because
the machine is never quiet. CPU seconds are used wherever waiting is no part of the question.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the browser and model helpers of the tests are used here too

Bars = dict[str, dict[str, Any]]
KIB, MB = 1024, 1_000_000


def bar(
    value: float, limit: float | None, unit: str, *, how: str, baseline: float | None = None, at_least: bool = False
) -> dict[str, Any]:
    """One line of the report. ``limit`` None is a figure that explains others and has no bar of its own."""
    met = None if limit is None else bool(value >= limit if at_least else value <= limit)
    figures = {"value": round(value, 3), "bar": limit, "unit": unit}
    return figures | {"baseline": None if baseline is None else round(baseline, 3), "met": met, "how": how}


def show(measure: Callable[[], Bars]) -> None:
    """The end of every script: measures and prints one JSON object."""
    json.dump(measure(), sys.stdout, indent=2, ensure_ascii=False)
    print()


def note(text: str) -> None:
    """Progress, for whoever watches."""
    print(text, file=sys.stderr, flush=True)


def in_turns(count: int, **sides: Callable[[], float]) -> dict[str, list[float]]:
    """``count`` values of each side after one warm-up, taken in turns; who begins changes from round to round."""
    values: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(count + 1):
        for name in list(sides) if number % 2 else reversed(sides):
            value = sides[name]()
            if number:
                values[name].append(value)
    return values


def difference(more: Sequence[float], less: Sequence[float]) -> float:
    """The median of the differences round by round: what both sides of a round suffer cancels out."""
    return statistics.median(a - b for a, b in zip(more, less, strict=True))


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios round by round."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def fresh_user(home: Path, **more: str) -> dict[str, str]:
    """The environment of a user without settings, keys and history."""
    from tests.e2e.conftest import environment

    environ = environment(home / "data", home, **more)
    return {name: value for name, value in environ.items() if name == "CONVERGIO_DATA_DIR" or name in more or _ok(name)}


def _ok(name: str) -> bool:
    return not name.startswith(("CONVERGIO_", "PYTHON"))


def cpu_of_run(*arguments: str) -> float:
    """CPU milliseconds of a fresh Python with ``arguments``, children included."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=fresh_user(Path(home)),
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(errors.decode(errors="replace")[-1500:])
    return 1000 * (usage.ru_utime + usage.ru_stime)


def tree(pid: int) -> list[int]:
    """``pid`` and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def cpu_of_tree(pid: int) -> float:
    """CPU milliseconds that a process, its threads and its children have used so far."""
    return sum(_process_clock(each) for each in tree(pid))


def memory(pid: int, field: str = "Rss") -> float:
    """Memory of a process in MB: ``Rss``, ``Pss``, or ``Private`` (what only this process holds)."""
    total = 0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, size = line.split()[:2]
        if name.rstrip(":") == field or (field == "Private" and name.startswith("Private_")):
            total += int(size)
    return total * KIB / MB


def _process_clock(pid: int) -> float:
    # /proc/…/stat counts in steps of 10 ms; the kernel also has a clock for each process, in nanoseconds.
    try:
        reaped = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[13:15]
        own = time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0
    return 1000 * (own + sum(map(int, reaped)) / os.sysconf("SC_CLK_TCK"))
