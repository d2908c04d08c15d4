"""Numbers that were lent and are to be drawn."""

from __future__ import annotations

import ast
import contextlib
import csv
import itertools
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ...core.schema import Attachment
from ...core.syntax import parse_python
from ..reading.columns import contents_of
from .wish import Wish

MOST_VALUES = 200  # of a list that is drawn


def charts_in(text: str, lent: Iterable[Attachment]) -> Iterator[Wish]:
    """What ``text`` wants to see drawn: the numbers that it gives, or some that were lent."""
    given = [chart for form in _GIVEN if (found := form.fullmatch(text)) and (chart := _of_given(found))]
    if given:
        yield given[0]
    elif _CHART.fullmatch(text) and (chart := _of_lent(text, lent, _DATA)):
        yield chart


def _of_given(found: re.Match[str]) -> Wish | None:
    """The chart of the numbers in a question; None where it says anything else among them."""
    name, data = (found["name"] or "").strip(), found["data"]
    whole = _given(f"{name}: {data}") if name else []  # apples: 3, pears: 5, where the first is no name of all
    values = whole or _given(data)
    if not values:
        return None
    is_italian = _ITALIAN.match(found["chart"]) is not None
    if unclear := [number for _, number in values if _TWO_WAYS.fullmatch(number) and ("," in number or is_italian)]:
        return Wish("calculator", {"expression": unclear[0]}) if "," in unclear[0] else None  # who asks which is meant
    labels, numbers = [label for label, _ in values if label], [_read(number) for _, number in values]
    named = {"name": name} if name and not whole else {}
    kind = next((kind for kind, words in _KINDS.items() if words.search(found["chart"])), "bar")
    arguments = {
        "kind": "bar" if labels and kind in ("histogram", "points") else kind,
        "series": [{**named, "values": numbers}],
    }
    return Wish("plot_data", {**arguments, **({"labels": labels} if labels else {})})


def chart_in(question: str, lent: Iterable[Attachment]) -> Wish | None:
    """What shows the numbers that were lent and that ``question`` speaks of: the lowest, the highest, the mean."""
    return _of_lent(question, lent, _OF_NUMBERS)


def numbers_meant(said: str, lent: Iterable[Attachment]) -> list[str]:
    """The numbers of a list or a column that was lent, which ``said`` names or points at; none where it does not."""
    for name, numbers in (column for each in lent for column in _columns(each)):
        if said == name or _THESE.fullmatch(said):
            return [str(int(each) if each == int(each) else each) for each in numbers]
    return []


def _of_lent(question: str, lent: Iterable[Attachment], speaks: re.Pattern[str]) -> Wish | None:
    columns = [column for each in lent for column in _columns(each)]
    named = [column for column in columns if re.search(rf"\b{re.escape(column[0])}\b", question)]
    meant = named or (columns if speaks.search(question) else [])
    name, numbers = next((column for column in meant if column[1]), ("", []))
    return (
        Wish("plot_data", {"kind": "points", "series": [{"name": name[:80], "values": numbers}]}) if numbers else None
    )


def _read(number: str) -> float:
    for thousands, grouped in _GROUPED.items():
        if grouped.fullmatch(number):
            number = number.replace(thousands, "")
    return float(number.replace(",", "."))


def _given(text: str) -> list[tuple[str, str]]:
    """The numbers as ``text`` writes them, all with a name or all without one; none where it says anything else."""
    between = ";" if ";" in text else "," if _BARE_LIST.fullmatch(text) else _BETWEEN
    parts = [_NAMED.fullmatch(each.strip()) for each in re.split(between, text)]
    values = [((each["a"] or each["b"] or "").strip(), each["number"]) for each in parts if each]
    same = len({bool(label) for label, _ in values}) == 1
    return values if 1 < len(values) == len(parts) <= MOST_VALUES and same else []


def _columns(lent: Attachment) -> Iterator[tuple[str, list[float]]]:
    """The numbers that were lent, by name: a list, or the columns of a table; none that is not there as a whole."""
    if lent.kind == "file" and lent.label.casefold().endswith(".csv"):
        with contextlib.suppress(csv.Error):  # a field without end
            rows = list(itertools.islice(csv.reader(lent.text.splitlines()), MOST_VALUES + 2))
            for name, *values in zip(*rows, strict=False):
                yield name.strip(), _numbers([_number(value) for value in values])
    elif lent.kind == "file":  # a list of numbers, and nothing else
        words = re.split(r"[\s,;]+", lent.text.strip(), maxsplit=MOST_VALUES)
        yield lent.label, _numbers([_number(word) for word in words])
    elif lent.kind == "variable" and lent.text.startswith(("list\n", "tuple\n")):
        with contextlib.suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            (said,) = parse_python(contents_of(lent).strip()).body
            yield lent.label, _numbers(ast.literal_eval(getattr(said, "value", said)))


def _numbers(found: Any) -> list[float]:
    """``found``, where it is a list of numbers that can be drawn."""
    if not isinstance(found, list | tuple) or not 1 < len(found) <= MOST_VALUES:
        return []
    return list(found) if all(type(each) in (int, float) and math.isfinite(each) for each in found) else []


def _number(text: str) -> float | None:
    """The number that is written in a field of a table."""
    return float(text) if _WRITTEN.fullmatch(text.strip()) else None


_CHART = re.compile(
    r"(?!.*\b(?:and|why|perché)\b)(?:(?:plot|chart|graph) .{1,60}|"
    r"(?:draw|make|show|disegna(?:re|mi)?|fai|fammi|mostra(?:mi)?|crea) "
    r".{0,20}\b(?:chart|graph|plot|histogram|grafico|diagramma)\b.{0,60}|"
    r"(?:draw|show(?: me)?|disegna(?:mi)?|mostra(?:mi)?) (?:this|these|it|them|quest[oaie])"
    r"(?: (?:data|numbers|values|list|dati|numeri|valori|lista|elenco))?)",
    re.IGNORECASE,
)
_SORT = (
    r"(?P<chart>(?:[a-z]+ )?(?:chart|graph|plot|histogram|diagram)|istogramma|ortogramma|"
    r"(?:grafico|diagramma)(?: a (?:barre|linee|punti|torta|colonne))*(?: o a (?:barre|torta))?)"
)
_SAID = (
    r"(?: (?:the|these|my|i|questi))?(?: (?:data|numbers|values|dati|numeri|valori))?"
    r"(?: (?P<name>[^\d:,;]{1,40})(?=:))?:? (?P<data>.*\d.*?)"
)
_GIVEN = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:(?:plot|draw|make|create|show)(?: me)?|disegna(?:re|mi)?|fai|fammi|fare|mostra(?:mi)?|crea(?:mi)?)? ?"
        rf"(?:an? |the |un |il |l')?{_SORT}"
        rf"(?: (?:of|with|for|from|showing|d(?:i|ei|egli|elle|el|ella)|con|per|da))?{_SAID}",
        rf"(?:plot|draw|show(?: me)?|disegna(?:mi)?|mostra(?:mi)?){_SAID} (?:as|in|on|come|con) (?:an? |un )?{_SORT}",
    )
]
_KINDS = {
    "histogram": re.compile("histogram|istogramma", re.IGNORECASE),
    "pie": re.compile(r"\bpie\b|torta", re.IGNORECASE),
    "line": re.compile("line", re.IGNORECASE),
    "points": re.compile("scatter|point|dot|punti", re.IGNORECASE),
}
_BARE_LIST = re.compile(r"-?\d+(?:,-?\d+){2,}")
_BETWEEN = re.compile(r",\s+(?:and |e )?|\s+(?:and|e)\s+(?=[^,]*\d)")
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")  # thousands to some, a decimal to others
_ITALIAN = re.compile(r"grafico|diagramma|istogramma|ortogramma", re.IGNORECASE)
_GROUPED = {  # by thousands beyond doubt
    ",": re.compile(r"-?\d{1,3}(?:(?:,\d{3}){2,4}(?:\.\d{1,15})?|,\d{3}\.\d{1,15})"),
    ".": re.compile(r"-?\d{1,3}(?:(?:\.\d{3}){2,4}(?:,\d{1,15})?|\.\d{3},\d{1,15})"),
}
_NAMED = re.compile(
    r"(?:(?P<a>[^\d:=;]{1,40}?)[ :=]\s*)?"
    rf"(?P<number>{'|'.join(each.pattern for each in _GROUPED.values())}|-?\d{{1,15}}(?:[.,]\d{{1,15}})?)"
    r"(?: (?P<b>[^\W\d]{2}[^\d:=;]{0,38}))?"
)
_WRITTEN = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_THESE = re.compile(
    r"(?:the |my |all |la |l'|il |i )?(?:list|data|numbers|values|lista|elenco|dati|numeri|valori)|"
    r"(?:this|these|it|them|that|quest[oaie])(?: (?:list|data|numbers|values|lista|elenco|dati|numeri|valori))?",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data|numbers|values|this|these|it|them|list|dati|numeri|valori|quest[oaie]|lista|elenco)\b", re.IGNORECASE
)
# What a question on lent numbers speaks of, where nothing else answers it.
_OF_NUMBERS = re.compile(
    rf"{_DATA.pattern}|\b(?:chart|graph|plot|mean|average|median|highest|lowest|largest|smallest|maximum|minimum|max|min|"
    r"grafico|media|mediana|massimo|minimo|più (?:alto|basso|grande|piccolo))\b",
    re.IGNORECASE,
)
