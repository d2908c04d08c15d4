"""Code is told line by line from its syntax tree, and never run."""

import ast

import pytest

from convergio_jupyter.plainly import words
from convergio_jupyter.plainly.code import MOST_LINES, broken, explained, is_readable, names_in
from convergio_jupyter.plainly.statements import Reader

LOOP = """import math
total = 0
for name in names:
    if len(name) > 3:
        total += 1
    elif name:
        print(name)
    else:
        break
squares = [n**2 for n in range(10) if n > 2]
total"""


def said(source, lang="en"):
    return "\n".join(explained(source, lang))


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "en",
            [
                "- Line 1: loads the module `math`, for roots, sines, pi and more of mathematics.",
                "- Line 2: gives the value `0` the name `total`.",
                "- Line 3: repeats what stands below it for each `name` in `names`.",
                "  - Line 4: does what stands below it only if this is true: `len(name) > 3`. "
                "`len` counts how many things are in something.",
                "    - Line 5: adds `1` to `total`.",
                "  - Line 6: otherwise, does what stands below it if this is true: `name`.",
                "    - Line 7: writes `name` below the cell.",
                "  - Otherwise:",
                "    - Line 9: leaves the loop.",
                "- Line 10: makes a list with the name `squares`: `n**2` for each `n` in `range(10)`. "
                "Only those count for which this is true: `n > 2`. "
                "`range` gives whole numbers one after the other; the number that marks the end is left out.",
                "- … and so on from line 11.",
                "",
                "Names that it makes: `math`, `name`, `squares`, `total`.",
                "Names that it needs from elsewhere, so run the cells that make them first: `names`.",
            ],
        ),
        (
            "it",
            [
                "- Riga 1: carica il modulo `math`, che serve per questo: radici, seni, pi greco e altra matematica.",
                "- Riga 2: dà al valore `0` il nome `total`.",
                "- Riga 3: ripete quello che sta sotto per ogni `name` in `names`.",
            ],
        ),
    ],
)
def test_a_cell_is_told_line_by_line_as_it_is_indented(lang, lines):
    assert explained(LOOP, lang)[: len(lines)] == lines


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def area(width, *, height=2):\n    return width * height", "with `width`, `height`."),
        ("def area(width):\n    return 2 * width", "ends the function and gives `2 * width` back."),
        ("from math import pi as p", "takes `pi` (here called `p`) from the module `math`."),
        ("import numpy as np", "Here it is called `np`."),
        ("from .b import c", "takes `c` from the module `.b`."),
        ("a, b = b, a", "gives each of the names `a, b` a part of `b, a`, in this order."),
        ("def f():\n    yield 1", "hands out `1`, and waits until the next one is asked for."),
        ("for x in xs:\n    break\nelse:\n    f(x)", "- Once that is over, unless a `break` ended it:"),
        ("try:\n    f()\nexcept E:\n    g()\nelse:\n    h()", "- If there was no error:"),
        ("print(1, file=target)", "writes to `target`: `print(1, file=target)`."),
        ("import matplotlib.pyplot as plt\nplt.show()", "`show` shows a drawing."),
        ("with open('a.txt') as f:\n    f.read()", "`read` gives all that stands in a file."),
        ("while n > 0:\n    n -= 1", "as long as this is true: `n > 0`."),
        ("with open('a.txt') as f:\n    f.read()", "opens `open('a.txt')` for what stands below it"),
        (
            "try:\n    int(x)\nexcept ValueError:\n    pass",
            "Line 3: does what stands below it on an error of the kind `ValueError`.",
        ),
        ("ages = {'Ada': 36, 'Alan': 41}", "makes a dictionary, `{'Ada': 36, 'Alan': 41}`, with the name `ages`."),
        (
            "{k: v for k, v in pairs}\nd = {k: v for k, v in pairs}",
            "makes a dictionary with the name `d`: `k: v` for each `k, v`",
        ),
        ("double = lambda x: 2 * x", "makes a small function with the name `double`"),
        ("class Dog:\n    pass", "makes the class `Dog`"),
        ("assert x > 0", "stops with an error unless this is true: `x > 0`."),
        (
            "names = []\nnames.append('Ada')",
            "calls `names.append('Ada')`. `append` adds one thing at the end of a list.",
        ),
        ("text = f'{name} {value}'", "works out `f'{name} {value}'` and gives the result the name `text`."),
    ],
)
def test_each_common_construct_has_its_words(source, told):
    assert told in said(source)


@pytest.mark.parametrize(
    ("source", "untold"),
    [
        ("response = requests.get(url)\nthread.join()\ndf.pop('a')", ["under a key", "of several", "takes one thing"]),
        ("box = {}\nbox = Shop()\nbox.get(1)", ["under a key"]),
        ("def f(box):\n    box.append(1)\nbox = []", ["end of a list"]),
        ("def f(x):\n    x + 1\nfor n in ns:\n    n + 1\n1 + 1\nx = 2", ["the last line of a cell"]),
        ("def print(x):\n    pass\nprint(1)", ["below the cell"]),
    ],
)
def test_what_is_not_sure_is_not_said(source, untold):
    assert [each for each in untold if each in said(source)] == []


@pytest.mark.parametrize(
    ("source", "made", "needed"),
    [
        ("total += 1", "", "`total`"),
        ("x = x + 1", "", "`x`"),
        ("a, b = b, a", "", "`a`, `b`"),
        ("for n in ns:\n    total = total + n", "`n`", "`ns`, `total`"),
        ("def f(x):\n    return g(x)\nprint(x)", "`f`", "`g`, `x`"),
        ("def f():\n    return later\nlater = 1", "`f`, `later`", ""),
        ("del x", "", "`x`"),
        ("x = 0\nx += 1\ny = [x for x in range(x)]", "`x`, `y`", ""),
        ("with open('a') as f, f:\n    pass\ntry:\n    g = f\nexcept E as e:\n    print(e)", "`f`, `g`", "`E`"),
    ],
)
def test_a_name_that_is_read_before_it_is_made_is_needed(source, made, needed):
    told = said(source)
    assert (f"Names that it makes: {made}." in told) == bool(made)
    assert (f"make them first: {needed}." in told) == bool(needed)


@pytest.mark.parametrize(
    "source",
    [
        f"print({'a,' * 9_900})",
        f"del {'a,' * 9_900}a",
        f"with {'a,' * 5_000}a: pass",
        f"{'a=' * 5_000}1",
        f"from m import {'a,' * 9_000}a",
        f"import {'a,' * 9_000}a",
        f"def f():\n    global {'a,' * 9_000}a",
        f"def f({','.join(f'a{number}' for number in range(3_000))}): pass",
        f"x = [a for a in b {'if a ' * 3_000}]",
    ],
)
def test_of_a_long_row_only_its_beginning_is_looked_at(source, monkeypatch):
    looks, look = [], Reader._code
    monkeypatch.setattr(Reader, "_code", lambda reader, node: looks.append(node) or look(reader, node))
    monkeypatch.setattr(ast, "get_source_segment", None)  # splits all of the source each time
    assert len(said(source)) < 600
    assert "…" in said(source)
    assert len(looks) < 50


def test_what_a_function_of_their_own_is_called_is_no_builtin_of_pythons():
    assert "`sum` adds them up" in said("sum(numbers)")
    assert "`sum` adds them up" not in said("def sum(numbers):\n    return 0\nsum([1])")


def test_nothing_is_run(tmp_path):
    target = tmp_path / "made.txt"
    explained(f"open({str(target)!r}, 'w').write('x')\nraise SystemExit", "en")
    assert not target.exists()


def test_no_more_lines_are_told_than_one_reads():
    told = explained("\n".join(f"x{n} = {n}" for n in range(300)), "en")
    assert len(told) <= MOST_LINES + 4
    assert f"- … and so on from line {MOST_LINES + 1}." in told


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("%pip install rich\nx = 1", "Line 1: a command to Jupyter that installs packages: `%pip install rich`."),
        ("!ls\nx = 1", "Line 1: a command to the computer's own shell: `!ls`."),
        ("len?", "Line 1: a command to Jupyter, and not Python: `len?`."),
        ("%%time\nx = 1", "Line 2: gives the value `1` the name `x`."),
        ("%%html\n<b>x</b>", "so what follows is not read as Python here: `%%html`."),
        ("files = !ls", "Line 1: a command to the computer's own shell: `files = !ls`."),
        ("files = !ls\nprint(files)", "Names that it makes: `files`."),
        ("took = %timeit -o f()", "Line 1: a command to Jupyter, and not Python: `took = %timeit -o f()`."),
        ("if x:\n    !ls\nelse:\n    !pwd", "Line 4: a command to the computer's own shell: `!pwd`."),
    ],
)
def test_what_speaks_to_jupyter_is_told_as_that(source, told):
    assert told in said(source)
    assert broken(source) is None


@pytest.mark.parametrize("magic", ["", "\n!pwd"])
@pytest.mark.parametrize(
    "source",
    [
        "x = (a\n     % b)",
        "x = a \\\n  % b",
        'text = """\nHow are you?\nWhy?\n!rm -rf\n"""',
        "text = f('''\n%x (\n''', # it's (\n2)",
    ],
)
def test_what_stands_in_brackets_or_texts_is_no_command(source, magic):
    told = said(source + magic)
    assert broken(source + magic) is None
    assert told.count("a command to") == (1 if magic else 0)


def test_code_that_does_not_parse_is_named_with_its_line():
    found = broken("x = 1\nprint('a'\n")
    assert (found.kind, found.line, found.text) == ("SyntaxError", 2, "print('a'")
    assert broken("if x:\ny = 1").kind == "IndentationError"


@pytest.mark.parametrize("source", ["(" * 5_000, "x = " + "-" * 50_000 + "1", "a\0b", "", "1 + " * 4_000 + "1"])
def test_whatever_stands_there_nothing_breaks(source):
    explained(source, "en")
    broken(source)
    names_in(source)


@pytest.mark.parametrize("source", ["(" * 300 + ")" * 300, "x" * 30_000])
def test_what_is_too_deep_or_too_long_is_not_called_broken(source):
    assert not is_readable(source)
    assert broken(source) is None
    assert is_readable("# nothing")


def test_what_stands_in_code_is_shown_as_code_only():
    told = said("x = '`](http://evil.example) <img src=x onerror=1>'")
    assert told.split("\n")[0].count("`") == 4  # around the value and around the name


def test_every_word_exists_in_italian():
    from convergio_jupyter.core.i18n import _catalogue

    for table in (words.FUNCTIONS, *words.METHODS.values(), words.MODULES):
        assert not [each for each in table.values() if each not in _catalogue("it")]
