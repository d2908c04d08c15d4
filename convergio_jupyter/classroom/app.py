"""Voila, made fit for a classroom.

As it comes, Voila calls a content network on every page, leaves a kernel behind after every visit, asks nobody who they
are, and drops the rest of the page behind a failing cell. Standalone it has one virtue that its server extension lacks:
pages may send widget messages only, so a visitor cannot run code. So this is the standalone app with the rest mended.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import Any

import tornado.web
from jupyter_core.paths import jupyter_runtime_dir
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler

from ..core import CLASSROOM_VARIABLE, GATEWAY_VARIABLE
from ..core.i18n import choose_language, translate
from ..gateway.extension import card_for, write_card
from ..gateway.handlers import SETTINGS_KEY, Gateway, handlers

IDLE_SECONDS = 60  # without a page; a page that closes says so, this is for those that could not
CELL_SECONDS = 120


class Classroom(Voila):
    """One lesson for everyone who has the address."""

    @classmethod
    def serve(cls, notebook: Path, *, port: int, ip: str, open_browser: bool, keys: Path | None = None) -> None:
        """Serves until it is interrupted or terminated. ``keys``: where those of the lesson are."""
        config = _config(choose_language())
        if keys is not None:
            config.Settings.keys_dir = str(keys)
        app = cls.instance(config=config)
        app.initialize([])
        app.notebook_path, app.root_dir = str(notebook), str(notebook.parent)
        app.port, app.ip, app.open_browser = port, ip, open_browser
        app.token = secrets.token_urlsafe(24)
        app.start()

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        self.gateway = Gateway(config=self.config, token=secrets.token_urlsafe(32), kernels_only=True)
        self.gateway_card = Path(jupyter_runtime_dir()) / f"convergio-{os.getpid()}.json"
        write_card(self.gateway_card, card_for(self, self.gateway.token))
        os.environ[GATEWAY_VARIABLE] = str(self.gateway_card)
        os.environ[CLASSROOM_VARIABLE] = "1"
        return {**settings, SETTINGS_KEY: self.gateway}

    def init_handlers(self) -> list[Any]:
        ours = [(self.base_url.rstrip("/") + pattern, handler) for pattern, handler in handlers()]
        theirs = super().init_handlers()
        return [*ours, *(_forgiving(entry) for entry in theirs)]

    def listen(self) -> None:
        self._announce()
        super().listen()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.gateway_card.unlink()
        self.ioloop.run_sync(self.gateway.close)
        super().stop()

    def _announce(self) -> None:
        host = socket.gethostname() if self.ip in ("", "0.0.0.0", "::") else self.ip
        address = f"http://{host}:{self.port}{self.base_url}?token={self.token}"
        print(translate("The classroom is open. Everyone with this address can come in:", choose_language()))
        print(f"  {address}")
        print(translate("Close it with Ctrl+C.", choose_language()))
        sys.stdout.flush()


class _ShutdownHandler(VoilaShutdownKernelHandler):
    """A closing page says goodbye with a beacon, which cannot carry the header that Jupyter wants.

    The beacon needs the visitor's login and the kernel's id, which nobody else can guess.
    """

    def check_xsrf_cookie(self) -> None:
        pass

    @tornado.web.authenticated
    async def post(self, kernel_id: str) -> None:
        if kernel_id not in self.kernel_manager:
            self.set_status(204)
            self.finish()
            return
        await super().post(kernel_id)


def _forgiving(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    if entry[1] is VoilaShutdownKernelHandler:
        return (entry[0], _ShutdownHandler, *entry[2:])
    return entry


def _config(lang: str) -> Config:
    config = Config()
    config.VoilaConfiguration.template = "convergio"
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.extension_allowlist = ["@voila-dashboards/widgets-manager8", "anywidget"]
    config.VoilaConfiguration.file_allowlist = [r".*\.(png|jpg|jpeg|gif|svg|webp|mp3|ogg|mp4|webm)"]
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaExecutor.allow_errors = True
    config.VoilaExecutor.timeout = CELL_SECONDS
    config.VoilaExecutor.interrupt_on_timeout = True
    config.VoilaExecutor.cell_error_instruction = translate("This step did not work; the lesson goes on below.", lang)
    config.MappingKernelManager.cull_idle_timeout = IDLE_SECONDS
    config.MappingKernelManager.cull_interval = 15
    config.Voila.log_level = "WARN"
    return config
