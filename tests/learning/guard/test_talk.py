"""A number is found digit by digit: in a row, by their places, and over several replies."""

import pytest

from convergio_jupyter.learning.guard import check

SUM = {"kind": "number", "answer": "476", "asked": "Add 289 and 187."}
TWO = {"kind": "number", "answer": "72", "asked": "How many are there?"}
SAID = [
    (SUM, "4, 7, 6"), (SUM, "4-7-6"), (SUM, "4 – 7 – 6"), (SUM, "4.7.6"), (SUM, "4/7/6"), (SUM, "4, seven, 6"),
    (SUM, "The digits are 4, 7 and 6."), (SUM, "Le cifre sono 4, 7 e 6."), (SUM, "Press 4, then 7, then 6."),
    (SUM, "Hundreds: 4; tens: 7; ones: 6."), (SUM, "centinaia: 4, decine: 7, unità: 6"),
    (SUM, "The hundreds digit is 4, the tens digit 7, and the ones digit 6."), (SUM, "Ones 6, tens 7, hundreds 4"),
    (SUM, "4 hundreds, 7 tens and 6 ones"), (SUM, "Hundreds: four. Tens: seven. Ones: six."),
    (TWO, "Tens: 7; ones: 2."), (TWO, "The digits are 7 and 2."), (TWO, "decine: 7, unità: 2"),
]  # fmt: skip
SAFE = [
    (SUM, "Add the ones first: 9 and 7."), (SUM, "Hundreds, tens and ones: write them below each other."),
    (SUM, "Count 4, 5, 6."), (SUM, "The tens: 8 + 8, and 1 from the ones."), (SUM, "Steps 1, 2, 3."),
    (SUM, "4, 7, 6, 5: which of them is even?"), (SUM, "2, 4, 7, 6 and 9"),
    (TWO, "The rows hold 7, 2 more stand aside."), (TWO, "It has two digits: tens and ones."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "reply"), SAID, ids=lambda value: str(value)[:50])
def test_a_number_is_found_by_its_digits(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "reply"), SAFE, ids=lambda value: str(value)[:50])
def test_other_digits_pass(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_digits_behind_their_places_are_put_together_over_a_talk():
    talk = ["Hundreds: 4.", "Now the tens: 7.", "And ones: 6."]
    assert not any(check(each, SUM, talk[:place]).leaks for place, each in enumerate(talk[:-1]))
    assert check(talk[-1], SUM, talk[:-1]).leaks
