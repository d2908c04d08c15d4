"""What tools cost: a warm run of the sandbox, and of each tool that teachers list."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from common import Bars, bar, show

from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.tools import sandbox
from convergio_jupyter.tools.base import Desk, Tool, arguments_of
from convergio_jupyter.tools.registry import built_in

RUNS = 200
PROGRAM = "total = 0\nfor i in range(100):\n    total += i\nprint(total)"
SAMPLES = {
    "calculator": {"expression": "3 km / 12 min", "to": "m/s"},
    "plot_function": {"functions": ["x^2 - 2"], "from": -3, "to": 3},
    "run_code": {"code": PROGRAM},
}


def measure() -> Bars:
    sandbox.run([PROGRAM])
    here = [_timed(lambda: exec(PROGRAM, {"print": lambda _: None})) for _ in range(RUNS)]
    warm = sorted(_timed(lambda: sandbox.run([PROGRAM])) for _ in range(RUNS))
    listed = {name for teacher in load_faculty().values() for name in teacher.tools}
    tools, desk = built_in(), Desk()
    found = {
        "sandbox, warm run, p50": bar(
            1000 * statistics.median(warm), 30, "ms", baseline=1000 * statistics.median(here),
            how=f"{RUNS} runs of a loop of 100; baseline is the same in this process",
        ),
        "sandbox, warm run, p99": bar(1000 * warm[int(RUNS * 0.99)], None, "ms", how=f"{RUNS} runs"),
        "tools listed by teachers that exist": bar(
            100 * len(listed & tools.keys()) / len(listed), 100, "%", how=f"{len(listed)} names in 20 files"
        ),
    }  # fmt: skip
    for name, arguments in SAMPLES.items():
        times = [_timed(_use(tools[name], arguments, desk)) for _ in range(21)]
        found[f"{name}, p50"] = bar(1000 * statistics.median(times[1:]), None, "ms", how="20 uses after the first")
    return found


def _use(tool: Tool, arguments: dict[str, object], desk: Desk) -> Callable[[], object]:
    return lambda: tool.run(arguments_of(tool, json.dumps(arguments), "en"), desk)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    show(measure)
