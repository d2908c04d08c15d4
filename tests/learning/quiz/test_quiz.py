"""Questions are read, asked without their key, and graded with partial credit."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.quiz import QuizFault, asked, grade, item_from, read_quiz
from tests.learning.lessons import QUIZ

ROWS = {
    "single": {"options": [{"text": "a", "right": True}, {"text": "b", "misconception": "m", "feedback": "No."}]},
    "multiple": {"options": [{"text": t, "right": t in "ab"} for t in "abcd"]},
    "truefalse": {"answer": False},
    "number": {"answer": "9.81", "unit": "m/s^2", "tolerance": 0.05},
    "text": {"answer": "Rome", "accepted": ["Roma"]},
    "order": {"steps": ["first", "second", "third", "fourth"]},
    "match": {"pairs": [["Italy", "Rome"], ["France", "Paris"]], "extra": ["Oslo"]},
    "cloze": {"text": "{1} is the capital of {2}.", "gaps": {"1": "Rome", "2": {"answer": "Italy"}}},
}
KEYS = {"9.81", "misconception", "feedback", "Roma", "extra", "accepted", "tolerance"}


def item(kind):
    return item_from({"type": kind, "text": "Which?", **ROWS[kind]}, f"q-{kind}")


def right(each):
    """The answer that is worth all points."""
    if each.options:
        chosen = [number for number, option in enumerate(each.options) if option.right]
        return chosen if each.type == "multiple" else chosen[0]
    if each.key:
        return f"{each.key.answer} {each.key.unit}".strip()
    if each.steps:
        return [each.shown_steps().index(step) for step in each.steps]
    if each.pairs:
        return [each.shown_partners().index(partner) for _, partner in each.pairs]
    return {name: key.answer for name, key in each.gaps.items()}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@pytest.mark.parametrize("kind", ROWS)
def test_the_right_answer_is_worth_all_and_another_less(kind):
    each = item(kind)
    assert grade(each, right(each)).correct
    wrong = {"single": 1, "multiple": [2], "truefalse": 0, "number": "9.5 m/s^2", "text": "Oslo"}
    wrong |= {"order": right(each)[::-1] if kind == "order" else 0, "match": [0, 0], "cloze": {"1": "Oslo", "2": "x"}}
    assert grade(each, wrong[kind]).share < 1


@pytest.mark.parametrize("kind", ROWS)
def test_a_learner_is_asked_without_the_key(kind):
    text = json.dumps(asked(item(kind)))
    assert not [word for word in KEYS if word in text]
    assert "right" not in text


def test_the_order_in_which_steps_are_shown_says_nothing_and_stays():
    each = item("order")
    assert sorted(each.shown_steps()) == sorted(each.steps)
    assert each.shown_steps() != each.steps
    assert each.shown_steps() == item("order").shown_steps()


@pytest.mark.parametrize("count", [2, 3, 4])
def test_steps_are_never_shown_in_the_right_order_nor_turned_round(count):
    steps = ["knead", "shape", "bake", "eat"][:count]
    shown = [item_from({"type": "order", "text": "Which?", "steps": steps}, f"q-{n}").shown_steps() for n in range(99)]
    assert tuple(steps) not in shown
    assert count == 2 or tuple(steps[::-1]) not in shown


def test_an_order_in_which_nothing_was_moved_is_no_answer_yet():
    found = grade(item("order"), [0, 1, 2, 3])
    assert (found.unreadable, found.parts) == (True, ())
    assert "moved" in found.notes[0]


def test_partial_credit():
    assert grade(item("multiple"), [0]).share == 0.5
    assert grade(item("multiple"), [0, 1, 2]).share == 0.5
    assert grade(item("multiple"), [0, 1, 2, 3]).share == 0
    each = item("order")
    first_last = [each.shown_steps().index(step) for step in ("second", "third", "fourth", "first")]
    assert grade(each, first_last).share == pytest.approx(2 / 3)
    each = item("match")
    assert grade(each, [each.shown_partners().index(name) for name in ("Rome", "Oslo")]).share == 0.5
    assert grade(item("cloze"), {"1": "rome", "2": "Spain"}).share == 0.5


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("match", [0, None], "Still open: 1 of 2."),
        ("cloze", {"1": "Rome", "2": " "}, "Still open: 1 of 2."),
        ("cloze", {}, "Still open: 2 of 2."),
        ("number", "some metres", None),
        ("text", "", None),
    ],
)
def test_what_is_half_answered_or_unreadable_is_no_answer_yet(kind, answer, said):
    found = grade(item(kind), answer)
    assert (found.unreadable, found.parts, found.share) == (True, (), 0)
    assert len(found.notes) == 1
    assert said in (None, found.notes[0])


def test_a_wrong_option_names_its_misconception():
    found = grade(item("single"), 1)
    assert (found.misconceptions, found.notes) == (("m",), ("No.",))


@pytest.mark.parametrize("kind", ROWS)
@given(answer=ANYTHING)
def test_any_answer_gets_a_grade(kind, answer):
    found = grade(item(kind), answer, "it")
    assert 0 <= found.share <= 1


def test_markdown_is_read():
    (each,) = read_quiz(QUIZ, "q")
    assert (each.id, each.type, each.text) == ("q-1", "single", "Which rectangle has the area 12?")
    assert [(o.text, o.right, o.misconception, o.feedback) for o in each.options] == [
        ("3 by 5", False, "adds-two", "You went one too far."),
        ("3 by 4", True, "", ""),
        ("6 by 6", False, "adds", "That is the sum."),
        ("2 by 5", False, "", ""),
    ]
    assert each.explain == "Three rows of four squares make twelve."


def test_several_questions_in_one_cell_and_answers_to_write():
    one, two, three = read_quiz(
        "What is g?\n\n= 9.81 m/s^2 ± 1 %\n---\nCapital?\n\n= Rome | Roma\n---\n- which?\n- [x] a\n- [x] b\n- [ ] c",
        "q",
    )
    assert (one.type, one.key.answer, one.key.unit, one.key.relative) == ("number", "9.81", "m/s^2", 0.01)
    assert (two.type, two.key.answer, two.key.accepted) == ("text", "Rome", ("Roma",))
    assert three.type == "multiple"


@pytest.mark.parametrize(
    "source",
    ["", "Just text", "[]", "{", '{"items": 3}', "[1]", '[{"text": ""}]', '[{"type": "order", "text": "x", "steps": ["a"]}]',  # noqa: E501
     '[{"type": "match", "text": "x", "pairs": [["a", "b"]]}]', '[{"type": "match", "text": "x", "pairs": [["a"], ["b"]]}]',  # noqa: E501
     '[{"type": "number", "text": "x"}]', '[{"type": "number", "text": "x", "answer": "1", "tolerance": -1}]',
     '[{"type": "truefalse", "text": "x", "answer": "yes"}]', '[{"type": "single", "text": "x", "options": ["a"]}]',
     '[{"type": "single", "text": "x", "points": 0, "options": ["a", "b"]}]', "- [x] a\n- [ ] b", "x\n=",
     "x\n- [ ] a\n- [ ] b", "[" * 50_000],
)  # fmt: skip
def test_a_quiz_with_a_fault_says_which(source):
    with pytest.raises(QuizFault):
        read_quiz(source, "q")


@given(st.permutations(range(6)).filter(lambda order: order != sorted(order)))
def test_the_parts_of_an_order_are_the_steps_that_are_worth_something(order):
    each = item_from({"type": "order", "text": "Which?", "steps": list("abcdef")}, "q")
    graded = grade(each, list(order))
    kept = [each.shown_steps()[number] for number, part in zip(order, graded.parts, strict=True) if part]
    assert kept == sorted(kept)
    assert len(kept) == (round(graded.share * 5) + 1 if graded.share else 0)


@pytest.mark.parametrize(
    ("row", "given", "share"),
    [
        *(({"type": "number", "text": "How many minutes are a quarter of an hour?", "answer": "15"}, given, share)
          for given, share in (("15", 1), ("15 minutes", 1), ("15 min", 1), ("900 s", 1), ("1/4 h", 1), ("15 h", 0))),
        *(({"type": "cloze", "text": "A day has {1} hours, and an hour {2} minutes.",
            "gaps": {"1": {"kind": "number", "answer": "24"}, "2": {"kind": "number", "answer": "60"}}}, given, share)
          for given, share in (({"1": "24 hours", "2": "60 min"}, 1), ({"1": "24", "2": "60"}, 1),
                               ({"1": "24 minutes", "2": "60"}, 0.5))),
    ],
)  # fmt: skip
def test_the_unit_that_a_question_asks_for_may_be_written_and_no_other(row, given, share):
    assert grade(item_from(row, "q"), given).share == share


@pytest.mark.parametrize(
    ("text", "given", "share"),
    [("How many moles are in 36.03 g of water?", "2", 1), ("Quante moli ci sono in 36,03 g d'acqua?", "2,0", 1),
     ("How many moles are in 36.03 g of water?", "2.1", 0), ("How much is 36.03 g of water?", "2", 0)],
)  # fmt: skip
def test_a_question_that_asks_how_many_of_a_unit_needs_the_number_only(text, given, share):
    item = item_from({"type": "number", "text": text, "answer": "2", "unit": "mol", "relative": 0.01}, "q")
    assert grade(item, given).share == share


TWO = "- [x] cork\n- [ ] iron"


@pytest.mark.parametrize("mark", ["[x ]", "[ x]", "[v]", "[X]", "[✓]"])
@pytest.mark.parametrize("empty", ["[]", "[  ]", "[ ]"])
@pytest.mark.parametrize("bullet", ["- {} ", "-{} ", "- {}", "* {} ", "1. {} "])
def test_an_option_is_read_however_its_mark_is_spaced(mark, empty, bullet):
    lines = [bullet.format(empty) + "lead {sinks: No.}", bullet.format(mark) + "ice", bullet.format(mark) + "cork"]
    (each,) = read_quiz("\n".join(["Which float?", *lines]), "q")
    assert (each.type, each.text) == ("multiple", "Which float?")
    assert [(o.text, o.right, o.feedback) for o in each.options] == [
        ("lead", False, "No."),
        ("ice", True, ""),
        ("cork", True, ""),
    ]


def test_what_goes_on_in_another_line_belongs_to_its_option_or_explanation():
    source = """Why does ice float?

- [x] Its density is smaller
  than that of water.
- [ ] It is cold. {cold: Iron in snow
  is cold, {too}, and $\\frac{1}{2}$.}

! Ice takes more room
than the water of which it is made.
!So it floats."""
    (each,) = read_quiz(source, "q")
    assert [(o.text, o.misconception, o.feedback) for o in each.options] == [
        ("Its density is smaller than that of water.", "", ""),
        ("It is cold.", "cold", "Iron in snow is cold, {too}, and $\\frac{1}{2}$."),
    ]
    assert each.explain == "Ice takes more room than the water of which it is made. So it floats."


@pytest.mark.parametrize(
    "text",
    [
        "What does it print?\n\n```\n- [ ] no option\n---\n= 5\n! here\n```",
        "Two lists\n=========\n\n- one\n- [1] two\n\nWhich?",
        "Brackets\n\n[x] is the whole part of x.\n\nWhich?",
        "![ice](ice.png)\n\n!Look at it",
        "What is it?\n```python\n[1] * 3\n[]\n```",
        "What is it?\n\n    [1] * 3",
        "The whole part of 2.5 as\n(x) is:",
    ],
)
@pytest.mark.parametrize("options", [TWO, "- [x] {3}\n- [ ] {}\n- [ ] a set {1: 2}"])
def test_what_only_looks_like_a_mark_stays_in_the_question(text, options):
    (each,) = read_quiz(f"{text}\n\n{options}\n<!-- mine -->", "q")
    assert each.text == text
    assert len(each.options) == options.count("- [")
    assert not any(option.misconception for option in each.options)


@pytest.mark.parametrize("source", ["Q?\n! Because.\n- [x] a\n- [ ] b", "Q?\n- [x] a\n! Because.\n- [ ] b"])
def test_an_explanation_may_stand_anywhere_below_the_question(source):
    (each,) = read_quiz(source, "q")
    assert (each.text, each.explain, [o.text for o in each.options]) == ("Q?", "Because.", ["a", "b"])


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (f"Which float?\n{TWO}\n\nWhich sink?\n- [x] lead\n- [ ] oak", "Which sink?"),
        (f"Which float?\n{TWO}\nWhich sink?\n- [x] lead\n- [ ] oak", "Which sink?"),
        (f"Which float?\n{TWO}\n! Cork is light.\nWhich sink?\n- [x] lead\n- [ ] oak", "- [x] lead"),
        (f"Which float?\n{TWO}\n\nExplanation: cork is light.", "Explanation: cork is light."),
        (f"Which float?\n{TWO}\n  ```\n  x\n  ```", "```"),
        (f"Which float?\n{TWO}\n- ( ) oak", "- ( ) oak"),
        (f"Which float?\n{TWO}\n***", "***"),
        (f"Which float?\n- [y] ice\n{TWO}", "- [y] ice"),
        (f"Which float?\n[x] ice\n{TWO}", "[x] ice"),
        (f"Which float?\n{TWO}\n= cork", "= cork"),
        ("Capital?\n= Rome\n= Roma", "= Roma"),
        ("Capital?\n= Rome\n\nOf France?\n= Paris", "Of France?"),
        ("What is a mammal?\n- (x) the whale\n- ( ) the shark", "- (x) the whale"),
    ],
)
def test_nothing_that_an_author_wrote_is_left_out_in_silence(source, named):
    with pytest.raises(QuizFault, match=re.escape(f"“{named}”")):
        read_quiz(source, "q")
