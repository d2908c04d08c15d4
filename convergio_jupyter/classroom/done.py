"""How much of a lesson is done, above it."""

from __future__ import annotations

from typing import ClassVar

from .page import ScriptOfPage


class DoneScriptHandler(ScriptOfPage):
    """Counts what the exercises and questions of the page tell."""

    name = "done"
    words: ClassVar[dict[str, str]] = {"some": "{count} of {all} done", "all": "✓ All done"}
