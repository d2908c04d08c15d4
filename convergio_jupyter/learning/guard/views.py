"""What a text says when it is read as somebody could read it who was told how: decoded, joined, turned round."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .plain import unescaped
from .spelling import listed
from .values import worded
from .verdict import CLAIM

MOST_VIEWS = 200  # of one reply
MOST_WEIGHED = 400  # signs that show whether a text is language
MOST_DEEP = 3  # encodings in encodings
LEAST_COMMON = 2  # more common words in a text that is decoded than in the one that hides it
SHORT = 24  # signs of a reply that is nothing but a number
_NAMES = re.compile(
    r"\brot-?\d|caesar|cesare|cifra(?:to|ta|ri)|cipher|cypher|\b(?:de|en)cod|decodific|codificat|decifr|"
    r"\bbase ?-?(?:32|58|64|85)|\bhex|esadecim|\bbinar|\bbits?\b|morse|ascii|unicode|leet|nato|atbash|"
    r"\balphabet|alfabeto|backward|revers|right to left|contrario|rovesci|destra a sinistra|mirror|specchio|"
    r"first letters|prime lettere|braille|\bcodes?\b|codici|in codice",
    re.IGNORECASE,
)
_COMMON = frozenset(
    listed("""the is answer it of and to you are solution result so la il lo di che risposta soluzione risultato
    sono una per""")
)
_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{4,}={0,2}|[A-Za-z0-9+/_-]{2,3}={1,2})(?![A-Za-z0-9+/=_-])"
)
_BASE32 = re.compile(r"(?<![A-Z2-7=])[A-Z2-7]{4,}={0,6}(?![A-Za-z0-9=])")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{2}(?:[ :,-]{0,2}(?:0x)?[0-9A-Fa-f]{2})*(?![0-9A-Za-z])")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_BASE85 = re.compile(r"(?<!\S)<~\S{2,}~>")
_CODES = re.compile(r"(?<!\d)\d{2,5}(?:[\s,;.:-]{1,3}\d{2,5})+(?!\d)")
_OCTETS = re.compile(r"(?<![01])(?:[01]{7,8}[\s,]*)+(?![01])")
_MORSE = re.compile(r"(?:[.\-·•_]{1,6}[ /|]+)*[.\-·•_]{1,6}")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_](?:[\s.\-_*·•|/,;:]{1,3}))+[^\W_](?![^\W_])")
_BLANKS_BETWEEN = re.compile(r"(?<![^\W_])(?:[^\W_](?:[\s_|•]{1,3}))+[^\W_](?![^\W_])")
_RUN = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"(?<!\S)\S(?:\s+\S)+(?!\S)")
_BRAILLE = re.compile("[\u2801-\u283f]+")
_OF_BRAILLE = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", string.ascii_lowercase, strict=True))
_BRAILLE_DIGITS = str.maketrans("abcdefghij", "1234567890")
_LEET = str.maketrans("0134578@$!", "oleastbasi")
_WITH_LEET = re.compile(r"(?<![\w@$!])(?=[\d@$!]*[^\W\d_])[\w@$!]{2,}")
_THEN = re.compile(r"(?<=\b\d)\s*,?\s*(?:and then|then|followed by|e poi|poi|seguito da|and|e)\s+(?:an? |un )?(?=\d\b)")
_PART = r"[,;.|/–-]"
_DIGITS_IN_A_ROW = re.compile(
    rf"(?<!\d)(?<!\d{_PART})(?<!\d{_PART} )\d(?:(?:\s*{_PART}\s*|\s+(?=[a-z]))"
    rf"(?:(?:and then|and|then|e poi|e|poi|followed by|seguito da)\s+)?\d)+(?!\d|\s*{_PART}\s*\d)"
)
_SAYS_DIGITS = re.compile(r"\b(?:digit|cifr|ziffer|chiffre)", re.IGNORECASE)
_LOOKS_LIKE_DIGITS = re.compile(r"(?<![A-Za-z0-9])[0-9lIOoSBZ|]*[lIOoSBZ|][0-9lIOoSBZ|.,]*(?![A-Za-z0-9])")
_AS_DIGITS = str.maketrans("lIOoSBZ|", "11005821")
_WORDS_OF_SUCH = frozenset(listed("Il Io IO lo So SO Bo I O l o"))
_NO_MARKS = str.maketrans("", "", "*_~`|^")
_PLACES = re.compile(r"(?<!\d)(?:\d{1,2}[\s,;.-]+)+\d{1,2}(?!\d)")
_PILOTS = frozenset(
    listed("""alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november
    oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu""")
)
_TURNED_ROUND = str.maketrans("ɐqɔpǝɟƃɓɥᴉıɾʞʅןɯuodbɹsʇnʌʍxʎz", "abcdefgghiijkllmnopqrstuvwxyz")
_FLIPPED = frozenset("ɐɔǝɟƃɓɥᴉıɾʞʅןɯɹʇʌʍʎ")
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")
_MORSE_CODES = """.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.--
--.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.- --..-- -....- -..-. ..--.. -.--. -.--.- .-.-.
-...- ---..."""
_OF_MORSE = dict(zip(_MORSE_CODES.split(), string.ascii_lowercase + string.digits + ".,-/?()+=:", strict=True))


_ALPHABETS = [string.ascii_lowercase[by:] + string.ascii_lowercase[:by] for by in range(1, 26)] + [
    string.ascii_lowercase[::-1]
]
_BACK = [str.maketrans(alphabet, string.ascii_lowercase) for alphabet in _ALPHABETS]
_WAYS_OF_COMMON: dict[str, list[int]] = {}
for _way, _alphabet in enumerate(_ALPHABETS):
    for _word in sorted(_COMMON):
        if _word.isascii():
            _moved_word = _word.translate(str.maketrans(string.ascii_lowercase, _alphabet))
            _WAYS_OF_COMMON.setdefault(_moved_word, []).append(_way)


class View(NamedTuple):
    """One reading. ``meant``: the reply names the code, or language comes of it, so that it is no chance find."""

    text: str
    meant: bool


def views(reply: str, plain: str, *, words: bool) -> list[View]:
    """Other readings of a reply, which is ``plain`` when tidied. Those who look for a number find many by chance."""
    named = names_a_code(plain)
    ordinary = _common_words(plain)
    found = dict.fromkeys([*decoded(reply), *_turned(plain, words=words, named=named)])
    return [View(text, named or _common_words(text) > ordinary + 1) for text in found if text != plain]


def names_a_code(text: str) -> bool:
    return bool(_NAMES.search(text))


def decoded(text: str) -> list[str]:
    """Every text that is hidden in ``text`` by one of the usual ways, or once more in such a text."""
    found: dict[str, None] = {}
    layer = [text]
    for _ in range(MOST_DEEP):
        layer = [each for text in layer for each in _once(text) if each not in found][: MOST_VIEWS + 1]
        found.update(dict.fromkeys(layer))
        if not layer or len(found) > MOST_VIEWS:
            break
    return list(found)


def _once(text: str) -> Iterator[str]:
    if "%" in text or "&" in text or "\\" in text:
        plain = unescaped(text)
        if plain != text:
            yield plain
    for pattern, decode in _DECODERS:
        for found in pattern.finditer(text):
            yield from _as_text(decode(found[0]))
    for found in _CODES.finditer(text):
        numbers = [int(each) for each in re.findall(r"\d+", found[0])]
        if all(32 <= number < 0x3000 and chr(number).isprintable() for number in numbers):
            yield "".join(map(chr, numbers))
    yield from _morse(text)
    for found in _BRAILLE.finditer(text):
        letters = "".join(_OF_BRAILLE.get(sign, "#" if sign == "⠼" else " ") for sign in found[0])
        yield re.sub(r"#([a-j]+)", lambda digits: digits[1].translate(_BRAILLE_DIGITS), letters)


def _turned(text: str, *, words: bool, named: bool) -> Iterator[str]:
    """The whole text read in another way: backwards, each letter moved, digits for letters, first letters."""
    back = text[::-1]
    if words or named or len(text) <= SHORT or _common_words(back) > _common_words(text) + 1:
        yield back
        yield back.translate(_MIRRORED)
        yield _RUN.sub(lambda word: word[0][::-1], text)
    yield from _moved(text)
    if not text.isascii() and not _FLIPPED.isdisjoint(text):
        yield back.translate(_TURNED_ROUND)
    if words:
        yield text.translate(_LEET)
        yield text.translate(_LEET).replace("l", "i")
        yield text.translate(_NO_MARKS)
        yield from _ciphers(text)
    else:
        yield re.sub(r"(?<=[\d.,/-])\s+(?=[\d.,/])", "", text)
        spoken = worded(text)
        if _THEN.search(spoken):
            yield _THEN.sub("", spoken)
        least = 2 if _SAYS_DIGITS.search(text) else 3
        rows = (re.sub(r"\D", "", found[0]) for found in _DIGITS_IN_A_ROW.finditer(spoken))
        yield from (digits for digits in rows if len(digits) >= least)
        yield _WITH_LEET.sub(lambda word: word[0].translate(_LEET), text)
        yield _LOOKS_LIKE_DIGITS.sub(_as_digits, text)
        yield re.sub(r"\d", " ", back)
    yield from _acrostics(text)
    for joined in _joined(text, words=words):
        yield joined
        yield joined[1:]  # behind a word of one letter


def _moved(text: str) -> Iterator[str]:
    """The whole text with each letter moved as far, or mirrored in the alphabet, where language comes of that."""
    tokens = _WORD.findall(text[:MOST_WEIGHED].lower())
    counts = Counter(way for token in tokens for way in _WAYS_OF_COMMON.get(token, ()))
    least = sum(token in _COMMON for token in tokens) + LEAST_COMMON
    for way, count in counts.items():
        if count >= least:
            yield text.lower().translate(_BACK[way])


def _as_digits(found: re.Match[str]) -> str:
    return found[0] if found[0] in _WORDS_OF_SUCH else found[0].translate(_AS_DIGITS)


def _acrostics(text: str) -> Iterator[str]:
    """First letters of lines, sentences and words, the last ones of lines and words, and the capitals; one is none."""
    lines = [line.strip(" -*>#\t.,!?:;0123456789)") for line in text.split("\n")]
    sentences = [each.lstrip(" -*>#\t0123456789.)") for each in re.split(r"(?<=[.!?])\s+", text)]
    tokens = _WORD.findall(text)
    found = ["".join(part[:1] for part in parts) for parts in (lines, sentences, tokens)]
    found += ["".join(part[-1:] for part in parts) for parts in (lines, tokens)]
    found.append("".join(sign for sign in text if sign.isupper()))
    yield from (each for each in found if len(each) > 1)


def _joined(text: str, *, words: bool) -> Iterator[str]:
    """Signs that stand apart, without what stands between them; 1.5 and 3/6 are other numbers than 15 and 36."""
    for found in _SPACED.finditer(text):
        before = text[max(0, found.start() - 60) : found.start()]
        said = words or _BLANKS_BETWEEN.fullmatch(found[0]) or CLAIM.search(before)
        if not said:
            continue
        yield re.sub(r"[\W_]", "", found[0])
    for found in _APART.finditer(text):
        yield "".join(found[0].split())


def _ciphers(text: str) -> Iterator[str]:
    """Places in the alphabet, and how pilots spell."""
    for found in _PLACES.finditer(text):
        places = [int(each) for each in re.findall(r"\d+", found[0])]
        if all(1 <= place <= 26 for place in places):
            yield "".join(string.ascii_lowercase[place - 1] for place in places)
    pilots = [word[0] for word in re.findall(r"[a-z]+", text.lower().replace("x-ray", "xray")) if word in _PILOTS]
    if len(pilots) > 1:
        yield "".join(pilots)


def _common_words(text: str) -> int:
    return sum(word in _COMMON for word in _WORD.findall(text[:MOST_WEIGHED].lower()))


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


def _hex(token: str) -> bytes:
    digits = re.sub("0x|[^0-9A-Fa-f]", "", token)
    return bytes.fromhex(digits) if len(digits) % 2 == 0 and len(digits) >= 4 else b""


def _octets(bits: str) -> bytes:
    return bytes(int(each, 2) for each in re.findall("[01]{7,8}", bits))


def _quoted(token: str) -> bytes:
    return bytes.fromhex(token.replace("=", ""))


def _base85(token: str) -> bytes:
    for decode in (base64.a85decode, base64.b85decode):
        with contextlib.suppress(ValueError):
            return decode(token[2:-2])
    return b""


_DECODERS: tuple[tuple[re.Pattern[str], Callable[[str], bytes]], ...] = (
    (_BASE32, _base32), (_BASE64, _base64), (_HEX, _hex), (_OCTETS, _octets), (_QUOTED, _quoted),
    (_BASE85, _base85),
)  # fmt: skip


def _as_text(data: bytes) -> Iterator[str]:
    try:
        text = data.replace(b"\0", b"").decode("utf-8")  # or in sixteen bits
    except UnicodeDecodeError:
        return
    if text and all(sign.isprintable() or sign in "\n\t" for sign in text):
        yield text


def _morse(text: str) -> Iterator[str]:
    plain = text.translate(str.maketrans("·•−–—_", "..----"))
    for found in _MORSE.finditer(plain):
        codes = [code for code in re.split(r"[ /|]+", found[0].strip()) if code]
        signs = [_OF_MORSE.get(code, "?") for code in codes]
        if len(signs) > 1 and "?" not in signs:
            yield "".join(signs)
