"""Where somebody was in a lesson, when they come back to its page."""

from __future__ import annotations

from typing import ClassVar

from .page import ScriptOfPage


class PlaceScriptHandler(ScriptOfPage):
    """Scrolls there once the page is long enough: a lesson is built after a browser has tried to."""

    name = "place"
    words: ClassVar[dict[str, str]] = {}
