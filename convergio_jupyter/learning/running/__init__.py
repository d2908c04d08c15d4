"""Runs what a learner wrote, and the checks of it, in a process that can do nothing else."""

from .checked import Part, Report, check_code, printed_by
from .confined import NO_WALL, Confinement, Halt, Stopped, confinement, runner
from .notes import NOT_YET

__all__ = [
    "NOT_YET",
    "NO_WALL",
    "Confinement",
    "Halt",
    "Part",
    "Report",
    "Stopped",
    "check_code",
    "confinement",
    "printed_by",
    "runner",
]
