"""Does work whose end nobody can promise in a process of its own, which can be stopped; a thread cannot.

Algebra is such work: what a model asks for may look short and take for ever, in time or in memory. The process keeps
sympy loaded for the next use, so that only the first one waits for it, and the server never has to hold it. It gets no
key from our environment, ends by itself when nobody needs it, and with us.
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

from .base import Desk, Result, Run, ToolFailed

Work = Callable[[Mapping[str, Any], Desk], Result]

SECONDS = 4.0  # for one piece of work
START_SECONDS = 15.0  # for a process to load what it needs, on a slow disk
WAIT_SECONDS = 6.0  # for a process to become free
TOOL_SECONDS = 30.0  # what a tool that works here may promise: more than all of these together
IDLE_SECONDS = 300.0  # after which a process goes away
MEMORY = 2**30  # bytes of addresses, where the system can limit them
PROCESSES = 2
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "HOME")


def aside(work: Work, seconds: float = 0.0, needs: str = "") -> Run:
    """The ``run`` of a tool that does ``work``, a function of a module of this package, in a process of its own.

    It may take ``seconds``; 0 is what a piece of work may take as a rule. ``needs`` is a library of the extra
    ``tools``.
    """
    place = f"{work.__module__.removeprefix(f'{__package__}.')}:{work.__name__}"

    def run(arguments: Mapping[str, Any], desk: Desk) -> Result:
        if needs and importlib.util.find_spec(needs) is None:
            raise ToolFailed("This tool needs an extra: pip install 'convergio-jupyter[tools]'.", desk.lang)
        return _done(json.dumps([place, dict(arguments), desk.lang]), desk.lang, seconds or SECONDS)

    return run


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
        raise ToolFailed("Others are calculating now: try again in a moment.", lang)
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
            raise ToolFailed("The part that calculates did not start: try again.", lang)
        try:
            yield process
        finally:
            if process.alive():
                _idle.append(process)
            else:
                process.stop()
    finally:
        _places.release()


def _done(request: str, lang: str, seconds: float) -> Result:
    with _process(lang) as process:
        said = process.answer(request, seconds)
        if not said.endswith("\n"):
            process.stop()
            raise ToolFailed("That takes too long to work out: make it smaller or simpler.", lang)
    answer = json.loads(said)
    if "failed" in answer:
        raise ToolFailed(answer["failed"])
    if "fault" in answer:
        raise RuntimeError(answer["fault"])
    return Result(answer["text"], answer["figure"])


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
    place, arguments, lang = json.loads(line)
    module, _, name = place.partition(":")
    try:
        work: Work = getattr(importlib.import_module(f"{__package__}.{module}"), name)
        result = work(arguments, Desk(lang=lang))
    except ToolFailed as failed:
        return {"failed": str(failed)}
    except (MemoryError, RecursionError, OverflowError):
        return {"failed": str(ToolFailed("That takes too long to work out: make it smaller or simpler.", lang))}
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"[:500]}
    return {"text": result.text, "figure": result.figure}


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
