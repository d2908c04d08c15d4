"""What stands in a cell as an answer that is no code."""

import pytest

from convergio_jupyter.learning.exercises.written import reckoned_in, value_in


@pytest.mark.parametrize(
    ("source", "value"),
    [("answer = 3", "3"), ('answer = "3/4 m"', "3/4 m"), ("# here\nx = 1\ny = [1, 2]", "[1, 2]"), ("answer = None", ""),
     ("answer = ...", ""), ("12 m", "12 m"), ("", ""), ("#3", "#3"), ("# 3 apples", ""),
     ("# Write it here.\nraise NotImplementedError", ""), ("# Write it here.", ""), ('x = "…"', ""),
     ('x = "4/3', "4/3"), ("# Here.\nx = “4/3”", "4/3"), ("x = «4/3»\n", "4/3"), ("y = 2x + 1", "y = 2x + 1"),
     ("1; 3; 6", "1; 3; 6"), ("41\n40", "41\n40"), ("x = 3\nx", "3"), ("x = 3\nprint(x)", "3"),
     ("from fractions import Fraction\ncakes = Fraction(4, 3)", "4/3"), ("Fraction('4/3')", "4/3"),
     ("fractions.Fraction(-1, 2)", "-1/2"), ("x = int(3.7)", "int(3.7)"),
     ("language = C#", "C#"), ("C#  # mine", "C#"), ("# Here.\r\nnote = F# minor\r\n", "F# minor"),
     ("è = C, F#", "C, F#"), ("note = F  # mine", "F"), ("x = 3# mine", "3"), ("x = 'F'# mine", "F"),
     ("x = (a)# mine", "a"), ("x = a #b", "a")],
)  # fmt: skip
def test_an_answer_that_is_no_code_is_the_last_value(source, value):
    assert value_in(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [("source = the mayor", "the mayor"), ("source = source 3", "source 3"), ("source=in the third", "in the third"),
     ("# Here.\nsource = the third\n", "the third"), ("source = a\nsource = the third", "the third"),
     ("source = 'the third", "the third"), ("source = 2x + 1", "2x + 1"), ("source =", ""),
     ("the source = the mayor", "the source = the mayor"), ("y = 2x + 1", "y = 2x + 1"), ("the third", "the third"),
     ("source == the mayor", "source == the mayor"), ("source = three quarters  # mine", "three quarters"),
     ("source = the mayor #mine # 2", "the mayor"), ("source = the no # 3", "the no # 3"), ("source = in #3", "in #3"),
     ("source = the C# code", "the C# code"), ("source = # here", ""),
     ("source = #ff0000", "#ff0000"), ("source = #ff0000  # mine", "#ff0000"), ("source = #", "")],
)  # fmt: skip
def test_several_words_without_quotes_may_stand_behind_the_name(source, value):
    assert value_in(source, "source") == value


@pytest.mark.parametrize("source", ["(" * 1_900, "-" * 1_900 + "1", "[" * 100_000, "x" * 1_000_000])
def test_what_is_meant_to_do_harm_is_what_it_says(source):
    assert value_in(source) == source


@pytest.mark.parametrize(
    ("source", "expression"),
    [("answer = f'{7 * 20} cm'", "answer"), ("answer = str(12)", "answer"), ("a = 3\nanswer = 2 * a", "answer"),
     ("answer = 0\nfor n in (1, 2):\n    answer += n", "answer"), ("answer, rest = divmod(17, 5)", "answer"),
     ("other = round(2.5)", "other"), ("max(3, 4)", "max(3, 4)"), ("def f():\n    return 3\nanswer = f()", "answer"),
     ("answer = 7 * 20", "answer"), ("answer = 1/2 + 1/3", "answer"),
     ("import math\nanswer = math.pi", "answer"), ("def f(a):\n    return a\nanswer = f(2)", "answer"),
     ("answer = 180 / 6", "answer"), ("answer = 40/(40 + 90)", "answer"),
     ("print(7 * 20, 'cm')", "' '.join(map(str, [7 * 20, 'cm']))"),
     ("from fractions import Fraction\nanswer = Fraction(2) / Fraction(5, 4)", "answer"), ("print(3 * 4)", "3 * 4"),
     ("a = 3\nanswer = a > 2", "answer"), ("answer = [n for n in (1, 2) if n > 1]", "answer"),
     ("1 and 3", ""), ("4/3 or 3/4", ""), ("2, 4, 5 or 1", ""), ("not 3", ""), ("30 == 30", ""),
     ("answer = 1 or 3", ""),
     ("answer = 188*10^4", ""), ("answer = 1 | 3", ""),
     ("Rome", ""), ("m/s", ""), ("sqrt(2)", ""), ("7 * 20", ""), ("answer = 3/4", ""), ("answer = -3", ""),
     ("answer = 2 * x", ""), ("answer = unknown(12)", ""), ("answer = 3", ""),
     ("answer = 2x", ""), ("answer = None", ""), ("", ""), ("# here", ""),
     ("from fractions import Fraction\nanswer = Fraction(4, 3)", ""), ("def f():\n    return 3", ""),
     ("raise NotImplementedError", ""), ("(" * 1_900, ""), ("f(" * 3_000, "")],
)  # fmt: skip
def test_what_only_a_run_can_tell_is_named(source, expression):
    assert reckoned_in(source, "answer") == expression


def test_what_is_given_may_be_named():
    assert reckoned_in("answer = len(walks)", "answer", given="walks = [3, 4]") == "answer"
