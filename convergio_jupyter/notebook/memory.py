"""``%convergio memory`` and ``convergio memory``: what is remembered, shown, corrected, forgotten and taken along."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from ..client import Client
from ..core.errors import WrongOption
from ..core.i18n import Phrase, translate
from .display import printable
from .tables import TERMINAL, Note, Table

ACTIONS = ("list", "add", "correct", "forget", "search", "export")
USAGE = "memory [add TEXT | correct NUMBER TEXT | forget NUMBER|all | search WORDS | export [FILE]]"
KINDS = {"goal": "goal", "difficulty": "difficulty", "preference": "preference", "about": "about you"}
JSON = Any
TALK = "talk-"  # before what a talk is called by, which is the beginning of its id
ID_LENGTH = 6


def act(action: str, rest: str, client: Client) -> JSON:
    """Does what stands behind ``memory``, and gives what the host says to it. Raises our errors."""
    if action == "add" and rest:
        return client.call("remember", text=rest)
    if action == "correct":
        number, _, text = rest.partition(" ")
        if text.strip():
            return client.call("correct", id=_number(number), text=text.strip())
    if action == "forget" and rest:
        return client.call("disremember", **_forgotten(rest))
    if action == "search" and rest:
        return client.call("memory", query=rest)
    if action == "export":
        return client.call("export")
    if action == "list" and not rest:
        return client.call("memory")
    raise WrongOption(name="memory", hint=Phrase("Write it like this: `{usage}`.", usage=USAGE))


def show(action: str, rest: str, lang: str, client: Client) -> Table | Note:
    """The same for people."""
    found = act(action, rest, client)
    if action in ("list", "search"):
        return _table(found, lang, searched=action == "search")
    if action == "export":
        return _exported(found, rest, lang)
    if action == "forget":
        if rest == "all":
            one = "Everything is forgotten: one fact, and what talks were about."
            many = "Everything is forgotten: {count} facts, and what talks were about."
            return Note(translate(one if found["count"] == 1 else many, lang, **found))
        text = found["talk"] if "talk" in found else found["fact"]["text"]
        return Note(translate("Forgotten: “{text}”.", lang, text=printable(text)))
    return Note(translate("Remembered as number {id}: “{text}”.", lang, id=found["id"], text=printable(found["text"])))


def parted(line: str) -> tuple[str, str]:
    """The action in what stands behind ``memory``, and the rest."""
    action, _, rest = line.strip().partition(" ")
    if action and action not in ACTIONS:
        raise WrongOption(name="memory", hint=Phrase("Write it like this: `{usage}`.", usage=USAGE))
    return action or "list", rest.strip()


def save(found: JSON, path: str) -> None:
    """Writes an export into a new file that only its owner can read. Raises ``WrongOption``."""
    save_text(json.dumps(found, ensure_ascii=False, indent=2), path)


def save_text(text: str, path: str) -> None:
    """Writes ``text`` into a new file that only its owner can read. Raises ``WrongOption``."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        hint = Phrase("{path} cannot be written, or is there already: name another file.", path=path)
        raise WrongOption(name="export", hint=hint, detail=str(error)) from error


def _exported(found: JSON, path: str, lang: str) -> Note:
    if not path:
        return Note(json.dumps(found, ensure_ascii=False, indent=2))
    save(found, path)
    count = len(found["facts"])
    said = "One fact is in {path}." if count == 1 else "{count} facts are in {path}."
    return Note(translate(said, lang, count=count, path=path))


def _table(found: JSON, lang: str, *, searched: bool) -> Table:
    rows = [_row(fact, lang) for fact in found["facts"]]
    rows += [_talk_row(talk, lang) for talk in found["talks"]]
    names = ("Number", "Kind", "What", "Said to", "When")
    return Table(
        translate("What is remembered", lang), [translate(name, lang) for name in names], rows,
        _note(found, lang, searched=searched, empty=not rows), TERMINAL,
    )  # fmt: skip


def _row(fact: JSON, lang: str) -> tuple[str, ...]:
    teacher = fact["teacher"] or translate("you wrote it", lang)
    kind = translate(KINDS.get(fact["kind"], fact["kind"]), lang)
    return (str(fact["id"]), kind, printable(fact["text"]), teacher, _day(fact["updated"]))


def _talk_row(talk: JSON, lang: str) -> tuple[str, ...]:
    name = f"{TALK}{talk['id'][:ID_LENGTH]}"
    return (name, translate("talk", lang), printable(talk["summary"]), talk["teacher"], _day(talk["updated"]))


def _note(found: JSON, lang: str, *, searched: bool, empty: bool) -> str:
    if not found["on"]:
        return translate("Memory is off: nothing new is remembered, and no teacher is told what is here.", lang)
    if empty and searched:
        return translate("Nothing that is remembered has these words.", lang)
    if empty:
        return translate("Nothing is remembered yet. `memory add TEXT` writes something down.", lang)
    return "" if searched else translate("`memory forget NUMBER` forgets one, `memory forget all` everything.", lang)


def _forgotten(which: str) -> JSON:
    """What ``forget`` names: all, a talk, or a fact."""
    if which == "all":
        return {"all": True}
    talk = which.removeprefix(TALK)
    return {"talk": talk} if talk and which != talk else {"id": _number(which)}


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        hint = Phrase("Write its number, as `memory` shows it.")
        raise WrongOption(name=text[:80], hint=hint) from None


def _day(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))
