"""A learner's code is checked part by part, and can do nothing but be checked."""

import json
import os
from pathlib import Path

import pytest

from convergio_jupyter.learning import running
from convergio_jupyter.learning.running import check_code, confined

AREA = "def area(a, b):\n    return a * b\n"
CHECKS = ['assert area(2, 3) == 6, "the area of 2 by 3"\nassert area(0, 3) == 0\n']


@pytest.fixture(params=["kernel", "limits"])
def tier(request, monkeypatch):
    """Each way of keeping code in its place that this system has."""
    if request.param == "kernel" and confined.confinement() != "kernel":
        pytest.skip("this system cannot confine a process")
    monkeypatch.setattr(confined, "confinement", lambda: request.param)
    return request.param


def test_every_assert_is_a_part_of_its_own(tier):
    report = check_code("def area(a, b):\n    return a + 3\n", CHECKS)
    assert [(part.passed, part.label) for part in report.parts] == [
        (False, "the area of 2 by 3"),
        (False, "area(0, 3) == 0"),
    ]
    assert not report.passed
    report = check_code("def area(a, b):\n    return a + 4 if a else 0\n", CHECKS)
    assert [part.passed for part in report.parts] == [True, True]
    assert report.passed


def test_what_prepares_a_check_is_no_part_of_it(tier):
    report = check_code(
        "x = [3, 1]", ["copy = sorted(x)\nfor each in copy:\n    assert each > 0\nassert copy == [1, 3]"]
    )
    assert [part.passed for part in report.parts] == [True, True]


def test_an_error_in_one_part_does_not_hide_the_next(tier):
    report = check_code("def area(a, b):\n    return a / b\n", ["assert area(1, 0) == 0\nassert area(4, 2) == 2\n"])
    assert [part.passed for part in report.parts] == [False, True]
    assert report.parts[0].note == "ZeroDivisionError: division by zero"


def test_what_fails_only_because_something_before_it_did_is_not_explained_again(tier):
    check = (
        "hydrogen, oxygen = numbers\nleft = 2 * hydrogen\nassert left == 4, 'hydrogen'\nassert oxygen == 1, 'oxygen'"
    )
    report = check_code("other = 1", [check])
    assert [(part.label, part.note) for part in report.parts] == [
        ("", "There is no “numbers” yet: look how it is written."), ("hydrogen", ""), ("oxygen", ""),
    ]  # fmt: skip
    first, *others = check_code("numbers = [2, 1, 3]", [check]).parts
    assert first.note == "Here 2 values are wanted, one beside the other."
    assert [part.note for part in others] == ["", ""]
    assert check_code("numbers = [2, 1]", [check]).passed


@pytest.mark.parametrize(
    ("answer", "check", "note"),
    [
        ("def f(a):\n    print(a * 2)", "assert f(2) == 4", "Nothing comes back here: is there a “return”?"),
        ("def f(a): pass", "assert abs(f(2) - 4) < 0.1", "Nothing comes back here: is there a “return”?"),
        ("def f(a): pass\nx = f(1)", "assert x == 4", "This does not hold yet."),
        (
            "def f(a): return '4'",
            "assert f(2) == 4",
            'What comes out is a text, as "1"; what is wanted is a number, as 1.',
        ),
        (
            "def f(a): return [1, 2]",
            "assert f(2) == (1, 2)",
            "a list, as [1, 2]; what is wanted is a tuple, as (1, 2).",
        ),
        (
            "def f(a): return [2, 1, 1]",
            "assert f(2) == {1, 2}",
            "a list, as [1, 2]; what is wanted is a set, as {1, 2}.",
        ),
        ("def f(a): return [1, 3]", "assert f(2) == (1, 2)", "This does not hold yet."),
        ("def f(a): return 4.0", "assert f(2) == 5", "This does not hold yet."),
        ("def f(a): return [[1], [2]]", "assert f(2) == {1, 2}", "This does not hold yet."),
        ("def f(a): return 10**6000", "assert f(2) == 'a'", "This does not hold yet."),
    ],
)
def test_of_a_value_that_is_not_right_it_is_told_what_kind_it_is(tier, answer, check, note):
    (part,) = check_code(answer, [check]).parts
    assert not part.passed
    assert note in part.note
    assert check_code(answer, [], [check]).parts[0].note == ""


def test_of_a_hidden_part_nothing_is_told_even_if_the_answer_tries(tier):
    spying = (
        "import inspect\n"
        "def area(a, b):\n"
        "    frame = inspect.currentframe().f_back\n"
        "    print(frame.f_code.co_consts)\n"
        "    raise ValueError(frame.f_code.co_consts)\n"
    )
    report = check_code(spying, [], hidden=['assert area(31, 17) == 527, "the secret product"'])
    assert "527" not in json.dumps(report)
    assert "secret" not in json.dumps(report)
    assert [(part.passed, part.label, part.note, part.hidden) for part in report.parts] == [(False, "", "", True)]


@pytest.mark.parametrize(
    "trick",
    [
        "import builtins\nbuiltins.exec = builtins.compile = builtins.eval = lambda *_, **__: None",
        'import json\njson.dumps = lambda *_, **__: \'{"printed": ""}\'',
        "import __main__\n__main__.run = __main__.done = lambda *_: {'printed': ''}\n__main__.explained = lambda _: {}",
        "import sys\nsys.modules['__main__'].told = lambda *_: ['int', '0x6']",
        "import io\nio.TextIOWrapper.write = lambda *_: 0",
    ],
)
def test_an_answer_cannot_put_something_else_in_the_place_of_what_runs_the_checks(tier, trick):
    report = check_code(trick, [*CHECKS, "assert area(2, 3)"])
    assert not any(part.passed for part in report.parts)


def test_an_answer_cannot_read_what_is_right_from_who_calls_it(tier):
    copied = (
        "import sys\ndef area(a, b):\n    found = [each for each in sys._getframe(1).f_code.co_consts if each]\n"
        "    return found[-1] if found else 0\n"
    )
    report = check_code(copied, ["assert area(2, 3) == 6"], hidden=["assert abs(area(31, 17) - 527) < 0.1"])
    assert [part.passed for part in report.parts] == [False, False]


@pytest.mark.parametrize(
    ("answer", "check"),
    [
        ("x = [1, 2.5, 'a', None, True, b'c', 1j]", "assert x == [1, 2.5, 'a', None, True, b'c', 1j]"),
        ("x = {'a': {1, 2}, (1, 2): [frozenset({3})]}", "assert x == {'a': {1, 2}, (1, 2): [{3}]}"),
        ("from fractions import Fraction\nx = Fraction(5, 6)", "assert x == Fraction(5, 6)"),
        ("from decimal import Decimal\nx = Decimal('0.5')", "assert 0.5 == x"),
        ("from collections import Counter\nx = Counter('aab')", "assert x == {'a': 2, 'b': 1}"),
        ("x = {'a': 1}.keys()", "assert x == {'a'}"),
        ("x = 10 ** 4_000", f"assert x == 1{'0' * 4_000}"),
        ("x = 3.501", "assert abs(x - 3.5) < 0.01\nassert abs(3.5 - x) <= 0.01"),
        ("x = 1 / 3", "import math\nassert math.isclose(x, 0.333333333333, rel_tol=1e-9)"),
        ("x = None", "assert x is None"),
        ("import enum\nclass Colour(enum.IntEnum):\n    RED = 1\nx = Colour.RED", "assert x == 1"),
    ],
)
def test_values_are_compared_as_python_compares_them(tier, answer, check):
    assert check_code(answer, [check]).passed
    assert not check_code("x = 'something else'", [check]).passed


def test_an_answer_that_is_equal_to_anything_is_none(tier):
    sly = "class Sly(int):\n    def __eq__(self, other):\n        return True\ndef area(a, b):\n    return Sly(1)\n"
    report = check_code(sly, CHECKS, hidden=["assert area(31, 17) == 527"])
    assert [part.passed for part in report.parts] == [False, False, False]
    report = check_code(sly, ["assert area(2, 3) == 2 * 3"])
    assert [part.passed for part in report.parts] == [False]
    assert "equal to anything" in report.parts[0].note


def test_an_answer_may_say_what_it_is_equal_to(tier):
    point = "class Point:\n    def __init__(self, x):\n        self.x = x\n"
    point += "    def __eq__(self, other):\n        return self.x == other.x\n"
    steps = "steps = iter([1, 2])\n"
    assert check_code(point, ["assert Point(1) == Point(1)\nassert not Point(1) == Point(2)"]).passed
    assert check_code(steps, ["assert next(steps) == 1\nassert next(steps) == 2"]).passed


def test_a_stub_is_no_answer_yet(tier):
    assert check_code("raise NotImplementedError", CHECKS).empty
    assert check_code("# here\n", CHECKS).empty
    report = check_code("def area(a, b):\n    raise NotImplementedError", CHECKS)
    assert [part.note for part in report.parts] == ["There is no answer yet."] * 2


def test_a_fault_says_its_line_in_the_readers_language(tier):
    assert check_code("x = 1\ny = (", CHECKS).line == 2
    report = check_code("x = 1\nprint('seen')\ny = z", CHECKS, lang="it")
    assert (report.line, report.fault) == (3, "Riga 3: “z” non c'è ancora: guarda come si scrive.")
    assert report.printed == "seen\n"
    assert report.parts == ()


def test_what_is_given_runs_before_the_answer(tier):
    assert check_code("y = x + 1", ["assert y == 3"], given="x = 2").passed


WANTED = {
    "file": [
        "open('/etc/passwd').read()",
        "open('/tmp/x', 'w')",
        "import os; os.remove('/tmp/x')",
        "import os; print(os.listdir('/'))",
        "import os; print(list(os.scandir('/')))",
        "import os; os.mkdir('/tmp/x')",
        "import sqlite3; sqlite3.connect('/tmp/x.sqlite3')",
    ],
    "network": ["import socket; socket.create_connection(('127.0.0.1', 80))"],
    "process": [
        "import subprocess; subprocess.run(['ls'])",
        "import os\nwhile True: os.fork()",
        "import os; os.system('ls')",
    ],
}


@pytest.mark.parametrize("code", [code for codes in WANTED.values() for code in codes])
def test_an_answer_reaches_nothing(tier, code):
    wanted = next(kind for kind, codes in WANTED.items() if code in codes)
    report = check_code(code, CHECKS)
    sentence = {"file": "files", "network": "network", "process": "programs"}[wanted]
    assert sentence in report.fault


def test_in_its_own_folder_and_in_memory_an_answer_may_do_what_it_likes(tier):
    code = (
        "import os, sqlite3\n"
        "os.mkdir('mine')\nopen('mine/x', 'w').write('1')\n"
        "found = os.listdir(), os.listdir('mine'), [each.name for each in os.scandir('mine')]\n"
        "rows = sqlite3.connect(':memory:').execute('select 1').fetchall()\n"
    )
    assert check_code(code, ["assert found == (['mine'], ['x'], ['x'])\nassert rows == [(1,)]"]).passed


def test_the_key_beside_a_lesson_cannot_be_read(tier, tmp_path):
    key = tmp_path / "lesson.key.json"
    key.write_text("42")
    report = check_code(f"print(open({str(key)!r}).read())", CHECKS)
    assert "files" in report.fault
    assert "42" not in report.printed


@pytest.mark.skipif(confined.confinement() != "kernel", reason="this system cannot confine a process")
@pytest.mark.parametrize(
    "code",
    [
        "import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.open(b'{key}', 0) >= 0)",
        "import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.fork() > 0)",
        "import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.kill({pid}, 0) == 0)",
        "import ctypes\nlibc = ctypes.CDLL(None)\ns = libc.socket(2, 1, 0)\n"
        "a = (2).to_bytes(2, 'little') + ({port}).to_bytes(2, 'big') + bytes([127, 0, 0, 1]) + bytes(8)\n"
        "print(s >= 0 and libc.connect(s, a, 16) == 0)",
    ],
)
def test_the_kernel_refuses_what_goes_round_python(code, tmp_path):
    import socket

    key = tmp_path / "key"
    key.write_text("42")
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = code.format(key=key, pid=os.getpid(), port=server.getsockname()[1])
        report = check_code(code, ["assert True"])
    assert report.printed.strip() == "False", report


def test_the_environment_holds_nothing_of_ours(tier, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    report = check_code("import os; print(dict(os.environ))", ["assert True"])
    assert "canary" not in report.printed


def test_an_endless_loop_and_too_much_memory_come_to_an_end(tier):
    assert "longer than 1 seconds" in check_code("while True: pass", CHECKS, seconds=1).fault
    assert "memory" in check_code("x = bytearray(2**34)", CHECKS).fault
    assert "without end" in check_code("def f(): f()\nf()", CHECKS).fault
    assert "ended Python" in check_code("import os; os._exit(0)", CHECKS).fault


@pytest.mark.skipif(os.name != "posix", reason="only there are processes limited by what they compute")
def test_a_loop_does_not_outlive_a_host_that_dies(tier):
    code = "import resource\nprint(resource.getrlimit(resource.RLIMIT_CPU)[0])"
    assert 0 < int(check_code(code, [], []).printed) <= 60


def test_after_a_loop_without_end_in_a_check_the_rest_counts_as_not_reached(tier):
    answer = "def area(a, b):\n    while a == 0: pass\n    return a * b\n"
    report = check_code(answer, [*CHECKS, "assert area(1, 1) == 1"], seconds=1)
    assert [part.passed for part in report.parts] == [True, False, False]
    assert [bool(part.note) for part in report.parts] == [False, True, False], "it is said once"


def test_a_huge_answer_and_null_bytes_get_a_sentence(tier):
    assert "100,000 characters" in check_code("x" * 1_000_000, CHECKS).fault
    assert check_code("x = '\0'", CHECKS).fault
    assert check_code("(" * 5_000 + ")" * 5_000, CHECKS).fault


def test_what_is_printed_has_an_end(tier):
    assert len(check_code("print('x' * 10**6)", ["assert True"]).printed) <= 20_000


def test_nothing_is_left_behind(tier, tmp_path, monkeypatch):
    monkeypatch.setattr(confined.tempfile, "tempdir", str(tmp_path))
    assert check_code("open('note.txt', 'w').write('x')", ["assert open('note.txt').read() == 'x'"]).passed
    assert list(tmp_path.iterdir()) == []


def test_libraries_of_this_python_can_be_used(tier):
    pytest.importorskip("numpy")
    assert check_code("import numpy\nx = numpy.arange(4)", ["assert x.sum() == 6"]).passed


def test_the_child_is_part_of_the_package():
    assert (Path(running.__file__).parent / "child.py").exists()
