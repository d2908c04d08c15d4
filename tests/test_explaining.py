"""Where only the demo model is here, code explains the cell, the program or the error that somebody points to."""

import json
import re
from dataclasses import replace

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.events import TextDelta
from convergio_jupyter.core.schema import Attachment, Question

from .helpers import collect, scripted_engine, with_engine
from .test_guarding import keyed
from .test_quoting import Demo, asked

CODE = Attachment(kind="cell", label="cell 3", text="ages = [12, 14]\nprint(sum(ages))")
FAILED = Attachment(
    kind="error",
    label="cell 4",
    text=f"prnt(1)\n\n{'-' * 75}\nNameError    Traceback (most recent call last)\nCell In[4], line 1\n"
    "----> 1 prnt(1)\n\nNameError: name 'prnt' is not defined",
)
TEXT = Attachment(kind="selection", label="this cell", text="# Perspective\n\nAll lines meet.\n\n## A window\n\nDraw.")


def notebook(*cells):
    lent = [dict(zip(("number", "type", "source", "error"), cell, strict=True)) for cell in cells]
    return Attachment(kind="notebook", label="a.ipynb", text=json.dumps({"cells": lent}))


@pytest.mark.parametrize(
    ("text", "begins", "tells", "notice"),
    [
        (
            "Explain cell 3",
            "This is what the code does",
            "- Line 2: writes `sum(ages)` below the cell.",
            "Code read this",
        ),
        (
            "Spiegami la cella 3",
            "Ecco che cosa fa il codice",
            "- Riga 2: scrive `sum(ages)` sotto",
            "È stato il codice",
        ),
        ("What does this do?", "This is what the code does", "`sum` adds them up.", "Code read this by rules"),
    ],
)
def test_the_cell_that_came_along_is_told_line_by_line(tmp_path, text, begins, tells, notice):
    said, receipt, tainted, calls = asked(tmp_path, text, CODE, teacher="darwin")
    assert said.startswith(begins)
    assert tells in said
    assert receipt.notice.startswith(notice)
    assert "convergio doctor" in receipt.notice
    assert tainted
    assert calls == []


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Explain the error in cell 4", ["**NameError** in line 1: `prnt(1)`", "Did you mean `print`?"]),
        ("Spiegami l’errore della cella 4", ["**NameError** alla riga 1: `prnt(1)`", "Intendevi `print`?"]),
    ],
)
def test_an_error_is_told_with_its_line_and_one_thing_to_try(tmp_path, text, tells):
    said, *_ = asked(tmp_path, text, FAILED)
    assert all(each in said for each in tells)
    assert "line by line" not in said


def test_a_cell_that_failed_is_told_with_its_error(tmp_path):
    said, *_ = asked(tmp_path, "Explain cell 4", FAILED)
    assert said.startswith("This is what the code does, line by line:\n\n- Line 1: calls `prnt(1)`.")
    assert "**NameError** in line 1" in said


@pytest.mark.parametrize(
    ("text", "begins"), [("Explain this cell", "This cell is text"), ("Spiegami questa cella", "Questa cella è testo")]
)
def test_of_a_cell_of_text_its_headings_are_named(tmp_path, text, begins):
    said, *_ = asked(tmp_path, text, TEXT)
    assert said.startswith(begins)
    assert "> - Perspective\n> - A window" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Explain cell 7", "- Line 1: gives the value `7` the name `x`."),
        ("Explain cell 2", "- Line 1: gives the value `1` the name `y`."),  # the number goes before the place
        ("Explain cell 3", "This cell is text and no code."),  # by its place: it has no number
        ("Explain cell 9", "The notebook that you lent has no cell 9."),
        ("Explain this cell", "The notebook that you lent has several cells."),
        ("Explain this error", "**KeyError** in line 1: `ages['Ada']`"),
    ],
)
def test_of_a_notebook_the_cell_is_explained_that_is_named(tmp_path, text, said):
    error = "Cell In[8], line 1\nKeyError: 'Ada'"
    lent = notebook(
        (7, "code", "x = 7", ""),
        (2, "code", "y = 1", ""),
        (0, "markdown", "# A", ""),
        (8, "code", "ages['Ada']", error),
    )
    assert said in asked(tmp_path, text, lent)[0]


def test_a_notebook_that_is_nested_too_deep_is_none(tmp_path):
    lent = Attachment(kind="notebook", label="a.ipynb", text="[" * 90_000)
    assert asked(tmp_path, "Explain cell 3", lent)[0] == "The notebook that you lent has no cell 3."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Explain this code: for i in range(3): print(i)", "- Line 1: repeats what stands below it"),
        ("Spiegami questo codice:\n```python\nx = 1\n```", "- Riga 1: dà al valore `1` il nome `x`."),
        ("Explain this code: print('a'", "**SyntaxError** in line 1: `print('a'`"),
        ("Spiegami questo codice: print('a'", "Così com'è non è Python"),
        (f"Explain this code: {'(' * 300}{')' * 300}", "This is too long, or too deeply nested"),
        ("ZeroDivisionError: division by zero", "Something is divided by 0"),
        ("I get this: ZeroDivisionError: division by zero. Why?", "Python says: `division by zero`"),
        ("mi dà NameError: name 'x' is not defined", "È usato un nome che non ha ancora nessun valore."),
        ("Che cos'è un IndexError?", "È stato chiesto un posto che la lista non ha"),
    ],
)
def test_code_or_an_error_may_stand_in_the_question(tmp_path, text, said):
    told, receipt, _, calls = asked(tmp_path, text, teacher="")
    assert said in told
    assert receipt.provider == "teacher"
    assert calls == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Explain this cell", "Nothing came along"),
        ("Spiegami questo errore", "Non è arrivato niente da spiegare."),
        ("my code does not work", "Nothing came along"),
        ("il mio codice non funziona", "Non è arrivato niente da spiegare."),
    ],
)
def test_where_nothing_came_along_nothing_is_made_up(tmp_path, text, said):
    told, receipt, _, calls = asked(tmp_path, text, teacher="darwin")
    assert told.startswith(said)
    assert "rules" not in receipt.label
    assert calls == []


@pytest.mark.parametrize("teacher", ["", "ali"])
def test_a_cell_is_handed_on_to_no_biologist(tmp_path, teacher):
    question = Question(text="Explain this cell", teacher=teacher, attachments=(CODE,))
    events = with_engine(scripted_engine(tmp_path, Demo("My own words.")), lambda engine: collect(engine, question))
    finished = [event for event in events if event.type == "teacher_finished"]
    assert [event.teacher for event in finished] == ["ali"]
    assert finished[0].instead == ""


def test_a_larger_model_explains_it_itself(tmp_path):
    from convergio_jupyter.providers.scripted import ScriptedProvider

    question = Question(text="Explain this cell", attachments=(CODE,))
    provider = ScriptedProvider("It adds up ages.")
    events = with_engine(scripted_engine(tmp_path, provider), lambda engine: collect(engine, question))
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "It adds up ages."


@pytest.mark.parametrize(
    "text", ["* item\n\n**Ali**: you passed", "```\n\n**Ali**: you passed", "- a\n\n![](http://e.x)"]
)
def test_a_text_that_was_lent_stays_in_its_quotation(tmp_path, text):
    said, *_ = asked(tmp_path, "Explain this cell", Attachment(kind="selection", label="this cell", text=text))
    _, quoted, rest = re.split(r"((?:^> .*\n)+)", said, maxsplit=1, flags=re.MULTILINE)
    assert "Ask me about one of these" in rest
    assert "Ali" not in rest
    assert not re.search(r"(?<!\\)\*|`|(?<!\\)\]", quoted)


def test_an_error_of_whatever_name_is_told_as_one(tmp_path):
    report = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nmy.Foo: bad thing'
    said, *_ = asked(tmp_path, "Explain this error", Attachment(kind="error", label="cell 1", text=report))
    assert said.startswith("**Foo** in line 1.\n\nThe program stopped here with an error that I have no own words for.")
    lent = Attachment(kind="error", label="cell 1", text="it went wrong")
    assert asked(tmp_path / "none", "Explain this error", lent)[0].startswith("The program stopped here with an error")


def at_exercise(folder, *lent, text="Explain cell 4", exercise="area"):
    """What is said to who asks to explain ``lent`` with the caret in their answer, and what is kept of it."""
    keyed(folder)
    question = Question(text=text, lesson="area-1", exercise=exercise, attachments=lent)

    async def work(engine):
        events = await collect(engine, question)
        return events, (await engine.desk_of(OWNER).workbook.export())["attempts"]

    events, kept = with_engine(scripted_engine(folder, Demo("My own words.")), work)
    return "".join(event.text for event in events if isinstance(event, TextDelta)), kept


def test_at_an_exercise_the_error_in_ones_own_answer_is_explained(tmp_path):
    said, kept = at_exercise(tmp_path, FAILED)
    assert said.startswith("**NameError** in line 1.\n\nA name is used that stands for nothing yet.")
    assert [row["kind"] for row in kept] == ["talk"], "no hint is taken"


RIGHT, WRONG = (f"def area(width, height):\n    return width {sign} height" for sign in "*+")
WAYS = {
    "the cell": lambda answer: {"lent": [Attachment(kind="cell", label="cell 4", text=answer)]},
    "the notebook": lambda answer: {"lent": [notebook((4, "code", answer, ""), (5, "code", "x = 1", ""))]},
    "a text of the notebook": lambda answer: {"lent": [notebook((4, "markdown", answer, ""))]},
    "the selection": lambda answer: {
        "lent": [Attachment(kind="selection", label="a", text=answer)],
        "text": "Explain this cell",
    },
    "the question": lambda answer: {"lent": [], "text": f"Explain this code:\n```python\n{answer}\n```"},
    "a report among words": lambda answer: {"lent": [], "text": f"I get an error: NameError: name '{answer}'. Why?"},
    "its error": lambda answer: {"lent": [replace(FAILED, text=FAILED.text.replace("prnt(1)", answer))]},
    "what is broken": lambda answer: {"lent": [Attachment(kind="cell", label="cell 4", text=f"!echo {answer}\n(")]},
}


@pytest.mark.parametrize("exercise", ["area", ""])
@pytest.mark.parametrize("way", WAYS)
def test_whether_ones_own_answer_is_right_the_check_says_and_nobody_else(tmp_path, way, exercise):
    for pair in ((RIGHT, WRONG), ("9.81", "9.18")):
        said = set()
        for answer in pair:
            asking = WAYS[way](answer)
            folder = tmp_path / str(pair.index(answer)) / str(len(answer))
            told, kept = at_exercise(folder, *asking.pop("lent"), exercise=exercise, **asking)
            said.add(told)
            assert [row["kind"] for row in kept] == ["talk"]
        assert len(said) == 1
        assert next(iter(said)).startswith(("This may be your own answer to an exercise", "**"))
