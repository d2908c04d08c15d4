"""Does work whose end nobody can promise in a process of its own, which can be stopped; a thread cannot.

Algebra is such work: what a model or a learner writes may look short and take for ever, in time or in memory. The
process keeps sympy loaded for the next use, so that only the first one waits for it, and the server never has to hold
it. It gets no key from our environment, ends by itself when nobody needs it, and with us.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from .core.i18n import Unable

Work = Callable[..., Any]  # a function of a module of this package, of JSON to JSON

SECONDS = 4.0  # for one piece of work
START_SECONDS = 15.0  # for a process to load what it needs, on a slow disk
WAIT_SECONDS = 6.0  # for a process to become free
LONGEST = 30.0  # what whoever works here may promise: more than all of these together
IDLE_SECONDS = 300.0  # after which a process goes away
MEMORY = 2**30  # bytes of addresses, where the system can limit them
PROCESSES = 2
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "HOME")


def aside(work: Work, *arguments: Any, lang: str = "en", seconds: float = 0.0) -> Any:
    """What ``work`` gives for ``arguments``, in a process of its own.

    It may take ``seconds``; 0 is what a piece of work may take as a rule. Blocks until then, and for a free process.
    Raises ``Unable`` where the work does, where it takes too long, and where no process is free in time.
    """
    request = json.dumps([work.__module__.removeprefix(f"{__package__}."), work.__name__, arguments])
    with _process(lang) as process:
        said = process.answer(request, seconds or SECONDS)
        if not said.endswith("\n"):
            process.stop()
            raise _too_long(lang)
    answer = json.loads(said)
    if "unable" in answer:
        raise Unable(answer["unable"], lang, **answer["values"])
    if "exhausted" in answer:
        raise _too_long(lang)
    if "fault" in answer:
        raise RuntimeError(answer["fault"])
    return answer["given"]


def is_installed(library: str) -> bool:
    """Whether what the work needs is there: it would be missed only in the other process."""
    return importlib.util.find_spec(library) is not None


class _Process:
    """One process that works for us, one piece after the other."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        # -P: a file of the learner's called json.py, beside the notebook, must not be imported here.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            encoding="utf-8",
        )
        self.ready = bool(self._line(START_SECONDS))

    def alive(self) -> bool:
        return self._process.poll() is None

    def answer(self, request: str, seconds: float) -> str:
        """What the process says to ``request``; empty where it had to be stopped, or went away."""
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(request + "\n")
            self._process.stdin.flush()
        except OSError:
            self.stop()
            return ""
        return self._line(seconds)

    def stop(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()

    def _line(self, seconds: float) -> str:
        assert self._process.stdout is not None
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            return self._process.stdout.readline()
        finally:
            timer.cancel()


_idle: list[_Process] = []
_places = threading.BoundedSemaphore(PROCESSES)


@contextlib.contextmanager
def _process(lang: str) -> Iterator[_Process]:
    """A process that nobody else uses: one that waits, or a new one."""
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise Unable("Others are calculating now: try again in a moment.", lang)
    try:
        while _idle:
            process = _idle.pop()
            if process.alive():
                break
            process.stop()
        else:
            process = _Process()
        if not process.ready:
            process.stop()
            raise Unable("The part that calculates did not start: try again.", lang)
        try:
            yield process
        finally:
            if process.alive():
                _idle.append(process)
            else:
                process.stop()
    finally:
        _places.release()


def _too_long(lang: str) -> Unable:
    return Unable("That takes too long to work out: make it smaller or simpler.", lang)


def _serve() -> None:
    """Answers request after request, until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _limit_memory()
    with contextlib.suppress(ImportError):  # files are read without it
        import sympy  # noqa: F401

    _say(answers, {"ready": True})
    clock = _count_down()
    for line in sys.stdin:
        clock.cancel()
        _say(answers, _answer(line))
        clock = _count_down()
    os._exit(0)


def _answer(line: str) -> dict[str, Any]:
    module, name, arguments = json.loads(line)
    try:
        work: Work = getattr(importlib.import_module(f"{__package__}.{module}"), name)
        return {"given": work(*arguments)}
    except Unable as unable:
        return {"unable": unable.why.text, "values": {name: str(value) for name, value in unable.why.values.items()}}
    except (MemoryError, RecursionError, OverflowError):
        return {"exhausted": True}
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"[:500]}


def _say(answers: IO[str], answer: Mapping[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def _count_down() -> threading.Timer:
    timer = threading.Timer(IDLE_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()
    return timer


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and does not keep it
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _serve()
