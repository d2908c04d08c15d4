"""Formulas in LaTeX as plain signs, for a terminal: x² − 5x + 6 = 0.

It reads what our tools, our notes and models usually write. A formula with anything else keeps its LaTeX, which says
more than a guess.
"""

from __future__ import annotations

import re
import unicodedata

from ..mathematics.expressions import SUPERSCRIPTS

MOST_TEXT = 2_000  # characters of a formula
MOST_DEPTH = 20  # brackets in brackets


def readable(text: str, *, whole: bool = True) -> str:
    """``text`` with its formulas in plain signs, outside of code.

    Where more of it may come, so not ``whole``, it ends before a formula that is not closed: what has been written
    stays as it is.
    """
    return _CLOSED.sub(_in_signs, text if whole else text[: _begun(_CLOSED.sub(_masked, text))])


def _begun(text: str) -> int:
    """Where in its last line, or its last paragraph, a formula or code begins that may still be closed."""
    block = text.find("$$", text.rfind("\n\n") + 1)
    line = _BEGINS.search(text, text.rfind("\n") + 1)
    return min((place for place in (block, line.start() if line else -1) if place >= 0), default=len(text))


def _masked(found: re.Match[str]) -> str:
    """Something as long that begins no formula; what is at the very end may go on."""
    return found[0] if found.end() == len(found.string) else "·" * len(found[0])


def _in_signs(found: re.Match[str]) -> str:
    """A formula in plain signs; code, and a formula that is not understood, as it stands."""
    formula = found["block"] or found["inline"] or found["bracketed"]
    if not formula or len(formula) > MOST_TEXT or not _MATHS.search(formula):
        return found[0]
    try:
        said = _Reader(formula).until()
    except _Unread:
        return found[0]
    said = re.sub(r"(?<=\d) (?=[^\W\d_](?![^\W\d_]))", "", said.replace("-", "−"))  # 5x, but 5 sin x
    said = re.sub(r"(?<=[a-z]) +(?=[(^_⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉])", "", said)  # sin(x), sin²(x)
    return re.sub(r" +(?=[,;)]|$)|(?<=\() +|^ +", "", re.sub(r" {2,}", " ", said))


class _Unread(Exception):
    """A formula holds something that is not known here."""


class _Reader:
    def __init__(self, formula: str) -> None:
        self._tokens = iter(_TOKEN.findall(formula))
        self._depth = 0

    def until(self, end: str = "") -> str:
        """What stands there up to the token ``end``, or to the end of all."""
        pieces: list[str] = []
        for token in self._tokens:
            if token == end:
                return "".join(pieces)
            pieces.append(self._piece(token))
        if end:
            raise _Unread
        return "".join(pieces)

    def _next(self) -> str:
        """The one thing that a command or a power takes."""
        self._depth += 1
        token = next((token for token in self._tokens if not token.isspace()), "")
        if not token or self._depth > MOST_DEPTH:
            raise _Unread
        found = self._piece(token)
        self._depth -= 1
        return found

    def _piece(self, token: str) -> str:
        if token == "{":
            return self._group()
        if token == "^":
            return _raised(self._next())
        if token == "_":
            return _lowered(self._next())
        if token in (r"\left", r"\right"):
            return "" if (bracket := self._next()) == "." else bracket
        if token in (r"\frac", r"\dfrac", r"\tfrac"):
            return f"{_bracketed(self._next())}/{_bracketed(self._next())}"
        if token == r"\sqrt":
            return self._root()
        if token in _WRITTEN:
            return self._next()
        if token.startswith("\\"):
            return _sign(token[1:])
        if token == "}":
            raise _Unread
        return token

    def _group(self) -> str:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise _Unread
        found = self.until("}")
        self._depth -= 1
        return found

    def _root(self) -> str:
        found = self._next()
        if found != "[":
            return f"√{_bracketed(found)}"
        power = self.until("]")
        return f"{_raised(power)}√{_bracketed(self._next())}"


def _sign(name: str) -> str:
    """The sign of a command: · for cdot, α for alpha, sin for sin."""
    if name in _SIGNS:
        return _SIGNS[name]
    if name in _FUNCTIONS:
        return f"{name} "
    case = "CAPITAL" if name[:1].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {'LAMDA' if name.lower() == 'lambda' else name.upper()}")
    except KeyError:
        raise _Unread from None


def _raised(power: str) -> str:
    """As an exponent: ² for 2, ^x for x."""
    if power and set(power) <= set(SUPERSCRIPTS):
        return "".join(SUPERSCRIPTS[each] for each in power)
    return power if power in ("°", "'") else f"^{_bracketed(power)}"


def _lowered(index: str) -> str:
    """As an index: ₁ for 1, _n for n."""
    return index.translate(_LOW) if index.isdecimal() and index.isascii() else f"_{_bracketed(index)}"


def _bracketed(said: str) -> str:
    """In brackets, unless it is one number, one letter or in brackets anyway."""
    return said if _ONE.fullmatch(said) else f"({said})"


_CLOSED = re.compile(  # code, or a formula that is over; amounts like $5-$6 are none
    r"```.*?(?:```|\Z)|`[^`\n]*`|\$\$(?P<block>(?:(?!\n\n)[^$]){1,2000})\$\$|"
    r"\$(?P<inline>(?!\s)[^$\n`]{1,2000}(?<!\s))\$(?!\d)|\\[(\[](?P<bracketed>[^$\n]{1,500}?)\\[)\]]",
    re.DOTALL,
)
_BEGINS = re.compile(r"\$(?!\s)|\\[(\[]|\\\Z|`")
_MATHS = re.compile(r"[\\^_=+*/<>-]|^\s*[^\W\d_]\s*$|^\s*[\d.,]+\s*$")
_TOKEN = re.compile(r"\\(?:[a-zA-Z]+|.)|\s+|\d+|.", re.DOTALL)
_ONE = re.compile(r"[\d.,]+|√?[^\W\d_][⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]*|√?\([^()]*\)|√[\d.,]+|d[a-z]")
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_WRITTEN = frozenset(rf"\{name}" for name in ("text", "textrm", "mathrm", "mathbf", "mathit", "operatorname"))
_FUNCTIONS = frozenset(
    (
        *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "ln", "log"),
        *("exp", "lim", "min", "max", "gcd", "det", "mod"),
    )
)
_SIGNS = {
    **{
        "cdot": "·",
        "times": "×",
        "div": "÷",
        "pm": "±",
        "mp": "∓",
        "ast": "*",
        "circ": "°",
        "degree": "°",
        "prime": "'",
    },
    **{"approx": "≈", "neq": "≠", "ne": "≠", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "equiv": "≡", "sim": "~"},
    **{"to": "→", "rightarrow": "→", "Rightarrow": "⇒", "implies": "⇒", "iff": "⇔", "leftrightarrow": "↔"},
    **{"infty": "∞", "int": "∫", "sum": "∑", "prod": "∏", "partial": "∂", "nabla": "∇", "in": "∈", "notin": "∉"},
    **{"cup": "∪", "cap": "∩", "subset": "⊂", "emptyset": "∅", "forall": "∀", "exists": "∃", "angle": "∠"},
    **{"ldots": "…", "dots": "…", "cdots": "⋯", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "|": "‖"},
    **{"quad": " ", "qquad": " ", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "{": "{", "}": "}", "%": "%"},
    **{"displaystyle": "", "limits": "", "$": "$", "varphi": "φ", "varepsilon": "ε", "_": "_"},
}
