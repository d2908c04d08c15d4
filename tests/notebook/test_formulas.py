"""A terminal shows formulas in plain signs, and leaves alone what is none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convergio_jupyter.core.events import Done, TeacherStarted, TextDelta
from convergio_jupyter.notebook.formulas import readable
from convergio_jupyter.notebook.showing import show

READ = {
    r"The equation: $x^{2} - 5 x + 6 = 0$": "The equation: x² − 5x + 6 = 0",
    r"$\Delta = b^2 - 4ac = \left(-5\right)^2 - 4 \cdot 1 \cdot 6 = 1$": "Δ = b² − 4ac = (−5)² − 4 · 1 · 6 = 1",
    r"$x = \frac{-b \pm \sqrt{\Delta}}{2a} = \frac{5 \pm 1}{2}$": "x = (−b ± √Δ)/(2a) = (5 ± 1)/2",
    r"$x_{1} = 2,\quad x_{12} \approx 1{,}5 \times 10^{-7}$": "x₁ = 2, x₁₂ ≈ 1,5 × 10⁻⁷",
    r"$\int x^n \, dx = \frac{x^{n+1}}{n+1} + C$": "∫ x^n dx = (x^(n+1))/(n+1) + C",
    r"$5 \sin{\left(x \right)} + 2 \ln{x}$": "5 sin(x) + 2 ln x",
    r"$\sqrt[3]{8} = 2$ and $\sqrt{x + 1}$": "³√8 = 2 and √(x + 1)",
    r"$\frac{d}{dx} \frac{\sqrt{3}}{2}$": "d/dx √3/2",
    "$$\\alpha \\leq\n90^\\circ$$": "α ≤\n90°",
    r"$\sin^{2}{\left(x \right)} + \log_{2}{x} + b (a + c)$": "sin²(x) + log₂x + b(a + c)",
    r"$2\frac{1}{2}$ and $1\frac{3}{4}$": "2 1/2 and 1 3/4",
    r"$\frac{a}{b}c$, $\frac{1}{2}x$, $\frac{1}{2} x$": "(a/b)c, (1/2)x, (1/2) x",
    r"$\frac{1}{2}^2$ and $x\frac{1}{2}$": "(1/2)² and x(1/2)",
    r"$\sqrt{2}x$, $\sqrt{a}^2$, $2\sqrt{3}$": "(√2)x, (√a)², 2√3",
    r"$\frac{1}{2}/\frac{3}{4}$ and ${\frac{a}{b}}c$": "(1/2)/(3/4) and (a/b)c",
    r"$\frac{1}{2}(a+b)$, $2\frac{1}{2}x$, $x\sqrt[3]{8}$": "(1/2)(a+b), 2 (1/2)x, x(³√8)",
    r"$\sin\frac{x}{2}$ and $H^+$": "sin(x/2) and H^(+)",
    "Subtract $3 y$ from $2x$, or $a b$ from $12$": "Subtract 3y from 2x, or a b from 12",
    r"\(a_n \neq \lambda\) and $\text{area of } A$": "a_n ≠ λ and area of A",
}


@pytest.mark.parametrize("text", READ)
def test_a_formula_reads_like_one(text):
    assert readable(text) == READ[text]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6, or $5-$6.",
        "`$x^2$` is how it is written",
        "```bash\necho $HOME/$x\n```",
        "$\\begin{cases} a \\\\ b \\end{cases}$",
        "$\\unknown{x} = 1$",
        "$x^{2$ and $\\frac{1}$",
        "$HOME and $PATH",
        "$5 each and $6 more$",
        "$PATH-$HOME",
        "cost: $3 - 4$ off",
        "$\\frac12x$",
        "$" + "^" * 1000 + "$",
        "$" + "{" * 900 + "}" * 900 + "$",
        "$" + "x^2 + " * 500 + "1$",
    ],
)
def test_what_is_no_formula_that_is_known_stays_as_it_stands(text):
    assert readable(text) == text


@given(
    st.lists(st.sampled_from(["$", "$$", "x^2", " ", "\n", "\n\n", "5", "`", "```", "\\(", "\\)", "\\frac", "{", "}"]))
)
@example(["$", "x^2", "$", "5"])  # an amount after all
@example(["$$", "x^2", "\n\n", "$$"])
def test_what_has_been_written_stays_while_more_comes(pieces):
    text = "".join(pieces)
    for end in range(len(text)):
        assert readable(text).startswith(readable(text[:end], whole=False))


@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize("begin", ["$", "$$", "\\(", "`", "$x", "\\(x\\", "$$\n"])
def test_no_text_takes_long_to_read(begin):
    text = begin * (8_000 // len(begin))
    readable(text)
    readable(text, whole=False)


def test_a_terminal_shows_a_formula_once_it_is_whole(capsys):
    written = []

    def events():
        yield TeacherStarted(turn="t", seq=0, part=0, teacher="euclide", name="Euclide")
        for number, piece in enumerate(("So $x^", "{2}$ is ", "4, and $y"), 1):
            yield TextDelta(turn="t", seq=number, part=0, text=piece)
            written.append(capsys.readouterr().out)
        yield Done(turn="t", seq=9, reason="complete")

    reply = show(events(), "en", rich=False)
    assert [part.removeprefix("Euclide\n") for part in written] == ["So ", "x² is ", "4, and "]
    assert capsys.readouterr().out.startswith("$y\n")  # it never came to an end
    assert "So x² is 4" in repr(reply)
    assert reply.text == "So $x^{2}$ is 4, and $y"
