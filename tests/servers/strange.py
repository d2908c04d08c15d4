"""A settings file that names the strange server, and clicks for what teachers want of it."""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.privacy import Egress
from convergio_jupyter.servers.lending import Servers
from convergio_jupyter.settings_servers import McpServer
from convergio_jupyter.tools.base import Desk

pytest.importorskip("mcp", reason="mcp is not installed")
SCRIPT = Path(__file__).parent / "strange_server.py"


def strange(folder, kind="good", **more):
    """The settings of a strange server."""
    return McpServer(name="x", path=folder / "settings.toml", command=sys.executable, args=(str(SCRIPT), kind), **more)


def table(kind="good", more=""):
    """The same as it stands in a settings file."""
    return f'[mcp.x]\ncommand = "{sys.executable}"\nargs = ["{SCRIPT}", "{kind}"]\n{more}\n'


@contextmanager
def lent(server, *, local_only=False, data=None, opened=True):
    """The servers of a host that has this one only, opened already."""
    servers = Servers({server.name: server}, Egress(local_only=local_only), data)
    try:
        if opened:
            servers.standing()
        yield servers
    finally:
        servers.close()


def used(servers, name, lang="en", **arguments):
    """What a tool gives, or why it could not."""
    tool = next(each for each in servers.tools() if each.name == f"x__{name}")
    try:
        return tool.run(arguments, Desk(lang=lang)).text
    except Unable as failed:
        return f"failed: {failed}"
