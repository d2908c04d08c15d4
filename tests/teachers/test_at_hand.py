"""What is asked of a cell, of code, of an error, or of a test, in the words of who has one before them."""

import pytest

from convergio_jupyter.teachers import choice
from convergio_jupyter.teachers.at_hand import Pointed, asks_test_on, pointed_at

FOR = "for i in range(3): print(i)"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Explain this cell", Pointed("cell")),
        ("Explain cell 12", Pointed("cell", 12)),
        ("Spiegami questa cella", Pointed("cell")),
        ("Spiegami la cella 4", Pointed("cell", 4)),
        ("What does this cell do?", Pointed("cell")),
        ("What is wrong with this code?", Pointed("code")),
        ("Explain this error", Pointed("error")),
        ("Explain the error in cell 3", Pointed("error", 3)),
        ("Spiegami l’errore della cella 3", Pointed("error", 3)),
        ("Spiegami questo errore", Pointed("error")),
        ("perché ho questo errore?", Pointed("error")),
        ("Can you explain this code line by line, please?", Pointed("code")),
        (f"explain this code: {FOR}", Pointed("code", text=FOR)),
        (f"Spiegami questo codice:\n{FOR}", Pointed("code", text=FOR)),
        (f"Explain this code\n```python\n{FOR}\n```", Pointed("code", text=FOR)),
        ("explain this error: KeyError: 'x'", Pointed("error", text="KeyError: 'x'")),
        ("KeyError: 'x'", Pointed("error", text="KeyError: 'x'")),
        ("What is a NameError?", Pointed("error", text="NameError")),
        ("Che cos'è un NameError?", Pointed("error", text="NameError")),
    ],
)
def test_what_is_to_be_explained_is_found(question, asked):
    assert pointed_at(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What is a cell?",
        "What is code?",
        "What is an error?",
        "Che cos'è un programma?",
        "Explain the cell",
        "Explain the cell membrane",
        "Explain the genetic code",
        "Explain the error in my calculation: 3 + 4 = 8",
        "Explain the program of the French Revolution",
        "What does this do?",
        "Che cos'è una cella solare?",
        "Explain this cell and plot sin(x)",
    ],
)
def test_a_question_on_something_else_is_left_alone(question):
    assert pointed_at(question) is None


PLAIN = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nKeyError: 1'


@pytest.mark.parametrize(
    ("question", "report"),
    [
        ("I get an error: NameError: name 'x' is not defined", "NameError: name 'x' is not defined"),
        ("mi dà errore NameError: name 'x' is not defined", "NameError: name 'x' is not defined"),
        (
            'Why do I get TypeError: can only concatenate str (not "int")',
            'TypeError: can only concatenate str (not "int")',
        ),
        ("quando parte esce ValueError: could not convert 'a'. Cosa vuol dire?", "ValueError: could not convert 'a'"),
        ("KeyError: 'why not' what does it mean?", "KeyError: 'why not'"),
        (
            "SyntaxError: invalid syntax. Perhaps you forgot a comma?",
            "SyntaxError: invalid syntax. Perhaps you forgot a comma?",
        ),
        ("python mi risponde my.module.FooError: x", "my.module.FooError: x"),
        ("my program ends with SystemExit: 1", "SystemExit: 1"),
        ("ModuleNotFoundError: No module named 'a' - how do I fix it?", "ModuleNotFoundError: No module named 'a'"),
        ("ho questo: IndexError: list index out of range come lo risolvo?", "IndexError: list index out of range"),
        ("mi esce un TypeError", "TypeError"),
        ("I keep getting a KeyError", "KeyError"),
        (f"I ran it and got\n{PLAIN}\nwhat did I do wrong?", PLAIN),
        (f"aiuto! {PLAIN}", PLAIN),
        (PLAIN.replace("\n", " "), "KeyError: 1"),
    ],
)
def test_a_report_is_found_among_sentences(question, report):
    assert pointed_at(question) == Pointed("error", text=report)


@pytest.mark.parametrize(
    "question",
    [
        "How do I catch a KeyError: with try?",
        "Come gestisco un ValueError: con try?",
        "try: f()\nexcept KeyError: pass",
        "When should I raise ValueError: never?",
        "Human Error: a history",
    ],
)
def test_a_question_on_errors_reports_none(question):
    assert pointed_at(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "my code does not work",
        "My Python program isn't working, can you help me?",
        "this script still crashes",
        "code has errors",
        "why doesn't my code work?",
        "I get an error in my code",
        "il mio codice non funziona",
        "Perché il mio codice non funziona? Aiuto!",
        "il programma in python non parte più",
        "la mia funzione dà errore",
        "ho un errore nel codice, che faccio?",
    ],
)
def test_who_says_that_something_fails_asks_why(question):
    assert pointed_at(question) == Pointed("error")
    assert pointed_at(f"{question.rstrip('?!')}: prnt(1)") == Pointed("code", text="prnt(1)")


@pytest.mark.parametrize("question", ["Why does democracy not work?", "il mio cane non va", "the program of the party"])
def test_not_all_that_fails_is_code(question):
    assert pointed_at(question) is None


@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize("piece", ["Aa", "a.", "Error: x ", "Error", " \n", "what ", ". what "])
def test_no_question_takes_long_to_look_through(piece):
    pointed_at(f"I get {piece * 30_000}"[:30_000])


@pytest.mark.parametrize("question", ["What does this do?", "Spiegami questo", "Why doesn't it work?", "cosa fa?"])
def test_this_is_what_came_along(question):
    assert pointed_at(question, is_lent=True) == Pointed("code")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("test me", ""),
        ("Test me on this lesson", ""),
        ("Interrogami", ""),
        ("puoi interrogarmi su questa lezione?", ""),
        ("quiz me on fractions, please", "fractions"),
        ("interrogami sulle frazioni", "frazioni"),
        ("Interrogami sull’atomo", "atomo"),
        ("fammi qualche domanda sulla fotosintesi", "fotosintesi"),
        ("Test me and explain fractions", None),
        ("What is a test?", None),
        ("I have a test on Friday", None),
    ],
)
def test_who_wants_to_be_tested_is_heard(question, topic):
    assert asks_test_on(question) == topic


@pytest.mark.parametrize(
    ("question", "current", "who"),
    [
        ("Explain this cell", "", "ali"),
        ("Explain this cell", "darwin", "darwin"),
        ("Explain this error", "", "lovelace"),
        ("Explain this error", "ali", "lovelace"),
        ("Explain this error", "galileo", "galileo"),
        ("What is a KeyError?", "", "lovelace"),
        ("test me", "curie", "curie"),
        ("quiz me on fractions", "", "euclide"),
    ],
)
def test_a_word_for_what_lies_at_hand_calls_nobody_whose_subject_it_is(question, current, who):
    assert choice.choose(question, current=current)[0].id == who
