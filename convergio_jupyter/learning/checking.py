"""What an answer comes to: beside a key, or when it is run."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from ..core.i18n import translate
from .answers import check_answer
from .records import Checked, Said
from .running import Halt, Report, check_code
from .shelf import KeptExercise
from .written import value_in


async def checked_now(exercise: KeptExercise, answer: str, lang: str, halt: Halt | None = None) -> Checked:
    """The verdict on ``answer``. Raises ``Stopped`` where ``halt`` was called before there is one."""
    key = exercise.key
    if exercise.stub and answer.split() == exercise.stub.split():
        return Checked(False, (), translate("There is no answer yet.", lang), "", 0, False, empty=True)
    if key is None or key.kind == "code":
        visible, hidden = (exercise.visible, exercise.hidden) if key is not None else ((), ())
        given = key.given if key is not None else ""
        work = partial(check_code, answer, visible, hidden, given, lang, halt=halt)
        return _of_report(await asyncio.to_thread(work), lang)
    answer = value_in(answer)  # a task may ask for a name and quotes, which a field of its own does not need
    found = await asyncio.to_thread(check_answer, answer, key, lang)
    parts = () if found.reason == "empty" else (Said(found.correct, "", found.note),)
    return Checked(found.correct, parts, found.note, "", 0, False, empty=found.reason == "empty")


def checked_from(report: Mapping[str, Any]) -> Checked:
    """What came of an attempt, as it was kept."""
    return Checked(**report)._replace(parts=tuple(Said(*part) for part in report["parts"]))


def _of_report(report: Report, lang: str) -> Checked:
    shown = [Said(part.passed, part.label, part.note) for part in report.parts if not part.hidden]
    further = [part.passed for part in report.parts if part.hidden]
    if further:
        label = translate("{count} of {all} further cases", lang, count=sum(further), all=len(further))
        shown.append(Said(all(further), label))
    right = sum(part.passed for part in report.parts)
    note = report.fault
    if report.parts:
        note = translate("{count} of {all} parts are right.", lang, count=right, all=len(report.parts))
    return Checked(
        report.passed, tuple(shown), note, "", 0, False, line=report.line, printed=report.printed, empty=report.empty
    )
