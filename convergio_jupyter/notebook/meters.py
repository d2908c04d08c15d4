"""How much is used of each budget and of the plan: every word and number is ready, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.i18n import translate
from ..core.values import dollars

JSON = dict[str, Any]


def meters_of(usage: Mapping[str, Any], lang: str) -> list[JSON]:
    """How much is used of each budget and of the plan; empty where there is neither."""
    return [*(_budget(each, lang) for each in usage["budgets"]), *_plan(usage.get("plan"), lang)]


def _budget(budget: Mapping[str, Any], lang: str) -> JSON:
    spent, limit = budget["spent_micro"], budget["limit_micro"]
    words = translate(
        "{spent} of {limit}: {level}",
        lang,
        spent=dollars(spent, lang),
        limit=dollars(limit, lang),
        level=_level(budget["level"], lang),
    )
    return _meter(budget["name"], spent, limit, budget["level"], words)


def _plan(plan: Mapping[str, Any] | None, lang: str) -> list[JSON]:
    """The questions of the plan as a meter; a plan without a limit has none."""
    if not plan or not plan["questions"]:
        return []
    asked, most = plan["asked"], plan["questions"]
    words = translate("{asked} of {most} questions", lang, asked=count(asked, lang), most=count(most, lang))
    if plan["further"]:
        cost = dollars(plan["further_micro"], lang)
        words += ". " + translate("{number} more for {cost}", lang, number=count(plan["further"], lang), cost=cost)
    level = "pause" if asked >= most else "cheap" if asked >= 0.8 * most else "plenty"
    return [_meter(translate("Your plan: {name}", lang, name=plan["name"]), asked, most, level, words)]


def _meter(name: str, used: int, most: int, level: str, words: str) -> JSON:
    share = min(100, round(100 * used / most)) if most else 100
    return {"name": name, "percent": share, "level": level, "words": words}


def _level(level: str, lang: str) -> str:
    names = {
        "plenty": translate("plenty is left", lang),
        "balanced": translate("more than half is used", lang),
        "cheap": translate("almost used up", lang),
        "pause": translate("used up", lang),
    }
    return names[level]


def count(number: int, lang: str) -> str:
    """A whole number for people: 12,000; in Italian 12.000."""
    written = f"{number:,}"
    return written.replace(",", ".") if lang == "it" else written
