"""A set is found however its elements are picked from the task's list, and an interval however its ends are told."""

import pytest

from convergio_jupyter.learning.guard import check

LIST = "Which of these float on water?\n\n1. a stone\n2. a cork\n3. a nail\n4. a leaf\n5. a feather\n"
FLOAT = {"kind": "set", "answer": "{2, 4, 5}", "asked": LIST}
ODD = {"kind": "set", "answer": "{1, 3, 5}", "asked": LIST}
TWO = {"kind": "set", "answer": "{1, 4}", "asked": LIST}
STEPS = {"kind": "set", "answer": "{0, 15, 30, 45, 60}", "asked": "When does a bus leave, in the hour after noon?"}
BURNT = {"kind": "set", "answer": "{3; 4; 5}", "asked": "How many of each substance?"}
LENGTHS = {"kind": "interval", "answer": "[1.95, 2.05]", "asked": "Between which lengths, in kilometres, is the way?"}
SHORT = {"kind": "interval", "answer": "[0, 12)", "asked": "A price is never below 0. Where is too little?"}
HALF_OPEN = {"kind": "interval", "answer": "(-3, 8]", "asked": "Where is it defined?"}

SAID = [
    (HALF_OPEN, "from -3 (excluded) to 8 (included)", "[da -3 escluso a 8 incluso]", "da -3 (escluso) a 8 (compreso)",
     "x è maggiore di -3 e minore o uguale a 8", "x supera -3 e non supera 8", "It exceeds -3 and does not exceed 8.",
     "superiore a meno tre e inferiore o uguale a otto", "-3 (excluded), 8 (included)", "-3 open, 8 closed",
     "Start: -3 (not included). End: 8 (included).", "gli estremi sono -3 (escluso) e 8 (incluso)",
     "The end points are -3 and 8.", "from -3 exclusive to 8 inclusive",
     "von -3 (ausgeschlossen) bis 8 (eingeschlossen)"),
    (FLOAT, "The second, the fourth and the fifth.", "All but 1 and 3.", "Tutte tranne la prima e la terza.",
     "1 no, 2 yes, 3 no, 4 yes, 5 yes", "No, yes, no, yes, yes.", "01011", "One and three sink, the rest do not.",
     "Das zweite, das vierte und das letzte.", "Ogni voce eccetto 1 e 3."),
    (ODD, "The odd ones.", "I numeri dispari.", "1: yes, 2: no, 3: yes, 4: no, 5: yes"),
    (TWO, "Place one and place four.", "Entry 1 and entry 4 float.", "La prima e la quarta.", "All except 2, 3 and 5."),
    (STEPS, "Every 15 minutes from 0 up to 60.", "The multiples of 15 up to 60."),
    (BURNT, "C3H8 + 5O2 -> 3CO2 + 4H2O", "C₃H₈ + 5 O₂ → 3 CO₂ + 4 H₂O"),
    (LENGTHS, "Between 1950 m and 2050 m.", "2 ± 0.05 km", "2 km plus or minus 0.05", "2 km più o meno 50 metri",
     "at least 1.95 and at most 2.05", "1,95 bis 2,05", "The lower end is 1.95, and the upper one 2.05.",
     "the shortest is 1.95 km and the longest 2.05 km"),
    (SHORT, "p < 12", "All prices below twelve.", "From zero up to, but not including, twelve.",
     "Da zero compreso fino a dodici escluso.", "As long as it stays below 12 there is too little."),
]  # fmt: skip
SAFE = [
    (HALF_OPEN, "At -3 the root is zero. Is -3 included?", "What happens from -3 to the left?", "Is it less than 8?"),
    (
        FLOAT,
        "Look at the first and the second: which of both is lighter?",
        "Do all of them float?",
        "What about 4?",
        "Are 1 and 3 like the others?",
    ),
    (ODD, "That is an odd question, but a good one.", "Yes, that is a good idea."),
    (STEPS, "Every quarter of an hour one leaves. When is the first?"),
    (LENGTHS, "Between which two marks of the ruler does it end?", "1 km is 1000 m.", "The map says 4 cm ± 0.1 cm."),
    (SHORT, "Below which price do people want more than there is?", "At p = 3 there is too little."),
]


def pairs(table):
    return [(key, reply) for key, *replies in table for reply in replies]


@pytest.mark.parametrize(("key", "reply"), pairs(SAID), ids=lambda value: str(value)[:50])
def test_several_numbers_are_found_however_they_are_told(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "reply"), pairs(SAFE), ids=lambda value: str(value)[:50])
def test_what_leads_to_several_numbers_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_entries_told_one_by_one_are_put_together_over_a_talk():
    talk = ["1? No.", "2 yes", "3 no", "4 yes, of course.", "5 yes"]
    assert check(talk[-1], FLOAT, talk[:-1]).leaks
