"""``%convergio tools``: what was allowed or refused to tools beforehand, shown and taken back."""

from __future__ import annotations

from typing import Any

from ..client import Client
from ..core.errors import WrongOption
from ..core.i18n import Phrase, translate
from .tables import Note, Table

USAGE = "%convergio tools [reset NUMBER|all]"
_MODES = {"lesson": "allowed", "never": "refused"}
JSON = Any


def show(rest: str, lang: str, client: Client) -> Table | Note:
    """Does what stands behind ``tools``. Raises ``WrongOption``."""
    action, _, which = rest.partition(" ")
    which = which.strip()
    if not rest:
        return _table(client.call("permits", lang=lang), lang)
    if action != "reset" or not (which == "all" or which.isdecimal()):
        raise WrongOption(name="tools", hint=Phrase("Write it like this: `{usage}`.", usage=USAGE))
    found = client.call("take_back", **({"all": True} if which == "all" else {"id": int(which)}))
    asks = "Taken back. You will be asked again." if found["count"] else "Nothing was allowed or refused there."
    return Note(translate(asks, lang))


def _table(found: list[JSON], lang: str) -> Table | Note:
    if not found:
        return Note(translate("You have allowed or refused no tool beforehand; you are asked each time.", lang))
    names = ("Number", "Tool", "You said", "Where")
    return Table(
        translate("Tools you allowed or refused", lang), [translate(name, lang) for name in names],
        [_row(each, lang) for each in found],
        translate("`%convergio tools reset NUMBER` takes one back, `reset all` takes back everything.", lang),
    )  # fmt: skip


def _row(permit: JSON, lang: str) -> tuple[str, ...]:
    place = "in the lesson {name}" if permit["lesson"] else "in one talk"
    said, where = translate(_MODES[permit["mode"]], lang), translate(place, lang, name=permit["lesson"])
    return (str(permit["id"]), permit["title"], said, where)
