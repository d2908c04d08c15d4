"""Elements and common substances are known by their names, in both languages."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.knowledge.molar import atoms_of
from convergio_jupyter.tools.knowledge.shipped import rows_of
from convergio_jupyter.tools.registry import built_in

PERIODIC_TABLE = built_in()["periodic_table"]
SAID = {
    "What is the molar mass of sulfuric acid?": "Molar mass of H2SO4 (sulfuric acid): 98.07 g/mol.",
    "massa molare dell'acido solforico": "Massa molare di H2SO4 (acido solforico): 98,07 g/mol.",
    "Quanto pesa una mole di lattosio?": "Massa molare di C12H22O11 (lattosio): 342,297 g/mol.",
    "How much does a mole of ATP weigh?": "Molar mass of C10H16N5O13P3 (ATP): 507.18",
    "What's the chemical formula for baking soda?": "Molar mass of NaHCO3 (baking soda)",
    "Qual è la formula chimica dell'acqua ossigenata?": "Massa molare di H2O2 (acqua ossigenata)",
    "molar mass of iron": "| Iron | Fe |",
    "What is the symbol for gold?": "| Gold | Au |",
    "Which element has atomic number 26?": "| Iron | Fe |",
    "What element is Fe?": "| Iron | Fe |",
    "How many protons does carbon have?": "| Atomic number | 6 |",
    "Quanti elettroni ha un atomo di ossigeno?": "| Numero atomico | 8 |",
    "Qual è il simbolo chimico del sodio?": "| Sodio | Na |",
}


@pytest.mark.parametrize("question", SAID)
def test_a_substance_is_known_by_its_name(question):
    lang = "it" if SAID[question].startswith(("Massa", "| Sodio", "| Numero")) else "en"
    wish = wish_in(question, [], built_in())
    assert wish is not None
    assert wish.tool == "periodic_table"
    arguments = arguments_of(PERIODIC_TABLE, json.dumps(wish.arguments), lang)
    assert SAID[question] in PERIODIC_TABLE.run(arguments, Desk(lang=lang)).text


@pytest.mark.parametrize(
    "question",
    [
        "What is the formula of success?",
        "What is the formula for the area?",
        "What is the symbol of freedom?",
        "the symbol of the lead character",
        "the atomic number of happiness",
        "How many electrons are in love?",
        "Which element is it?",
        "which element is in it?",
        "Why is the formula of water H2O?",
        "Quanti protoni ha l'amore?",
        "la formula della felicità",
    ],
)
def test_what_is_no_substance_has_no_formula(question):
    assert wish_in(question, [], built_in()) is None


def test_each_substance_has_a_formula_that_can_be_read_and_names_of_its_own():
    names = [name for row in rows_of("substances.csv") for lang in ("en", "it") for name in set(row[lang].split("/"))]
    per_language = [set(row["en"].split("/")) | set(row["it"].split("/")) for row in rows_of("substances.csv")]
    assert sum(map(len, per_language)) == len(set(names))
    assert all(atoms_of(row["formula"], "en") for row in rows_of("substances.csv"))
