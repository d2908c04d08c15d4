"""An answer that is interrupted ends as one that was stopped: what came is kept, paid and shown with its cost."""

from __future__ import annotations

import contextlib
import signal
import threading
import uuid
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

from ..client import Client
from ..core.events import Event
from ..core.schema import Question

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def asked(client: Client, question: Question) -> Generator[Event]:
    """The events of the answer; Ctrl-C and SIGTERM stop it, and ``KeyboardInterrupt`` is raised after the last one.

    An exception would come wherever we are just then, most often while a word is written, and take the closing events
    with it. So a signal only asks for the end; the next one does not wait for it.
    """
    turn = question.turn or uuid.uuid4().hex
    stop = _Stop(client, turn)
    with _listening(stop), contextlib.closing(client.ask(replace(question, turn=turn))) as events:
        for event in events:
            stop.is_begun = True
            yield event
    if stop.is_asked:
        raise KeyboardInterrupt


class _Stop:
    """What a signal does while a turn runs."""

    def __init__(self, client: Client, turn: str) -> None:
        self.is_begun = self.is_asked = False
        self._client = client
        self._turn = turn

    def __call__(self, number: int, frame: Any) -> None:
        if self.is_asked or not self.is_begun:  # a turn that has not begun cannot be told to stop
            raise KeyboardInterrupt
        self.is_asked = True  # in a thread, as what was interrupted here may hold the lock of the client
        threading.Thread(target=self._client.cancel, args=(self._turn,), daemon=True).start()


@contextlib.contextmanager
def _listening(stop: _Stop) -> Iterator[None]:
    """Signals go to ``stop``; only the main thread may say so, and only it gets them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
