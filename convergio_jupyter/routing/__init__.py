"""Who should answer, and why.

``doubt`` is fetched when it is first used: only local answers are read again, and decimals and parsers cost an import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .complexity import difficulty
from .policy import SHARE_SPENT, Decision, Policy, Request, decide, estimate_micro, is_named, matches, name_of

if TYPE_CHECKING:
    from .cascade import doubt

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


def __getattr__(name: str) -> Any:
    if name == "doubt":
        from .cascade import doubt

        return doubt
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
