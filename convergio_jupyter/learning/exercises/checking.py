"""What an answer comes to: beside a key, or when it is run."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from ...core.i18n import translate
from ...core.syntax import imports_in, parse_python
from ..answers import check_given
from ..earlier import Above, built_on, needed_of
from ..running import NOT_YET, Halt, Report, check_code, printed_by
from ..shelf import KeptExercise
from .records import Checked, Said
from .written import reckoned_in, value_in

_AGAIN = "Change it, then check it again: this was no attempt yet."
_SOLVE_FIRST = "Solve “{title}” first, then check this again: it was no attempt yet."
NOTHING_ABOVE = Above()


async def checked_now(
    exercise: KeptExercise,
    answer: str,
    lang: str,
    halt: Halt | None = None,
    *,
    exam: bool = False,
    above: Above = NOTHING_ABOVE,
) -> Checked:
    """The verdict on ``answer``, which may build on what is ``above``, if it is code.

    In an ``exam`` nothing is no attempt that only a nearly right answer could be: that would tell it.

    Raises ``ExerciseUnfit`` where the key cannot be used, and ``Stopped`` where ``halt`` was called before.
    """
    key = exercise.key
    if exercise.stub and answer.split() == exercise.stub.split():
        return Checked(False, (), translate("There is no answer yet.", lang), "", 0, False, empty=True)
    if key is None or key.kind == "code":
        return await _run(exercise, answer, lang, halt, above)
    is_equation = key.kind == "expression" and any("=" in each for each in (key.answer, *key.accepted))
    # A task may ask for a name and quotes, which a field of its own does not need.
    value = value_in(answer, "" if is_equation else exercise.name)
    if key.kind != "expression":  # whose letters stand for themselves
        value = await _reckoned(exercise, answer, halt) or value
    found = await asyncio.to_thread(check_given, value, key, lang)
    counts = found.counts(exam=exam)
    parts: tuple[Said, ...] = (Said(found.correct, "", found.note),) if counts else ()
    if key.kind == "number" and found.reason == "wrong":
        parts = await _clues(exercise, answer, value, lang, halt) or parts
    again = "" if counts or found.reason == "empty" else translate(_AGAIN, lang)
    return Checked(found.correct, parts, found.note, again, 0, False, empty=not counts)


async def _run(exercise: KeptExercise, answer: str, lang: str, halt: Halt | None, above: Above) -> Checked:
    """The verdict on code. It is no attempt where it fails and builds on an exercise that is not solved yet."""
    visible, hidden = (exercise.visible, exercise.hidden) if exercise.key is not None else ((), ())
    code = "\n".join((answer, *visible, *hidden))
    chosen = built_on(code, above.answers, exercise.given)
    # What an answer's cell imports is there also for whoever has written all of it anew.
    given = "\n\n".join(filter(None, (exercise.given, *chosen, imports_in(exercise.stub))))
    work = partial(check_code, answer, visible, hidden, given, lang, halt=halt)
    found = _of_report(await asyncio.to_thread(work), lang)
    name = needed_of(above.unsolved, (code, *chosen), exercise.given)
    if found.passed or found.empty or not name:
        return found
    title = above.unsolved[name]
    said = translate("“{name}” comes from “{title}”, which is not solved yet.", lang, name=name, title=title)
    return Checked(False, (), said, translate(_SOLVE_FIRST, lang, title=title), 0, False, empty=True)


async def _reckoned(exercise: KeptExercise, answer: str, halt: Halt | None) -> str:
    """What ``answer`` comes to where it is worked out, as ``str(7 * 20)``; empty where it is not, or does not run."""
    expression = reckoned_in(answer, exercise.name, exercise.given)
    if not expression:
        return ""
    return await asyncio.to_thread(partial(printed_by, f"print({expression})", (exercise.given, answer), halt=halt))


async def _clues(exercise: KeptExercise, answer: str, value: str, lang: str, halt: Halt | None) -> tuple[Said, ...]:
    """What the checks that learners see say of a wrong number, where the number is written as these can read it."""
    if not (exercise.visible and exercise.name):
        return ()
    written = answer if _assigns(answer, exercise.name) else f"{exercise.name} = {value!r}"
    work = partial(check_code, written, exercise.visible, (), exercise.given, lang, halt=halt)
    report = await asyncio.to_thread(work)
    parts = tuple(Said(part.passed, part.label, part.note) for part in report.parts)
    readable = all(part.passed or part.note == translate(NOT_YET, lang) for part in parts)
    return parts if readable else ()


def _assigns(source: str, name: str) -> bool:
    try:
        body = parse_python(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def checked_from(report: Mapping[str, Any]) -> Checked:
    """What came of an attempt, as it was kept."""
    return Checked(**report)._replace(parts=tuple(Said(*part) for part in report["parts"]))


def _of_report(report: Report, lang: str) -> Checked:
    shown = [Said(part.passed, part.label, part.note) for part in report.parts if not part.hidden]
    further = [part.passed for part in report.parts if part.hidden]
    if further:
        label = translate("{count} of {all} further cases", lang, count=sum(further), all=len(further))
        shown.append(Said(all(further), label, hidden=True))
    right = sum(part.passed for part in report.parts)
    note = report.fault
    if report.parts:
        note = translate("{count} of {all} parts are right.", lang, count=right, all=len(report.parts))
    return Checked(
        report.passed, tuple(shown), note, "", 0, False, line=report.line, printed=report.printed, empty=report.empty
    )
