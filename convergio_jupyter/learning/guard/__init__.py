"""The guard: no reply may give away what a learner is to find out. Enforced here, and not in a prompt."""

from .gate import check
from .verdict import Verdict

__all__ = ["Verdict", "check"]
