"""The usage widget: what was spent this month, how much of each budget is left, and the last thirty days.

The page asks for new figures every few seconds while it is seen; an answer of this process brings them at once.
"""

from __future__ import annotations

import contextlib
import time
import weakref
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..client import Client
from ..core.errors import ConvergioError
from ..core.i18n import choose_language, translate
from .usage_figures import figures_of

_HERE = Path(__file__).parent
_shown: weakref.WeakSet[Usage] = weakref.WeakSet()


class Usage(anywidget.AnyWidget):
    """What answers have cost, kept up to date. ``problem`` is why there is nothing newer."""

    _esm = _HERE / "usage.js"
    _css = _HERE / "usage.css"
    lang = traitlets.Unicode().tag(sync=True)
    figures = traitlets.Dict().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)

    def __init__(self, *, lang: str = "", client: Client | None = None) -> None:
        super().__init__(lang=choose_language(lang))
        self._client = client
        self.on_msg(self._receive)
        self.refresh()

    def __repr__(self) -> str:
        """For places that show no widgets."""
        return (
            f"{self.figures.get('title', translate('Spent this month', self.lang))}: {self.figures.get('spent', '–')}"
        )

    def refresh(self) -> None:
        """Asks the host for the figures of this moment; the page is told also where nothing has changed."""
        try:
            usage = self._connected().call("usage", lang=self.lang)
        except ConvergioError as error:
            self.problem = error.info(self.lang).message
        else:
            self.figures, self.problem = figures_of(usage, self.lang, time.time()), ""

    def close(self) -> None:
        """Closes the widget, which then asks for nothing any more."""
        _shown.discard(self)
        super().close()

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        operation = message.get("op") if isinstance(message, dict) else ""
        if operation == "refresh":
            _shown.add(self)
            self.refresh()
            self.send({"op": "refreshed"})
        elif operation == "leave":
            _shown.discard(self)  # another view of it says in a few seconds that it is there

    def _connected(self) -> Client:
        if self._client is None:
            from ..notebook.api import client

            self._client = client()
        return self._client


def refresh_all() -> None:
    """Brings every usage widget that a page shows up to date: something was just answered."""
    for widget in list(_shown):
        with contextlib.suppress(Exception):  # a page that went away must not spoil an answer
            widget.refresh()
