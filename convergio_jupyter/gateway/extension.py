"""Mounts the gateway into a Jupyter server. Nothing heavy is imported until the first question.

Kernels find the gateway through the environment variable ``CONVERGIO_GATEWAY``. It names a file that only its owner
can read; in it are the address and a token that opens the gateway and nothing else of the server. The server's own
token stays out of kernels and notebooks.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join

from ..core import GATEWAY_VARIABLE
from .endpoint import endpoint
from .handlers import ROOT, SETTINGS_KEY, Gateway, handlers


class GatewayApp(ExtensionApp):
    """The gateway as Jupyter Server sees it."""

    name = "convergio_jupyter"

    def initialize_settings(self) -> None:
        """Makes the gateway and tells coming kernels where to find it."""
        self.gateway = Gateway(config=self.config, token=secrets.token_urlsafe(32))
        self.settings[SETTINGS_KEY] = self.gateway
        assert self.serverapp is not None
        self.gateway.root = Path(self.serverapp.root_dir).resolve()
        self.card = Path(self.serverapp.runtime_dir) / f"convergio-{os.getpid()}.json"
        os.environ[GATEWAY_VARIABLE] = str(self.card)

    def initialize_handlers(self) -> None:
        self.handlers.extend([*handlers(), *endpoint()])

    async def _start_jupyter_server_extension(self, serverapp: ServerApp) -> None:
        """Writes the card for kernels, now that the port is known."""
        await super()._start_jupyter_server_extension(serverapp)
        write_card(self.card, card_for(serverapp, self.gateway.token))

    async def stop_extension(self) -> None:
        """Stops what runs, keeps it, and takes the card away."""
        with contextlib.suppress(OSError):
            self.card.unlink()
        await self.gateway.close()


def gateway_here() -> Gateway:
    """The gateway of the server in this process. Raises ``GatewayMissing`` where the server has none."""
    from ..core.errors import GatewayMissing

    settings = ServerApp.instance().web_app.settings if ServerApp.initialized() else {}
    if SETTINGS_KEY not in settings:
        raise GatewayMissing()
    gateway: Gateway = settings[SETTINGS_KEY]
    return gateway


def card_for(app: ServerApp, token: str) -> dict[str, Any]:
    """What a kernel of ``app`` (a Jupyter server, or a classroom) needs to know."""
    certificate = getattr(app, "certfile", "")
    scheme = "wss" if certificate else "ws"
    url = url_path_join(f"{scheme}://{_reachable(app.ip)}:{app.port}", app.base_url, ROOT, "stream")
    return {"url": url, "token": token, "certificate": certificate}


def write_card(path: Path, card: dict[str, Any]) -> None:
    """Writes ``card`` so that only its owner can read it, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, part = tempfile.mkstemp(dir=path.parent, prefix=".convergio-")  # made with mode 0600
    with os.fdopen(number, "w", encoding="utf-8") as file:
        json.dump(card, file)
    os.replace(part, path)


def _reachable(ip: str) -> str:
    """The address on which this computer reaches a server that listens on ``ip``."""
    if ip in ("", "0.0.0.0", "::", "*"):
        return "127.0.0.1"
    return f"[{ip}]" if ":" in ip else ip
