"""What one teacher said, as it comes."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..core.schema import ErrorInfo, Receipt
from ..teachers.converge import unlinked
from .receipts import warning_of
from .steps import Step


@dataclass
class Said:
    """What one teacher said, and what kept them from saying it."""

    teacher: str = ""
    name: str = ""
    asked: str = ""  # of this teacher, where it is not the whole question
    text: str = ""
    receipt: Receipt | None = None
    error: ErrorInfo | None = None
    over: bool = False
    steps: list[Step] = field(default_factory=list)  # the tools that were used

    @property
    def warning(self) -> str:
        """What stands above the words; empty while there are none."""
        return warning_of(self.receipt) if self.text else ""

    @property
    def failure(self) -> str:
        return f"{self.error.message} {self.error.remedy}" if self.error is not None else ""

    def pieces(self) -> list[str | Step]:
        """The words, with the tools between them that were used there; no words follow one that is not done."""
        found, told = list[str | Step](), 0
        for step in self.steps:
            found += [self.text[told : step.at], step]
            told = max(told, step.at)
        words = (piece if isinstance(piece, Step) else unlinked(piece) for piece in (*found, self.text[told:]))
        return [piece for piece in words if piece]
