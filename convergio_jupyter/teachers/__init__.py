"""The faculty: who they are, who should answer, and what a model is told."""

from .choice import Choice, choose
from .prompt import compose
from .roster import Assigned, Roster, load_faculty

__all__ = ["Assigned", "Choice", "Roster", "choose", "compose", "load_faculty"]
