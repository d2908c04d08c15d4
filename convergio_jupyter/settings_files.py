"""The files that hold settings: the user's ``settings.toml`` and the site's ``site.toml``.

What is wrong in them is said with the file's name and never passed over: a rule that is lost silently protects nobody.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from traitlets import Bool, Float, Int, TraitError, Unicode

from .core.errors import WrongSetting
from .core.i18n import Phrase
from .core.values import MICRO

KINDS = ("course", "teacher")
SERVERS = "mcp"
NARROWER = ("local_only", "region", "block", "model", "hard_from", "cloud_share", "cascade", "memory", "age_band")
Traits = Mapping[str, Any]
_FORCED = "forced"
_HIDDEN = "••••"
MOST_SHOWN = 80  # characters of a wrong value
_PRICE = re.compile(r"0|\d{1,6}(\.\d{1,9})?/\d{1,6}(\.\d{1,9})?")
MOST_OF_A_WORD = 15  # characters in the path of an address; what is longer may be a key


class Number(Float[Any, Any]):
    """A number that can be counted with: no truth value, not infinite, and not “nan”, which no limit holds."""

    def validate(self, obj: Any, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            self.error(obj, value)
        return super().validate(obj, value)


class Whole(Int[Any, Any]):
    """A whole number; a truth value is none."""

    def validate(self, obj: Any, value: Any) -> Any:
        if isinstance(value, bool):
            self.error(obj, value)
        return super().validate(obj, value)


class Price(Unicode[str, str | bytes]):
    """What a million tokens read and written cost, in dollars: ``0.5/1.5``, or ``0`` where it is free."""

    info_text = "0, or two amounts as 0.5/1.5"

    def validate(self, obj: Any, value: Any) -> str:
        text: str = super().validate(obj, value)
        if text and not _PRICE.fullmatch(text):
            self.error(obj, value)
        return text


def micro_of(price: str) -> tuple[int, int] | None:
    """Millionths of a dollar for a million tokens read and written; None where no price is set."""
    if not price:
        return None
    read, _, written = price.partition("/")
    return round(float(read) * MICRO), round(float(written or read) * MICRO)


@dataclass(slots=True)
class Written:
    """What one file sets, the rules of courses and teachers in it, the servers, and what is wrong with it."""

    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    servers: dict[str, dict[str, Any]] = field(default_factory=dict)  # as they stand there; nobody checked them yet
    faults: list[WrongSetting] = field(default_factory=list)


def own_file(path: Path, traits: Traits) -> Written:
    """The user's file; an empty one where there is none. Whoever takes its values checks them."""
    found, written = _read(path)
    _take_rules(found, written, traits)
    _take_servers(found, written)
    found.values = written
    return found


def site_file(path: Path, traits: Traits) -> Written:
    """The file of whoever runs the machine; ``values`` are those that it forces."""
    found, written = _read(path)
    _take_rules(found, written, traits)
    _take_servers(found, written)
    found.values = _table(written.pop(_FORCED, {}), _FORCED, found)
    names = ", ".join((f"[{_FORCED}]", *(f"[{kind}.NAME]" for kind in (*KINDS, SERVERS))))
    for name in written:
        hint = Phrase("A site file holds these tables: {names}. What it forces stands below [forced].", names=names)
        found.faults.append(unknown(name, path, hint))
    return found


def first_of(paths: Sequence[Path]) -> Path:
    """The first of ``paths`` that is there; one that may not be looked at counts as being there."""
    for path in paths:
        try:
            if path.exists():
                return path
        except OSError:
            return path
    return paths[0]


def checked(trait: Any, value: Any, where: object) -> Any:
    """``value`` as ``trait`` keeps it. Raises ``WrongSetting``, which says what would fit; ``where`` it was set."""
    try:
        found = trait.validate(None, value)
    except (TraitError, OverflowError) as error:
        what = shown(trait, value)
        fault = Phrase("{name} is “{value}”, which does not fit.", name=where, value=what[:MOST_SHOWN])
        secret = what != str(value)
        raise WrongSetting(fault, _fitting(trait), setting=trait.name, detail="" if secret else str(error)) from None
    if found and trait.name.endswith("_base_url") and not is_address(found):
        fault = Phrase("{name} is “{value}”, which does not fit.", name=where, value=shown(trait, value)[:MOST_SHOWN])
        raise WrongSetting(fault, Phrase("Write http:// or https:// in front of it."), setting=trait.name)
    return found


def is_address(url: str) -> bool:
    """Whether ``url`` is one of HTTP, with a host."""
    return re.match(r"https?://[^/?#]", url, re.IGNORECASE) is not None


def unknown(name: str, path: object, hint: Phrase) -> WrongSetting:
    """The error for a name in a file that nobody would read."""
    return WrongSetting(Phrase("“{name}” in {path} is not something that can be set.", name=name, path=path), hint)


def nearest(name: str, known: Collection[str]) -> Phrase:
    """What whoever wrote ``name`` may have meant."""
    close = difflib.get_close_matches(name, known, n=1)
    return Phrase("Did you mean “{name}”?", name=close[0]) if close else Phrase("Correct its name, or take it out.")


def inside(name: str, path: object) -> Phrase:
    """Where a setting was found, for a sentence."""
    return Phrase("“{name}” in {path}", name=name, path=path)


def shown(trait: Any, value: Any) -> str:
    """A value as it may be shown: what can hold a password is not, and of an address not what can."""
    if trait.metadata.get("secret") and value:
        return _HIDDEN
    return without_secrets(str(value)) if trait.name.endswith("_url") else str(value)


def _read(path: Path) -> tuple[Written, dict[str, Any]]:
    found = Written(path)
    try:
        return found, tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return found, {}
    except OSError as error:
        fault, hint = Phrase("{path} cannot be read.", path=path), Phrase("Check that it is a file that you may read.")
        found.faults.append(WrongSetting(fault, hint, detail=str(error)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found.faults.append(not_toml(path, error))
    return found, {}


def not_toml(path: Path, error: Exception) -> WrongSetting:
    """The error for a file that should be TOML; it names the line."""
    line = re.search(r"line (\d+)", str(error))
    hint = Phrase('Look at its last line; a text stands in quotes: region = "eu".')
    if line:
        hint = Phrase('Look at line {line}; a text stands in quotes: region = "eu".', line=line[1])
    return WrongSetting(Phrase("{path} is not valid TOML.", path=path), hint, detail=str(error))


def _take_rules(found: Written, written: dict[str, Any], traits: Traits) -> None:
    """Takes the tables of courses and teachers out of ``written``. Each value is checked as the setting it narrows."""
    for kind in KINDS:
        tables = _table(written.pop(kind, {}), f"{kind}.NAME", found)
        for name, values in tables.items():
            found.rules[kind][name] = _rules(_table(values, f"{kind}.NAME", found), f"{kind}.{name}", found, traits)


def _take_servers(found: Written, written: dict[str, Any]) -> None:
    """Takes the tables of servers out of ``written``."""
    for name, values in _table(written.pop(SERVERS, {}), f"{SERVERS}.NAME", found).items():
        found.servers[name] = _table(values, f"{SERVERS}.NAME", found)


def _rules(values: dict[str, Any], table: str, found: Written, traits: Traits) -> dict[str, Any]:
    rules = {}
    for key, value in values.items():
        if key not in NARROWER:
            hint = Phrase("Such a table may hold: {names}.", names=", ".join(NARROWER))
            found.faults.append(unknown(f"{table}.{key}", found.path, hint))
            continue
        try:
            rules[key] = checked(traits[key], value, inside(f"{table}.{key}", found.path))
        except WrongSetting as error:
            found.faults.append(error)
    return rules


def _table(value: Any, name: str, found: Written) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    kind = name.partition(".")[0]
    fault = Phrase("“{name}” in {path} is not a table.", name=kind, path=found.path)
    found.faults.append(WrongSetting(fault, Phrase("Write it as a table: [{name}].", name=name)))
    return {}


def _fitting(trait: Any) -> Phrase:
    """What a setting can be."""
    if isinstance(trait, Bool):
        return Phrase("It can be: {names}.", names="true, false, 1, 0")
    if isinstance(trait, Int | Float):
        least, most = f"{trait.min:g}", f"{trait.max:,.0f}".replace(",", " ")
        if isinstance(trait, Int):
            return Phrase("It can be a whole number from {least} to {most}.", least=least, most=most)
        return Phrase("It can be a number from {least} to {most}.", least=least, most=most)
    values = getattr(trait, "values", None)
    if values is None:
        return Phrase("It must be a text, in quotes.")
    names = ", ".join(value for value in values if value)
    return (
        Phrase("It can be: {names}, or empty.", names=names)
        if "" in values
        else Phrase("It can be: {names}.", names=names)
    )


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def without_secrets(url: str) -> str:
    """An address without what likes to hold a key: who logs in, the query, and long words of the path."""
    found = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url)
    scheme = found[0] if found else ""
    login, at, rest = url.removeprefix(scheme).rpartition("@")
    if re.search(r"/.*[?#]", login):  # nobody knows whether this “@” ends a password or stands in a query
        return f"{scheme}{_HIDDEN}"
    place, *query = re.split(r"([?#])", rest, maxsplit=1)
    host, *words = place.split("/")
    path = "".join(f"/{word if len(word) <= MOST_OF_A_WORD else _HIDDEN}" for word in words)
    return scheme + f"{_HIDDEN}@" * bool(at) + host + path + (f"{query[0]}{_HIDDEN}" if query else "")
