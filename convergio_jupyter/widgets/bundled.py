"""A widget whose front end is a bundle that comes once a page.

A bundle has some hundred kilobytes, and a widget's ``_esm`` is sent and saved with every instance. So ``_esm`` is a
small loader that asks for the bundle, and for further parts of it when they are needed; after that, messages of the
session protocol pass between the page and the host untouched.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from ..client import Client, Pipe, visit_as
from ..core import CLASSROOM_VARIABLE
from ..core.errors import ConvergioError, ExtraMissing, GatewayLost, UnknownOption
from ..core.i18n import Phrase, choose_language
from ..core.protocol import language_in, refusal

_STATIC = Path(__file__).parent / "static"


class Bundled(anywidget.AnyWidget):
    """What every widget of ours that talks with the host has in common.

    ``parts`` are the names of its bundles, the first one is what shows it. Only what ``asks`` may put questions to the
    teachers: a page could have any other do so past what keeps answers back. In a ``classroom`` the page knows its
    visitor, because a reload begins a new kernel.
    """

    parts: ClassVar[tuple[str, ...]] = ()
    asks: ClassVar[bool] = False
    _esm = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)
    course = traitlets.Unicode().tag(sync=True)
    classroom = traitlets.Bool().tag(sync=True)

    def __init__(self, *, lang: str, course: str = "", client: Client | None = None, **traits: Any) -> None:
        super().__init__(
            _esm=_loader(self.parts),
            lang=choose_language(lang),
            course=course,
            classroom=bool(os.environ.get(CLASSROOM_VARIABLE)),
            **traits,
        )
        self._client = client
        self._pipe: Pipe | None = None
        self.on_msg(self._receive)

    def close(self) -> None:
        """Closes the widget. What was asked is still answered and kept."""
        self._hang_up()
        super().close()

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        operation = message.get("op")
        if operation == "bundle":
            name = str(message.get("name") or self.parts[0])
            if name in self.parts:
                self.send(_bundle(name))
        elif operation == "hello":
            with contextlib.suppress(ValueError):
                visit_as(str(message.get("visitor")))
        elif operation == "leave":
            self._hang_up()
            self.send({"state": "closed"})  # another view of this widget may still be there; it comes back by itself
        elif operation == "ask" and not self.asks:
            self._refuse(message, UnknownOption(name="ask", hint=Phrase("It is not an operation of the protocol.")))
        else:
            self._forward_or_refuse(self._outgoing(message))

    def _outgoing(self, message: dict[str, Any]) -> dict[str, Any]:
        """What goes to the host in place of ``message``."""
        return message

    def _forward_or_refuse(self, message: dict[str, Any]) -> None:
        try:
            self._forward(message)
        except ConvergioError as error:
            self._refuse(message, error)

    def _refuse(self, message: dict[str, Any], error: ConvergioError) -> None:
        self.send(refusal(message, error.info(choose_language(language_in(message), self.lang))))

    def _forward(self, message: dict[str, Any]) -> None:
        for attempt in (1, 2):
            if self._pipe is None:
                self._pipe = self._connected().open_pipe(self.send, self._lost)
            try:
                self._pipe.send(message)
                return
            except GatewayLost:
                self._pipe = None
                if attempt == 2:
                    raise

    def _connected(self) -> Client:
        if self._client is None:
            from ..notebook.api import client

            self._client = client()
        return self._client

    def _lost(self, pipe: Pipe) -> None:
        if self._pipe in (None, pipe):
            self._pipe = None
            self.send({"state": "closed"})

    def _hang_up(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def bundle_name(name: str) -> str:
    """What a bundle is called as a file, with its hash. Raises ``FileNotFoundError``."""
    return f"{name}-{_bundle(name)['hash']}.js"


def bundle_source(file: str) -> str | None:
    """The bundle that :func:`bundle_name` calls so; None for anything else."""
    name = file.partition("-")[0]
    with contextlib.suppress(FileNotFoundError):
        if name.isalpha() and bundle_name(name) == file:
            return _bundle(name)["bundle"]
    return None


@functools.cache
def _loader(parts: tuple[str, ...]) -> str:
    try:
        hashes = json.dumps({name: _bundle(name)["hash"] for name in parts})
        return (_STATIC / "loader.js").read_text(encoding="utf-8").replace("__PARTS__", hashes)
    except FileNotFoundError:
        raise ExtraMissing(feature=Phrase("A widget of ours"), extra="all") from None


@functools.cache
def _bundle(name: str) -> dict[str, str]:
    source = (_STATIC / f"{name}.js").read_text(encoding="utf-8")
    return {"bundle": source, "name": name, "hash": hashlib.sha256(source.encode()).hexdigest()[:16]}
