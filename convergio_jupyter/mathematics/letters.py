"""The letters of formulas: ρ is rho, and F_1, F1 and F₁ are one. Few keyboards have the signs that a formula shows."""

from __future__ import annotations

import re
import unicodedata

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_LOW = "₀₁₂₃₄₅₆₇₈₉"
_VARIANTS = {"ρ": "ϱ", "φ": "ϕ", "θ": "ϑ", "ε": "ϵ", "κ": "ϰ"}
LOW_DIGITS = dict(zip(_LOW, "0123456789", strict=True))
_NAMED = {name: letter for letter, name in GREEK.items()}
_ALONE = re.compile(rf"(?P<letter>[^\W\d_]|{'|'.join(_NAMED)})(?P<index>_?[0-9]+|_[^\W\d_])?")
_INDEX = r"(?:_?[0-9]+|_[^\W\d_])"
_NO_EXPONENT = "(?:(?<![0-9])|(?![eE][0-9]))"  # 1e2 is a number
_SPECIAL = re.compile(
    rf"[α-ωΓ-Ω]{_INDEX}?|(?<![^\W\d_])(?:(?:{'|'.join(_NAMED)}){_INDEX}?|{_NO_EXPONENT}[^\W\d_]{_INDEX})(?![^\W\d_])"
)
_RAISED = re.compile("[⁻⁰¹²³⁴-⁹]+")


def letter_of(name: str) -> str:
    """The letter that ``name`` is, as all write it: ρ for rho, F_1 for F1; empty where it is none."""
    found = _ALONE.fullmatch(unicodedata.normalize("NFKC", name))
    if found is None:
        return ""
    index = (found["index"] or "").removeprefix("_")
    return _NAMED.get(found["letter"], found["letter"]) + (f"_{index}" if index else "")


def with_digits(text: str) -> str:
    """``text`` with its low digits as usual ones: F1 for F₁."""
    return text.translate({ord(low): digit for low, digit in LOW_DIGITS.items()})


def special_letters(formula: str) -> list[str]:
    """The letters of ``formula`` that are Greek or have an index, each once, as :func:`letter_of` writes them."""
    plain = _RAISED.sub("^", with_digits(formula))
    found = (letter_of(each[0]) for each in _SPECIAL.finditer(unicodedata.normalize("NFKC", plain)))
    return [each for each in dict.fromkeys(found) if each not in ("", "π")]


def written_as(letter: str) -> re.Pattern[str]:
    """What finds ``letter`` in a text, however it is written: ρ, rho or \\rho; F_1, F1, F_{1} or F₁."""
    base, _, index = letter.partition("_")
    forms = base if index else rf"(?<![^\W\d_]){base}"  # gh_1 is g times h_1
    if base in GREEK:
        forms = rf"(?:\\(?:var)?|(?<![^\W\d_])){GREEK[base]}(?![^\W\d_])|[{base}{_VARIANTS.get(base, '')}]"
    low = "".join(_LOW[int(digit)] for digit in index) if index.isdigit() else index
    behind = rf"(?:_?(?:\{{{index}\}}|{index})|{low})" if index else ""
    return re.compile(rf"(?:{forms}){behind}(?![0-9_{_LOW}])")
