"""The elements and their formulas: counted by a grammar, added up in the open, and drawn as one table."""

import contextlib
import itertools
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.knowledge.elements import elements
from convergio_jupyter.tools.knowledge.molar import atoms_of
from convergio_jupyter.tools.knowledge.periodic_table import PERIODIC_TABLE
from tests.tools.pictures import all_of, checked, words

SYMBOLS = [each.symbol for each in elements()]


def ask(lang="en", **arguments):
    return PERIODIC_TABLE.run(arguments_of(PERIODIC_TABLE, json.dumps(arguments), lang), Desk(lang=lang))


@st.composite
def formulas(draw, depth=3):
    """A formula and what is in it, counted without reading it."""
    said, atoms = "", Counter()
    for _ in range(draw(st.integers(1, 3))):
        many = draw(st.integers(1, 12))
        if depth and draw(st.booleans()):
            inner, counts = draw(formulas(depth - 1))
            said += f"({inner})"
        else:
            symbol = draw(st.sampled_from(SYMBOLS))
            said, counts = said + symbol, {symbol: 1}
        said += "" if many == 1 else str(many)
        for symbol, count in counts.items():
            atoms[symbol] += many * count
    return said, atoms


@given(st.lists(st.tuples(st.integers(1, 9), formulas(depth=2)), min_size=1, max_size=3))
def test_every_atom_is_counted(parts):
    text = "·".join(f"{many if many > 1 else ''}{said}" for many, (said, _) in parts)
    expected = Counter()
    for many, (_, atoms) in parts:
        expected.update({symbol: many * count for symbol, count in atoms.items()})
    if len(text) <= 120:
        assert atoms_of(text, "en") == expected


@given(st.text("CaOH2()·[]5^+-. x\x00", max_size=130) | st.text(max_size=130))
def test_whatever_is_written_is_counted_or_refused(text):
    with contextlib.suppress(Unable):
        assert sum(atoms_of(text, "en").values()) > 0


@pytest.mark.parametrize(
    ("formula", "mass"),
    [
        ("H2O", "18.015"),
        ("CO2", "44.009"),
        ("NaCl", "58.44"),
        ("Ca(OH)2", "74.092"),
        ("CuSO4·5H2O", "249.68"),
        ("CuSO4.5H2O", "249.68"),
        ("C₆H₁₂O₆", "180.156"),
        ("K4[Fe(CN)6]", "368.345"),
        ("SO4^2-", "96.06"),
        ("SO₄²⁻", "96.06"),
        ("Na+", "22.990"),
        ("NaCl(aq)", "58.44"),
    ],
)
def test_molar_masses_that_chemists_know(formula, mass):
    assert f": {mass} g/mol." in ask(formula=formula).text


def test_the_sum_is_shown_line_by_line_in_italian():
    said = ask("it", formula="H2O").text
    assert "| H (idrogeno) | 2 | 1,008 | 2 × 1,008 = 2,016 | 11,19 % |" in said
    assert "2,016 + 15,999 = 18,015" in said


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("h2o", "cannot stand"),
        ("Xx2", "no element with the symbol Xx"),
        ("Ca(OH2", "not closed"),
        ("Ca(OH]2", "not closed"),
        ("CaOH)2", "never opened"),
        ("()", "there is none"),
        ("2", "there is none"),
        ("H0", "1 to 9999"),
        ("H99999", "1 to 9999"),
        ("SO42-", "charge"),
        ("(" * 20 + "H" + ")" * 20, "brackets within"),
        ("(H9999)9999", "too many atoms"),
        ("Pu", "isotopes decay"),
        ("H" * 121, "do not fit"),
    ],
)
def test_what_is_no_formula_is_said(formula, problem):
    with pytest.raises(Unable, match=problem):
        ask(formula=formula)


@pytest.mark.parametrize("asked", ["Au", "au", "79", 79, "gold", "ORO"])
def test_an_element_is_found_however_it_is_asked_for(asked):
    result = ask("it", element=asked)
    assert "| Oro | Au |" in result.text
    assert "| Massa atomica standard | 196,97 |" in result.text
    thick = [
        each
        for each in all_of(checked(result.figure, width=640, height=None), "rect")
        if each.get("stroke-width") == "3"
    ]
    assert len(thick) == 1


def test_what_is_not_known_is_not_guessed():
    said = ask(element="Og").text
    assert "| Standard atomic weight | none: all its isotopes decay |" in said
    assert "Electronegativity" not in said
    with pytest.raises(Unable, match="no element"):
        ask(element="<b>kryptonite")


def test_the_whole_table_is_drawn_and_told():
    result = ask()
    root = checked(result.figure, width=640, height=None)
    assert set(SYMBOLS) <= set(words(root))
    places = {(each.get("x"), each.get("y")) for each in all_of(root, "rect")}
    assert len(places) == 1 + 118 + 11  # the card, the cells and the legend; none above another
    at = {each.text: (float(each.get("x")), float(each.get("y"))) for each in all_of(root, "text")}
    assert at["H"][0] == at["Li"][0] == at["Fr"][0]
    assert at["He"][0] == at["Og"][0]
    assert at["La"][0] == at["Ac"][0] == at["Sc"][0] == at["Lu"][0]
    assert at["La"][1] > at["Lr"][1] > at["Lu"][1]
    assert all(f" {each}" in result.text for each in SYMBOLS)


def test_the_data_hang_together():
    assert [each.number for each in elements()] == list(range(1, 119))
    assert len(set(SYMBOLS)) == 118
    groups = Counter(each.group for each in elements())
    assert groups[1] == 7
    assert groups[18] == 7
    assert groups[None] == 28
    heavier = [each for each in elements() if each.weight]
    backward = [(a.symbol, b.symbol) for a, b in itertools.pairwise(heavier) if a.weight > b.weight]
    assert backward == [("Ar", "K"), ("Co", "Ni"), ("Te", "I"), ("Th", "Pa")]
