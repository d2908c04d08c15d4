"""The doctor: names each missing piece and the command that mends it."""

from __future__ import annotations

from ..engine import Engine
from . import machine, models, servers
from .abilities import conformance
from .findings import Check, as_dict

__all__ = ["Check", "as_dict", "conformance", "examine"]


def examine(engine: Engine, lang: str) -> list[Check]:
    """Looks at everything an answer needs, in the order in which it is needed.

    Opens no connection to elsewhere, but to the MCP servers that the user has set up.
    """
    return _each_once(
        [
            *machine.examine(engine, lang),
            *models.examine(engine, lang),
            *servers.examine(engine, lang),
            *machine.surfaces(lang),
        ]
    )


def _each_once(checks: list[Check]) -> list[Check]:
    """One thing that is missing may keep several others from working; it is said once."""
    said: dict[tuple[bool, str, str], Check] = {}
    for check in checks:
        said.setdefault((check.ok, check.message, check.remedy), check)
    return list(said.values())
