"""Memory: of the worker that holds the model, and of one more kernel that asks.

The worker's resident memory is read after it has answered a prompt of several thousand tokens; most of it is the
model's file. For the kernel, a plain ``ipykernel`` that has done nothing and one that has run ``%load_ext`` and one
``%%convergio`` over the gateway are started in turns; compared is what only that process holds, since whatever is
shared with other kernels costs nothing more.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import time
from pathlib import Path

from common import Bars, bar, difference, fresh_user, in_turns, memory, note, show
from hosts import jupyter, kernel_side, user, user_with_model
from jupyter_client.manager import start_new_kernel

from convergio_jupyter.client import connect
from convergio_jupyter.core.events import Failed, UsageReported
from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.embedded import EmbeddedProvider
from convergio_jupyter.settings import Settings

KERNELS = 7
REST_SECONDS = 1.0
LONG_PROMPT = "Sum up this text.\n" + "The river carries sand and stones to the sea, day after day. " * 380
ANSWER = "Because water is lazy."
CELLS = ["%load_ext convergio_jupyter", "%%convergio darwin\nWhy do rivers bend?"]


def measure() -> Bars:
    return {**worker(), **kernel()}


def worker() -> Bars:
    note("memory: worker")
    with user_with_model() as home:
        endpoint = asyncio.run(EmbeddedProvider(home / "data").endpoint())
        before = memory(endpoint.pid)
        client = connect(Settings(data_dir=str(home / "data")))
        read = 0
        for event in client.ask(Question(text=LONG_PROMPT, teacher="darwin", lang="en", max_tokens=64)):
            if isinstance(event, Failed):
                raise RuntimeError(event.error.message)
            if isinstance(event, UsageReported) and event.receipt.tokens:
                read = event.receipt.tokens.input
        client.close()
        after = memory(endpoint.pid)
    how = f"after an answer to a prompt of {read:,} tokens; baseline is the worker before its first question"
    return {"worker after a long prompt": bar(after, 450, "MB RSS", baseline=before, how=how)}


def kernel() -> Bars:
    note("memory: kernel")
    with user() as home, jupyter(home, CONVERGIO_SCRIPTED=ANSWER) as server, kernel_side(home, server) as place:
        size = in_turns(
            KERNELS,
            plain=lambda: memory_of_kernel(home, place, []),
            asks=lambda: memory_of_kernel(home, place, CELLS),
        )
    how = f"{KERNELS} kernels each in turns, private memory, 1 s after the last cell"
    return {
        "one more kernel that asks": bar(
            difference(size["asks"], size["plain"]), 10, "MB", baseline=statistics.median(size["plain"]), how=how
        )
    }


def memory_of_kernel(home: Path, place: dict[str, str], cells: list[str]) -> float:
    """What only this kernel's process holds, after it has run ``cells``."""
    options = {"env": fresh_user(home, **place), "cwd": str(home / "work"), "stderr": subprocess.DEVNULL}
    manager, client = start_new_kernel(kernel_name="python3", **options)
    shown: list[str] = []
    try:
        for cell in cells:
            client.execute_interactive(cell, timeout=60, output_hook=lambda message: shown.append(str(message)))
        if cells and ANSWER not in "".join(shown):
            raise RuntimeError("\n".join(shown))
        time.sleep(REST_SECONDS)
        return memory(manager.provisioner.pid, "Private")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    show(measure)
