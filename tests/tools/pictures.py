"""What every picture of ours must be, for the tests of all that draw."""

import xml.etree.ElementTree as ET

from convergio_jupyter.tools.base import MOST_FIGURE

ALLOWED = {"svg", "title", "desc", "rect", "line", "path", "circle", "polygon", "polyline", "text"}
ATTRIBUTES = {
    *(
        "viewBox",
        "width",
        "height",
        "role",
        "font-family",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "d",
    ),
    *("points", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "transform"),
    *("text-anchor", "font-size", "font-weight"),
}
HOSTILE = "</text><script>alert(1)</script>\"'&<img src=x onerror=y>\x00\x1b]]>\ud800‮"


def checked(figure: str, *, width: int = 480, height: int | None = 320) -> ET.Element:
    """The root of a picture that is well-formed and holds nothing but shapes and words; it may be of any ``height``."""
    root = ET.fromstring(figure.encode("utf-8"))  # a lone surrogate could not be encoded
    high = height or int(root.get("height", "0"))
    assert root.get("viewBox") == f"0 0 {width} {high}"
    assert 0 < high <= 4_500
    assert len(figure) <= MOST_FIGURE
    for each in root.iter():
        assert each.tag.removeprefix("{http://www.w3.org/2000/svg}") in ALLOWED, each.tag
        assert set(each.attrib) <= ATTRIBUTES, each.attrib
        assert not any("url" in value or ":" in value or "nan" in value for value in each.attrib.values()), each.attrib
    assert figure.count("http") == 1
    assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["title", "desc"]
    return root


def all_of(root: ET.Element, tag: str) -> list[ET.Element]:
    return [each for each in root.iter() if each.tag.endswith("}" + tag)]


def words(root: ET.Element) -> list[str]:
    return [each.text or "" for each in all_of(root, "text")]
