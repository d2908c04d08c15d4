"""Every verb of every route is behind login and permission, checked by Jupyter Server itself."""

import inspect

import pytest
from jupyter_server.base.handlers import JupyterHandler

from convergio_jupyter.gateway.endpoint import endpoint
from convergio_jupyter.gateway.handlers import RESOURCE, handlers

ROUTES = [*handlers(), *endpoint()]
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.mark.parametrize(("pattern", "handler"), ROUTES)
def test_every_verb_asks_for_login_and_permission(pattern, handler):
    assert issubclass(handler, JupyterHandler)
    assert handler.auth_resource == RESOURCE
    for verb in VERBS:
        method = getattr(handler, verb)
        if method.__qualname__.startswith("RequestHandler."):
            continue  # not supported: 405
        source = inspect.getsource(inspect.unwrap(method))
        assert "@web.authenticated" in source or "@ws_authenticated" in source, f"{pattern} {verb}"
        assert "@authorized(" in source or "is_authorized" in source, f"{pattern} {verb}"


def test_a_server_that_forbids_open_endpoints_starts_without_a_warning(tmp_path):
    import os
    import subprocess
    import sys

    code = (
        "import warnings\n"
        "from jupyter_server.utils import JupyterServerAuthWarning\n"
        "warnings.simplefilter('error', JupyterServerAuthWarning)\n"
        "from jupyter_server.serverapp import ServerApp\n"
        "app = ServerApp(allow_unauthenticated_access=False, open_browser=False, allow_root=True)\n"
        "app.initialize(['--ServerApp.port=0', '--IdentityProvider.token=x'])\n"
        "assert 'convergio_jupyter' in app.extension_manager.extensions\n"
        "print('fine')\n"
    )
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(tmp_path)}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert "fine" in result.stdout, result.stderr
