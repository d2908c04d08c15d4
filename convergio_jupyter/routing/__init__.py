"""Who should answer, and why."""

from .cascade import doubt
from .complexity import difficulty
from .policy import SHARE_SPENT, Decision, Policy, Request, decide, estimate_micro, is_named, matches, name_of

__all__ = [
    "SHARE_SPENT",
    "Decision",
    "Policy",
    "Request",
    "decide",
    "difficulty",
    "doubt",
    "estimate_micro",
    "is_named",
    "matches",
    "name_of",
]
