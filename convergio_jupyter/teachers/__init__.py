"""The faculty: who they are, who should answer, and what a model is told."""

from .prompt import compose
from .roster import Roster, load_faculty

__all__ = ["Roster", "compose", "load_faculty"]
