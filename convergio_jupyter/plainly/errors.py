"""What an error of Python means in plain words, where it happened, and one thing to try."""

from __future__ import annotations

import builtins
import difflib
import re
from typing import NamedTuple

from ..core.i18n import translate
from .code import names_in
from .statements import shown

LONGEST_WHY = 200  # characters of what Python says
ALIKE = 0.75  # of 1, that a name must be like a misspelt one to be meant


class Mistake(NamedTuple):
    """An error as Python reports it. ``line`` is 0 where it says none; ``code`` is what stands there."""

    kind: str = ""
    why: str = ""
    line: int = 0
    code: str = ""


# What each kind means, and what to try.
_KINDS = {
    "AssertionError": (
        "A line says with `assert` that something has to be true, and it is not.",
        "Print both sides of what the `assert` compares, and see which of them surprises you.",
    ),
    "AttributeError": (
        "Something was asked for behind a dot, and things of this kind do not have it.",
        "Check how it is spelled, and print `type(…)` of what stands before the dot: it may be something else than you "
        "think.",
    ),
    "EOFError": (
        "`input()` waited for somebody to type, and nobody did.",
        "Run the cell again and type something, or put a value in its place.",
    ),
    "FileNotFoundError": (
        "There is no file of this name where Python looks for it.",
        "Look in the file browser which folder the notebook is in, and how the file is called, to the last letter.",
    ),
    "ImportError": (
        "The module is there, but it has nothing of this name, or it could not be loaded.",
        "Check how the name behind `import` is spelled.",
    ),
    "IndentationError": (
        "The spaces at the beginning of a line do not fit: Python sees by them what belongs together.",
        "Give each line below a colon four spaces more, and lines that belong together equally many.",
    ),
    "IndexError": (
        "A place was asked for that the list does not have: places count from 0, so the last is the length minus 1.",
        "Print `len(…)` of the list, and compare it with the number in the brackets.",
    ),
    "KeyError": (
        "A dictionary or a table was asked for a key that it does not have.",
        "Print its keys, for example with `list(…)`, and compare the spelling, capital letters too.",
    ),
    "KeyboardInterrupt": ("Somebody stopped the cell. It is no mistake.", "Run it again when you want to."),
    "MemoryError": ("There is not enough memory for it.", "Try it with less data first."),
    "ModuleNotFoundError": (
        "There is no module of this name in this Python.",
        "Check how it is spelled. If it is right, `%pip install` and the name of the package in a cell installs it.",
    ),
    "NameError": (
        "A name is used that stands for nothing yet.",
        "Check how it is spelled, and run the cell first in which the name gets its value. A text needs quotes.",
    ),
    "OverflowError": ("A number became too large to be reckoned with.", "Print the numbers before that line."),
    "PermissionError": (
        "The computer does not allow this file or folder to be used like that.",
        "Write to a folder of your own, and close the file in other programs.",
    ),
    "RecursionError": (
        "A function calls itself again and again, and never comes to an end.",
        "Look for the case in which it should stop: it needs an `if` with a `return` before it calls itself.",
    ),
    "StopIteration": (
        "Something was asked for its next thing with `next(…)`, and there was none left.",
        "Go through it with `for`, which stops by itself, or say what else to give: `next(…, None)`.",
    ),
    "SyntaxError": (
        "The line is not written as Python wants it, so nothing of the cell was run.",
        "Look for a bracket or a quote that is not closed, and for a colon that is missing, also in the line above.",
    ),
    "SystemExit": (
        "The program ended itself, with `exit()`, `quit()` or `sys.exit()`. It is no mistake.",
        "Take that line out where the program should go on: a notebook needs none.",
    ),
    "TabError": (
        "Some lines begin with tabs and others with spaces.",
        "Write four spaces in the place of each tab.",
    ),
    "TypeError": (
        "Things of kinds that do not go together were combined, or a function got too few or too many values.",
        "Print `type(…)` of each thing in that line. A number that is typed in is a text until `int(…)` or `float(…)`.",
    ),
    "UnboundLocalError": (
        "Within a function a name is used before it gets its value there.",
        "Give the name its value at the beginning of the function, or hand it over as a parameter.",
    ),
    "UnicodeDecodeError": (
        "A file was read with the wrong letters: it is not written in the encoding that Python expects.",
        'Name the encoding: `open(…, encoding="utf-8")`, or `"latin-1"`.',
    ),
    "ValueError": (
        'The kind of value is right, but not the value itself: `int("ten")` is a text, and no number stands in it.',
        "Print the value just before that line, and see whether it is what you think.",
    ),
    "ZeroDivisionError": (
        "Something is divided by 0, which has no result.",
        "Print what stands under the division, and decide with an `if` what should happen where it is 0.",
    ),
}
_OTHER = (
    "The program stopped here with an error that I have no own words for.",
    "Read what Python says, the last line first, and look at the line that it names.",
)
# Messages that tell so much that something better can be said of them.
_FINER = (
    (
        "TypeError",
        re.compile(r"can only concatenate str|unsupported operand type\(s\) for \+: '(?:int|float)' and 'str'"),
        "A text and something that is no text cannot be joined with `+`.",
        "Make a text of the other one with `str(…)`, or a number of the text with `int(…)`, whichever you mean.",
    ),
    (
        "TypeError", re.compile(r"object is not callable"),
        "Brackets stand behind something that is no function, so it cannot be called.",
        "See whether a comma or an operator is missing, or whether a name like `list` or `sum` was given to a value.",
    ),
    (
        "TypeError AttributeError", re.compile(r"'NoneType'"),
        "Something is used that is `None`, that is nothing at all: often a function that gives nothing back.",
        "Look whether the function has a `return`, or whether something like `names.sort()` was given a name.",
    ),
    (
        "SyntaxError", re.compile(r"never closed|unterminated|EOF"),
        "A bracket or a quote is opened and not closed again.",
        "Count the brackets and quotes in this line, from the left, and close the one that is left open.",
    ),
    (
        "SyntaxError", re.compile(r"expected ':'"),
        "A colon is missing: lines with `if`, `for`, `while` and `def` end with one.",
        "Put a `:` at the end of the line.",
    ),
    (
        "SyntaxError", re.compile(r"Maybe you meant '=='|cannot assign"),
        "A single `=` gives a name to a value; here something stands that cannot get one, or two things are compared.",
        "Write `==` to compare, and a name alone on the left of `=`.",
    ),
)  # fmt: skip
_RAISED = re.compile(
    r"^(?:[\w.]+\.)?(?P<kind>[A-Z]\w*(?:Error|Exception|Interrupt|Iteration|Exit|Warning))(?:: *(?P<why>.*))?$",
    re.MULTILINE,
)  # what is one wherever it stands
_ENDS = re.compile(
    r"^(?:[ \t]*\|[ \t]*)?(?:\w+\.)*(?P<kind>[A-Z]\w*|(?<=\.)\w+)(?:: *(?P<why>.*))?[ \t]*$", re.MULTILINE
)  # what a report ends with, which need not be called an error
_PLACE = re.compile(r"^[ \t|]*(?P<where>Cell In ?\[\d+\]|File [\"<].*?), line (?P<line>\d+)", re.MULTILINE)
_TRACEBACK = re.compile(r"Traceback \(most recent call last\)")
_GROUP = re.compile(r"Exception Group Traceback \(most recent call last\)")
_REPORT = re.compile(
    r"^(?:-{20,}\n.*Traceback \(most|[\w.]* *Traceback \(most|[ +]*Exception Group Traceback \(most|"
    r"[ \t]*Cell In ?\[\d+\]|[ \t]*File [\"<]|An exception has occurred, use %tb)",
    re.MULTILINE,
)
_NAMED = re.compile(r"name '(?P<name>\w+)'")


def knows(kind: str) -> bool:
    """Whether something can be said of errors of this kind."""
    return kind in _KINDS


def mistake_in(text: str) -> tuple[Mistake, str] | None:
    """What Python reports in ``text``, and the code that stands before that, where there is any."""
    report = _REPORT.search(text)
    ended = _end_of(text[report.start() :]) if report else None
    if report and ended:
        return _read(text, report.start(), ended)
    raised = list(_RAISED.finditer(text))
    return _read(text, raised[0].start(), raised[-1]) if raised else None


def reported(text: str) -> tuple[Mistake, str]:
    """The same of a ``text`` that surely is a report, with an error of whatever name, or of none."""
    if found := mistake_in(text):
        return found
    ended = _end_of(text)
    return _read(text, ended.start(), ended) if ended else (Mistake(), "")


def told(mistake: Mistake, source: str, lang: str) -> str:
    """What ``mistake`` means, where it is in ``source``, and one thing to try, as Markdown."""
    means, trial = _words(mistake)
    meaning = translate(means, lang)
    if mistake.why:
        meaning += " " + translate("Python says: {why}", lang, why=shown(mistake.why, LONGEST_WHY))
    close = _meant(mistake, source)
    guess = " " + translate("Did you mean {names}?", lang, names=shown(close)) if close else ""
    trying = translate("**One thing to try.** {trial}", lang, trial=translate(trial, lang)) + guess
    return "\n\n".join(filter(None, [_head(mistake, lang), meaning, trying]))


def _head(mistake: Mistake, lang: str) -> str:
    """Its name, and where it is."""
    if not mistake.kind or not mistake.line:
        return f"**{mistake.kind}**" if mistake.kind else ""
    sentence = "{kind} in line {line}: {code}" if mistake.code else "{kind} in line {line}."
    values = {"line": mistake.line, "code": shown(mistake.code)}
    return translate(sentence, lang, kind=f"**{mistake.kind}**", **values)


def _end_of(report: str) -> re.Match[str] | None:
    """The line that names the error: below the last part of a report, or the last one that may do so."""
    parts = [*_GROUP.finditer(report), *_TRACEBACK.finditer(report)]
    below = parts[0 if _GROUP.search(report) else -1].end() if parts else 0
    found = _ENDS.finditer(report, below)
    return next(found, None) if parts else next(iter([*found][-1:]), None)


def _read(text: str, end: int, named: re.Match[str]) -> tuple[Mistake, str]:
    """The error that is ``named``, and the source, which goes to ``end``."""
    source = text[:end].rstrip("\n")
    lines, line = source.split("\n"), _line_of(text[len(source) :])
    code = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Mistake(named["kind"], (named["why"] or "").strip(), line, code), source


def _line_of(report: str) -> int:
    """The line of the cell, or of the file, that a report points to: the innermost in the cell that was run."""
    places = list(_PLACE.finditer(report))
    own = [each for each in places if each["where"] == places[0]["where"]] if places else []
    inner = places if places and places[0]["where"].startswith("File") else own
    return int(inner[-1]["line"]) if inner else 0


def _words(mistake: Mistake) -> tuple[str, str]:
    finer = (words for kinds, says, *words in _FINER if mistake.kind in kinds.split() and says.search(mistake.why))
    means, trial = next(finer, _KINDS.get(mistake.kind, _OTHER))
    return means, trial


def _meant(mistake: Mistake, source: str) -> str:
    """The name that a misspelt one is close to; empty where there is none."""
    found = _NAMED.search(mistake.why) if mistake.kind in ("NameError", "UnboundLocalError") else None
    if found is None:
        return ""
    known = (names_in(source) | set(dir(builtins))) - {found["name"]}
    return next(iter(difflib.get_close_matches(found["name"], sorted(known), n=1, cutoff=ALIKE)), "")
