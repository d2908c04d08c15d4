"""Asks whoever sits at a cell or a terminal whether a tool may act."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ..core.events import ToolCall
from ..core.i18n import translate

_CLICKS = {"y": "once", "s": "once", "l": "lesson", "never": "never", "mai": "never"}  # all else is no


def can_ask() -> bool:
    """Whether somebody can be asked: a notebook's cell takes input, and a terminal where one sits at it."""
    kernel = _kernel()
    return bool(getattr(kernel, "_allow_stdin", False)) if kernel is not None else sys.stdin.isatty()


def asker(call: Callable[..., Any], lang: str) -> Callable[[ToolCall], None]:
    """Asks about a tool that waits, and tells the host through ``call`` what was said."""

    def ask(event: ToolCall) -> None:
        question = translate("May this tool be used: {tool}?", lang, tool=event.title or event.name)
        choices = translate("y = once, l = in this lesson, never, Enter = no", lang)
        try:
            said = input(f"\n{question}\n{event.arguments}\n{choices}: ")
        except EOFError:
            said = ""
        click = _CLICKS.get(said.strip().casefold(), "no")
        call("permit", turn=event.turn, call=event.call, click=click)

    return ask


def _kernel() -> Any:
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None)
