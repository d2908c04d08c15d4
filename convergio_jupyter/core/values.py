"""Values that stay inside the engine: messages for a model, how far they may travel, money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from .i18n import decimal

Reach = Literal["any", "eu", "machine"]  # how far a text may travel; also how near a model is
NEARNESS: dict[Reach, int] = {"any": 0, "eu": 1, "machine": 2}

QUOTED = "prepared"  # the rule of a receipt for what is quoted in place of the demo model's own words
MICRO = 1_000_000  # one US dollar in the ledger's unit


class ToolSpec(NamedTuple):
    """A tool that a model may use. ``parameters`` is a JSON schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


class ToolUse(NamedTuple):
    """A tool that a model wants to be used. ``arguments`` is JSON text, as the model wrote it: untrusted."""

    id: str
    name: str
    arguments: str


class Message(NamedTuple):
    """One message of a prompt.

    An assistant's message may hold the tools that it wanted, a tool's message what the use ``tool_use`` gave, a user's
    message pictures, each as a ``data:`` address.
    """

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    tool_uses: tuple[ToolUse, ...] = ()
    tool_use: str = ""
    pictures: tuple[str, ...] = ()


def wishes(*, private: bool = False, eu: bool = False, best: bool = False) -> dict[str, Any]:
    """The fields of a question, or of a request, for what every surface calls ``private``, ``eu`` and ``best``."""
    return {
        "privacy": "private" if private else "public",
        "region": "eu" if eu else "any",
        "quality": "best" if best else "auto",
    }


def nearest(reaches: Iterable[Reach]) -> Reach:
    """The strictest: what was made of several travels no further than any of them."""
    return max(reaches, key=NEARNESS.__getitem__, default="any")


def may_go(text: Reach, model: Reach) -> bool:
    """Whether a text that may travel as far as ``text`` may go to a model that is as near as ``model``."""
    return NEARNESS[model] >= NEARNESS[text]


def dollars(micro: int, lang: str) -> str:
    """An amount for people: ``0.00 $``, ``0.0150 $``, ``1.20 $``; in Italian ``0,00 $``. The front end does so too."""
    parts_of_cents = 0 < micro < MICRO // 10 and micro % (MICRO // 100)
    digits = 6 if 0 < micro < 100 else 4 if parts_of_cents else 2  # what costs something never looks free
    return f"{decimal(micro / MICRO, digits, lang)} $"
