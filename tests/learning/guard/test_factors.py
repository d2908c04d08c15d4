"""A formula that is a product is given away by its factors, too, however they are put."""

import pytest

from convergio_jupyter.learning.guard import check

OUT = {"kind": "expression", "answer": "2x(x-3)", "accepted": ["2x^2 - 6x"], "asked": "Factor 2x^2 - 6x."}
TWO = {"kind": "expression", "answer": "(x+4)(x-7)", "asked": "Factor x^2 - 3x - 28."}
SQUARE = {"kind": "expression", "answer": "(x+2)^2", "asked": "Factor x^2 + 4x + 4."}
LETTERS = {"kind": "expression", "answer": "a(a+b)", "asked": "Factor a^2 + ab."}
SUM = {"kind": "expression", "answer": "n(n+1)/2", "asked": "Write a formula for 1 + 2 + ... + n."}
EXPANDED = {"kind": "expression", "answer": "x^2 - 3x - 28", "asked": "A field has the sides x+4 and x-7. Its area?"}

SAID = [
    (OUT, "The factors are 2x and x-3", "Multiply 2x by (x-3).", "2x times x-3", "il prodotto di 2x e x-3",
     "2, x and x-3", "- 2x\n- x-3", "Take out 2x. What is left is x - 3.", "due x e x meno tre", "2x per x-3"),
    (TWO, "x plus four and x minus seven", "I fattori sono x+4 e x-7", "x plus four times x minus seven",
     "One bracket is x + 4, the other x - 7.", "x più quattro e x meno sette", "(x+4) e (x-7)",
     "Put `x+4` in the first bracket and `x-7` in the second.", "$x+4$ and $x-7$"),
    (SQUARE, "The factor x+2 comes twice.", "x plus two, times itself", "Both brackets hold x + 2."),
    (LETTERS, "The factors are a and a + b."),
    (SUM, "n and n+1, and halve that", "One half, n and n + 1 are its factors."),
]  # fmt: skip
SAFE = [
    (OUT, "Both terms hold 2 and x. What is left of each?", "What do 2x^2 and 6x have in common?", "Divide 6x by 2x."),
    (TWO, "Which two numbers make -28 when multiplied, and -3 when added?", "You wrote (x+4)(x+7): look at the signs.",
     "The one bracket is x - 7. What is the other?"),
    (SQUARE, "Is x+2 a factor?"),
    (LETTERS, "Can you find a factor such as a + b?"),
    (SUM, "Each pair makes n + 1. How many pairs are there?", "Try n = 4: 4 times 5, halved."),
    (EXPANDED, "The sides are x+4 and x-7. Multiply each term by each."),
]  # fmt: skip


def pairs(table):
    return [(key, reply) for key, *replies in table for reply in replies]


@pytest.mark.parametrize(("key", "reply"), pairs(SAID), ids=lambda value: str(value)[:50])
def test_a_product_is_found_by_its_factors(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "reply"), pairs(SAFE), ids=lambda value: str(value)[:50])
def test_what_leads_to_the_factors_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_factors_are_put_together_over_a_talk():
    assert not check("One factor is 2x.", OUT).leaks
    assert check("The other one is x-3.", OUT, ["One factor is 2x.", "Good. Go on."]).leaks
    assert check("And then x minus seven.", TWO, ["It begins with x plus four."]).leaks
    assert not check("The other one is x-5?", OUT, ["One factor is 2x."]).leaks
