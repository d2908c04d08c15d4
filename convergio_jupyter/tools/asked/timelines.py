"""Events that a question gives with their years, for a timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .wish import Wish

FEWEST = 2  # events


def timelines_in(text: str) -> Iterator[Wish]:
    """The timeline that ``text`` asks for, where it says what is to stand on it."""
    if found := _ASKED.fullmatch(text):
        parts = [
            each for each in re.split(";" if ";" in found["events"] else _BETWEEN, found["events"]) if each.strip()
        ]
        events = [event for part in parts if (event := _event(part.strip(" .")))]
        if FEWEST <= len(events) == len(parts):
            yield Wish("timeline", {"events": events})


def _event(text: str) -> dict[str, str]:
    """The event that ``text`` tells, its year before or behind it; empty where it has no year, or nothing else."""
    found = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if found is None:
        return {}
    start, _, end = re.sub("[–—]", "-", found["date"]).partition("-")
    return {"date": start.strip(), "label": found["label"], **({"end": end.strip()} if end else {})}


_ERA = r"(?:BCE?|AD|CE|[ad]\.? ?C\b\.?)"
_YEAR = rf"(?:(?:circa|about|ca?\.) ?)?(?:\d{{3,4}}(?: ?{_ERA})?|\d{{1,2}} ?{_ERA})"
_DATE = rf"(?P<date>{_YEAR}(?: ?[-–—] ?{_YEAR})?)"
_YEAR_FIRST = re.compile(rf"(?:(?:in|nel) )?{_DATE} ?[:,–-]? ?(?P<label>(?![\d:–-])\S.{{0,119}})", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(?P<label>\D{{0,119}}?[^\W\d]),?:? ?(?:in |nel )?\(?{_DATE}\)?", re.IGNORECASE)
_BETWEEN = re.compile(r",|\s(?:and|e)\s(?=\D{0,40}\d)")
_ASKED = re.compile(
    r"(?:(?:(?:show|draw|make|create|give)(?: me)?|disegna(?:re|mi)?|crea(?:re|mi)?|fare|fammi|fai|mostra(?:mi)?) )?"
    r"(?:an? |the |una |la )?(?:time ?line|linea del tempo|cronologia)(?: (?:of|with|for|di|con|per))?"
    r"(?: (?:these|the following|the|questi|i seguenti|i))?(?: (?:events|dates|eventi|date))?:? "
    r"(?P<events>.+)",
    re.IGNORECASE,
)
