"""What every worker process does around its model: hold the lock, write its card, leave when nobody asks.

There is one worker for each run folder: a lock decides. It listens on loopback, with a key that is made anew at each
start and kept in a file that only its owner can read. It ends by itself when nobody has asked for a while, or when its
file is gone.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NoReturn

LOCKED = 3  # exit status: another worker holds the lock
NICENESS = 5  # whoever carries the words to the page goes first; on few cores they would wait behind the next word


def parser() -> argparse.ArgumentParser:
    """The options that every worker has."""
    found = argparse.ArgumentParser()
    found.add_argument("--run-dir", type=Path, required=True)
    found.add_argument("--model", required=True)
    found.add_argument("--context", type=int, required=True, help="tokens")
    found.add_argument("--threads", type=int, required=True)
    found.add_argument("--idle", type=float, required=True, help="seconds")
    return found


def hold(run_dir: Path) -> IO[str]:
    """The lock of ``run_dir``, held for as long as what is returned; ends the process where another holds it."""
    lock = lock_file(run_dir / "worker.lock")
    if lock is None:
        sys.exit(LOCKED)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    return lock


def lock_file(path: Path) -> IO[str] | None:
    """The file, locked for this process until it ends; None if another process holds it."""
    file = path.open("a")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def new_key() -> str:
    return secrets.token_urlsafe(24)


def serve(options: argparse.Namespace, url: str, key: str, activity: Callable[[], object]) -> NoReturn:
    """Says where this worker listens, and ends it when ``activity`` has not changed for long."""
    card = options.run_dir / "worker.json"
    _write_private(card, {"url": url, "key": key, "pid": os.getpid(), "model": options.model})
    _wait_until_idle(activity, card, options.idle)
    with contextlib.suppress(OSError):
        card.unlink()
    # The threads of a model need no farewell; a clean interpreter exit would wait for them.
    os._exit(0)


def _wait_until_idle(activity: Callable[[], object], card: Path, idle_seconds: float) -> None:
    last_used, seen = time.monotonic(), activity()
    while time.monotonic() - last_used < idle_seconds:
        time.sleep(1)
        now = activity()
        if now != seen:
            last_used, seen = time.monotonic(), now
        if not _is_ours(card):
            return


def _is_ours(card: Path) -> bool:
    try:
        return bool(json.loads(card.read_text(encoding="utf-8"))["pid"] == os.getpid())
    except (OSError, ValueError, KeyError):
        return False


def _write_private(path: Path, data: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(data, file)
    part.replace(path)
