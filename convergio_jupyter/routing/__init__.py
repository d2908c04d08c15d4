"""Who should answer, and why."""

from .cascade import doubt
from .complexity import difficulty
from .policy import Decision, Policy, Request, decide

__all__ = ["Decision", "Policy", "Request", "decide", "difficulty", "doubt"]
