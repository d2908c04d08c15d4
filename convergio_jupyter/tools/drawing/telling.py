"""Says in words and tables what a picture shows, for who does not see it, and for the model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...core.i18n import translate
from ..mathematics.curves import MOST_PLACES, Curve, Function
from .figures import Point, printable, spoken

_ALIKE = str.maketrans({"|": "∣", "`": "'", "\\": "⧵", "<": "‹", ">": "›", "&": "＆"})
MOST_TOLD = 6  # places of one kind


def told(name: str, of: Function, curve: Curve, across: Point, lang: str) -> str:
    """The graph of ``of`` between two places, in some sentences."""
    low, high = across
    said = [
        translate(
            "{name}, drawn from {low} to {high}.", lang, name=name, low=spoken(low, lang), high=spoken(high, lang)
        )
    ]
    if not curve.pieces:
        return " ".join([*said, translate("It has no value there.", lang)])
    said += _gaps(curve, high - low, lang)
    if len(curve.zeros) >= MOST_PLACES or len(curve.highs) + len(curve.lows) >= MOST_PLACES:
        said.append(translate("It goes up and down too often to be followed here: take a smaller range.", lang))
        return " ".join(said)
    if low <= 0 <= high and (start := of([0.0])[0]) == start:
        start = 0.0 if 0.0 in curve.zeros else start  # but for rounding
        said.append(translate("It meets the y axis at {value}.", lang, value=spoken(start, lang)))
    if curve.zeros:
        zeros = "Zero: {places}." if len(curve.zeros) == 1 else "Zeros: {places}."
        said.append(translate(zeros, lang, places=_places(curve.zeros, lang)))
    elif not curve.flat:
        said.append(translate("No zero was found.", lang))
    for a, b in curve.flat[:MOST_TOLD]:
        said.append(
            translate("It is zero from about {low} to {high}.", lang, low=spoken(a, lang), high=spoken(b, lang))
        )
    if curve.highs:
        highs = "Local maximum at {places}." if len(curve.highs) == 1 else "Local maxima at {places}."
        said.append(translate(highs, lang, places=_points(curve.highs, lang)))
    if curve.lows:
        lows = "Local minimum at {places}." if len(curve.lows) == 1 else "Local minima at {places}."
        said.append(translate(lows, lang, places=_points(curve.lows, lang)))
    if not (curve.grows or curve.climbs):
        heights = curve.heights()
        bottom, top = spoken(min(heights), lang), spoken(max(heights), lang)
        said.append(translate("Its values go from {low} to {high} here.", lang, low=bottom, high=top))
    return " ".join(said)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; nothing in a cell can leave it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(celled, line)) + " |" for line in lines)


def celled(said: str) -> str:
    """``said`` as plain words in Markdown: a name that somebody wrote gets no link, picture, code or markup."""
    if said == "---":
        return said
    shown = printable(said).translate(_ALIKE)
    return re.sub(r"([*_\]!#~$])", r"\\\1", shown)  # an escaped “[” would begin a formula


def _gaps(curve: Curve, wide: float, lang: str) -> list[str]:
    said = []
    places = [a for a, b in curve.undefined if b - a < wide * 1e-6]
    stretches = [(a, b) for a, b in curve.undefined if b - a >= wide * 1e-6]
    if places:
        said.append(translate("It has no value at x = {places}.", lang, places=_places(places, lang)))
    if stretches:
        shown = "; ".join(
            translate("{low} to {high}", lang, low=spoken(a, lang), high=spoken(b, lang))
            for a, b in stretches[:MOST_TOLD]
        )
        said.append(translate("It has no value in these stretches: {places}.", lang, places=shown))
    if endless := sorted({*curve.breaks, *curve.climbs}):
        said.append(translate("It jumps or grows without end at x = {places}.", lang, places=_places(endless, lang)))
    return said


def _places(places: Sequence[float], lang: str) -> str:
    shown = "; ".join(spoken(each, lang) for each in places[:MOST_TOLD])
    return _and_more(shown, len(places), lang)


def _points(points: Sequence[Point], lang: str) -> str:
    shown = ", ".join(f"({spoken(x, lang)}; {spoken(y, lang)})" for x, y in points[:MOST_TOLD])
    return _and_more(shown, len(points), lang)


def _and_more(shown: str, count: int, lang: str) -> str:
    if count <= MOST_TOLD:
        return shown
    return translate("{places} and {count} more", lang, places=shown, count=count - MOST_TOLD)
