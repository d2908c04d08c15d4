"""Items that a question lists for a mind map, or steps for a flowchart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .wish import Wish

FEWEST, MOST = 2, 30  # items
LONGEST_ITEM = 80


def diagrams_in(text: str) -> Iterator[Wish]:
    """The diagram that ``text`` asks for, where it says what is to stand in it."""
    found = _ASKED.fullmatch(text)
    if found is None:
        return
    topic, listed = (found["topic"] or "").strip(), found["items"]
    between = _ARROW if _ARROW.search(listed) else re.compile(";") if ";" in listed else _COMMA
    items = [each.strip() for each in between.split(listed)]
    if found["map"]:
        items = [*items[:-1], *_LAST.split(items[-1], maxsplit=1)]
    if not FEWEST <= len(items) <= MOST or any(not 0 < len(each) <= LONGEST_ITEM for each in [*items, topic or "-"]):
        return
    if found["map"] and topic:
        yield Wish("diagram", _mind_map(topic, items))
    elif not found["map"]:
        yield Wish("diagram", _flowchart(items) | ({"title": topic} if topic else {}))


def _mind_map(topic: str, items: list[str]) -> dict[str, object]:
    nodes = [{"id": number, "label": label} for number, label in enumerate([topic, *items])]
    return {
        "kind": "mindmap",
        "nodes": nodes,
        "edges": [{"from": 0, "to": number} for number in range(1, len(nodes))],
    }


def _flowchart(items: list[str]) -> dict[str, object]:
    return {
        "kind": "flowchart",
        "nodes": [{"id": number, "label": label} for number, label in enumerate(items)],
        "edges": [{"from": number, "to": number + 1} for number in range(len(items) - 1)],
    }


_ARROW = re.compile(r"->|→|=>")
_COMMA = re.compile(r",\s+(?:then |and then |poi |e poi )?|,(?=\D)")
_LAST = re.compile(r",?\s+(?:and|e|ed)\s+")
_ASKED = re.compile(
    r"(?:(?:(?:show|draw|make|create|give)(?: me)?|disegna(?:re|mi)?|crea(?:re|mi)?|fare|fammi|fai|mostra(?:mi)?) )?"
    r"(?:an? |the |una |uno |un |la |il )?"
    r"(?:(?P<map>(?:mind|concept|mental) ?map|mappa (?:concettuale|mentale)|mind ?map)|"
    r"flow ?chart|flow diagram|diagramma di flusso|schema a blocchi)"
    r"(?:(?: (?:of|on|about|for|with|di|del|dello|della|dei|degli|delle|su|sul|sulla|sui|sulle|con|per) |"
    r" (?:dell'|sull'))"
    r"(?:the )?(?P<topic>[^:;,]+?))?"
    r"(?: with| con)?:\s*(?P<items>.+)",
    re.IGNORECASE,
)
