"""``%convergio profile``: what a learner says of themselves, shown and changed."""

from __future__ import annotations

import shlex
from typing import Any

from ..client import Client
from ..core.errors import WrongOption
from ..core.i18n import Phrase, translate
from ..memory.access import ACCESS
from ..memory.profile import NAMES
from .display import printable
from .tables import Note, Table

COMMANDS = ("profile",)
PROFILE_USAGE = 'profile [NAME=VALUE … | goal="…" | forget]'
LABELS = {
    "nickname": "nickname",
    "age_band": "age",
    "lang": "language",
    "level": "level",
    "access": "access",
    "keep_minutes": "count my minutes",
}
JSON = dict[str, Any]


def show(command: str, rest: str, lang: str, client: Client) -> Table | Note:
    """Does what ``%convergio command rest`` says. Raises our errors."""
    return _profile(rest, lang, client)


def _profile(rest: str, lang: str, client: Client) -> Table | Note:
    if rest == "forget":
        client.call("profile_forget")
        return Note(translate("Your profile and your goals are forgotten.", lang))
    values = _values(rest)
    return _table(client.call("profile_change", values=values) if values else client.call("profile"), lang)


def _values(rest: str) -> dict[str, str]:
    """What stands behind the command, as names and values. Raises ``WrongOption``."""
    usage = WrongOption(name="profile", hint=Phrase("Write it like this: `{usage}`.", usage=PROFILE_USAGE))
    try:
        pairs = [part.partition("=") for part in shlex.split(rest)]
    except ValueError:  # a quote without its end
        raise usage from None
    if any(not sign or name not in (*NAMES, "goal") for name, sign, _ in pairs):
        raise usage
    return {name: value for name, _, value in pairs}


def _table(found: JSON, lang: str) -> Table:
    rows = [(name, translate(LABELS[name], lang), _said(name, found[name], lang)) for name in NAMES]
    rows += [("goal", translate("goal", lang), printable(goal["text"])) for goal in found["goals"]]
    columns = [translate(name, lang) for name in ("Name", "What", "Value")]
    note = "`profile level=beginner` says something, `profile goal=…` adds a goal, `profile forget` deletes all of it."
    access = translate("For access choose any of: {known}.", lang, known=", ".join(ACCESS))
    return Table(translate("Your profile", lang), columns, rows, f"{translate(note, lang)}\n{access}")


def _said(name: str, value: Any, lang: str) -> str:
    if name == "keep_minutes":
        return translate("yes" if value else "no", lang)
    if name == "access":
        return ", ".join(translate(ACCESS[each].label, lang) for each in value) or "–"
    return printable(str(value)) or "–"
