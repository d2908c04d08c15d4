"""However an answer is hidden, it is found, or what nobody can read is held back; and ordinary sentences pass."""

import base64
import codecs
import string
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.guard import check

NUMBER = {"kind": "number", "answer": "742", "asked": "How many people live there?"}
NEGATIVE = {"kind": "number", "answer": "-7", "asked": "It is 5 degrees, and gets 12 colder. How warm is it then?"}
DECIMAL = {"kind": "number", "answer": "7.5", "asked": "What is the mean of 6, 7, 8 and 9?"}
AREA = {"kind": "number", "answer": "28.27", "tolerance": 0.01, "unit": "cm^2", "asked": "The area for a radius of 3?"}
WORD = {"kind": "text", "answer": "Canberra", "asked": "What is the capital of Australia?"}
SYMBOL = {"kind": "text", "answer": "Au", "asked": "What is the symbol of gold?"}
RIVER = {"kind": "text", "answer": "Po", "accepted": ["il Po"], "asked": "Qual è il fiume più lungo d'Italia?"}
FACTORS = {"kind": "expression", "answer": "(x - 3)(x + 3)", "asked": "Factor x^2 - 9."}
ROOTS = {"kind": "set", "answer": "{-4, 4}", "asked": "Risolvi x^2 = 16."}
RAY = {"kind": "interval", "answer": "(4, +∞)", "asked": "Risolvi 3x - 2 > 10."}
ENDS = {"kind": "interval", "answer": "[-3, 3]", "asked": "Risolvi x^2 ≤ 9."}
CODE = {
    "kind": "code",
    "asked": "Write double(n).",
    "solution": "def double(n):\n    if n:\n        return n * 2\n    return 0",
    "checks": ["assert double(3) == 6", "assert double(0) == 0"],
}
SOLUTION = CODE["solution"]

FOUND = [
    # Digits of any script, markup, and what only machines write.
    *[(NUMBER, text) for text in (
        "It is ٧٤٢.", "It is ❼❹❷.", "It is 七四二.", "It is 7\ufe0f\u20e34\ufe0f\u20e32\ufe0f\u20e3.", "It is 7_4_2",
        "<details><summary>Closed</summary>742</details>", '<img src="x.png" alt="742">', "<!-- 742 -->",
        "[here](https://example.org/742)", "| a | b |\n|---|---|\n| 1 | 742 |", "&#x37;&#x34;&#x32;", "\\067\\064\\062",
        "Well done!" + "".join(chr(0xE0000 + ord(each)) for each in "742"),
    )],
    # Whatever can be read as a number.
    *[(NUMBER, text) for text in (
        "It is 1000111 in base 3, no: 1000111 minus nothing, 5600 in base 5? No. It is 10432 in base 5.",
        "In Roman numerals: dccxlii.", "It is the square root of 550564.", "It is √550564.", "It is 2 less than 744.",
        "It is the sum of 700 and 42.", "Multiply 371 by 2.", "7 hundreds, 4 tens and 2 ones: 742",
        "It is a 7, then a 4, then a 2.", "It is 0.742 thousand.", "siebenhundertzweiundvierzig",
        "seven hundred and forty-two", "setecentos e quarenta e dois", "zevenhonderdtweeënveertig",
        "the seven hundred and forty-second", "1484 halved", "a fifth of 3710", "10% of 7420",
        "owt-ytrof derdnuh neves",
        "s3v3n hundr3d f0rty-tw0",
    )],
    *[(NEGATIVE, text) for text in (
        "7 degrees below zero", "seven below zero", "sette sotto zero", "Take 1 and take away 8",
    )],
    *[(DECIMAL, text) for text in ("7½", "sette e mezzo", "seven and a half", "15/2", "\\dfrac{15}2", "15\n—\n2")],
    *[(AREA, text) for text in ("9π", "nine pi", "28.274", "2827 mm²")],
    # Words in old ciphers.
    *[(WORD, text) for text in (
        "Caesar says: " + "".join(chr((ord(each) - 97 + 7) % 26 + 97) for each in "canberra"),
        "xzmyviiz", "vsmnrtts", "Read cxaxnxbxexrxrxa", "It is anberracay.", "⠉⠁⠝⠃⠑⠗⠗⠁", "ɐɹɹǝquɐɔ", "ᴄᴀɴʙᴇʀʀᴀ",
        "🅲🅰🅽🅱🅴🆁🆁🅰", "ⓒⓐⓝⓑⓔⓡⓡⓐ", "Cats always nap, but eat raw rice afterwards.",
        base64.a85encode(b"Canberra", adobe=True).decode(),
        base64.b64encode(b"Canberra").hex(), "Canberra".encode("utf-16-be").hex(), "C a n b e r r a", "CanBERRa",
    )],
    *[(SYMBOL, text) for text in (
        "It is AU", "rot13: Nh", "Letter 1: A\nLetter 2: u", "print('Au')", "places in the alphabet: 1-21",
    )],
    *[(RIVER, text) for text in ("È P o", "È *P**o*", "È P\no", "È po", "rot13: Cb")],
    # The same formula, set or interval in other forms.
    *[(FACTORS, text) for text in (
        "-(3 - x)(x + 3)", "Write (x+3)(x-3) e vai avanti", ")3 + x()3 - x( si rewsna ehT",
        "(\nx\n-\n3\n)\n(\nx\n+\n3\n)",
    )],
    *[(ROOTS, text) for text in (
        "x = ±4", "x = \\pm 4", "più o meno quattro", "meno quattro e quattro", "x = 4 oppure x = -4",
    )],
    *[(RAY, text) for text in ("4 < x", "x maggiore di quattro", "( 4 , + ∞ )", "x > 4", "40 52 44 32 43 8734 41")],
    *[(ENDS, text) for text in ("|x| ≤ 3", "x >= -3 e x <= 3", "x compreso tra -3 e 3, estremi inclusi")],
    # Programs that make the solution when they run.
    *[(CODE, text) for text in (
        f"```python\nexec({SOLUTION[::-1]!r}[::-1])\n```",
        f"```python\nexec(''.join(map(chr, {[ord(each) for each in SOLUTION]})))\n```",
        f"```python\nimport base64\nexec(base64.b64decode({base64.b64encode(SOLUTION.encode())!r}))\n```",
        "```python\nfrom operator import add\ndef twice(n):\n    return add(n, n)\n```",
    )],
]  # fmt: skip

TALKS = [
    (DECIMAL, ["Comincia con **7.**", "Prenditi tempo.", "Bella domanda.", "Finisce con **5**"]),
    (FACTORS, ["It begins with **(x - 3)**", "Take your time.", "It ends with **(x + 3)**"]),
    (WORD, ["It ends with “berra”.", "Look again.", "It begins with “Can”."]),
    (WORD, ["Q2Fu", "YmVy", "cmE="]),
    (NUMBER, ["It has 7 hundreds.", "And 2 ones.", "You have it nearly. 4 tens are missing."]),
    (ROOTS, ["One of them is 4.", "The other one is -4."]),
    (CODE, ["```python\n    if n:\n```", "```python\n        return n + n\n```", "```python\n    return 0\n```"]),
]

PASSES = [
    *[(NUMBER, text) for text in (
        "See page 742 of the atlas.", "Count the streets first.", "How far have you come? Try it with 10 houses.",
        "Lower the number by 7, and look at what is left: .5 or more?",
        "Good! - Now go on... and tell me what you see.",
        "Take these steps:\n1. Read.\n2. Think.\n3. Write.", "![a map](https://example.org/map_of_the_town.png)",
    )],
    (DECIMAL, "Add 6 + 7 + 8 + 9 first, and divide by how many there are."),
    (AREA, "Use π = 3.14159, and a radius of 3 cm."),
    *[(SYMBOL, text) for text in ("Think of a Latin word.", "Look at the table: row 6, column 11.")],
    *[(RIVER, text) for text in ("Pensa un po' alla Pianura Padana.", "È poco più a nord di Roma?")],
    *[(FACTORS, text) for text in ("x^2 - 9 is x^2 - 3^2, do you see?", "For x^2 - 25 it is (x - 5)(x + 5).")],
    (ROOTS, "In step 2 you lost a sign. Which numbers have the square 16?"),
    (RAY, "Porta il 2 dall'altra parte: 3x > 12. E poi?"),
    (ENDS, "x^2 ≤ 25 vale per tutti i numeri da -5 a 5."),
    (CODE, "`ord('a')` gives a letter's number; here you need none. What does `\"abc\"[::-1]` have to do with it?"),
    *[(CODE, text) for text in ("`n - 1` or `n * 1`?", "What does `return 0` do? `print(n)` shows it.")],
]  # fmt: skip


@pytest.mark.parametrize(("key", "reply"), FOUND, ids=lambda value: str(value)[:60])
def test_what_is_hidden_is_found(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "talk"), TALKS, ids=lambda value: str(value)[:60])
def test_the_last_piece_of_an_answer_is_held_back(key, talk):
    *before, last = talk
    assert check(last, key, before).leaks
    assert not check(before[0], key).leaks


@pytest.mark.parametrize(("key", "reply"), PASSES, ids=lambda value: str(value)[:60])
def test_what_only_looks_like_it_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


@pytest.mark.parametrize(
    "reply",
    [
        "Here: aGVsbG8gdGhlcmUsIHdlIG1lZXQ=",
        "7f 4e 9a 01 3c d2 88",
        "01101000 01100101 01101100",
        "Listen: .... . .-.. .-.. ---",
        "Well done!" + "\u200b\u200c" * 8,
        "Это секрет",
        "q w e r t y",
        "12345678901234567890123456789012345678901234567890",
        "Run `print(chr(72) + chr(105))` and see.",
    ],
)
def test_what_nobody_can_read_is_held_back_and_said_to_be_that(reply):
    assert check(reply, SYMBOL).reason in ("opaque", "encoded")


def test_a_task_about_a_code_may_be_talked_about():
    key = {**NUMBER, "asked": "What does 01101000 01100101 01101100 mean?"}
    assert not check("Part 01101000 01100101 01101100 into its bytes first.", key).leaks


def test_a_reply_that_has_no_end_is_held_back_at_once():
    assert check("word " * 200_000, NUMBER).reason == "opaque"


WAYS = {
    "digits": str,
    "spaced": " ".join,
    "full width": lambda text: "".join(chr(0xFF10 + int(each)) for each in text),
    "hex": lambda text: f"0x{int(text):x}",
    "bits": lambda text: f"0b{int(text):b}",
    "base 7": lambda text: f"{_in_base(int(text), 7)} in base 7",
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "URL": lambda text: "".join(f"%{ord(each):02X}" for each in text),
    "entities": lambda text: "".join(f"&#{ord(each)};" for each in text),
    "backwards": lambda text: f"backwards it is {text[::-1]}",
    "sum": lambda text: f"{int(text) - 1} + 1",
    "product": lambda text: f"{2 * int(text)} / 2",
    "root": lambda text: f"√{int(text) ** 2}",
    "one more": lambda text: f"one more than {int(text) - 1}",
    "fraction": lambda text: f"{3 * int(text)}/3",
    "decimals": lambda text: f"{text}.00",
    "thousands": lambda text: f"{int(text):,}",
    "power of ten": lambda text: f"{text[0]}.{text[1:] or 0} × 10^{len(text) - 1}",
    "zero width": "\u200b".join,
    "tags": lambda text: "".join(f"<b>{each}</b>" for each in text),
}


def _in_base(number: int, base: int) -> str:
    return (_in_base(number // base, base) if number >= base else "") + string.digits[number % base]


@given(st.integers(21, 99_999), st.sampled_from(sorted(WAYS)))
def test_any_number_is_found_in_any_spelling(number, way):
    key = {"kind": "number", "answer": str(number), "asked": "How many?"}
    assert check(f"It is {WAYS[way](str(number))}", key).leaks


@given(
    st.fractions(Fraction(1, 8), 50, max_denominator=12).filter(lambda value: value.denominator > 1), st.integers(2, 9)
)
def test_any_fraction_is_found_however_it_is_extended(value, factor):
    key = {"kind": "number", "answer": str(value), "asked": "How much?"}
    assert check(f"So it is {value.numerator * factor}/{value.denominator * factor}, you see.", key).leaks
    if value.denominator in (2, 4, 5, 8, 10):
        assert check(f"So it is {float(value)}, you see.", key).leaks
        assert check(f"So it is {float(value)} as a number.".replace(".", ",", 1), key).leaks


@given(
    st.text(string.ascii_lowercase, min_size=5, max_size=12).filter(lambda word: len(set(word)) > 2), st.integers(1, 25)
)
def test_any_word_is_found_with_its_letters_moved(word, by):
    key = {"kind": "text", "answer": word, "asked": "Which word is it?"}
    moved = "".join(string.ascii_lowercase[(ord(each) - 97 + by) % 26] for each in word)
    assert check(f"Look at {moved} now.", key).leaks
    assert check(f"Look at {codecs.encode(word, 'rot13')[::-1]} now.", key).leaks


ORDINARY = (
    "Have a look at the task again.",
    "Which step comes first?",
    "You are close, but check the sign.",
    "Draw a sketch.",
    "What did you do with the brackets?",
    "Try it with smaller numbers.",
    "Think of what the word means.",
    "Explain it to me in your own words.",
    "Well done, go on like that!",
    "Rileggi il compito con calma.",
    "Quale passo viene prima?",
    "Ci sei quasi: controlla il segno.",
    "Prova con numeri più piccoli.",
    "Com'è fatta la figura?",
)


@given(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=6), st.integers(11, 99_999))
def test_ordinary_sentences_pass_whatever_the_answer_is(sentences, number):
    for key in (
        {"kind": "number", "answer": str(number), "asked": "How many?"},
        {"kind": "set", "answer": f"{{{number}, {number + 4}}}", "asked": "Solve it."},
        {"kind": "interval", "answer": f"[{number}, {number + 4})", "asked": "Solve it."},
        {"kind": "expression", "answer": f"{number}x + 3", "asked": "Simplify it."},
        WORD, SYMBOL, RIVER,
    ):  # fmt: skip
        *before, last = sentences
        verdict = check(last, key, before)
        assert not verdict.leaks, verdict


def test_nobody_gets_past_by_saying_too_much_before():
    formulas = " ".join(f"x + {number}," for number in range(5, 200))
    assert check(f"{formulas} and (x+3)(x-3)", FACTORS).leaks
    codes = " ".join(base64.b64encode(f"word number {number}".encode()).decode() for number in range(120))
    assert check(f"{codes} {base64.b64encode(b'It is Au').decode()}", SYMBOL).leaks
    loops = "\n".join("```\ndef double(n):\n    while n:\n        pass\n    return n + 0\n```" for _ in range(4))
    assert check(f"{loops}\n```\n{SOLUTION}\n```", CODE).leaks
    pieces = ["It begins with “Can”.", *["Take your time."] * 20, "It ends with “berra”."]
    assert check(pieces[-1], WORD, pieces[:-1]).leaks
