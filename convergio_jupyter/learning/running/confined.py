"""A process for code that nobody vouches for.

On Linux the kernel is the wall (Landlock and seccomp, by the library sandlock, extra ``lessons``): no file but Python's
own is readable, the folder it works in is thrown away, there is no network, and no second process. Elsewhere it has no
keys, little time and memory, and refuses what it is asked to refuse; whoever means harm gets round that, so it is
enough for a learner at their own computer, and not for a class on somebody else's.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, Protocol

Confinement = Literal["kernel", "limits"]

SECONDS = 10.0  # for all pieces together
START_SECONDS = 15.0  # for Python to start on a busy machine
MEMORY = 1 << 30  # bytes of addresses; numpy alone takes a third of it
MOST_SAID = 200_000  # characters of one answer
_LIBRARY = "sandlock"
NO_WALL = (
    "What learners run is held back by Python alone on this computer: whoever means harm gets round that, and at"
    " everything that is kept of the class. For people whom you do not know, use Linux (kernel 6.7 or newer) with"
    ' `pip install "convergio-jupyter[lessons]"`.'
)


class Ended(NamedTuple):
    """How one piece of code ended. Whoever wrote the code may have written this, too."""

    error: str = ""  # the name of what it raised; empty where it ran through
    message: str = ""
    line: int = 0
    blocked: str = ""  # file, network, process: what it wanted and did not get
    deep: bool = False  # whether it arose in something that the piece called
    printed: str = ""
    value: Any = None  # of an expression, as :func:`.values.value_of` reads it


class Stopped(Exception):
    """The process came to its end before the code did: ``why`` is ``time``, ``crash``, or ``halt`` on request."""

    def __init__(self, why: Literal["time", "crash", "halt"]) -> None:
        super().__init__(why)
        self.why = why


class Halt:
    """Ends a run on request, from any thread."""

    def __init__(self) -> None:
        self.called = False
        self._kill: Callable[[], None] = _nothing

    def call(self) -> None:
        self.called = True
        self._kill()

    @contextlib.contextmanager
    def over(self, process: _Process) -> Iterator[None]:
        """``process`` is what is ended."""
        self._kill = process.kill
        try:
            if self.called:
                process.kill()
            yield
        finally:
            self._kill = _nothing


def _nothing() -> None: ...


class _Process(Protocol):
    stdin: IO[Any] | None
    stdout: IO[Any] | None

    def kill(self) -> None: ...


@functools.cache
def confinement() -> Confinement:
    """Who keeps code in its place here: the kernel, or limits and good manners only."""
    if sys.platform != "linux" or importlib.util.find_spec(_LIBRARY) is None:
        return "limits"
    from sandlock import landlock_abi_version, min_landlock_abi

    return "kernel" if landlock_abi_version() >= min_landlock_abi() else "limits"


class Runner:
    """Runs pieces of code one after the other, as the cells of one notebook, in one process for all of them."""

    def __init__(self, process: _Process, seconds: float, halt: Halt) -> None:
        self._process = process
        self._halt = halt
        self._end = time.monotonic() + seconds
        self._late = False

    def run(self, code: str) -> Ended:
        """How ``code`` ends. Raises ``Stopped`` where it does not, or takes the process with it."""
        return _ended(self._ask(code))

    def value(self, expression: str) -> Ended:
        """How an expression ends, and its value. Raises ``Stopped`` as :meth:`run` does."""
        return _ended(self._ask([expression]))

    def _ask(self, code: str | list[str] | None) -> bytes:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write((json.dumps(code) + "\n").encode())
            stdin.flush()
        except (OSError, ValueError):
            raise Stopped("halt" if self._halt.called else "crash") from None
        return self._line(self._end - time.monotonic())

    def forget(self) -> None:
        """What was defined so far is gone: the next piece begins anew. Raises ``Stopped``."""
        self._ask(None)

    def begin(self) -> None:
        """Waits until Python has started, which does not count as the code's own time."""
        started = time.monotonic()
        self._line(START_SECONDS)
        self._end += time.monotonic() - started

    def _line(self, seconds: float) -> bytes:
        stdout = self._process.stdout
        assert stdout is not None
        timer = threading.Timer(max(0.01, seconds), self._give_up)
        timer.start()
        try:
            line: bytes = stdout.readline(MOST_SAID)
        except (OSError, ValueError):
            line = b""
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            raise Stopped("halt" if self._halt.called else "time" if self._late else "crash")
        return line

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()


@contextlib.contextmanager
def runner(
    seconds: float = SECONDS, memory: int = MEMORY, *, trusted: bool = False, halt: Halt | None = None
) -> Iterator[Runner]:
    """A process for one answer; it and its folder are gone afterwards, whatever the code did.

    ``trusted`` code is of somebody who runs it on their own computer anyway: limits are enough, and start faster.
    """
    with tempfile.TemporaryDirectory(prefix="convergio-answer-", ignore_cleanup_errors=True) as folder:
        start = _in_the_kernel if confinement() == "kernel" and not trusted else _within_limits
        halt = halt or Halt()
        with start(folder, memory) as process, halt.over(process):
            found = Runner(process, seconds, halt)
            found.begin()
            yield found


@contextlib.contextmanager
def _within_limits(folder: str, memory: int) -> Iterator[_Process]:
    process = subprocess.Popen(
        _command(memory),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, 9)
        process.kill()
        process.communicate()


@contextlib.contextmanager
def _in_the_kernel(folder: str, memory: int) -> Iterator[_Process]:
    from sandlock import Sandbox, StdioMode

    sandbox = Sandbox(
        fs_readable=_readable(),
        fs_writable=[folder, "/dev/null"],
        max_processes=1,
        max_open_files=256,
        clean_env=True,
        env=_environment(folder),
        cwd=folder,
        no_coredump=True,
    )
    process = sandbox.popen(_command(memory), stdin=StdioMode.PIPED, stdout=StdioMode.PIPED, stderr=StdioMode.NULL)
    try:
        yield process
    finally:
        process.kill()
        with contextlib.suppress(OSError):
            process.__exit__(None, None, None)


def _command(memory: int) -> list[str]:
    source = (files(__package__) / "child.py").read_text(encoding="utf-8")
    return [sys.executable, "-I", "-X", "utf8", "-c", source, str(memory), *_readable()]


def _environment(folder: str) -> Mapping[str, str]:
    """No key, no path of ours, and a home that is thrown away."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "HOME": folder, "TMPDIR": folder, "TEMP": folder, "LANG": "C.UTF-8"}


@functools.cache
def _readable() -> list[str]:
    """Python and its libraries, and those of the system; nobody's files."""
    paths = {*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable))}
    paths |= {str(Path(sys.executable).resolve().parent)}
    system = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", "/usr/local/lib", "/etc/ld.so.cache")
    devices = ("/dev/null", "/dev/urandom", "/dev/zero")
    own = Path.home().resolve()
    return [path for path in (*sorted(paths), *system, *devices) if os.path.exists(path) and Path(path) != own]


def _ended(line: bytes) -> Ended:
    """What the process said, as far as it can be read: it may be anything."""
    try:
        said = json.loads(line)
        texts = {name: str(said.get(name, ""))[:20_000] for name in ("error", "message", "blocked", "printed")}
        line_number, value = said.get("line", 0), said.get("value")
    except (ValueError, AttributeError, RecursionError):
        raise Stopped("crash") from None
    return Ended(
        line=line_number if isinstance(line_number, int) else 0, deep=said.get("deep") is True, value=value, **texts
    )
