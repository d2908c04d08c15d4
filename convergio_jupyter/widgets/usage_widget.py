"""The usage widget: what was spent this month, how much of each budget is left, and the last thirty days.

The page asks for new figures every few seconds while it is seen; an answer of this process brings them at once. It asks
for the days it shows only, however long the ledger is.
"""

from __future__ import annotations

import contextlib
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..client import Client
from ..core.errors import ConvergioError
from ..core.i18n import choose_language, translate
from .usage_figures import DAY, DAYS, figures_of

_STATIC = Path(__file__).parent / "static"
DAYS_ASKED = DAYS + 1
SEEN_SECONDS = 15.0  # a page that is seen asks more often than this; one that was closed cannot say so
PATIENCE_SECONDS = 2.0  # for what an answer brings; the page asks for itself soon
_shown: weakref.WeakKeyDictionary[Usage, float] = weakref.WeakKeyDictionary()  # when its page asked last


class Usage(anywidget.AnyWidget):
    """What answers have cost, kept up to date. ``problem`` is why there is nothing newer."""

    _esm = _STATIC / "usage.js"
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
        self.take(_figures(self.connected(), self.lang))

    def take(self, found: dict[str, Any] | ConvergioError) -> None:
        """Shows what the host said."""
        if isinstance(found, ConvergioError):
            self.problem = found.info(self.lang).message
        else:
            self.figures, self.problem = found, ""

    def close(self) -> None:
        """Closes the widget, which then asks for nothing any more."""
        _shown.pop(self, None)
        super().close()

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        operation = message.get("op") if isinstance(message, dict) else ""
        if operation == "refresh":
            _shown[self] = time.monotonic()
            self.refresh()
            self.send({"op": "refreshed"})
        elif operation == "leave":
            _shown.pop(self, None)  # another view of it says in a few seconds that it is there

    def connected(self) -> Client:
        """The client of this widget."""
        if self._client is None:
            from ..notebook.api import client

            self._client = client()
        return self._client


def refresh_all() -> None:
    """Brings every usage widget that a page shows up to date: something was just answered.

    A host is asked once for all of them, and not waited for: an answer must not hang on what it cost.
    """
    for widget in [each for each, asked in _shown.items() if time.monotonic() - asked > SEEN_SECONDS]:
        _shown.pop(widget, None)
    groups: dict[tuple[int, str], list[Usage]] = {}
    for widget in list(_shown):
        groups.setdefault((id(widget.connected()), widget.lang), []).append(widget)
    asked = [(_Asking(widgets[0]), widgets) for widgets in groups.values()]
    until = time.monotonic() + PATIENCE_SECONDS
    for asking, widgets in asked:
        asking.join(max(0.0, until - time.monotonic()))
        if (found := asking.found) is None:
            continue
        for widget in widgets:
            with contextlib.suppress(Exception):  # a page that went away must not spoil an answer
                widget.take(found)


class _Asking(threading.Thread):
    """Asks a host for its figures; ``found`` is what came of it, once it came."""

    def __init__(self, widget: Usage) -> None:
        super().__init__(name="convergio-usage", daemon=True)
        self.found: dict[str, Any] | ConvergioError | None = None
        self._client, self._lang = widget.connected(), widget.lang
        self.start()

    def run(self) -> None:
        self.found = _figures(self._client, self._lang)


def _figures(client: Client, lang: str) -> dict[str, Any] | ConvergioError:
    now = time.time()
    try:
        return figures_of(client.call("usage", lang=lang, since=now - now % DAY - DAYS_ASKED * DAY), lang, now)
    except ConvergioError as error:
        return error
