"""One way of writing for what keyboards, phones and copied pages write in many."""

from __future__ import annotations

import re
import unicodedata

from ...core.i18n import Unable
from ...mathematics.letters import GREEK

_KEPT_BLANKS = "\t\n\r"
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_SPACED = re.compile(r"(?<![\w.,])([0-9]{1,3})((?:[ '_][0-9]{3})+)(?![0-9]|\s*/)")
_MIXED = re.compile(r"(?<![\w.,^/*])([0-9]+)\s+(?:(?:and|e|&)\s+)?([0-9]+)\s*/\s*([0-9]+)(?![\w.,^])")
_STACKED = re.compile("[⁰¹²³⁴-⁹]+[⁄/][₀-₉]+")
_ONE_SIGN = re.compile("([0-9]*) ?([¼-¾⅐-⅞])")  # ⅚, 1⅓
_SHARE = re.compile(r"^([-+]?[0-9.,]+ ?/ ?[0-9.,]+) ?%$")  # 2/3 % is two thirds of one
_TIMES = re.compile(r"(?<=[0-9)])(\s*)[xX](\s*)(?=[0-9(])")  # 3 x 4, as it is written by hand
_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_](?![^\W\d_])")
_IN_A_ROW = re.compile(r"([0-9)] ?[^\W\d_]{1,12}) (?:(?:and|ed?) )?(?=[0-9])")  # 1 h 20 min
_HOURS = re.compile(  # 2h30, 2 hours and 30
    r"(?<![\w.,])([0-9]{1,2}) ?(?:h|hrs?|hours?|or[ea]) ?(?:(?:and|e) )?([0-5][0-9])(?: ?(?:min|m|'))?(?! ?[\w.,/])"
)
_PER = re.compile(r"(?<=\w) per (?=[^\W\d_])")
_AT_THE = re.compile(r"(?<=\w) (?:all'|al |alla |allo )(?=[^\W\d_])")
_COUNTED = re.compile(
    r"(?<=[0-9]) (?:times|cycles|beats|oscillations|volte|cicli|battiti|oscillazioni)(?= (?:per|al|alla|all') ?)"
)
_ONE_PER = re.compile(r"(?<=[0-9]) 1 ?(?=/ ?[^\W\d_])")  # 330 1/s
_SECONDS = re.compile(r"(?<=[/0-9 ])secs?\b\.?(?! ?[(\w])")  # and not the secant
_POWER_BEFORE = re.compile(r"\b(sq\.?|square|cubic) ([^\W\d_]+)", re.IGNORECASE)
_SQUARED = re.compile(r"([^\W\d_]+) (squared|cubed)\b", re.IGNORECASE)
_DEGREES = re.compile(r"\b(?:degrees?|gradi) (celsius|fahrenheit)\b", re.IGNORECASE)
_POWER_BEHIND = re.compile(r"([^\W\d_]+) (quadrat[io]|quadri|cub[io]|cubic[io])\b", re.IGNORECASE)
_ITALIAN_AREA = re.compile(r"\b([kdcm]?m)(q|c)\b")  # mq, cmq, mc
_CC = re.compile(r"\bcc\b")
_NEGATIVE_POWER = re.compile(r"(?<=\w[ ·*])([^\W\d_]{1,3})-([1-4])(?![\w.,])")  # m s-1
_SIGNS_OF_UNITS = {0x2126: "Ω", 0x212A: "K", 0x212B: "Å"}  # which have a sign of their own, beside the letter
_THERMOMETER = {
    "°C": re.compile(r"(?<=[0-9]) ?(?:(?:°|º|degrees?|gradi?|grado) ?(?:c|celsius|centigrad[oi])?|c|celsius)$", re.I),
    "°F": re.compile(r"(?<=[0-9]) ?(?:(?:°|º|degrees?|gradi?|grado) ?(?:f|fahrenheit)?|f|fahrenheit)$", re.I),
}
_PERCENT = re.compile(
    r"\b(?:percent|per cent|per cento|percento|percentage points?|punt[oi] percentual[ei])\b|﹪", re.IGNORECASE
)
# About, behind a number: 15 m or so, 3,5 km circa.
_ABOUT = re.compile(
    r"(?<=[\w%€$°²³)])[, ]+\(?(?:circa|ca|all'incirca|più o meno|pressappoco"
    r"|about|approx(?:imately)?|roughly|more or less|or so)\.?\)?$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<![\w.,])([1-9][0-9]{0,2}),([0-9]{3})(?![0-9.]|,[0-9])")
_POINT = re.compile(r"(?<![\w.,])([1-9][0-9]{0,2})\.([0-9]{3})(?![0-9.,])")


_FRAC = re.compile(r"\\[dt]?frac ?\{([^{}]*)\} ?\{([^{}]*)\}")
_BARE_FRAC = re.compile(r"\\[dt]?frac ?([0-9])([0-9])(?![0-9])")  # \frac34
_SQRT = re.compile(r"\\sqrt ?\{([^{}]*)\}")
_RAISED = re.compile(r"([\^_]) ?\{([^{}]*)\}")
_COMMANDS = {
    **dict.fromkeys((r"\cdot", r"\times", r"\ast"), "*"), r"\div": "/", r"\pi": "π", r"\pm": "±",
    **dict.fromkeys((r"\left", r"\right", r"\,", r"\;", r"\ ", r"\!", r"\(", r"\)", "$"), " "),
    **{rf"\{name}": letter for letter, name in GREEK.items()},
    **{r"\leq": "≤", r"\geq": "≥", r"\le": "≤", r"\ge": "≥", r"\%": "%", r"\{": "{", r"\}": "}"},
}  # fmt: skip
_COMMAND = re.compile("|".join(re.escape(name) + "(?![A-Za-z])" * name[-1].isalpha() for name in _COMMANDS))
_NESTED = 8  # fractions in fractions


def latex_read(text: str) -> str:
    """``text`` with what LaTeX it holds written as on a keyboard, as far as answers have any: a copied formula."""
    if "\\" not in text and "$" not in text and "^{" not in text.replace(" ", ""):
        return text
    text = _BARE_FRAC.sub(r"((\1)/(\2))", text)
    for _ in range(_NESTED):
        before = text
        text = _RAISED.sub(r"\1(\2)", _SQRT.sub(r"sqrt(\1)", _FRAC.sub(r"((\1)/(\2))", text)))
        if text == before:
            break
    return _COMMAND.sub(lambda found: f" {_COMMANDS[found[0]]} ", text).strip()


def cleaned(text: str, lang: str) -> str:
    """``text`` without marks that nobody sees. Raises ``Unable`` where it holds signs that no keyboard writes."""
    kept = []
    for sign in text:
        kind = unicodedata.category(sign)
        if kind == "Cf":
            continue
        if (kind == "Cc" and sign not in _KEPT_BLANKS) or kind in ("Cs", "Co", "Cn"):
            raise Unable("There are signs in the answer that cannot be read: type it once more.", lang)
        wide = kind[0] != "Z" and _WIDE.match(sign)
        kept.append(" " if kind[0] == "Z" else unicodedata.normalize("NFKC", sign) if wide else sign)
    return " ".join("".join(kept).split())


def mathematical(text: str) -> str:
    """``text`` for the parser: digits of any script, 1 234 567 as one number, 1 1/2 as a sum, ‘percent’ as %."""
    text = "".join(str(unicodedata.decimal(each, each)) for each in latex_read(text)).translate(_SIGNS_OF_UNITS)
    text = _STACKED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _ONE_SIGN.sub(_in_digits, text)
    text = _PERCENT.sub("%", text.replace("’", "'").replace("`", "'")).replace("−", "-").replace("–", "-")
    text = _SPACED.sub(lambda found: found[1] + re.sub("[^0-9]", "", found[2]), text)
    text = _MIXED.sub(r"(\1+\2/\3)", text)
    text = _SHARE.sub(r"(\1)%", text)
    return _TIMES.sub(_cross, text)


def _cross(found: re.Match[str]) -> str:
    """A sign of multiplication, or the letter: 2 x (3 + 4), but 2x(x + 1) and 2x(y + 1)."""
    text, (start, end) = found.string, found.span()
    if text[start - 1] != ")" and text[end] != "(":
        return "*"
    letters = {each.lower() for each in _LETTER.findall(text[:start] + " " + text[end:])}
    apart = found[1] and found[2] and "x" not in letters
    return "*" if apart or not letters else found[0]


def _in_digits(found: re.Match[str]) -> str:
    share = unicodedata.normalize("NFKC", found[2]).replace("⁄", "/")
    return f"({found[1]}+{share})" if found[1] else f"({share})"


def readings(text: str, lang: str) -> list[str]:
    """As it stands, and with a comma, or in Italian a point, before three digits taken for either sign: 1,234.

    Where that comma stands, the text as it is comes last: all that could be said of it is that it has two ways.
    In Italian ``per`` between units is a share to some, grammi per mole, and a product to others, newton per metro.
    """
    found = [_COMMA.sub(r"\1.\2", text), _COMMA.sub(r"\1\2", text), text]
    if lang == "it":
        found.append(_POINT.sub(r"\1\2", text))
        found += [_PER.sub(sign, each) for sign in "/*" for each in found]
    return list(dict.fromkeys(found))


def without_about(text: str) -> str:
    """``text`` without a word behind its number that says that it is rounded."""
    return _ABOUT.sub("", text.replace("’", "'"))


def on_thermometer(text: str, unit: str) -> str:
    """``text`` with its degrees in the ``unit`` that is asked for, where they are of no other: 20 gradi, 20 C."""
    return _THERMOMETER[unit].sub(f" {unit}", text) if unit in _THERMOMETER else text


def spelled_out(text: str, lang: str) -> str:
    """``1 h 20 min`` as a sum, which it is, ``km per hour`` as km/hour, square metres as metres².

    In Italian ``per`` may be a product, and so no sign of a share.
    """
    text = _HOURS.sub(r"\1 h \2 min", text)
    text = _SECONDS.sub("s", _ONE_PER.sub(" ", _COUNTED.sub("", text)))
    text = _CC.sub("cm^3", _ITALIAN_AREA.sub(lambda found: f"{found[1]}^{2 if found[2] == 'q' else 3}", text))
    text = _NEGATIVE_POWER.sub(r"\1^(-\2)", text)
    text = _POWER_BEFORE.sub(lambda found: f"{found[2]}^{2 if found[1][0] in 'sS' else 3}", text)
    text = _SQUARED.sub(lambda found: f"{found[1]}^{2 if found[2][0] in 'sS' else 3}", text)
    text = _DEGREES.sub(lambda found: found[1].lower(), text)
    text = _POWER_BEHIND.sub(lambda found: f"{found[1]}^{2 if found[2][0] in 'qQ' else 3}", text)
    return _IN_A_ROW.sub(r"\1 + ", _AT_THE.sub("/", text) if lang == "it" else _PER.sub("/", text))
