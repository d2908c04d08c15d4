"""Where the boxes of a flowchart stand: in layers, so that arrows go down, and so ordered that few of them cross.

After Sugiyama, Tagawa and Toda (1981): arrows against the stream are turned, every box gets the layer after its last
predecessor, long arrows are led past the layers between by places of their own, and each layer is ordered by the mean
place of its neighbours.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Edge = tuple[int, int]
Size = tuple[float, float]  # width and height

MOST_BESIDE = 5  # boxes in a layer: a picture is to be read on a narrow page
APART, BELOW = 24, 46  # pixels between boxes of a layer, and between layers
_PASS = 10.0  # the width of a place where an arrow goes past a layer
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """The middle of every box, and for every edge the places that its line goes through between its ends."""

    middles: Sequence[tuple[float, float]]
    bends: Sequence[Sequence[tuple[float, float]]]
    turned: Sequence[bool]  # whether an edge goes up
    width: float
    height: float


def laid_out(sizes: Sequence[Size], edges: Sequence[Edge]) -> Layout:
    """The whole picture, from (0, 0) on. An edge from a box to itself goes through no layer and has no bends."""
    turned = _turned(len(sizes), edges)
    down = [(b, a) if turn else (a, b) for (a, b), turn in zip(edges, turned, strict=True)]
    layer_of = _layers(len(sizes), down)
    widths = [size[0] for size in sizes]
    layers: list[list[int]] = [[] for _ in range(max(layer_of) + 1)]
    for node, layer in enumerate(layer_of):
        layers[layer].append(node)
    chains = []
    for a, b in down:
        chain = [a]
        for layer in range(layer_of[a] + 1, layer_of[b]):
            layers[layer].append(len(widths))
            chain.append(len(widths))
            widths.append(_PASS)
        chains.append([*chain, b] if a != b else [a])
    above, below = _neighbours(chains, len(widths))
    _ordered(layers, above, below)
    xs = _across(layers, widths, above, below)
    heights = [max((sizes[node][1] for node in layer if node < len(sizes)), default=0.0) for layer in layers]
    ys = [sum(heights[:place]) + BELOW * place + heights[place] / 2 for place in range(len(layers))]
    row = {node: place for place, layer in enumerate(layers) for node in layer}
    return Layout(
        [(xs[node], ys[row[node]]) for node in range(len(sizes))],
        [[(xs[node], ys[row[node]]) for node in chain[1:-1]] for chain in chains],
        turned,
        max(xs[node] + widths[node] / 2 for node in xs),
        sum(heights) + BELOW * (len(layers) - 1),
    )


def _turned(count: int, edges: Sequence[Edge]) -> list[bool]:
    """Which edges lead back to a box that the walk is still coming from; without them there is no circle."""
    out: list[list[int]] = [[] for _ in range(count)]
    for number, (a, _) in enumerate(edges):
        out[a].append(number)
    state = [0] * count  # 1: on the way here, 2: done
    turned = [False] * len(edges)
    for start in range(count):
        walk = [(start, 0)] if not state[start] else []
        while walk:
            node, place = walk.pop()
            state[node] = 1
            if place == len(out[node]):
                state[node] = 2
                continue
            walk.append((node, place + 1))
            number = out[node][place]
            goal = edges[number][1]
            if state[goal] == 1 and goal != node:
                turned[number] = True
            elif not state[goal]:
                walk.append((goal, 0))
    return turned


def _layers(count: int, down: Sequence[Edge]) -> list[int]:
    """The layer of every box: below its last predecessor, and further down where a layer is full."""
    before: list[set[int]] = [{a for a, b in down if b == node and a != node} for node in range(count)]
    layer_of: dict[int, int] = {}
    full: dict[int, int] = {}
    while len(layer_of) < count:
        node = next(each for each in range(count) if each not in layer_of and before[each] <= layer_of.keys())
        layer = max((layer_of[each] + 1 for each in before[node]), default=0)
        while full.get(layer, 0) >= MOST_BESIDE:
            layer += 1
        layer_of[node] = layer
        full[layer] = full.get(layer, 0) + 1
    used = sorted(set(layer_of.values()))
    return [used.index(layer_of[node]) for node in range(count)]


def _neighbours(chains: Sequence[Sequence[int]], count: int) -> tuple[list[list[int]], list[list[int]]]:
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for chain in chains:
        for a, b in itertools.pairwise(chain):
            below[a].append(b)
            above[b].append(a)
    return above, below


def _ordered(layers: list[list[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> None:
    """Orders each layer by the mean place of its neighbours, down and up again, and keeps the best that was found."""
    best, fewest = [list(layer) for layer in layers], crossings(layers, below)
    for sweep in range(_SWEEPS):
        near = above if sweep % 2 == 0 else below
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            place = {node: at for each in layers for at, node in enumerate(each)}
            wish = {
                node: sum(place[other] for other in near[node]) / len(near[node]) if near[node] else place[node]
                for node in layer
            }
            layer.sort(key=wish.__getitem__)
        if (found := crossings(layers, below)) < fewest:
            best, fewest = [list(layer) for layer in layers], found
    layers[:] = best


def crossings(layers: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> int:
    """How many pairs of lines between neighbouring layers cross."""
    place = {node: at for layer in layers for at, node in enumerate(layer)}
    count = 0
    for layer in layers:
        lines = [(place[node], place[other]) for node in layer for other in below[node]]
        count += sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(lines) for c, d in lines[at + 1 :])
    return count


def _across(
    layers: Sequence[Sequence[int]],
    widths: Sequence[float],
    above: Sequence[Sequence[int]],
    below: Sequence[Sequence[int]],
) -> Mapping[int, float]:
    """The x of every place: near the mean of its neighbours, in its order, and nothing on top of another."""
    xs: dict[int, float] = {}
    held = [[node for node in layer if above[node] or below[node]] for layer in layers]
    for layer in held:
        _packed(layer, dict.fromkeys(layer, 0.0), widths, xs)
    for sweep in range(_SWEEPS):
        near = above if sweep % 2 == 0 else below
        for layer in held if sweep % 2 == 0 else held[::-1]:
            wish = {
                node: sum(xs[other] for other in near[node]) / len(near[node]) if near[node] else xs[node]
                for node in layer
            }
            _packed(layer, wish, widths, xs)
    for whole, taken in zip(layers, held, strict=True):  # what no line holds stands beside what is held
        x = max((xs[node] + widths[node] / 2 + APART for node in taken), default=0.0)
        for node in (node for node in whole if node not in taken):
            xs[node] = x + widths[node] / 2
            x += widths[node] + APART
    left = min(x - widths[node] / 2 for node, x in xs.items())
    return {node: x - left for node, x in xs.items()}


def _packed(layer: Sequence[int], wish: Mapping[int, float], widths: Sequence[float], xs: dict[int, float]) -> None:
    """Puts a layer as near to its wishes as its order allows: who is pushed together shares what they are off."""
    groups: list[tuple[list[int], float]] = []  # nodes, and where the first of them wants to be, on the mean
    offset: dict[int, float] = {}
    for node in layer:
        nodes, start = [node], wish[node]
        offset[node] = 0.0
        while groups:
            before, their = groups[-1]
            last = before[-1]
            step = offset[last] + (widths[last] + widths[nodes[0]]) / 2 + APART
            if their + step <= start:
                break
            groups.pop()
            for each in nodes:
                offset[each] += step
            start = (their * len(before) + (start - step) * len(nodes)) / (len(before) + len(nodes))
            nodes = [*before, *nodes]
        groups.append((nodes, start))
    for nodes, start in groups:
        for node in nodes:
            xs[node] = start + offset[node]
