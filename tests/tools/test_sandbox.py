"""Code that nobody vouches for: it runs, it is stopped, and it reaches nothing."""

import os
import socket
import threading

import pytest

from convergio_jupyter.tools import sandbox

pytestmark = pytest.mark.skipif(not sandbox.is_here(), reason="the extra sandbox is not installed")
CANARY = "canary-7531"


def errors(*pieces):
    return sandbox.errors_of(pieces)


def test_pieces_are_run_like_the_cells_of_one_notebook():
    runs = sandbox.run(["x = [3, 1, 2]", "x.sort()\nprint(x)", "print(sum(x) / len(x))"])
    assert [(each.printed, each.error) for each in runs] == [("", ""), ("[1, 2, 3]\n", ""), ("2.0\n", "")]


def test_nothing_is_run_after_the_first_error():
    assert errors("x = 1", "1 / 0", "print(x)") == ["", "ZeroDivisionError"]


def test_two_runs_know_nothing_of_each_other():
    assert errors("secret = 1") == [""]
    assert errors("secret") == ["NameError"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("[][1]", "IndexError"),
        ("{}['a']", "KeyError"),
        ("'a' + 1", "TypeError"),
        ("int('a')", "ValueError"),
        ("assert 1 + 1 == 3", "AssertionError"),
        ("def f(n):\n    return f(n)\nf(1)", "RecursionError"),
        ("x = (", "SyntaxError"),
    ],
)
def test_what_goes_wrong_is_named(code, error):
    assert errors(code) == [error]


@pytest.mark.parametrize(
    "code",
    [
        "open({path!r}).read()",
        "open({path!r}, 'w').write('x')",
        "from pathlib import Path\nprint(Path({path!r}).read_text())",
        "import os\nprint(os.listdir('/'))",
        "import os\nprint(os.environ)",
        "import os\nprint(os.getenv('CANARY'))",
        "import os\nos.system('id')",
        "import subprocess\nsubprocess.run(['id'])",
        "import socket\nsocket.create_connection(('127.0.0.1', {port}))",
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}')",
        "import ctypes",
        "import sys\nprint(sys.modules['os'].environ)",
        "__import__('os').system('id')",
        "eval(\"__import__('os')\")",
        "exec('import os; print(os.environ)')",
        "().__class__.__bases__[0].__subclasses__()",
        "(lambda: 0).__globals__['__builtins__']",
        "print.__self__.__dict__",
        "import builtins\nbuiltins.open({path!r})",
        "import importlib\nimportlib.import_module('os')",
    ],
)
def test_it_reaches_no_file_no_network_no_environment_and_no_process(code, tmp_path, monkeypatch):
    monkeypatch.setenv("CANARY", CANARY)
    path = tmp_path / "secret"
    path.write_text(CANARY)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        (run,) = sandbox.run([code.format(path=str(path), port=server.getsockname()[1])])
        with pytest.raises(TimeoutError):
            server.accept()
    assert run.error
    assert CANARY not in run.printed
    assert str(os.getpid()) not in run.printed
    assert path.read_text() == CANARY


def test_a_loop_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.1)
    assert errors("while True:\n    pass") == ["TimeoutError"]
    assert errors("print(1)") == [""]  # and the next one is served


@pytest.mark.parametrize("code", ["x = [0] * 10**9", "x = 'a' * 10**10", "x = 10 ** 10 ** 9", "x = list(range(10**9))"])
def test_memory_has_an_end(code, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 1.0)
    assert errors(code)[0] in ("MemoryError", "TimeoutError", "OverflowError")


def test_nobody_sleeps_in_it():
    assert errors("import time\ntime.sleep(10**6)") == [""]


def test_what_is_printed_has_an_end(monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_PRINTED", 100)
    (run,) = sandbox.run(["for i in range(10_000):\n    print('x' * 100)"])
    assert len(run.printed) == 100


def test_many_at_once_wait_for_their_turn():
    found = []
    threads = [threading.Thread(target=lambda: found.extend(errors("print(1)"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [""] * 12
