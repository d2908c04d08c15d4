"""Our widgets' bundles as scripts, which a browser keeps: sooner than by way of a kernel, for each page anew."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from ..widgets.bundled import bundle_name, bundle_source

_USED = ("lesson", "editor", "chat", "board")
_FOR_EVER = "private, max-age=31536000, immutable"


class BundleHandler(JupyterHandler):
    """One bundle, by its name with its hash."""

    @web.authenticated
    def get(self, file: str) -> None:
        source = bundle_source(file)
        if source is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", _FOR_EVER)
        self.finish(source)


def with_bundles(page_config: dict[str, Any], *, base_url: str, **_: Any) -> dict[str, Any]:
    """Voila's hook for what a page is told: where the bundles are. Where they were not built, its widgets say so."""
    try:
        places = {name: f"{base_url}bundle/{bundle_name(name)}" for name in _USED}
    except FileNotFoundError:
        return page_config
    return {**page_config, "convergioBundles": places}
