"""Who should answer, and why."""

from .policy import Decision, Policy, Request, decide

__all__ = ["Decision", "Policy", "Request", "decide"]
