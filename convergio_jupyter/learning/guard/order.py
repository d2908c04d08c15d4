"""Whether a text names steps in the order that is asked for, whatever it says between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..key import Key
from .plain import tidy
from .verdict import CLEAN, Verdict

LEAST_OPEN = 4  # steps of which the last one may be left out, as there is no other place for it
READ_AS_ONE = 6  # replies


def says_order(text: str, key: Key, history: Sequence[str] = ()) -> Verdict:
    """Whether the steps of ``key`` come in their order in ``text``, alone or with what was said just before."""
    said = _named(text, key)
    if not said:
        return CLEAN
    before = [place for each in history[-READ_AS_ONE:] for place in _named(each, key)]
    for places in (said, list(dict.fromkeys([*before, *said]))):
        if places == list(range(len(places))) and len(places) >= _least(len(key.among)):
            return Verdict(True, "text", "the steps in their order")
    return CLEAN


def _least(many: int) -> int:
    return many - 1 if many >= LEAST_OPEN else many


def _named(text: str, key: Key) -> list[int]:
    """The steps by their place, in the order in which ``text`` names each of them first."""
    found = [(each.start(), place) for place, form in enumerate(_forms(key)) if (each := form.search(text))]
    return [place for _, place in sorted(found)]


@lru_cache(maxsize=256)
def _forms(key: Key) -> tuple[re.Pattern[str], ...]:
    """Each step without what stands in brackets behind it."""
    short = [re.sub(r"\s*\([^()]*\)\s*", " ", tidy(step)).strip(" .") or tidy(step).strip() for step in key.among]
    return tuple(re.compile(rf"(?<!\w){_words(step)}(?!\w)", re.IGNORECASE) for step in short)


def _words(step: str) -> str:
    return r"\s+".join(map(re.escape, step.split()))
