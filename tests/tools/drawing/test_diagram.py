"""Flowcharts and mind maps: boxes apart, arrows down, and a source for Mermaid in which nothing can act."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import MOST_TEXT, Desk, arguments_of
from convergio_jupyter.tools.drawing.diagram import DIAGRAM
from convergio_jupyter.tools.drawing.layers import crossings, laid_out
from tests.tools.pictures import HOSTILE, all_of, checked, words


def draw(kind, nodes, edges, lang="en", **more):
    arguments = {"kind": kind, "nodes": nodes, "edges": edges, **more}
    return DIAGRAM.run(arguments_of(DIAGRAM, json.dumps(arguments), lang), Desk(lang=lang))


def node(name, label="", **more):
    return {"id": name, "label": label or name, **more}


def edge(a, b, **more):
    return {"from": a, "to": b, **more}


def root_of(result):
    width = int(re.search(r'viewBox="0 0 (\d+)', result.figure)[1])
    assert width <= 3_000
    return checked(result.figure, width=width, height=None)


def source(result):
    return result.text.split("```mermaid\n")[1].removesuffix("\n```")


TREE = [edge("plant", "root"), edge("plant", "leaf"), edge("leaf", "vein")]


def test_a_flowchart_is_drawn_told_and_written_for_mermaid():
    result = draw(
        "flowchart",
        [node("s", "Start", shape="round"), node("q", "Is it raining?", shape="decision"), node("u", "Umbrella")],
        [edge("s", "q"), edge("q", "u", label="yes"), edge("u", "q")],
        title="Going out",
    )
    assert {"Going out", "Start", "Is it raining?", "Umbrella", "yes"} <= set(words(root_of(result)))
    assert "2. Is it raining? (decision)\n    - yes → 3 Umbrella" in result.text
    assert source(result).splitlines() == [
        "flowchart TD",
        '    n1(["Start"])',
        '    n2{"Is it raining?"}',
        '    n3["Umbrella"]',
        "    n1 --> n2",
        '    n2 -->|"yes"| n3',
        "    n3 --> n2",
    ]


def test_a_mind_map_is_a_nested_list_in_italian():
    result = draw("mindmap", [node("plant"), node("root"), node("leaf"), node("vein")], TREE, "it")
    assert result.text.startswith("Mappa mentale\n\n- plant\n    - root\n    - leaf\n        - vein\n")
    assert source(result) == 'mindmap\n    n1["plant"]\n        n2["root"]\n        n3["leaf"]\n            n4["vein"]'
    assert {"plant", "root", "leaf", "vein"} == set(words(root_of(result)))


def test_an_id_may_come_as_a_number():
    result = draw("flowchart", [node(1, "one"), node(2, "two")], [edge(1, 2), edge("2", 1)])
    assert "n1 --> n2" in result.text
    assert "n2 --> n1" in result.text


graphs = st.integers(1, 40).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=80),
    )
)


@given(graphs)
@settings(max_examples=60, deadline=None)
def test_boxes_of_any_graph_stand_apart_and_straight_arrows_go_down(graph):
    count, edges = graph
    sizes = [(60.0 + 7 * (each % 9), 30.0 + 5 * (each % 4)) for each in range(count)]
    layout = laid_out(sizes, edges)
    for a in range(count):
        for b in range(a):
            across = abs(layout.middles[a][0] - layout.middles[b][0]) >= (sizes[a][0] + sizes[b][0]) / 2
            assert across or abs(layout.middles[a][1] - layout.middles[b][1]) >= (sizes[a][1] + sizes[b][1]) / 2
        assert layout.middles[a][0] - sizes[a][0] / 2 >= -1e-6
        assert layout.middles[a][0] + sizes[a][0] / 2 <= layout.width + 1e-6
    for (a, b), turned in zip(edges, layout.turned, strict=True):
        if a != b:
            upper, lower = (b, a) if turned else (a, b)
            assert layout.middles[upper][1] < layout.middles[lower][1]


@given(st.integers(2, 40), st.data())
@settings(max_examples=40, deadline=None)
def test_without_circles_no_arrow_goes_up(count, data):
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    edges = data.draw(st.lists(pairs, max_size=60))
    assert not any(laid_out([(60.0, 30.0)] * count, edges).turned)


def test_lines_that_need_not_cross_do_not():
    edges = [(0, 5), (1, 4), (2, 3)]
    middles = laid_out([(60.0, 30.0)] * 6, edges).middles
    by_start, by_end = (sorted(edges, key=lambda each: middles[each[end]][0]) for end in (0, 1))
    assert by_start == by_end
    assert crossings([[0, 1], [2, 3]], [[3], [2], [], []]) == 1


def test_a_box_without_arrows_stays_with_the_others():
    layout = laid_out([(60.0, 30.0)] * 6, [(0, 1), (1, 2), (0, 3), (3, 2)])
    assert layout.width < 6 * 90


@given(graphs, st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_flowchart_has_a_picture_with_an_arrowhead_for_every_edge(graph, label):
    count, edges = graph
    shapes = ["box", "round", "decision"]
    nodes = [node(str(each), label, shape=shapes[each % 3]) for each in range(count)]
    result = DIAGRAM.run(
        {"kind": "flowchart", "nodes": nodes, "edges": [edge(str(a), str(b), label=label) for a, b in edges]}, Desk()
    )
    root = root_of(result)
    heads = [each for each in all_of(root, "path") if each.get("stroke") is None]
    assert len(heads) == len(edges)


@given(st.lists(st.integers(0, 39), min_size=0, max_size=39), st.text(min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_boxes_of_any_mind_map_stand_apart(parents, label):
    depth = [0]
    edges = []
    for number, wish in enumerate(parents, 1):
        parent = wish % number
        parent = parent if depth[parent] < 4 else 0
        depth.append(depth[parent] + 1)
        edges.append(edge(str(parent), str(number)))
    nodes = [node(str(each), label) for each in range(len(depth))]
    root = root_of(DIAGRAM.run({"kind": "mindmap", "nodes": nodes, "edges": edges}, Desk()))
    boxes = [[float(each.get(name)) for name in ("x", "y", "width", "height")] for each in all_of(root, "rect")[1:]]
    assert len(boxes) == len(nodes)
    for place, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, other_width, other_height in boxes[:place]:
            across = x + width <= other_x or other_x + other_width <= x
            assert across or y + height <= other_y or other_y + other_height <= y


@pytest.mark.parametrize(
    "label",
    [
        HOSTILE,
        '"] --> evil; click n1 "javascript:alert(1)" %%{init: {"theme":"dark"}}%%',
        "``` \n# heading\n<img src=x>",
        "#quot;#60;script#62; $$x$$ &lt;b&gt;",
        "[a](http://evil.example)",
    ],
)
@pytest.mark.parametrize("kind", ["flowchart", "mindmap"])
def test_nothing_in_a_label_can_act(kind, label):
    nodes = [node("a", label[:120]), node(label[:40], label[:120])]
    result = DIAGRAM.run({"kind": kind, "nodes": nodes, "edges": [edge("a", label[:40], label=label[:40])]}, Desk())
    root_of(DIAGRAM.run({"kind": kind, "nodes": [node("a", label.replace("http", ""))], "edges": []}, Desk()))
    assert "<" not in result.text
    assert result.text.count("```") == 2
    assert result.text.count("`") == 6
    for line in source(result).splitlines()[1:]:
        bare = re.sub(r'"[^"]*"', '""', line).strip()
        assert re.fullmatch(r'n\d+(\[""\]|\(\[""\]\)|\{""\})|n\d+ -->(\|""\|)? n\d+', bare), line
    assert not re.search(r"%%|[#$&\\{}]|://", re.sub(r'n\d+\{"|"\}', "", source(result)))
    assert "[a](" not in result.text.split("```")[0]


def test_the_largest_flowchart_is_laid_out_and_may_be_read_whole():
    names = [str(each) for each in range(40)]
    edges = [edge(names[each * 7 % 40], names[each * 11 % 40], label="because") for each in range(80)]
    result = draw("flowchart", [node(name, f"step {name} " * 4) for name in names], edges)
    root_of(result)
    assert len(result.text) < MOST_TEXT
    assert "```" not in result.text
    assert "too large to be given as Mermaid" in result.text


@pytest.mark.parametrize(
    ("kind", "nodes", "edges", "problem"),
    [
        ("flowchart", [], [], "do not fit"),
        ("tree", [node("a")], [], "do not fit"),
        ("flowchart", [node(str(each)) for each in range(41)], [], "do not fit"),
        ("flowchart", [node("a"), node("a")], [], "Two nodes"),
        ("flowchart", [node("a")], [edge("a", "b")], "no node with the id b"),
        ("mindmap", [node("a"), node("b")], [], "b does not hang on the first node"),
        ("mindmap", [node("a"), node("b")], [edge("a", "b"), edge("b", "a")], "is a tree"),
        ("mindmap", [node("a"), node("b"), node("c")], [edge("b", "c"), edge("c", "b")], "does not hang"),
        (
            "mindmap",
            [node(each) for each in "abcdef"],
            [edge(a, b) for a, b in zip("abcde", "bcdef", strict=False)],
            "at most 5 levels",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(kind, nodes, edges, problem):
    with pytest.raises(Unable, match=problem):
        draw(kind, nodes, edges)
