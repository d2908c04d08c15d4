"""The tool that draws flowcharts and mind maps, and says the same as an outline and as Mermaid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.i18n import Unable, translate
from ..base import MOST_TEXT, Desk, Result, Tool, schema
from .boxes import Graph, flowchart, mind_map
from .figures import card, printable
from .telling import celled

MOST_NODES, MOST_EDGES = 40, 80
MOST_LEVELS = 5  # of a mind map, its middle among them
_SIDE, _TOP, _LEAST = 20, 40, 320  # pixels around what is drawn, and the least width of a card
_LOOKALIKE = str.maketrans(
    {"<": "‹", ">": "›", "&": "＆", "`": "'", '"': "'", "#": "＃", "\\": "⧵", "|": "∣", "$": "＄", "{": "❴", "}": "❵"}
)
_MERMAID = {"box": ('["', '"]'), "round": ('(["', '"])'), "decision": ('{"', '"}')}


def diagram(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """A picture, an outline in words, and the source in the language of Mermaid."""
    lang = desk.lang
    graph = _checked(arguments, lang)
    if arguments["kind"] == "mindmap":
        tree = _tree(graph, lang)
        parts, (width, height) = mind_map(graph, tree)
        outline, source = _nested(graph, tree, lang), _mermaid_tree(graph, tree)
        named = translate("Mind map", lang)
    else:
        parts, (width, height) = flowchart(graph, _SIDE, _TOP)
        outline, source = _numbered(graph, lang), _mermaid_chart(graph)
        named = translate("Flowchart", lang)
    title = arguments.get("title", "")
    told = re.sub(r"\s+", " ", outline)
    figure = card(title or named, told, parts, headed=bool(title), width=width, height=height)
    heading = f"{named}: {celled(title)}" if title else named
    text = f"{heading}\n\n{outline}\n\n```mermaid\n{source}\n```"
    if len(text) > MOST_TEXT:  # a fence that is cut off would swallow what follows
        left_out = translate("It is too large to be given as Mermaid as well.", lang)
        text = f"{heading}\n\n{outline}\n\n{left_out}"
    return Result(text, figure)


def _checked(arguments: Mapping[str, Any], lang: str) -> Graph:
    nodes, edges = arguments["nodes"], arguments["edges"]
    place: dict[str, int] = {}
    for number, each in enumerate(nodes):
        if str(each["id"]) in place:
            raise Unable("Two nodes have the id {name}.", lang, name=celled(str(each["id"])))
        place[str(each["id"])] = number
    ends = [(str(each["from"]), str(each["to"])) for each in edges]
    for end in (end for both in ends for end in both):
        if end not in place:
            raise Unable("There is no node with the id {name}.", lang, name=celled(end[:40]))
    return Graph(
        [" ".join(printable(each["label"]).split()) or "…" for each in nodes],
        [each.get("shape", "box") for each in nodes],
        [(place[a], place[b]) for a, b in ends],
        [" ".join(printable(each.get("label", "")).split()) for each in edges],
    )


def _tree(graph: Graph, lang: str) -> list[list[int]]:
    """The children of every node, from the first one on. Raises ``Unable`` for what is no tree."""
    children: list[list[int]] = [[] for _ in graph.labels]
    parents: dict[int, int] = {}
    for a, b in graph.edges:
        if b == 0 or b in parents or a == b:
            raise Unable(
                "A mind map is a tree: the first node is its middle, and every other one hangs on exactly one node. "
                "{name} does not.",
                lang,
                name=celled(graph.labels[b]),
            )
        parents[b] = a
        children[a].append(b)
    level, reached = [0], 0
    for depth in range(MOST_LEVELS + 1):
        if level and depth == MOST_LEVELS:
            raise Unable("A mind map has at most {most} levels.", lang, most=MOST_LEVELS)
        reached += len(level)
        level = [child for node in level for child in children[node]]
    if reached < len(graph.labels):
        loose = next(node for node in range(1, len(graph.labels)) if not _hangs(node, parents))
        raise Unable("{name} does not hang on the first node.", lang, name=celled(graph.labels[loose]))
    return children


def _hangs(node: int, parents: Mapping[int, int]) -> bool:
    for _ in range(MOST_LEVELS):
        node = parents.get(node, node)
    return node == 0


def _numbered(graph: Graph, lang: str) -> str:
    """Every box with a number, and under it where one goes from there."""
    lines = []
    for number, (label, shape) in enumerate(zip(graph.labels, graph.shapes, strict=True)):
        kind = f" ({translate('decision', lang)})" if shape == "decision" else ""
        lines.append(f"{number + 1}. {celled(label)}{kind}")
        for (a, b), said in zip(graph.edges, graph.words, strict=True):
            if a == number:
                why = f"{celled(said)} " if said else ""
                lines.append(f"    - {why}→ {b + 1} {celled(graph.labels[b])}")
    return "\n".join(lines)


def _nested(graph: Graph, children: Sequence[Sequence[int]], lang: str) -> str:
    words = {b: said for (_, b), said in zip(graph.edges, graph.words, strict=True) if said}

    def below(node: int, depth: int) -> list[str]:
        why = f"{celled(words[node])}: " if node in words else ""
        lines = [f"{'    ' * depth}- {why}{celled(graph.labels[node])}"]
        return lines + [line for child in children[node] for line in below(child, depth + 1)]

    return "\n".join(below(0, 0))


def _mermaid_chart(graph: Graph) -> str:
    lines = ["flowchart TD"]
    for number, (label, shape) in enumerate(zip(graph.labels, graph.shapes, strict=True)):
        before, after = _MERMAID[shape]
        lines.append(f"    n{number + 1}{before}{_quoted(label)}{after}")
    for (a, b), said in zip(graph.edges, graph.words, strict=True):
        why = f'|"{_quoted(said)}"|' if said else ""
        lines.append(f"    n{a + 1} -->{why} n{b + 1}")
    return "\n".join(lines)


def _mermaid_tree(graph: Graph, children: Sequence[Sequence[int]]) -> str:
    def below(node: int, depth: int) -> list[str]:
        lines = [f'{"    " * depth}n{node + 1}["{_quoted(graph.labels[node])}"]']
        return lines + [line for child in children[node] for line in below(child, depth + 1)]

    return "\n".join(["mindmap", *below(0, 1)])


def _quoted(label: str) -> str:
    """``label`` within the quotes of Mermaid: nothing in it ends them, is an entity, a directive, HTML or a formula."""
    return label.translate(_LOOKALIKE).replace("%%", "％％").replace("://", ":∕∕")


_NAME = {"type": ["string", "integer"], "minLength": 1, "maxLength": 40}
_WORDS = {"type": "string", "maxLength": 40}
DIAGRAM = Tool(
    name="diagram",
    title="Diagram",
    description=(
        "Draws a flowchart or a mind map. nodes: each with an id and a short label, and in a flowchart a shape: box (a "
        "step), round (begin or end) or decision. edges: from one id to another, with a label such as yes or no. A "
        "flowchart may go round in circles. A mind map is a tree whose middle is the first node, at most "
        f"{MOST_LEVELS} levels. At most {MOST_NODES} nodes."
    ),
    parameters=schema(
        ["kind", "nodes", "edges"],
        kind={"type": "string", "enum": ["flowchart", "mindmap"]},
        title={"type": "string", "maxLength": 120},
        nodes={
            "type": "array",
            "items": schema(
                ["id", "label"],
                id=_NAME,
                label={"type": "string", "minLength": 1, "maxLength": 120},
                shape={"type": "string", "enum": ["box", "round", "decision"]},
            ),
            "minItems": 1,
            "maxItems": MOST_NODES,
        },
        edges={
            "type": "array",
            "items": schema(["from", "to"], **{"from": _NAME, "to": _NAME, "label": _WORDS}),
            "maxItems": MOST_EDGES,
        },
    ),
    run=diagram,
)
