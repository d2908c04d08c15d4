"""What an error means, where it is and what to try, read from what Python and Jupyter report."""

import re

import pytest

from convergio_jupyter.core.i18n import _catalogue
from convergio_jupyter.plainly import errors

RULE = "-" * 75
IN_FUNCTION = f"""def half(a):
    return a / 0
print(1)
half(2)

{RULE}
ZeroDivisionError                         Traceback (most recent call last)
Cell In[1], line 4
      2     return a / 0
      3 print(1)
----> 4 half(2)

Cell In[1], line 2, in half(a)
      1 def half(a):
----> 2     return a / 0

ZeroDivisionError: division by zero"""
ELSEWHERE = IN_FUNCTION.replace("Cell In[1], line 2", "Cell In[7], line 2")
UNCLOSED = """print('a'

  Cell In[1], line 1
    print('a'
             ^
SyntaxError: incomplete input"""
PLAIN = """Traceback (most recent call last):
  File "a.py", line 9, in <module>
    main()
  File "a.py", line 3, in main
    ages["Ada"]
KeyError: 'Ada'"""


def told(text, lang="en"):
    mistake, source = errors.mistake_in(text)
    return errors.told(mistake, source, lang)


def test_the_innermost_line_of_the_cell_is_pointed_to():
    assert told(IN_FUNCTION).startswith("**ZeroDivisionError** in line 2: `return a / 0`")


def test_a_line_of_another_cell_is_not_taken_for_one_of_this():
    assert told(ELSEWHERE).startswith("**ZeroDivisionError** in line 4: `half(2)`")


@pytest.mark.parametrize(
    ("text", "lang", "means", "trial"),
    [
        (UNCLOSED, "en", "not written as Python wants it", "**One thing to try.** Look for a bracket"),
        (PLAIN, "en", "was asked for a key that it does not have", "Print its keys"),
        (PLAIN, "it", "è stata chiesta una chiave che non ha", "**Una cosa da provare.** Stampa le sue chiavi"),
        ("IndexError: list index out of range", "en", "places count from 0", "Print `len(…)`"),
        ("NameError: name 'prnt' is not defined", "en", "stands for nothing yet", "Did you mean `print`?"),
        ("NameError: name 'prnt' is not defined", "it", "nessun valore", "Intendevi `print`?"),
        ("ModuleNotFoundError: No module named 'pandsa'", "en", "no module of this name", "%pip install"),
        ('TypeError: can only concatenate str (not "int") to str', "en", "joined with `+`", "`str(…)`"),
        ("TypeError: 'list' object is not callable", "en", "something that is no function", "a comma"),
        ("AttributeError: 'NoneType' object has no attribute 'x'", "en", "`None`", "`return`"),
        ("SyntaxError: expected ':'", "en", "A colon is missing", "Put a `:`"),
        ("MyOwnError: something odd", "en", "no own words", "the last line first"),
    ],
)
def test_each_kind_has_a_meaning_and_one_thing_to_try(text, lang, means, trial):
    found = told(text, lang)
    assert means in found
    assert trial in found


def test_a_name_of_the_cell_may_be_meant():
    assert "Did you mean `width`?" in told("width = 2\nwidht + 1\n\nNameError: name 'widht' is not defined")


def test_a_name_that_is_like_none_means_none():
    assert "Did you mean" not in told("NameError: name 'agse' is not defined")  # and not range


def test_what_python_says_is_shown_as_code_in_one_line():
    line = next(
        each for each in told("ValueError: `](http://evil.example)\x1b[0m <b>").split("\n") if "Python says" in each
    )
    assert line.count("`") % 2 == 0
    assert re.search(r"Python says: `'\]\(http", line)


@pytest.mark.parametrize("text", ["x = 1", "", "An Error: no", "What is a ValueError?"])
def test_what_reports_no_error_is_none(text):
    assert errors.mistake_in(text) is None


GROUP = """  + Exception Group Traceback (most recent call last):
  |   File "a.py", line 2, in <module>
  |     raise ExceptionGroup("several", [ValueError(1)])
  | ExceptionGroup: several (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +------------------------------------"""
CHAINED = f"""x
{RULE}
KeyError                                  Traceback (most recent call last)
Cell In[1], line 1
----> 1 x

KeyError: 'a'

During handling of the above exception, another exception occurred:

Foo                                       Traceback (most recent call last)
Cell In[1], line 1
----> 1 x

Foo: bad thing
Hint: try again"""


@pytest.mark.parametrize(
    ("report", "kind", "why"),
    [
        ('Traceback (most recent call last):\n  File "a.py", line 1\n    x\nmy.Foo: bad thing', "Foo", "bad thing"),
        ('Traceback (most recent call last):\n  File "a.py", line 1\n_queue.Empty', "Empty", ""),
        ('Traceback (most recent call last):\n  File "a.py", line 1\nsocket.gaierror: [E]', "gaierror", "[E]"),
        ("x()\n\nAn exception has occurred, use %tb to see the full traceback.\n\nmy.Stop: 1", "Stop", "1"),
        ("subprocess.TimeoutExpired: too long", "TimeoutExpired", "too long"),
        (GROUP, "ExceptionGroup", "several (1 sub-exception)"),
        (CHAINED, "Foo", "bad thing"),
        ("it went wrong", "", ""),
    ],
)
def test_what_a_report_names_is_the_error_whatever_it_is_called(report, kind, why):
    mistake, source = errors.reported(report)
    assert (mistake.kind, mistake.why) == (kind, why)
    assert "no own words" in errors.told(mistake, source, "en")


def test_a_text_in_the_source_that_looks_like_an_error_does_not_end_it():
    source = '"""\nValueError: nope\n"""\nhalf(2)'
    report = f"{source}\n\n{RULE}\nNameError   Traceback (most recent call last)\nCell In[1], line 4\n"
    mistake, found = errors.mistake_in(f"{report}----> 4 half(2)\n\nNameError: name 'half' is not defined")
    assert found == source
    assert (mistake.kind, mistake.line, mistake.code) == ("NameError", 4, "half(2)")


def test_what_a_function_says_that_it_raises_is_no_error():
    assert errors.mistake_in('def f():\n    """Raises:\n        ValueError: if x\n    """') is None


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (errors._RAISED, "NameError: x"),
        (errors._ENDS, "my.Foo: x"),
        (errors._PLACE, "  Cell In[1], line 2"),
        (errors._REPORT, '  File "a.py", line 2'),
    ],
)
def test_a_line_is_not_looked_for_from_each_empty_one_before_it(pattern, line):
    assert pattern.search("\n" * 200 + line).start() == 200  # or many of them take a square of the time


def test_all_of_it_exists_in_italian():
    pairs = [*errors._KINDS.values(), errors._OTHER, *(words for _, _, *words in errors._FINER)]
    assert not [each for pair in pairs for each in pair if each not in _catalogue("it")]


@pytest.mark.parametrize("report", ["SystemExit: 1", "KeyboardInterrupt", "StopIteration", "SystemExit"])
def test_what_ends_a_program_is_told_though_it_is_not_called_an_error(report):
    mistake, _ = errors.mistake_in(report)
    assert mistake.kind == report.partition(":")[0]
    assert "no own words" not in errors.told(mistake, "", "en")
