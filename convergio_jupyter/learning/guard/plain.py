"""One way of writing for what can be written in many: no hidden signs, look-alikes or markup, and LaTeX as typed."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from ...mathematics.expressions import lowered

MOST = 10_000  # signs of a reply that can be judged; no teacher says more at once
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһӏвкмнтАВЕКМНОРСТХІЅЈУαοριντκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡıᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ〇零一二三四五六七八九‒–—―−‐‑⁄∕’‘ʼ",
    "aeopcyxijsdqwhlbkmhtABEKMHOPCTXISJYaopivtkxABEZHIKMNOPTYXagiabcdefghijklmnoprstuvwyz00123456789-------//'''",
)
_SET_IN_SHAPES = (0x1F150, 0x1F170, 0x1F1E6)  # the letter A in a black circle, in a square, and of a flag
_LATEX = (
    (re.compile(r"\\[dtc]?frac\s*(?:\{([^{}]*)\}|(\w))\s*(?:\{([^{}]*)\}|(\w))"), r"(\1\2)/(\3\4)"),
    (re.compile(r"\\sqrt\s*\{([^{}]*)\}"), r"sqrt(\1)"),
    (re.compile(r"\\[a-zA-Z]*(?:boxed|text|math|phantom|color|operatorname|box)[a-zA-Z]*\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\(?:cdot|times|ast)(?![a-zA-Z])"), "*"),
    (re.compile(r"\\div(?![a-zA-Z])"), "/"),
    (re.compile(r"\\pm(?![a-zA-Z])"), "±"),
    (re.compile(r"\\leq?(?:slant)?(?![a-zA-Z])"), "<="),
    (re.compile(r"\\geq?(?:slant)?(?![a-zA-Z])"), ">="),
    (re.compile(r"\\lt(?![a-zA-Z])"), "<"),
    (re.compile(r"\\gt(?![a-zA-Z])"), ">"),
    (re.compile(r"\\infty(?![a-zA-Z])"), "∞"),
    (re.compile(r"\\cup(?![a-zA-Z])"), "∪"),
    (re.compile(r"\\(?:lor|vee)(?![a-zA-Z])"), "∨"),
    (re.compile(r"\\([{}%$#&_])"), r"\1"),
    (re.compile(r"\\(?:left|right|displaystyle|q?quad|[,;!\s])"), " "),
    (re.compile(r"\\(pi|sin|cos|tan|ln|log|exp)(?![a-zA-Z])"), r"\1 "),
    (re.compile(r"\^\{([^{}]*)\}"), r"^(\1)"),
)
_ESCAPE = re.compile(r"(?:\\u\{?|\bU\+)([0-9A-Fa-f]{4,6})\}?")
_BYTES = re.compile(r"(?:\\x[0-9A-Fa-f]{2}|\\[0-7]{3}(?!\d))+")
_UNSEEN_TEXT = re.compile("[\U000e0020-\U000e007e]+")  # of tags
_TAG = re.compile(r"<(/?[A-Za-z!][^<>]{0,400})>")
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_INLINE = re.compile(r"^/?(?:b|i|em|strong|s|u|sub|sup|span|font|small|big|mark|code|a|wbr)\b", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((\S[^\n]{0,400}?)\)(?![^\s.,;:!?*_])")
_RAISED = re.compile(r"(?<=[A-Za-z0-9)\]])[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SHARE = re.compile(r"(\d)\s*([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
_BULLET = re.compile(r"^[ \t>]*[*•#>]+[ \t]+(?=\S)", re.MULTILINE)
_DASH = re.compile(r"^[ \t>]*[-+][ \t]+(?=\S)", re.MULTILINE)  # in a list; in a single line it is a sign
_NUMBERED = re.compile(r"[ \t]*(\d{1,2})[.)][ \t]+(?=\S)")
_WIDE = re.compile(r"[ \t]{3,}|\n{3,}")
_POWER = re.compile(r"(?<=[\w)])\*\*(?=[\w(-])|(?<=[\w)]) \*\* (?=[\w(-])")  # with one blank it marks what is bold
_BARE_SHARE = re.compile(r"(?<![\w)])\((\d+)\)/\((\d+)\)(?![\w(])")
_MIXED_SHARE = re.compile(r"(?<=\d)\s?\((\d+)\)/\((\d+)\)(?![\w(])")
_ENDLESS = re.compile(r"\d{60,}")  # no number that anybody means
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|", re.MULTILINE)  # below the head of a table
_ROW = re.compile(r"^[^|\n]*\|.*$", re.MULTILINE)
_STACKED = re.compile(r"^[ \t]*(\d+)[ \t]*\n[ \t]*[-_=]+[ \t]*\n[ \t]*(\d+)[ \t]*$", re.MULTILINE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)_(?=\d)")
_EMPHASIS = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_UNSEEN = ("Cf", "Mn", "Me", "Cc", "Cs", "Co")


@lru_cache(maxsize=256)
def tidy(text: str) -> str:
    """``text`` in plain signs, as whoever sees it on the screen may read it. What tags hold beside that comes last."""
    text, aside = text[:MOST], list[str]()
    if "](" in text:
        text = _LINK.sub(lambda found: _link(found, aside), text)
    text = _WIDE.sub(lambda found: found[0][0] * 2, unescaped(text))
    if "<" in text:
        text = _TAG.sub(lambda found: _tag(found[1], aside), text)
    text = _STACKED.sub(r"\1/\2", _ENDLESS.sub(" ", _signs(text)))
    if "\\" in text or "^{" in text:
        text = _without_latex(text)
    if ")/(" in text:
        text = _MIXED_SHARE.sub(r" \1/\2", _BARE_SHARE.sub(r"\1/\2", text))
    text = _POWER.sub("^", text)
    if _RULE.search(text):
        text = _ROW.sub(lambda row: row[0].replace("|", " ; "), text)
    text = _EMPHASIS.sub("", _BETWEEN_DIGITS.sub("", _without_list(text)))
    text = text.replace("**", "").replace("`", "").replace("~~", "").replace("$", " ")
    return "\n\n".join([text, *(_signs(each) for each in aside)]) if aside else text


def unescaped(text: str) -> str:
    """``text`` without what only machines write for a sign: HTML entities, escapes of URLs and of programs."""
    for _ in range(2):  # &amp;#52;
        if "&" in text:
            text = html.unescape(text)
    if "%" in text:
        text = re.sub(r"(?:%[0-9A-Fa-f]{2})+", lambda found: unquote(found[0], errors="replace"), text)
    if "\\" in text or "U+" in text:
        text = _ESCAPE.sub(lambda found: _sign(int(found[1], 16)), text)
        text = _BYTES.sub(lambda found: _of_bytes(found[0]), text)
    return text


def visible(text: str) -> str:
    """``text`` in compatible signs and without those that nobody sees; lines stay lines, and code stays code."""
    text = unicodedata.normalize("NFKC", text)
    if text.isascii():
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN)


def _signs(text: str) -> str:
    if text.isascii():
        return text.replace("\r", "\n").replace("\0", "")
    text = _UNSEEN_TEXT.sub(lambda found: " " + "".join(chr(ord(sign) - 0xE0000) for sign in found[0]), text)
    text = _SHARE.sub(r"\1 \2", _RAISED.sub(lambda found: f"^({lowered(found[0])})", text))  # x² is x^2, and not x2
    text = unicodedata.normalize("NFKC", "".join(map(_plain_sign, text)))
    return visible(text).translate(_LOOK_ALIKE)


def _plain_sign(sign: str) -> str:
    """The digit or the letter that ``sign`` is, of whatever script, in a circle, or raised."""
    if sign.isascii() or sign.isalpha():
        return sign
    value = unicodedata.digit(sign, None)
    if value is not None:
        return str(value)
    return next((chr(ord("A") + ord(sign) - first) for first in _SET_IN_SHAPES if 0 <= ord(sign) - first < 26), sign)


def _sign(value: int) -> str:
    return chr(value) if 9 <= value < 0xD800 or 0xDFFF < value < 0x110000 else ""


def _of_bytes(escapes: str) -> str:
    found = re.findall(r"x([0-9A-Fa-f]{2})|\\([0-7]{3})", escapes)
    return bytes(int(hexed, 16) if hexed else int(octal, 8) & 0xFF for hexed, octal in found).decode("utf-8", "replace")


def _without_list(text: str) -> str:
    """``text`` without the bullets and numbers of its lists. These count from 1: any other number is said."""
    text = _BULLET.sub("", text)
    text = _DASH.sub("", text) if "\n" in text else text
    if not _NUMBERED.search(text):
        return text
    lines, count = text.split("\n"), 0
    for place, line in enumerate(lines):
        found = _NUMBERED.match(line)
        if found and int(found[1]) in (1, count + 1):
            count = int(found[1])
            lines[place] = line[found.end() :]
    return "\n".join(lines)


def _tag(inside: str, aside: list[str]) -> str:
    aside += [" ".join(filter(None, found.groups())) for found in _VALUE.finditer(inside)]
    if inside.startswith("!"):
        aside.append(inside.strip("!-"))
    return "" if _INLINE.match(inside) else " "


def _link(found: re.Match[str], aside: list[str]) -> str:
    path = re.sub(r"^\w+:/*[^/?#]*[/?#]?", " ", found[2])
    aside += [unescaped(path), unescaped(re.sub(r"[/?&=#+]", " ", path))]
    return found[1]


def _without_latex(text: str) -> str:
    for _ in range(3):  # one in the other
        before = text
        for pattern, plain in _LATEX:
            text = pattern.sub(plain, text)
        if text == before:
            break
    return text
