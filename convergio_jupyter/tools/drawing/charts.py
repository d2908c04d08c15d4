"""The tool that draws data: lines, bars, points and histograms, with every value in a table beside the picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.i18n import Unable, translate
from ..base import Desk, Result, Tool, schema
from .figures import LOOKS, MOST_LOOKS, Frame, axes, box, card, frame_for, legend, marker, path, spoken
from .telling import celled, table

MOST_VALUES = 200
MOST_BARS = 60
MOST_BINS = 20
MOST_ROWS = 40  # of the table
MOST_SIZE = 1e12
LEAST_SIZE = 1e-100  # below it a number of a computer loses its digits

Series = tuple[str, list[float]]


def plot_data(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """Values as they were given, in a picture and in a table."""
    lang, kind = desk.lang, arguments["kind"]
    if kind == "pie":
        bars = plot_data({**arguments, "kind": "bar"}, desk)
        note = translate("Bars are drawn in place of a pie chart: they are easier to compare.", lang)
        return Result(f"{note}\n\n{bars.text}", bars.figure)
    series = _series(arguments, lang)
    if kind == "histogram":
        return _histogram(arguments, series, lang)
    names, xs = _across(arguments, series, lang)
    words = " ".join([_about(arguments, lang), *(_summary(name, values, names, xs, lang) for name, values in series)])
    rows = [
        [names[place] if names else spoken(x, lang), *(spoken(values[place], lang) for _, values in series)]
        for place, x in enumerate(xs)
    ]
    said = [words, table([arguments.get("x_label") or "x", *(name for name, _ in series)], rows[:MOST_ROWS])]
    if len(rows) > MOST_ROWS:
        said.append(translate("{count} more rows are in the picture only.", lang, count=len(rows) - MOST_ROWS))
    return Result("\n\n".join(said), _picture(arguments, series, names, xs, words, lang))


def _series(arguments: Mapping[str, Any], lang: str) -> list[Series]:
    if any(not abs(value) <= MOST_SIZE for each in arguments["series"] for value in each["values"]):
        raise Unable("A value is too large to be drawn.", lang)
    series = [
        (
            each.get("name") or f"{translate('Series', lang)} {number}",
            _sized(each["values"]),
        )
        for number, each in enumerate(arguments["series"], 1)
    ]
    if len({len(values) for _, values in series}) > 1:
        raise Unable("Every series needs as many values as the others.", lang)
    return series


def _sized(values: Sequence[float]) -> list[float]:
    return [float(value) if abs(value) > LEAST_SIZE else 0.0 for value in values]


def _across(arguments: Mapping[str, Any], series: Sequence[Series], lang: str) -> tuple[list[str], list[float]]:
    """What stands along the x axis: names, or numbers."""
    count = len(series[0][1])
    names, xs = arguments.get("labels", []), arguments.get("x", [])
    if (names and len(names) != count) or (xs and len(xs) != count):
        raise Unable("There must be as many labels, or values of x, as values in a series.", lang)
    if xs and not names:
        if any(not abs(x) <= MOST_SIZE for x in xs):
            raise Unable("A value is too large to be drawn.", lang)
        if arguments["kind"] != "bar":
            return [], _sized(xs)
        names = [spoken(x, lang) for x in xs]
    if arguments["kind"] == "bar":
        if count > MOST_BARS:
            raise Unable("At most {most} bars can be told apart.", lang, most=MOST_BARS)
        names = names or [str(number) for number in range(1, count + 1)]
    return list(names), [float(place) for place in range(count)] if names else [float(n) for n in range(1, count + 1)]


def _picture(
    arguments: Mapping[str, Any],
    series: Sequence[Series],
    names: Sequence[str],
    xs: Sequence[float],
    words: str,
    lang: str,
) -> str:
    kind = arguments["kind"]
    values = [value for _, each in series for value in each]
    low, high = min(values), max(values)
    if kind == "bar":  # a bar says how much by its length, so it begins at 0
        low, high = min(low, 0.0), max(high, 0.0)
    left, right = (-0.5, len(xs) - 0.5) if names else _roomy(min(xs), max(xs), 0.03)
    low, high = _roomy(low, high, 0.06, at_zero=kind == "bar")
    marks, rows = legend([name for name, _ in series], 44 if arguments.get("title") else 24, _mark(kind))
    marks, rows = (marks, rows) if len(series) > 1 else ([], 0)
    frame = frame_for((left, low), (right, high), lang, rows=rows, titled=bool(arguments.get("title")))
    parts = axes(frame, arguments.get("x_label", ""), arguments.get("y_label", ""), lang, names)
    for number, (_, each) in enumerate(series):
        parts += _drawn(kind, frame, xs, each, number, len(series))
    return _carded(arguments, words, [*parts, *marks], lang)


def _drawn(
    kind: str, frame: Frame, xs: Sequence[float], values: Sequence[float], number: int, of_how_many: int
) -> list[str]:
    look = LOOKS[number]
    if kind == "bar":
        slot = (frame.x(1) - frame.x(0)) * 0.8
        wide = slot / of_how_many
        zero = frame.y(0)
        return [
            box(frame.x(x) - slot / 2 + wide * number, min(frame.y(y), zero), wide * 0.92, abs(frame.y(y) - zero), look)
            for x, y in zip(xs, values, strict=True)
        ]
    places = [(frame.x(x), frame.y(y)) for x, y in zip(xs, values, strict=True)]
    dots = [marker(x, y, look) for x, y in places] if kind == "points" or len(places) <= 30 else []
    return [path([places], look), *dots] if kind == "line" else dots


def _histogram(arguments: Mapping[str, Any], series: Sequence[Series], lang: str) -> Result:
    """How many values lie in each of some equal classes."""
    if len(series) > 1:
        raise Unable("A histogram shows one series.", lang)
    name, values = series[0]
    low, high = min(values), max(values)
    count = min(MOST_BINS, max(1, math.ceil(math.log2(len(values)) + 1)))  # Sturges 1926
    if high <= low:
        low, high, count = low - 0.5, high + 0.5, 1
    wide = (high - low) / count
    counts = [0] * count
    for value in values:
        counts[min(count - 1, int((value - low) / wide))] += 1
    edges = [low + wide * place for place in range(count + 1)]
    frame = frame_for((low, 0.0), (high, max(counts) * 1.06), lang, titled=bool(arguments.get("title")))
    frequency = translate("Frequency", lang)
    parts = axes(frame, arguments.get("x_label", name), arguments.get("y_label", frequency), lang)
    for place, many in enumerate(counts):
        left, right = frame.x(edges[place]), frame.x(edges[place + 1])
        parts.append(box(left, frame.y(many), right - left, frame.bottom - frame.y(many), LOOKS[2]))
    words = " ".join([_about(arguments, lang), _summary(name, values, [], [], lang)])
    rows = [
        [translate("{low} to {high}", lang, low=spoken(a, lang), high=spoken(b, lang)), str(many)]
        for a, b, many in zip(edges, edges[1:], counts, strict=False)
    ]
    return Result(f"{words}\n\n{table([name, frequency], rows)}", _carded(arguments, words, parts, lang))


def _carded(arguments: Mapping[str, Any], words: str, parts: Sequence[str], lang: str) -> str:
    title = arguments.get("title", "")
    return card(title or _kind(arguments["kind"], lang), words, parts, headed=bool(title))


def _about(arguments: Mapping[str, Any], lang: str) -> str:
    said = _kind(arguments["kind"], lang)
    return f"{said}: {celled(arguments['title'])}." if arguments.get("title") else f"{said}."


def _kind(kind: str, lang: str) -> str:
    return {
        "line": translate("A line chart", lang),
        "bar": translate("A bar chart", lang),
        "points": translate("A chart of points", lang),
        "histogram": translate("A histogram", lang),
    }[kind]


def _summary(name: str, values: Sequence[float], names: Sequence[str], xs: Sequence[float], lang: str) -> str:
    low, high = min(values), max(values)

    def at(value: float) -> str:
        place = values.index(value)
        where = celled(names[place]) if names else f"x = {spoken(xs[place], lang)}" if xs else ""
        return spoken(value, lang) + (f" ({where})" if where else "")

    mean = spoken(math.fsum(values) / len(values), lang)
    return translate(
        "{name}: {count} values, the lowest {low}, the highest {high}, mean {mean}.",
        lang,
        name=celled(name),
        count=len(values),
        low=at(low),
        high=at(high),
        mean=mean,
    )


def _roomy(low: float, high: float, part: float, *, at_zero: bool = False) -> tuple[float, float]:
    """A range with some room at its ends, though not below bars that stand on 0."""
    room = (high - low) * part
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = abs(high) * 0.1 or 1.0
        at_zero = at_zero and low != high
    return (low if at_zero and low == 0 else low - room), (high if at_zero and high == 0 else high + room)


def _mark(kind: str) -> str:
    return {"bar": "bars", "points": "points"}.get(kind, "line")


_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": MOST_VALUES}
PLOT_DATA = Tool(
    name="plot_data",
    title="Chart of data",
    description=(
        "Draws data and gives them as a table as well. kind: line, bar, points, histogram, or pie, which is drawn as "
        "bars. series: one or more, each with a name and values. labels: names along the x axis; or x: numbers along "
        "it. A histogram takes one series of raw values and counts them itself."
    ),
    parameters=schema(
        ["kind", "series"],
        kind={"type": "string", "enum": ["line", "bar", "points", "histogram", "pie"]},
        labels={"type": "array", "items": {"type": "string", "maxLength": 80}, "maxItems": MOST_VALUES},
        x={"type": "array", "items": {"type": "number"}, "maxItems": MOST_VALUES},
        series={
            "type": "array",
            "items": schema(["values"], name={"type": "string", "maxLength": 80}, values=_NUMBERS),
            "minItems": 1,
            "maxItems": MOST_LOOKS,
        },
        title={"type": "string", "maxLength": 120},
        x_label={"type": "string", "maxLength": 60},
        y_label={"type": "string", "maxLength": 60},
    ),
    run=plot_data,
    seconds=10,
)
