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
        (UNCLOSED, "en", "not written as Python wants it", "One thing to try: Look for a bracket"),
        (PLAIN, "en", "was asked for a key that it does not have", "Print its keys"),
        (PLAIN, "it", "è stata chiesta una chiave che non ha", "Una cosa da provare: Stampa le sue chiavi"),
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


def test_all_of_it_exists_in_italian():
    pairs = [*errors._KINDS.values(), errors._OTHER, *(words for _, _, *words in errors._FINER)]
    assert not [each for pair in pairs for each in pair if each not in _catalogue("it")]
