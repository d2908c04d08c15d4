"""The program that runs a learner's code: it gets one piece after the other, and says how each one ended.

It is started from its source text, in an empty folder, by :mod:`.confined`, and imports nothing of ours. What it says
is not trusted: the code that it runs shares this process. So a piece comes only when the one before it has ended, and
whoever asks takes from an answer no more than it must.
"""

import contextlib
import io
import json
import os
import sys
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
_RUN, _COMPILE = exec, compile  # an answer may put something else in their place for what is checked after it
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
    print(json.dumps({"ready": True}), file=said, flush=True)
    names = fresh()
    for line in asked:
        code = json.loads(line)
        if code is None:
            names = fresh()
        print(json.dumps(run(code or "", names)), file=said, flush=True)


def fresh() -> dict[str, Any]:
    return {"__name__": "__main__", "__builtins__": __builtins__}


def run(code: str, names: dict[str, Any]) -> dict[str, Any]:
    printed = Printed()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            _RUN(_COMPILE(code, "<answer>", "exec"), names)
            answer: dict[str, Any] = {}
        except BaseException as error:
            answer = explained(error)
    return {**answer, "printed": printed.getvalue()}


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
