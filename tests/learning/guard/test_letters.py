"""A formula with Greek letters, or with an index, leaks in whatever way these are written."""

import pytest

from convergio_jupyter.learning.guard import check
from convergio_jupyter.learning.key import Key

FORMS = {
    "ρ a³": ["ρ a³", "rho*a^3", "$\\rho a^3$", "a^3 ρ", "rho times a cubed"],
    "rho*V": ["ρV", "rho V", "ϱ · V"],
    "c/λ": ["c/lambda", "c / λ", "\\frac{c}{\\lambda}"],
    "F_1 + F_2": ["F1 + F2", "F₁+F₂", "$F_{1}+F_{2}$", "F_2 + F_1", "add F1 and F2"],
    "m c ΔT": ["m*c*ΔT", "m c Delta T"],
    "m*ω²*r": ["m ω² r", "m r omega^2"],
    "F_1² + 1": ["F_1²+1", "F1^2 + 1", "F<sub>1</sub>² + 1", "\\mathrm{F}_1^2 + 1"],
    "x₁²+x₂²": ["x₁²+x₂²", "x_1^2+x_2^2"],
    "ρ*g*h": ["&rho; g h", "𝜌 g h", "\\varrho g h", "z4EqZypo"],  # the last is base64
    "μ*N + 1": ["µ N + 1"],
    "3e8*t": ["3*10^8*t", "300000000 t"],
    "2πr": ["2 pi r", "2 π r"],
    "F_1/F_2": ["F1/F2", "$\\frac{F_1}{F_2}$", "$\\dfrac{F_{1}}{F₂}$"],
    "F_1*d_1/d_2": ["$\\frac{F_1 d_1}{d_2}$"],
    "sqrt(k_1/m)": ["$\\sqrt{\\frac{k_1}{m}}$"],
    "ρ*g*h_1": ["$\\rho gh_1$", "ρgh₁"],
    "ρ*V*g": ["ρVg", "$\\rho Vg$"],
    "m*g*h": ["mgh", "mg h", "$mgh$", "h mg"],
    "m*v": ["mv", "vm"],
    "F*d": ["Fd"],
    "x*y": ["xy"],
}
SHORT = {
    "m*a": (["F = ma", "It is ma.", "$ma$"], ["È lungo, ma è il terzo.", "Ma che cosa resta?"]),
    "a*t": (["v = at", "So v is at"], ["Look at the slope.", "The speed at t = 2 is wanted.", "At what time?"]),
}


@pytest.mark.parametrize(("answer", "form"), [(answer, form) for answer, forms in FORMS.items() for form in forms])
def test_it_is_one_formula_however_its_letters_are_written(answer, form):
    for said in (form, f"So it is {form}, you see."):
        assert check(said, Key("expression", answer)).leaks


@pytest.mark.parametrize("answer", SHORT)
def test_a_product_that_is_a_word_is_one_where_a_formula_stands(answer):
    leaks, safe = SHORT[answer]
    assert [each for each in leaks if not check(each, Key("expression", answer)).leaks] == []
    assert [each for each in safe if check(each, Key("expression", answer)).leaks] == []


def test_what_was_found_is_told_in_the_letters_of_the_formula():
    assert check("So it is rho*a^3.", Key("expression", "ρ a³")).found == "ρ*a^3"


@pytest.mark.parametrize("answer", FORMS)
@pytest.mark.parametrize(
    "said",
    [
        "What do ρ and a stand for?",
        "Look at λ first: which way does it go when c grows?",
        "F₁ and F₂ act in one line. What does that say of both together?",
        "What is r, and what is π?",
        "How does ΔT change when m is twice as large?",
    ],
)
def test_a_letter_that_is_named_is_no_formula(answer, said):
    assert not check(said, Key("expression", answer)).leaks
