"""The process that holds the embedded model: ``python -m … --run-dir DIR --model FILE``.

It serves llama.cpp's HTTP interface (OpenAI Chat and Responses, Anthropic Messages) on loopback, with a key that is
made anew at each start and kept in a file that only its owner can read. There is one for each run folder: a lock
decides. It ends by itself when nobody has asked for a while, or when its file is gone.

Why a process of its own: the model is loaded once for all kernels, a crash takes nothing else down, and the OpenMP
settings it needs (see :mod:`.host`) would slow down NumPy in a notebook.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import sys
import time
from pathlib import Path
from typing import IO, Any

LOCKED = 3  # exit status: another worker holds the lock
SLOTS = 4
NICENESS = 5  # whoever carries the words to the page goes first; on few cores they would wait behind the next word
BATCH = 512  # tokens read between two progress reports


def main() -> None:
    options = _options()
    lock = lock_file(options.run_dir / "worker.lock")
    if lock is None:
        sys.exit(LOCKED)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    key = secrets.token_urlsafe(24)
    server = _serve(options, key)
    card = options.run_dir / "worker.json"
    _write_private(card, {"url": server.listening_address, "key": key, "pid": os.getpid(), "model": str(options.model)})
    _wait_until_idle(server, card, options.idle)
    with contextlib.suppress(OSError):
        card.unlink()
    # llama.cpp's threads need no farewell; a clean interpreter exit would wait for them.
    os._exit(0)


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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run-dir", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--alias", required=True)
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--idle", type=float, required=True, help="seconds")
    return parser.parse_args()


def _serve(options: argparse.Namespace, key: str) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(options.model)
    params.model_alias = {options.alias}
    params.n_ctx = options.context
    params.n_parallel = SLOTS
    params.kv_unified = True  # the slots share one memory, so one talk may use all of it
    params.cache_ram_mib = 0
    params.n_batch = BATCH
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.cors_origins = "http://127.0.0.1"
    params.endpoint_metrics = True
    params.ui = False
    params.offline = True
    params.verbosity = -1
    return xllamacpp.Server(params)


def _wait_until_idle(server: Any, card: Path, idle_seconds: float) -> None:
    last_used, seen = time.monotonic(), ""
    while time.monotonic() - last_used < idle_seconds:
        time.sleep(1)
        activity = server.handle_metrics()  # its counters change whenever a token is read or written
        if activity != seen:
            last_used, seen = time.monotonic(), activity
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


if __name__ == "__main__":
    main()
