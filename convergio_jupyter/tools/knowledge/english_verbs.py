"""English verbs: their five forms, by the rules of spelling and from our list of the irregular ones."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .shipped import rows_of

MODALS = ("can", "could", "may", "might", "must", "shall", "should", "will", "would", "ought")
_VERB = re.compile(r"[a-z]{1,24}")
_CLOSED = re.compile(r"(?:^|[^aeiou]|qu)[aeiou][bcdfgklmnprstvz]$")  # one vowel, one consonant: stop, quit
# The last part is stressed in these, so that its consonant is doubled as in a short verb.
_STRESSED = frozenset(
    (
        *("begin", "forget", "upset", "forbid", "admit", "commit", "permit", "submit", "omit", "emit"),
        *("transmit", "prefer", "refer", "infer", "confer", "defer", "deter", "transfer", "occur", "recur", "incur"),
        *("concur", "control", "patrol", "compel", "propel", "expel", "repel", "rebel", "excel", "equip", "regret"),
        *("allot", "acquit", "abet", "undercut", "befit", "outwit", "unplug", "format"),
    )
)
_BRITISH = re.compile(r"[^aeiou][aeiou]l$")  # travel: travelled, in America traveled


@dataclass(frozen=True, slots=True)
class Forms:
    base: str
    third: str
    past: str
    participle: str
    ing: str
    listed: bool  # otherwise by rule only


def forms_of(verb: str) -> Forms | None:
    """The forms of ``verb``, with or without its *to*; ``None`` where it cannot be one English verb."""
    base = verb.removeprefix("to ").strip()
    if not _VERB.fullmatch(base) or base in MODALS:
        return None
    row = _irregular().get(base)
    past = _spaced(row["past"]) if row else _past(base)
    third = {"be": "am / is / are", "have": "has"}.get(base) or _third(base)
    return Forms(
        base,
        third,
        past,
        _spaced(row["participle"]) if row else past,
        _ing(base),
        row is not None,
    )


def _spaced(either: str) -> str:
    return either.replace("/", " / ")


@functools.cache
def _irregular() -> Mapping[str, Mapping[str, str]]:
    return {row["base"]: row for row in rows_of("verbs_en.csv")}


def _third(base: str) -> str:
    if base.endswith("quiz") or base == "gas":
        return base + base[-1] + "es"
    if base.endswith(("s", "x", "z", "ch", "sh")) or re.search(r"[^aeiou]o$", base):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    return _doubled(base, "ed")


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and base not in ("be", "singe", "binge", "tinge") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return _doubled(base, "ing")


def _doubled(base: str, end: str) -> str:
    """``base`` with ``end``, the last consonant twice where the vowel before it is short and stressed."""
    if re.search(r"[aeiou]c$", base):  # panic: panicked
        return base + "k" + end
    short = len(re.findall(r"[aeiouy]+", base.replace("qu", "q"))) == 1 and _CLOSED.search(base) is not None
    if base in _STRESSED or short:
        return base + base[-1] + end
    if _BRITISH.search(base):
        return f"{base}l{end} / {base}{end}"
    return base + end
