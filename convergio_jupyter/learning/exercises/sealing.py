"""In a class's exam an answer is kept and judged, and its learner is told what came of it when the exam is over."""

from __future__ import annotations

from ...core.i18n import translate
from ..quiz import Graded
from .records import Checked

SEALED, OPENED = 1, 2  # what stands in the column ``sealed`` of an attempt in an exam; 0 of any other

_KEPT = "Your answer is kept. What came of it is told when the exam is over."


def sealed_check(checked: Checked, lang: str, *, code: bool) -> Checked:
    """``checked`` as its learner may see it in the exam: of ``code`` what the checks say that stand in the lesson."""
    parts = tuple(part for part in checked.parts if not part.hidden) if code else ()
    return checked._replace(passed=False, parts=parts, note=translate(_KEPT, lang), sealed=True)


def sealed_grade(lang: str) -> Graded:
    """What a learner may see of any answer to a question in the exam."""
    return Graded(0.0, notes=(translate(_KEPT, lang),), sealed=True)
