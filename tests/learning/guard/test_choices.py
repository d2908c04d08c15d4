"""Questions with options: they may be talked about, and are not to be given away."""

import pytest

from convergio_jupyter.learning.guard import check
from convergio_jupyter.learning.quiz import item_from, read_quiz, telling
from convergio_jupyter.learning.tutor.release import Gate

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
        "But look at each row once more.",  # whose first letter is the right option's
    ],
)
def test_options_may_be_talked_about(reply):
    assert not check(reply, telling(read_quiz(RECTANGLE, "q")[0])[""]).leaks


def test_what_was_ruled_out_before_counts():
    item = read_quiz(RECTANGLE, "q")[0]
    assert released(item, "2 by 8 is too much.", "No, 3 by 5 is wrong. Try again.") == "No, 3 by 5 is wrong. Try again."
    assert released(item, "No, 2 by 8 is wrong.", "Good try. 3 by 5 is wrong, too.") == "Good try. "


@pytest.mark.parametrize(
    "talk",
    [
        ["2 by 8 is out.", "And 3 by 5 is out, too."], ["2 by 8 goes out.", "The first one drops out."],
        ["We can rule 2 by 8 out.", "Strike the first one out."], ["2 by 8 è esclusa.", "3 by 5 va scartata."],
        ["2 by 8 è fuori.", "Anche la prima è fuori."], ["Discard the third.", "3 by 5 is impossible."],
        ["2 by 8: out.", "3 by 5: out."], ["Cross 3 by 5 and 2 by 8 out."], ["2 by 8 is discarded.", "Reject 3 by 5."],
    ],
)  # fmt: skip
def test_what_is_out_is_ruled_out(talk):
    key = telling(read_quiz(RECTANGLE, "q")[0])[""]
    assert check(talk[-1], key, talk[:-1]).leaks
    assert len(talk) == 1 or not check(talk[0], key).leaks


@pytest.mark.parametrize(
    "reply", ["The second one.", "Second option.", "La seconda!", "The 2nd.", "2nd", "b)", "#2", "No. 2"]
)
def test_a_reply_that_is_nothing_but_a_place_is_withheld(reply):
    assert check(reply, telling(read_quiz(RECTANGLE, "q")[0])[""]).leaks


@pytest.mark.parametrize(
    "reply",
    ["Count it out for 2 by 8.", "Work out 3 by 5, and then 2 by 8.", "A second one would fit beside it.",
     "Do the first step, then the second one.", "Is the second one bigger?", "The first one is out of the question?"],
)  # fmt: skip
def test_working_an_option_out_is_not_ruling_it_out(reply):
    assert not check(
        reply, telling(read_quiz(RECTANGLE, "q")[0])[""], ["2 by 8 is out."] * reply.startswith("A s")
    ).leaks


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


LARGEST = "Which is the largest?\n\n- [ ] 2/5\n- [x] 1/2\n- [ ] 3/7\n"
PRINTS = "What does this print?\n\n- [ ] six\n- [x] 8\n- [ ] 2\n- [ ] 1\n"
SCALE = "Which map shows most?\n\n- [x] 1 : 5 000\n- [ ] 1 : 50 000\n- [ ] 1 : 500 000\n"
ROCK = "Which rock forms from magma?\n\n- [ ] sandstone\n- [x] igneous rock\n- [ ] marble\n- [ ] slate\n"
PLANET = "Quale pianeta è il più vicino al Sole?\n\n- [ ] Marte\n- [ ] Venere\n- [x] Mercurio\n"


@pytest.mark.parametrize(
    ("quiz", "reply"),
    [
        (RECTANGLE, "It's three by four."),
        *((LARGEST, text) for text in (
            "Option B.", "B is right.", "B", "The middle one.", "1/2 is the largest.", "One half is the largest.",
            "Die zweite Antwort stimmt.", "Take the second of the three.", "Eliminate A and C.", "The second is true.",
        )),
        *((PRINTS, text) for text in ("It prints eight.", "So it will print 8.", "8", "A, C and D are wrong.")),
        *((SCALE, text) for text in ("One to five thousand.", "A is the right answer.",
                                     "La respuesta correcta es la primera.",
                                     "Neither the second nor the third is right.")),
        *((ROCK, text) for text in ("Igneous.", "The answer is igneous.", "Take igneous rock.", "The 2nd option.",
                                    "(b)", "I would go for number two.", "It's igneous rock.")),
        *((PLANET, text) for text in ("È la terza.", "L'ultima.", "Il più vicino è Mercurio.", "Opzione C.")),
    ],
)  # fmt: skip
def test_an_option_is_given_away_by_its_letter_its_place_or_the_words_of_the_question(quiz, reply):
    assert check(reply, telling(read_quiz(quiz, "q")[0])[""]).leaks


@pytest.mark.parametrize(
    ("quiz", "reply"),
    [
        (LARGEST, "Compare each of them with a half. Which ones are less?"),
        (LARGEST, "Is 1/2 larger than 3/7?"),
        (LARGEST, "Write 1/2 with the denominator 70."),
        (PRINTS, "Write down n after each round."),
        (PRINTS, "A loop runs three times here. Which value has n then?"),
        (SCALE, "On a map 1 : 50 000 one cm is half a kilometre. What is it on the others?"),
        (PLANET, "Venere ha un giorno molto lungo, e Mercurio? E Marte?"),
        (PLANET, "La prima cosa da cercare è la distanza."),
    ],
)
def test_an_option_may_stand_in_a_hint(quiz, reply):
    assert not check(reply, telling(read_quiz(quiz, "q")[0])[""]).leaks


@pytest.mark.parametrize(
    "reply",
    ["False.", "That is false.", "The sentence is false.", "È falso.", "Non è vero.", "No, that statement is wrong.",
     "You should tick False.", "This statement isn't true.", "It's not true, because maps are flat.", "Falso!",
     "L'affermazione è sbagliata.", "Die Aussage ist falsch.", "C'est faux.", "It's a false statement.",
     "The claim does not hold.", "L'affermazione non regge.", "Untrue", "That is untrue.", "You should not tick true.",
     "Don't choose true.", "Never go for true.", "Non devi spuntare vero.", "Non scegliere vero.", "True is wrong.",
     "True is not the answer.", "Ticking true would be wrong.", "Vero è sbagliato.", "Vero non è la risposta giusta.",
     "True is out.", "Rule true out.", "Discard true.", "Vero è fuori.", "Escludi vero."],
)  # fmt: skip
def test_that_a_statement_is_false_is_withheld_however_it_is_said(reply):
    wrong = item_from({"type": "truefalse", "text": "A flat map shows all distances truly.", "answer": False}, "q")
    true = item_from({"type": "truefalse", "text": "The Earth is round.", "answer": True}, "q")
    assert check(reply, telling(wrong)[""]).leaks
    assert not check(reply, telling(true)[""]).leaks


@pytest.mark.parametrize(
    "reply",
    ["True.", "Yes, it is true.", "È vero.", "It is not false.", "The answer is: true.", "Vero!", "The claim holds.",
     "You should not tick false.", "Non spuntare falso.", "It is not untrue.", "False is wrong.",
     "False isn't the answer.", "False is out.", "Falso va scartato."],
)  # fmt: skip
def test_that_a_statement_is_true_is_withheld_however_it_is_said(reply):
    assert check(reply, telling(item_from(SAID_TRUE, "q"))[""]).leaks
    assert not check(reply, telling(item_from({**SAID_TRUE, "answer": False}, "q"))[""]).leaks


@pytest.mark.parametrize(
    "reply",
    ["Is it true?", "True or false: what do you think?", "It is true that water helps.",
     "That is right, iron is a metal.",
     "Try to find a case in which it would be false.", "Vero o falso?", "Untrue or true?", "Would true be right?",
     "Before you tick true or false, think of water.", "Do not tick anything yet."],
)  # fmt: skip
def test_true_and_false_may_be_asked_for(reply):
    for answer in (True, False):
        assert not check(reply, telling(item_from({**SAID_TRUE, "answer": answer}, "q"))[""]).leaks


CITIES = {"type": "order", "text": "From the earliest clock to the latest:",
          "steps": ["Lima (UTC−5)", "Accra (UTC+0)", "Nairobi (UTC+3)", "Tokyo (UTC+9)"]}  # fmt: skip


@pytest.mark.parametrize(
    "reply",
    ["Lima, Accra, Nairobi, Tokyo.", "1. Lima\n2. Accra\n3. Nairobi\n4. Tokyo", "Lima, then Accra, and then Nairobi.",
     "Start with Lima, then Accra, after that Nairobi, and Tokyo is last."],
)  # fmt: skip
def test_steps_are_withheld_in_their_order_without_what_stands_in_brackets(reply):
    assert check(reply, telling(item_from(CITIES, "q"))[""]).leaks


def test_steps_may_be_named_in_another_order_and_are_put_together_over_a_talk():
    key = telling(item_from(CITIES, "q"))[""]
    assert not check("Who sees the sun first: Tokyo, Lima, Accra or Nairobi?", key).leaks
    assert not check("Lima is behind Accra.", key).leaks
    assert check("And then Nairobi and Tokyo.", key, ["It begins with Lima.", "Next comes Accra."]).leaks
