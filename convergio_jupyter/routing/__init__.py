"""Who should answer, and why."""

from .cascade import doubt
from .complexity import difficulty
from .policy import Decision, Policy, Request, decide, estimate_micro, is_named, name_of

__all__ = ["Decision", "Policy", "Request", "decide", "difficulty", "doubt", "estimate_micro", "is_named", "name_of"]
