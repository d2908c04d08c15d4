"""Formulas for pages without a typesetter: browsers draw MathML themselves."""

from __future__ import annotations

import html
import importlib.util
import re
from xml.etree import ElementTree

_LIBRARY = "latex2mathml"  # of the extra “lessons”; without it formulas stay as they were typed
_TAG = re.compile(r"\{http://www\.w3\.org/1998/Math/MathML\}(?:m[a-z]+|none)")
_ATTRIBUTE = re.compile(r"(?!on|href|src|style)[a-z]+")
_MARKED = re.compile(
    r"<(?P<tag>span|div) class=\"math\">\s*(?:\\\((?P<inline>.+?)\\\)|\$\$(?P<block>.+?)\$\$)\s*</(?P=tag)>", re.DOTALL
)


def mathml(formula: str, *, block: bool = False) -> str:
    """``formula``, in TeX, as MathML; empty where it cannot be read, or nothing is installed that reads it."""
    if importlib.util.find_spec(_LIBRARY) is None:
        return ""
    from latex2mathml.converter import convert

    try:
        made = str(convert(formula.strip(), display="block" if block else "inline"))
    except Exception:  # what the library raises at TeX that it does not know has no list
        return ""
    return made if _is_harmless(made) else ""


def _is_harmless(made: str) -> bool:
    """Whether it is MathML alone: what stands in a formula's text reaches the page as it is."""
    try:
        parts = [*ElementTree.fromstring(made).iter()]
    except ElementTree.ParseError:
        return False
    return all(_TAG.fullmatch(part.tag) and all(map(_ATTRIBUTE.match, part.attrib)) for part in parts)


def typeset(page: str) -> str:
    """A piece of HTML with the formulas that Markdown's renderer has marked in it as MathML."""
    return _MARKED.sub(_typeset, page)


def _typeset(found: re.Match[str]) -> str:
    formula = html.unescape(found["inline"] or found["block"])
    return mathml(formula, block=found["block"] is not None) or found[0]
