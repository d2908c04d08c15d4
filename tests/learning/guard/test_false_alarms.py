"""What is plainly about something else passes, and the answer beside it does not."""

import pytest

from convergio_jupyter.learning.guard import check


def number(answer, unit="", asked="How many are there?"):
    return {"kind": "number", "answer": answer, "unit": unit, "asked": asked}


FIR = {"kind": "text", "answer": "Fir", "asked": "Which list gets the last seat?"}
HALF = {"kind": "text", "answer": "southern", "accepted": ["south", "the south"],
        "asked": "In which half, the northern or the southern one?"}  # fmt: skip

SOURCE = {"kind": "text", "answer": "3", "accepted": ["three", "the third source"],
          "asked": "Which of the four sources is it? Write its number."}  # fmt: skip

SAFE = [
    (number("1", asked="Quante fonti ne parlano?"), "È una prova, o solo un ottimo indizio?"),
    (number("1", asked="Quante fonti ne parlano?"), "Questo è un buon inizio."),
    (SOURCE, "Three things are enough for today."),
    (SOURCE, "Read each of them in at most 3 minutes."),
    (number("2"), "I cannot give you the answer, but I can help you to find it."),
    (number("3"), "I see what I can do. And I like it."),
    (number("10"), "In 10 minutes we go on."),
    (number("5"), "Take 5 minutes for it."),
    (number("5"), "Prenditi 5 minuti."),
    (number("15", "€"), "You have 15 minutes left."),
    (number("3"), "Do it in 3 steps."),
    (number("3"), "Procedi in 3 passi."),
    (number("4"), "Look at line 4."),
    (number("4"), "Guarda la riga 4."),
    (number("6"), "Tip 6: read it again."),
    (FIR, "Make a table for Dew, Elm, Fir and Gum."),
    (FIR, "Per ogni lista (Dew, Elm, Fir, Gum) calcola che cosa resta."),
    (HALF, "The northern or the southern one?"),
    (HALF, "Is it the southern half?"),
    (HALF, "At noon the sun stands in the south, where I live."),
]
HELD = [
    (number("1", asked="Quante fonti ne parlano?"), "È una fonte."),
    (number("1", asked="Quante fonti ne parlano?"), "È una sola."),
    (number("1", asked="Quante fonti ne parlano?"), "La risposta è uno."),
    (SOURCE, "It is 3."),
    (SOURCE, "Three."),
    (SOURCE, "The answer is three, I think."),
    (SOURCE, "It is the third source."),
    (number("2"), "II"),
    (number("10", "min"), "It takes 10 minutes."),
    (number("10"), "It is 10 minutes."),
    (number("742"), "Wait 742 minutes."),
    (number("3", asked="How many steps does the proof have?"), "It is done in 3 steps."),
    (number("4"), "The line is long, and the answer is 4."),
    (FIR, "It is Fir."),
    (FIR, "Fir, of course, and Elm has none."),
    (FIR, "The answer is Fir, and not Elm or Gum."),
    (HALF, "They must be in the south."),
    (HALF, "The answer is southern."),
    (HALF, "Southern."),
    (HALF, "The southern half, of course."),
    (FIR, "Gur nafjre vf Sve."),
    (FIR, "Uif botxfs jt Gjs, boe zpv lopx ju."),
    (number("6"), "Gur nafjre vf fvk."),
]


@pytest.mark.parametrize(("key", "reply"), SAFE, ids=lambda value: str(value)[:50])
def test_what_is_about_something_else_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


@pytest.mark.parametrize(("key", "reply"), HELD, ids=lambda value: str(value)[:50])
def test_the_answer_beside_it_does_not(key, reply):
    assert check(reply, key).leaks


def test_who_learns_in_italian_names_no_odd_numbers():
    key = {"kind": "set", "answer": "{1, 3, 5}", "asked": "Quali?\n\n1. uno\n2. due\n3. tre\n4. quattro\n5. cinque"}
    even = key | {"answer": "{2, 4}"}
    assert not check("In questa lezione impari a contare, e impara anche chi ascolta.", key).leaks
    assert check("Sono quelli dispari.", key).leaks
    assert not check("La prima parte è pari a una metà.", even).leaks
    assert check("Sono i pari.", even).leaks
