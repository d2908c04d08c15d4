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
    if not formula or len(formula) > MOST_TEXT or not _MATHS.search(formula) or _NO_FORMULA.fullmatch(formula):
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


class _Fraction(str):
    """A quotient, whose value changes where something sticks to it."""

    __slots__ = ()


class _Root(str):
    """A root, which reaches too far where something sticks to its end."""

    __slots__ = ()


class _Reader:
    def __init__(self, formula: str) -> None:
        self._tokens = iter(_TOKEN.findall(formula))
        self._depth = 0

    def until(self, end: str = "") -> str:
        """What stands there up to the token ``end``, or to the end of all."""
        return _side_by_side(self._pieces(end))

    def _pieces(self, end: str) -> list[str]:
        pieces: list[str] = []
        for token in self._tokens:
            if token == end:
                return pieces
            pieces += self._group() if token == "{" else [self._piece(token)]
        if end:
            raise _Unread
        return pieces

    def _next(self) -> str:
        """The one thing that a command or a power takes."""
        self._depth += 1
        token = next((token for token in self._tokens if not token.isspace()), "")
        if not token or self._depth > MOST_DEPTH or (token.isdecimal() and len(token) > 1):  # of 12 it takes the 1
            raise _Unread
        found = self._piece(token)
        self._depth -= 1
        return found

    def _piece(self, token: str) -> str:
        if token == "{":
            return _side_by_side(self._group())
        if token == "^":
            return _raised(self._next())
        if token == "_":
            return _lowered(self._next())
        if token in (r"\left", r"\right"):
            return "" if (bracket := self._next()) == "." else bracket
        if token in (r"\frac", r"\dfrac", r"\tfrac"):
            return _Fraction(f"{_bracketed(self._next())}/{_bracketed(self._next())}")
        if token == r"\sqrt":
            return self._root()
        if token in _WRITTEN:
            return self._next()
        if token.startswith("\\"):
            return _sign(token[1:])
        if token == "}":
            raise _Unread
        return token

    def _group(self) -> list[str]:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise _Unread
        found = self._pieces("}")
        self._depth -= 1
        return found

    def _root(self) -> str:
        found = self._next()
        if found != "[":
            return _Root(f"√{_bracketed(found)}")
        power = self.until("]")
        return _Root(f"{_raised(power)}√{_bracketed(self._next())}")


def _side_by_side(pieces: list[str]) -> str:
    """The pieces one after the other, with fractions and roots in brackets where they would run into a neighbour."""
    said = [piece for piece in pieces if not piece.isspace()]
    if len(said) == 1:
        return said[0]  # it is still a fraction or a root
    together = ""
    for place, piece in enumerate(pieces, 1):
        if isinstance(piece, (_Fraction, _Root)):
            together += _apart(piece, together, "".join(pieces[place : place + 4]))
        else:
            together += piece
    return together


def _apart(piece: str, before: str, behind: str) -> str:
    """The fraction or root so that nothing sticks to it: (1/2)x, and 2 1/2."""
    bare = piece.startswith("√") or not _STUCK_BEFORE.search(before[-4:])
    mixed = before[-1:].isdecimal() and not piece.startswith("√")
    said = piece if not _STUCK_BEHIND.match(behind) and (bare or mixed) else f"({piece})"
    return f" {said}" if mixed else said


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
_MATHS = re.compile(r"[\\^_=+*/<>-]|^\s*(?:[\d.,]+|(?:\d[\d.,]*)?(?:\s*[^\W\d_](?![^\W\d_])){1,3})\s*$")
_NO_FORMULA = re.compile(  # a range of amounts, and the name of a variable in a shell: $3 - 4$ off, $PATH-$HOME
    r"\s*[\d.,]+\s*[-–]\s*[\d.,]+\s*|[^\W\d][^\s\\{]*(?<![\^_])[-/:.=+]"
)
_STUCK_BEFORE = re.compile(r"(?:[\w)\]∫∑∏]|[^\W\d]\s+|[/÷]\s*)\Z")
_STUCK_BEHIND = re.compile(r"\s*[\w(\[^⁻/÷!'°]|√")
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
