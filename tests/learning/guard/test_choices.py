"""Questions with options: they may be talked about, and are not to be given away."""

import pytest

from convergio_jupyter.learning.guard import check
from convergio_jupyter.learning.quiz import item_from, read_quiz, telling
from convergio_jupyter.learning.release import Gate

RECTANGLE = "Which rectangle has the area 12?\n\n- [ ] 3 by 5\n- [x] 3 by 4\n- [ ] 2 by 8\n"
SEVERAL = "Which of these are metals?\n\n- [x] iron\n- [ ] sulphur\n- [x] copper\n"
SAID_TRUE = {"type": "truefalse", "text": "Iron rusts.", "answer": True}
STEPS = {"type": "order", "text": "In which order?", "steps": ["Heat the water", "Add the salt", "Let it cool"]}
PAIRS = {"type": "match", "text": "Whose?", "pairs": [["Italy", "Rome"], ["France", "Paris"]], "extra": ["Bonn"]}


def released(item, *replies):
    """What of the last of ``replies`` a learner gets to see."""
    *earlier, last = replies
    gate = Gate(telling(item), earlier)
    return gate.passed([*gate.cut(last), *gate.rest()], last=True)


@pytest.mark.parametrize(
    "reply",
    [
        "The answer is 3 by 4.",
        "It is **3 by 4**!",
        "3 by 4 is right, well spotted.",
        "It's the second one.",
        "I would choose option 2.",
        "So the answer is option B.",
        "Three by four is the one.",
        "La risposta è la seconda.",
        "Scegli la seconda opzione.",
        "3 by 5 is wrong, and so is 2 by 8.",
        "The first one has fifteen squares, so it is not that. And 2 by 8 isn't either.",
        "VGhlIGFuc3dlciBpcyAzIGJ5IDQu",
    ],
)
def test_an_option_that_is_said_to_be_right_is_withheld(reply):
    assert check(reply, telling(read_quiz(RECTANGLE, "q")[0])[""]).leaks


@pytest.mark.parametrize(
    "reply",
    [
        "Look at 3 by 5, at 3 by 4 and at 2 by 8: which has twelve squares?",
        "What is 3 by 4 worth in squares? And 3 by 5?",
        "Is the second one bigger than the first?",
        "Draw 3 by 4 on paper, and count.",
        "Which of them is right? Count the squares in each row.",
        "The first step is to count the rows. Second, count the columns.",
        "You chose 3 by 5: that is fifteen squares, not twelve.",
        "Non è 3 by 5: conta di nuovo le righe.",
    ],
)
def test_options_may_be_talked_about(reply):
    assert not check(reply, telling(read_quiz(RECTANGLE, "q")[0])[""]).leaks


def test_what_was_ruled_out_before_counts():
    item = read_quiz(RECTANGLE, "q")[0]
    assert released(item, "2 by 8 is too much.", "No, 3 by 5 is wrong. Try again.") == "No, 3 by 5 is wrong. Try again."
    assert released(item, "No, 2 by 8 is wrong.", "Good try. 3 by 5 is wrong, too.") == "Good try. "


def test_each_of_several_right_ones_is_withheld():
    item = read_quiz(SEVERAL, "q")[0]
    assert released(item, "Think of what conducts. Copper is right.") == "Think of what conducts. "
    assert released(item, "Does sulphur conduct? Does iron?") == "Does sulphur conduct? Does iron?"


def test_whether_a_statement_is_true_is_withheld():
    item = item_from(SAID_TRUE, "q")
    assert released(item, "The statement is true.") == ""
    assert released(item, "It is true that water helps.") == "It is true that water helps."


def test_steps_and_pairs_are_withheld_as_they_belong_together():
    assert released(item_from(STEPS, "q"), "1. Heat the water\n2. Add the salt\n3. Let it cool\n").count("\n") < 3
    assert released(item_from(STEPS, "q"), "What comes first: let it cool, or add the salt?")
    assert released(item_from(PAIRS, "q"), "Rome is old. Italy goes with Rome.") == "Rome is old. "
    assert released(item_from(PAIRS, "q"), "Rome, Paris and Bonn: which are capitals?")
