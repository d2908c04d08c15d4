"""Jupyter servers to measure, with the scripted model or the real one."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common import fresh_user

from convergio_jupyter.core import GATEWAY_VARIABLE
from convergio_jupyter.providers.embedded import host, model
from tests.conftest import SHARED_DATA, place_model
from tests.e2e.conftest import Server, free_port, start_server

LAB = [
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
CARD_SECONDS = 60


@contextmanager
def user() -> Iterator[Path]:
    """The home of somebody who comes for the first time."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (Path(folder) / "work").mkdir()
        yield Path(folder)


@contextmanager
def user_with_model() -> Iterator[Path]:
    """The same with the demo model in the data folder. Its worker ends with the block."""
    with user() as home:
        place_model(model.install(SHARED_DATA, lambda *_: None), home / "data")
        try:
            yield home
        finally:
            host.stop(home / "data/run")


@contextmanager
def jupyter(home: Path, *options: str, module: str = "jupyter_server", **environment: str) -> Iterator[Server]:
    """A server on ``home/work``, ready to be asked."""
    server = start_server(module, list(options), home / "work", fresh_user(home, **environment), free_port(), "/api")
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def kernel_side(home: Path, server: Server) -> Iterator[dict[str, str]]:
    """Makes this process look like a kernel of ``server``: the environment that the server gives to its kernels."""
    card = home / "jupyter_runtime_dir" / f"convergio-{server.process.pid}.json"
    deadline = time.monotonic() + CARD_SECONDS
    while not (card.exists() and json.loads(card.read_text())):
        if time.monotonic() > deadline:
            raise RuntimeError(f"no gateway:\n{server.log.read_text()[-2000:]}")
        time.sleep(0.05)
    os.environ[GATEWAY_VARIABLE] = str(card)
    try:
        yield {GATEWAY_VARIABLE: str(card)}
    finally:
        del os.environ[GATEWAY_VARIABLE]
