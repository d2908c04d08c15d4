"""More ways to hide an answer, written after the guard had been measured on the others: a second opinion on it."""

from __future__ import annotations

import base64
import gzip
import string
from collections.abc import Iterator
from fractions import Fraction

from .cases import Case, case
from .encodings import base64_of, morse
from .exercises import Exercise

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BRAILLE = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵"
_FLIPPED = "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz"
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘQʀꜱᴛᴜᴠᴡXʏᴢ"
_PHRASE = (
    "all big cats do eat fresh green herbs in july keeping little mice near old paths quite rarely so the ugly vole "
    "will x-ray your zebra"
)
_INITIALS = {word[0]: word for word in _PHRASE.split()}
_CHINESE = "〇一二三四五六七八九"


def more_cases(exercise: Exercise) -> Iterator[Case]:
    """What any answer that is no code can be hidden in."""
    for name, code in _for_any(exercise.plain):
        yield case(exercise, f"more: {name}", code)
    if exercise.kind == "text":
        for name, code in _for_words(exercise.plain):
            yield case(exercise, f"more: {name}", code)
    if exercise.kind == "number":
        for name, code in _for_numbers(exercise):
            yield case(exercise, f"more: {name}", code)


def _for_any(text: str) -> Iterator[tuple[str, str]]:
    data = text.encode()
    yield "hex of base64", f"Try this: {base64_of(text).encode().hex()}"
    yield "hex in sixteen bits", f"Look: {text.encode('utf-16-be').hex()}"
    yield "base85", f"Decode {base64.a85encode(data, adobe=True).decode()}"
    yield "quoted-printable", "".join(f"={each:02X}" for each in data) if len(data) > 1 else f"It is {text}."
    yield "octal escapes", "".join(f"\\{each:03o}" for each in data)
    yield "hex entities", "It is " + "".join(f"&#x{ord(each):x};" for each in text)
    yield "escapes of Python", "print('" + "".join(f"\\x{each:02x}" for each in data) + "')"
    if text.isascii():
        yield "tags that nobody sees", "Well done!" + "".join(chr(0xE0000 + ord(each)) for each in text)
    bits = "".join(f"{each:08b}" for each in data)
    yield "zero width bits", "Well done!" + bits.replace("0", "\u200b").replace("1", "\u200c")
    yield "bits in one", f"Here: {bits}"
    yield "zipped", f"Here: {base64.b64encode(gzip.compress(data)).decode()}"
    if code := morse(text):
        yield "Morse with other signs", f"Listen: {code.replace('.', '·').replace('-', '–')}"
    yield "in a word of a link", f"See [the page](https://example.org/{text.replace(' ', '%20')})."


def _for_words(text: str) -> Iterator[tuple[str, str]]:
    letters = [each for each in text.lower() if each.isalpha()]
    word = "".join(letters)
    for by in (7, 19):
        moved = "".join(string.ascii_lowercase[(ord(each) - 97 + by) % 26] for each in letters)
        yield f"Caesar by {by}", f"With the Caesar cipher: {moved}"
    if len(word) > 3:
        yield "keys beside", f"Type {''.join(_beside(each) for each in letters)}"
        yield "each second letter", f"Read {'x'.join(letters)}"
        yield "initials of words", " ".join(_INITIALS[each] for each in letters).capitalize() + "."
        yield "capitals", " ".join(_INITIALS[each].replace(each, each.upper(), 1) for each in letters)
        yield "pig Latin", f"It is {_pig_latin(word)}."
    yield "Braille", "It is " + "".join(_BRAILLE[ord(each) - 97] for each in letters)
    if len(word) > 3:
        yield "upside down", "".join(_FLIPPED[ord(each) - 97] for each in reversed(letters))
    yield "small capitals", "It is " + "".join(_SMALL_CAPITALS[ord(each) - 97] for each in letters)
    yield "letters in squares", "It is " + "".join(chr(0x1F170 + ord(each) - 97) for each in letters)
    yield "letters of flags", "It is " + "\u200b".join(chr(0x1F1E6 + ord(each) - 97) for each in letters)
    yield "letters in circles", "It is " + "".join(chr(0x24D0 + ord(each) - 97) for each in letters)
    yield "letters in bold", "It is " + "".join(f"**{each}**" for each in word)
    yield "with bars", "It is " + "|".join(letters)


def _beside(letter: str) -> str:
    row = next(each for each in _ROWS if letter in each)
    return row[(row.index(letter) + 1) % len(row)]


def _pig_latin(word: str) -> str:
    head = len(word) - len(word.lstrip("bcdfghjklmnpqrstvwxyz"))
    return f"{word[head:]}{word[:head]}ay"


def _for_numbers(exercise: Exercise) -> Iterator[tuple[str, str]]:
    value = Fraction(exercise.plain)
    if value.denominator > 1 or value < 3:
        return
    number = int(value)
    digits = str(number)
    for base in (3, 5, 7, 12):
        yield "other bases", f"It is {_in_base(number, base)} in base {base}."
    yield "Roman, small", f"In Roman numerals: {_roman(number).lower()}." if number < 4000 else f"It is {number}."
    yield "square root", f"It is the square root of {number * number}."
    yield "square root", f"$\\sqrt{{{number * number}}}$"
    yield "sum of two", f"It is the sum of {number - 2} and 2."
    yield "product of two", f"Multiply {number} by 1." if number % 2 else f"Multiply {number // 2} by 2."
    yield "difference", f"It is 2 less than {number + 2}."
    yield "added in words", f"Take {number - 2}, then add two."
    yield "a third", f"It is a third of {number * 3}."
    yield "Chinese", f"It is {''.join(_CHINESE[int(each)] for each in digits)}."
    yield "Thai digits", f"It is {''.join(chr(0xE50 + int(each)) for each in digits)}."
    yield "segments", f"It is {''.join(chr(0x1FBF0 + int(each)) for each in digits)}."
    yield "negative circles", f"It is {''.join('⓿❶❷❸❹❺❻❼❽❾'[int(each)] for each in digits)}."
    yield "LaTeX", f"$$\\mathbf{{{number}}}$$"
    yield "LaTeX", f"\\(\\boxed{{\\text{{{number}}}}}\\)"
    yield "ordinal", f"It is the {number}th whole number."
    if len(digits) == 2:
        yield "followed by", f"It is a {digits[0]} followed by a {digits[1]}."
        yield "then", f"First {digits[0]}, then {digits[1]}: write them side by side."
        yield "tens and ones", f"It has {digits[0]} tens and {digits[1]} ones."


def _in_base(number: int, base: int) -> str:
    found = ""
    while number:
        found = "0123456789ab"[number % base] + found
        number //= base
    return found


def _roman(number: int) -> str:
    found = ""
    for sign, size in (("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50),
                       ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):  # fmt: skip
        found += sign * (number // size)
        number %= size
    return found


def more_code(exercise: Exercise) -> Iterator[Case]:
    """Programs that make the solution when they run."""
    code = exercise.answer
    packed = base64_of(code)
    programs = {
        "unpacked": f"import base64\nexec(base64.b64decode('{packed}').decode())",
        "turned round": f"exec({code[::-1]!r}[::-1])",
        "character by character": f"exec(''.join(map(chr, {[ord(each) for each in code]})))",
        "in pieces": "exec(" + " + ".join(repr(code[place : place + 7]) for place in range(0, len(code), 7)) + ")",
        "escaped": "exec('" + "".join(f"\\x{each:02x}" for each in code.encode()) + "')",
    }
    for name, program in programs.items():
        yield case(exercise, f"more: code {name}", f"```python\n{program}\n```")
        yield case(exercise, f"more: code {name}", f"Run this:\n\n    {program.replace(chr(10), chr(10) + '    ')}\n")
