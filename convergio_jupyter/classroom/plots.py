"""Plots of a learner's progress, as SVG in the page: no script, and words that keep their size on a narrow screen.

Each stands beside a table that says the same. Lines and bars take the colour of text, so that they stay where the
system forces its own colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from markupsafe import Markup, escape

from ..core.i18n import translate
from ..learning.exercises.records import SkillState
from ..learning.progress.mastery import MASTERED
from ..learning.progress.practice import Day
from ..learning.study.agenda import day_said, month_said

ROW = 46  # pixels of a skill: its name, and the bar below
HEIGHT = 140  # of the bars of days
_WEEK = 7


def skills_plot(skills: Sequence[SkillState], lang: str) -> Markup:
    """How sure it is that each skill is known, a bar for each, and the mark from which it may be mastered."""
    rows = "".join(_bar(number, each, lang) for number, each in enumerate(skills))
    height = ROW * len(skills) + 26
    words = escape(translate("mastered from {share} % on", lang, share=round(100 * MASTERED)))
    below = f'<text class="muted" x="100%" y="{height - 6}" text-anchor="end">{words}</text>'
    said = ", ".join(f"{each.name} {_percent(each)}" for each in skills)
    title = translate("How sure it is that you know each skill", lang)
    return _svg("skills", height, title, said, f"{rows}{below}")


def days_plot(days: Sequence[Day], lang: str) -> Markup:
    """How many answers and cards there were on each day."""
    counts = [each.answers + each.cards for each in days]
    top = max(5, 5 * ceil(max(counts, default=0) / 5))
    width = 100 / len(days)
    bars = "".join(
        f'<rect class="bar" x="{width * number + width * 0.15:.2f}%" width="{width * 0.7:.2f}%"'
        f' y="{HEIGHT - _tall(count, top):.1f}" height="{_tall(count, top):.1f}"><title>'
        f"{escape(day_said(each.day, lang))}: {count}</title></rect>"
        for number, (each, count) in enumerate(zip(days, counts, strict=True))
        if count
    )
    lines = "".join(
        f'<line class="grid" x1="0" x2="100%" y1="{HEIGHT - _tall(value, top)}" y2="{HEIGHT - _tall(value, top)}"/>'
        f'<text class="muted" x="0" y="{HEIGHT - _tall(value, top) - 4}">{value}</text>'
        for value in (top, 0)
    )
    marks = "".join(
        f'<text class="muted" x="{width * number:.2f}%" y="{HEIGHT + 18}">{escape(_short(each.day, lang))}</text>'
        for number, each in enumerate(days)
        if number % _WEEK == 0
    )
    practised = sum(1 for count in counts if count)
    said = translate("You practised on {count} of {all} days.", lang, count=practised, all=len(days))
    title = translate("Answers and cards on each day", lang)
    return _svg("days", HEIGHT + 24, title, said, f"{lines}{bars}{marks}")


def _bar(number: int, state: SkillState, lang: str) -> str:
    y, share = number * ROW, _percent(state)
    said = f"{share} ✓ {translate('mastered', lang)}" if state.mastered else share
    return (
        # The number follows the name: at the other end it would be taken for the mark's.
        f'<text x="0" y="{y + 16}">{escape(state.name)} <tspan class="muted" dx="8">{escape(said)}</tspan></text>'
        f'<rect class="track" x="0" y="{y + 22}" width="100%" height="14" rx="3"/>'
        f'<rect class="bar" x="0" y="{y + 22}" width="{100 * state.known:.1f}%" height="14" rx="3"/>'
        f'<line class="mark" x1="{100 * MASTERED}%" x2="{100 * MASTERED}%" y1="{y + 20}" y2="{y + 38}"/>'
    )


def _short(day: date, lang: str) -> str:
    return f"{day.day} {month_said(day, lang)[:3]}"


def _percent(state: SkillState) -> str:
    return f"{round(100 * state.known)} %"


def _tall(value: int, top: int) -> float:
    return (HEIGHT - 16) * value / top


def _svg(name: str, height: int, title: str, said: str, drawn: str) -> Markup:
    head = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-said">{escape(said)}</desc>'
    return Markup(
        f'<svg class="plot" role="img" aria-labelledby="{name}-title {name}-said" width="100%" height="{height}">'
        f"{head}{drawn}</svg>"
    )
