"""What a text says when it is read as somebody could read it who was told how: decoded, joined, turned round."""

from __future__ import annotations

import base64
import binascii
import re
import string
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from ...mathematics.expressions import lowered
from .spelling import listed

MOST = 20_000  # characters that are looked at
SHORT = 24  # signs of a reply that is nothing but a number
_BACKWARDS = re.compile(
    r"backward|revers|right to left|contrario|rovesci|destra a sinistra|mirror|specchio", re.IGNORECASE
)
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝАВЕКМНОРСТХІЅЈαοριντκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdqwABEKMHOPCTXISJaopivtkxABEZHIKMNOPTYX",
)
_LATEX = (
    (re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\sqrt\s*\{([^{}]*)\}"), r"sqrt(\1)"),
    (re.compile(r"\\(?:boxed|text|mathrm|mathbf|textbf|operatorname|mathit)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\(?:cdot|times)\b"), "*"),
    (re.compile(r"\\(?:div)\b"), "/"),
    (re.compile(r"\\(?:left|right|displaystyle|quad|,|;|!|\s)"), " "),
    (re.compile(r"\\pi\b"), "pi"),
    (re.compile(r"\\(?:le|leq)\b"), "<="),
    (re.compile(r"\\(?:ge|geq)\b"), ">="),
    (re.compile(r"\\(?:infty)\b"), "∞"),
    (re.compile(r"\\(?:cup)\b"), "∪"),
    (re.compile(r"\\(\{|\})"), r"\1"),
    (re.compile(r"\^\{([^{}]*)\}"), r"^(\1)"),
)
_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{4,}={0,2}|[A-Za-z0-9+/_-]{2,3}={1,2})(?![A-Za-z0-9+/=_-])"
)
_BASE32 = re.compile(r"(?<![A-Z2-7=])[A-Z2-7]{4,}={0,6}(?![A-Za-z0-9=])")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}[ :,]?){1,}(?![0-9A-Za-z])")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|&#(\d{1,6});|&#x([0-9A-Fa-f]{1,5});")
_CODES = re.compile(r"(?<!\d)(?:\d{2,3}[\s,;.-]+)*\d{2,3}(?!\d)")
_OCTETS = re.compile(r"(?<![01])(?:[01]{7,8}[\s,]*)+(?![01])")
_MORSE = re.compile(r"(?:[.\-·–−_]{1,6}[ /|]+)*[.\-·–−_]{1,6}")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_](?:[\s.\-_*·|/,]{1,3}))+[^\W_](?![^\W_])")
_MARKER = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+(?=\S)", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_RAISED = re.compile(r"(?<=[A-Za-z0-9)\]])[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LEET = str.maketrans("0134578@$!", "oleastbasi")
_LOOKS_LIKE_DIGITS = re.compile(r"(?<![A-Za-z0-9])[0-9lIOoSB|]*[lIOoSB|][0-9lIOoSB|.,]*(?![A-Za-z0-9])")
_AS_DIGITS = str.maketrans("lIOoSB|", "1100581")
_ATBASH = str.maketrans(
    string.ascii_lowercase + string.ascii_uppercase, string.ascii_lowercase[::-1] + string.ascii_uppercase[::-1]
)
_PLACES = re.compile(r"(?<!\d)(?:\d{1,2}[\s,;.-]+)+\d{1,2}(?!\d)")
_PILOTS = frozenset(
    listed("""alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november
    oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu""")
)
_MORSE_CODES = """.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.--
--.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.- --..-- -....- -..-. ..--.."""
_OF_MORSE = dict(zip(_MORSE_CODES.split(), string.ascii_lowercase + string.digits + ".,-/?", strict=True))


def tidy(text: str) -> str:
    """``text`` in plain signs: no hidden ones, no look-alikes, LaTeX as it would be typed, no marks of Markdown."""
    text = unicodedata.normalize("NFKC", _superscripts(text[:MOST]))
    text = "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cf", "Mn", "Me", "Cc") or sign in "\n\t"
    )
    text = (
        _TAG.sub("", text)
        .translate(_LOOK_ALIKE)
        .replace("−", "-")
        .replace("–", "-")
        .replace("’", "'")
        .replace("⁄", "/")
    )
    if "\\" in text or "^{" in text:
        for pattern, plain in _LATEX:
            for _ in range(3):  # one in the other
                text = pattern.sub(plain, text)
    text = re.sub(r"(?<=[\w)])\*\*(?=[\w(-])", "^", text)
    text = _MARKER.sub("", text)
    return text.replace("**", "").replace("__", "").replace("`", "").replace("$", " ")


def decoded(text: str) -> Iterator[str]:
    """Every text that is hidden in ``text`` by one of the usual ways. Each is short, and to be taken at its word."""
    text = text[:MOST]
    for found in _once(text):
        yield found
        yield from _once(found)  # once more, for those who think of that


def _once(text: str) -> Iterator[str]:
    yield from _unescaped(text)
    for found in _BASE32.finditer(text):
        yield from _as_text(_base32(found[0]))
    for found in _BASE64.finditer(text):
        yield from _as_text(_base64(found[0]))
    for found in _HEX.finditer(text):
        digits = re.sub("^0x|[ :,]", "", found[0])
        yield from _as_text(bytes.fromhex(digits) if len(digits) % 2 == 0 and len(digits) >= 4 else b"")
    for found in _CODES.finditer(text):
        numbers = [int(each) for each in re.findall(r"\d+", found[0])]
        if len(numbers) > 1 and all(32 <= number < 127 for number in numbers):
            yield "".join(map(chr, numbers))
    for found in _OCTETS.finditer(text):
        octets = re.findall("[01]{7,8}", found[0])
        yield from _as_text(bytes(int(each, 2) for each in octets))
    yield from _morse(text)


def turned(text: str, *, words: bool) -> Iterator[str]:
    """The whole text read in another way: backwards, each letter moved, digits for letters, first letters.

    Whoever looks for a number and not for ``words`` finds too many in what is turned round by chance.
    """
    if words or len(text) <= SHORT or _BACKWARDS.search(text):
        yield text[::-1]
        yield " ".join(word[::-1] for word in text.split())
    if words:
        yield text.translate(_LEET)
        yield text.translate(_LEET).replace("l", "i")
        yield from _ciphers(text)
    else:
        yield re.sub(r"(?<=[\d.,/-])\s+(?=[\d.,/])", "", text)
        yield _LOOKS_LIKE_DIGITS.sub(lambda found: found[0].translate(_AS_DIGITS), text)
        yield re.sub(r"\d", " ", text[::-1])
    for parts in (text.split("\n"), re.split(r"(?<=[.!?])\s+", text)):
        first = "".join(part.lstrip(" -*>#\t").lstrip("0123456789.) ")[:1] for part in parts)
        if len(first) > 2:
            yield first
    for found in _SPACED.finditer(text):
        yield re.sub(r"[\W_]", "", found[0])


def _ciphers(text: str) -> Iterator[str]:
    """The old ones: the alphabet turned round, places in it, and how pilots spell."""
    yield text.translate(_ATBASH)
    for found in _PLACES.finditer(text):
        places = [int(each) for each in re.findall(r"\d+", found[0])]
        if all(1 <= place <= 26 for place in places):
            yield "".join(string.ascii_lowercase[place - 1] for place in places)
    pilots = [word[0] for word in re.findall(r"[a-z]+", text.lower()) if word in _PILOTS]
    if len(pilots) > 1:
        yield "".join(pilots)


def _superscripts(text: str) -> str:
    """A power stays one: x² is x^2, and not x2. What is all raised is a number of its own."""
    return _RAISED.sub(lambda found: f"^({lowered(found[0])})", text)


def _unescaped(text: str) -> Iterator[str]:
    if "%" in text and (plain := unquote(text)) != text:
        yield plain
    if _ESCAPED.search(text):
        yield _ESCAPED.sub(lambda found: _sign(found), text)


def _sign(found: re.Match[str]) -> str:
    unicode_, byte, number, hexadecimal = found.groups()
    value = int(number) if number else int(unicode_ or byte or hexadecimal, 16)
    return chr(value) if value < 0x110000 else ""


def _base64(token: str) -> bytes:
    token = token.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return b""


def _base32(token: str) -> bytes:
    token = token.rstrip("=")
    try:
        return base64.b32decode(token + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return b""


def _as_text(data: bytes) -> Iterator[str]:
    """``data`` where it is text, and what that may hide once more."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if text and all(sign.isprintable() or sign in "\n\t" for sign in text):
        yield text


def _morse(text: str) -> Iterator[str]:
    plain = text.replace("·", ".").replace("−", "-").replace("–", "-").replace("_", "-")
    for found in _MORSE.finditer(plain):
        signs = [_OF_MORSE.get(code, "?") for code in re.split(r"[ /|]+", found[0].strip())]
        if len(signs) > 1 and "?" not in signs:
            yield "".join(signs)
