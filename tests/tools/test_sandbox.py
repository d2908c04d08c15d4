"""Code that nobody vouches for: it runs, it is stopped, and it reaches nothing."""

import os
import socket
import threading

import pytest

from convergio_jupyter.tools import sandbox
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.registry import built_in

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
    assert CANARY not in run.printed
    assert str(os.getpid()) not in run.printed
    assert path.read_text() == CANARY


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("open('x')", "PermissionError"),
        ("input('Name? ')", "PermissionError"),
        ("import os\nos.listdir('/')", "PermissionError"),
        ("import os\nos.stat('/')", "PermissionError"),
        ("import socket", "ModuleNotFoundError"),
        ("import numpy", "ModuleNotFoundError"),
        ("import threading\nthreading.Thread(target=print).start()", "RuntimeError"),
    ],
)
def test_what_is_not_there_is_an_error_of_the_program(code, error):
    assert errors(code) == [error]


def test_what_goes_wrong_is_told_with_its_place_and_what_was_printed_before_it():
    (run,) = sandbox.run(["print('so far')\n\nx = 1 / 0"])
    assert run == sandbox.Run("so far\n", "ZeroDivisionError", "division by zero", 3)
    (run,) = sandbox.run(["x = 1\ny = ("])
    assert (run.error, run.message, run.line) == ("SyntaxError", "'(' was never closed", 2)


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("def g():\n    yield 1\n    yield 2\nprint(list(g()))", "[1, 2]"),
        ("from fractions import Fraction\nprint(Fraction(1, 3) + Fraction(1, 6))", "1/2"),
        ("import statistics\nprint(statistics.median([3, 1, 2]))", "2"),
        ("class Dog:\n    name = 'Rex'\nprint(Dog().name)", "Rex"),
        ("import random\nrandom.seed(1)\nprint(random.randint(1, 6))", "2"),  # as CPython's own
        ("import time\nprint(time.time() > 1_700_000_000)", "True"),
        ("from datetime import date, datetime\nprint(date.today() == datetime.now().date())", "True"),
        ("from datetime import date, datetime\nprint(isinstance(datetime.now().date(), date))", "True"),
        ("from datetime import datetime\nprint(datetime.strptime('2020-03-01', '%Y-%m-%d').month)", "3"),
        ("import time\nprint(time.strftime('%Y') > '2025', time.localtime().tm_year > 2025)", "True True"),
        ("import sys\nsys.exit('bye')", "bye"),
        ("a = [1, 2]\ndel a[0]\nprint(a)", "[2]"),
        ("print('\\ud800 è 😀')", "? è 😀"),
    ],
)
def test_it_is_python(code, printed):
    (run,) = sandbox.run([code])
    assert (run.printed.rstrip(), run.error) == (printed, "")


def test_chance_is_not_the_same_each_time():
    once, again = (sandbox.run(["import random\nprint(random.random())"])[0].printed for _ in range(2))
    assert once != again


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
    sandbox._forget()  # the first of all
    found = []
    threads = [threading.Thread(target=lambda: found.extend(errors("print(1)"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [""] * 12


@pytest.mark.parametrize(
    ("code", "lang", "said"),
    [
        ("print(1)\nprint(2 / 0)", "en", "It stopped in line 2: `ZeroDivisionError: division by zero`."),
        ("while True: pass", "it", "Non arrivava alla fine, perciò è stato fermato dopo 0,1 secondi."),
        ("import os\nos.stat('/')", "en", "It stopped with `PermissionError`."),
    ],
)
def test_the_tool_says_how_a_program_ended(code, lang, said, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.1)
    assert built_in()["run_code"].run({"code": code}, Desk(lang=lang)).text.endswith(said)


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError('[a](https://x.example) <img src=x> `` ` \\n\\n# b ![c](d) $e$')",
        "raise type('[a](https://x.example)`<b>', (Exception,), {})",
        "raise ValueError('```\\n[a](https://x.example)')",
    ],
)
def test_the_words_of_an_error_are_no_markup(code):
    _, _, said = built_in()["run_code"].run({"code": code}, Desk()).text.rpartition("\n\n")
    assert said.startswith("It stopped in line 1: `")
    assert said.endswith("`.")
    assert said.count("`") == 2
    assert "\n" not in said


def test_tests_are_run_as_a_lesson_writes_them():
    case = "import unittest\nclass T(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, 3)\n"
    (ran,) = sandbox.run([case + "unittest.main()"])
    assert not ran.error
    assert "AssertionError: 2 != 3" in ran.printed
    assert "FAILED (failures=1)" in ran.printed


def test_a_path_has_parts_and_no_file():
    assert sandbox.run(["from pathlib import Path\nprint(Path('a') / 'b.txt')"])[0].printed == "a/b.txt\n"
    assert errors("from pathlib import Path\nPath('b.txt').read_text()") == ["PermissionError"]


def test_who_misses_a_module_is_told_what_there_is():
    said = built_in()["run_code"].run({"code": "import numpy"}, Desk()).text
    assert "No module named 'numpy'`.\n\nThere is only a part of Python's standard library here" in said
    assert "standard library" not in built_in()["run_code"].run({"code": "1 / 0"}, Desk()).text


def test_it_needs_no_folder_to_keep_the_machine_code_in(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "none"))
    assert sandbox._engine.__wrapped__() is not None
