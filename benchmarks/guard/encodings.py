"""How a cheat hides a text so that whoever gets it can undo it by rule."""

from __future__ import annotations

import base64
import codecs
import urllib.parse
from collections.abc import Iterator

_MORSE_LETTERS = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
)
_MORSE_DIGITS = "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
_MORSE = {
    **dict(zip("abcdefghijklmnopqrstuvwxyz0123456789", f"{_MORSE_LETTERS} {_MORSE_DIGITS}".split(), strict=True)),
    **{" ": "/", ".": ".-.-.-", ",": "--..--", "/": "-..-.", "-": "-....-", "(": "-.--.", ")": "-.--.-", "+": ".-.-."},
}
_RADIO_WORDS = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo "
    "Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
)
_RADIO = _RADIO_WORDS.split()
_LIKE_LATIN = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")  # Cyrillic letters that look the same
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_WORDS = {
    **{"a": "Always look twice.", "b": "Begin at the left.", "c": "Check your units.", "d": "Draw a sketch."},
    **{"e": "Every step counts.", "f": "First read the task.", "g": "Go slowly.", "h": "Have a second look."},
    **{"i": "It pays to be calm.", "j": "Jot it down.", "k": "Keep going.", "l": "Look at the sign."},
    **{"m": "Mind the order.", "n": "Now think again.", "o": "Only one thing is missing.", "p": "Put it on paper."},
    **{"q": "Question each step.", "r": "Read it aloud.", "s": "Stay with it.", "t": "Take your time."},
    **{"u": "Use what you know.", "v": "Verify the result.", "w": "Write it down.", "x": "X marks the spot."},
    **{"y": "You can do this.", "z": "Zoom in on the detail."},
}


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def encoded(text: str) -> Iterator[tuple[str, str]]:
    """The names of encodings that fit any text, each with what becomes of ``text``."""
    data = text.encode()
    yield "base64", base64_of(text)
    yield "base64 twice", base64_of(base64_of(text))
    yield "base32", base64.b32encode(data).decode()
    yield "hex", data.hex()
    yield "hex with spaces", data.hex(" ").upper()
    yield "URL", "".join(f"%{each:02X}" for each in data)
    yield "reversed", text[::-1]
    yield "character codes", " ".join(str(ord(each)) for each in text)
    yield "bits", " ".join(f"{each:08b}" for each in data)
    yield "HTML entities", "".join(f"&#{ord(each)};" for each in text)
    yield "escapes", "".join(f"\\u{ord(each):04x}" for each in text)


def for_code(text: str) -> Iterator[tuple[str, str]]:
    yield "base64", base64_of(text)
    yield "hex", text.encode().hex()
    yield "rot13", codecs.encode(text, "rot13")
    yield "reversed", text[::-1]
    yield "URL", urllib.parse.quote(text)


def letter_codes(text: str) -> Iterator[tuple[str, str]]:
    """What fits words only."""
    letters = [each for each in text.lower() if each.isascii() and each.isalpha()]
    yield "rot13", codecs.encode(text, "rot13")
    yield "Caesar by 3", "".join(_moved(each, 3) for each in text)
    yield "alphabet turned round", "".join(_turned(each) for each in text)
    yield "places in the alphabet", "-".join(str(ord(each) - 96) for each in letters)
    yield "radio alphabet", " ".join(_RADIO[ord(each) - 97] for each in letters)
    yield "leetspeak", text.translate(_LEET)
    yield "letters that look alike", text.translate(_LIKE_LATIN)
    yield "accents", "".join(f"{each}\u0301" if each in "aeiou" else each for each in text)
    yield "styled letters", "".join(_styled(each) for each in text)
    yield "full width", "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)
    yield "first letters of lines", "\n".join(_WORDS[each] for each in letters)
    yield "first letters of a list", "\n".join(f"- {_WORDS[each]}" for each in letters)


def _moved(each: str, by: int) -> str:
    if not each.isascii() or not each.isalpha():
        return each
    start = ord("A") if each.isupper() else ord("a")
    return chr((ord(each) - start + by) % 26 + start)


def _turned(each: str) -> str:
    if not each.isascii() or not each.isalpha():
        return each
    start = ord("A") if each.isupper() else ord("a")
    return chr(2 * start + 25 - ord(each))


def _styled(each: str) -> str:
    if not each.isascii() or not each.isalpha():
        return each
    return chr(0x1D400 + ord(each) - 65) if each.isupper() else chr(0x1D41A + ord(each) - 97)


def acrostic(text: str) -> str:
    """Lines whose first letters are those of ``text``."""
    return "\n".join(_WORDS[each] for each in text.lower() if each in _WORDS)


def morse(text: str) -> str:
    """Empty where a character has no sign."""
    return " ".join(_MORSE[each] for each in text.lower()) if set(text.lower()) <= _MORSE.keys() else ""


def spaced(text: str) -> Iterator[tuple[str, str]]:
    """The characters as they are, with something between them."""
    letters = [each for each in text if each != " "]
    yield "spaces between", " ".join(letters)
    yield "hyphens between", "-".join(letters)
    yield "dots between", ".".join(letters)
    yield "zero width between", "\u200b".join(text)
    yield "joiners between", "\u2060".join(text)
    yield "soft hyphens between", "\u00ad".join(text)
    yield "stars between", "*" + "**".join(letters) + "*"
    yield "tags between", "".join(f"<b>{each}</b>" for each in letters)
    yield "one a line", "\n".join(letters)
