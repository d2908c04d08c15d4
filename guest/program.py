"""The Python that runs inside the WASM guest; `hatch_build.py` bakes it and what it imports into one component.

The guest has no WASI: whatever asks the system for something ends the run. What is done here only makes honest programs
fail with a sentence of Python's own in place of that; safety does not depend on it.
"""

import datetime
import importlib
import io
import os
import random
import sys
import time
import types

import wit_world
from wit_world import Ran

BAKED_IN = """
_strptime array ast base64 bisect calendar cmath collections.abc contextlib copy csv dataclasses decimal difflib enum
fractions functools graphlib hashlib heapq html inspect io itertools json keyword locale logging math numbers operator
pathlib pprint queue re secrets shutil statistics string struct textwrap threading traceback types typing unicodedata
unittest uuid warnings weakref zlib
"""
PIECE = "<program>"
LONGEST = 500  # characters of a message


class WitWorld(wit_world.WitWorld):
    def __init__(self) -> None:
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main  # where unittest looks for tests
        self._space = main.__dict__

    def feed(self, piece: str, now: float) -> Ran:
        if not clock.now:
            clock.now = now
            random.seed(now)  # else it would be as it was when this was baked
        sys.argv = ["program"]  # which is empty here, whatever it was when this was baked
        sys.stdout = sys.stderr = out = Lines()
        ran = ended(piece, self._space)
        out.flush()
        return ran


class Lines(io.TextIOBase):
    """Passes on what is printed line by line, so that it is there even of a program that is stopped."""

    def __init__(self) -> None:
        self._waiting: list[str] = []

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._waiting.append(text)
        if "\n" in text:
            self.flush()
        return len(text)

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, []  # also where they are too long to be joined
        if text := "".join(waiting):
            wit_world.write(sayable(text))


class Clock:
    """Stands still, but for who sleeps: a program that waits goes on at once."""

    now = 0.0

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(0.0, float(seconds))

    def read_ns(self) -> int:
        return int(self.now * 1e9)


class Kind(type):
    """The type of what takes the place of a type: what that one makes is of this one, too."""

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, cls.__base__)


class Date(datetime.date, metaclass=Kind):
    @classmethod
    def today(cls) -> datetime.date:
        return cls.fromordinal(Moment.now().toordinal())


class Moment(datetime.datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        now = cls(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=clock.now)
        return now.astimezone(tz) if tz else now.replace(tzinfo=None)

    @classmethod
    def today(cls) -> datetime.datetime:
        return cls.now()

    @classmethod
    def utcnow(cls) -> datetime.datetime:
        return cls.now()


clock = Clock()


def ended(piece: str, space: dict[str, object]) -> Ran:
    """How a piece ended. Tracebacks of the library's own would look for files."""
    try:
        exec(compile(piece, PIECE, "exec"), space)
    except SystemExit as end:
        print(end.code if isinstance(end.code, str) else "", end="")
        return Ran("", "", 0)
    except SyntaxError as error:
        return Ran(type(error).__name__, sayable(error.msg), max(0, error.lineno or 0))
    except BaseException as error:
        return Ran(type(error).__name__, sayable(message_of(error)), line_of(error))
    return Ran("", "", 0)


def message_of(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST]
    except Exception:  # its own words fail
        return ""


def line_of(error: BaseException) -> int:
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == PIECE:
            line = step.tb_lineno
        step = step.tb_next
    return line


def sayable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def watch(event: str, _: tuple[object, ...]) -> None:
    if clock.now and (event in ("open", "builtins.input") or event.startswith("os.")):  # not while it is baked
        raise PermissionError("there are no files and no keyboard in this sandbox")


def tidy() -> None:
    """Loads what there is to be, and takes away what would end a run: other modules, files, the keyboard, the clock."""
    for name in BAKED_IN.split():
        importlib.import_module(name)
    sys.addaudithook(watch)
    os.urandom = random.randbytes
    time.time = time.monotonic = time.perf_counter = time.process_time = clock.read
    time.time_ns = time.monotonic_ns = time.perf_counter_ns = time.process_time_ns = clock.read_ns
    time.sleep = clock.sleep
    split, form = time.gmtime, time.strftime
    time.gmtime = time.localtime = lambda seconds=None: split(clock.now if seconds is None else seconds)
    time.strftime = lambda format, moment=None: form(format, moment or time.gmtime())
    time.ctime = lambda seconds=None: time.asctime(time.gmtime(seconds))
    for name, kind in (("date", Date), ("datetime", Moment)):
        kind.__name__ = kind.__qualname__ = name
        kind.__module__ = "datetime"
        setattr(datetime, name, kind)
    sys.path, sys.path_hooks = [], []
    sys.meta_path = [each for each in sys.meta_path if getattr(each, "__name__", "") != "PathFinder"]
    sys.path_importer_cache.clear()
    sys.setrecursionlimit(400)


tidy()
