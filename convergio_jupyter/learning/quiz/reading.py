"""Reads what an author writes: JSON for every kind of question, also of jupyterquiz, Markdown for the usual ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..key import Key, KeyFault, key_from
from .items import TYPES, Item, Option, QuizFault
from .jupyterquiz import from_theirs, is_theirs
from .markdown import from_markdown, questions_in

MOST_ITEMS = 100
_GAP = re.compile(r"\{(\w+)\}")
_NAMES = ("id", "type", "text", "points", "explain", "skills")
_WRITTEN = ("answer", "accepted", "unit", "tolerance", "relative")
_OF_TYPE = {
    **dict.fromkeys(("single", "multiple"), ("options",)), **dict.fromkeys(("number", "text"), _WRITTEN),
    "truefalse": ("answer",), "order": ("steps",), "match": ("pairs", "extra"), "cloze": ("gaps",),
}  # fmt: skip


def read_quiz(source: str, name: str) -> tuple[Item, ...]:
    """The questions in the cell with this ``source``, called ``name``-1, ``name``-2 … where they have no name.

    Raises ``QuizFault``.
    """
    typed = is_json(source)
    read: Callable[[Any, str], Item] = item_from if typed else lambda part, each: item_from(from_markdown(part), each)
    parts = _rows(source) if typed else questions_in(source)
    items = tuple(_one_of(parts, number, read, name) for number in range(1, len(parts) + 1))
    if not items:
        raise QuizFault("there is no question in it")
    if len(items) > MOST_ITEMS:
        raise QuizFault("there are more than {most} questions in it", most=MOST_ITEMS)
    return items


def unknown_names(source: str) -> dict[int, list[str]]:
    """The names in JSON that no question of its type has, by the number of the question: nobody reads what they hold.

    Raises ``QuizFault``.
    """
    rows = enumerate(_rows(source) if is_json(source) else [], 1)
    return {number: names for number, row in rows if not is_theirs(row) and (names := _unknown_in(row))}


def _unknown_in(row: Mapping[str, Any]) -> list[str]:
    options = row.get("options") if isinstance(row.get("options"), list) else []
    found = row.keys() - {*_NAMES, *_OF_TYPE.get(row.get("type", "single"), ())}
    for option in options or ():
        found |= option.keys() - set(Option._fields) if isinstance(option, Mapping) else set()
    return sorted(map(str, found))


def _one_of(parts: Sequence[Any], number: int, read: Callable[[Any, str], Item], name: str) -> Item:
    """A question; what is wrong with it says which it is, where it is not the only one."""
    try:
        return read(parts[number - 1], f"{name}-{number}")
    except QuizFault as fault:
        if len(parts) == 1:
            raise
        raise QuizFault("question {number}: {why}", number=number, why=fault.why) from None


def is_json(source: str) -> bool:
    """Whether a quiz is written as JSON, and not as Markdown."""
    return source.lstrip().startswith(("{", "["))


def _rows(source: str) -> list[Any]:
    try:
        found = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise QuizFault("the JSON cannot be read: {error}", error=error) from None
    rows = found.get("items") if isinstance(found, dict) and "items" in found else found
    return list(_listed([rows] if isinstance(rows, dict) else rows))


def item_from(row: object, name: str) -> Item:
    """The question in a plain dict. Raises ``QuizFault`` with what is wrong with it."""
    if not isinstance(row, Mapping):
        raise QuizFault("a question must be an object")
    row = from_theirs(row) if is_theirs(row) else row
    kind = row.get("type", "single")
    if kind not in TYPES:
        raise QuizFault("type must be one of {known}, and not {kind}", known=", ".join(TYPES), kind=repr(kind))
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise QuizFault("a question needs a text")
    points = row.get("points", 1)
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 < points < 1_000:
        raise QuizFault("points must be a number above 0")
    explain = row.get("explain", "")
    item = Item(
        str(row.get("id") or name),
        kind,
        text.strip(),
        explain=explain if isinstance(explain, str) else "",
        skills=tuple(map(str, _listed(row.get("skills", [])))),
        points=float(points),
    )
    return _complete(item, row)


def _complete(item: Item, row: Mapping[str, Any]) -> Item:
    """``item`` with what questions of its type have besides."""
    if item.type == "truefalse":
        if not isinstance(row.get("answer"), bool):
            raise QuizFault("a true or false question needs an answer, true or false")
        item = item._replace(
            options=tuple(Option(each, (each == "true") is row["answer"]) for each in ("true", "false"))
        )
    elif item.type in ("single", "multiple"):
        item = item._replace(options=tuple(map(_option, _listed(row.get("options")))))
    elif item.type in ("number", "text"):
        item = item._replace(key=_key({"kind": item.type, **_picked(row)}))
    elif item.type == "order":
        item = item._replace(steps=_distinct("steps", row.get("steps")))
    elif item.type == "match":
        pairs = tuple((str(left), str(right)) for left, right in map(_pair, _listed(row.get("pairs"))))
        item = item._replace(pairs=pairs, extra=tuple(map(str, _listed(row.get("extra", [])))))
    else:
        gaps = row.get("gaps")
        if not isinstance(gaps, Mapping):
            raise QuizFault("a text with gaps needs a key for each of them in gaps")
        item = item._replace(gaps={str(name): _key({"kind": "text", **_gap(gap)}) for name, gap in gaps.items()})
    _check(item)
    return item


def _check(item: Item) -> None:
    """Raises ``QuizFault`` where nobody could answer, or everybody."""
    right = sum(option.right for option in item.options)
    if item.type in ("single", "multiple"):
        if len(item.options) < 2:
            raise QuizFault("a question to choose from needs two options or more")
        if len({option.text for option in item.options}) < len(item.options):
            raise QuizFault("two options say the same")
        if not right or (item.type == "single" and right > 1):
            raise QuizFault("exactly one option must be right" if item.type == "single" else "no option is right")
    if item.type == "order" and len(item.steps) < 2:
        raise QuizFault("there must be two steps or more to put in order")
    if item.type == "match":
        if len(item.pairs) < 2:
            raise QuizFault("there must be two pairs or more")
        partners = [right for _, right in item.pairs] + list(item.extra)
        if len(set(partners)) < len(partners) or len({left for left, _ in item.pairs}) < len(item.pairs):
            raise QuizFault("in a match each text may stand once only on its side")
    if item.type == "cloze" and set(_GAP.findall(item.text)) != set(item.gaps):
        raise QuizFault("the gaps {1}, {2} in the text and those with a key are not the same")


def _option(row: object) -> Option:
    if isinstance(row, str):
        return Option(row)
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise QuizFault("an option needs a text")
    return Option(
        row["text"].strip(), row.get("right") is True, str(row.get("misconception", "")), str(row.get("feedback", ""))
    )


def _key(row: Mapping[str, Any]) -> Key:
    try:
        return key_from(row)
    except KeyFault as fault:
        raise QuizFault("{why}", why=fault.why) from None


def _picked(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _WRITTEN if name in row}


def _gap(gap: object) -> dict[str, Any]:
    return {"answer": gap} if not isinstance(gap, Mapping) else dict(gap)


def _pair(row: object) -> Sequence[Any]:
    if not isinstance(row, list) or len(row) != 2:
        raise QuizFault("a pair must be a list of two texts")
    return row


def _distinct(name: str, row: object) -> tuple[str, ...]:
    found = tuple(map(str, _listed(row)))
    if len(set(found)) < len(found):
        raise QuizFault("two of the {name} say the same", name=name)
    return found


def _listed(row: object) -> Iterator[Any]:
    if not isinstance(row, list):
        raise QuizFault("a list is missing, or something else stands in its place")
    return iter(row)
