"""Runs the benchmarks and judges them: ``python benchmarks/run.py [NAME …]``.

Each theme runs in a process of its own, one after the other. One JSON object goes to standard output, a table to
standard error. The exit status tells whether every script ran; a missed bar on a busy machine is no failure.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

THEMES = [
    "imports",
    "decision",
    "overhead",
    "leaks",
    "ledger",
    "ledger_crashes",
    "server",
    "latency",
    "memory",
    "long_talk",
    "lab_page",
    "faculty",
    "tools",
    "opening",
    "keystrokes",
    "safety",
    "recall",
    "answers",
    "board",
    "mastery",
    "guard",
]
SIGNS = {True: "met", False: "MISSED", None: ""}


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in THEMES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. Benchmarks are: {', '.join(THEMES)}.", file=sys.stderr)
        return 2
    bars: dict[str, Any] = {}
    failed = [name for name in wanted or THEMES if not _run(name, bars)]
    report = {"machine": _machine(), "bars": bars, "failed": failed}
    print(json.dumps(report, indent=2, ensure_ascii=False))
    _table(bars, failed)
    return 1 if failed else 0


def _run(name: str, bars: dict[str, Any]) -> bool:
    print(f"== {name}", file=sys.stderr, flush=True)
    run = subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], stdout=subprocess.PIPE)
    if run.returncode == 0:
        bars.update(json.loads(run.stdout))
    return run.returncode == 0


def _machine() -> dict[str, Any]:
    """What the figures were taken on; a load above the number of cores means: judge ratios only."""
    load = [round(value, 1) for value in os.getloadavg()]
    return {"system": platform.system(), "python": platform.python_version(), "cores": os.cpu_count(), "load": load}


def _table(bars: dict[str, Any], failed: list[str]) -> None:
    width = max(map(len, bars), default=0)
    print(f"\n{'':{width}} {'value':>10} {'bar':>8} {'baseline':>10}", file=sys.stderr)
    for name, each in bars.items():
        value, limit, baseline = (_short(each[key]) for key in ("value", "bar", "baseline"))
        line = f"{name:{width}} {value:>10} {limit:>8} {baseline:>10}  {each['unit']:16} {SIGNS[each['met']]}"
        print(line.rstrip(), file=sys.stderr)
    if failed:
        print(f"Did not run: {', '.join(failed)}.", file=sys.stderr)


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:,.5g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
