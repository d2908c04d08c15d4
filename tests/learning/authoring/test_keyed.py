"""A key that does not fit itself, its unit, its tolerance or its solution is found before learners meet it."""

import pytest

from convergio_jupyter.learning.authoring.check import check_lesson
from convergio_jupyter.learning.lesson import lesson_from
from tests.learning.lessons import cell, lesson

TASK = "## The current\n\nWhich current flows through the lamp, in ampere?"
LETTERS = "## The fall\n\nHow far, with `g`, `t`, `x`, `y` and `r`?"


def found(key, solution, *, task=TASK, kind="code", words="", run=False):
    notebook = lesson()
    fenced = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION" if kind == "code" else solution
    rows = [cell("markdown", task, "task", "lamp"), cell(kind, fenced, "answer", "lamp", key=key)]
    rows += [cell("markdown", f"{text}.", "hint", "lamp", level=n) for n, text in enumerate(("Draw it", "Count"), 1)]
    rows += [cell("markdown", words, "solution", "lamp")] if words else []
    for number, each in enumerate(rows):
        each["id"] = f"k{number}"
    notebook["cells"][2:2] = rows
    return check_lesson(lesson_from(notebook), notebook, run=run)


def codes(*args, **more):
    return [each.code for each in found(*args, **more)]


def number(answer, unit="A", **more):
    return {"kind": "number", "answer": answer, "unit": unit, **more}


@pytest.mark.parametrize("solution", ["'5 A'", "x = '5 A'", '"""5 A"""', "5 A", "x = 5", "5 ampere", "x = '5'"])
@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_a_solution_that_its_key_refuses_is_found_however_it_is_written(solution, kind):
    assert codes(number("50"), solution, kind=kind) == ["solution_differs"]
    assert codes({"kind": "number", "answer": "7"}, solution, kind=kind) == ["solution_differs"]


@pytest.mark.parametrize(
    "solution",
    ["'5 A'", "x = '5 A'", "5 A", "x = '5000 mA'", "", "raise NotImplementedError"],
)
def test_a_solution_that_its_key_takes_is_none(solution):
    assert codes(number("5"), solution) == []


def test_a_solution_that_is_worked_out_is_run():
    assert codes({"kind": "number", "answer": "12"}, "x = str(3 * 4)", run=True) == []
    assert codes({"kind": "number", "answer": "13"}, "x = str(3 * 4)", run=True) == ["solution_differs"]
    assert codes({"kind": "number", "answer": "13"}, "x = sum([3, 9])\nprint(x)", run=True) == ["solution_differs"]
    assert codes({"kind": "number", "answer": "13"}, "x = sum([3, 9])\nprint(x)") == []


def test_a_solution_in_words_that_is_only_an_answer_has_to_be_the_right_one():
    assert codes(number("7"), "'7 A'", words="5 ampere") == ["solution_differs"]
    assert codes(number("7"), "'7 A'", words="7 A") == []
    assert codes(number("7"), "'7 A'", words="Divide the 14 volts by the two ohms.") == []


def test_a_unit_that_nobody_knows_is_found_with_what_is_meant():
    (fault,) = found(number("5", "ampèri"), "'5 ampèri'")
    assert (fault.code, fault.severity) == ("unknown_unit", "error")
    assert "“ampere”" in fault.said("en")["remedy"]
    assert fault.said("it")["remedy"] != fault.said("en")["remedy"]


@pytest.mark.parametrize("unit", ["A", "ampere", "€", "euro", "m/s", "°C", "km/h", "%", "lamps"])
def test_units_money_and_what_the_task_counts_are_known(unit):
    task = "## Lamps\n\nHow many lamps, or how much of anything else?"
    assert codes({"kind": "number", "answer": "5", "unit": unit}, "", task=task) == []


def test_a_word_that_the_task_does_not_say_is_pointed_out():
    (said,) = found(number("5", "bulbs"), "'5 bulbs'")
    assert (said.code, said.severity) == ("unknown_unit", "advice")


@pytest.mark.parametrize(
    ("more", "wide"),
    [({"tolerance": 4}, True), ({"relative": 2}, True), ({"relative": 0.5}, False), ({"tolerance": 0.1}, False)],
)
def test_a_tolerance_that_takes_nearly_anything_is_found_and_not_blamed_on_a_hint(more, wide):
    assert codes(number("5", "", **more), "x = '5'", words="") == ["wide_tolerance"] * wide


@pytest.mark.parametrize("line", ["= 3 V | 3 volts", "= 2 h | 120 min", "= 3 volts", "= 9.81 m/s | 9.8 m/s ± 1 %"])
def test_other_right_answers_of_a_question_may_have_units_of_their_own(line):
    notebook = lesson()
    notebook["cells"][9]["source"] = f"How much is it?\n\n{line}"
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook, run=False)] == []


@pytest.mark.parametrize(
    "key",
    [
        *[
            {"kind": "expression", "answer": answer}
            for answer in ("g t^2/2 +", "g*t**2/2)", "(g*t**2/2", "1/0", "y = 2x +")
        ],
        {"kind": "expression", "answer": "half of g t squared"},
        {"kind": "expression", "answer": "g t^2/2", "accepted": ["g t^2/2 +"]},
        {"kind": "set", "answer": "{x +, 2}"},
        {"kind": "set", "answer": "{red, blue}"},
        {"kind": "set", "answer": "{1, 2}", "accepted": ["{1; (2}"]},
    ],
)
def test_a_key_that_cannot_be_read_is_found_although_it_is_equal_to_itself(key):
    (fault,) = (each for each in found(key, "") if each.code != "unknown_letter")
    assert (fault.code, fault.severity) == ("own_answer", "error")
    assert fault.said("it")["message"] != fault.said("en")["message"]


@pytest.mark.parametrize(
    "key",
    [
        {"kind": "expression", "answer": "g t^2/2", "accepted": ["1/2 g*t**2", "0.5 g t²"]},
        {"kind": "expression", "answer": "y = 2x + 1"},
        {"kind": "expression", "answer": "\\frac{1}{2} \\cdot πr^2"},
        {"kind": "set", "answer": "{(1, 2), (√2, -3/4)}"},
        {"kind": "set", "answer": "no solution"},
        {"kind": "set", "answer": "3 ± √2"},
    ],
)
def test_a_key_that_can_be_read_is_none(key):
    assert codes(key, "", task=LETTERS) == []


def test_why_a_key_cannot_be_read_is_said_in_one_language():
    (fault,) = found({"kind": "expression", "answer": "g t^2/2 +"}, "", task=LETTERS)
    assert "The expression ends too early." in fault.said("en")["message"]
    assert "finisce troppo presto" in fault.said("it")["message"]


SPEED = {"kind": "number", "answer": "5", "unit": "m/s"}


@pytest.mark.parametrize(
    ("key", "differs"),
    [
        *[({**SPEED, "accepted": [each]}, True) for each in ("20 km/h", "20", "5 kg", "5 km/h")],
        *[({**SPEED, "accepted": [each]}, False) for each in ("18 km/h", "5", "5.0", "5 m/s", "5 metres per second")],
        ({"kind": "number", "answer": "1/3", "accepted": ["0.33"]}, False),
        ({"kind": "number", "answer": "40", "accepted": ["40 years"]}, False),
        ({"kind": "number", "answer": "40", "accepted": ["41 years"]}, True),
        ({"kind": "expression", "answer": "g t^2/2", "accepted": ["g*t"]}, True),
        ({"kind": "expression", "answer": "g t^2/2", "accepted": ["0.5 g t²", "s = g*t^2/2"]}, False),
        ({"kind": "expression", "answer": "y = 2x + 1", "accepted": ["2x + 1", "y - 1 = 2x"]}, False),
        ({"kind": "set", "answer": "{1, 3}", "accepted": ["{1, 2}"]}, True),
        ({"kind": "set", "answer": "{1, 3}", "accepted": ["{3, 1}", "1 and 3"]}, False),
        ({"kind": "interval", "answer": "[0, 3)", "accepted": ["[0, 3]"]}, True),
        ({"kind": "interval", "answer": "[0, 3)", "accepted": ["0 <= x < 3"]}, False),
        ({"kind": "text", "answer": "Rome", "accepted": ["the eternal city"]}, False),
    ],
)
def test_another_right_answer_that_is_not_the_same_is_pointed_out(key, differs):
    task = "## The fall\n\nHow fast, or how much, with `g`, `t`, `x` and `y`?"
    said = found(key, "", task=task)
    assert [(each.code, each.severity) for each in said] == [("accepted_differs", "advice")] * differs
    for each in said:
        assert key["accepted"][0] in each.said("en")["message"]
        assert each.said("it")["message"] != each.said("en")["message"]


def test_per_cent_as_another_right_answer_is_pointed_out_also_where_the_task_asks_for_points():
    key, task = {"kind": "number", "answer": "10"}, "## The share\n\nBy how many percentage points is it larger?"
    assert codes({**key, "accepted": ["10 %"]}, "", task=task) == ["accepted_differs"]
    assert codes({**key, "unit": "%", "accepted": ["10 %", "0.1"]}, "", task=task) == []


def test_another_right_answer_of_a_question_is_looked_at_in_the_same_way():
    notebook = lesson()
    notebook["cells"][9]["source"] = "How fast is it?\n\n= 5 m/s | 20 km/h"
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook, run=False)] == ["accepted_differs"]


@pytest.mark.parametrize(
    ("kind", "answer", "why"),
    [
        ("interval", "[1; 2; 3]", "Separa i due estremi"),
        ("interval", "[0; inf]", "L'infinito non è un numero"),
        ("set", "tutti i pari", "«tutti» qui non"),
        ("number", "12 (3", "non si può leggere"),
    ],
)
def test_why_a_key_cannot_be_read_is_told_in_the_author_s_language(kind, answer, why):
    (finding,) = (each for each in found({"kind": kind, "answer": answer}, answer) if each.code == "own_answer")
    told = finding.said("it")["message"]
    assert why in told
    assert str(finding.said("en")["message"]).partition(": ")[2] not in told


@pytest.mark.parametrize(
    ("answer", "task", "exact"),
    [
        ("3.33", "Divide 10 by 3.", "10/3"),
        ("0.67", "Which part of the pond is green?", "2/3"),
        ("0,67", "Quale parte dello stagno è verde?", "2/3"),
        ("0.43", "Share 3 cakes among seven.", "3/7"),
        ("3.14", "How large is the circle?", "π"),
        ("12.57", "The radius is 2 cm. How large is the circle?", "4π"),
    ],
)
def test_an_answer_that_was_rounded_and_has_no_tolerance_is_pointed_out(answer, task, exact):
    (said,) = found({"kind": "number", "answer": answer}, "", task=f"## A task\n\n{task}")
    assert (said.code, said.severity) == ("rounded_answer", "advice")
    assert f"looks like {exact}, rounded" in said.said("en")["message"]
    assert said.said("it")["remedy"] != said.said("en")["remedy"]
    notebook = lesson()
    notebook["cells"][9]["source"] = f"{task}\n\n= {answer}"
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook, run=False)] == ["rounded_answer"]
    notebook["cells"][9]["source"] += " ± 0.01"
    assert check_lesson(lesson_from(notebook), notebook, run=False) == []


@pytest.mark.parametrize(
    ("key", "task"),
    [
        ({"answer": "3.33", "tolerance": 0.01}, "Divide 10 by 3."),
        ({"answer": "3.33", "accepted": ["10/3"]}, "Divide 10 by 3."),
        ({"answer": "3.33", "unit": "€"}, "Divide 10 by 3."),
        ({"answer": "3.33"}, "Three pay 10 euros. How much is it for each?"),
        ({"answer": "3.33"}, "Divide 10 by 3, to two decimal places."),
        ({"answer": "3.33"}, "Dividi 10 per 3 e arrotonda."),
        ({"answer": "0.33"}, "Add 0.11 and 0.22."),
        ({"answer": "1.67"}, "How far is it, in all, 0.8 and 0.87?"),
        ({"answer": "0.25"}, "Divide 1 by 4."),
        ({"answer": "3.3"}, "How much is it?"),
        ({"answer": "9.81"}, "How strongly does the Earth pull?"),
    ],
)
def test_an_answer_that_is_exact_or_may_be_rounded_is_none(key, task):
    assert "rounded_answer" not in codes({"kind": "number", **key}, "", task=f"## A task\n\n{task}")


@pytest.mark.parametrize(
    ("key", "task", "severity"),
    [
        ({"answer": "2.7", "unit": "g"}, "What is its density, in kg/m³?", "error"),
        ({"answer": "2700", "unit": "kilograms"}, "Qual è la densità in kg/m³?", "error"),
        ({"answer": "2700", "unit": "g/cm^3"}, "What is its density, in kg/m³?", "advice"),
        ({"answer": "5", "unit": "h"}, "How many minutes does it take?", "advice"),
        ({"answer": "5 h"}, "Quanti minuti ci vogliono?", "advice"),
        ({"answer": "2.7", "unit": "g/cm^3"}, "The mass is in g, the volume in cm³. How dense is it?", ""),
        ({"answer": "2.7", "unit": "g/cm^3"}, "How dense is it, the mass being in g, the volume in cm³?", ""),
        ({"answer": "20", "unit": "°C"}, "How many degrees does it have?", ""),
        ({"answer": "5", "unit": "m"}, "How far does it fall in 3 s?", ""),
        ({"answer": "5", "unit": "m"}, "How far does it fall in a second?", ""),
        ({"answer": "5", "unit": "m/s"}, "How fast is it in C?", ""),
        ({"answer": "5", "unit": "m/s"}, "How fast is it in second gear?", ""),
        ({"answer": "5", "unit": "m/s"}, "How fast is it, in seconds?", "error"),
        ({"answer": "5", "unit": "min"}, "How many minutes?", ""),
        ({"answer": "36", "unit": "g"}, "How many moles are there? How much does that weigh?", ""),
        ({"answer": "5", "unit": "km"}, "How many km is it? And how many hours would a walker need?", ""),
        ({"answer": "5", "unit": "km"}, "Quanti km sono? Quante ore ci vogliono?", ""),
        ({"answer": "5", "unit": "km"}, "Is it far? How many hours would a walker need?", "error"),
        ({"answer": "5", "unit": "km"}, "How many minutes is it one way? How many minutes is it in all?", "error"),
    ],
)
def test_a_key_with_another_unit_than_its_task_asks_for_is_found(key, task, severity):
    said = found({"kind": "number", **key}, "", task=f"## A task\n\n{task}")
    assert [(each.code, each.severity) for each in said] == [("other_unit", severity)] * bool(severity)
    assert all(each.said("it")["message"] != each.said("en")["message"] for each in said)
    notebook = lesson()
    notebook["cells"][9]["source"] = f"{task}\n\n= {key['answer']} {key.get('unit', '')}"
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook, run=False)] == [
        "other_unit" for _ in said
    ]


@pytest.mark.parametrize(
    ("answer", "task", "letters"),
    [
        ("rho*a^3", "Write a formula with `a` and `d`.", "rho"),
        ("d*b^3", "Write a formula with $a$ and $d$.", "b"),
        ("rho*a^3", "Write a formula with `a` and `ρ`.", ""),
        ("ρ*a^3", r"Write a formula with $a$ and $\rho$.", ""),
        ("a*t", "The acceleration is a and the time t.", ""),
        ("at", "The acceleration is $a_0$, the time $t$.", ""),
        ("2*sqrt(x)+2pi", "Write it with x.", ""),
        ("y = 2x + 1", "Which line is it?", ""),
        ("v_0*t", "It has the speed v₀ for the time t.", ""),
        ("zeta*t", "It goes on with ζ for the time t.", ""),
    ],
)
def test_a_letter_of_the_key_that_the_task_never_shows_is_pointed_out(answer, task, letters):
    said = found({"kind": "expression", "answer": answer}, "", task=f"## A task\n\n{task}")
    assert [(each.code, each.severity) for each in said] == [("unknown_letter", "advice")] * bool(letters)
    assert all(f"“{letters}”" in each.said("en")["message"] for each in said)


@pytest.mark.parametrize(
    ("key", "words", "differs"),
    [
        ({"kind": "number", "answer": "27"}, "Divide the mass by the volume: 540 : 200 = 2.7", True),
        ({"kind": "number", "answer": "27", "unit": "g"}, "Così 540 : 200 = 2,7 g.", True),
        ({"kind": "number", "answer": "6"}, "Half of it is six, as 3 · 4 = 12.", False),
        ({"kind": "number", "answer": "10"}, "First 3 · 4 = 12. Then take away two.", False),
        ({"kind": "number", "answer": "210", "unit": "m"}, "It is 3 · 0.07 km = 0.21 km.", False),
        ({"kind": "number", "answer": "10/3"}, "It is 10 : 3 = 3.333", False),
        ({"kind": "number", "answer": "-3"}, "So it is x = −3.", False),
        ({"kind": "number", "answer": "3"}, "The side is x, and x^2 = 9.", False),
        ({"kind": "number", "answer": "9.81"}, "It is $g = 9{,}81$", False),
        ({"kind": "number", "answer": "4/3"}, "It is 2/3 + 2/3 = 4/3.", False),
        ({"kind": "set", "answer": "{0.24, 0.71, 1.05}"}, "Only 0.24 and 0.71 are probabilities.", True),
        ({"kind": "set", "answer": "{24, 71, 105}"}, "Solo 24 e 71 lo sono.", True),
        ({"kind": "set", "answer": "{0.24, 0.71}"}, "Only 0.24 and 0.71 are probabilities.", False),
        ({"kind": "set", "answer": "{2, 3, 5}"}, "Only 2 and 3 are below four; five is the last one.", False),
        ({"kind": "set", "answer": "{0, 21, 42}"}, "Every 21 hours, from hour 0 on.", False),
    ],
)
def test_a_solution_in_words_that_comes_to_something_else_is_pointed_out(key, words, differs):
    said = found(key, "", words=words, task="## A task\n\nWhich?")
    assert [(each.code, each.severity) for each in said] == [("solution_in_words", "advice")] * differs
    assert all(each.said("it")["message"] != each.said("en")["message"] for each in said)
