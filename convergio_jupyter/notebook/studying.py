"""``%convergio profile`` and ``plan``: what a learner says of themselves, and what they have planned to do."""

from __future__ import annotations

import shlex
from typing import Any

from ..client import Client
from ..core.errors import WrongOption
from ..core.i18n import Phrase, translate
from ..memory.access import ACCESS
from ..memory.profile import NAMES
from .display import printable
from .memory import save_text
from .tables import Note, Table

COMMANDS = ("profile", "plan")
PROFILE_USAGE = 'profile [NAME=VALUE … | goal="…" | forget]'
PLAN_USAGE = "plan [days=mon,wed,fri minutes=20 until=YYYY-MM-DD | again | done NUMBER | calendar FILE | forget]"
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETTIMANA = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
_DAYS = {name: number for week in (_WEEK, _SETTIMANA) for number, name in enumerate(week)}
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
    return _profile(rest, lang, client) if command == "profile" else _plan(rest, lang, client)


def _plan(rest: str, lang: str, client: Client) -> Table | Note:
    word, _, behind = rest.partition(" ")
    if word == "forget" and not behind:
        client.call("study_forget")
        return Note(translate("Your plan is deleted.", lang))
    if word == "calendar" and behind:
        save_text(client.call("study_calendar", lang=lang)["text"], behind)
        return Note(translate("What is left of your plan is in {path}: open it with your calendar.", lang, path=behind))
    if word == "done":
        return _agenda(client.call("study_tick", piece=_meant(behind, lang, client), lang=lang), lang)
    if word == "again" and not behind:
        return _agenda(client.call("study_again", lang=lang), lang)
    kept = client.call("study", lang=lang)
    return _agenda(client.call("study_make", lang=lang, **_wish(rest, kept)) if rest else kept, lang)


def _meant(number: str, lang: str, client: Client) -> str:
    """The piece with this number. Raises ``WrongOption``."""
    found = client.call("study", lang=lang)
    pieces = _pieces(found) if found else []
    if not number.isdecimal() or not 0 < int(number) <= len(pieces):
        raise WrongOption(name="done", hint=Phrase("Write its number, as `%convergio plan` shows it."))
    return str(pieces[int(number) - 1]["id"])


def _wish(rest: str, kept: JSON | None) -> JSON:
    """When there is time, as it is written; what is not said stays as it was. Raises ``WrongOption``."""
    usage = WrongOption(name="plan", hint=Phrase("Write it like this: `{usage}`.", usage=PLAN_USAGE))
    wish: JSON = dict(kept["wish"]) if kept else {}
    for part in rest.split():
        name, sign, value = part.partition("=")
        days = [_DAYS.get(each[:3].lower()) for each in value.split(",")]
        if not sign or name not in ("days", "minutes", "until") or (name == "minutes" and not value.isdecimal()):
            raise usage
        if name == "days" and None in days:
            known = "; ".join(map(", ".join, (_WEEK, _SETTIMANA)))
            odd = value.split(",")[days.index(None)] or "?"
            raise WrongOption(name=f"days={odd}", hint=Phrase("The days are called: {known}.", known=known))
        wish[name] = days if name == "days" else value
    return wish


def _pieces(found: JSON) -> list[JSON]:
    """What is left over, then what is to be done, in the order in which it is shown and counted."""
    return [*found["late"], *(piece for day in found["days"] for piece in day["pieces"])]


def _agenda(found: JSON | None, lang: str) -> Table | Note:
    if found is None:
        how = "There is no plan yet. Make one with `%convergio plan days=mon,wed,fri minutes=20`."
        return Note(translate(how, lang))
    whens = [translate("late", lang)] * len(found["late"])
    for day in found["days"]:
        whens += [day["said"]] * len(day["pieces"])
    rows = [
        (str(number), when, printable(each["said"]), str(each["minutes"]), "✓" if each["done"] else "")
        for number, (when, each) in enumerate(zip(whens, _pieces(found), strict=True), 1)
    ]
    columns = [translate(name, lang) for name in ("Number", "When", "What", "Minutes", "done")]
    how = "`plan done NUMBER` ticks one off, `plan again` plans anew, `plan calendar FILE` takes it along."
    note = "\n".join([*found["verdict"], translate(how, lang)])
    return Table(f"{translate('Your plan', lang)}: {found['said']}", columns, rows, note)


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
