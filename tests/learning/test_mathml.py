"""Formulas become MathML, and nothing else does."""

import pytest

from convergio_jupyter.learning.mathml import mathml, typeset
from convergio_jupyter.notebook.safe_markdown import to_html


def test_a_formula_of_a_card_is_drawn_by_the_browser():
    made = typeset(to_html("So $s = \\frac{1}{2} g t^2$, and `$x$` is code.\n\n$$a < b$$"))
    assert made.count("<math ") == 2
    assert "<mfrac>" in made
    assert "<code>$x$</code>" in made
    assert "\\frac" not in made


@pytest.mark.parametrize(
    "formula",
    [
        "\\text{<script>alert(1)</script>}",
        "\\text{<img src=x onerror=alert(1)>}",
        "\\text{<mi onclick='alert(1)'>x</mi>}",
        "\\href{javascript:alert(1)}{x}",
        "\\text{</math><b>x</b>}",
    ],
)
def test_what_would_be_more_than_a_formula_stays_text(formula):
    assert mathml(formula) == ""
    assert "&lt;script" in typeset(to_html("$\\text{<script>alert(1)</script>}$"))
