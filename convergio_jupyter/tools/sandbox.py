"""Runs Python that nobody vouches for: without files, network, environment or keys, in 128 MiB and 2 seconds.

The interpreter is CPython, compiled to WebAssembly with a part of its library (``guest/`` in the repository), run by
wasmtime (Apache-2.0). The guest can call one function of ours, which prints, and nothing of the system; each run has
memory of its own, and is ended from outside. Making machine code of the guest takes seconds, once: wasmtime keeps it in
the user's cache.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib.util
import lzma
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wasmtime import Engine, Store
    from wasmtime.component import Component

LIBRARY = "wasmtime"
GUEST = Path(__file__).parent / "guest" / "python.wasm.xz"
SECONDS = 2.0  # for each piece of code
MEMORY = 128 * 2**20  # bytes
MOST_PRINTED = 65_536  # characters that are kept
TICK = 0.01  # seconds between two ticks of the clock that ends a run
_making = threading.Lock()
_TRAPS = {"wasm trap: interrupt": "TimeoutError", "call stack exhausted": "RecursionError"}
_OUT_OF_REACH = "PermissionError"  # any other trap: it asked the system for something


@dataclass(frozen=True, slots=True)
class Run:
    """How one piece of code ended: what it printed, and what it raised, and where; empty where it ran through."""

    printed: str = ""
    error: str = ""
    message: str = ""
    line: int = 0  # of the piece; 0 where it is not known


def is_here() -> bool:
    """Whether the sandbox is installed (the extra ``sandbox``)."""
    return importlib.util.find_spec(LIBRARY) is not None and GUEST.exists()


def run(pieces: Sequence[str]) -> list[Run]:
    """Runs ``pieces`` one after the other, as the cells of one notebook; after the first error the rest is left.

    Blocks for as long as they take, two seconds each at most, and some seconds more where the guest is not
    :func:`prepare`\\ d. Raises nothing that the code does.
    """
    from wasmtime import Store
    from wasmtime.component import Linker

    component, engine, printed = prepare(), _engine(), _Printed()
    linker, store = Linker(engine), Store(engine)
    with linker.root() as root:
        root.add_func("write", printed)
    store.set_limits(memory_size=MEMORY)
    store.set_epoch_deadline(_ticks())
    feed: Any = linker.instantiate(store, component).get_func(store, "feed")
    runs: list[Run] = []
    with _ticker.running(engine):
        for piece in pieces:
            runs.append(_fed(feed, store, piece, printed))
            if runs[-1].error:
                break
    return runs


def errors_of(pieces: Sequence[str]) -> list[str]:
    """What each piece that was run raised, by name; empty where it ran through."""
    return [each.error for each in run(pieces)]


def prepare() -> Component:
    """The machine code of the guest: made once for each version, which takes seconds, and read from then on."""
    with _making:  # who comes second waits for the first
        return _component()


@functools.cache
def _component() -> Component:
    from wasmtime.component import Component

    return Component(_engine(), lzma.decompress(GUEST.read_bytes()))


@functools.cache
def _engine() -> Engine:
    from wasmtime import Config, Engine, WasmtimeError

    config = Config()
    config.epoch_interruption = True
    with contextlib.suppress(WasmtimeError):  # no folder to keep it in: each process makes its own
        config.cache = True
    atexit.register(_forget)  # while there is still somebody to give them back to
    return Engine(config)


def _forget() -> None:
    _component.cache_clear()
    _engine.cache_clear()


def _fed(feed: Any, store: Store, piece: str, printed: _Printed) -> Run:
    """How ``piece`` ended, in a guest that has run those before it."""
    from wasmtime import WasmtimeError

    printed.text = ""
    store.set_epoch_deadline(_ticks())
    try:
        ended = feed(store, piece.encode("utf-8", "replace").decode(), time.time())
    except WasmtimeError as error:
        said = str(error)
        return Run(printed.text, next((name for trap, name in _TRAPS.items() if trap in said), _OUT_OF_REACH))
    return Run(printed.text, ended.error, ended.message, ended.line)


def _ticks() -> int:
    return max(1, round(SECONDS / TICK))


class _Printed:
    """Keeps the beginning of what is printed."""

    def __init__(self) -> None:
        self.text = ""

    def __call__(self, _store: Store, text: str) -> None:
        self.text += text[: MOST_PRINTED - len(self.text)]


class _Ticker:
    """The clock of all guests: it ticks in a thread of its own, while any of them runs."""

    def __init__(self) -> None:
        self._guests, self._is_ticking, self._change = 0, False, threading.Condition()

    @contextmanager
    def running(self, engine: Engine) -> Iterator[None]:
        """Ticks for as long as the block takes."""
        with self._change:
            self._guests += 1
            if not self._is_ticking:
                threading.Thread(target=self._tick, args=(engine,), daemon=True, name="sandbox clock").start()
                self._is_ticking = True
        try:
            yield
        finally:
            with self._change:
                self._guests -= 1
                self._change.notify_all()

    def _tick(self, engine: Engine) -> None:
        began, ticks = time.monotonic(), 0
        while True:
            with self._change:
                if self._change.wait_for(lambda: not self._guests, timeout=TICK):
                    self._is_ticking = False
                    return
            due = int((time.monotonic() - began) / TICK)  # a thread may come late
            for _ in range(due - ticks):
                engine.increment_epoch()
            ticks = due


_ticker = _Ticker()
