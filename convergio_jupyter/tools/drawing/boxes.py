"""Boxes with words in them and lines between them: the pictures of flowcharts and of mind maps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from .figures import INK, MUTED, Point, fitted, number, text, wide, wrapped
from .layers import Edge, Size, laid_out

_WORDS = 124  # pixels of the longest line in a box
_LINE = 15
_MOST_LINES = 4
_LABEL = 96  # pixels of the words on a line
_LOOP = 26  # pixels that a line from a box to itself goes out
_FILLS = {"box": "#EEF3FA", "round": "#E6F4EC", "decision": "#FBF0D9"}
_LEVELS = ("#F6DFCB", "#E3EDF7", "#EAF5EF", "#F7F1E2", "#FFFFFF")  # of a mind map, from its middle on
_ACROSS, _DOWN = 44, 10  # pixels between the levels and the rows of a mind map

Place = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be drawn; nodes are known by their place in the lists."""

    labels: Sequence[str]
    shapes: Sequence[str]
    edges: Sequence[Edge]
    words: Sequence[str]  # of each edge, or empty


def flowchart(graph: Graph, side: float, top: float) -> tuple[list[str], tuple[int, int]]:
    """The parts of the picture and the size of its card."""
    lines = [wrapped(label, _WORDS, _MOST_LINES) for label in graph.labels]
    sizes = [_size(each, shape) for each, shape in zip(lines, graph.shapes, strict=True)]
    layout = laid_out(sizes, graph.edges)
    loops = _LOOP + _LABEL if any(a == b for a, b in graph.edges) else 0
    labelled = _LABEL / 2 if any(graph.words) else 0
    width = max(320, math.ceil(layout.width + 2 * (side + labelled) + loops))
    left = (width - loops - layout.width) / 2
    middles = [(x + left, y + top) for x, y in layout.middles]
    bends = [[(x + left, y + top) for x, y in bend] for bend in layout.bends]
    ends = _ports(graph, middles, sizes, bends, layout.turned)
    strokes: list[str] = []
    words: list[str] = []
    taken: list[Place] = []
    for edge, (a, b) in enumerate(graph.edges):
        if a == b:
            strokes += _loop(middles[a], sizes[a], graph.words[edge], words)
            continue
        places = [ends[edge][0], *(bends[edge][::-1] if layout.turned[edge] else bends[edge]), ends[edge][1]]
        strokes += [_curve(places), _arrow(places[-1], upward=layout.turned[edge])]
        words += _on_line(places, graph.words[edge], taken)
    boxes = [
        part
        for middle, size, shape, each in zip(middles, sizes, graph.shapes, lines, strict=True)
        for part in _box(middle, size, shape, each, _FILLS[shape])
    ]
    return [*strokes, *boxes, *words], (width, math.ceil(layout.height + top + side))


def mind_map(graph: Graph, children: Sequence[Sequence[int]]) -> tuple[list[str], tuple[int, int]]:
    """The first node in the middle, its branches to the right and to the left."""
    lines = [wrapped(label, _WORDS, _MOST_LINES) for label in graph.labels]
    sizes = [_size(each, "round") for each in lines]
    leaves = [_leaves(node, children) for node in range(len(lines))]
    right: list[int] = []
    for child in children[0]:
        if sum(leaves[each] for each in right) < sum(leaves[each] for each in children[0]) / 2:
            right.append(child)
    sides = (right, [child for child in children[0] if child not in right])
    middles: dict[int, Point] = {0: (0.0, 0.0)}
    depths: dict[int, int] = {0: 0}
    for sign, branch in zip((1, -1), sides, strict=True):
        _grown(branch, sign, children, sizes, middles, depths)
    low = [min(middles[node][axis] - sizes[node][axis] / 2 for node in middles) for axis in (0, 1)]
    high = [max(middles[node][axis] + sizes[node][axis] / 2 for node in middles) for axis in (0, 1)]
    width = max(320, math.ceil(high[0] - low[0]) + 40)
    shift = (width - (high[0] - low[0])) / 2 - low[0]
    places = {node: (x + shift, y - low[1] + 42) for node, (x, y) in middles.items()}
    strokes = [_branch(places[a], sizes[a], places[b], sizes[b]) for a, b in graph.edges]
    boxes = [
        part
        for node, at in places.items()
        for part in _box(at, sizes[node], "round", lines[node], _LEVELS[depths[node]])
    ]
    words: list[str] = []
    taken: list[Place] = []
    for (a, b), said in zip(graph.edges, graph.words, strict=True):
        words += _on_line([places[a], places[b]], said, taken)
    return [*strokes, *boxes, *words], (width, math.ceil(high[1] - low[1]) + 62)


def _size(lines: Sequence[str], shape: str) -> Size:
    width, height = max(map(wide, lines), default=0.0) + 24, len(lines) * _LINE + 14
    return (width * 1.3 + 30, height * 1.6) if shape == "decision" else (max(width, 56.0), height)


def _box(middle: Point, size: Size, shape: str, lines: Sequence[str], fill: str) -> list[str]:
    (x, y), (width, height) = middle, size
    look = f'fill="{fill}" stroke="{INK}" stroke-width="1.2"'
    if shape == "decision":
        corners = [(x, y - height / 2), (x + width / 2, y), (x, y + height / 2), (x - width / 2, y)]
        drawn = f'<path d="M{"L".join(f"{number(a)} {number(b)}" for a, b in corners)}Z" {look}/>'
    else:
        drawn = (
            f'<rect x="{number(x - width / 2)}" y="{number(y - height / 2)}" width="{number(width)}" '
            f'height="{number(height)}" rx="{number(min(height / 2, 18) if shape == "round" else 4)}" {look}/>'
        )
    first = y - (len(lines) - 1) * _LINE / 2 + 4
    return [drawn, *(text(x, first + row * _LINE, line) for row, line in enumerate(lines))]


def _ports(
    graph: Graph,
    middles: Sequence[Point],
    sizes: Sequence[Size],
    bends: Sequence[Sequence[Point]],
    turned: Sequence[bool],
) -> list[tuple[Point, Point]]:
    """Where each line leaves and where it arrives: beside each other, in the order of where they come from."""
    meeting: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    for edge, (a, b) in enumerate(graph.edges):
        if a == b:
            continue
        upper, lower = (b, a) if turned[edge] else (a, b)
        first, last = (bends[edge][0], bends[edge][-1]) if bends[edge] else (middles[lower], middles[upper])
        meeting.setdefault((upper, 1), []).append((first[0], edge, 1 if turned[edge] else 0))
        meeting.setdefault((lower, -1), []).append((last[0], edge, 0 if turned[edge] else 1))
    found: dict[tuple[int, int], Point] = {}
    for (node, side), lines in meeting.items():
        (x, y), (width, height) = middles[node], sizes[node]
        step = min(22.0, width * 0.5 / len(lines))
        for place, (_, edge, end) in enumerate(sorted(lines)):
            off = (place - (len(lines) - 1) / 2) * step
            slope = abs(off) * height / width if graph.shapes[node] == "decision" else 0.0
            found[edge, end] = (x + off, y + side * (height / 2 - slope))
    return [(found.get((edge, 0), (0.0, 0.0)), found.get((edge, 1), (0.0, 0.0))) for edge in range(len(graph.edges))]


def _curve(places: Sequence[Point]) -> str:
    """A line through ``places`` that leaves and arrives upright."""
    drawn = f"M{number(places[0][0])} {number(places[0][1])}"
    for (ax, ay), (bx, by) in itertools.pairwise(places):
        half = (ay + by) / 2
        drawn += f"C{number(ax)} {number(half)} {number(bx)} {number(half)} {number(bx)} {number(by)}"
    return f'<path d="{drawn}" fill="none" stroke="{MUTED}" stroke-width="1.5"/>'


def _arrow(tip: Point, *, upward: bool) -> str:
    (x, y), back = tip, 9 if upward else -9
    corners = f"M{number(x)} {number(y)}L{number(x - 4.5)} {number(y + back)}L{number(x + 4.5)} {number(y + back)}Z"
    return f'<path d="{corners}" fill="{MUTED}"/>'


def _loop(middle: Point, size: Size, said: str, words: list[str]) -> list[str]:
    """A line from a box to itself, at its right side."""
    x, y = middle[0] + size[0] / 2, middle[1]
    drawn = f"M{number(x)} {number(y - 6)}h{_LOOP}v16H{number(x)}"
    shown = fitted(said, _LABEL, 11)
    words.append(text(x + _LOOP + 4, y + 6, shown, size=11, anchor="start"))
    tip = f"M{number(x)} {number(y + 10)}l9 -4.5v9Z"
    return [
        f'<path d="{drawn}" fill="none" stroke="{MUTED}" stroke-width="1.5"/>',
        f'<path d="{tip}" fill="{MUTED}"/>',
    ]


def _on_line(places: Sequence[Point], said: str, taken: list[Place]) -> list[str]:
    """The words of a line, on it, where they cover no others if that can be."""
    if not said:
        return []
    shown = fitted(said, _LABEL, 11)
    half = wide(shown, 11) / 2 + 3
    segment = (len(places) - 1) // 2
    (ax, ay), (bx, by) = places[segment], places[segment + 1]
    tries = []
    for part in (0.5, 0.38, 0.62, 0.26, 0.74):
        bent = 3 * part**2 - 2 * part**3  # how far across the curve is there, when it is so far down
        x, y = ax + bent * (bx - ax), ay + part * (by - ay)
        tries.append((x - half, y - 8, x + half, y + 8))
    here = next((each for each in tries if not any(_meet(each, other) for other in taken)), tries[0])
    taken.append(here)
    place = f'x="{number(here[0])}" y="{number(here[1])}" width="{number(2 * half)}" height="16"'
    ground = f'<rect {place} rx="3" fill="#FFFFFF"/>'
    return [ground, text((here[0] + here[2]) / 2, here[1] + 12, shown, size=11)]


def _meet(a: Place, b: Place) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _leaves(node: int, children: Sequence[Sequence[int]]) -> int:
    return sum(_leaves(child, children) for child in children[node]) or 1


def _grown(
    branch: Sequence[int],
    sign: int,
    children: Sequence[Sequence[int]],
    sizes: Sequence[Size],
    middles: dict[int, Point],
    depths: dict[int, int],
) -> None:
    """Places one side of a mind map: leaves in rows under each other, each node beside the middle of its children."""
    level, edge = list(branch), sizes[0][0] / 2
    columns: dict[int, float] = {}
    depth = 1
    while level:
        width = max(sizes[node][0] for node in level)
        for node in level:
            depths[node] = depth
            columns[node] = sign * (edge + _ACROSS + sizes[node][0] / 2)
        edge, depth = edge + _ACROSS + width, depth + 1
        level = [child for node in level for child in children[node]]

    def tall(node: int) -> float:
        return max(sizes[node][1] + _DOWN, sum(map(tall, children[node])))

    def placed(nodes: Sequence[int], middle: float) -> None:
        top = middle - sum(map(tall, nodes)) / 2
        for node in nodes:
            middles[node] = (columns[node], top + tall(node) / 2)
            placed(children[node], middles[node][1])
            top += tall(node)

    placed(branch, 0.0)


def _branch(a: Point, a_size: Size, b: Point, b_size: Size) -> str:
    sign = 1 if b[0] > a[0] else -1
    start, end = a[0] + sign * a_size[0] / 2, b[0] - sign * b_size[0] / 2
    half = (start + end) / 2
    drawn = f"M{number(start)} {number(a[1])}C{number(half)} {number(a[1])} {number(half)} {number(b[1])} "
    return f'<path d="{drawn}{number(end)} {number(b[1])}" fill="none" stroke="{MUTED}" stroke-width="1.8"/>'
