"""The guard: no reply may give away what a learner is to find out. Enforced here, and not in a prompt."""

from .gate import check
from .truth import TRUTH
from .verdict import Verdict

__all__ = ["TRUTH", "Verdict", "check"]
