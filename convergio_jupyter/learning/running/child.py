"""The program that runs a learner's code: it gets one piece after the other, and says how each one ended.

It is started from its source text, in an empty folder, by :mod:`.confined`, and imports nothing of ours. What it says
is not trusted: the code that it runs shares this process. So a piece comes only when the one before it has ended,
whoever asks takes from an answer no more than it must, and compares values itself where it can.
"""

import contextlib
import io
import json
import os
import sys
import types
from collections.abc import Mapping, Set
from decimal import Decimal
from fractions import Fraction
from typing import Any

MOST_PRINTED = 20_000  # characters that are kept of what a piece prints
CPU_SECONDS = 60  # more than whoever started us allows: an endless loop must not outlive a host that dies
MOST_SAID = 500  # of an error's message
# Nothing here is the wall: the system is, where it can be one. This gives the mistake its name.
BLOCKED = {
    "socket": "network",
    "subprocess": "process",
    "os.system": "process",
    "os.exec": "process",
    "os.fork": "process",
    "os.forkpty": "process",
    "os.posix_spawn": "process",
    "os.kill": "process",
    "os.killpg": "process",
    "os.remove": "file",
    "os.rename": "file",
    "os.rmdir": "file",
    "os.link": "file",
    "os.symlink": "file",
    "os.chmod": "file",
    "os.chown": "file",
    "os.truncate": "file",
    "shutil": "file",
    "winreg": "file",
    "_winapi.CreateProcess": "process",
}
# An answer may put something else in their place, for what is checked after it.
_RUN, _WORK_OUT, _COMPILE = exec, eval, compile
_LISTS = ("os.listdir", "os.scandir")
_MAKES = ("os.mkdir", "sqlite3.connect")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Blocked(PermissionError):
    """Code wanted something that an answer has no use for."""


def main(memory: int, readable: list[str]) -> None:
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    asked = os.fdopen(os.dup(0), "r", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    sys.stdin = io.StringIO()
    limit(memory)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MPLBACKEND="Agg", MPLCONFIGDIR=os.getcwd())
    sys.addaudithook(guard(os.getcwd(), readable))
    # Bound before anything runs that might put something else in their place.
    dumps, loads, write, flush, work, begin = json.dumps, json.loads, said.write, said.flush, done, fresh
    names = begin()
    answer: dict[str, Any] = {"ready": True}
    write(dumps(answer) + "\n")
    flush()
    for line in asked:
        piece = loads(line)
        if piece is None:
            names = begin()
        answer = work(piece or "", names)
        write(dumps(answer) + "\n")
        flush()


def fresh() -> dict[str, Any]:
    """The names of a module of its own: this program's are not for the code that it runs."""
    sys.modules["__main__"] = module = types.ModuleType("__main__")
    vars(module)["__builtins__"] = __builtins__
    return vars(module)


def done(piece: str | list[str], names: dict[str, Any]) -> dict[str, Any]:
    """What came of code, or of an expression, which comes as the only one of a list."""
    if isinstance(piece, str):
        return run(piece, names)
    box: dict[str, Any] = {}
    return run(piece[0], names, box) | {"value": box.get("value")}


def run(code: str, names: dict[str, Any], box: dict[str, Any] | None = None) -> dict[str, Any]:
    printed = Printed()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            if box is None:
                _RUN(_COMPILE(code, "<answer>", "exec"), names)
            else:
                box["value"] = told(_WORK_OUT(_COMPILE(code, "<answer>", "eval"), names))
            answer: dict[str, Any] = {}
        except BaseException as error:
            answer = explained(error)
    return {**answer, "printed": printed.getvalue()}


PLAIN: dict[type, Any] = {
    type(None): repr, bool: repr, int: hex, float: float.__repr__, complex: complex.__repr__, str: str.__str__,
    bytes: bytes.hex, Fraction: Fraction.__str__, Decimal: Decimal.__str__,
}  # fmt: skip


def told(value: Any, deep: int = 20) -> Any:
    """``value`` as JSON can hold it, with its kind; None where it is none of Python's own."""
    if deep < 0:
        return None
    for kind, written in PLAIN.items():
        if isinstance(value, kind):
            return [kind.__name__, written(value)]
    if isinstance(value, Mapping):
        pairs = [[told(key, deep - 1), told(each, deep - 1)] for key, each in value.items()]
        return ["dict", pairs]
    for kind, name in ((list, "list"), (tuple, "tuple"), (Set, "set")):
        if isinstance(value, kind):
            return [name, [told(each, deep - 1) for each in value]]
    return told(value.tolist(), deep - 1) if hasattr(value, "tolist") else None  # of numpy


def _reasons(error: BaseException) -> list[BaseException]:
    """An error and what it was raised for, as when a library says in its own words that there is no network."""
    reason = error.__cause__ or vars(error).get("reason")
    return [error, reason] if isinstance(reason, BaseException) else [error]


def explained(error: BaseException) -> dict[str, Any]:
    """What an error was, and on which line of the piece it arose, or was called."""
    lines = [error.lineno or 0] if isinstance(error, SyntaxError) else []
    trace, own = error.__traceback__, 0
    while trace is not None:
        own += trace.tb_frame.f_code.co_filename == "<answer>"
        if trace.tb_frame.f_code.co_filename == "<answer>":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    kind = next((str(each.args[0]) for each in _reasons(error) if isinstance(each, Blocked)), "")
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = ""
    return {
        "error": type(error).__name__[:80],
        "message": "" if kind else message[:MOST_SAID],
        "blocked": kind,
        "line": lines[-1] if lines else 0,
        "deep": own > 1,
    }


class Printed(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, MOST_PRINTED - self.tell())])
        return len(text)


def guard(home: str, readable: list[str]) -> Any:
    """An audit hook (PEP 578) that refuses files elsewhere than ``home``, the network and other processes.

    In the folders of ``readable`` files may be read, too.
    """
    own = tuple({home + os.sep, os.path.realpath(home) + os.sep})
    others = (*own, *(os.path.realpath(path) for path in readable))

    def is_within(path: Any, folders: tuple[str, ...]) -> bool:
        return (os.path.realpath(os.fsdecode(path)) + os.sep).startswith(folders)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        kind = BLOCKED.get(event) or BLOCKED.get(event.partition(".")[0])
        if event == "open" and not isinstance(arguments[0], int):
            path, mode, flags = arguments
            writes = (isinstance(mode, str) and any(sign in mode for sign in "wax+")) or (flags or 0) & _WRITES
            kind = "" if is_within(path, own if writes else others) else "file"
        elif event in _LISTS and not isinstance(arguments[0], int):
            kind = "" if is_within(arguments[0] or ".", others) else "file"
        elif event in _MAKES:
            kind = "" if arguments[0] == ":memory:" or is_within(arguments[0], own) else "file"
        if kind:
            raise Blocked(kind)

    return hook


def limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 16 * 2**20,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
