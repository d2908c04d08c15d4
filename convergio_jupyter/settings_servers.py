"""The tables ``[mcp.NAME]`` of a settings file: servers whose tools the user lends to teachers.

Only the files of the user and of the site define them. A notebook, a lesson and a course's folder cannot: whoever names
a command here runs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .core.errors import WrongSetting
from .core.i18n import Phrase
from .settings_files import SERVERS, Written, inside, is_address, unknown

MOST_SERVERS = 20
# Keys that pay for answers: no server gets them, whoever asks. A test holds this to the keys that we know.
PROVIDER_KEYS = frozenset(
    {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY", "GEMINI_API_KEY", "OLLAMA_API_KEY"}
)
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,18}[A-Za-z0-9])?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_TEXTS, _LISTS = ("command", "url", "token"), ("args", "env", "tools")
_FIELDS = ("command", "args", "env", "url", "token", "tools", "offline")


@dataclass(frozen=True, slots=True, kw_only=True)
class McpServer:
    """One server: a ``command`` that runs here, or the ``url`` of one that runs somewhere.

    ``env`` and ``token`` are names of variables, whose values are read when it starts; ``tools`` are those that may be
    used, where not all. ``offline``: whoever set it up promises that what it gets stays on this computer.
    """

    name: str
    path: Path  # the file that defines it
    command: str = ""
    args: tuple[str, ...] = ()
    env: tuple[str, ...] = ()
    url: str = ""
    token: str = ""
    tools: tuple[str, ...] = ()
    offline: bool = False


def servers_in(*files: Written) -> tuple[dict[str, McpServer], list[WrongSetting]]:
    """The servers in ``files``, of which later ones win, and what is wrong with those that are left out."""
    found: dict[str, McpServer] = {}
    faults: list[WrongSetting] = []
    for file in files:
        for name, values in file.servers.items():
            try:
                found[name] = _server(name, values, file.path)
            except WrongSetting as error:
                faults.append(error)
    if len(found) > MOST_SERVERS:
        fault = Phrase("There are more than {count} tables [mcp.NAME].", count=MOST_SERVERS)
        faults.append(WrongSetting(fault, Phrase("Take out those that you do not need.")))
    return found, faults


def _server(name: str, values: Mapping[str, Any], path: Path) -> McpServer:
    table = f"{SERVERS}.{name}"
    if not _NAME.fullmatch(name):
        hint = Phrase("Such a name has letters, digits and hyphens, 20 at most.")
        raise unknown(table, path, hint)
    fields = {key: _value(f"{table}.{key}", key, value, path) for key, value in values.items()}
    server = McpServer(name=name, path=path, **fields)
    if bool(server.command) == bool(server.url):
        fault = Phrase("“{name}” in {path} needs either a command or a url.", name=table, path=path)
        hint = Phrase('Write command = "…" for a program on this computer, or url = "https://…" for a server.')
        raise WrongSetting(fault, hint)
    if server.url and not is_address(server.url):
        fault = Phrase("“{name}” in {path} is no address.", name=f"{table}.url", path=path)
        raise WrongSetting(fault, Phrase("Write http:// or https:// in front of it."))
    for variable in (*server.env, *filter(None, [server.token])):
        _check_variable(table, variable, path)
    return server


def _value(name: str, key: str, value: Any, path: Path) -> Any:
    """The value of a field, in its type."""
    if key not in _FIELDS:
        raise unknown(name, path, Phrase("Such a table may hold: {names}.", names=", ".join(_FIELDS)))
    if key in _LISTS and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if (key in _TEXTS and isinstance(value, str)) or (key == "offline" and isinstance(value, bool)):
        return value
    hint = Phrase("It must be a text, in quotes.")
    if key in _LISTS:
        hint = Phrase('It must be a list of texts: ["a", "b"].')
    elif key == "offline":
        hint = Phrase("It can be: {names}.", names="true, false")
    raise WrongSetting(Phrase("{name} does not fit.", name=inside(name, path)), hint)


def _check_variable(table: str, variable: str, path: Path) -> None:
    """Raises for what is no name of a variable, and for a variable that is none of a server's business."""
    if not _VARIABLE.fullmatch(variable):
        fault = Phrase("{name} does not fit.", name=inside(f"{table}.env", path))  # it may be the value: not shown
        raise WrongSetting(fault, Phrase("Write names of variables only; their values stay in the environment."))
    if variable.upper() in PROVIDER_KEYS or variable.upper().startswith("CONVERGIO_"):
        fault = Phrase(
            "“{name}” in {path} asks for {variable}, which no server gets.", name=table, path=path, variable=variable
        )
        raise WrongSetting(fault, Phrase("Put what the server needs into a variable of its own, and name that one."))
