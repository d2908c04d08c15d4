"""Whether a tool may be used now, must be asked for, or not at all. Code decides, and no prompt can talk it over.

The taint rule: once untrusted text (a notebook, a file, a page, the result of a tool that read one) is before a model,
whatever it wants to *do* may be what that text wants. Then only a click of the user's can allow it.
"""

from __future__ import annotations

from typing import Literal

from .base import Effect

Mode = Literal["ask", "lesson", "never"]  # what the user said about tools that act: ask, allow in this lesson, never
Verdict = Literal["run", "ask", "refuse"]


def verdict(effect: Effect, *, tainted: bool, mode: Mode = "ask") -> Verdict:
    """What becomes of a use of a tool with this effect.

    ``tainted``: untrusted text is before the model, which takes back what was allowed beforehand.
    """
    if effect != "acts":
        return "run"
    if mode == "never":
        return "refuse"
    return "run" if mode == "lesson" and not tainted else "ask"
