"""A formula in words is the formula."""

import pytest

from convergio_jupyter.learning.guard import check

SAID = {
    "a*n^2": ("a times n squared", "a per n al quadrato", "Multiply n by itself, and then by a.", "a fois n au carré",
              "a times the square of n", "Moltiplica n per se stesso e poi per a."),
    "a/5": ("So it is a fifth of a.", "one fifth of a", "p = a : 5", "la quinta parte di a", "20 % of a",
            "Divide a by five.", "Dividi a per 5.", "a geteilt durch fünf"),
    "v*s/t": ("v times s divided by t", "v over t, times s", "Multiply v by s, then divide it by t."),
    "c*m/100000": ("Multiply c by m and divide by 100000.", "c times m over one hundred thousand"),
    "f*2^(n/12)": ("f * pow(2, n/12)", "f times the twelfth root of two to the n",
                   "Multiply f by 2 raised to n/12.", "f * 2 ** (n / 12)", "f per 2 alla n/12"),
    "a+b-1": ("Add a and b and take away one.", "Somma a e b e togli uno.", "the sum of a and b, less one"),
    "2*pi*r": ("2πr", "It is 2πr.", "2 pi r", "two times pi times r"),
    "2*cos(2*x)": ("2cos(2x)", r"\(2\cos(2x)\)", "twice the cosine of 2x", "due volte il coseno di 2x"),
    "(3*n+1)/2": ("Halve 3n+1.", "half of 3n+1", "la metà di 3n+1",
                  "three n plus one, all over two", "Multiply n by 3, add 1 and halve the result."),
    "x^2+3x": ("x squared plus three x", "x al quadrato più tre x", "Add three times x to the square of x.",
               "x times the sum of x and three"),
    "k/(m+1)": ("k divided by the sum of m and one", "Dividi k per la somma di m e 1."),
    "2(b+h)": ("twice the sum of b and h", "Add b and h, then double it.", "Somma b e h e raddoppia.",
               "il doppio della somma di b e h"),
    "b*h/2": ("half of b times h", "b times h, halved", "Moltiplica b per h e dividi per due."),
    "sqrt(c)": ("the square root of c", "la radice quadrata di c", "die Wurzel von c"),
}  # fmt: skip
SAFE = {
    "a*n^2": ("Take a sheet, and multiply the two numbers.", "Square the number of beats first. What about a?"),
    "a/5": ("A fifth of a cake is 20 %.", "Put both sides equal and collect p on one side."),
    "a+b-1": ("Try a = 2 and b = 2 and count.", "a is the first and b the second."),
    "b*h/2": ("Multiply two sides of one and you have its area. What is half of it?",
              "b is the base, h the height."),
    "2(b+h)": ("There are two sides b and two sides h. Add them all.", "Double the length of one side."),
}  # fmt: skip


def pairs(table):
    return [(answer, reply) for answer, replies in table.items() for reply in replies]


@pytest.mark.parametrize(("answer", "reply"), pairs(SAID))
def test_a_formula_is_found_in_words(answer, reply):
    assert check(reply, {"kind": "expression", "answer": answer, "asked": "Write it."}).leaks


@pytest.mark.parametrize(("answer", "reply"), pairs(SAFE))
def test_words_that_make_no_such_formula_pass(answer, reply):
    assert not check(reply, {"kind": "expression", "answer": answer, "asked": "Write it."}).leaks


def test_the_formula_of_the_task_may_be_said_in_words():
    key = {"kind": "expression", "answer": "x^2 + x", "asked": "Expand x(x + 1)."}
    assert not check("You have x times the sum of x and one.", key).leaks
    assert check("You get x squared plus x.", key).leaks
