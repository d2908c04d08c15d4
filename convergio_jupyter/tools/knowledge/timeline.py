"""The tool that puts events on a line of time: a picture, and the same in a table, in their order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.i18n import Unable, translate
from ..base import Desk, Result, Tool, schema
from ..drawing.figures import LOOKS, MUTED, box, card, fitted, marker, rule, text, ticks, wide
from ..drawing.telling import celled, table
from .dates import When, era, months, read_date

MOST_EVENTS = 40
_WIDTH = 640
_LEFT, _RIGHT, _TOP = 24.0, 616.0, 38.0  # of the line, and above the highest label
_ROW, _LANE = 34, 36  # pixels for a label, and for a span with its label
_WIDEST = 170
_GAP = 6


@dataclass(frozen=True, slots=True)
class Event:
    label: str
    start: When
    end: When | None
    when: str  # in words

    @property
    def last(self) -> float:
        return self.end.end if self.end else self.start.place


@dataclass(frozen=True, slots=True)
class Label:
    """Words above the line, over the point where their event stands."""

    event: Event
    x: float
    left: float
    right: float
    row: int


def timeline(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """A picture, some words and a table."""
    lang = desk.lang
    events = sorted(_events(arguments["events"], lang), key=lambda each: (each.start.place, each.last))
    title = arguments.get("title") or translate("Timeline", lang)
    first, last = events[0], max(events, key=lambda each: each.last)
    said = translate(
        "{count} events, from {low} to {high}.",
        lang,
        count=len(events),
        low=first.start.said(lang),
        high=(last.end or last.start).said(lang),
    )
    heads = [translate("When", lang), translate("What", lang)]
    parts = [said, table(heads, [[each.when, each.label] for each in events])]
    words = "\n\n".join([celled(title), *parts] if "title" in arguments else parts)
    told = "; ".join(f"{each.when}: {each.label}" for each in events)
    return Result(words, _picture(title, told, events, lang))


def _events(given: Sequence[Mapping[str, Any]], lang: str) -> list[Event]:
    spans = []
    for each in given:
        end = read_date(str(each["end"]), lang) if "end" in each else None
        spans.append((each["label"], read_date(str(each["date"]), lang), end))
    with_era = any(start.year < 0 for _, start, _ in spans)
    events = []
    for label, start, end in spans:
        when = start.said(lang, with_era=with_era)
        if end is not None:
            if end.end < start.place:
                raise Unable("“{label}” ends before it begins.", lang, label=celled(label))
            when = translate("{low} to {high}", lang, low=when, high=end.said(lang, with_era=with_era))
        events.append(Event(label, start, end, when))
    return events


def _picture(title: str, told: str, events: Sequence[Event], lang: str) -> str:
    low, high = min(each.start.place for each in events), max(each.last for each in events)
    room = (high - low) * 0.02 or 1.0
    low, high = low - room, high + room

    def x(place: float) -> float:
        return _LEFT + (place - low) / (high - low) * (_RIGHT - _LEFT)

    labels = _placed([(each, x(each.start.place)) for each in events if each.end is None])
    level = _TOP + _ROW * (1 + max((each.row for each in labels), default=-1)) + 8
    parts = [rule(each.x, level - _ROW * each.row - 30, each.x, level, MUTED) for each in labels]
    parts += [rule(x(at), level, x(at), level + 5, MUTED) for at, _ in _scale(low, high, lang)]
    parts += [text(_inside(x(at), wide(said, 11)), level + 18, said, size=11) for at, said in _scale(low, high, lang)]
    parts.append(rule(_LEFT, level, _RIGHT, level, MUTED))
    for each in labels:
        base = level - _ROW * each.row - 12
        parts.append(_ground(each.left, base - 24, each.right - each.left, 28))
        parts.append(text(each.left, base - 13, fitted(each.event.when, _WIDEST, 10), size=10, anchor="start"))
        parts.append(text(each.left, base, fitted(each.event.label, _WIDEST), anchor="start", weight=600))
        parts.append(marker(each.x, level, LOOKS[0]))
    bars, lanes = _bars([each for each in events if each.end is not None], x, level + 32)
    height = math.ceil(level + 34 + lanes * _LANE)
    return card(title, told, [*parts, *bars], width=_WIDTH, height=height)


def _placed(points: Sequence[tuple[Event, float]]) -> list[Label]:
    """A row for every label: the lowest where it covers no other, and where no stem runs through a label."""
    placed: list[Label] = []
    sized = [(event, x, _room(event)) for event, x in points]
    # Words go to the right of their stem, and near the end of the card to its left. Each kind begins where its words
    # go to, so that a later stem stands beside the words that are there already.
    leftward = sorted((each for each in sized if each[1] + each[2] > _WIDTH - 10), key=lambda each: each[1])
    rightward = sorted((each for each in sized if each not in leftward), key=lambda each: -each[1])
    for event, x, room in [*leftward, *rightward]:
        left = x - 4 if (event, x, room) in rightward else max(4.0, x + 4 - room)
        right = left + room
        free = [
            row
            for row in range(len(points))
            if not any(each.row == row and each.left < right + _GAP and left < each.right + _GAP for each in placed)
        ]
        clear = [
            row
            for row in free
            if not any(each.row < row and each.left < x < each.right for each in placed)
            and not any(each.row > row and left < each.x < right for each in placed)
        ]
        placed.append(Label(event, x, left, right, (clear or free)[0]))
    return placed


def _room(event: Event) -> float:
    bold = 1.14  # as much wider are the letters of a label
    return max(wide(fitted(event.label, _WIDEST)) * bold, wide(fitted(event.when, _WIDEST, 10), 10))


def _bars(spans: Sequence[Event], x: Any, top: float) -> tuple[list[str], int]:
    """A bar for every span, with its words under it, in as many lanes as it takes."""
    parts: list[str] = []
    ends: list[float] = []  # of each lane
    for each in spans:
        start, end = x(each.start.place), max(x(each.last), x(each.start.place) + 3)
        said = fitted(f"{each.label} ({each.when})", 460, 11)
        left = max(4.0, min(start, _WIDTH - 6 - wide(said, 11)))
        lane = next((lane for lane, taken in enumerate(ends) if taken + _GAP < min(left, start)), len(ends))
        ends[lane:] = [max(end, left + wide(said, 11)), *ends[lane + 1 :]]
        y = top + lane * _LANE
        parts.append(box(start, y, end - start, 8, LOOKS[2]))
        parts.append(text(left, y + 21, said, anchor="start", size=11))
    return parts, len(ends)


def _scale(low: float, high: float, lang: str) -> list[tuple[float, str]]:
    """Round years, or months where it is about a few years, with their places on the line."""
    if high - low < 3:
        step = next((step for step in (1, 2, 3, 6) if (high - low) * 12 / step <= 8), 12)
        first = math.ceil(low * 12 / step - 1e-9) * step
        found = []
        for month in range(first, math.floor(high * 12 + 1e-9) + 1, step):
            year = month // 12
            said = era(year if year > 0 else year - 1, lang)
            found.append((month / 12, f"{months(lang)[month % 12][:3]} {said}"))
        return found
    years = [round(each) for each in ticks(low, high, 5)]
    return [
        (float(year + (year < 0) or 1), era(year or 1, lang, with_era=low < 1))
        for year in dict.fromkeys(years)
        if low <= float(year + (year < 0) or 1) <= high
    ]


def _ground(x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#FFFFFF"/>'


def _inside(x: float, room: float) -> float:
    return min(max(x, 4 + room / 2), _WIDTH - 4 - room / 2)


_DATE = {"type": ["string", "integer"], "minLength": 1, "maxLength": 40}
TIMELINE = Tool(
    name="timeline",
    title="Timeline",
    description=(
        "Draws events on a line of time and lists them in order. date: a year (1492), a year BC (-490 or 490 BC), "
        "1492-10, 1492-10-12, or c. 1400 where it is not certain; end: the same, for what lasts. label: a few words."
    ),
    parameters=schema(
        ["events"],
        title={"type": "string", "maxLength": 120},
        events={
            "type": "array",
            "items": schema(
                ["date", "label"], date=_DATE, label={"type": "string", "minLength": 1, "maxLength": 120}, end=_DATE
            ),
            "minItems": 1,
            "maxItems": MOST_EVENTS,
        },
    ),
    run=timeline,
)
