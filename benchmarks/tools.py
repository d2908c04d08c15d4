"""What tools cost: a warm run of the sandbox, and of each tool that teachers list."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from common import Bars, bar, show

from convergio_jupyter.core.schema import Attachment
from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.tools import sandbox
from convergio_jupyter.tools.base import Desk, Result, Tool, arguments_of
from convergio_jupyter.tools.reading.web import fetch
from convergio_jupyter.tools.registry import built_in

RUNS = 200
PROGRAM = "total = 0\nfor i in range(100):\n    total += i\nprint(total)"
CELLS = [{"number": 1, "type": "code", "source": "1 + 1", "outputs": "2", "error": ""}]
LENT = (
    Attachment(kind="notebook", label="sums.ipynb", text=json.dumps({"cells": CELLS})),
    Attachment(kind="file", label="poem.txt", text="The rose is red."),
)
SAMPLES = {
    "calculator": {"expression": "3 km / 12 min", "to": "m/s"},
    "solve_steps": {"task": "solve", "expression": "3x + 2 = 11"},
    "plot_function": {"functions": ["x^2 - 2"], "from": -3, "to": 3},
    "plot_data": {"kind": "bar", "labels": ["a", "b"], "series": [{"values": [1, 2]}]},
    "draw_geometry": {
        "points": [{"name": "A", "x": 0, "y": 0}, {"name": "B", "x": 4, "y": 0}, {"name": "C", "x": 0, "y": 3}],
        "polygons": [["A", "B", "C"]],
    },
    "periodic_table": {"formula": "Ca(OH)2"},
    "timeline": {"events": [{"date": "-490", "label": "Marathon"}, {"date": "1969-07-20", "label": "The Moon"}]},
    "world_map": {"places": [{"name": "Rome", "lat": 41.9, "lon": 12.5}]},
    "diagram": {
        "kind": "flowchart", "edges": [{"from": "a", "to": "b"}],
        "nodes": [{"id": "a", "label": "Start"}, {"id": "b", "label": "End"}],
    },
    "look_up_word": {"word": "gravity"},
    "conjugate": {"verb": "comporre", "language": "it"},
    "run_code": {"code": PROGRAM},
    "read_notebook": {"cells": [1]},
    "read_file": {"find": "rose"},
    "search_course": {"query": "roses"},
}  # fmt: skip


def measure() -> Bars:
    sandbox.run([PROGRAM])
    here = [_timed(lambda: exec(PROGRAM, {"print": lambda _: None})) for _ in range(RUNS)]
    warm = sorted(_timed(lambda: sandbox.run([PROGRAM])) for _ in range(RUNS))
    listed = {name for teacher in load_faculty().values() for name in teacher.tools}
    tools, desk = built_in(), Desk(lent=LENT, search=lambda query: [("flowers.md", f"All about {query}.")])
    found = {
        "sandbox, warm run, p50": bar(
            1000 * statistics.median(warm), 30, "ms", baseline=1000 * statistics.median(here),
            how=f"{RUNS} runs of a loop of 100; baseline is the same in this process",
        ),
        "sandbox, warm run, p99": bar(1000 * warm[int(RUNS * 0.99)], None, "ms", how=f"{RUNS} runs"),
        "tools listed by teachers that run": bar(
            100 * sum(_runs(tools, name, desk) for name in listed) / len(listed), 100, "%", at_least=True,
            how=f"{len(listed)} names in 20 files, each used once",
        ),
    }  # fmt: skip
    for name, arguments in SAMPLES.items():
        times = [_timed(_use(tools[name], arguments, desk)) for _ in range(21)]
        found[f"{name}, p50"] = bar(1000 * statistics.median(times[1:]), None, "ms", how="20 uses after the first")
    return found


def _runs(tools: Mapping[str, Tool], name: str, desk: Desk) -> bool:
    """Whether a tool does what it is there for; one that reaches the network is tried with a site on this computer."""
    if name == "web_fetch":
        return _fetches(desk)
    return bool(name in tools and _use(tools[name], SAMPLES[name], desk)().text)


def _fetches(desk: Desk) -> bool:
    here = partial(SimpleHTTPRequestHandler, directory=str(Path(__file__).parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), here) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{site.server_port}/recall_pairs.txt"
        _, text = fetch(url, replace(desk, check=lambda _: None), allowed=lambda address: address == "127.0.0.1")
        site.shutdown()
    return "|" in text


def _use(tool: Tool, arguments: dict[str, object], desk: Desk) -> Callable[[], Result]:
    return lambda: tool.run(arguments_of(tool, json.dumps(arguments), "en"), desk)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    show(measure)
