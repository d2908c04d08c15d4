"""Finds a worker of this user, or starts it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...core.errors import RuntimeMissing, WorkerFailed, WorkerTimeout
from .process import LOCKED, lock_file

START_SECONDS = 120.0
KINDS = ("", "mlx", "openvino")  # each has a folder of its own below the run folder; llama.cpp, the first, uses that


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a worker listens. The key never leaves this computer."""

    url: str
    key: str
    pid: int
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """What a worker is started with.

    ``library`` is what it imports, and ``extra`` the part of our package that brings it.
    """

    run_dir: Path
    module: str
    model: str
    context: int
    idle_seconds: int
    library: str
    extra: str
    threads: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    start_seconds: float = START_SECONDS


def run_dirs(data_dir: Path) -> list[Path]:
    """Where the workers of this data folder leave their cards."""
    return [data_dir / "run" / kind for kind in KINDS]


def find(run_dir: Path) -> Endpoint | None:
    """The worker that runs now, if any.

    A card alone proves nothing: its process may be gone and its number given to another. A worker holds its lock for as
    long as it lives.
    """
    try:
        card = json.loads((run_dir / "worker.json").read_text(encoding="utf-8"))
        endpoint = Endpoint(card["url"], card["key"], card["pid"], card["model"])
    except (OSError, ValueError, KeyError):
        return None
    return endpoint if _is_locked(run_dir) else None


def _is_locked(run_dir: Path) -> bool:
    lock = lock_file(run_dir / "worker.lock")
    if lock is None:
        return True
    lock.close()
    return False


async def ensure(options: WorkerOptions) -> Endpoint:
    """The worker for ``options``, started if need be.

    Raises ``WorkerFailed``, ``WorkerTimeout`` or ``RuntimeMissing``.
    """
    found = find(options.run_dir)
    if found is not None and found.model == options.model:
        return found
    if found is not None:
        stop(options.run_dir)
    return await _start(options)


def stop(run_dir: Path) -> bool:
    """Ends the worker that runs now; False if there is none."""
    found = find(run_dir)
    if found is None:
        return False
    with contextlib.suppress(OSError):
        os.kill(found.pid, signal.SIGTERM)  # it holds the lock, so the number is its own
    with contextlib.suppress(OSError):
        (run_dir / "worker.json").unlink()
    return True


def default_threads() -> int:
    """Physical cores, four at most; half of that on a machine that is busy when the worker starts.

    Threads wait for each other at every step. With one busy neighbour on two cores, one thread writes 30 tokens a
    second and two write 15; alone it is 33 and 44.
    """
    cores = os.cpu_count() or 1
    threads = max(1, min(4, cores if cores <= 2 else cores // 2))
    with contextlib.suppress(OSError, AttributeError):
        if os.getloadavg()[0] > cores / 2:
            return max(1, threads // 2)
    return threads


async def _start(options: WorkerOptions) -> Endpoint:
    deadline = time.monotonic() + options.start_seconds
    options.run_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    process = _spawn(options)
    while time.monotonic() < deadline:
        await asyncio.sleep(0.02)
        found = find(options.run_dir)
        if found is not None and found.model == options.model:
            return found
        status = process.poll()
        if status == LOCKED:  # another host starts one, or an old one is about to end: wait for it, then try again
            await asyncio.sleep(0.2)
            if not _is_locked(options.run_dir):
                process = _spawn(options)
        elif status is not None:
            raise _failure(options, status)
    process.kill()
    raise WorkerTimeout(seconds=int(options.start_seconds))


def _spawn(options: WorkerOptions) -> subprocess.Popen[bytes]:
    # -P: a file of the learner's called json.py, beside the notebook, must not be imported here.
    command = [sys.executable, "-P", "-m", options.module, "--run-dir", str(options.run_dir)]
    command += ["--model", options.model, "--context", str(options.context)]
    command += ["--threads", str(options.threads or default_threads()), "--idle", str(options.idle_seconds)]
    with (options.run_dir / "worker.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **options.environment},
            start_new_session=True,
        )


def _failure(options: WorkerOptions, status: int) -> WorkerFailed | RuntimeMissing:
    log = (options.run_dir / "worker.log").read_text(encoding="utf-8", errors="replace")
    if f"No module named '{options.library}'" in log:
        return RuntimeMissing(extra=options.extra)
    return WorkerFailed(detail=f"exit status {status}: {log[-800:]}")
