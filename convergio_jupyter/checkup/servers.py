"""The user's MCP servers: whether each answers, and how many tools it has. Opens those that are not open yet."""

from __future__ import annotations

from ..engine import Engine
from .findings import Check


def examine(engine: Engine, lang: str) -> list[Check]:
    """A server that does not answer keeps no question from being answered, so it is a warning."""
    if engine.servers is None:
        return []
    from ..servers.lending import told  # whoever has no server never loads it

    found = []
    for standing in engine.servers.standing():
        ok, message, remedy = told(standing, lang)
        found.append(Check("mcp", True, message, remedy, warns=not ok or bool(remedy)))
    return found
