"""How to get a larger model than the small one here: to each what they can do about it."""

from __future__ import annotations

from .core import is_visitor
from .core.i18n import Phrase

_OWNER = Phrase("`convergio doctor` says how to get one.")
_VISITOR = Phrase("Whoever opened this classroom can set one up.")


def how_to_get(account: str) -> Phrase:
    """What stands for ``{how}`` in a sentence that wishes for a larger model."""
    return _VISITOR if is_visitor(account) else _OWNER
