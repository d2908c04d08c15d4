"""What is wrong in a lesson: where, what, and how to mend it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from ...core.i18n import Phrase
from ..lesson.reading import Cell


class Finding(NamedTuple):
    """A fault of a lesson. ``code`` is stable; ``cell`` counts from 1, and 0 stands for the lesson as a whole."""

    code: str
    message: Phrase
    remedy: Phrase
    cell: int = 0
    exercise: str = ""
    severity: Literal["error", "advice"] = "error"

    def said(self, lang: str) -> dict[str, Any]:
        """The same as JSON, in the language of whoever reads it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "cell": self.cell,
            "exercise": self.exercise,
            "message": self.message.said(lang),
            "remedy": self.remedy.said(lang),
        }


def fault(
    code: str, message: str, remedy: str, /, cell: Cell | None = None, exercise: str = "", **values: object
) -> Finding:
    """A finding that keeps a lesson from being built."""
    number = cell.number if cell is not None else 0
    exercise = exercise or (cell.exercise if cell is not None else "")
    return Finding(code, Phrase(message, **values), Phrase(remedy, **values), number, exercise)


def advice(code: str, message: str, remedy: str, /, cell: Cell | None = None, **values: object) -> Finding:
    """A finding that an author may leave as it is."""
    return fault(code, message, remedy, cell, "", **values)._replace(severity="advice")
