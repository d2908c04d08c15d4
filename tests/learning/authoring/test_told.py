"""The validator finds where learners would read an answer before they have found it, and no more than that."""

from pathlib import Path

import pytest

from convergio_jupyter.learning.authoring.check import check_lesson
from convergio_jupyter.learning.authoring.new import template
from convergio_jupyter.learning.lesson import lesson_from, read_notebook
from tests.learning.lessons import ANSWER, CHECK, cell, lesson

SHIPPED = sorted((Path(__file__).parents[3] / "notebooks" / "lessons").glob("*/*.ipynb"))
FOUND = {
    "answer_told", "check_tells", "label_tells", "solution_shown", "stub_tells", "solution_differs", "other_language",
}  # fmt: skip
TASK = '## The cake\n\nHalf of a cake is eaten, then a third of the whole cake. Which part is gone? `gone = "…"`'
VISIBLE = 'assert gone != "1", "a little of the cake is left"'


def cake(*more, task=TASK, check=VISIBLE, answer='gone = "5/6"', key=None, fenced=True, **own):
    """A lesson with an exercise whose answer is 5/6, and ``more`` cells before it."""
    notebook = lesson()
    key = key or {"kind": "number", "answer": "5/6"}
    source = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION" if fenced else answer
    rows = [*more, cell("markdown", task, "task", "cake", **own), cell("code", source, "answer", "cake", key=key)]
    rows += [cell("code", check, "check", "cake")] if check else []
    rows += [cell("markdown", f"{text}.", "hint", "cake", level=n) for n, text in enumerate(("Cut it", "Count"), 1)]
    for number, each in enumerate(rows):
        each["id"] = f"k{number}"
    notebook["cells"][2:2] = rows
    return notebook


def tells(notebook, *, run=False):
    return [each.code for each in check_lesson(lesson_from(notebook), notebook, run=run) if each.code in FOUND]


def text(source, role="worked"):
    return cell("markdown", source, role)


@pytest.mark.parametrize(
    "source",
    [
        "So for the cake the part that is gone is 5/6.",
        "The part of the cake that is gone: five sixths.",
        "5/6 of the cake are gone, as half and a third of it are eaten.",
        "The answer to exercise 1 is 5/6.",
        'Later you write `gone = "5/6"`.',
        "The fraction of the cake that is gone is five sixths.",
        "Now look at the cake.\n\n![Five sixths of the cake that is gone](cake.png)",
        "The cake.\n\n<!-- The part of the cake that is gone is five sixths. -->",
        "The part of the cake that is gone is `Fraction(5, 6)`.",
    ],
)
def test_a_text_that_says_the_answer_of_an_exercise_is_found(source):
    assert tells(cake(text(source))) == ["answer_told"]


@pytest.mark.parametrize(
    "source",
    [
        "Of a rope 5/6 are used, so 1/6 is left.",
        "A cake has many parts, and each part of the cake is a share.",
        "Of a cake 3/4 are gone: that part is more than half.",
        "| 1/2 | 5/6 |\n|---|---|\n| 3 | 4 |",
        "Here $a + b = 5/6$ for two numbers.",
    ],
)
def test_other_examples_may_show_other_numbers_and_the_same_one_of_something_else(source):
    assert tells(cake(text(source))) == []


def test_a_card_with_the_answer_on_its_back_is_found_and_a_task_that_says_it():
    assert tells(cake(text("Which part of the cake is gone?\n\n---\n\n5/6.", "card"))) == ["answer_told"]
    assert tells(cake(task=f"{TASK}\n\n(By the way, it is 5/6.)")) == ["answer_told"]
    assert tells(cake(task=f"{TASK} Is it 2/3 or 5/6?")) == []


@pytest.mark.parametrize(
    "task", ["The part that is gone is five sixths.", "![Five sixths of it](cake.png)", "It is Fraction(5, 6)."]
)
def test_a_task_that_says_its_answer_in_words_is_found(task):
    assert tells(cake(task=f"{TASK}\n\n{task}")) == ["answer_told"]


@pytest.mark.parametrize("remark", ["cake: Fraction(5, 6)", "the part that is gone of the cake is five sixths"])
def test_a_remark_in_an_example_that_says_it_is_found(remark):
    assert tells(cake(cell("code", f"print(1)  # {remark}", "worked"))) == ["answer_told"]


@pytest.mark.parametrize(
    ("task", "codes"),
    [
        ("Factor `x^2 - 3x - 28`.", []),
        ("Factor $x^2 - 3x - 28$, the product that is $0$ at 7.", []),
        ("Factor `x^2 - 3x - 28`. It is $(x + 4)(x - 7)$.", ["answer_told"]),
        ("Factor `x^2 - 3x - 28`. It is `(x+4)*(x-7)`.", ["answer_told"]),
    ],
)
def test_a_task_may_hold_a_formula_in_any_form_but_that_of_the_answer(task, codes):
    key = {"kind": "expression", "answer": "(x+4)(x-7)"}
    assert tells(cake(task=f"## Factors\n\n{task}", answer="(x+4)*(x-7)", key=key, check="")) == codes


def test_where_learners_are_to_find_the_answer_its_task_says_so():
    said = text("So for the cake the part that is gone is 5/6.")
    assert tells(cake(said, recall=True)) == []
    assert tells(cake(task=f"{TASK} It is 5/6.", recall=True)) == ["answer_told"]


@pytest.mark.parametrize(
    "check",
    [
        'assert gone == "5/6", "right"',
        "from fractions import Fraction\nassert Fraction(gone) == Fraction(5, 6)",
        'assert gone.strip() in ("5/6",)',
        "assert abs(eval(gone) - 5 / 6) < 0.01",
    ],
)
def test_a_visible_check_that_compares_with_the_answer_is_found(check):
    assert tells(cake(check=check)) == ["check_tells"]
    hidden = f"{VISIBLE}\n### BEGIN HIDDEN TESTS\n{check}\n### END HIDDEN TESTS"
    assert tells(cake(check=hidden)) == []


@pytest.mark.parametrize(
    "check", ['assert gone in ("1/6", "5/6", "2/3"), "one of three"', "assert len(gone) == 3", "assert eval(gone) < 1"]
)
def test_a_visible_check_may_say_something_about_the_answer(check):
    assert tells(cake(check=check)) == []


@pytest.mark.parametrize("label", ["five sixths are gone", "the answer is five sixths", "Fraction(5, 6)"])
def test_what_a_check_says_must_not_tell_in_words_either(label):
    assert tells(cake(check=f'assert gone != "1", "{label}"')) == ["label_tells"]


def test_what_a_check_says_must_not_tell():
    assert tells(cake(check='assert gone != "1", "it is 5/6"')) == ["label_tells"]
    notebook = lesson()
    notebook["cells"][5]["source"] = CHECK.replace("the area of 2 by 3", "return width * height")
    assert tells(notebook, run=True) == ["label_tells"]


def test_an_answer_that_nothing_hides_is_found():
    assert tells(cake(check="", fenced=False)) == ["stub_tells"]


SOLVED = "def area(width, height):\n    return height * width"


@pytest.mark.parametrize(
    ("place", "fresh"),
    [
        (2, cell("code", SOLVED, "worked")),
        (2, cell("code", SOLVED.replace("height", "b").replace("width", "a"), "worked")),
        (9, text(f"How is it done?\n\n---\n\n```python\n{SOLVED}\n```", "card")),
    ],
)
def test_code_that_solves_an_exercise_is_found_where_learners_see_it(place, fresh):
    notebook = lesson()
    notebook["cells"].insert(place, fresh | {"id": "fresh"})
    assert tells(notebook, run=True) == ["solution_shown"]
    assert tells(notebook) == []  # nothing of the lesson is run for it


def test_a_task_with_its_solution_is_found_and_another_example_is_none():
    notebook = lesson()
    notebook["cells"][3]["source"] += f"\n\n```python\n{SOLVED}\n```"
    assert tells(notebook, run=True) == ["solution_shown"]
    notebook["cells"][3]["source"] = "## Your turn\n\n```python\ndef sum_of(a, b):\n    return a + b\n```"
    assert tells(notebook, run=True) == []
    assert ANSWER in notebook["cells"][4]["source"]


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_lesson_to_write_over_tells_nothing(lang):
    assert tells(template("mean-1", "Means", lang, "euclide", "12-14"), run=True) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_shipped_lesson_tells(path):
    assert tells(read_notebook(path)) == []


@pytest.mark.parametrize("lines", [
    ["    least = numbers[0]\n    most = numbers[0]", "    for each in numbers:\n        least = min(least, each)",
     "        most = max(most, each)\n    return most - least"],
])  # fmt: skip
def test_hints_that_add_up_to_the_whole_solution_are_found(lines):
    notebook = lesson()
    body = "\n".join(lines)
    notebook["cells"][4]["source"] = f"def span(numbers):\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
    notebook["cells"][5]["source"] = "\n".join(
        f"assert span({given}) == {span}" for given, span in (([1, 5, 3], 4), ([2], 0), ([9, 1], 8), ([-3, -1, -7], 6))
    )
    hints = [cell("markdown", f"Write\n\n```python\n{text}\n```", "hint", "area", level=n)
             for n, text in enumerate(lines, 1)]  # fmt: skip
    notebook["cells"][6:8] = [each | {"id": f"h{number}"} for number, each in enumerate(hints)]

    def found():
        return [(each.code, each.cell) for each in check_lesson(lesson_from(notebook), notebook)]

    assert found() == [("hints_add_up", 9)]
    notebook["cells"][8]["source"] = "And what is to be given back?"
    assert found() == []


@pytest.mark.parametrize("hint", ["The code of the shop is `a1B2c3D4e5F6`.", "In bits it begins with 0101 1100 0011."])
def test_a_hint_that_the_guard_only_suspects_is_no_finding(hint):
    notebook = cake()
    notebook["cells"][5]["source"] = hint
    found = check_lesson(lesson_from(notebook), notebook, run=False)
    assert [each for each in found if each.code == "hint_tells"] == []


RUN = "## The runner\n\nShe runs 1500 m in 300 s. How fast is she?"
SPEED = {"kind": "number", "answer": "5", "unit": "m/s"}
NAME = "## Faster\n\nHow is the change of speed in one second called?"
TERM = {"kind": "text", "answer": "acceleration"}


@pytest.mark.parametrize("role", ["", "worked"])
@pytest.mark.parametrize(
    ("task", "key", "said", "codes"),
    [
        (RUN, SPEED, "1500 m divided by 300 s is 5 m/s.", ["answer_told"]),
        (RUN, SPEED, "Somebody else runs 100 m in 20 s, which is 5 m/s.", []),
        (NAME, TERM, "It is called acceleration.", ["answer_told"]),
        (NAME, TERM, "A car has a large acceleration when it starts.", []),
    ],
)
def test_an_answer_that_is_worked_out_or_named_before_its_task_is_found(role, task, key, said, codes):
    assert tells(cake(text(said, role), task=task, key=key, answer='x = "…"', check="")) == codes


@pytest.mark.parametrize("said", ["<!-- answer: 5 m/s -->", "<!-- 5 m/s -->", "<!-- solution: 5 -->"])
def test_an_answer_in_a_comment_of_its_task_is_found(said):
    assert tells(cake(task=f"{RUN}\n\n{said}", key=SPEED, answer='x = "…"', check="")) == ["answer_told"]


@pytest.mark.parametrize("said", ["It is 5 m/s.", "1500 m divided by 300 s is 5 m/s."])
def test_a_text_that_lost_its_role_is_looked_at_as_a_part_of_its_exercise(said):
    notebook = cake(task=RUN, key=SPEED, answer='x = "…"', check="")
    notebook["cells"].insert(6, {**cell("markdown", said), "id": "lost"})
    assert tells(notebook) == ["answer_told"]


MEAN_SPEED = """def speed(ways, times):
    ### BEGIN SOLUTION
    t = sum(times)
    if t == 0:
        return 0
    return sum(ways) / t
    ### END SOLUTION"""


@pytest.mark.parametrize(
    ("hint", "codes"),
    [
        ("If `t = sum(times)` is 0 then 0, otherwise `sum(ways) / t`.", ["hint_tells"]),
        ("Take `sum(times)`; where it is 0 give 0 back, else `return sum(ways)/t`.", ["hint_tells"]),
        ("Name the sum, `t = sum(times)`, and look at what happens where it is 0.", []),
        ("`sum` adds a list up. Which of the two sums can be 0, so that nothing can be divided by it?", []),
    ],
)
def test_a_hint_that_says_each_step_of_a_solution_in_inline_code_gives_it_away(hint, codes):
    notebook = lesson()
    notebook["cells"][3]["source"] = (
        "## Your turn\n\nWrite `speed(ways, times)`, the mean speed; 0 where there is none."
    )
    notebook["cells"][4]["source"] = MEAN_SPEED
    notebook["cells"][5]["source"] = (
        "assert speed([4], [2]) == 2\n### BEGIN HIDDEN TESTS\nassert speed([3, 9], [2, 4]) == 2\n"
        "assert speed([], []) == 0\nassert speed([5], [4]) == 1.25\n### END HIDDEN TESTS"
    )
    notebook["cells"][7]["source"] = hint
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook)] == codes
