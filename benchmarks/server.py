"""Our share of a Jupyter server's start: CPU and memory until it answers, with the extension and without.

``jupyter lab`` is started afresh in turns with the extension on and off. The moment ``/api/status`` answers, the CPU
clocks and the resident memory of the whole process tree are read; and once more after a second of rest, so that
nothing can hide by being late.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

from common import Bars, bar, cpu_of_tree, difference, fresh_user, memory, show, tree
from hosts import user

from tests.e2e.conftest import TOKEN, free_port

ROUNDS = 9
REST_SECONDS = 1.0
START_SECONDS = 90
SWITCH = "--ServerApp.jpserver_extensions=convergio_jupyter={}"


class Cost(NamedTuple):
    cpu: float
    rss: float
    later_cpu: float
    later_rss: float


def measure() -> Bars:
    costs: dict[bool, list[Cost]] = {True: [], False: []}
    for number in range(ROUNDS + 1):
        for ours in (True, False) if number % 2 else (False, True):
            cost = start(ours)
            if number:
                costs[ours].append(cost)
    how = f"`jupyter lab` started {ROUNDS} times each with and without the extension, in turns; process tree at "
    return {
        "server start: CPU": _bar(costs, "cpu", 50, "ms CPU", how + "the first answer of /api/status"),
        "server start: memory": _bar(costs, "rss", 20, "MB RSS", how + "the first answer of /api/status"),
        "server start: CPU a second later": _bar(costs, "later_cpu", 50, "ms CPU", how + "1 s after it"),
        "server start: memory a second later": _bar(costs, "later_rss", 20, "MB RSS", how + "1 s after it"),
    }


def _bar(costs: dict[bool, list[Cost]], field: str, limit: float, unit: str, how: str) -> dict[str, object]:
    ours, plain = ([getattr(cost, field) for cost in costs[side]] for side in (True, False))
    return bar(difference(ours, plain), limit, unit, baseline=statistics.median(plain), how=how)


def start(ours: bool) -> Cost:
    """Starts a server, reads what it has used, and ends it."""
    with user() as home:
        port = free_port()
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
        command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", SWITCH.format(ours)]
        with (home / "server.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=home / "work", env=fresh_user(home), stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", process, home / "server.log")
            cpu, rss = cpu_of_tree(process.pid), _rss(process.pid)
            time.sleep(REST_SECONDS)
            return Cost(cpu, rss, cpu_of_tree(process.pid), _rss(process.pid))
        finally:
            process.terminate()
            process.wait(timeout=20)


def _rss(pid: int) -> float:
    return sum(memory(each) for each in tree(pid))


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS) as answer:
                answer.read()
                return
        except urllib.error.URLError:
            time.sleep(0.01)  # nobody listens yet, which costs the server nothing
    raise RuntimeError(log.read_text(errors="replace")[-2000:])


if __name__ == "__main__":
    show(measure)
