"""Markdown from a model, made safe to show in a notebook.

A notebook runs what it trusts, and it trusts the outputs of its own cells. So an answer is parsed here, everything that
could act is turned into text (HTML, scripts, links with odd schemes, images that would call a remote host, TeX commands
that reach out of the formula), and HTML is made from what is left. The parser is nbconvert's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_ACTIVE_TEX = re.compile(
    r"\\(href|url|class|cssId|style|require|includegraphics|data|unicode|mmlToken|newcommand|def|let)\b"
)
# Where none of these occurs, no Markdown program can find anything active in the text.
_SUSPECT = re.compile(r"<[A-Za-z/!?]|!\[|&[#\w]+;|(?:javascript|vbscript|data)\s*:|\\(?:href|url)\b", re.IGNORECASE)
_CODE = re.compile(
    r"(^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\2[`~]*\s*$|\Z)|(`+)(?!`).+?(?<!`)\3(?!`))", re.MULTILINE | re.DOTALL
)
_OPENS = re.compile(r"<(?=[A-Za-z/!?])|!(?=\[)")
# JupyterLab draws what stands in such a fence, and its drawings may hold images of any host.
_DRAWN = re.compile(r"((?:`{3,}|~{3,})[ \t]*)mermaid\b", re.IGNORECASE)
_INLINE_TEX = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
_DISPLAY_TEX = re.compile(r"\\\[(.+?)\\\]", re.DOTALL)

Token = dict[str, Any]


def to_html(text: str) -> str:
    """HTML in which nothing that the model wrote can act."""
    parse, render = _parser()
    tokens, state = parse(_dollar_math(text))
    return str(render([_harmless(token) for token in _joined(tokens)], state))


def to_markdown(text: str) -> str:
    """The Markdown as it is where it is plainly harmless, else with every special character taken literally."""
    text = _undrawn(text)
    if not _SUSPECT.search(text):
        return text
    return re.sub(r"([\\`*_{}\[\]()#+!|>~$&:-])", r"\\\1", text.replace("<", "‹"))


def to_chat_markdown(text: str) -> str:
    """Markdown for JupyterLab's own renderer, which stops scripts and odd links but lets an image call any host.

    A blank after what would open HTML or an image takes them for text, in code too: whether a place is code is judged
    by another parser than ours, and where the two differ an answer could act.
    """
    return _OPENS.sub(r"\g<0> ", _undrawn(_dollar_math(text)))


def _undrawn(text: str) -> str:
    """The source of a diagram stays source."""
    return _DRAWN.sub(r"\1text", text)


def escape(text: str) -> str:
    """Text that HTML shows as it is, also inside a quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@cache
def _parser() -> tuple[Any, Any]:
    import mistune

    renderer = mistune.HTMLRenderer(escape=True)
    plugins = ["table", "math", "strikethrough"]
    mistune.create_markdown(renderer=renderer, plugins=plugins)  # teaches the renderer tables and mathematics
    return mistune.create_markdown(renderer=None, plugins=plugins).parse, renderer


def _harmless(token: Token) -> Token:
    kind = token["type"]
    if kind == "inline_html":
        return _harmless({"type": "text", "raw": token["raw"]})
    if kind == "block_html":
        return _harmless({"type": "paragraph", "children": [{"type": "text", "raw": token["raw"]}]})
    if kind in ("inline_math", "block_math", "text"):  # what we take for text, a typesetter may take for a formula
        return {**token, "raw": _ACTIVE_TEX.sub(r"\\text{\1}", token["raw"])}
    children = [_harmless(child) for child in _joined(token.get("children") or ())]
    if kind == "image" or (kind == "link" and not _SAFE_LINK.match(token["attrs"]["url"])):
        return _as_link({**token, "children": children})
    return {**token, "children": children} if "children" in token else token


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Neighbouring texts as one: what the parser tears apart, a typesetter reads as one formula."""
    joined: list[Token] = []
    for token in tokens:
        if joined and joined[-1]["type"] == token["type"] == "text":
            joined[-1] = {**joined[-1], "raw": joined[-1]["raw"] + token["raw"]}
        else:
            joined.append(token)
    return joined


def _as_link(token: Token) -> Token:
    """An image as a link, so that no host is called unless the reader clicks; a link with an odd scheme as text."""
    url = token["attrs"]["url"]
    children = token["children"] or [{"type": "text", "raw": url}]
    if _SAFE_LINK.match(url):
        return {"type": "link", "attrs": {"url": url}, "children": children}
    return {"type": "emphasis", "children": children}


def _dollar_math(text: str) -> str:
    r"""``\(x\)`` and ``\[x\]`` outside code as ``$x$`` and ``$$x$$``; models write both."""
    if "\\(" not in text and "\\[" not in text:
        return text
    pieces, last = [], 0
    for code in _CODE.finditer(text):
        pieces += [_rewritten(text[last : code.start()]), code.group()]
        last = code.end()
    return "".join([*pieces, _rewritten(text[last:])])


def _rewritten(text: str) -> str:
    text = _DISPLAY_TEX.sub(lambda found: f"\n$$\n{found.group(1).strip()}\n$$\n", text)
    return _INLINE_TEX.sub(lambda found: f"${found.group(1).strip()}$", text)
