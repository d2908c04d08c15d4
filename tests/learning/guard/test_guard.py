"""No reply gives an answer away: plain, in other words, hidden, or bit by bit; and a good hint passes."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.guard import check
from convergio_jupyter.learning.guard.points import value_at
from convergio_jupyter.learning.guard.spelling import spelled
from convergio_jupyter.learning.key import KeyFault

NUMBER = {"kind": "number", "answer": "42", "asked": "What is 6 times 7?"}
FRACTION = {"kind": "number", "answer": "3/4", "asked": "Add a half and a quarter."}
LENGTH = {"kind": "number", "answer": "1200", "unit": "m", "asked": "How far is it, in metres?"}
SMALL = {"kind": "number", "answer": "3", "asked": "How many sides has a triangle?"}
FORMULA = {"kind": "expression", "answer": "2x", "asked": "Derive x^2."}
EXPANDED = {"kind": "expression", "answer": "x^2 - 1", "asked": "Expand (x-1)(x+1)."}
TEXT = {"kind": "text", "answer": "Rome", "accepted": ["Roma"], "asked": "What is the capital of Italy?"}
SET = {"kind": "set", "answer": "{1, 3}", "asked": "Solve x^2 - 4x + 3 = 0."}
INTERVAL = {"kind": "interval", "answer": "[0, 3)", "asked": "Where is it defined?"}
CODE = {
    "kind": "code",
    "asked": "Write area(w, h).",
    "solution": "def area(w, h):\n    result = w * h\n    return result",
    "checks": ["assert area(2, 3) == 6", "assert area(5, 4) == 20"],
}
LOOP = {
    "kind": "code",
    "asked": "Write evens(numbers): the even ones, in order.",
    "solution": "def evens(numbers):\n    found = []\n    for each in numbers:\n        if each % 2 == 0:\n"
    "            found.append(each)\n    return found",
    "checks": ["assert evens([1, 2, 4]) == [2, 4]", "assert evens([]) == []"],
}

LEAKS = [
    *[(NUMBER, [text]) for text in (
        "The answer is 42.", "**42**", "It comes to $42$.", "so you get \\boxed{42}", "| result | 42 |", "４２",
        "4\u200b2",        "It is forty-two.", "È quarantadue!", "zweiundvierzig",
        "quarante-deux", "cuarenta y dos", "XLII", "0x2a",
        "101010 in binary", "50 - 8", "84/2", "half of 84", "one more than 41", "6 times 7 plus zero",
        "between 41 and 43",        base64.b64encode(b"42").decode(), "34 32 in hex bytes: 3432", "24 read backwards",
        "....- ..---", "4 2",
        "The pirate found forty two coins.", "4.2e1", "42,0", "%34%32", "&#52;&#50;",
       )],
    (NUMBER, ["4", "2"]),
    (NUMBER, ["The first digit is 4.", "Now think.", "The last digit is 2."]),
    *[(FRACTION, [text]) for text in (
        "0.75", "75%", "3/4", "six eighths, or 6/8", "three quarters", "tre quarti", "¾",
    )],
    *[(LENGTH, [text]) for text in ("1.2 km", "1,200 m", "120000 cm", "It is 1 200 metres")],
    *[(SMALL, [text]) for text in ("The answer is 3.", "It has three: it is three.", "3", "so = 3")],
    *[(FORMULA, [text]) for text in ("The derivative is 2x.", "$2\\cdot x$", "x + x", "2*x", "4x/2")],
    *[(EXPANDED, [text]) for text in ("x^2 - 1", "-1 + x²", "x**2 - 1", "you get $x^{2}-1$")],
    *[(TEXT, [text]) for text in (
        "It is Rome.", "ROMA!", "R-o-m-e", "emoR", "Ebzr", "Um9tZQ==", "R0m3", "82 111 109 101", ".-. --- -- .",
        "the city of Rome’s",        "Rivers run.\nOld stones.\nMany hills.\nEmperors.",
    )],
    (TEXT, ["R", "o", "m", "e"]),
    (TEXT, ["The first letter is R.", "The next letter is o.", "Then the letter m.", "The last letter is e."]),
    *[(SET, [text]) for text in ("x = 1 or x = 3", "{3, 1}", "The solutions are 1 and 3.", "1, 3")],
    *[(INTERVAL, [text]) for text in ("[0, 3)", "0 ≤ x < 3", "[0; 3[")],
    *[(CODE, [text]) for text in (
        "return w * h", "`w * h`", "```python\ndef area(a, b):\n    return a * b\n```", "```\nreturn h*w\n```",
        "```python\ndef surface(a, b):\n    return a * b\n```", "```diff\n-    pass\n+    return w * h\n```",
        "```python\n# def area(w, h):\n#     return w * h\n```", ">>> def area(w, h):\n...     return w * h",
        json.dumps({"cells": [{"source": ["def area(w, h):\n", "    return w * h"]}]}),
        base64.b64encode(CODE["solution"].encode()).decode(), "```\narea = lambda w, h: w * h\n```",
    )],
    (LOOP, ["Begin with `found = []`.", "Then `for each in numbers:`", "and `if each % 2 == 0:`",
            "`found.append(each)`", "at the end `return found`"]),
    (LOOP, ["```\ndef evens(numbers):\n    return [n for n in numbers if not n % 2]\n```"]),
]  # fmt: skip

SAFE = [
    (NUMBER, "What is 6 times 7? Think of 6 rows with 7 in each."),
    (NUMBER, "You know 5 × 7 = 35. What has to be added for one more row?"),
    (NUMBER, "Not quite: 43 is close. Check your last step."),
    (NUMBER, "See page 42 of your book for the table of seven."),
    (FRACTION, "A half is two quarters. How many quarters is that with one more?"),
    (LENGTH, "A kilometre has 1000 m. How many metres are 3 km?"),
    (SMALL, "Read step 3 again, then draw the figure and count its sides."),
    (SMALL, "Try three different triangles. What do they share?"),
    (FORMULA, "The derivative of x^3 is 3x^2. Which rule did that use?"),
    (FORMULA, "Bring the exponent down in front of x, and lower it by one."),
    (EXPANDED, "Start from (x-1)(x+1), and multiply each term by each. For (x+2)(x-2) that gives x^2 - 4."),
    (TEXT, "It lies on the Tiber, and an empire had its centre there."),
    (SET, "Which two numbers have the product 3 and the sum 4?"),
    (SET, "Put x = 2 in: 4 - 8 + 3 is -1, so 2 is no solution."),
    (INTERVAL, "The root needs what is under it to be at least zero."),
    (CODE, "A function gives its value back with `return`. Which sign multiplies in Python?"),
    (CODE, "```python\ndef half(x):\n    return x / 2\n```\nThis function has one parameter; yours has two."),
    (LOOP, "```python\nfor word in words:\n    print(word)\n```\nA loop takes one after the other. What do you test?"),
    (LOOP, "`%` gives the rest of a division: `7 % 3` is 1. What is the rest when an even number is divided by 2?"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "talk"), LEAKS, ids=lambda value: str(value)[:60])
def test_an_answer_does_not_get_out(key, talk):
    *before, last = talk
    assert check(last, key, before).leaks


@pytest.mark.parametrize(("key", "reply"), SAFE, ids=lambda value: str(value)[:60])
def test_a_good_hint_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_each_piece_alone_passes_and_all_of_them_do_not():
    talk = next(talk for key, talk in LEAKS if key is LOOP)
    assert not any(check(piece, LOOP).leaks for piece in talk[:2])
    assert check(talk[-1], LOOP, talk[:-1]).leaks


def test_a_verdict_says_why():
    assert check("It is 42.", NUMBER).reason == "number"
    assert check("quarante-deux", NUMBER).reason == "spelled"
    assert check("return w * h", CODE).reason in ("code", "retold")
    assert check("Try again.", NUMBER) == (False, "", "")


def test_a_key_that_is_none_is_the_authors_to_mend():
    with pytest.raises(KeyFault):
        check("x", {"kind": "colour"})


def test_code_that_never_ends_or_does_harm_is_no_leak_and_holds_nobody_up():
    assert not check("```python\nwhile True:\n    pass\n```", CODE).leaks
    assert not check("```python\nimport os\nos._exit(0)\n```", CODE).leaks


@given(st.integers(21, 999_999), st.sampled_from([0, 1, 2, 3, 4]))
def test_a_number_in_words_is_known_in_five_languages(number, which):
    key = {"kind": "number", "answer": str(number), "asked": "How many?"}
    words = sorted(spelled(number))
    assert check(f"That makes {words[which % len(words)]} in all.", key).leaks


@given(st.text(max_size=300))
def test_any_text_gets_a_verdict(text):
    for key in (NUMBER, FORMULA, TEXT, SET, INTERVAL):
        check(text, key, [text[:50]])


@pytest.mark.parametrize("text", ["9^9^9^9", "1/0", "(" * 500, "x" * 100_000, "1e999999", "\0" * 100, "2**" * 200])
def test_hostile_text_gets_a_verdict(text):
    for key in (NUMBER, FORMULA, TEXT, SET, INTERVAL, CODE):
        check(text, key)


def test_a_formula_is_worked_out_without_a_library():
    assert value_at("2x + sin(0)", {"x": 3.0}) == 6.0
    assert value_at("1/0", {}) is None
    assert value_at("__import__('os')", {}) is None


HALF = {"kind": "code", "solution": "# the result\nhalf = 5\ncity = 'Rome'", "checks": ["assert half == 5"]}


@pytest.mark.parametrize("reply", ["The answer is 5.", "The answer is five.", "half should be 10 / 2", "It is Rome."])
def test_a_solution_that_only_names_a_value_is_said_by_that_value(reply):
    assert check(reply, HALF).leaks


@pytest.mark.parametrize("reply", ["What is half of it?", "Write the name, an equals sign and the value."])
def test_what_leads_to_such_a_value_may_be_said(reply):
    assert not check(reply, HALF).leaks


def test_a_value_that_a_function_works_out_may_be_mentioned():
    solution = "def area(a, b):\n    return a * b"
    assert not check(
        "It gives 6 for 2 and 3.", {**HALF, "solution": solution, "checks": ["assert area(2, 3) == 6"]}
    ).leaks
