"""Safety in code: what no persona, lesson, course or model can change.

What a learner writes is looked at before any model is chosen (:mod:`.concern`) and, where somebody may be in danger,
answered by :mod:`.help`; what a model says is looked at while it streams (:mod:`.speech`). Nothing here guesses how
somebody feels, and nothing is counted or kept beside the talk itself.
"""

from .ages import manner
from .concern import Concern, concern
from .help import first_help
from .speech import Speech

__all__ = ["Concern", "Speech", "concern", "first_help", "get_ready", "manner", "may_be_said"]


def may_be_said(text: str) -> bool:
    """Whether nothing of ``text`` would be left out of an answer."""
    return Speech("en").whole(text) == text


def get_ready() -> None:
    """Compiles all rules, which takes a third of a second; else the first question does."""
    concern("ready")
    Speech("en").whole("Ready.")
