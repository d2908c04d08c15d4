"""Which parts of an answer in code are right: each assert of its checks is a part of its own."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...core.i18n import Phrase, translate
from ...core.syntax import names_bound, parse_python
from .confined import SECONDS, Confinement, Ended, Halt, Runner, Stopped, confinement, runner
from .notes import missed, missing_in, note_of
from .values import Comparison, comparison_in, value_of

MOST_ANSWER = 100_000  # characters
MOST_LABEL = 200


class Part(NamedTuple):
    """One thing that was checked. ``label`` says what, ``note`` what to look at; of a hidden part neither is told."""

    passed: bool
    label: str = ""
    note: str = ""
    hidden: bool = False


class Report(NamedTuple):
    """What came of a check. ``fault`` is why the answer did not run at all, as a sentence; then there are no parts."""

    parts: tuple[Part, ...] = ()
    fault: str = ""
    line: int = 0  # of the answer, where the fault lies; 0 is unknown
    printed: str = ""
    empty: bool = False  # nobody has answered yet
    confinement: Confinement = "limits"

    @property
    def passed(self) -> bool:
        return bool(self.parts) and all(part.passed for part in self.parts)


class _Check(NamedTuple):
    code: str
    label: str
    counts: bool  # else it only prepares what is checked after it
    compared: tuple[str, ...] = ()  # what it holds against something else, in the answer's own process
    comparison: Comparison | None = None  # what it holds against a value, which stays here


def check_code(
    answer: str,
    checks: Sequence[str],
    hidden: Sequence[str] = (),
    given: str = "",
    lang: str = "en",
    seconds: float = SECONDS,
    *,
    trusted: bool = False,
    halt: Halt | None = None,
) -> Report:
    """Runs ``answer`` after ``given``, then ``checks`` and ``hidden``, in a confined process. Blocks until then.

    Nothing that the code says about a hidden check is passed on: whoever is checked shares its process, and could read
    it. Raises ``SyntaxError`` where a check is no Python, which is its author's to mend, and ``Stopped`` where ``halt``
    was called.
    """
    rows = [(check, False) for piece in checks for check in _parted(piece)]
    rows += [(check, True) for piece in hidden for check in _parted(piece)]
    fault = _unreadable(answer, lang)
    if fault is not None:
        return fault
    with runner(seconds, trusted=trusted, halt=halt) as process:
        try:
            if given:
                process.run(given)
            ended = process.run(answer)
        except Stopped as stopped:
            return Report(fault=_stopped(stopped, seconds, lang), confinement=confinement())
        if ended.error:
            return _failed(ended, answer, lang)
        parts = tuple(_parts(process, rows, seconds, lang))
        if all(part.passed for part in parts) and _equals_anything(process, rows):
            note = translate("What comes out is equal to anything: it has to be the value itself.", lang)
            parts = tuple(Part(False, part.label, "" if part.hidden else note, part.hidden) for part in parts)
    return Report(parts, printed=ended.printed, confinement=confinement())


def printed_by(code: str, before: Sequence[str] = (), seconds: float = SECONDS, *, halt: Halt | None = None) -> str:
    """What ``code`` prints in a confined process after the pieces ``before``; empty where one of them fails.

    Raises ``Stopped`` where ``halt`` was called.
    """
    try:
        with runner(seconds, halt=halt) as process:
            ended = [process.run(piece) for piece in (*before, code)]
    except Stopped as stopped:
        if stopped.why == "halt":
            raise
        return ""
    return "" if any(each.error for each in ended) else ended[-1].printed.strip()


def _parts(process: Runner, rows: Sequence[tuple[_Check, bool]], seconds: float, lang: str) -> Iterator[Part]:
    """What comes of each check. What fails only because another one did before it is not explained once more."""
    stopped, lost = False, set[str]()  # and the names that a check had to prepare
    for check, hidden in rows:
        label = "" if hidden else check.label
        if stopped:
            if check.counts:
                yield Part(False, label, "", hidden)
            continue
        try:
            ended, miss = _checked(process, check)
        except Stopped as end:
            stopped, note = True, _stopped(end, seconds, lang)
            yield Part(False, label, "" if hidden else note, hidden)
            continue
        follows = missing_in(ended) in lost
        if ended.error and not check.counts:
            lost |= names_bound(check.code)
        if ended.error and (check.counts or not follows):
            note = miss.said(lang) if miss else note_of(ended, lang)
            yield Part(False, label, "" if hidden or follows else note, hidden)
        elif check.counts:
            yield Part(True, label, "", hidden)


def _checked(process: Runner, check: _Check) -> tuple[Ended, Phrase | None]:
    """How a check ends, and what can be said of a value that is not the right one.

    A value that stands in a check is compared here: in its process, the answer says what it likes.
    """
    if check.comparison is None:
        return process.run(check.code), None
    ended = process.value(check.comparison.expression)
    if ended.error:
        return ended, None
    try:
        found = value_of(ended.value)
    except ValueError:  # none of Python's own
        return ended._replace(error="AssertionError"), None
    try:
        holds = check.comparison.holds(found)
    except (ValueError, TypeError, ArithmeticError):
        holds = False
    return (ended, None) if holds else (ended._replace(error="AssertionError"), missed(found, check.comparison))


def _equals_anything(process: Runner, rows: Sequence[tuple[_Check, bool]]) -> bool:
    """Whether something that was checked is equal even to what nobody has seen: such an answer passes any check."""
    try:
        ended = [
            process.run(f"if ({each}) == (lambda: None):\n    raise AssertionError")
            for check, _ in rows
            for each in check.compared
        ]
    except Stopped:  # it was fast enough when it counted
        return False
    return any(each.error == "AssertionError" for each in ended)


def _parted(source: str) -> Iterator[_Check]:
    """The statements of a check, one by one, so that what fails does not hide what comes after it."""
    for node in parse_python(source).body:
        code = ast.get_source_segment(source, node) or ""
        asserts = [each for each in ast.walk(node) if isinstance(each, ast.Assert)]
        label = _label(source, asserts[0]) if asserts else ""
        comparison = comparison_in(node)
        compared = () if comparison is not None else tuple(_compared(node))
        yield _Check(textwrap.dedent(code), label, bool(asserts), compared, comparison)


def _compared(node: ast.stmt) -> Iterator[str]:
    """What stands left of ``==`` in an assert that is a statement by itself, in the checks' own words."""
    test = node.test if isinstance(node, ast.Assert) else None
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
        yield ast.unparse(test.left)


def _label(source: str, check: ast.Assert) -> str:
    """What an assert says itself, where that is plain text, or else what it asserts."""
    if isinstance(check.msg, ast.Constant) and isinstance(check.msg.value, str):
        return check.msg.value[:MOST_LABEL]
    return (ast.get_source_segment(source, check.test) or "")[:MOST_LABEL]


def _unreadable(answer: str, lang: str) -> Report | None:
    if len(answer) > MOST_ANSWER:
        return Report(fault=translate("The answer is longer than {most} characters.", lang, most=f"{MOST_ANSWER:,}"))
    try:
        body = parse_python(answer).body
    except SyntaxError as error:
        line, why = error.lineno or 1, error.msg.rstrip("?.")
        fault = translate("Line {line} is not Python yet: {message}.", lang, line=line, message=why)
        return Report(fault=fault, line=line)
    except (ValueError, RecursionError, MemoryError):
        return Report(fault=translate("The answer cannot be read as Python.", lang))
    if not body:
        return Report(fault=translate("There is no answer yet.", lang), empty=True)
    return None


def _failed(ended: Ended, answer: str, lang: str) -> Report:
    """Why the answer itself did not run through."""
    if ended.error == "NotImplementedError":
        return Report(fault=translate("There is no answer yet.", lang), empty=True, confinement=confinement())
    fault = translate("Line {line}: {note}", lang, line=ended.line, note=note_of(ended, lang))
    return Report(fault=fault, line=ended.line, printed=ended.printed, confinement=confinement())


def _stopped(stopped: Stopped, seconds: float, lang: str) -> str:
    """Why it did not come to its end, as a sentence; raises ``stopped`` again where that was wished for."""
    if stopped.why == "halt":
        raise stopped
    if stopped.why == "time":
        sentence = "It took longer than {seconds} seconds: is there a loop that never ends?"
        return translate(sentence, lang, seconds=round(seconds))
    return translate("The code ended Python itself, or took more memory than an answer may have.", lang)
