"""Code is told line by line from its syntax tree, and never run."""

import pytest

from convergio_jupyter.plainly import words
from convergio_jupyter.plainly.code import MOST_LINES, broken, explained, names_in

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
                "`range` gives whole numbers one after the other; the last one that is named is left out.",
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
        ("from math import pi as p", "takes `p` from the module `math`."),
        ("import numpy as np", "Here it is called `np`."),
        ("while n > 0:\n    n -= 1", "as long as this is true: `n > 0`."),
        ("with open('a.txt') as f:\n    f.read()", "opens `open('a.txt')` for what stands below it"),
        (
            "try:\n    int(x)\nexcept ValueError:\n    pass",
            "Line 3: does what stands below it if there was a `ValueError`.",
        ),
        ("ages = {'Ada': 36, 'Alan': 41}", "makes a dictionary, `{'Ada': 36, 'Alan': 41}`, with the name `ages`."),
        (
            "{k: v for k, v in pairs}\nd = {k: v for k, v in pairs}",
            "makes a dictionary with the name `d`: `k: v` for each `k, v`",
        ),
        ("double = lambda x: 2 * x", "makes a small function with the name `double`"),
        ("class Dog:\n    pass", "makes the class `Dog`"),
        ("assert x > 0", "stops with an error unless this is true: `x > 0`."),
        ("names.append('Ada')", "calls `names.append('Ada')`. `append` adds one thing at the end of a list."),
        ("text = f'{name} {value}'", "works out `f'{name} {value}'` and gives the result the name `text`."),
    ],
)
def test_each_common_construct_has_its_words(source, told):
    assert told in said(source)


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
    ],
)
def test_what_speaks_to_jupyter_is_told_as_that(source, told):
    assert told in said(source)
    assert broken(source) is None


def test_code_that_does_not_parse_is_named_with_its_line():
    found = broken("x = 1\nprint('a'\n")
    assert (found.kind, found.line, found.text) == ("SyntaxError", 2, "print('a'")
    assert broken("if x:\ny = 1").kind == "IndentationError"


@pytest.mark.parametrize("source", ["(" * 5_000, "x = " + "-" * 50_000 + "1", "a\0b", "", "1 + " * 4_000 + "1"])
def test_whatever_stands_there_nothing_breaks(source):
    explained(source, "en")
    broken(source)
    names_in(source)


def test_what_stands_in_code_is_shown_as_code_only():
    told = said("x = '`](http://evil.example) <img src=x onerror=1>'")
    assert told.split("\n")[0].count("`") == 4  # around the value and around the name


def test_every_word_exists_in_italian():
    from convergio_jupyter.core.i18n import _catalogue

    for table in (words.FUNCTIONS, words.METHODS, words.MODULES):
        assert not [each for each in table.values() if each not in _catalogue("it")]
