"""What the usage widget shows, made of the service's ``usage``: every word and number is ready, in its language.

The page only draws, so it needs no catalogue of its own. ``days`` holds the last thirty, also those without an answer.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.i18n import translate
from ..core.values import dollars
from ..notebook.meters import JSON, count, meters_of
from ..notebook.report import about, note_on

DAYS = 30
DAY = 86_400  # seconds


def figures_of(usage: Mapping[str, Any], lang: str, now: float) -> JSON:
    """Everything on the first screen, and the table behind the plot."""
    month = time.strftime("%Y-%m", time.gmtime(now))
    this_month = [row for row in usage["days"] if row["day"].startswith(month)]
    return {
        "at": now,
        "title": translate("Spent this month", lang),
        "spent": about(dollars(usage["month_micro"], lang), this_month if usage["month_micro"] else ()),
        "meters": meters_of(usage, lang),
        "counts": _counts(this_month, lang),
        "plot": _plot(_by_day(usage["days"], now), lang),
        "note": note_on(usage["days"], lang) or translate("Nothing was asked in the last 30 days.", lang),
    }


def _counts(rows: Sequence[Mapping[str, Any]], lang: str) -> list[JSON]:
    names = {
        "answers": translate("Answers", lang),
        "input_tokens": translate("Tokens read", lang),
        "output_tokens": translate("Tokens written", lang),
    }
    values = {key: count(sum(row[key] for row in rows), lang) for key in names}
    marked = {key: value if key == "answers" else about(value, rows) for key, value in values.items()}
    return [{"name": name, "value": marked[key]} for key, name in names.items()]


def _by_day(rows: Sequence[Mapping[str, Any]], now: float) -> list[JSON]:
    days = [time.strftime("%Y-%m-%d", time.gmtime(now - DAY * ago)) for ago in reversed(range(DAYS))]
    found: dict[str, JSON] = {day: {"day": day, "answers": 0, "micro": 0} for day in days}
    for row in rows:
        if row["day"] in found:
            found[row["day"]]["answers"] += row["answers"]
            found[row["day"]]["micro"] += row["cost_micro"]
    return list(found.values())


def _plot(days: Sequence[JSON], lang: str) -> JSON:
    """The cost of each day, or the answers where nothing cost anything."""
    costs = any(day["micro"] for day in days)
    title = translate("Cost a day, the last 30 days" if costs else "Answers a day, the last 30 days", lang)
    highest = max(days, key=lambda day: day["micro"] if costs else day["answers"])
    most = dollars(highest["micro"], lang) if costs else count(highest["answers"], lang)
    used = highest["micro"] or highest["answers"]
    return {
        "title": title,
        "values": [day["micro"] if costs else day["answers"] for day in days],
        "first": days[0]["day"],
        "last": days[-1]["day"],
        "most": translate("Most: {amount} on {day}", lang, amount=most, day=highest["day"]) if used else "",
        "summary": translate("Show as a table", lang),
        "columns": [translate(name, lang) for name in ("Day", "Answers", "Cost")],
        "rows": [[day["day"], count(day["answers"], lang), dollars(day["micro"], lang)] for day in days],
    }
